"""What follows an answer finds it again, from the questions alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest

from assistant.answers import Answered
from assistant.engine import Engine
from assistant.index import LiveIndex, open_encoder
from assistant.reading import Reader
from assistant.settings import Settings
from assistant.types import Query, Turn

ANYWHERE: frozenset[str] = frozenset()
LABOUR = "Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?"
CAN_THO = "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"


@pytest.fixture(scope="module")
def engine(corpus_settings: Settings) -> Iterator[Engine]:
    live = LiveIndex(corpus_settings)
    yield Engine.of(live.current(), open_encoder(corpus_settings), corpus_settings, None)
    live.close()


def previous_to(engine: Engine, *history: str | Turn, allowed: frozenset[str] = ANYWHERE) -> Answered | None:
    turns = engine.turns(history)
    return engine.case(engine.read("Vì sao?", turns, allowed), allowed, turns).previous


@pytest.mark.parametrize(
    "history",
    [
        [CAN_THO],
        [LABOUR, "Còn Cần Thơ thì sao?"],
        [LABOUR, Turn("Còn Cần Thơ thì sao?", CAN_THO)],
        [Turn("tỷ lệ ấy bao nhiêu", LABOUR), "Còn Cần Thơ thì sao?", "cảm ơn", "ok"],
        [Turn("Ở Huế là bao nhiêu?", LABOUR), "Còn Cần Thơ thì sao?", "cảm ơn", "ok"],
    ],
)
def test_the_previous_answer_is_that_to_the_last_question_about_documents(
    engine: Engine, history: list[str | Turn]
):
    before = previous_to(engine, *history)
    assert before is not None
    assert (before.query.text, before.draft.reason) == (CAN_THO, None)
    assert {source.document_id for line in before.draft.lines for source in line.sources} == {"can-tho-1002"}
    assert "90%" in before.draft.lines[0].text


def test_nothing_is_before_the_first_question_nor_before_mere_talk(engine: Engine):
    assert previous_to(engine) is None
    assert previous_to(engine, "xin chào", Turn("cảm ơn", LABOUR)) is None


def test_the_previous_answer_keeps_within_the_bounds_of_this_question(engine: Engine):
    before = previous_to(engine, LABOUR, allowed=frozenset({"can-tho-1002"}))
    assert before is not None
    assert {document.id for document in before.case.allowed} == {"can-tho-1002"}
    assert all(source.document_id == "can-tho-1002" for line in before.draft.lines for source in line.sources)


def test_an_answer_just_given_is_found_again_and_not_worked_out_twice(engine: Engine):
    turns = engine.turns([CAN_THO])
    given = engine.answer(engine.read("Còn Huế thì sao?", turns), ANYWHERE, turns)
    assert previous_to(engine, CAN_THO, "Còn Huế thì sao?") is given
    assert previous_to(engine, Turn("?", given.query.text)) is None  # "?" is no question
    assert previous_to(engine, Turn("Còn Huế?", given.query.text)) is given


def test_what_a_history_says_is_no_longer_than_a_question(engine: Engine):
    limit = engine.settings.question_characters
    (turn,) = engine.turns([Turn(LABOUR * limit, CAN_THO * limit)])
    assert turn == Turn((LABOUR * limit)[:limit], (CAN_THO * limit)[:limit])


def test_a_history_of_several_questions_each_is_worked_out_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    answers: list[str] = []
    work_out = Engine.answer

    def counted(self: Engine, query: Query, *rest: Any, **options: Any) -> Answered:
        answers.append(query.text)
        return work_out(self, query, *rest, **options)

    monkeypatch.setattr(Engine, "answer", counted)
    asked = [f"Sở Tài chính thành phố số {n} làm gì? Hạn nào? Ai phối hợp? Kinh phí ở đâu?" for n in range(6)]
    engine.read_all("Thế còn việc đó thì ai kiểm tra? Khi nào xong?", engine.turns(asked))
    assert len(answers) <= 6 * len(
        asked
    )  # the four, and all as one; without a memory it doubles with every turn


class Hears:
    """Stands for the reader: remembers what clauses would be read with."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, tuple[str, ...]]] = []

    def within(self, question: str, seconds: float, conversation: tuple[str, ...]) -> Any:
        self.heard.append((question, conversation))
        return lambda passages: [None] * len(passages)


def test_clauses_are_read_with_the_two_questions_before_where_a_turn_leans_on_them(engine: Engine):
    hears = Hears()
    reading = replace(engine, reader=cast(Reader, hears))
    turns = reading.turns(["Huế là kế hoạch nào?", LABOUR, "Ai theo dõi ty le lao động qua đào tạo ở Huế?"])
    before = (LABOUR, "Ai theo dõi tỷ lệ lao động qua đào tạo ở Huế?")
    for question, heard in {
        "Còn Cần Thơ?": (*before, "Còn Cần Thơ?"),
        "Kinh phí thực hiện kế hoạch của Cần Thơ lấy từ đâu?": (),
    }.items():
        case = reading.case(reading.read(question, turns), ANYWHERE, turns)
        assert case.conversation == heard
        assert hears.heard[-1] == (case.query.text, heard)
