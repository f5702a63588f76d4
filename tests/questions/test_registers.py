"""Questions to whole registers: what they ask for, and that questions about one thing are none of them."""

from __future__ import annotations

import pytest

from assistant.index import Library
from assistant.language.deadlines import Deadline
from assistant.questions import Understanding
from assistant.types import RegisterQuestion
from tests.index_helpers import two_plans

UNDERSTANDING = Understanding.of(Library(two_plans()))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Có bao nhiêu chỉ tiêu nêu tỷ lệ phần trăm?", RegisterQuestion("targets", measure="percent")),
        ("liệt kê các chỉ tiêu định tính", RegisterQuestion("targets", measure="qualitative")),
        ("How many targets are quantitative?", RegisterQuestion("targets", measure="quantitative")),
        ("Những việc nào có thời hạn?", RegisterQuestion("deadlines")),
        (
            "viec gi phai lam truoc thang 12",
            RegisterQuestion("deadlines", due=Deadline.parse("trước tháng 12")),
        ),
        ("Ai làm gì?", RegisterQuestion("responsibilities")),
        ("Đơn vị nào chủ trì nhiệm vụ gì?", RegisterQuestion("responsibilities", roles=("chủ trì",))),
    ],
)
def test_what_is_asked_of_a_register_is_read(question, expected):
    query = UNDERSTANDING.read(question)
    assert query.of_register == expected
    assert query.values == ()


@pytest.mark.parametrize(
    "question",
    [
        "Tỷ lệ lao động qua đào tạo đến năm 2030 là bao nhiêu?",
        "Chỉ tiêu về lao động qua đào tạo là bao nhiêu?",
        "Ai chủ trì việc khen thưởng tập thể?",
        "Báo cáo trước ngày nào?",
        "So sánh chỉ tiêu của Huế và Cần Thơ",
    ],
)
def test_a_question_about_one_thing_is_none_to_a_register(question):
    assert UNDERSTANDING.read(question).of_register is None
