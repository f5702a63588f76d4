"""Names of bodies (cơ quan, đơn vị): which headings name one, and one name for each."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from assistant.lexicon import expand_abbreviations
from assistant.settings import PACKAGE
from assistant.structure import plain
from assistant.text import place_tones

PREFIX = re.compile(r"^(?:[\dIVX]{1,4}[.)]\s*|[a-zđ][.)]\s*)?(?:(?:Đề nghị|Giao|Đối với)\s+)?", re.IGNORECASE)


@cache
def _agency_words() -> tuple[re.Pattern[str], tuple[str, ...]]:
    data = tomllib.loads((PACKAGE / "data" / "agencies.toml").read_text(encoding="utf-8"))
    heads = sorted((place_tones(head) for head in data["heads"]), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, heads))})(?![^\W_])", re.IGNORECASE), tuple(
        data["standard"]
    )


def standard_agencies() -> tuple[str, ...]:
    """Names of bodies that every province or the State has, whether a plan names them or not."""
    return _agency_words()[1]


def opens_with_body(words: str) -> bool:
    """Whether words open with the name of a body."""
    return _agency_words()[0].match(place_tones(words)) is not None


def agency_of_heading(heading: str) -> str | None:
    """The body that a heading names ("4. Đề nghị Đại học Huế"), or None where it names a subject."""
    words = PREFIX.sub("", plain(heading), count=1).rstrip(" :.")
    words = re.split(r":", words)[0].strip()
    return words if opens_with_body(words) and len(words) <= 160 else None


def agency_name(agency: str) -> str:
    """One name for one body: abbreviations written out, "Đề nghị" and the like left out, one spelling of tones."""
    name = PREFIX.sub("", expand_abbreviations(agency), count=1).strip(" :.,")
    return place_tones(name).replace("Ủy ban nhân dân các ", "Ủy ban nhân dân ")
