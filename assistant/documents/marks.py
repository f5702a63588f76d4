"""Marks of clauses ("Điều 5.", "a)", "-"): how they are read, and what they make of a clause's id and address.

They follow Decree 30/2020/NĐ-CP, annex I (Phần, Chương, Mục, Điều, khoản, điểm; after d comes đ); dashes, plus signs and
dotted numbers are what plans use below that.
"""

from __future__ import annotations

import re

from assistant.language.addresses import ClauseAddress
from assistant.language.text import fold, plain
from assistant.types import Section, SectionKind

_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{0,3}))"
_MARKS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    ("heading", re.compile(r"^(#{1,6})\s+\S")),
    (
        "appendix",
        re.compile(
            r"^(?:PHỤ LỤC|Phụ lục)\s*(?:SỐ|số)?\s*([IVXLC]+|\d{1,2}|[A-Z])?\s*(?:[.:)(–-].*|[A-ZĐ][^a-z]*)?$"
        ),
    ),
    (
        "part",
        re.compile(r"^((?:PHẦN|CHƯƠNG|MỤC|Phần|Chương|Mục)\s+(?:[IVXLC]+|\d{1,2}|thứ \w+))\b\s*(?:[.:–-]|$)"),
    ),
    ("capital", re.compile(r"^([A-HK-UY])\.\s*(?=[^\W\d_])(?![^\s]{1,2}\.)")),
    ("roman", re.compile(rf"^({_ROMAN})(?<=[IVX])\s*[.)/]\s*(?=\S)")),
    ("article", re.compile(r"^Điều\s+(\d{1,3}[a-zđ]?)\s*[.:]")),
    ("number", re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)]\s*(?=[^\s\d])|(?<=\.\d)\s+(?=[^\W\d_]))")),
    ("letter", re.compile(r"^([a-zđ])[).](?!\w{1,3}\.)\s*(?=\S)")),
    ("dash", re.compile(r"^([-–—•*])\s+(?=\S)|^([-–—•])(?=[^\s\d\-–—])")),
    ("plus", re.compile(r"^(\+)\s*(?=\S)")),
)


def read_mark(bare: str) -> tuple[SectionKind, str] | None:
    """The kind and the label of the mark that a line begins with."""
    for kind, pattern in _MARKS:
        match = pattern.match(bare)
        if match:
            return kind, next((group for group in match.groups() if group), "")
    return None


def unmarked(section: Section) -> str:
    """The clause's words without its mark ("a)", "-", "1."): what an answer repeats."""
    words = plain(section.text).lstrip("# ")
    for kind, pattern in _MARKS:
        if kind == section.kind and kind not in ("appendix", "part", "heading"):
            return pattern.sub("", words, count=1).strip()
    return words


def identifier_part(kind: SectionKind, label: str, position: int) -> str:
    """The last part of a clause's id: "dieu-5", "a", "1", "c2"."""
    prefix = {"appendix": "pl", "article": "dieu-", "dash": "", "plus": "+", "heading": "h"}.get(kind, "")
    if kind in ("dash", "heading"):
        return f"{prefix}{position}"
    if kind == "plus":
        return f"c{position}"
    return prefix + (fold(label).replace(" ", "-") if label != "đ" else "dd")


def marked_address(
    above: ClauseAddress, outer: SectionKind, kind: SectionKind, label: str, position: int, number: str
) -> ClauseAddress:
    """The address of a marked clause below the address `above` of a clause of the kind `outer`.

    `position`: among its siblings of its kind. `number`: the label of the nearest number above it, or nothing.
    """
    if kind == "appendix":
        return ClauseAddress(f"Phụ lục {label}".strip())
    if kind == "part":
        word, numeral = label.split(maxsplit=1)
        inside = above if outer in ("part", "appendix") else ClauseAddress("")
        return inside.below(f"{word.capitalize()} {numeral}")
    if kind == "dash":
        return above.below(f"gạch đầu dòng {position}")
    if kind == "plus":
        return above.below(f"dấu cộng {position}")
    if kind == "article":
        return above.below(f"Điều {label}")
    if outer == "article" and kind == "number":
        return above.below(f"khoản {label}")
    if kind == "letter" and any(step.level == "clause" for step in above.steps):
        return above.below(f"điểm {label}")
    if kind == "number" and number and label.startswith(f"{number}."):
        return above.dotted(
            label[len(number) + 1 :]
        )  # dotted numbers repeat the one above: 4.1 stands under 4
    if outer in ("roman", "number", "capital", "letter") and above.goes_on_with_dots:
        return above.dotted(label)
    return above.below(f"mục {label}")
