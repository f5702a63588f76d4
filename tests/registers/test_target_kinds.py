"""Kinds of lines that look like targets and are none, and wholes of shares: each in documents of its own."""

from __future__ import annotations

import pytest

from assistant.documents import parse_sections
from assistant.language.text import nfc
from assistant.registers import extract_targets
from assistant.types import Document, Target


def targets(words: str) -> tuple[Target, ...]:
    text = nfc(f"KẾ HOẠCH\n{words}")
    document = Document("d", "Kế hoạch", "Kế hoạch", "plan", "official", text, place="Huế")
    return extract_targets(document, parse_sections(document))


@pytest.mark.parametrize(
    "words",
    [
        "II. CHỈ TIÊU TRỒNG RỪNG\n1. Chỉ tiêu diện tích rừng trồng mới theo từng loại đất.\n",
        "II. MỤC TIÊU\n1. Mục tiêu tổng quát (phù hợp với chiến lược phát triển rừng).\n",
        "II. MỤC TIÊU\n1. Tuần lễ nước sạch\na) Các hoạt động chính\n- Treo khẩu hiệu ở bến chợ.\n",
        "Điều 4. Yêu cầu, chỉ tiêu trong lập quy hoạch bến bãi\n1. Được tính 3 m2 sân bãi cho một thuyền.\n",
    ],
)
def test_outlines_activities_and_norms_of_plans_are_no_targets(words: str):
    assert targets(words) == ()


def test_a_share_in_a_total_is_one_of_that_total():
    first, second = targets(
        "II. MỤC TIÊU\n1. Tỷ lệ nữ thợ lặn trong tổng số người có chứng chỉ lặn đạt 20% vào năm 2028.\n"
        "2. 80% hồ sơ tàu cá đã được số hóa vào năm 2029.\n"
    )
    assert (first.base, second.base) == ("người có chứng chỉ lặn", "hồ sơ tàu cá")


def test_a_row_of_what_is_included_is_called_by_what_it_is_of():
    rows = targets(
        "I. CHỈ TIÊU\n\n| TT | Chỉ tiêu | ĐVT | Năm 2027 |\n| --- | --- | --- | --- |\n"
        "| 1 | Sản lượng muối | tấn | 900 |\n| | Trong đó: - Muối sạch | tấn | 300 |\n| 2 | Sản lượng cá | tấn | 70 |\n"
    )
    assert [row.indicator.rpartition(": ")[2] for row in rows] == [
        "Sản lượng muối",
        "Muối sạch",
        "Sản lượng cá",
    ]
