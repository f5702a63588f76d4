"""The ways to name a body: in full, without its place, by its first words; and names that no list holds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from assistant.judging import judging
from assistant.language.bodies import agency_name
from assistant.language.lexicon import load_lexicon
from assistant.language.places import find_places
from assistant.language.text import fold, vietnamese_key
from assistant.language.vocabulary import VOCABULARY

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
_COMMUNES = (
    "chính quyền cấp xã",
    "Ủy ban nhân dân cấp xã",
    "cấp xã",
    "cấp phường",
    "xã phường",
    "xã, phường",
    "các xã, phường",
    "một xã",
    "một phường",
    "một đặc khu",
    "phường xã",
    "Ủy ban nhân dân xã",
    "Ủy ban nhân dân phường",
)
_ARTICLES = re.compile(r"^(?:các|những|mỗi|toàn bộ)\s+")
_AGENCY_TAIL = re.compile(
    r"\s+(?:thành phố|tỉnh|trên địa bàn.*|liên quan|có liên quan|cấp tỉnh|của thành phố|của tỉnh)(?:\s+(?:thành phố|tỉnh))?$"
)


@dataclass(frozen=True, slots=True)
class SpellingRule:
    """Ways to name a body that follow from its name without article and from the ways found so far."""

    name: str
    makes: Callable[[str, list[str]], list[str]]
    reads: Mapping[str, str]  # full name -> a way to name it that this rule gives
    leaves: Mapping[str, str]  # full name -> what is no way to name it by this rule


def _without_place(bare: str, _: list[str]) -> list[str]:
    return [(bare[: p.start] + bare[p.end :]).strip(" -,") for p in find_places(bare) if p.start > 0]


def _without_tail(bare: str, _: list[str]) -> list[str]:
    shorter = _AGENCY_TAIL.sub("", bare)
    return [shorter] if len(shorter.split()) >= 2 else []


def _committee(bare: str, made: list[str]) -> list[str]:
    if not bare.startswith("Ủy ban nhân dân "):
        return []
    with_article = [
        bare.replace("Ủy ban nhân dân các ", "Ủy ban nhân dân "),
        bare.replace("Ủy ban nhân dân ", "Ủy ban nhân dân các "),
    ]
    listed = [*made, *with_article]
    listed += [s.replace(", ", " ") for s in listed]
    return [*listed, *(s.replace(", ", " và ") for s in listed), *_COMMUNES]


def _first_words(bare: str, _: list[str]) -> list[str]:
    department = re.match(r"(Sở|Bộ) (\S+ [^\s,]+),? (?=\S+ \S)", bare)
    return [f"{department[1]} {department[2]}"] if department else []


def _police(bare: str, _: list[str]) -> list[str]:
    return ["Công an"] if bare.startswith("Công an") else []


def _university(bare: str, made: list[str]) -> list[str]:
    found = re.search(r"Đại học .+", bare)
    if found is None:
        return []
    name = found.group()
    spellings = [*made, name, "Trường " + name]
    spellings += [re.sub(r"\s-\s", " ", s) for s in spellings]
    spellings += [re.sub(r"\s-\s", " và ", s) for s in spellings]
    if (places := list(find_places(name))) and places[0].start > len("Đại học "):
        head = name[: places[0].start].strip(" -")
        spellings += [head, "Trường " + head, re.sub(r"\s-\s", " ", head), re.sub(r"\s-\s", " và ", head)]
    return spellings


def _members(bare: str, _: list[str]) -> list[str]:
    """Of a list of kinds of bodies those that bodies.toml has as members; what charges them decides whether they are meant."""
    named = [_AGENCY_TAIL.sub("", item.strip()).lower() for item in re.split(r",|\svà\s", bare)]
    if len(named) < 2:
        return []
    ends = [named[n:] for n in range(1, len(named) - 1)]  # "tổ chức, doanh nghiệp" for all of them
    joined = [f"{', '.join(end[:-1])}{joint}{end[-1]}" for end in ends for joint in (", ", " và ")]
    alone = [item for item in named if item in grouped_members()]
    return [*joined, *alone, *(f"các {item}" for item in alone)]


@cache
def grouped_members() -> frozenset[str]:
    """Kinds of bodies that documents give duties in lists alone: "các sở, ngành, doanh nghiệp liên quan"."""
    data = tomllib.loads((VOCABULARY / "bodies.toml").read_text(encoding="utf-8"))
    return frozenset(data["grouped"]["members"])


SPELLING_RULES = (
    SpellingRule(
        "without_place",
        _without_place,
        reads={
            "Sở Y tế An Giang": "Sở Y tế",
            "Trường Đại học Y Dược Thái Nguyên": "Trường Đại học Y Dược",
        },
        leaves={"Sở Nội vụ": "Sở", "Hà Nội": ""},
    ),
    SpellingRule(
        "without_tail",
        _without_tail,
        reads={
            "Các trường mầm non liên quan": "Trường mầm non",
            "Hội Nông dân tỉnh": "Hội Nông dân",
            "Các doanh nghiệp khai thác cát trên địa bàn huyện": "Doanh nghiệp khai thác cát",
        },
        leaves={"Thuế tỉnh": "Thuế", "Bộ Tài chính": "Bộ"},
    ),
    SpellingRule(
        "committee",
        _committee,
        reads={
            "Ủy ban nhân dân các xã, phường": "Ủy ban nhân dân xã và phường",
            "Ủy ban nhân dân xã, phường": "cấp xã",
        },
        leaves={"Hội đồng nhân dân tỉnh": "cấp xã", "Ủy ban Dân tộc": "Ủy ban nhân dân xã"},
    ),
    SpellingRule(
        "first_words",
        _first_words,
        reads={
            "Sở Văn hóa, Thể thao và Du lịch": "Sở Văn hóa",
            "Bộ Nông nghiệp và Môi trường": "Bộ Nông nghiệp",
        },
        leaves={"Sở Y tế": "Sở Y", "Cục Thống kê và Dự báo kinh tế": "Cục Thống kê"},
    ),
    SpellingRule(
        "police",
        _police,
        reads={"Công an tỉnh Lào Cai": "Công an"},
        leaves={"Bộ Công an": "Công an", "Công đoàn ngành": "Công an"},
    ),
    SpellingRule(
        "university",
        _university,
        reads={
            "Đại học Nông - Lâm Bắc Giang": "Trường Đại học Nông và Lâm Bắc Giang",
            "Trường Đại học Y Dược Thái Nguyên": "Đại học Y Dược",
        },
        leaves={"Trường Cao đẳng Y tế Bình Định": "Đại học Y tế", "Đại học Huế": "Đại học"},
    ),
    SpellingRule(
        "members",
        _members,
        reads={
            "Các sở, ngành, đơn vị, hợp tác xã liên quan": "hợp tác xã",
            "Các hội quần chúng và doanh nghiệp trên địa bàn tỉnh": "các doanh nghiệp",
        },
        leaves={
            "Các doanh nghiệp nhà nước": "doanh nghiệp",
            "Hội Doanh nghiệp trẻ, Đoàn Thanh niên": "doanh nghiệp",
        },
    ),
)


def find_named_bodies(text: str) -> list[tuple[int, int]]:
    """Where full names of bodies in capitals stand: one that neither the corpus nor the list of bodies knows is still a body."""
    found = []
    for match in _full_name().finditer(text):
        last = match.group().split()[-1]
        small = re.match(r"\s+([^\W\d_]+)", text[match.end() :])
        is_word = small and small[1].islower() and f"{last} {small[1]}".lower() in load_lexicon().compounds
        found.append((match.start(), match.end() + (small.end() if small and is_word else 0)))
    return found


@cache
def _full_name() -> re.Pattern[str]:
    """Behind the kind of body words in capitals, the second syllable of a word small: "Công ty Thủy lợi Sông Chu"."""
    letters = [chr(code) for code in range(0x1EFA)]
    capital, small = (f"[{''.join(filter(is_kind, letters))}]" for is_kind in (str.isupper, str.islower))
    data = tomllib.loads((VOCABULARY / "bodies.toml").read_text(encoding="utf-8"))
    kinds, outside = "|".join(data["full_names"]), "|".join(data["behind_names"])
    joint = rf"(?:và|-)(?!\s+(?:{kinds})\s)"
    second = rf"\s+(?!(?:{outside})\s){small}+(?=\s+(?:{joint}\s+)?{capital})"
    return re.compile(rf"(?:{kinds})(?:\s+(?:{capital}\w*(?:{second})?|{joint}))*\s+{capital}\w*")


def agency_spellings(name: str) -> list[str]:
    """Ways to name a body: in full, without article, place or "thành phố", and for a list of bodies each of them."""
    bare = _ARTICLES.sub("", name[:1].lower() + name[1:])
    bare = bare[:1].upper() + bare[1:]
    spellings = [name, bare]
    for rule in SPELLING_RULES:
        spellings += rule.makes(bare, spellings)
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
