"""What is asked of two sides that one has and the other lacks, as the vocabulary has it."""

from __future__ import annotations

import pytest

from assistant.questions.corrections import conversation
from assistant.questions.differing import asks_difference, differing_things, only_more, shared_things

DATA = conversation()["differing"]


@pytest.mark.parametrize("turn", DATA["reads"])
def test_a_turn_asks_where_two_differ(turn: str):
    assert asks_difference(turn)


@pytest.mark.parametrize("turn", DATA["leaves"])
def test_another_turn_asks_nothing_of_the_kind(turn: str):
    assert not asks_difference(turn)


@pytest.mark.parametrize(
    ("turn", "things"),
    [
        ("Gia Lai có thêm nguyên tắc nào mà Đắk Lắk không ghi?", "nguyên tắc"),
        ("gia lai co them cay nao so voi dak lak", "cay"),
        ("Có nghị định nào mà Gia Lai không dẫn?", "nghị định"),
        ("Hai bản khác nhau chỗ nào?", ""),
    ],
)
def test_what_one_may_have_more_of_is_told(turn: str, things: str):
    assert differing_things(turn).endswith(things)


def test_what_both_are_asked_to_have_is_told():
    assert shared_things("Hai bản cùng dẫn nghị định nào?") == "nghị định"
    assert shared_things("Hai bản dẫn những gì?") == ""


@pytest.mark.parametrize(
    ("turn", "only"),
    [
        ("Vậy chương trình dạy phải đưa thêm các môn gì mới?", True),
        ("Gia Lai có thêm nguyên tắc nào?", True),
        ("Gia Lai có thêm nguyên tắc nào mà Đắk Lắk không ghi?", False),
        ("hai danh sach lech nhau nuoc nao", False),
        ("Ai chủ trì?", False),
    ],
)
def test_what_more_there_is_may_be_all_that_is_asked(turn: str, only: bool):
    assert only_more(turn) is only
