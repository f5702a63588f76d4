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


@cache
def _introductions() -> re.Pattern[str]:
    data = tomllib.loads((VOCABULARY / "summary.toml").read_text(encoding="utf-8"))["introductions"]
    return _any_of(data["opens"])


def introduces(text: str) -> bool:
    """Whether a clause of an article only tells who speaks, comes or writes, and nothing of what is said."""
    return _introductions().match(_MARK.sub("", place_tones(plain(text)).lower())) is not None


@dataclass(frozen=True, slots=True)
class _Joints:
    """How the parts of a clause hang together: `[joints]` of `summary.toml`."""

    list: re.Pattern[str]
    bound: re.Pattern[str]
    condition: re.Pattern[str]
    formula: re.Pattern[str]
    together: re.Pattern[str]
    broken: re.Pattern[str]
    offices: re.Pattern[str]
    days: re.Pattern[str]


_FIGURE = re.compile(r"(?<![\w/.,-])\d+(?:[.,]\d+)*(?:\s*%|\s+(?=[^\W\d_]))")
_NUMBERED = re.compile(r"(?:điều|khoản|mục|số|ngày|tháng|năm|quý|phụ lục|thứ|cấp|giai đoạn|chương)\s+$")


@cache
def _joints() -> _Joints:
    data = tomllib.loads((VOCABULARY / "summary.toml").read_text(encoding="utf-8"))["joints"]
    said = {name: "|".join(map(place_tones, data[name])) for name in ("leads", "items", "rests", "on")}
    return _Joints(
        re.compile(rf"[\s,;:]*(?:(?:{said['leads']})\s+)*(?:{said['items']})\W*$", re.IGNORECASE),
        _any_of(data["bound"]),
        _any_of(data["condition"]),
        re.compile(
            rf"(?<!\w)(?:{said['rests']})\s+(?:{said['on']})(?!\w)[^;.]*?,\s+(?!(?:{said['on']})(?!\w))",
            re.IGNORECASE,
        ),
        _any_of(data["together"]),
        re.compile(rf"(?<!\w)(?:{said['rests']})\s+(?:{said['on']})$"),
        _any_of(data["offices"]),
        re.compile(rf"(?<!\w)(?:{'|'.join(map(place_tones, data['days']))})(?!\w)[^\d;.]{{0,25}}\d"),
    )


def without_formula(words: str) -> str:
    """A clause's words without "theo chức năng, nhiệm vụ được giao," at their beginning."""
    found = _joints().formula.match(place_tones(words))
    return words[found.end() :] if found else words


def ends_in_formula(words: str) -> bool:
    """Whether words break off within such a formula: "Các sở căn cứ chức năng"."""
    return bool(_joints().broken.search(place_tones(words).lower()))


def opens_with_office(words: str) -> bool:
    """Whether words begin with an office and not with a body: "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu …"."""
    return bool(_joints().offices.match(place_tones(words).lower()))


def sets_day(text: str) -> bool:
    """Whether a day by which something is to be done stands in a text."""
    return bool(_joints().days.search(place_tones(text).lower()))


def holds_figures(text: str) -> bool:
    """Whether an amount or a day that is set stands in a text, and not only the numbers of clauses and documents."""
    words = place_tones(text).lower()
    return sets_day(text) or any(
        not _NUMBERED.search(words[: match.start()]) for match in _FIGURE.finditer(words)
    )


def only_tells_with_whom(heading: str) -> bool:
    """Whether a heading says but how what stands below it is done: "Phối hợp với các sở, ngành"."""
    return bool(_joints().together.match(place_tones(heading).lower()))


def is_condition(text: str) -> bool:
    """Whether words begin with what is not yet what they state: "trường hợp …", "nhằm …"."""
    return bool(_joints().condition.match(place_tones(text).lower().lstrip("*_ ")))


def formula(lead: str) -> str:
    """What leads into a list, without the words that only say that a list follows: "thực hiện các nội dung sau:"."""
    found = _joints().list.search(place_tones(lead))
    return lead[: found.start()].rstrip(" ,;:") if found else lead


def is_bound(text: str) -> bool:
    """Whether words take back or limit what stands before them: "trừ trường hợp …"."""
    return bool(_joints().bound.match(place_tones(text).lower().lstrip(" .,;")))


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
