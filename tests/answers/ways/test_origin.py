"""What a figure is said of: the clause that has it, where it is asked for or elsewhere."""

from __future__ import annotations

import pytest

from tests.answer_helpers import Ask


def test_the_clause_that_has_the_figure_is_told(ask: Ask):
    _, draft, text, citations = ask("con số 500 là của gì (ở Huế)")
    assert draft.reason is None
    assert text == "Huế: Trồng tối thiểu 500 cây xanh. [1]"
    assert len(citations) == 1


def test_a_figure_of_another_place_is_said_to_be_its_own(ask: Ask):
    _, _, text, _ = ask("con số 300 ở đâu ra: Huế trồng cây xanh")
    assert text.startswith("Con số 300 là của Cần Thơ: ")


def test_a_figure_that_nothing_has_is_not_stated(ask: Ask):
    _, draft, text, _ = ask("con số 7.654 ở đâu ra?")
    assert draft.reason == "not_in_corpus"
    assert text == "Văn bản không nêu con số 7.654 cho nội dung được hỏi."


@pytest.mark.parametrize("question", ["Kế hoạch nào ở Huế có số 500?", "500 cây xanh trồng ở đâu?"])
def test_other_questions_with_figures_are_left_to_other_ways(ask: Ask, question: str):
    _, _, text, _ = ask(question)
    assert not text.startswith("Con số")
