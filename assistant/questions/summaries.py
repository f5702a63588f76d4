"""Whether a question asks for a summary, in how many points, and what is left of it then: data in `vocabulary/summary.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.language.text import fold, has_diacritics, place_tones
from assistant.language.vocabulary import VOCABULARY


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """A request for a summary as it is said: what it is of, as text, and the number of points that is asked for.

    `firm`: it is one whatever else is said; else only where nothing but a document or a section is named.
    """

    rest: str
    points: int | None
    firm: bool


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((VOCABULARY / "summary.toml").read_text(encoding="utf-8"))


def _any_of(phrases: Iterable[str]) -> str:
    longest = sorted(set(map(place_tones, phrases)), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)


@cache
def _patterns(bare: bool) -> tuple[dict[str, re.Pattern[str]], re.Pattern[str]]:
    """(the phrases of a request by their kind, a number of points); `bare`: as they are typed without diacritics."""

    def spelled(phrases: Iterable[str]) -> Iterable[str]:
        return map(fold, phrases) if bare else phrases

    requests = {
        name: re.compile(
            "".join(rf"(?<!{re.escape(word)}\s)" for word in spelled(entry.get("never_after", ())))
            + rf"(?<!\w)(?:{_any_of(spelled(entry['says']))})(?!\w)"
        )
        for name, entry in _data()["request"].items()
    }
    points = _data()["points"]
    numbers = _any_of(spelled(number for row in points["numbers"] for number in row))
    of = _any_of([*spelled(points["of"]), "y", "y chinh"])
    counted = re.compile(
        rf"(?:(?<!\w)(?:{_any_of(spelled(points['before']))})\s+)*(?<![\w.,])(\d{{1,2}}|{numbers})\s+(?:{of})(?!\w)(?!\s+[\dIVX])"
        rf"(?:\s+(?:{_any_of(spelled(points['behind']))})(?!\w))*"
    )
    return requests, counted


@cache
def _around() -> tuple[re.Pattern[str], ...]:
    """Pairs of phrases between which what is asked for is named; none of them has diacritics."""
    pairs = [pair for entry in _data()["request"].values() for pair in entry.get("around", ())]
    return tuple(re.compile(rf"(?<!\w)({re.escape(a)})(?=\s).*\s({re.escape(b)})\W*$") for a, b in pairs)


def read_summary(text: str) -> SummaryRequest | None:
    """The request for a summary that a question is, or may be; None where it asks for none."""
    text = _without_asides(text)
    bare = not has_diacritics(text)
    requests, counted = _patterns(bare)
    typed = fold(text) if bare else place_tones(text).lower()
    if len(typed) != len(text):
        return None
    count = counted.search(typed)
    without = _without(typed, [count.span()] if count else [])
    firm = requests["firm"].search(without) or (count and requests["counted"].search(without))
    asks = firm or requests["whole"].search(without)
    around = next((found for pair in _around() if (found := pair.search(without))), None)
    if asks is None and around is None:
        return None
    kept = _without(without, [asks.span()] if asks else [around.span(1), around.span(2)] if around else [])
    if firm:
        kept = _without(kept, [m.span() for m in _purpose(bare=bare).finditer(kept)])
    kept = _without(kept, [match.span() for match in requests["beside"].finditer(kept)])
    rest = "".join(c if k != "\0" else " " for c, k in zip(text, kept, strict=True))
    return SummaryRequest(
        " ".join(rest.split()).strip(" ,;:?!."), _number(count.group(1)) if count else None, firm is not None
    )


def _without_asides(text: str) -> str:
    """A text without the pieces between commas that say why or where a summary is read: "đang trên xe"."""
    pieces = re.split(r"([,;]\s+)", text)
    asides = [bool(_aside(bare=not has_diacritics(text)).match(place_tones(p).lower())) for p in pieces[::2]]
    if all(asides) or not any(asides):
        return text
    kept = [piece for piece, aside in zip(pieces[::2], asides, strict=True) if not aside]
    return ", ".join(kept)


@cache
def _aside(*, bare: bool) -> re.Pattern[str]:
    says = _data()["aside"]["says"]
    return re.compile(rf"\W*(?:{_any_of(map(fold, says) if bare else says)})(?!\w)")


@cache
def _purpose(*, bare: bool) -> re.Pattern[str]:
    """For whom or for what a summary is made, at the end of a piece."""
    data = {
        name: [fold(p) if bare else place_tones(p) for p in said]
        for name, said in _data()["purpose"].items()
        if name not in ("reads", "leaves")
    }
    never = "".join(rf"(?<!(?<!\w){re.escape(phrase)} )" for phrase in data["never_after"])
    named = ("to", "readers", "behind", "purposes", "tells", "whose")
    to, readers, behind, purposes, tells, whose = (_any_of(data[name]) for name in named)
    to = rf"(?:{to}|(?:{whose})\s+(?:{tells}))"
    reader = rf"{to}\s+(?:{readers})(?:\s+(?:{behind}))*(?=[\s\0]*(?:[,;.?!(]|$))"
    return re.compile(rf"(?<!\w){never}(?:{reader}|(?:{purposes})(?!\w)[^,;(]*)")


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _number(said: str) -> int:
    if said.isdigit():
        return max(1, int(said))
    rows = [{fold(word) for word in row} for row in _data()["points"]["numbers"]]
    return next(n for n, row in enumerate(rows, start=1) if fold(said) in row)
