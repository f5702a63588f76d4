"""Clauses that have the words of a question, and what reading them says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from assistant.answers import Draft
from assistant.index import Library
from assistant.questions import Understanding
from assistant.reading import ClauseReading, Passage
from assistant.types import Catalog
from tests.answer_helpers import answer_of, hits_of, reference_of

QUESTION = "Đơn vị nào chủ trì quy hoạch công viên ở Huế?"
CLAUSE = "Chủ trì quy hoạch công viên, bãi đỗ xe."
DOUBTED, BORNE_OUT = -6.0, 4.0


class Reads:
    """Stands for the reader: gives every clause one logit, or has time for none, and remembers what it read."""

    def __init__(self, logit: float | None) -> None:
        self._logit, self.passages = logit, list[Passage]()

    def __call__(self, passages: Sequence[Passage]) -> list[ClauseReading | None]:
        self.passages += passages
        if self._logit is None:
            return [None for _ in passages]
        return [ClauseReading(self._logit, 0.5, 0, 0) for _ in passages]


Answered = Callable[[str, Reads | None], Draft]


@pytest.fixture
def answered(small: Catalog) -> Answered:
    understanding, reference = Understanding.of(Library(small)), reference_of(small)

    def ask(question: str, read: Reads | None) -> Draft:
        query = understanding.read(question)
        return answer_of(query, reference, hits_of(query.read, small), read=read)

    return ask


def test_a_clause_that_reading_bears_out_answers(answered: Answered) -> None:
    read = Reads(BORNE_OUT)
    draft = answered(QUESTION, read)
    assert draft.outcome == "answered"
    assert [line.text for line in draft.lines] == [line.text for line in answered(QUESTION, None).lines]
    assert [passage.text for passage in read.passages] == [f"- {CLAUSE}"]


def test_a_clause_that_reading_doubts_is_shown_as_possibly_related(answered: Answered) -> None:
    draft = answered(QUESTION, Reads(DOUBTED))
    assert (draft.outcome, draft.reason) == ("possible", None)
    (line,) = draft.lines
    assert line.text.startswith("Không chắc đây là điều được hỏi. Có thể liên quan – Huế: ")
    assert CLAUSE in line.text
    assert len(line.sources) == 1


def test_what_there_is_no_time_to_read_answers_with_a_warning(answered: Answered) -> None:
    draft = answered(QUESTION, Reads(None))
    assert draft.outcome == "answered"
    assert [warning[:20] for warning in draft.warnings] == ["Hệ thống đang bận nê"]


@pytest.mark.parametrize(
    "question",
    [
        "Mục II.1 của Huế nói gì?",
        "Liệt kê các chỉ tiêu của Huế",
        "So sánh tỷ lệ hộ dân có nước sạch của Huế và Cần Thơ năm 2030",
        "Xin chào",
    ],
)
def test_addresses_registers_comparisons_and_talk_read_nothing(answered: Answered, question: str) -> None:
    read = Reads(DOUBTED)
    answered(question, read)
    assert read.passages == []


def test_another_documents_clause_that_reading_doubts_is_not_said_to_state_it(answered: Answered) -> None:
    question = "Quy hoạch công viên, bãi đỗ xe ở Cần Thơ do ai chủ trì?"
    said = "Nội dung này có ở văn bản khác – Huế: "
    texts = [
        [line.text for line in answered(question, read).lines] for read in (Reads(BORNE_OUT), Reads(DOUBTED))
    ]
    assert [any(text.startswith(said) for text in each) for each in texts] == [True, False]


def test_nothing_is_read_where_no_clause_has_the_words(answered: Answered) -> None:
    read = Reads(BORNE_OUT)
    assert answered("Lương của giáo viên ở Huế là bao nhiêu?", read).outcome == "not_stated"
    assert read.passages == []


def test_a_time_is_asked_for_and_the_clause_has_none(answered: Answered) -> None:
    assert answered("Khi nào Huế quy hoạch công viên?", None).outcome == "not_stated"
    assert answered("Khi nào Cần Thơ báo cáo kết quả?", None).outcome == "answered"


def test_of_clauses_that_have_the_words_the_one_that_reading_bears_out_comes_first(
    answered: Answered,
) -> None:
    question, kept = "Trồng cây xanh thế nào?", "- Trồng tối thiểu 500 cây xanh."

    class Prefers(Reads):
        def __call__(self, passages: Sequence[Passage]) -> list[ClauseReading | None]:
            return [ClauseReading(12.0 if p.text == kept else BORNE_OUT, 0.5, 0, 0) for p in passages]

    first = [answered(question, read).lines[0].text for read in (Reads(BORNE_OUT), Prefers(BORNE_OUT))]
    assert ["500 cây xanh" in text for text in first] == [False, True]
