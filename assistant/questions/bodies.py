"""Bodies that a question names: those that the documents give duties, and others that every province or the State has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.language.bodies import standard_agencies
from assistant.language.places import as_typed, find_places
from assistant.language.spellings import agency_spellings, find_named_bodies
from assistant.language.text import fold
from assistant.questions.actors import charged_communes, names_body
from assistant.types import Responsibility

_COMMUNES = "cap xa"  # a spelling of the bodies of all communes


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a question is asked of: the places that it names, and the ids of its documents by their place."""

    places: tuple[str, ...]
    documents: Mapping[str | None, frozenset[str]]


@dataclass(frozen=True)
class BodyNames:
    """The names of the bodies of some documents. A spelling without a place stands for a body of what is asked of."""

    responsibilities: Sequence[Responsibility]

    @cached_property
    def _meanings(self) -> dict[str, dict[str, set[str]]]:
        """Folded spelling -> the names of bodies with duties that it may stand for -> the documents that give those."""
        documents: dict[str, set[str]] = {}
        for row in self.responsibilities:
            for name in row.agencies:
                documents.setdefault(name, set()).add(row.document_id)
        meanings: dict[str, dict[str, set[str]]] = {}
        for name, giving in documents.items():
            for spelling in agency_spellings(name):
                meanings.setdefault(fold(spelling), {})[name] = giving
        return meanings

    @cached_property
    def _standard(self) -> dict[str, str]:
        """Folded spelling -> the name of a body that exists whether a document names it or not."""
        return {fold(s): name for name in standard_agencies() for s in agency_spellings(name)}

    @cached_property
    def _written(self) -> dict[str, tuple[str, ...]]:
        """Folded spelling -> those spellings with their diacritics; longest first."""
        names = {name for names in self._meanings.values() for name in names}
        written: dict[str, list[str]] = {}
        for name in sorted({*names, *standard_agencies()}):
            for spelling in agency_spellings(name):
                written.setdefault(fold(spelling), []).append(spelling)
        longest_first = sorted(written, key=lambda folded: (-len(folded), folded not in self._meanings))
        return {folded: tuple(written[folded]) for folded in longest_first}

    @cached_property
    def _told_by_place(self) -> tuple[str, ...]:
        """Folded spellings of bodies that nothing but a place tells: "dai hoc hue"."""
        names = (n for n in self._meanings if _places(n) and _bare(n) not in self._meanings)
        return tuple(name for name in names if all(map(_places, self._written[name])))

    def places_within(self, text: str) -> list[tuple[int, int]]:
        """Where bodies stand that nothing but the place in their name tells."""
        folded = fold(text)
        within = (name for name in self._told_by_place if name in folded)
        found = (re.finditer(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", folded) for name in within)
        return [match.span() for matches in found for match in matches]

    def read(
        self, text: str, bounds: Bounds | None = None
    ) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[int, int]]]:
        """(bodies with duties, others, their spans) that a text names; without bounds it is asked of all documents."""
        folded = fold(text)
        spans: list[tuple[int, int]] = []
        known: list[tuple[int, str]] = []
        other: list[tuple[int, str]] = []
        for spelling, written in self._written.items():
            if spelling not in folded:
                continue
            for match in re.finditer(rf"(?<![^\W_]){re.escape(spelling)}(?![^\W_])", folded):
                if folded[: match.start()].endswith("co ") and spelling.startswith("so "):
                    continue  # "cơ sở giáo dục" is no Sở Giáo dục
                if not as_typed(text[match.start() : match.end()], written):
                    continue  # "chuyển đổi số giao thông" names no Sở Giao thông
                if any(s < match.end() and match.start() < e for s, e in spans):
                    continue
                if not names_body(text, *match.span()):
                    continue
                spans.append(match.span())
                if meant := self._meant(spelling, bounds):
                    known += [(match.start(), name) for name in meant]
                else:
                    other.append((match.start(), self._standard.get(spelling, written[0])))
        for start, end in charged_communes(text):
            if all(end <= s or e <= start for s, e in spans) and (meant := self._meant(_COMMUNES, bounds)):
                spans.append((start, end))
                known += [(start, name) for name in meant]
        for start, end in find_named_bodies(text):
            if all(end <= s or e <= start for s, e in spans):
                spans.append((start, end))
                other.append((start, text[start:end]))
        in_order = [
            tuple(dict.fromkeys(name for _, name in sorted(found, key=lambda item: item[0])))
            for found in (known, other)
        ]
        return in_order[0], in_order[1], spans

    def _meant(self, spelling: str, bounds: Bounds | None) -> tuple[str, ...]:
        """The bodies with duties that a spelling stands for: for each place asked of its own, however it is written there.

        Where the documents asked of know none: a body of no place, or of a place that the question names.
        """
        names = self._meanings.get(spelling, {})
        if bounds is None:
            return tuple(sorted(names, key=lambda name: _bare(name) != spelling)[:1])
        meant: list[str] = []
        for place, documents in bounds.documents.items():
            own = [name for name, giving in names.items() if giving & documents]
            own.sort(key=lambda name: (not _places(name) <= {place}, _bare(name) != spelling))
            meant += [name for name in own if name == own[0] or _is_same(name, own[0], place)]
        if not meant:
            elsewhere = [n for n in names if not _places(n) or _places(n) & set(bounds.places)]
            meant = sorted(elsewhere, key=lambda name: _bare(name) != spelling)[:1]
        return tuple(meant)


def _is_same(name: str, other: str, place: str | None) -> bool:
    """Whether two names of a place's documents are one body's, with the place and without."""
    return _bare(name) == _bare(other) and _places(name) | _places(other) <= {place}


@lru_cache(maxsize=4096)
def _places(name: str) -> frozenset[str]:
    return frozenset(place.name for place in find_places(name))


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    """A body's name without its place, folded."""
    for place in reversed(find_places(name)):
        name = name[: place.start] + name[place.end :]
    return fold(" ".join(name.split()).strip(" -,"))
