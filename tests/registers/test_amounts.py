"""Amounts in clauses: comparator, value, unit; what is no amount."""

from __future__ import annotations

import pytest

from assistant.registers.amounts import find_amounts


def amounts(text: str) -> list[tuple[str | None, float, float | None, str | None]]:
    return [(a.comparator, a.value, a.upper, a.unit) for a in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đạt trên 80%", ("đạt trên", 80, None, "%")),
        ("chiếm tối thiểu 20,5 %", ("chiếm tối thiểu", 20.5, None, "%")),
        ("Có ≥ 1,5% GRDP chi cho y tế", ("≥", 1.5, None, "% GRDP")),
        ("từ 60% trở lên", ("trở lên", 60, None, "%")),
        ("không quá 05 ngày làm việc", None),
        ("tối thiểu 1.500 giáo viên", ("tối thiểu", 1500, None, "người")),
        ("ít nhất 03 chương trình đào tạo", ("ít nhất", 3, None, "chương trình")),
        ("đạt 660.085 tỷ đồng", ("đạt", 660085, None, "tỷ đồng")),
        ("tăng bình quân 10 - 13%/năm", ("tăng bình quân", 10, 13, "%/năm")),
        ("giảm từ 1% đến 1,5%", ("giảm từ", 1, 1.5, "%")),
        ("gấp 2 lần năm 2025", ("gấp", 2, None, "lần")),
        ("đạt 2,5 triệu USD", ("đạt", 2.5, None, "triệu USD")),
        ("đạt 35 triệu đồng/người", ("đạt", 35, None, "triệu đồng/người")),
        ("đạt dưới 40 μg/m3", ("đạt dưới", 40, None, "μg/m3")),
        ("đạt 100 phần trăm", ("đạt", 100, None, "%")),
    ],
)
def test_an_amount_has_comparator_value_and_unit(text, expected):
    assert amounts(text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text",
    [
        "theo Nghị quyết số 57-NQ/TW ngày 22/12/2024",
        "đạt cấp độ 3",
        "giai đoạn 2026 - 2030",
        "dịch vụ công mức độ 4",
        "trẻ em từ 06 tháng đến 36 tháng tuổi",
        "trong 5 năm tới",
        "chậm nhất là ngày 15 tháng 11",
        "Công nghiệp 4.0 và bụi PM2.5",
        "khoản 3 Điều 15",
        "quý III năm 2026",
    ],
)
def test_dates_names_ages_and_spans_of_time_are_no_amounts(text):
    assert amounts(text) == []


def test_a_bare_number_is_an_amount_only_behind_a_bound():
    assert amounts("chỉ số PCI đạt trên 70") == [("đạt trên", 70, None, None)]
    assert amounts("xếp 70") == []
