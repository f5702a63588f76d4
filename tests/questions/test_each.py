"""A follow-up that names several periods and nothing else is a question for each."""

from __future__ import annotations

import pytest

from assistant.questions.each import for_each_period
from assistant.questions.understanding import Understanding


@pytest.mark.parametrize(
    ("turn", "each"),
    [
        ("Còn 2028 với 2033?", ["còn 2028?", "còn 2033?"]),
        ("the giai doan 2026-2030 va nam 2040 thi sao", ["còn giai doan 2026-2030?", "còn nam 2040?"]),
        ("What about 2028 and 2033?", ["what about 2028?", "what about 2033?"]),
        ("không phải năm 2028, tôi cần giai đoạn 2029-2033", []),
        ("còn 2033?", []),
        ("từ 2026 đến 2030?", []),
        ("Năm 2028 và năm 2033 trồng bao nhiêu ha chè?", []),
    ],
)
def test_each_period_is_asked_of(understanding: Understanding, turn: str, each: list[str]):
    assert for_each_period(understanding, turn) == each
