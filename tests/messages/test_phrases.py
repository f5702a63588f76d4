"""Amounts and deadlines for readers of both languages."""

from __future__ import annotations

import pytest

from assistant.checks import unsupported_values
from assistant.language.deadlines import Deadline
from assistant.messages.phrases import amount_in, compared_as, deadline_phrase
from assistant.types import Citation, Sentence
from tests.register_rows import target


@pytest.mark.parametrize(
    ("values", "english"),
    [
        ({"value": 1500.0, "unit": "người", "comparator": "tối thiểu"}, "at least 1500 người"),
        ({"value": 2.5, "unit": "% GRDP", "comparator": "≥"}, "at least 2.5% GRDP"),
        ({"value": 80.0, "unit": "%", "comparator": "đạt trên"}, "more than 80%"),
        ({"value": 90.0, "unit": "%", "comparator": "đạt"}, "90%"),
        ({"value": 10.0, "upper": 13.0, "unit": "%", "comparator": None}, "10–13%"),
        ({"value": 5.0, "unit": "%", "comparator": "không quá"}, "at most 5%"),
    ],
)  # fmt: skip
def test_amounts_in_english(values, english):
    assert amount_in(target("Tỷ lệ", **values), "en") == english


@pytest.mark.parametrize(
    ("comparator", "compared"),
    [
        ("không dưới", "at least"),
        ("dưới", "less than"),
        ("không vượt quá", "at most"),
        ("vượt", "more than"),
        ("đạt", None),
    ],
)
def test_comparators_are_told_by_their_longest_words(comparator, compared):
    assert compared_as(comparator) == compared


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("chậm nhất là ngày 15 tháng 11 hàng năm", "by 15 November each year"),
        ("trước ngày 30/6/2026", "before 30 June 2026"),
        ("định kỳ", "at regular intervals (“định kỳ”)"),
        ("theo yêu cầu", "“theo yêu cầu”"),
    ],
)
def test_deadlines_in_english(written, english):
    assert deadline_phrase(Deadline.parse(written), "en") == english
    assert deadline_phrase(Deadline.parse(written), "vi") == written


def test_an_english_date_is_borne_out_by_the_vietnamese_one():
    cited = Citation(
        1,
        "d",
        "Kế hoạch",
        None,
        None,
        "official",
        "mục I",
        (),
        None,
        "trước ngày 30/6/2026",
        0,
        20,
        "/documents/d#i",
    )
    assert unsupported_values(Sentence("before 30 June 2026", (1,), "stated"), [cited]) == []
    assert [
        v.written for v in unsupported_values(Sentence("before 29 June 2026", (1,), "stated"), [cited])
    ] == ["29 June 2026"]
