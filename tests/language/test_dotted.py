"""Dotted labels in questions that are addresses without a word of division."""

from __future__ import annotations

import pytest

from assistant.language.dotted import with_sections


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("Còn III.5 thì bàn về gì?", "Còn mục III.5 thì bàn về gì?"),
        ("II.4.b của Lai Châu", "mục II.4.b của Lai Châu"),
        ("nham, ii.3 co", "nham, mục ii.3 co"),
        ("I.2 và IV.10?", "mục I.2 và mục IV.10?"),
        ("What about III.5?", "What about section III.5?"),
        ("ý tôi là V.6.đ.", "ý tôi là mục V.6.đ."),
    ],
)
def test_a_dotted_label_is_a_section(typed: str, spelled: str):
    assert with_sections(typed) == spelled


@pytest.mark.parametrize(
    "typed",
    [
        "mục III.5 nói gì", "Phần II.3", "khoản 2 mục IV.1", "Section III.5 says what?", "V.A.C", "3.5 tỷ đồng",
        "i.5", "Nghị định 12/2020", "v.v. và các xã", "MIX.2", "bảng I.5%", "Khu IV", "A.I.2",
    ],
)  # fmt: skip
def test_what_has_a_word_of_division_or_is_no_roman_number_stays(typed: str):
    assert with_sections(typed) == typed
