from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.values import (
    Agency,
    Date,
    DocumentNumber,
    Evidence,
    Number,
    Value,
    agency_names,
    extract_values,
    parse_amount,
)


def number(amount: str, unit: str = "") -> Number:
    return Number(Decimal(amount), unit)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("đạt trên 80%", [number("80", "%")], id="percent"),
        pytest.param("đạt 80 %", [number("80", "%")], id="percent with a blank"),
        pytest.param("80 phần trăm", [number("80", "%")], id="percent in words"),
        pytest.param("tăng 5 điểm phần trăm", [number("5", "%")], id="percentage points"),
        pytest.param("≥ 1,5% GRDP", [number("1.5", "%")], id="decimal comma"),
        pytest.param("1.234,5 tấn", [number("1234.5")], id="both separators"),
        pytest.param("14.500 USD", [number("14500")], id="thousands"),
        pytest.param("1500 giáo viên", [number("1500")], id="no separator"),
        pytest.param("03 chương trình", [number("3")], id="leading zero"),
        pytest.param("40 tỷ đồng", [number("40000000000")], id="billions"),
        pytest.param("2,5 triệu", [number("2500000")], id="millions"),
        pytest.param("80 tỉ lệ", [number("80")], id="rate is no scale"),
        pytest.param("8 - 8,5%/năm", [number("8", "%"), number("8.5", "%")], id="range shares its unit"),
        pytest.param("giai đoạn 2025-2035", [number("2025"), number("2035")], id="years"),
        pytest.param("mạng 5G, mục II.2.1", [], id="no values"),
        pytest.param("ngày 24 tháng 5 năm 2025", [Date(24, 5, 2025)], id="date in words"),
        pytest.param("24/5/2025", [Date(24, 5, 2025)], id="date with slashes"),
        pytest.param("2025-05-24", [Date(24, 5, 2025)], id="ISO date"),
        pytest.param("by 15 November 2025", [Date(15, 11, 2025)], id="English date"),
        pytest.param("May 24, 2025", [Date(24, 5, 2025)], id="American date"),
        pytest.param("15 tháng 11 hàng năm", [Date(15, 11, None)], id="every year"),
        pytest.param("sáng 17/12", [Date(17, 12, None)], id="day and month"),
        pytest.param("tháng 12/2025", [Date(None, 12, 2025)], id="month and year"),
        pytest.param("quý IV năm 2025", [Date(None, None, 2025, 4)], id="quarter"),
        pytest.param("45/13", [number("45"), number("13")], id="no date"),
        pytest.param("Quyết định 1002/QĐ-TTg", [DocumentNumber("1002-qd-ttg")], id="decision"),
        pytest.param("nghị quyết 57- NQ/TW", [DocumentNumber("57-nq-tw")], id="resolution with a blank"),
        pytest.param("193/2025/QH15", [DocumentNumber("193-2025-qh15")], id="act of the assembly"),
        pytest.param("150/KH-UBND", [DocumentNumber("150-kh-ubnd")], id="plan"),
        pytest.param("Sở GD&ĐT chủ trì", [Agency("sở giáo dục và đào tạo")], id="abbreviated agency"),
        pytest.param("SỞ GIÁO DỤC VÀ ĐÀO TẠO", [Agency("sở giáo dục và đào tạo")], id="agency in capitals"),
        pytest.param("Department of Finance", [Agency("sở tài chính")], id="agency in English"),
        pytest.param("UBND TP Huế", [Agency("ủy ban nhân dân thành phố")], id="committee"),
        pytest.param("Sở Khí tượng họp", [Agency("sở khí tượng")], id="agency that the list does not know"),
        pytest.param("cơ sở giáo dục, bộ não số", [], id="no agencies"),
    ],
)  # fmt: skip
def test_values_of_a_text(text: str, values: list[Value]) -> None:
    assert list(extract_values(text)) == values


@pytest.mark.parametrize(
    ("digits", "language", "amount"),
    [("1,500", "en", "1500"), ("1,500", "vi", "1.5"), ("1,234.5", "en", "1234.5"), ("0.500", "vi", "0.5")],
)
def test_amounts_in_both_languages(digits: str, language: str, amount: str) -> None:
    assert parse_amount(digits, language) == Decimal(amount)


def test_an_outline_number_is_no_amount() -> None:
    assert parse_amount("1.2.3") is None


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=1, max_value=99))
def test_vietnamese_grouping_is_undone(whole: int, hundredths: int) -> None:
    written = f"{whole:,}".replace(",", ".") + f",{hundredths:02d}"
    assert parse_amount(written) == Decimal(whole) + Decimal(hundredths) / 100


@pytest.mark.parametrize(
    ("claim", "source", "supported"),
    [
        pytest.param("80%", "đạt trên 80 %", True, id="same percentage"),
        pytest.param("80", "đạt 80%", False, id="unit missing"),
        pytest.param("80", "180 người", False, id="part of a number"),
        pytest.param("1.500", "1500 giáo viên", True, id="grouping"),
        pytest.param("24/5/2025", "ngày 24 tháng 5 năm 2025", True, id="date spelled out"),
        pytest.param("tháng 5 năm 2025", "ngày 24/5/2025", True, id="coarser date"),
        pytest.param("24/5/2025", "tháng 5 năm 2025", False, id="finer date"),
        pytest.param("năm 2025", "ngày 24/5/2025", True, id="year of a date"),
        pytest.param("Quyết định 1002", "Quyết định số 1002/QĐ-TTg", True, id="document by its number alone"),
        pytest.param("1003/QĐ-TTg", "Quyết định số 1002/QĐ-TTg", False, id="other document"),
        pytest.param("57-NQ/TW", "Nghị quyết 57- NQ/TW", True, id="blank in a sign"),
        pytest.param("Sở GDĐT", "1. SỞ GIÁO DỤC VÀ ĐÀO TẠO", True, id="agency alias"),
        pytest.param("Sở Tài chính", "Sở Giáo dục và Đào tạo", False, id="other agency"),
        pytest.param("Chính phủ", "Thủ tướng Chính phủ", True, id="agency inside another's name"),
    ],
)
def test_support_by_a_source(claim: str, source: str, supported: bool) -> None:
    (value,) = extract_values(claim)
    assert Evidence([source]).supports(value) is supported


def test_no_two_agencies_share_a_name() -> None:
    names = [name for aliases in agency_names().values() for name in aliases]
    assert sorted(names) == sorted(set(names))
