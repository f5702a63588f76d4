"""A catalog with what composing an answer looks up: documents, clauses, register rows by clause, short names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from assistant.evidence import Evidence, Judge
from assistant.lexicon import words
from assistant.listing import Outline
from assistant.text import fold
from assistant.types import Catalog, Chunk, Document, Query, Responsibility, Section, Target
from assistant.understanding import leading_number

Key = tuple[str, str]  # document id, section id


class Reference:
    """Lookups over one catalog, made once for each generation of the index."""

    def __init__(self, catalog: Catalog, judge: Judge) -> None:
        self.catalog = catalog
        self.judge = judge
        self.documents = {d.id: d for d in catalog.documents}
        self.sections: dict[Key, Section] = {(s.document_id, s.id): s for s in catalog.sections}
        self.duties: dict[Key, Responsibility] = {
            (r.document_id, r.section_id): r for r in catalog.responsibilities
        }

    @cached_property
    def outline(self) -> Outline:
        """The headings that have something to list."""
        return Outline(self.catalog, self.judge)

    @cached_property
    def targets(self) -> dict[Key, list[Target]]:
        """The target rows of each clause that has any."""
        rows: dict[Key, list[Target]] = {}
        for target in self.catalog.targets:
            rows.setdefault((target.document_id, target.section_id), []).append(target)
        return rows

    def section(self, chunk: Chunk) -> Section:
        """The clause that a chunk is, or is a piece of."""
        return self.sections[chunk.document_id, chunk.section_id]

    def duty(self, evidence: Evidence) -> Responsibility | None:
        """The duty that a clause gives."""
        return self.duties.get((evidence.chunk.document_id, evidence.chunk.section_id))

    def children(self, section: Section) -> list[Section]:
        """The clauses directly below one, in order."""
        return [
            s
            for s in self.catalog.sections
            if s.parent == section.id and s.document_id == section.document_id
        ]

    def name(self, document: Document) -> str:
        """What a document is called in an answer: its place where that tells it apart, else its short title."""
        same = [d for d in self.catalog.documents if d.place == document.place and d.tier == document.tier]
        told_apart = len(same) == 1 or document.tier == "press"
        return document.place if document.place and told_apart else document.short_title

    def names(self, documents: Sequence[Document]) -> str:
        """The names of several documents, official ones where there are any, each once."""
        official = [d for d in documents if d.tier == "official"]
        return ", ".join(dict.fromkeys(self.name(d) for d in official or documents))

    def narrowed(self, query: Query, scope: Sequence[Document]) -> tuple[Document, ...]:
        """Of several documents those that a question names by number; of one place's, those whose title it speaks of."""
        numbered = tuple(d for d in scope if d.number and leading_number(d.number) in query.numbers)
        if numbered:
            return numbered
        kept: list[Document] = []
        for place in dict.fromkeys(d.place for d in scope):
            of_place = [d for d in scope if d.place == place and d.tier == "official"]
            named = {d.id: self._title_terms(query, d) for d in of_place}
            common = set.intersection(*named.values()) if named else set()
            most = max((len(pairs - common) for pairs in named.values()), default=0)
            kept += [
                d
                for d in scope
                if d.place == place and (d.tier == "press" or len(named[d.id] - common) == most)
            ]
        return tuple(d for d in scope if d in kept)

    @staticmethod
    def _title_terms(query: Query, document: Document) -> set[str]:
        """Words of a question's subject, and neighbouring pairs of them, that stand in a document's title."""
        title = f" {' '.join(fold(w) for w in words(document.title))} "
        terms = [fold(w) for w in query.focus_words]
        terms += [f"{fold(a)} {fold(b)}" for a, b in pairwise(query.focus) if a and b]
        return {term for term in terms if f" {term} " in title}

    def beside_title(self, query: Query, document: Document) -> tuple[str, ...]:
        """The focus of a question without the words that only name the document's own subject."""
        title = {fold(w) for w in words(document.title)}
        return tuple(w for w in query.focus_words if fold(w) not in title)

    def asked_target(self, query: Query, section: Section) -> Target | None:
        """The target row of a clause that a question is about, where that is clear."""
        rows = [r for r in self.targets.get((section.document_id, section.id), []) if r.value is not None]
        scored = sorted(((self.share(query, row), -n) for n, row in enumerate(rows)), reverse=True)
        if not scored or scored[0][0] < 0.5 or (len(scored) > 1 and scored[1][0] > scored[0][0] - 0.1):
            return None
        return rows[-scored[0][1]]

    def share(self, query: Query, row: Target) -> float:
        """Share of the question's subject that the words of a row's indicator cover."""
        held = {fold(word) for word in words(row.indicator)}
        weights = [(self.judge.weight(word), fold(word) in held) for word in query.focus_words]
        total = sum(weight for weight, _ in weights)
        return sum(weight for weight, there in weights if there) / total if total else 0.0
