"""What a body is to a question that has its name: charged with what is asked, a part of it, or no body at all (`bodies.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.language.spellings import grouped_members
from assistant.language.text import fold
from assistant.language.vocabulary import VOCABULARY

_MODAL = ("phải", "cần")  # they open duties, and "phải có 40 giường" too
_GAP = r"[\s,.]"  # places are dots where bodies are read


@dataclass(frozen=True, slots=True)
class _Around:
    """Folded names, and what stands behind or before a name; both patterns match at its side."""

    names: frozenset[str]
    behind: re.Pattern[str]
    before: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _ActorWords:
    common: _Around
    grouped: _Around
    counted: _Around
    single: frozenset[str]
    charged: re.Pattern[str]  # what a name stands behind
    acts: re.Pattern[str]  # what stands behind a name
    asks: re.Pattern[str]
    office: re.Pattern[str]  # with the group `name`, where its holder is asked for


def actor_entries() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The entries `common`, `communes`, `grouped`, `counted`, `single`, `charged` and `offices` with their examples."""
    data = _data("bodies.toml")
    return {
        name: data[name]
        for name in ("common", "communes", "grouped", "counted", "single", "charged", "offices")
    }


def _data(file: str) -> dict[str, Any]:
    return tomllib.loads((VOCABULARY / file).read_text(encoding="utf-8"))


def _any_of(phrases: Iterable[str]) -> str:
    longest = sorted(set(map(fold, phrases)), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)


@cache
def _actor_words() -> _ActorWords:
    entries, verbs = actor_entries(), _data("responsibilities.toml")["verbs"]

    def around(
        entry: Mapping[str, Sequence[str]], names: Iterable[str], more: str = "", between: str = r"\s*"
    ) -> _Around:
        return _Around(
            frozenset(map(fold, names)),
            re.compile(rf"(?:(?<![^\W_])(?:{_any_of(entry['behind'])}){more})\s*$"),
            re.compile(rf"{between}(?:{_any_of(entry['before'])})(?![^\W_])"),
        )

    charged, offices = entries["charged"], entries["offices"]
    name = rf"(?P<name>{_any_of(offices['names'])})"
    doing = _any_of(verb for verb in verbs if verb not in _MODAL)
    return _ActorWords(
        common=around(entries["common"], entries["common"]["names"]),
        grouped=around(
            entries["grouped"],
            [spelled for member in grouped_members() for spelled in (member, f"các {member}")],
            between=rf"{_GAP}*(?:(?:o|tai|cua|tren dia ban|thi){_GAP}+)*",
        ),
        counted=around(entries["counted"], entries["counted"]["names"], r"|\d"),
        single=frozenset(map(fold, entries["single"]["names"])),
        charged=re.compile(rf"(?<![^\W_])(?:{_any_of(charged['behind'])})\s*$"),
        acts=re.compile(rf"{_GAP}*(?:(?:{_any_of(charged['between'])}){_GAP}+)*(?:{doing})(?![^\W_])"),
        asks=re.compile(rf"(?<![^\W_])(?:{_any_of(charged['asks'])})(?![^\W_])"),
        office=re.compile(
            rf"(?<![^\W_])(?:(?:{_any_of(offices['ahead'])})\s+{name}(?![^\W_])"
            rf"|{name.replace('name', 'held', 1)}(?![^\W_])[^,;?]*\s(?:{_any_of(offices['after'])})\W*$)"
        ),
    )


def asked_office(text: str) -> str | None:
    """The office, folded, whose holder a question asks for ("ai làm trưởng đoàn"); None where it asks for none."""
    found = _actor_words().office.search(fold(text))
    return (found["name"] or found["held"]) if found else None


def office_at(text: str) -> str | None:
    """The office, folded, with which a text begins: "pho chu tich" of "Phó Chủ tịch Hội đồng"; None where it begins with none."""
    found = re.match(rf"(?:{_any_of(actor_entries()['offices']['names'])})(?![^\W_])", fold(text))
    return found.group() if found else None


def names_body(text: str, start: int, end: int) -> bool:
    """Whether a spelling of a body names it where it stands; not "bị thanh tra", not "mấy xã phường"."""
    known, folded = _actor_words(), fold(text)
    name, ahead, after = folded[start:end], folded[:start], folded[end:]
    if name in known.counted.names:
        return not (known.counted.behind.search(ahead) or known.counted.before.match(after))
    if name in known.single:
        return known.grouped.before.match(after) is not None
    if name in known.grouped.names:
        return bool(known.grouped.behind.search(ahead) or known.grouped.before.match(after))
    if name in known.common.names and not (start and text[start].isupper()):
        return bool(known.common.behind.search(ahead) or known.common.before.match(after))
    return True


def charged_communes(text: str) -> list[tuple[int, int]]:
    """Where communes are called by their kind alone and charged with something: "bắt xã làm gì", "phường em phải làm gì"."""
    return [found.span(found.lastgroup or 0) for found in _communes().finditer(fold(text))]


@cache
def _communes() -> re.Pattern[str]:
    data = _data("bodies.toml")["communes"]
    names, behind, follows, before, owners = (
        _any_of(data[key]) for key in ("names", "behind", "follows", "before", "owners")
    )
    own = rf"(?:{_GAP}+(?:{owners}))?"
    unpicked = "".join(rf"(?<!{fold(word)}\s)" for word in data["picked"])
    return re.compile(
        rf"(?<![^\W_])(?:{behind})\s+(?P<given>{names}){own}(?={_GAP}*(?:[?!;]|$)|{_GAP}+(?:{follows})(?![^\W_]))"
        rf"|{unpicked}(?<!\d\s)(?<![^\W_])(?P<doing>{names}){own}(?={_GAP}+(?:o{_GAP}+|tai{_GAP}+)?{_GAP}*(?:{before})(?![^\W_]))"
    )


def is_charged(text: str, spans: Iterable[tuple[int, int]], *, asked: str) -> bool:
    """Whether a question takes one of the bodies that it names for the one who acts, or asks what they have to do.

    `spans` are those of the bodies in `text`; `asked` is the question as it was typed.
    """
    known, folded = _actor_words(), fold(text)
    return bool(known.asks.search(folded) or known.asks.search(fold(asked))) or any(
        known.charged.search(folded[:start]) or known.acts.match(folded[end:]) for start, end in spans
    )
