"""Questions whether something is so: which these are, and the place that one is only likened to."""

from __future__ import annotations

import pytest

from assistant.questions.corrections import conversation
from assistant.questions.whether import asks_whether, without_likened, without_likened_elsewhere

LIKENED = conversation()["likened"]


@pytest.mark.parametrize(("turn", "alone"), LIKENED["reads"])
def test_a_place_that_another_is_likened_to_is_not_asked_of(turn: str, alone: str):
    assert without_likened(turn) == alone


@pytest.mark.parametrize("turn", LIKENED["leaves"])
def test_any_other_question_is_left(turn: str):
    assert without_likened(turn) == turn


def test_a_place_put_behind_a_follow_up_stays():
    assert without_likened("có hạn cụ thể như Lào Cai không (ở Sơn La)") == "có hạn cụ thể không (ở Sơn La)"


@pytest.mark.parametrize(
    ("turn", "asks"),
    [
        ("Sơn La có lập quỹ chợ phiên không?", True),
        ("da co mau don chua", True),
        ("có mẫu không (ở Sơn La)", True),
        ("Sơn La lập quỹ nào?", False),
        ("Không ai báo cáo thì sao?", False),
    ],
)
def test_what_asks_whether_something_is_so(turn: str, asks: bool):
    assert asks_whether(turn) is asks


def test_a_figure_is_likened_to_that_of_a_place_beside_the_one_that_was_asked_of():
    turn = "Hạn nộp cũng là 5/3 hằng năm như Lào Cai à?"
    assert without_likened(turn) == turn
    assert without_likened_elsewhere(turn, ["Sơn La"]) == "Hạn nộp cũng là 5/3 hằng năm à?"
    assert without_likened_elsewhere(turn, ["Lào Cai"]) == turn
    assert without_likened_elsewhere(turn, []) == turn
    both = "Sơn La cũng nộp trước 5/3 như Lào Cai à?"
    assert without_likened_elsewhere(both, ["Gia Lai"]) == both
