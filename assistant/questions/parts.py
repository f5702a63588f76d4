"""What was understood of a question, each part with the question as it would be without it or with another in its place.

Every correction is a whole question, so that it can be shown, asked, shared and measured like any other.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from assistant.language.places import find_places
from assistant.language.text import tokens
from assistant.language.values import name_periods
from assistant.language.vocabulary import VOCABULARY
from assistant.messages.phrases import period_phrase
from assistant.questions.understanding import Understanding
from assistant.types import Catalog, Query

Aspect = Literal["place", "period", "agency", "kind", "about"]
OFFERED = 8  # other values of one part
_LONGEST_NAME = 60  # characters of a body that is offered
_LEAST_WORDS = 2  # of a question that is left over
_TWICE = re.compile(r"\b(thành phố|tỉnh) (?=\1\b)", re.IGNORECASE)  # "thành phố Thành phố Hồ Chí Minh"
_POSSESSIVE = re.compile(r"^['’]s\b")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was understood. `name` of a kind is that of `QuestionKind`."""

    aspect: Aspect
    name: str
    without: str | None = None  # the question without it
    others: tuple[tuple[str, str], ...] = ()  # other names, and the question with each


def read_parts(query: Query, understanding: Understanding) -> tuple[Part, ...]:
    """The parts of a question that stands alone: places, periods, agencies, kind, and what it is about."""
    text, catalog = query.text, understanding.catalog
    return (
        *_places(text, catalog),
        *_periods(query, catalog),
        *_agencies(query, understanding),
        _kind(query, catalog),
        *_about(query),
    )


def _places(text: str, catalog: Catalog) -> Iterator[Part]:
    found = find_places(text)
    named = list(dict.fromkeys(place.name for place in found))
    known = [p for p in dict.fromkeys(d.place for d in catalog.documents) if p and p not in named]
    for name in named:
        spans = [(place.start, place.end) for place in found if place.name == name]
        others = tuple((other, _replaced(text, spans, other)) for other in known[:OFFERED])
        yield Part("place", name, _without(text, spans), others)


def _periods(query: Query, catalog: Catalog) -> Iterator[Part]:
    text = query.text
    known = list(
        dict.fromkeys(
            row.years
            for row in catalog.targets
            if row.years and (not query.places or row.place in query.places)
        )
    )
    for period in query.periods:
        spans = [(named.start, named.end) for named in name_periods(text) if named.period == period]
        if not spans:
            yield Part("period", str(period))
            continue
        others = tuple(
            (str(other), _replaced(text, spans, period_phrase(other, query.language)))
            for other in sorted(known)[:OFFERED]
            if other not in query.periods
        )
        yield Part("period", str(period), _without(text, spans), others)


def _agencies(query: Query, understanding: Understanding) -> Iterator[Part]:
    """Bodies whose words stand in the question itself can be changed; those of an English question are only named."""
    text = query.text

    def read(text: str) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[int, int]]]:
        return understanding.read_agencies(text, query.places, query.documents)

    known, unknown, spans = read(text)
    duties = Counter(
        name
        for row in understanding.catalog.responsibilities
        if not query.places or row.place in query.places
        for name in row.agencies
    )
    for name in (*query.agencies, *query.other_agencies):
        own = [s for s in spans if name in (*(r := read(text[slice(*s)]))[0], *r[1])]
        if not own or name not in (*known, *unknown):
            yield Part("agency", name)
            continue
        common = [
            other
            for other, _ in duties.most_common()
            if other not in query.agencies and len(other) <= _LONGEST_NAME and not find_places(other)
        ]
        others = tuple((other, _replaced(text, own, other)) for other in common[:OFFERED])
        yield Part("agency", name, _without(text, own) if query.focus_words else None, others)


def _kind(query: Query, catalog: Catalog) -> Part:
    """Questions for something else about the same topic, where the question has one topic and is Vietnamese.

    Only for what a row of the registers states: not every target has somebody in charge.
    """
    runs = _runs(query)
    asks_plainly = query.kind in ("value", "who", "when", "list", "open") and not query.of_register
    if query.language == "en" or len(runs) != 1 or not asks_plainly or query.agencies or query.other_agencies:
        return Part("kind", query.kind)
    of = f" của {' và '.join(query.places)}" if query.places else ""
    by = f" {period_phrase(query.periods[0], query.language)}" if query.periods else ""
    others = tuple(
        (kind, _sentence(form.format(topic=runs[0], of=of, by=by)))
        for kind, form in _table()["kinds"].items()
        if kind != query.kind and _is_stated(kind, tokens(runs[0]), query, catalog)
    )
    return Part("kind", query.kind, None, others)


def _is_stated(kind: str, topic: Sequence[str], query: Query, catalog: Catalog) -> bool:
    """Whether a row says this of the topic, in the places and for the first of the periods asked about."""
    said: Iterable[tuple[str | None, str]]
    match kind:
        case "who" | "when":
            duties = [row for row in catalog.responsibilities if not row.unsure]
            said = ((row.place, row.task) for row in duties if kind == "who" or row.deadline)
        case _:
            periods = frozenset(query.periods[:1])
            targets = [
                row
                for row in catalog.targets
                if not row.unsure and (kind == "list" or row.value is not None)
                if not periods or row.years in periods
            ]
            said = ((row.place, row.indicator) for row in targets)
    words = f" {' '.join(topic)} "
    return any(
        words in f" {' '.join(tokens(text))} "
        for place, text in said
        if not query.places or place in query.places
    )


def _about(query: Query) -> Iterator[Part]:
    if runs := _runs(query):
        yield Part("about", " … ".join(_as_written(run, query.text) for run in runs))


def _as_written(run: str, text: str) -> str:
    """The words as they stand in the text: "r d" is "R&D" there. Those of a translated question stand nowhere in it."""
    found = re.search(r"\W{1,3}".join(map(re.escape, run.split())), text, re.IGNORECASE)
    return found[0] if found else run


def _runs(query: Query) -> list[str]:
    """The words that a question is about, cut where something was left out between them."""
    runs: list[list[str]] = [[]]
    for word in query.focus:
        if word is None:
            runs.append([])
        else:
            runs[-1].append(word)
    return [" ".join(run) for run in runs if run]


def _replaced(text: str, spans: Sequence[tuple[int, int]], new: str) -> str:
    """The text with `new` in place of the first span, the others taken out."""
    (start, end), *rest = sorted(spans)
    for first, last in reversed(rest):
        text = _cut(text, first, last)
    return _sentence(text[:start] + new + text[end:])


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str | None:
    """The text without the spans and the words that lead to them; None where too little is left."""
    for start, end in sorted(spans, reverse=True):
        text = _cut(text, start, end)
    left = _sentence(text)
    return left if len(re.findall(r"\w+", left)) > _LEAST_WORDS else None


def _cut(text: str, start: int, end: int) -> str:
    patterns = _patterns()
    before, after = text[:start], _POSSESSIVE.sub("", text[end:])
    if found := patterns["after"].match(
        after
    ):  # "Huế và Cần Thơ" without Huế: what leads to the one leads to the other
        return before + after[found.end() :]
    if found := patterns["between"].search(before):
        return before[: found.start()] + after
    return patterns["before"].sub("", before) + after


def _sentence(text: str) -> str:
    tidy = re.sub(r"\s+([?.!,:;)])", r"\1", " ".join(text.split())).strip(" ,:;")
    tidy = _TWICE.sub("", tidy)
    return tidy[:1].upper() + tidy[1:]


@cache
def parts_words(name: str) -> frozenset[str]:
    """A list of words of `parts.toml`, such as those with which an indicator begins that is a measure."""
    return frozenset(_table()[name])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((VOCABULARY / "parts.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    leading, between = (
        "|".join(re.escape(words) for words in sorted(_table()[name], key=len, reverse=True))
        for name in ("before", "between")
    )
    return {
        "before": re.compile(rf"(?:(?<!\w)(?:{leading})\s+)+$", re.IGNORECASE),
        "between": re.compile(rf"\s*(?<!\w)(?:{between})\s+(?:(?:{leading})\s+)*$", re.IGNORECASE),
        "after": re.compile(rf"^\s*(?:{between})\s+(?=[^\W\d])", re.IGNORECASE),
    }
