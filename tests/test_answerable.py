"""What is suggested is tried first, without reading clauses for what words do not answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from assistant.answerable import can_answer
from assistant.engine import Engine
from assistant.index import LiveIndex, open_encoder
from assistant.reading import ClauseReading, Passage
from assistant.recent import Recent
from assistant.settings import Settings

PROSE = "Khu Công nghệ số của Cần Thơ phục vụ những hoạt động nào?"
ELSEWHERE = "Giá vé xe buýt chạy đêm ở bến phà Huế là bao nhiêu?"
REGISTER = "Sở Tài chính Huế được giao những nhiệm vụ gì?"


class Reads:
    """Stands for the reader: gives all clauses one logit, and counts those that it read."""

    def __init__(self, logit: float) -> None:
        self._logit, self.count = logit, 0

    def within(
        self, _: str, __: float, ___: Sequence[str]
    ) -> Callable[[Sequence[Passage]], list[ClauseReading]]:
        return self._read

    def _read(self, passages: Sequence[Passage]) -> list[ClauseReading]:
        self.count += len(passages)
        return [ClauseReading(self._logit, 0.5, 0, 0) for _ in passages]


@pytest.fixture(scope="module")
def engine(corpus_settings: Settings) -> Iterator[Engine]:
    live = LiveIndex(corpus_settings)
    yield Engine.of(live.current(), open_encoder(corpus_settings), corpus_settings, None)
    live.close()


def reading(engine: Engine, reads: Reads) -> Engine:
    return replace(engine, reader=reads, verdicts=Recent(8))  # type: ignore[arg-type]


@pytest.mark.parametrize("question", [ELSEWHERE, REGISTER])
def test_nothing_is_read_for_what_words_do_not_answer_nor_for_a_register(
    engine: Engine, question: str
) -> None:
    reads = Reads(4.0)
    assert can_answer(reading(engine, reads), question) is (question == REGISTER)
    assert reads.count == 0


@pytest.mark.parametrize(("logit", "answered"), [(4.0, True), (-40.0, False)])
def test_what_words_answer_has_to_be_borne_out_by_reading(
    engine: Engine, logit: float, answered: bool
) -> None:
    reads = Reads(logit)
    assert can_answer(reading(engine, reads), PROSE) is answered
    assert reads.count > 0


def test_a_verdict_is_remembered(engine: Engine) -> None:
    reads = Reads(4.0)
    tried = reading(engine, reads)
    assert can_answer(tried, PROSE)
    once = reads.count
    assert can_answer(tried, PROSE)
    assert reads.count == once
