"""Marks that lists and clauses begin with ("Điều 5.", "II.", "a)", "-"): rules with examples, one reader for all.

They follow Decree 30/2020/NĐ-CP, annex I (Phần, Chương, Mục, Điều, khoản, điểm; after d comes đ); dashes, plus signs and
dotted numbers are what plans use below that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal[
    "heading", "appendix", "part", "capital", "roman", "article", "number", "letter", "dash", "plus"
]
ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{0,3}))"
_ORDER = re.compile(rf"^(?=\S)(?:{ROMAN}(?:\.\d+)*|[A-ZĐ]|\d{{1,3}}(?:\.\d{{1,3}})*|[a-zđ]|[-–+])[.)]?$")


@dataclass(frozen=True, slots=True)
class MarkRule:
    """A kind of mark: a group of its pattern is the label, its end is where the words begin."""

    kind: MarkKind
    pattern: re.Pattern[str]
    reads: Mapping[str, str]  # line -> the label of its mark
    leaves: tuple[str, ...]  # lines that have no such mark

    @property
    def is_named(self) -> bool:
        """Whether a word says what it is, so that it is part of a heading's words."""
        return self.kind in ("heading", "appendix", "part")


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a line; its words begin at `end`."""

    rule: MarkRule
    label: str
    end: int

    @property
    def kind(self) -> MarkKind:
        """The kind of its rule."""
        return self.rule.kind


MARK_RULES = (
    MarkRule(
        "heading",
        re.compile(r"^(#{1,6})\s+\S"),
        reads={"## Nhiệm vụ, giải pháp": "##"},
        leaves=("#1 trong tỉnh", "####### Quá sâu", "##"),
    ),
    MarkRule(
        "appendix",
        re.compile(
            r"^(?:PHỤ LỤC|Phụ lục)\s*(?:SỐ|số)?\s*([IVXLC]+|\d{1,2}(?:\.\d{1,2})?|[A-Z])?\s*"
            r"(?:[.:)(–-].*|[A-ZĐ][^a-z]*(?:\(.*)?)?$"
        ),
        reads={
            "PHỤ LỤC III": "III",
            "Phụ lục số 02: Danh mục chợ hạng 2": "02",
            "Phụ lục 03.1": "03.1",
            "PHỤ LỤC (Kèm theo Thông tư)": "",
            "PHỤ LỤC II BIỂU PHÍ ĐƯỜNG BỘ (Kèm theo Nghị quyết số 31/NQ-HĐND)": "II",
        },
        leaves=("Phụ lục I quy định biểu phí đường bộ", "phụ lục 2", "Theo Phụ lục II."),
    ),
    MarkRule(
        "part",
        re.compile(r"^((?:PHẦN|CHƯƠNG|MỤC|Phần|Chương|Mục)\s+(?:[IVXLC]+|\d{1,2}|thứ \w+))\b\s*(?:[.:–-]|$)"),
        reads={
            "Chương IV": "Chương IV",
            "Mục 2. ĐẤU GIÁ": "Mục 2",
            "Phần thứ hai: QUY HOẠCH": "Phần thứ hai",
        },
        leaves=("Chương trình 135", "Mục tiêu chung", "Phần 3 nghìn hộ còn lại"),
    ),
    MarkRule(
        "capital",
        re.compile(r"^([A-HK-UY])\.\s*(?=[^\W\d_])(?![^\s]{1,2}\.)"),
        reads={"B. Tổ chức thực hiện": "B", "K.Kinh phí": "K"},
        leaves=("P.T. Hòa ký", "I. Căn cứ", "V. Kinh phí", "A 1"),
    ),
    MarkRule(
        "roman",
        re.compile(rf"^({ROMAN})(?<=[IVX])\s*[.)/]\s*(?=\S)"),
        reads={"IV. NGUỒN LỰC": "IV", "XII/ Hiệu lực": "XII", "V) Kinh phí": "V"},
        leaves=("IIII. Sai", "Vi. khuẩn", "IV", "VII nội dung"),
    ),
    MarkRule(
        "article",
        re.compile(r"^Điều\s+(\d{1,3}[a-zđ]?)\s*[.:]"),
        reads={"Điều 12. Trách nhiệm của chủ đập": "12", "Điều 7a: Bãi bỏ": "7a"},
        leaves=("Điều 5 Luật Thủy lợi", "Điều hành 3 sở.", "theo Điều 9."),
    ),
    MarkRule(
        "number",
        re.compile(
            r"^(\d{1,2}(?:[a-zđ](?=\.\s)|(?:\.\d{1,2}){0,3}))(?:[.)]\s*(?=[^\s\d]|100\s?%)|(?<=\.\d)\s+(?=[^\W\d_]))"
        ),
        reads={
            "3. Cấp nước sạch": "3",
            "2.1 Cụm công nghiệp": "2.1",
            "4.2.1. Đường huyện": "4.2.1",
            "7) Vốn": "7",
            "3.100% thôn có loa": "3",  # no share is 3,100 %
            "4b. Xã được công nhận lại": "4b",  # put between by an amendment
        },
        leaves=("2030. Tầm nhìn", "1.500 hộ", "15 trạm bơm", "3.5% hộ nghèo", "5a.Hai", "5ha. Rừng"),
    ),
    MarkRule(
        "letter",
        re.compile(r"^([a-zđ])[).](?!\w{1,3}\.)\s*(?=\S)|^([a-ln-zđ]\d)\)\s+(?=\S)"),
        reads={"đ) Kè sông": "đ", "a. Trạm y tế": "a", "g)Phà": "g", "c1) Bến thủy": "c1"},
        leaves=("v.v. các loại", "ê) sai", "a Trạm y tế", "km) đường", "m2) đất", "c1. Bến", "e5 là xăng"),
    ),
    MarkRule(
        "dash",
        re.compile(r"^([-–—•*])\s+(?=\S)|^([-–—•])(?=[^\s\d\-–—])"),
        reads={"- Nạo vét kênh": "-", "•Trồng tre": "•", "– Đắp đê": "–"},
        leaves=("-5 độ C", "--- hết ---", "Bến Tre - Trà Vinh", "*đậm*"),
    ),
    MarkRule(
        "plus",
        re.compile(r"^(\+)\s*(?=\S)"),
        reads={"+ Hạng mục cống": "+", "+Trạm bơm": "+"},
        leaves=("A + B", "+"),
    ),
)


def read_mark(line: str) -> Mark | None:
    """The mark that a line begins with."""
    for rule in MARK_RULES:
        if match := rule.pattern.match(line):
            return Mark(rule, next((group for group in match.groups() if group), ""), match.end())
    return None


def without_mark(line: str) -> str:
    """The words of a line without its mark; those of a heading with "Chương", "Phụ lục" keep it."""
    mark = read_mark(line)
    return line if mark is None or mark.rule.is_named else line[mark.end :]


def is_order(cell: str) -> bool:
    """Whether a cell of a table holds nothing but the mark of its row: "3.2", "IV", "a)", "-"."""
    return _ORDER.match(cell) is not None


def without_order(row: str) -> str:
    """The words of a table row whose first cell only numbers it: "3 Cơ cấu kinh tế"."""
    first, _, rest = row.partition(" ")
    return rest.lstrip() if rest and is_order(first) else row
