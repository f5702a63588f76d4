"""What the sections of a document are to a summary (purpose, targets, tasks, money), told by their headings: `summary.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from assistant.language.text import place_tones, plain
from assistant.language.vocabulary import VOCABULARY

_LONGEST_HEADING = 160  # characters
_OPENING = 80  # characters in which the words stand that tell a text without a heading
_LABEL = re.compile(r"^\W*(?:\d+(?:\.\d+)*\.?|[a-zđ]\)|Điều \d+\w?\.?)?\W*([^:.;]{3,60}):")

_MARK = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.)]?|[a-zđ][.)]|[ivx]+\.)?\W*")


@dataclass(frozen=True, slots=True)
class Role:
    """An entry of `summary.toml`: what a section is to a summary, and how much a reader misses it, 0 to 1."""

    name: str
    weight: float
    says: re.Pattern[str]
    unless: re.Pattern[str]
    begins: bool  # its words tell it also where they open a text without a heading
    opens: re.Pattern[str]
    holds: re.Pattern[str] | None  # what the text must have besides what it opens with
    reads: tuple[str, ...]
    leaves: tuple[str, ...]


OTHER = "other"  # the name of the role that no entry tells


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    said = "|".join(re.escape(place_tones(phrase)) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)" if said else r"(?!)")


@cache
def roles() -> tuple[Role, ...]:
    """The roles in the order in which they are told."""
    entries = tomllib.loads((VOCABULARY / "summary.toml").read_text(encoding="utf-8"))["roles"]
    return tuple(
        Role(
            name=entry["name"],
            weight=entry["weight"],
            says=_any_of(entry["says"]),
            unless=_any_of(entry.get("unless", ())),
            begins=entry.get("begins", False),
            opens=_any_of(entry.get("opens", ())),
            holds=_any_of(entry["holds"]) if "holds" in entry else None,
            reads=tuple(entry["reads"]),
            leaves=tuple(entry["leaves"]),
        )
        for entry in entries
    )


@cache
def _reasons() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads((VOCABULARY / "summary.toml").read_text(encoding="utf-8"))["reason"]
    return _any_of(data["says"]), _any_of(data["unless"])


def says_why(text: str) -> bool:
    """Whether a paragraph before the first heading says what a document is for, and not on what it rests."""
    words = place_tones(plain(text)).lower()
    says, unless = _reasons()
    return bool(len(words) > _OPENING and says.search(words) and not unless.match(words.lstrip("*_ ")))


def role_of(heading: str, text: str) -> Role | None:
    """The role of a section by its heading; of one without, by the label before its colon or by how it begins."""
    told = heading if heading and len(heading) <= _LONGEST_HEADING else ""
    if not told and (label := _LABEL.match(plain(text))):
        told = label.group(1)
    head, body = (place_tones(plain(words)).lower() for words in (told, text))
    opening = _MARK.sub("", body)
    for role in roles():
        if role.unless.search(head):
            continue
        if head and role.says.search(head):
            return role
        if not head and role.begins and role.says.match(opening):
            return role
        if role.opens.search(body[:_OPENING]) and (role.holds is None or role.holds.search(body)):
            return role
    return None


def is_statement(text: str) -> bool:
    """Whether words that might be a heading state something themselves: "Quyết định này có hiệu lực từ ngày ký"."""
    words = place_tones(plain(text)).lower()
    return any(role.opens.search(words[:_OPENING]) for role in roles())
