"""A catalog with its look-ups: clauses by id and by document, register rows by clause, short names, how rare words are."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.address_matches import match_addresses
from assistant.language.addresses import Address, Step, rank_of
from assistant.language.lexicon import words
from assistant.language.places import find_places
from assistant.language.text import fold, plain
from assistant.language.values import Period, find_periods
from assistant.types import Catalog, Chunk, Document, Responsibility, Section, Target

Key = tuple[str, str]  # document id, section id
_Row = TypeVar("_Row")
_By = TypeVar("_By")
_GOAL = re.compile(
    r"(?<!\w)(?:đến|tới|tầm nhìn|định hướng|sau|trước|từ)(?!\w)[^,;]*\d{4}", re.IGNORECASE
)  # what a year is aimed at
_INNERMOST_AROUND = rank_of([Step("section", "")])
_MARGINS = ("preamble", "closing", "recipients", "boilerplate", "paragraph")


class Library:
    """Look-ups over one catalog: one for each generation of the index, each made when it is first asked for."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.documents = {document.id: document for document in catalog.documents}
        self._places: dict[str, frozenset[str]] = {}
        self._titles: dict[str, frozenset[str]] = {}
        self._places_titled: dict[str, frozenset[str]] = {}

    @cached_property
    def sections(self) -> dict[Key, Section]:
        """The clauses by their ids."""
        return {(section.document_id, section.id): section for section in self.catalog.sections}

    @cached_property
    def targets(self) -> dict[Key, list[Target]]:
        """The target rows of each clause that has any."""
        return _grouped(self.catalog.targets, _clause)

    @cached_property
    def duties(self) -> dict[Key, list[Responsibility]]:
        """The duties of each clause that gives any."""
        return _grouped(self.catalog.responsibilities, _clause)

    @cached_property
    def _sections_of(self) -> dict[str, list[Section]]:
        return _grouped(self.catalog.sections, _document)

    @cached_property
    def _targets_of(self) -> dict[str, list[Target]]:
        return _grouped(self.catalog.targets, _document)

    @cached_property
    def _duties_of(self) -> dict[str, list[Responsibility]]:
        return _grouped(self.catalog.responsibilities, _document)

    @cached_property
    def _below(self) -> dict[tuple[str, str | None], list[Section]]:
        return _grouped(self.catalog.sections, lambda section: (section.document_id, section.parent))

    @cached_property
    def _targets_by_id(self) -> dict[str, Target]:
        return {row.id: row for row in self.catalog.targets}

    @cached_property
    def _named_alike(self) -> Counter[tuple[str | None, str]]:
        return Counter((document.place, document.tier) for document in self.catalog.documents)

    @cached_property
    def _chunks_of(self) -> dict[str, list[Chunk]]:
        return _grouped(self.catalog.chunks, _document)

    def sections_of(self, document_id: str) -> Sequence[Section]:
        """The clauses of a document, in order."""
        return self._sections_of.get(document_id, [])

    def targets_of(self, document_id: str) -> Sequence[Target]:
        """The target rows of a document, in order."""
        return self._targets_of.get(document_id, [])

    def duties_of(self, document_id: str) -> Sequence[Responsibility]:
        """The duties of a document, in order."""
        return self._duties_of.get(document_id, [])

    def chunks_of(self, document_id: str) -> Sequence[Chunk]:
        """The chunks of a document, in order."""
        return self._chunks_of.get(document_id, [])

    def section(self, chunk: Chunk) -> Section:
        """The clause that a chunk is, or is a piece of."""
        return self.sections[chunk.document_id, chunk.section_id]

    def children(self, section: Section) -> Sequence[Section]:
        """The clauses directly below one, in order."""
        return self._below.get((section.document_id, section.id), [])

    def within(self, section: Section) -> set[str]:
        """The ids of a clause and of all that stand below it."""
        inside, pending = set[str](), [section]
        while pending:
            clause = pending.pop()
            inside.add(clause.id)
            pending += self.children(clause)
        return inside

    def top(self, document: Document) -> list[Section]:
        """The clauses of a document that stand below no other, its head and foot left out."""
        return [s for s in self._below.get((document.id, None), []) if s.kind not in _MARGINS]

    def at_address(self, document: Document, address: Address) -> list[Section]:
        """The clauses of a document that an address may mean; of those that share one, the first.

        "Phần “Kinh phí” ở mục III" is also a numbered clause that is headed so.
        """
        own = self.sections_of(document.id)
        found = match_addresses(address, [section.address.steps for section in own])
        return list({own[n].address: own[n] for n in reversed(found)}.values())[::-1] or self._headed(
            own, address
        )

    def _headed(self, own: Sequence[Section], address: Address) -> list[Section]:
        """The clauses that have the title of an address for their heading, within what else it names."""
        titles = [s[0].label for s in address.segments if s[0].level == "title"]
        around = tuple(s for s in address.segments if s[0].level != "title")
        if len(titles) != 1 or any(rank_of(s) > _INNERMOST_AROUND for s in around):
            return []
        above = replace(address, segments=around)
        outer = (
            {own[n].id for n in match_addresses(above, [s.address.steps for s in own])} if around else None
        )
        parents = {section.id: section.parent for section in own}

        def lies_within(section: Section) -> bool:
            held: str | None = section.id
            while held and outer is not None and held not in outer:
                held = parents.get(held)
            return held is not None

        title = titles[0].split()
        return [s for s in own if [fold(w) for w in words(unmarked(s))] == title and lies_within(s)]

    def of_level(self, document: Document, level: str) -> list[Section]:
        """The clauses of a document whose own division is of a level ("article"), in order."""
        steps = [(section, section.address.steps) for section in self.sections_of(document.id)]
        return [s for s, path in steps if path and path[-1].level == level and s.kind != "paragraph"]

    def clause_at(self, document: Document, position: int) -> Section | None:
        """The clause in which a position of a document's text lies."""
        own = self.sections_of(document.id)
        return next((section for section in own if section.start <= position < section.end), None)

    def parent(self, row: Target) -> Target | None:
        """The target that one is a part of."""
        return self._targets_by_id.get(row.parent) if row.parent else None

    def name(self, document: Document) -> str:
        """What a document is called in an answer: its place where that tells it apart, else its short title."""
        told_apart = self._named_alike[document.place, document.tier] == 1 or document.tier == "press"
        return document.place if document.place and told_apart else document.short_title

    def names(self, documents: Sequence[Document]) -> str:
        """The names of several documents, official ones where there are any, each once."""
        official = [d for d in documents if d.tier == "official"]
        return ", ".join(dict.fromkeys(self.name(d) for d in official or documents))

    def title_words(self, document: Document) -> frozenset[str]:
        """The folded words of a document's title."""
        if document.id not in self._titles:
            self._titles[document.id] = frozenset(fold(" ".join(words(document.title))).split())
        return self._titles[document.id]

    def title_period(self, document: Document) -> Period | None:
        """The year or the years that all of a document is for, where its title names them alone: "Kế hoạch … năm 2026"."""
        periods = find_periods(document.title)
        if len(periods) != 1 or _GOAL.search(document.title):
            return None
        return periods[0]

    def speaks_of(self, document: Document, place: str) -> bool:
        """Whether a document is of a place, or names it."""
        if place == document.place:
            return True
        if document.id not in self._places:  # a long text takes a while to look through
            self._places[document.id] = frozenset(found.name for found in find_places(document.text))
        return place in self._places[document.id]

    def places_titled(self, document: Document) -> frozenset[str]:
        """The places that the title of a document names."""
        if document.id not in self._places_titled:
            self._places_titled[document.id] = frozenset(p.name for p in find_places(document.title))
        return self._places_titled[document.id]

    @cached_property
    def frequency(self) -> Mapping[str, int]:
        """How many chunks have each word, lower case with its diacritics."""
        frequency: Counter[str] = Counter()
        for chunk in self.catalog.chunks:
            frequency.update(set(words(plain(chunk.text))))
        return frequency

    def weight(self, word: str) -> float:
        """Inverse document frequency of a word among the chunks; a word that none has weighs most."""
        smoothed = self.frequency.get(word, 0) + judging().evidence.smoothing
        return math.log((len(self.catalog.chunks) + 1) / smoothed)


def _clause(row: Target | Responsibility) -> Key:
    return row.document_id, row.section_id


def _document(row: Section | Chunk | Target | Responsibility) -> str:
    return row.document_id


def _grouped(rows: Iterable[_Row], key: Callable[[_Row], _By]) -> dict[_By, list[_Row]]:
    """The rows by their key, in their order."""
    groups: dict[_By, list[_Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups
