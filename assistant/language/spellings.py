"""The ways to name a body: in full, without its place, by its first words; and names that no list holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from assistant.judging import judging
from assistant.language.bodies import agency_name
from assistant.language.places import find_places
from assistant.language.text import fold, vietnamese_key

# A head word alone names no body, save that there is one police force.
_TOO_GENERAL = frozenset(
    [
        "don vi",
        "cac don vi",
        "dai hoc",
        "truong dai hoc",
        "co so",
        "cac co so",
        "cac nganh",
        "co quan",
        "cac co quan",
        "co quan, don vi",
        "cac co quan, don vi",
        "dia phuong",
        "cac dia phuong",
        "don vi, dia phuong",
        "to chuc",
        "cac to chuc",
        "so, nganh",
        "cac so",
    ]
)
# A body's full name in capitals: one that neither the corpus nor the list of bodies knows is still a body.
NAMED_BODY = re.compile(
    r"(?:Trường Đại học|Trường Cao đẳng|Đại học|Học viện|Viện|Sở|Cục|Chi cục|Tập đoàn|Công ty|Ngân hàng)"
    r"(?:\s+(?:[A-ZĐÀ-Ỹ][\wà-ỹ]*|và|-))*\s+[A-ZĐÀ-Ỹ][\wà-ỹ]*"
)
_ARTICLES = re.compile(r"^(?:các|những|mỗi|toàn bộ)\s+")
_AGENCY_TAIL = re.compile(
    r"\s+(?:thành phố|tỉnh|trên địa bàn.*|liên quan|có liên quan|cấp tỉnh|của thành phố|của tỉnh)(?:\s+(?:thành phố|tỉnh))?$"
)


def agency_spellings(name: str) -> list[str]:
    """Ways to name a body: in full, without article, place or "thành phố", and for a list of bodies each of them."""
    spellings = [name]
    bare = _ARTICLES.sub("", name[:1].lower() + name[1:])
    bare = bare[:1].upper() + bare[1:]
    spellings.append(bare)
    for place in find_places(bare):
        if place.start > 0:
            spellings.append((bare[: place.start] + bare[place.end :]).strip(" -,"))
    shorter = _AGENCY_TAIL.sub("", bare)
    if len(shorter.split()) >= 2:
        spellings.append(shorter)
    if re.match(r"(?:Ủy ban nhân dân)\s", bare):
        spellings += [
            bare.replace("Ủy ban nhân dân các ", "Ủy ban nhân dân "),
            bare.replace("Ủy ban nhân dân ", "Ủy ban nhân dân các "),
        ]
        spellings += [s.replace(", ", " ") for s in spellings] + [s.replace(", ", " và ") for s in spellings]
        spellings += [
            "chính quyền cấp xã",
            "Ủy ban nhân dân cấp xã",
            "cấp xã",
            "xã phường",
            "xã, phường",
            "các xã, phường",
            "phường xã",
            "Ủy ban nhân dân xã",
            "Ủy ban nhân dân phường",
        ]
    if (department := re.match(r"(Sở|Bộ) (\S+ [^\s,]+),? (?=\S+ \S)", bare)) is not None:
        spellings.append(f"{department[1]} {department[2]}")
    if bare.startswith("Công an"):
        spellings.append("Công an")
    if (university := re.search(r"Đại học .+", bare)) is not None:
        spellings += [university.group(), "Trường " + university.group()]
        spellings += [re.sub(r"\s-\s", " ", s) for s in spellings] + [
            re.sub(r"\s-\s", " và ", s) for s in spellings
        ]
        if (short := list(find_places(university.group()))) and short[0].start > len("Đại học "):
            head = university.group()[: short[0].start].strip(" -")
            spellings += [head, "Trường " + head, re.sub(r"\s-\s", " ", head), re.sub(r"\s-\s", " và ", head)]
    return [s for s in dict.fromkeys(spellings) if len(s) > 4 and fold(s) not in _TOO_GENERAL]


def nearest_agencies(typed: str, known_names: Iterable[str], *, count: int = 3) -> tuple[str, ...]:
    """The known names that a typed one comes nearest to, best first: for "Sở Giáo dục" or "Sở Y té"; () where none is near."""
    least = judging().typing.offered
    wanted = fold(agency_name(typed))
    scored = sorted(
        (
            -max(_likeness(wanted, fold(s)) for s in [name, *agency_spellings(name)]),
            vietnamese_key(name),
            name,
        )
        for name in set(known_names)
    )
    return tuple(name for score, _, name in scored if -score >= least)[:count]


def _likeness(typed: str, known: str) -> float:
    """0 to 1: the typed words that the name has, and letters for what is mistyped."""
    words = set(re.findall(r"\w+", typed))
    shared = len(words & set(re.findall(r"\w+", known))) / len(words) if words else 0.0
    weight = judging().typing.offered_words
    return weight * shared + (1 - weight) * SequenceMatcher(None, typed, known, autojunk=False).ratio()
