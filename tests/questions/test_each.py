"""A follow-up that names several periods and nothing else, and a question that names them side by side, is one for each."""

from __future__ import annotations

import pytest

from assistant.questions.corrections import conversation
from assistant.questions.each import for_all_periods, for_each_named, for_each_period
from assistant.questions.understanding import Understanding


@pytest.mark.parametrize(
    ("turn", "each"),
    [
        ("Còn 2028 với 2033?", ["còn 2028?", "còn 2033?"]),
        ("the giai doan 2026-2030 va nam 2040 thi sao", ["còn giai doan 2026-2030?", "còn nam 2040?"]),
        ("Rồi giai đoạn sau, với cả mốc 2041?", ["còn giai đoạn sau?", "còn mốc 2041?"]),
        ("What about 2028 and 2033?", ["what about 2028?", "what about 2033?"]),
        ("không phải năm 2028, tôi cần giai đoạn 2029-2033", []),
        ("còn 2033?", []),
        ("từ 2026 đến 2030?", []),
        ("Năm 2028 và năm 2033 trồng bao nhiêu ha chè?", []),
    ],
)
def test_each_period_is_asked_of(understanding: Understanding, turn: str, each: list[str]):
    assert for_each_period(understanding, turn) == each


@pytest.mark.parametrize(
    ("question", "each"),
    [
        (
            "Năm 2028 và năm 2033 trồng bao nhiêu ha chè?",
            ["Năm 2028 trồng bao nhiêu ha chè?", "năm 2033 trồng bao nhiêu ha chè?"],
        ),
        (
            "Tỷ lệ hộ có nước sạch của Sơn La ba mốc 2028, 2033, 2040 lần lượt bao nhiêu?",
            [
                "Tỷ lệ hộ có nước sạch của Sơn La mốc 2028 bao nhiêu?",
                "Tỷ lệ hộ có nước sạch của Sơn La mốc 2033 bao nhiêu?",
                "Tỷ lệ hộ có nước sạch của Sơn La mốc 2040 bao nhiêu?",
            ],
        ),
        (
            "How many wells are dug by 2027 and 2029?",
            ["How many wells are dug by 2027?", "How many wells are dug by 2029?"],
        ),
        ("Từ 2028 đến 2033 trồng bao nhiêu ha chè?", []),
        ("Between 2028 and 2033, how many wells are dug?", []),
        ("Trồng bao nhiêu ha chè trong giai đoạn 2026-2030?", []),
        ("Năm 2028 trồng chè, năm 2033 thu hoạch bao nhiêu tấn?", []),
    ],
)
def test_each_of_the_periods_named_side_by_side_is_asked_of(question: str, each: list[str]):
    assert for_each_named(question, "value") == each
    assert for_each_named(question, "compare") == []


@pytest.mark.parametrize("question", conversation()["all_periods"]["leaves"])
def test_a_question_that_names_no_run_of_periods_is_one(understanding: Understanding, question: str):
    assert for_all_periods(understanding, question, understanding.catalog.targets) == []


def test_a_question_for_all_periods_is_asked_of_each_that_its_place_sets_something_for(
    understanding: Understanding,
):
    targets = understanding.catalog.targets
    asked = for_all_periods(
        understanding, "Tỷ lệ lao động qua đào tạo của Huế qua các mốc lần lượt là bao nhiêu?", targets
    )
    known = sorted({row.years for row in targets if row.place == "Huế" and row.years})
    assert len(asked) == len(known) > 1
    assert asked[0] == "Tỷ lệ lao động qua đào tạo của Huế đến năm 2030 là bao nhiêu?"
    assert for_all_periods(understanding, "Tỷ lệ lao động qua các mốc là bao nhiêu?", targets) == []
