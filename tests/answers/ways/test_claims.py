"""Figures that a question states are told to be right, wrong or another's; figures of several places are summed."""

from __future__ import annotations

import pytest

from tests.answer_helpers import Ask, where


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Huế trồng 500 cây xanh phải không?", "**Đúng.** Huế, đến năm 2030: Trồng **tối thiểu 500 cây xanh**. [1]"),
        ("hue trong 500 cay xanh phai khong", "**Đúng.** Huế, đến năm 2030: Trồng"),
        ("Cần Thơ đặt tỷ lệ hộ dân có nước sạch 90%, đúng không?", "**Đúng.** Cần Thơ, đến năm 2030: Tỷ lệ"),
        ("Có phải tỷ lệ hộ dân có nước sạch của Huế đến năm 2030 là 95% không?", "**Đúng một phần.** Huế, đến năm 2030: "),
        ("Có phải tỷ lệ hộ dân có nước sạch của Huế đến năm 2030 là trên 95% không?", "**Đúng.** Huế, đến năm 2030"),
    ],
)  # fmt: skip
def test_what_the_documents_bear_out_is_confirmed(ask: Ask, question: str, begins: str):
    _, draft, text, _ = ask(question)
    assert draft.reason is None
    assert text.startswith(begins)


def test_a_wrong_figure_is_set_right_and_said_to_be_the_other_places(ask: Ask):
    _, draft, text, citations = ask("Huế trồng 300 cây xanh phải không?")
    assert draft.reason == "wrong_premise"
    assert text == (
        "**Không.** Huế, đến năm 2030: Trồng **tối thiểu 500 cây xanh**. [1]\n\n"
        "Con số 300 là của Cần Thơ, đến năm 2030: Trồng **tối thiểu 300 cây xanh**. [2]"
    )
    assert [document for document, _ in where(citations)] == ["hue", "can-tho"]


def test_a_figure_of_another_period_is_said_to_be_that_ones(ask: Ask):
    _, draft, text, _ = ask("Có phải tỷ lệ hộ dân có nước sạch của Huế đến năm 2030 là 100%?")
    assert draft.reason == "wrong_premise"
    assert text.startswith("**Không.** Huế, đến năm 2030: Tỷ lệ hộ dân có nước sạch **đạt trên 95%**.")
    assert "Con số 100% là của Huế, đến năm 2045" in text


def test_the_other_bound_is_wrong(ask: Ask):
    _, draft, text, _ = ask("Huế trồng tối đa 500 cây xanh phải không?")
    assert draft.reason == "wrong_premise"
    assert text.startswith("**Không.** ")


@pytest.mark.parametrize(
    "question",
    [
        "Is it true that Hue aims at 90% for clean water by 2030?",
        "Does Hue aim at 90% for clean water by 2030?",
    ],
)
def test_english_verdicts_are_english_around_the_quotation(ask: Ask, question: str):
    _, _, text, _ = ask(question)
    assert text == (
        "**No.** Huế, by 2030, **more than 95%**: “Tỷ lệ hộ dân có nước sạch đạt trên 95%.” [1]\n\n"
        "The figure 90% is that of Cần Thơ, by 2030, **90%**: “Tỷ lệ hộ dân có nước sạch đạt 90%.” [2]"
    )


def test_why_two_levels_differ_states_both_and_that_no_reason_is_stated(ask: Ask):
    _, draft, text, _ = ask("Tại sao Huế đặt 95% trong khi Cần Thơ chỉ đặt 90%?")
    assert draft.reason == "not_in_corpus"
    assert text == (
        "Huế, đến năm 2030: Tỷ lệ hộ dân có nước sạch **đạt trên 95%**. [1]\n\n"
        "Cần Thơ, đến năm 2030: Tỷ lệ hộ dân có nước sạch **đạt 90%**. [2]\n\n"
        "Văn bản không nêu lý do đặt ra các mức này."
    )


def test_why_a_wrong_level_was_set_names_the_figure_that_is_wrong(ask: Ask):
    _, draft, text, _ = ask("Vì sao Huế chỉ trồng 70 cây xanh?")
    assert draft.reason == "wrong_premise"
    assert text.startswith("Văn bản không nêu con số 70 cho nội dung được hỏi.\n\nHuế, đến năm 2030: Trồng")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Tổng số cây xanh được trồng ở cả hai thành phố là bao nhiêu?",
            "Tổng cộng **tối thiểu 800 cây xanh**",
        ),
        ("What is the total of “trồng cây xanh” in Hue and Can Tho?", "In total **at least 800 cây xanh**"),
    ],
)
def test_a_sum_cites_all_that_it_adds(ask: Ask, question: str, said: str):
    _, draft, text, citations = ask(question)
    assert text.startswith(said)
    assert draft.lines[0].kind == "derived"
    assert [document for document, _ in where(citations)] == ["hue", "can-tho"]


def test_shares_are_not_summed(ask: Ask):
    _, _, text, _ = ask("Tổng tỷ lệ hộ dân có nước sạch của Huế và Cần Thơ?")
    assert "Tổng cộng" not in text
    assert "185" not in text
