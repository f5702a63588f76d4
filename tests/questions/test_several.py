"""Turns with several questions are taken apart by the examples of their entry; whatever else has an "and" or a comma is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions.corrections import conversation
from assistant.questions.several import split_questions

ENTRY = conversation()["several"]


@pytest.mark.parametrize("example", ENTRY["reads"], ids=lambda example: example[0])
def test_a_turn_is_taken_apart(example: list[str]):
    turn, *parts = example
    assert split_questions(turn) == parts


@pytest.mark.parametrize("turn", ENTRY["leaves"])
def test_one_question_stays_one(turn: str):
    assert split_questions(turn) == [turn]


def test_what_a_document_enumerates_is_no_end_of_a_question():
    turn = "Ai phải thẩm định, nghiệm thu bao nhiêu công trình?"
    assert split_questions(turn) == ["Ai phải thẩm định", "nghiệm thu bao nhiêu công trình"]
    assert split_questions(turn, lambda phrase: phrase == "thẩm định, nghiệm thu") == [turn]


def test_there_are_enough_examples_of_both_kinds():
    assert min(len(ENTRY["reads"]), len(ENTRY["leaves"])) >= 20


@given(st.text(max_size=200))
def test_any_text_is_taken_apart_without_inventing_words(text: str):
    parts = split_questions(text)
    assert parts
    position = 0
    for part in parts:
        found = text.find(part.split()[-1] if part.split() else "", position)
        assert found >= 0
        position = found


@pytest.mark.parametrize(
    ("turn", "count"),
    [
        ("Every school has to say how the money was spent. To which office does it send that?", 1),
        ("We do not know what to buy. Which department can tell us?", 1),
        ("Who signs the report. To which office does it go?", 2),
    ],
)
def test_an_english_sentence_that_states_something_leads_to_the_question_behind_it(
    turn: str, count: int
) -> None:
    assert len(split_questions(turn)) == count


@pytest.mark.parametrize(
    ("turn", "count"),
    [
        ("Kế hoạch Yên Bái thực hiện quyết định số mấy, của ai, ngày nào?", 1),
        ("ke hoach yen bai trien khai nghi quyet so may, ngay nao", 1),
        ("Kế hoạch Yên Bái số mấy, ngày nào?", 2),
        ("Kế hoạch Yên Bái căn cứ quyết định nào, bao giờ xong?", 2),
    ],
)
def test_the_day_and_issuer_of_a_cited_document_are_asked_with_its_number(turn: str, count: int) -> None:
    assert len(split_questions(turn)) == count
