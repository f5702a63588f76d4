"""Questions about documents themselves (number, date, signer, recipients, grounds): which facts they ask for, and of what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from assistant.language.lexicon import words
from assistant.language.text import fold, has_diacritics, place_tones
from assistant.language.vocabulary import VOCABULARY

_OF_CITED = frozenset(["number", "date", "issuer"])  # facts that a citation tells of what it cites


@dataclass(frozen=True, slots=True)
class FactsRequest:
    """Facts that are asked for, in the order of the question, and what is left of it: what they are of."""

    facts: tuple[str, ...]
    rest: str


@cache
def fact_entries() -> tuple[dict[str, Any], ...]:
    """The entries of `documents.toml`, with examples of what asks for a fact and what does not."""
    return tuple(_data()["facts"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((VOCABULARY / "documents.toml").read_text(encoding="utf-8"))


def _any_of(phrases: Iterable[str]) -> str:
    longest = sorted({place_tones(phrase).lower() for phrase in phrases}, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)


def _built(entry: dict[str, Any]) -> list[str]:
    """The phrases of an entry that are put together from one of each row: "triển khai" + "chỉ thị nào" + " của Ban Bí thư"."""
    rows = entry.get("built")
    return [f"{first} {second}{third}" for first, second, third in product(*rows)] if rows else []


def _paired(entry: dict[str, Any]) -> list[tuple[str, str]]:
    """The pairs of an entry that are put together from one of each row: "which decision does" + "carry out"."""
    return [(first, second) for first, second in product(*entry["paired"])] if "paired" in entry else []


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What finds the phrases of `documents.toml`: of each fact alone and in pairs, what goes first, what goes with them.

    `relative` is what a document rests on, told by that; `cited` asks for more of it.
    """

    facts: tuple[tuple[str, re.Pattern[str], tuple[re.Pattern[str], ...]], ...]
    first: re.Pattern[str]
    beside: re.Pattern[str]
    relative: re.Pattern[str]
    cited: re.Pattern[str]


@cache
def _patterns(*, bare: bool) -> _Patterns:
    """`bare`: of phrases as they are typed without diacritics."""

    def found(phrases: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{_any_of(map(fold, phrases) if bare else phrases)})(?!\w)")

    def paired(pairs: Iterable[tuple[str, str]]) -> tuple[re.Pattern[str], ...]:
        ends = r"(?=\W*$|,\s|\s+and\s)"
        return tuple(
            re.compile(rf"(?<!\w)({re.escape(a)})(?=\s).*\s({re.escape(b)}){ends}") for a, b in pairs
        )

    entries, beside = fact_entries(), _data()["beside"]
    opens, rests = (found(row).pattern for entry in entries for row in entry.get("relative", ()))
    return _Patterns(
        tuple(
            (
                entry["name"],
                found([*entry["says"], *_built(entry)]),
                paired([*entry["around"], *_paired(entry)]),
            )
            for entry in entries
        ),
        found(beside["first"]),
        found([*beside["says"], *beside["kept"]]),
        re.compile(rf"({opens})\s.*?\s({rests})"),
        found(_data()["cited"]["says"]),
    )


def read_facts(text: str) -> FactsRequest | None:
    """The facts about documents that a question asks for; None where it asks for none."""
    bare = not has_diacritics(text)
    patterns = _patterns(bare=bare)
    typed = fold(text) if bare else place_tones(text).lower()
    if len(typed) != len(text):
        return None
    spans = [match.span() for match in patterns.first.finditer(typed)]
    found: list[tuple[int, str]] = []
    for name, _, pairs in patterns.facts:
        for pair in pairs:
            if match := pair.search(typed):
                found.append((match.start(), name))
                spans += [match.span(1), match.span(2)]
    single = [
        (match.span(), name) for name, pattern, _ in patterns.facts for match in pattern.finditer(typed)
    ]
    single.sort(key=lambda each: each[0][0] - each[0][1])  # "thực hiện quyết định số mấy" before "số mấy"
    for (start, end), name in single:
        if all(end <= other or until <= start for other, until in spans):
            found.append((start, name))
            spans.append((start, end))
    if relative := patterns.relative.search(typed):
        found = [(relative.start(), "grounds")]
        spans += [relative.span(1), relative.span(2)]
    rests = [at for at, name in found if name == "grounds"]
    if rests:  # "thực hiện quyết định nào, do ai ban hành": these tell its issuer, too
        cited = [m.span() for m in patterns.cited.finditer(typed) if relative or m.start() > rests[0]]
        found = [each for each in found if each[1] not in _OF_CITED or not _is_within(each[0], cited)]
        spans += cited
    if not found:
        return None
    whole = set(map(fold, _data()["beside"]["kept"]))
    kept = [*spans, *(m.span() for m in patterns.beside.finditer(typed) if fold(m.group()) not in whole)]
    rest = "".join(" " if _is_within(n, kept) else c for n, c in enumerate(text))
    names = tuple(dict.fromkeys(name for _, name in sorted(found)))
    said = words(fold(rest) if bare else rest)
    if all(_asks_otherwise(name, said, bare=bare) for name in names):
        return None
    return FactsRequest(names, " ".join(rest.split()).strip(" ,;:?!."))


def _asks_otherwise(name: str, rest: Iterable[str], *, bare: bool) -> bool:
    """Whether what is left of a question asks for something else than the fact, which it only has words of."""
    asking = next(entry.get("unless", ()) for entry in fact_entries() if entry["name"] == name)
    return not set(rest).isdisjoint(map(fold, asking) if bare else asking)


def _is_within(position: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def fact_behind(text: str) -> str | None:
    """The question for the fact that a turn asks for behind another one, with no more than "ngày nào"; None of any other."""
    bare = not has_diacritics(text)
    said = place_tones(text).lower().strip(" ,;:?!.")
    for entry in fact_entries():
        if said in (map(fold, entry.get("behind", ())) if bare else entry.get("behind", ())):
            asked: str = entry["says"][0]
            return asked
    return None


def is_of_cited(text: str) -> bool:
    """Whether a turn asks only for the day or the issuer of a document that another rests on: "của ai", "ngày nào"."""
    said, phrases = " ".join(words(text)), _data()["cited"]["says"]
    return said in (phrases if has_diacritics(text) else map(fold, phrases))


@cache
def offices() -> tuple[str, ...]:
    """Offices as they stand above a signature, in capitals."""
    return tuple(_data()["offices"]["says"])
