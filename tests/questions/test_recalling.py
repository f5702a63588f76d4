"""Turns that want an earlier answer again; the examples are those of `conversation.toml`."""

from __future__ import annotations

import pytest

from assistant.questions.acts import classify
from assistant.questions.corrections import conversation
from assistant.questions.recalling import recalled
from assistant.types import Turn

EARLIER = [Turn("Trạm bơm ở Sơn La do ai vận hành?"), Turn("Phí vỉa hè là bao nhiêu?")]


@pytest.mark.parametrize(("earlier", "turn", "which"), conversation()["recalls"]["reads"])
def test_a_turn_wants_an_earlier_answer_again(earlier: list[str], turn: str, which: int) -> None:
    assert recalled(turn, [Turn(question) for question in earlier]) == earlier[which]


@pytest.mark.parametrize("turn", conversation()["recalls"]["leaves"])
def test_a_turn_wants_no_earlier_answer_again(turn: str) -> None:
    assert recalled(turn, EARLIER) is None


def test_of_questions_about_the_same_the_one_of_the_place_spoken_of_is_meant() -> None:
    earlier = [
        Turn("Hạn nộp hồ sơ ở Sơn La?"),
        Turn("Hạn nộp hồ sơ ở Lào Cai?"),
        Turn("Sơn La có thu phí không?"),
    ]
    assert recalled("Cái hạn nộp em nói lúc nãy", earlier) == earlier[0].question


@pytest.mark.parametrize(
    "turn", ["con vuong mac gi nua ko", "Còn khó khăn gì nữa không", "còn cây nào nữa không ạ"]
)
def test_what_says_of_what_it_wants_more_does_not_go_on(turn: str) -> None:
    assert classify(turn, answered=True) != "continue"


@pytest.mark.parametrize(
    "turn",
    [
        "Bạn đọc lại giúp em chỗ lớp AI",
        "ban doc lai giup em cho tram bom",
        "Cái hạn nộp em nói lúc nãy ở mục nào?",
    ],
)
def test_what_says_which_answer_it_wants_again_is_not_the_last(turn: str) -> None:
    assert classify(turn, answered=True) not in ("repeat", "locate")


def test_a_turn_that_only_points_wants_no_earlier_answer() -> None:
    assert recalled("Bạn đọc lại giúp em chỗ đó", EARLIER) is None
