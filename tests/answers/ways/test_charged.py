"""Whether a body has a task is denied only where it cannot be one of a group that has it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking

PLAN = """\
ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ
Số: 31/KH-UBND
Quảng Trị, ngày 4 tháng 5 năm 2026

KẾ HOẠCH
Phòng, chống cháy rừng trên địa bàn tỉnh Quảng Trị

I. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng: Chủ trì sửa chữa đường lâm nghiệp, biển báo cấm lửa tại cửa rừng.
2. Các sở, ngành, đơn vị liên quan: Tổng hợp, lồng ghép kết quả tuần tra rừng trong báo cáo bảo vệ rừng hằng năm của đơn vị.
3. Sở Công Thương chủ trì việc dự trữ bình chữa cháy; Sở Tài chính, Công an tỉnh phối hợp việc dự trữ bình chữa cháy.
4. Sở Nội vụ chịu trách nhiệm về việc xét tặng danh hiệu cho tổ giữ rừng.
5. Sở Y tế: Chuẩn bị thuốc, phương tiện cấp cứu người bị bỏng khi chữa cháy rừng.
6. Ủy ban nhân dân cấp xã: Tổng hợp, báo cáo số người canh lửa và gửi về Sở Nông nghiệp và Môi trường.
"""


@pytest.fixture(scope="module")
def plan(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with asking(tmp_path_factory.mktemp("plan"), {"quang-tri": PLAN}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "Các sở, ngành được lồng ghép kết quả tuần tra rừng vào báo cáo bảo vệ rừng hằng năm phải không?",
        "Sở Y tế lồng ghép kết quả tuần tra rừng trong báo cáo bảo vệ rừng hằng năm phải không?",
    ],
)
def test_a_task_of_a_group_is_not_denied_to_a_body(plan: PolicyAssistant, question: str):
    said = plan.ask(question).text
    assert "lồng ghép kết quả tuần tra rừng" in said
    assert not said.startswith("**Không.**")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Sở Tài chính chịu trách nhiệm về việc dự trữ bình chữa cháy phải không?", "**Không.**"),
        ("Sở Công Thương chịu trách nhiệm về việc dự trữ bình chữa cháy phải không?", "**Đúng.**"),
        ("Ủy ban nhân dân cấp xã báo cáo số người canh lửa về Sở Y tế phải không?", "**Không.**"),
        (
            "Ủy ban nhân dân cấp xã báo cáo số người canh lửa về Sở Nông nghiệp và Môi trường phải không?",
            "**Đúng.**",
        ),
        (
            "Sở Tài chính chịu trách nhiệm về việc xét tặng danh hiệu cho tổ giữ rừng phải không?",
            "**Không.**",
        ),
    ],
)
def test_who_only_takes_part_or_gets_no_report_is_not_confirmed(
    plan: PolicyAssistant, question: str, verdict: str
):
    assert plan.ask(question).text.startswith(verdict)
