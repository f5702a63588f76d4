"""Deadlines as data: what the words of time say, when a duty is next due, and how it comes back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.deadlines import Deadline, find_deadline

TODAY = date(2026, 11, 22)


def fields(deadline: Deadline | None) -> tuple[int | None, int | None, int | None, int | None, str]:
    assert deadline is not None
    return deadline.day, deadline.month, deadline.quarter, deadline.year, deadline.rhythm


@pytest.mark.parametrize(
    "written",
    [
        "trước ngày 31 tháng 12 năm 2027",
        "trước ngày 31/12/2027",
        "trước 31-12-2027",
        "hoàn thành trước 31.12.2027",
    ],
)
def test_a_date_has_four_spellings(written: str):
    assert fields(find_deadline(f"Trình đề án {written}.")) == (31, 12, None, 2027, "none")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("chậm nhất là ngày 15 tháng 11 hàng năm", (15, 11, None, None, "yearly")),
        ("trước ngày 17 tháng 12", (17, 12, None, None, "yearly")),  # without a year it comes back
        ("trong quý IV/2026", (None, None, 4, 2026, "none")),
        ("Quý I năm 2027", (None, None, 1, 2027, "none")),
        ("quý 3/2027", (None, None, 3, 2027, "none")),
        ("Tháng 12/2026", (None, 12, None, 2026, "none")),
        ("hoàn thành trong năm 2027", (None, None, None, 2027, "none")),
        ("Giai đoạn 2026 - 2030", (None, None, None, 2030, "none")),
        ("Quý II/2026 - Quý IV/2026", (None, None, 4, 2026, "none")),
        ("Hằng quý", (None, None, None, None, "quarterly")),
        ("định kỳ 6 tháng, năm", (None, None, None, None, "half_yearly")),
        ("trước ngày 16 hàng tháng", (16, None, None, None, "monthly")),
        ("trước ngày 05 tháng đầu quý sau", (5, 1, None, None, "quarterly")),
        ("định kỳ", (None, None, None, None, "periodic")),
    ],
)
def test_words_of_time_are_read(
    words: str, expected: tuple[int | None, int | None, int | None, int | None, str]
):
    assert fields(find_deadline(words)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "thực hiện Quyết định số 12/QĐ-TTg ngày 24 tháng 5 năm 2025 của Thủ tướng Chính phủ",
        "bố trí trong dự toán hằng năm",
        "căn cứ khả năng cân đối ngân sách hàng năm, phối hợp với Sở Y tế",
        "xây dựng bản tin định kỳ, sinh động",
        "trẻ em từ 06 tháng đến 36 tháng tuổi",
        "đến năm 2030 đạt 90%",
        "100% xe buýt dùng năng lượng sạch vào năm 2030",
        "thường xuyên, liên tục",
        "theo quy định",
    ],
)
def test_what_only_cites_a_date_or_describes_a_thing_is_no_deadline(words: str):
    assert find_deadline(words) is None


def test_parts_of_one_statement_belong_together():
    found = find_deadline("định kỳ hằng năm gửi báo cáo Bộ Tài chính trước ngày 15 tháng 12 để tổng hợp")
    assert found is not None
    assert found.written == "định kỳ hằng năm, trước ngày 15 tháng 12"
    assert fields(found) == (15, 12, None, None, "yearly")


def test_a_dated_statement_goes_before_a_rhythm_alone():
    found = find_deadline(
        "Định kỳ kiểm tra việc thực hiện; báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2026."
    )
    assert found is not None
    assert found.written == "trước ngày 15/12/2026"


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("trước ngày 15/12/2026", date(2026, 12, 15)),
        ("trước ngày 15/10/2026", None),  # over
        ("trước ngày 15 tháng 11 hằng năm", date(2027, 11, 15)),
        ("trước ngày 22 tháng 11 hằng năm", TODAY),
        ("trong quý IV/2026", date(2026, 12, 31)),
        ("trước tháng 6/2027", date(2027, 5, 31)),
        ("trước năm 2030", date(2029, 12, 31)),
        ("trong năm 2026", date(2026, 12, 31)),
        ("hằng năm", date(2026, 12, 31)),
        ("hằng tháng", date(2026, 11, 30)),
        ("trước ngày 16 hàng tháng", date(2026, 12, 16)),
        ("trước ngày 05 tháng đầu quý sau", date(2027, 1, 5)),
        ("trước ngày 31/02/2027", date(2027, 2, 28)),
        ("định kỳ", None),
        ("trong vòng 10 ngày làm việc kể từ ngày nhận được văn bản", None),
    ],
)
def test_when_a_duty_is_next_due(words: str, due: date | None):
    found = find_deadline(words)
    assert found is not None
    assert found.next_on_or_after(TODAY) == due


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("chậm nhất là ngày 15 tháng 11 hàng năm", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"),
        ("hằng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
        ("trước ngày 16 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=16"),
        ("hằng quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        ("6 tháng, năm", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("trước ngày 31/12/2027", None),
        ("định kỳ", None),
    ],
)
def test_how_a_duty_comes_back(words: str, rule: str | None):
    found = find_deadline(words)
    assert found is not None
    assert found.recurrence == rule


def test_a_rhythm_alone_has_no_date_and_says_so():
    periodic, dated = find_deadline("định kỳ"), find_deadline("trước 31/12/2027")
    assert periodic is not None
    assert not periodic.is_dated
    assert dated is not None
    assert dated.is_dated


WORDS = [
    "trước",
    "ngày",
    "31",
    "/",
    "12",
    "tháng",
    "năm",
    "2027",
    "quý",
    "IV",
    "hằng",
    "định kỳ",
    "6 tháng",
    "-",
    "đến",
    "(",
    ")",
    ";",
]


@given(
    st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), st.dates(date(2000, 1, 1), date(2100, 1, 1))
)
def test_any_words_give_a_deadline_that_is_not_over_or_none(words: str, today: date):
    if found := find_deadline(words):
        due = found.next_on_or_after(today)
        assert due is None or due >= today


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Trong quý III/2028, có thể sớm hơn", (None, None, 3, 2028, "none")),
        ("Ngày 20 hằng tháng; bản mềm", (20, None, None, None, "monthly")),
        ("Theo yêu cầu", (None, None, None, None, "none")),
    ],
)
def test_words_that_stand_as_a_deadline_are_kept_whole(written: str, expected: tuple[object, ...]):
    read = Deadline.parse(written)
    assert (str(read), fields(read)) == (written, expected)
