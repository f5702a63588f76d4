"""Persons that a text names with how they are addressed: "ông Lê Văn Tám", "đồng chí Hoàng Thị Mai", "Mr. Tran Nam"."""

from __future__ import annotations

import re

_CAPITALS = "".join(c for c in map(chr, (*range(ord("A"), 0x1B0), *range(0x1EA0, 0x1EFA))) if c.isupper())
CAPITALISED = rf"(?:[{_CAPITALS}][^\W_]*|\d+(?:[.,]\d+)*)"
_PERSON = re.compile(
    rf"(?<![^\W_])(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|Mr\.?|Mrs\.?|Ms\.?)\s+{CAPITALISED}(?:\s+{CAPITALISED}){{1,4}}"
)

_WITH_OFFICE = re.compile(rf"(?<![^\W_]){CAPITALISED}(?:\s+{CAPITALISED}){{1,4}}(?=\s+\()")


def find_persons(text: str) -> list[str]:
    """The persons that a text names, as it writes them, in order."""
    return [found.group() for found in _PERSON.finditer(text)]


def listed_persons(text: str) -> list[str]:
    """The persons that a text lists in order, as it addresses them, else with "đồng chí": "Lê Tám (Bí thư), ông Vũ Nam"."""
    titled = {found.end(): found for found in _PERSON.finditer(text)}
    named = {found.end(): found for found in _WITH_OFFICE.finditer(text)}
    ends = sorted({**named, **titled})
    return list(
        dict.fromkeys(
            titled[end].group() if end in titled else f"đồng chí {named[end].group()}" for end in ends
        )
    )
