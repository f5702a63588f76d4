"""The library with what composing an answer looks up by the words of the question: duties, targets, documents meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from assistant.answers.evidence import Evidence, Judge, plain_name
from assistant.answers.figures import counts
from assistant.answers.outline import Outline
from assistant.checks import Background
from assistant.documents import headings_of
from assistant.index import Force, Library
from assistant.judging import judging
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.text import fold
from assistant.types import Catalog, Chunk, Document, Query, Responsibility, Section, Target

_PERIODS = 8  # periods of one target that an answer states


class Reference(Library):
    """A library of what is in force on a day, today unless one is named; it judges clauses and rows against questions."""

    def __init__(self, catalog: Catalog, day: date | None = None) -> None:
        self.force = Force(catalog, day or date.today())
        super().__init__(self.force.in_force(catalog))
        self._folded_titles: dict[str, str] = {}
        self._plain_texts: dict[str, str] = {}
        self._labelled: dict[str, tuple[tuple[Responsibility, tuple[Section, ...]], ...]] = {}
        self._times_alone: dict[str, frozenset[str]] = {}

    def amending(self, document_ids: Collection[str]) -> frozenset[str]:
        """The documents whose amendments of some others hold."""
        return frozenset(r.document_id for of in document_ids for r in self.force.successors(of) if r.content)

    def are_one(self, one: str, other: str) -> bool:
        """Whether one of two documents amends the other, so that together they say what holds."""
        return other in self.amending([one]) or one in self.amending([other])

    def in_force_of(self, named: Collection[str]) -> Catalog:
        """The catalog with the register rows of documents that are in force on the day, and of those that are named."""
        ended = {d.id for d in self.catalog.documents if not self.force.is_valid(d.id)}.difference(named)
        if not ended:
            return self.catalog
        targets = tuple(row for row in self.catalog.targets if row.document_id not in ended)
        duties = tuple(row for row in self.catalog.responsibilities if row.document_id not in ended)
        return replace(self.catalog, targets=targets, responsibilities=duties)

    @cached_property
    def judge(self) -> Judge:
        """What judges clauses, by how rare words are here."""
        return Judge(self)

    @cached_property
    def outline(self) -> Outline:
        """The headings that have something to list."""
        return Outline(self)

    @cached_property
    def background(self) -> Background:
        """What the check of sentences knows of the corpus."""
        return Background(self)

    def duty(self, evidence: Evidence) -> Responsibility | None:
        """The duty that a clause gives."""
        return next(iter(self.duties.get((evidence.chunk.document_id, evidence.chunk.section_id), ())), None)

    def labelled(self, document_id: str) -> tuple[tuple[Responsibility, tuple[Section, ...]], ...]:
        """The duties of a document whose fields stand under labels in clauses of their own, with these behind the task's."""
        if document_id not in self._labelled:
            found = []
            for row in self.duties_of(document_id):
                task = self.sections[document_id, row.section_id]
                if row.start < task.start or task.end < row.end:
                    fields = [
                        s for s in self.sections_of(document_id) if row.start <= s.start and s.end <= row.end
                    ]
                    found.append((row, tuple({s.id: s for s in (task, *fields)}.values())))
            self._labelled[document_id] = tuple(found)
        return self._labelled[document_id]

    def is_time_alone(self, chunk: Chunk) -> bool:
        """Whether a clause only says when its task is done, under a label: of which task, it does not say."""
        if chunk.document_id not in self._times_alone:  # asked of each clause that was found
            self._times_alone[chunk.document_id] = frozenset(
                section.id
                for row, (_, *fields) in self.labelled(chunk.document_id)
                for section in fields
                if row.deadline is not None and row.deadline.written in section.text
            )
        return chunk.section_id in self._times_alone[chunk.document_id]

    def asked_duty(self, query: Query, section: Section) -> Responsibility | None:
        """Of the duties that a clause gives, the one that a question is about."""
        rows = self.duties.get((section.document_id, section.id), [])
        if len(rows) < 2:
            return next(iter(rows), None)
        above = " ".join(section.headings)
        return max(
            rows,
            key=lambda row: (
                not query.agencies or any(agency in query.agencies for agency in row.agencies),
                self.judge.coverage(query, row.document_id, row.quote, above),
            ),
        )

    def narrowed(self, query: Query, scope: Sequence[Document]) -> tuple[Document, ...]:
        """Of several documents those that a question names; of one place's, those whose title it speaks of."""
        wanted = {*query.documents, *self.amending(query.documents)}
        if asked := tuple(d for d in scope if d.id in wanted):
            return asked
        kept: set[str] = set()
        terms = _title_terms(query)
        by_place: dict[str | None, list[Document]] = {}
        for document in scope:
            by_place.setdefault(document.place, []).append(document)
        for documents in by_place.values():
            of_place = [d for d in documents if d.tier == "official"]
            named = {d.id: {term for term in terms if f" {term} " in self._title(d)} for d in of_place}
            common = set.intersection(*named.values()) if named else set()
            most = max((len(pairs - common) for pairs in named.values()), default=0)
            kept |= {d.id for d in documents if d.tier == "press" or len(named[d.id] - common) == most}
        return tuple(d for d in scope if d.id in kept)

    def _title(self, document: Document) -> str:
        """The folded words of a document's title in order, with a space at both ends."""
        if document.id not in self._folded_titles:
            self._folded_titles[document.id] = f" {fold(' '.join(words(document.title)))} "
        return self._folded_titles[document.id]

    def names_any(self, document: Document, names: Sequence[str]) -> bool:
        """Whether a document's text has one of some names, as `plain_name` writes them."""
        if document.id not in self._plain_texts:  # a long text takes a while to look through
            self._plain_texts[document.id] = plain_name(document.text)
        return any(name in self._plain_texts[document.id] for name in names)

    def beside_title(self, query: Query, document: Document) -> tuple[str, ...]:
        """The focus of a question without the words that only name the document's own subject."""
        title = self.title_words(document)
        return tuple(w for w in query.focus_words if fold(w) not in title)

    def target_coverage(self, query: Query, row: Target) -> float:
        """Share of a question's subject that a target speaks of, with what it is a part of and what stands above it, 0 to 1."""
        parent, section = self.parent(row), self.sections[row.document_id, row.section_id]
        own = " ".join(filter(None, (row.indicator, row.unit, parent.indicator if parent else None)))
        return self.judge.coverage(query, row.document_id, own, " ".join(headings_of(section)))

    def closest_targets(self, query: Query, scope: Sequence[Document]) -> list[Target]:
        """The one target of each document that a question is about, for each period that fits; none where that is not clear."""
        tie = judging().choice.target_tie
        found: list[tuple[float, list[Target]]] = []
        for document in scope:
            rows = [
                r
                for r in self.targets_of(document.id)
                if r.value is not None
                and not r.unsure
                and counts(query, r)
                and (not query.periods or _holds_for(r, query))
            ]
            scored = sorted(((self.target_coverage(query, r), -n) for n, r in enumerate(rows)), reverse=True)
            if not scored or scored[0][0] < judging().evidence.sure:
                continue
            best = rows[-scored[0][1]]
            rivals = [rows[-n] for share, n in scored if share > scored[0][0] - tie]
            # Several columns of one table row, such as quantity and value, are all told.
            if all(
                best.indicator_name == r.indicator_name or best.section_id == r.section_id for r in rivals
            ):
                names = {rival.indicator_name for rival in rivals}
                found.append((scored[0][0], [r for r in rows if r.indicator_name in names]))
        top = max((share for share, _ in found), default=0.0)
        return [row for share, rows in found if share > top - tie for row in rows[:_PERIODS]]

    def asked_target(self, query: Query, section: Section) -> Target | None:
        """The target row of a clause that a question is about, where that is clear."""
        rows = [r for r in self.targets.get((section.document_id, section.id), []) if r.value is not None]
        if query.periods and len({row.period for row in rows}) > 1:
            rows = [row for row in rows if _holds_for(row, query)]
        if query.counted and any(counts(query, row) for row in rows):
            rows = [row for row in rows if counts(query, row)]
        scored = sorted(((self.share(query, row), -n) for n, row in enumerate(rows)), reverse=True)
        constants = judging().choice
        least = 0.0 if section.kind == "table_row" and len(rows) == 1 else constants.named
        if not scored or scored[0][0] < least:
            return None
        if len(scored) > 1 and scored[1][0] > scored[0][0] - constants.subject_tie:
            return None
        return rows[-scored[0][1]]

    def is_clear(self, query: Query, row: Target) -> bool:
        """Whether a question names a target, or no other of its document, kind and period has as many of its words."""
        share = self.share(query, row)
        asked, own = {fold(word) for word in query.focus_words}, [fold(w) for w in words(row.indicator_name)]
        if sum(word in asked for word in own) >= judging().evidence.sure * len(own):
            return counts(query, row)
        return counts(query, row) and not any(
            self.share(query, other) >= share
            for other in self.targets_of(row.document_id)
            if other.indicator_name != row.indicator_name
            and other.value is not None
            and counts(query, other)
            and (not query.periods or _holds_for(other, query))
        )

    def share(self, query: Query, row: Target) -> float:
        """Share of the question's subject that the words of a row's indicator cover."""
        held = {fold(word) for word in words(row.indicator)}
        weights = [(self.weight(word), fold(word) in held) for word in query.focus_words]
        total = sum(weight for weight, _ in weights)
        return sum(weight for weight, there in weights if there) / total if total else 0.0


def _title_terms(query: Query) -> set[str]:
    """Words of a question's subject, and neighbouring pairs of them, folded; those of authorities name no document's subject."""
    focus = [fold(word or "") for word in query.focus]
    for start, end in find_phrases([word or "" for word in query.focus], load_lexicon().authorities):
        focus[start:end] = [""] * (end - start)
    return {word for word in focus if word} | {f"{a} {b}" for a, b in pairwise(focus) if a and b}


def _holds_for(row: Target, query: Query) -> bool:
    return row.period is not None and any(map(row.period.answers, query.periods))
