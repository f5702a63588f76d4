"""Clauses that have the words of a question, and what reading them says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from assistant.answers import Draft, answer
from assistant.answers.case import Answered as Earlier
from assistant.answers.weighing import weigh
from assistant.index import Library
from assistant.judging import judging
from assistant.questions import Understanding
from assistant.reading import ClauseReading, Passage
from assistant.types import Catalog
from tests.answer_helpers import answer_of, case_of, hits_of, reference_of

QUESTION = "Đơn vị nào chủ trì quy hoạch công viên ở Huế?"
IN_OTHER_WORDS = "Ai lo chỗ gửi ô tô, vườn hoa ở Huế?"
CLAUSE = "- Chủ trì quy hoạch công viên, bãi đỗ xe."
DOUBTED, MIDDLING, BORNE_OUT = -6.0, 0.2, 4.0
NEARLY = -2.0  # of others beside one that is middling


class Reads:
    """Stands for the reader: gives each clause the logit of its words, or has no time for any, and remembers what it read.

    `picked`: the clauses that a chat model picks; None where none is asked. `turns`: the logits behind the questions before.
    """

    def __init__(
        self,
        logits: dict[str, float] | None,
        others: float = DOUBTED,
        picked: Sequence[str] | None = None,
        turns: dict[str, float] | None = None,
    ) -> None:
        self._logits, self._others, self.passages = logits, others, list[Passage]()
        self._picked, self._turns = picked, turns

    def __call__(self, passages: Sequence[Passage]) -> list[ClauseReading | None]:
        self.passages += passages
        if self._logits is None:
            return [None for _ in passages]
        picked = [None if self._picked is None else p.text in self._picked for p in passages]
        logits = [self._logits.get(p.text, self._others) for p in passages]
        turns = [self._turns.get(p.text, self._others) if self._turns else None for p in passages]
        given = zip(logits, picked, turns, strict=True)
        return [ClauseReading(logit, 0.5, 0, 0, told, turn) for logit, told, turn in given]


Answered = Callable[[str, Reads | None], Draft]


@pytest.fixture
def answered(small: Catalog) -> Answered:
    understanding, reference = Understanding.of(Library(small)), reference_of(small)

    def ask(question: str, read: Reads | None) -> Draft:
        query = understanding.read(question)
        hits = [replace(hit, dense=0.4) for hit in hits_of(query.read, small)]
        return answer_of(query, reference, hits, read=read)

    return ask


def test_a_clause_that_stands_out_answers(answered: Answered) -> None:
    read = Reads({CLAUSE: BORNE_OUT})
    draft = answered(QUESTION, read)
    assert draft.outcome == "answered"
    assert [line.text for line in draft.lines] == [line.text for line in answered(QUESTION, None).lines]
    assert len(read.passages) == len({passage.text for passage in read.passages}) == 8


def test_a_clause_in_other_words_answers_where_reading_bears_it_out(answered: Answered) -> None:
    assert answered(IN_OTHER_WORDS, None).outcome == "not_stated"
    (line,) = answered(IN_OTHER_WORDS, Reads({CLAUSE: BORNE_OUT})).lines
    assert "quy hoạch công viên" in line.text


def test_a_clause_that_stands_out_less_is_shown_as_possibly_related(answered: Answered) -> None:
    draft = answered(IN_OTHER_WORDS, Reads({CLAUSE: MIDDLING}, NEARLY))
    assert (draft.outcome, draft.reason) == ("possible", None)
    (line,) = draft.lines
    assert line.text.startswith("Không chắc đây là điều được hỏi. Có thể liên quan – Huế, **Sở Xây dựng**: ")
    assert CLAUSE.removeprefix("- ") in line.text
    assert len(line.sources) == 1


def test_a_clause_answers_a_turn_where_reading_it_behind_the_questions_before_bears_it_out(
    answered: Answered,
) -> None:
    outcomes = [
        answered(IN_OTHER_WORDS, Reads({CLAUSE: MIDDLING}, NEARLY, turns={CLAUSE: turn})).outcome
        for turn in (DOUBTED, BORNE_OUT)
    ]
    assert outcomes == ["not_stated", "answered"]


def test_a_clause_that_neither_reading_nor_words_speak_for_is_not_shown(answered: Answered) -> None:
    """Whatever else sets it apart from the others."""
    assert answered(IN_OTHER_WORDS, Reads({CLAUSE: -0.5}, -20.0)).outcome == "not_stated"


def test_a_refusal_shows_the_nearest_clause_only_where_reading_does_not_rule_it_out(
    answered: Answered,
) -> None:
    question = "Khi nào Huế quy hoạch công viên?"
    drafts = [answered(question, Reads({CLAUSE: logit})) for logit in (BORNE_OUT, 4 * DOUBTED)]
    assert [draft.outcome for draft in drafts] == ["not_stated", "not_stated"]
    assert [any("quy hoạch công viên" in line.text for line in draft.lines) for draft in drafts] == [
        True,
        False,
    ]


def test_a_clause_of_another_period_does_not_answer_whatever_reading_says(answered: Answered) -> None:
    question = "Năm 2045 Huế trồng tối thiểu bao nhiêu cây xanh?"
    assert answered(question, Reads({"- Trồng tối thiểu 500 cây xanh.": 9.0})).outcome == "not_stated"


def test_a_clause_that_a_chat_model_picks_answers_though_the_reader_is_not_sure(answered: Answered) -> None:
    picked = answered(IN_OTHER_WORDS, Reads({CLAUSE: MIDDLING}, NEARLY, picked=[CLAUSE]))
    assert picked.outcome == "answered"
    assert "quy hoạch công viên" in picked.lines[0].text


def test_a_clause_that_a_chat_model_passes_over_is_doubted(answered: Answered) -> None:
    picks: tuple[list[str] | None, ...] = (None, [])
    outcomes = [
        answered(IN_OTHER_WORDS, Reads({CLAUSE: logit}, NEARLY, picked=picked)).outcome
        for logit in (MIDDLING, BORNE_OUT)
        for picked in picks
    ]
    assert outcomes == ["possible", "not_stated", "answered", "answered"]


def test_the_clause_that_a_chat_model_picks_comes_first(answered: Answered) -> None:
    question, kept = "Trồng cây xanh thế nào?", "- Trồng tối thiểu 500 cây xanh."
    first = answered(question, Reads({}, BORNE_OUT, picked=[kept])).lines[0].text
    assert "500 cây xanh" in first


def test_a_pick_of_another_period_or_without_what_is_asked_for_does_not_answer(answered: Answered) -> None:
    kept = "- Trồng tối thiểu 500 cây xanh."
    asked = {
        "Năm 2045 Huế trồng tối thiểu bao nhiêu cây xanh?": kept,
        "Khi nào Huế quy hoạch công viên?": CLAUSE,
    }
    for question, clause in asked.items():
        assert answered(question, Reads({clause: 9.0}, picked=[clause])).outcome == "not_stated"


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
    read = Reads({}, DOUBTED)
    answered(question, read)
    assert read.passages == []


def test_another_documents_clause_that_reading_doubts_is_not_said_to_state_it(answered: Answered) -> None:
    question = "Quy hoạch công viên, bãi đỗ xe ở Cần Thơ do ai chủ trì?"
    said = "Nội dung này có ở văn bản khác – Huế, **Sở Xây dựng**: "
    texts = [
        [line.text for line in answered(question, read).lines]
        for read in (Reads({CLAUSE: BORNE_OUT}), Reads({}, -12.0))
    ]
    assert [any(text.startswith(said) for text in each) for each in texts] == [True, False]


def test_a_time_is_asked_for_and_the_clause_has_none(answered: Answered) -> None:
    assert answered("Khi nào Huế quy hoạch công viên?", None).outcome == "not_stated"
    assert answered("Khi nào Cần Thơ báo cáo kết quả?", None).outcome == "answered"


def test_of_clauses_that_have_the_words_the_one_that_reading_bears_out_comes_first(
    answered: Answered,
) -> None:
    question, kept = "Trồng cây xanh thế nào?", "- Trồng tối thiểu 500 cây xanh."
    readings = (Reads({}, BORNE_OUT), Reads({kept: 12.0}, BORNE_OUT))
    first = [answered(question, read).lines[0].text for read in readings]
    assert ["500 cây xanh" in text for text in first] == [False, True]


def test_a_subject_of_one_word_is_left_to_the_words(answered: Answered) -> None:
    read = Reads({}, DOUBTED)
    assert answered("Có quy định gì về công viên không?", read).outcome == "answered"
    assert read.passages == []


def test_a_clause_beside_those_that_are_talked_of_weighs_more(small: Catalog) -> None:
    understanding, reference = Understanding.of(Library(small)), reference_of(small)
    asked = understanding.read(QUESTION)
    first = case_of(asked, reference, hits_of(asked.read, small))
    before = Earlier(asked, first, answer(first))  # of the duties of the department of construction

    def scores(*, again: bool) -> dict[str, float]:
        query = understanding.read("Hướng dẫn trồng cây xanh thế nào?")
        hits = hits_of(query.read, small)
        case = case_of(query, reference, hits, read=Reads({}), before=before, again=again)
        weigh(case)
        return {e.chunk.text: e.score for e in case.evidence if e.score is not None}

    near, far = scores(again=False), scores(again=True)
    beside, elsewhere = "- Hướng dẫn trồng cây xanh.", "- Trồng tối thiểu 500 cây xanh."
    assert near[beside] - far[beside] == pytest.approx(judging().weighing.near)
    assert near[elsewhere] == far[elsewhere]


def test_before_a_clause_is_told_that_hardly_is_certain_further_ones_are_read(answered: Answered) -> None:
    question, hardly = "Ai lo chỗ gửi ô tô, vườn hoa?", 2.6
    certain, doubtful = Reads({CLAUSE: 2 * hardly}, NEARLY), Reads({CLAUSE: hardly}, NEARLY)
    drafts = [answered(question, read) for read in (certain, doubtful)]
    assert [draft.outcome for draft in drafts] == ["answered", "answered"]
    assert len(certain.passages) == 8 < len(doubtful.passages)
    further = doubtful.passages[-1].text
    assert further not in [passage.text for passage in certain.passages]
    told = answered(question, Reads({CLAUSE: hardly, further: 2 * hardly}, NEARLY))
    assert not any("quy hoạch công viên" in line.text for line in told.lines if line.kind == "stated")
