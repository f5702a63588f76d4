"""What a turn names that the turns before only mentioned."""

from __future__ import annotations

import pytest

from assistant.questions.introductions import own_body_named
from assistant.questions.mentioned import in_full, of_figure_said

ASKED = ["Sơn La xây 14 trạm thú y thật không?", "Sơn La trồng bao nhiêu cỏ?"]


@pytest.mark.parametrize(
    ("turn", "alone"),
    [
        ("cái 14 đó đặt ở xã nào?", "đặt ở xã nào: Sơn La xây 14 trạm thú y"),
        ("con số 14 ấy gồm loại trạm nào", "gồm loại trạm nào: Sơn La xây 14 trạm thú y"),
        ("cai 14 do dat o xa nao", "dat o xa nao: Sơn La xây 14 trạm thú y"),
        ("cái 15 đó đặt ở xã nào?", None),  # nothing was said of it
        ("14 trạm đó đặt ở đâu?", None),  # names what it is of
        ("con số 14 ấy ở Điện Biên là mấy?", None),  # asks it of another place
    ],
)
def test_a_figure_is_of_the_question_that_said_it(turn: str, alone: str | None):
    assert of_figure_said(turn, ASKED) == alone


def test_a_figure_of_the_last_question_is_left_to_what_points_back():
    assert of_figure_said("cái 14 đó đặt ở xã nào?", ASKED[:1]) is None


@pytest.mark.parametrize(
    ("rest", "turn", "full"),
    [
        ("ba mô hình", "còn ba mô hình thì sao?", "ba mô hình gồm những gì"),
        ("4 nhóm cây giống", "thế còn 4 nhóm cây giống?", "4 nhóm cây giống gồm những gì"),
        ("ba mo hinh", "con ba mo hinh thi sao", "ba mo hinh gom nhung gi"),
        ("2035", "còn 2035?", "2035"),
        ("năm 2030", "còn năm 2030?", "năm 2030"),
        ("300 ha", "còn 300 ha?", "300 ha"),
        ("ba mô hình", "ba mô hình", "ba mô hình"),
        ("“3 cùng”", "còn “3 cùng”?", "“3 cùng”"),
        ("Sơn La", "còn Sơn La?", "Sơn La"),
    ],
)
def test_what_is_counted_is_asked_for_in_full(rest: str, turn: str, full: str):
    assert in_full(rest, turn) == full


@pytest.mark.parametrize(
    ("turn", "asked"),
    [
        ("Em dạy ở Trường Nghề Mộc Châu, trường em được giao gì?", "Trường Nghề Mộc Châu được giao gì?"),
        ("Tôi là kế toán của Trường Nghề Mộc Châu. Trường tôi lo gì?", "Trường Nghề Mộc Châu lo gì?"),
        (
            "Trường Nghề Mộc Châu dạy ai, trường em học được không?",
            "Trường Nghề Mộc Châu dạy ai, trường em học được không?",
        ),
        ("Em nghe Trường Nghề Mộc Châu trường em", "Em nghe Trường Nghề Mộc Châu trường em"),
    ],
)
def test_who_says_where_he_is_means_that_body(turn: str, asked: str):
    def bodies(text: str) -> list[tuple[int, int]]:
        start = text.find("Trường Nghề Mộc Châu")
        return [(start, start + len("Trường Nghề Mộc Châu"))] if start >= 0 else []

    assert own_body_named(turn, bodies) == asked
