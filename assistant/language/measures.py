"""Amounts that are equal in other units, and what people say for units: the words are in `vocabulary/measures.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, partial
from typing import Any

from assistant.language.text import place_tones
from assistant.language.values import Value
from assistant.language.vocabulary import VOCABULARY

_ASKING = r"(?:\d[\d.,]*|bao nhiêu|mấy|vài)"


@cache
def measure_words() -> dict[str, Any]:
    """`measures.toml`."""
    return tomllib.loads((VOCABULARY / "measures.toml").read_text(encoding="utf-8"))


def magnitude(text: str, value: Value) -> tuple[str, Decimal]:
    """(kind of unit, how many of its smallest) of a number of a text; without a unit that has others of its kind its own
    number, with the thousands and millions behind it."""
    if value.kind != "number":
        return value.kind, Decimal(0)
    number, behind = Decimal(value.key), place_tones(text[value.end : value.end + 40]).lower()
    while scale := _scales().match(behind):
        number *= measure_words()["scales"][scale[1]]
        behind = behind[scale.end() :]
    for kind in measure_words()["kinds"]:
        if unit := _units(kind["name"]).match(behind):
            return kind["name"], number * kind["units"][unit[1]]
    return "", number


def write_out_units(text: str) -> str:
    """The text with the units that people say as the documents write them: "mấy tiếng" as "mấy giờ"."""
    for entry in measure_words()["spoken"]:
        text = _spoken(entry["written"]).sub(partial(_written, entry), text)
    return text


def _written(entry: dict[str, Any], found: re.Match[str]) -> str:
    before = found.string[: found.start()].lower().split()[-1:]
    leads = (
        entry["lead"] and not found["asks"][0].isdigit() and before != [] and before[0] not in entry["led_by"]
    )
    return f"{entry['lead'] + ' ' if leads else ''}{found['asks']}{entry['written']}"


def _either(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(map(place_tones, phrases), key=len, reverse=True)))


@cache
def _scales() -> re.Pattern[str]:
    return re.compile(rf"\s*({_either(measure_words()['scales'])})(?!\w)")


@cache
def _units(name: str) -> re.Pattern[str]:
    kind = next(kind for kind in measure_words()["kinds"] if kind["name"] == name)
    others = rf"(?!\s+(?:{_either(kind['not_before'])})(?!\w))" if kind["not_before"] else ""
    return re.compile(rf"\s*({_either(kind['units'])})(?![\w²³]){others}")


@cache
def _spoken(written: str) -> re.Pattern[str]:
    entry = next(entry for entry in measure_words()["spoken"] if entry["written"] == written)
    return re.compile(
        rf"(?<!\w)(?P<asks>{_ASKING}\s+)(?:{_either(entry['says'])})(?!\w)(?!\s+(?:{_either(entry['not_before'])})(?!\w))",
        re.IGNORECASE,
    )
