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
        ("đạt 3,2 triệu tỷ đồng", ("đạt", 3.2, None, "triệu tỷ đồng")),
        ("thu 45 ngàn tỷ đồng", (None, 45, None, "ngàn tỷ đồng")),
        ("đạt 7 250 USD/người", ("đạt", 7250, None, "USD/người")),
        ("tăng thêm 30 000 tấn mỗi vụ", ("tăng thêm", 30000, None, "tấn")),
        ("vay 2,500,000 USD", (None, 2500000, None, "USD")),
        ("không quá 6‰", ("không quá", 6, None, "‰")),
        ("từ 110,5 ha đến 240 ha", ("từ", 110.5, 240, "ha")),
        ("đạt 20÷25 %", ("đạt", 20, 25, "%")),
        ("đạt 55~60 %", ("đạt", 55, 60, "%")),
        ("giảm 2,5 điểm %", ("giảm", 2.5, None, "điểm %")),
        ("tăng 2 con số", ("tăng", 2, None, "con số")),
        ("bơm 1.200 m³", (None, 1200, None, "m³")),
        ("đạt 450 MW", ("đạt", 450, None, "MW")),
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


@pytest.mark.parametrize(
    ("text", "goal", "opens"),
    [
        ("nước máy từ 61% năm 2025 lên 88% năm 2031", ("lên", 88, None, "%"), "từ 61%"),
        ("số vụ cháy từ 140 vụ xuống còn 90 vụ", ("xuống còn", 90, None, "vụ"), "từ 140"),
        ("từ 12 trạm hiện nay tăng lên 30 trạm", ("tăng lên", 30, None, "trạm"), "từ 12"),
    ],
)
def test_of_a_change_the_goal_is_the_amount_and_what_was_is_part_of_its_statement(text, goal, opens):
    (amount,) = find_amounts(text)
    assert (amount.comparator, amount.value, amount.upper, amount.unit) == goal
    assert text[amount.opens :].startswith(opens)


def test_two_amounts_that_no_change_joins_are_two():
    assert amounts("từ 40% trở lên; xuống 12 trạm") == [
        ("trở lên", 40, None, "%"),
        ("xuống", 12, None, "trạm"),
    ]


def test_an_amount_with_a_tolerance_is_read_and_unsure():
    (amount,) = find_amounts("độ ẩm đạt 84 (±3) %")
    assert (amount.value, amount.unit, amount.unsure) == (84, "%", True)


def test_what_a_rate_is_reckoned_on_is_no_amount():
    assert amounts("số dược sĩ trên 10.000 dân đạt 4,5") == [("đạt", 4.5, None, None)]
    assert amounts("tuyển trên 10.000 người") == [("trên", 10000, None, "người")]
