"""Grounding: the values of a sentence stand in what it cites, and names are found however they are spelled."""

from __future__ import annotations

import pytest

from assistant.grounding import mentions, unsupported_values
from assistant.types import Citation, Sentence

QUOTE = "a) Đạt trên 80%, gồm 1.500 giáo viên, chậm nhất ngày 15 tháng 11 theo Quyết định số 1002/QĐ-TTg;"


def citation(number: int = 1, quote: str = QUOTE, **fields: object) -> Citation:
    given = {
        "document_title": "Kế hoạch 9/KH-UBND ngày 24/5/2025", "document_number": "9/KH-UBND", "issuer": None, "tier": "official",
        "address": "mục II.2.a", "headings": ("2. Đến năm 2030",), "page": None, "start": 0, "end": 0, "url": "",
    } | fields  # fmt: skip
    return Citation(number=number, document_id="d", quote=quote, **given)  # type: ignore[arg-type]


def unsupported(text: str, *citations: Citation, cites: tuple[int, ...] = (1,)) -> list[str]:
    return [
        value.written
        for value in unsupported_values(Sentence(text, cites, "stated"), citations or (citation(),))
    ]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Đạt 80%.", []),
        ("Đạt 80 phần trăm.", []),
        ("Đạt 80,0%.", []),
        ("Đạt 90%.", ["90%"]),
        ("Đạt 8%.", ["8%"]),
        ("1500 giáo viên", []),
        ("1,5 giáo viên", ["1,5"]),
        ("15 giáo viên", ["15"]),  # the day of a date is no number of teachers
        ("1500% giáo viên", ["1500%"]),
        ("Hạn 15/11", []),
        ("Hạn 15/12", ["15/12"]),
        ("Hạn ngày 15 tháng 11 năm 2031", ["ngày 15 tháng 11 năm 2031"]),
        ("Theo 1002/QĐ-TTg", []),
        ("Theo 1003/QĐ-TTg", ["1003/QĐ-TTg"]),
        ("Đến năm 2030", []),  # the heading says so
        ("Đến năm 2031", ["2031"]),
        ("Kế hoạch 9/KH-UBND ngày 24-5-2025", []),  # the title says so
        ("Không có số nào.", []),
    ],
)
def test_each_value_is_looked_for_by_what_it_means(text: str, missing: list[str]):
    assert unsupported(text) == missing


def test_only_the_clauses_that_the_sentence_cites_count():
    other = citation(2, "b) Đạt 90%.")
    assert unsupported("Đạt 90%.", citation(), other, cites=(1,)) == ["90%"]
    assert unsupported("Đạt 90%.", citation(), other, cites=(2,)) == []
    assert unsupported("80% và 90%.", citation(), other, cites=(1, 2)) == []


def test_the_heads_of_a_tables_columns_are_context():
    sentence = Sentence("Đạt 80% vào năm 2026.", (1,), "stated")
    assert [v.written for v in unsupported_values(sentence, [citation()])] == ["2026"]
    assert unsupported_values(sentence, [citation()], context=["Năm 2026"]) == []


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Giao Sở Giáo dục và Đào tạo chủ trì", "Sở Giáo dục và Đào tạo", True),
        ("ỦY BAN NHÂN DÂN TỈNH", "Uỷ ban nhân dân", True),
        ("so tai chinh chu tri", "Sở Tài chính", True),
        ("Sở Y tế", "Sở Tài chính", False),
        ("cơ sở y tế", "Sở Y tế tỉnh", False),
    ],
)
def test_a_name_is_found_whatever_its_capitals_tones_and_diacritics(text: str, name: str, found: bool):
    assert mentions(text, name) is found
