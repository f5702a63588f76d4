"""Numbers, dates, periods and document numbers, in the spellings that officials use."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.values import (
    EACH_YEAR,
    OPEN_END,
    PERIOD_RULES,
    Period,
    PeriodRule,
    find_periods,
    find_values,
    name_periods,
    parse_number,
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.234,5", 1234.5), ("1.500", 1500), ("1.234.567", 1234567), ("1\u00a0500", 1500), ("3\u00a0250,5", 3250.5),
        ("1500", 1500), ("14 500", 14500), ("2 300,5", 2300.5), ("1,250,000", 1250000),
        ("2,5", 2.5), ("1.5", 1.5), ("12.34", 12.34), ("0,5", 0.5), ("03", 3), ("0204", 204), ("3,0", 3),
    ],
)  # fmt: skip
def test_numbers_are_read_as_vietnamese_writes_them(written: str, number: float):
    assert parse_number(written) == number


def kinds_and_keys(text: str) -> list[tuple[str, str]]:
    return [(value.kind, value.key) for value in find_values(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Dates: one key for every spelling.
        ("ngày 24 tháng 5 năm 2025", [("date", "24/5/2025")]),
        ("ngày 24/5/2025", [("date", "24/5/2025")]),
        ("24-05-2025", [("date", "24/5/2025")]),
        ("24.5.2025", [("date", "24/5/2025")]),
        ("24 / 5 / 2025", [("date", "24/5/2025")]),
        ("ngày 15 tháng 11 hàng năm", [("date", "15/11")]),
        ("trước 15/11", [("date", "15/11")]),
        ("mùng 5 tháng 9", [("date", "5/9")]),
        ("15 tháng 13", [("number", "15"), ("number", "13")]),
        # Groups apart by a space; not what is numbered, nor two numbers side by side.
        ("nuôi 12 500 con", [("number", "12500")]),
        ("đạt 1 204 300", [("number", "1204300")]),
        ("trả 1,250,000 USD", [("number", "1250000")]),
        ("khoản 2 150 hộ", [("number", "2"), ("number", "150")]),
        ("năm 2027 150 hộ", [("number", "2027"), ("number", "150")]),
        ("cột 12 300 45", [("number", "12"), ("number", "300"), ("number", "45")]),
        # Document numbers; what is inside them is nothing else.
        ("Quyết định số 1002/QĐ-TTg ngày 24/5/2025", [("document", "1002/qd-ttg"), ("date", "24/5/2025")]),
        ("Nghị quyết số 57-NQ/TW", [("document", "57-nq/tw")]),
        ("Nghị định 05/2023/NĐ-CP", [("document", "05/2023/nd-cp")]),
        ("Kế hoạch số 0204/KH-UBND", [("document", "0204/kh-ubnd")]),
        ("1002/QD-TTG", [("document", "1002/qd-ttg")]),
        ("quyet dinh 1002/qd-ttg cua hue", [("document", "1002/qd-ttg")]),
        ("nghị quyết 57-nq/tw", [("document", "57-nq/tw")]),
        ("Kế hoạch 84 /KH-UBND", [("document", "84/kh-ubnd")]),
        ("Kế hoạch 84/ KH-UBND", [("document", "84/kh-ubnd")]),
        ("Kế hoạch 84/KH-TT&DL", [("document", "84/kh-tt&dl")]),
        ("Kế hoạch 84–KH/TU", [("document", "84-kh/tu")]),
        ("Quyết định 84/QĐ-HĐTĐ,KT ngày", [("document", "84/qd-hdtd,kt")]),
        ("theo 84/KH-UBND,Sở Y tế", [("document", "84/kh-ubnd")]),
        ("Nghị quyết 3.12/2024/NQ-CP", [("document", "3.12/2024/nq-cp")]),
        ("đạt 84 - GRDP và 84 /Ngày", [("number", "84"), ("number", "84")]),
        ("2025-2030 kh, 20-ct", [("number", "2025"), ("number", "2030"), ("number", "20")]),
        # Shares and numbers.
        ("đạt 2,5%", [("percent", "2.5")]),
        ("2.5 %", [("percent", "2.5")]),
        ("80 phần trăm", [("percent", "80")]),
        ("90 percent", [("percent", "90")]),
        ("tax in 2025 percent of the estimate", [("number", "2025")]),
        ("tăng 2000% so với", [("percent", "2000")]),
        ("≥3,0%", [("percent", "3")]),
        ("80%-90%", [("percent", "80"), ("percent", "90")]),
        ("1.234,5 tỷ đồng", [("number", "1234.5")]),
        ("1.500-2.000 người", [("number", "1500"), ("number", "2000")]),
        ("ít nhất 03 chương trình", [("number", "3")]),
        ("năm 2030", [("number", "2030")]),
        ("mục II, điểm đ", []),
    ],
)
def test_values_of_a_text(text: str, expected: list[tuple[str, str]]):
    assert kinds_and_keys(text) == expected


def test_different_numbers_have_different_keys():
    assert kinds_and_keys("1.234.567") != kinds_and_keys("1.234.568")
    assert kinds_and_keys("12.345,67") == [("number", "12345.67")]


def test_a_value_knows_where_and_how_it_is_written():
    text = "Tỷ lệ đạt 2,5 % theo Quyết định 06/QĐ-TTg."
    assert [(v.written, text[v.start : v.end]) for v in find_values(text)] == [
        ("2,5 %", "2,5 %"),
        ("06/QĐ-TTg", "06/QĐ-TTg"),
    ]


@given(st.text(st.sampled_from("0123456789.,/-– %QĐTTgnămđếngàythángNQ\u00a0\u0663"), max_size=60))
def test_values_and_periods_of_any_text_are_in_order_and_apart(text: str):
    values = find_values(text)
    assert [v.start for v in values] == sorted(v.start for v in values)
    assert all(first.end <= second.start for first, second in pairwise(values))
    assert all(v.written == text[v.start : v.end] for v in values)
    for period in find_periods(text):
        assert 1900 <= (period.start or period.end) <= period.end < 2100


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_a_number_written_the_vietnamese_way_is_read_back(whole: int, hundredths: int):
    written = f"{whole:,}".replace(",", ".") + f",{hundredths:02}"
    (value,) = find_values(f"Đạt {written} tỷ đồng")
    assert float(value.key) == float(f"{whole}.{hundredths:02}")
    assert value.written == written


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("đến năm 2030", ["2030"]),
        ("giai đoạn 2030-2035", ["2030-2035"]),
        ("giai đoạn 2030 – 2035", ["2030-2035"]),
        ("từ năm 2025 đến năm 2030", ["2025-2030"]),
        ("tu 2025 den 2030", ["2025-2030"]),
        ("from 2025 to 2030", ["2025-2030"]),
        ("2025—2035", ["2025-2035"]),
        ("2035-2030", ["2035"]),  # no range: it runs backwards
        ("năm 2030 và 2045; đến 2030", ["2030", "2045"]),
        ("tầm nhìn 2045.", ["2045"]),
        # Years inside other values are no periods.
        ("ngày 24/5/2025", []),
        ("15 tháng 11 năm 2030", []),
        ("Nghị định 05/2023/NĐ-CP", []),
        ("Quyết định 1002/QĐ-TTg năm 2025", ["2025"]),
        ("20300 người, 2030%", []),
    ],
)
def test_periods_of_a_text(text: str, periods: list[str]):
    assert [str(period) for period in find_periods(text)] == periods


@pytest.mark.parametrize("rule", PERIOD_RULES, ids=lambda rule: rule.name)
def test_each_rule_of_periods_reads_its_examples_and_leaves_the_others(rule: PeriodRule):
    def read(text: str) -> list[str]:
        return [str(named.period) for named in name_periods(text) if named.rule == rule.name]

    assert {text: read(text) for text in rule.reads} == {text: [said] for text, said in rule.reads.items()}
    assert [text for text in rule.leaves if read(text)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tỷ lệ che phủ rừng đến cuối năm 2029 là 45%", "đến cuối năm 2029"),
        ("trong giai đoạn 2026-2030", "trong giai đoạn 2026-2030"),
        ("Đường nông thôn (2027)", "2027"),
        ("rice land by 2030", "by 2030"),
        ("phát đến 2030", "đến 2030"),
        ("hạn nam 2030", "nam 2030"),
    ],
)
def test_a_period_knows_the_words_that_lead_to_it(text: str, words: str):
    (named,) = name_periods(text)
    assert text[named.start : named.end] == words


@pytest.mark.parametrize(
    ("stated", "asked", "answers"),
    [
        (Period(2030), Period(2030), True),
        (Period(2035, 2030), Period(2035), True),  # "đến 2035?" is answered by "giai đoạn 2030-2035"
        (Period(2035, 2030), Period(2030), False),
        (Period(2035), Period(2035, 2030), True),
        (Period(2035, 2030), Period(2035, 2030), True),
        (Period(2030, 2025), Period(2035, 2030), False),
        (Period(2045), Period(2030), False),
        (EACH_YEAR, Period(2030), False),
        (EACH_YEAR, Period(OPEN_END, 2045), False),
    ],
)
def test_a_statement_answers_for_its_own_period_only(stated: Period, asked: Period, answers: bool):
    assert stated.answers(asked) is answers


def test_periods_are_ordered_by_their_end_whether_they_have_a_start_or_not():
    periods = [Period(2045), Period(2035, 2030), Period(2035), Period(2030), Period(2035, 2025)]
    assert [str(period) for period in sorted(periods)] == ["2030", "2035", "2025-2035", "2030-2035", "2045"]


@pytest.mark.parametrize(
    ("period", "written", "last_year"),
    [
        (Period(2029), "2029", 2029),
        (Period(2032, 2027), "2027-2032", 2032),
        (Period(OPEN_END, 2040), ">2040", 2040),
        (EACH_YEAR, "hằng năm", None),
    ],
)
def test_a_period_is_read_back_as_it_is_written(period: Period, written: str, last_year: int | None):
    assert (str(period), Period.parse(written), period.last_year) == (written, period, last_year)


@pytest.mark.parametrize("written", ["", "sớm", "2030-", ">", "năm 2030"])
def test_what_no_period_was_written_as_is_not_read(written: str):
    with pytest.raises(ValueError, match="invalid literal"):
        Period.parse(written)
