"""Place names: the 34 provinces since July 2025, the names before, and how people type them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.language.diacritics import is_syllable, one_edit
from assistant.language.text import fold, has_diacritics, place_tones
from assistant.language.vocabulary import VOCABULARY

_LOCATIVE = re.compile(r"(?:^|\W)(?:tinh|tp\.?|thanh pho|o|tai|cua|va|voi|so)\s+$")

_PAIR = re.compile(r"(?<![^\W_])[^\W\d_]+ [^\W\d_]+(?![^\W_])")
_AT = re.compile(r"(?:^|\W)(?:tinh|tp\.?|thanh pho|o|tai)\s+$")


@dataclass(frozen=True, slots=True)
class Place:
    """A province or city as it is called now; `written` is the name that stood in the text."""

    name: str
    written: str
    start: int
    end: int

    @property
    def is_former(self) -> bool:
        """Whether the text uses a name from before the mergers of 2025."""
        return self.written in _table().former


@dataclass(frozen=True, slots=True)
class _Table:
    by_folded: dict[str, dict[str, str]]  # folded spelling -> {spelling in full: present name}
    former: frozenset[str]
    common: frozenset[str]
    pattern: re.Pattern[str]
    parts: dict[str, str]  # folded phrases that hold syllables of a name -> as they are written
    part: re.Pattern[str]


@cache
def _table() -> _Table:
    data = tomllib.loads((VOCABULARY / "places.toml").read_text(encoding="utf-8"))
    by_folded: dict[str, dict[str, str]] = {}
    former: set[str] = set()
    for place in data["places"]:
        former.update(place.get("former", ()))
        short = _shortened(place["name"])
        for written in (place["name"], *place.get("former", ()), *place.get("aliases", ()), *short):
            by_folded.setdefault(fold(written), {})[written] = place["name"]
    spellings = sorted(by_folded, key=len, reverse=True)
    parts = {fold(part): place_tones(part) for part in data["parts"]}
    return _Table(
        by_folded,
        frozenset(former),
        frozenset(data["common"]),
        _any_of(spellings),
        parts,
        _any_of(sorted(parts, key=len, reverse=True)),
    )


def _shortened(name: str) -> tuple[str, ...]:
    """A name of two syllables with the first letter of the first one: "ĐLắk", "Đ.Lắk"; nothing that may be a syllable."""
    syllables = name.split()
    if len(syllables) != 2:
        return ()
    joined, dotted = f"{name[0]}{syllables[1]}", f"{name[0]}.{syllables[1]}"
    return (dotted,) if is_syllable(fold(joined)) else (joined, dotted)


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    """A pattern of whole words that matches the first of the phrases that stands at a place."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, phrases))})(?![^\W_])")


def find_places(text: str) -> list[Place]:
    """The places that a text names, in order. A text with diacritics must spell them right or not at all."""
    table, placed = _table(), place_tones(text)
    folded = fold(placed)
    found: list[Place] = []
    parts: list[tuple[int, int]] | None = None  # looked for where there is a name at all
    for match in _overlapping(table.pattern, folded):
        if found and match.start() < found[-1].end:
            continue
        spellings = table.by_folded[match.group()]
        typed = placed[match.start() : match.end()]
        exact = next((w for w in spellings if place_tones(w).lower() == typed.lower()), None)
        written = exact or next(iter(spellings))
        if not exact and not as_typed(typed, tuple(spellings)):
            continue  # "huệ" is not Huế, "cao bằng cấp" without its comma is not Cao Bằng
        if typed in table.common or (not exact and match.group() in table.common):
            after_locative = _LOCATIVE.search(folded[: match.start()]) is not None
            if not after_locative or (has_diacritics(text) and not exact):
                continue  # "vì hòa bình", "phuong an giang day"
        if parts is None:
            parts = list(_parts(placed, folded))
        if any(_is_part(placed, folded, match.span(), span) for span in parts):
            continue  # "công nghệ an toàn"
        found.append(Place(spellings[written], written, match.start(), match.end()))
    return found


def correct_places(text: str) -> str:
    """The text with the names of places that are one letter off put right: "Nghệ Ann".

    One syllable is wrong and is none of Vietnamese, the others are as in the name; every one begins with a capital.
    """
    pieces, position = [], 0
    for match in _overlapping(_PAIR, text):
        if match.start() >= position and (written := _meant(match.group())):
            pieces += [text[position : match.start()], written]
            position = match.end()
    return "".join(pieces) + text[position:]


def _meant(typed: str) -> str | None:
    """The name of two syllables that a mistyped one stands for; None where it is none or may be several."""
    syllables = typed.split()
    wrong = [n for n, syllable in enumerate(syllables) if not is_syllable(syllable)]
    if len(wrong) != 1 or not _has_capitals(typed):
        return None
    right = syllables[1 - wrong[0]]
    meant = [
        written
        for spellings in _table().by_folded.values()
        for written in spellings
        if len(name := written.split()) == len(syllables)
        and not name[wrong[0]].isupper()  # "ĐT Huế" is no slip for "TT Huế": capitals stand for words
        and one_edit(fold(syllables[wrong[0]]), fold(name[wrong[0]]))
        and fold(right) == fold(name[1 - wrong[0]])
        and as_typed(right, (name[1 - wrong[0]],))
    ]
    return meant[0] if len(meant) == 1 else None


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern, also those that overlap the one before: two names in "nghe an giang"."""
    match = pattern.search(text)
    while match:
        yield match
        match = pattern.search(text, match.start() + 1)


def _parts(placed: str, folded: str) -> Iterator[tuple[int, int]]:
    """Where phrases stand that hold syllables of a name and are none."""
    table = _table()
    for match in _overlapping(table.part, folded):
        written, typed = table.parts[match.group()], placed[match.start() : match.end()]
        if as_typed(typed, (written,)) and (
            match.group() not in table.by_folded or typed.lower() == written.lower()
        ):
            yield match.span()


def _is_part(placed: str, folded: str, name: tuple[int, int], part: tuple[int, int]) -> bool:
    """Whether a name is no name there, because its syllables belong to a phrase that overlaps it."""
    (start, end), (first, last) = name, part
    if last <= start or end <= first or (start <= first and last <= end and part != name):
        return False
    written = _table().parts[folded[first:last]]
    if written != written.lower() or part == name:
        return True
    around = f"{placed[first : max(first, start)]} {placed[min(last, end) : last]}"
    if first >= start and _AT.search(folded[:start]):
        return False  # "o hai phong hoc"
    return not _has_capitals(placed[start:end]) or _has_capitals(around)


def _has_capitals(text: str) -> bool:
    """Whether every word begins with a capital."""
    return all(word[0].isupper() for word in text.split())


def as_typed(typed: str, spellings: tuple[str, ...]) -> bool:
    """Whether a text may stand for one of the spellings: each syllable is right, or bare of diacritics ("can thơ")."""
    syllables = place_tones(typed).lower().split()
    return any(
        all(
            not has_diacritics(a) or a == b
            for a, b in zip(syllables, place_tones(s).lower().split(), strict=False)
        )
        for s in spellings
    )


def present_name(text: str) -> str | None:
    """The present name of the first place in a text, or None."""
    found = find_places(text)
    return found[0].name if found else None


def place_names() -> tuple[str, ...]:
    """All 34 present names."""
    return tuple(
        dict.fromkeys(name for spellings in _table().by_folded.values() for name in spellings.values())
    )
