"""What documents do to one another, as a whole or clause by clause: as their clauses and the manifest say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.documents.amendments import Operation, read_note, read_operations
from assistant.documents.quotations import QUOTED, is_note, is_quoted
from assistant.language.address_matches import match_addresses, without_last
from assistant.language.addresses import Address
from assistant.language.values import number_key
from assistant.types import Change, Document, Relation, Section

_UNREAD = ("preamble", "recipients", "boilerplate", "table_row", "closing")
_TELLS = re.compile(r"sửa đổi|bổ sung|bãi bỏ|thay|bỏ (?:cụm )?từ|hiệu lực", re.IGNORECASE)
_LOCAL = re.compile(r"ubnd|hdnd")
_CENTRAL = re.compile(r"-cp|-ttg|/qh\d|/tt-|/ttlt-|/l-ctn")  # which no province amends


def find_relations(
    documents: Sequence[Document], sections: Mapping[str, Sequence[Section]]
) -> tuple[Relation, ...]:
    """What the documents of a corpus do to one another, in their order; `sections` are the clauses of each, by its id."""
    return tuple(r for document in documents for r in relations_of(document, documents, sections))


def relations_of(
    document: Document, documents: Sequence[Document], sections: Mapping[str, Sequence[Section]]
) -> tuple[Relation, ...]:
    """What one document of a corpus does to the others."""
    return tuple(_Corpus(documents, sections).of(document))


@dataclass(frozen=True, slots=True)
class _Corpus:
    documents: Sequence[Document]
    sections: Mapping[str, Sequence[Section]]

    def of(self, document: Document) -> Iterator[Relation]:
        """What one document does to others, and to clauses of its own."""
        since = document.effective or document.date
        for number in (*document.replaces, *document.amends):
            change: Change = "replace" if number in document.replaces else "amend"
            target = self._target(number, None, document)
            yield Relation(
                document.id, None, change, number, target.id if target else None, None, None, since
            )
        by_id = {section.id: section for section in self.sections[document.id]}
        children: dict[str | None, list[Section]] = {}
        for section in by_id.values():
            children.setdefault(section.parent, []).append(section)
        for section in by_id.values():
            if section.kind in _UNREAD or f".{QUOTED}" in section.id or not _TELLS.search(section.text):
                continue
            if is_note(section):
                yield from _noted(document, section, by_id)
                continue
            above = _above(section, by_id)
            quoted = tuple(child.id for child in children.get(section.id, ()) if is_quoted(child))
            for operation in read_operations(section.text, [s.text for s in above], document.title):
                yield from self._relations(document, section, operation, quoted, since)

    def _relations(
        self,
        document: Document,
        section: Section,
        operation: Operation,
        quoted: tuple[str, ...],
        since: str | None,
    ) -> Iterator[Relation]:
        own = operation.number is None
        if (
            not own
            and _CENTRAL.search(number_key(operation.number or ""))
            and _LOCAL.search(number_key(document.number or ""))
        ):
            return  # a proposal to amend it, at most
        target = document if own else self._target(operation.number or "", operation.dated, document)
        if own and operation.change != "start":
            return
        if target is document and not own:
            return
        content = quoted if operation.change in ("replace", "insert") else ()
        start, end = operation.span if operation.span and not content else (0, 0)
        relation = Relation(
            document.id, section.id, operation.change, operation.number or document.number or "",
            target.id if target else None, None, None, operation.since or since, content,
            section.start + start if end else 0, section.start + end if end else 0, operation.old, operation.new,
        )  # fmt: skip
        if not operation.addresses:
            yield relation
        for address in operation.addresses:
            at = without_last(address) if operation.change == "insert" else address
            found = self._clause(target, at, attached=operation.attached) if target and at else None
            yield replace(relation, address=str(address), clause=found)

    def _target(self, number: str, dated: str | None, by: Document) -> Document | None:
        """The document of a number: of the day that is named with it, and of the place of the one that names it."""
        key = number_key(number)
        same = [d for d in self.documents if d.number and number_key(d.number) == key and d.id != by.id]
        if dated:
            same = [d for d in same if d.date in (dated, None)]
        if _LOCAL.search(key):
            same = [d for d in same if None in (d.place, by.place) or d.place == by.place]
        if by.date:
            same = [d for d in same if d.date is None or d.date <= by.date]
        return same[0] if len(same) == 1 else None

    def _clause(self, target: Document, address: Address, *, attached: bool) -> str | None:
        """The clause of a document that an address means; of a regulation that a decision issues, where that is said."""
        own = [s for s in self.sections[target.id] if not is_note(s) and f".{QUOTED}" not in s.id]
        steps = [s.address.steps for s in own]
        if attached:
            again = tuple(
                tuple(replace(step, copy=2) if step.level == "article" else step for step in segment)
                for segment in address.segments
            )
            if found := match_addresses(replace(address, segments=again), steps):
                return own[found[0]].id
        found = match_addresses(address, steps)
        return own[found[0]].id if found else None


def under_amended_headings(
    relations: Sequence[Relation], sections: Mapping[str, Sequence[Section]]
) -> dict[str, tuple[Section, ...]]:
    """The clauses of documents that quote new text, by document: that text stands under the headings of what it amends too."""
    by_id = {(s.document_id, s.id): s for own in sections.values() for s in own}
    above: dict[tuple[str, str], tuple[str, ...]] = {}
    for relation in relations:
        target = by_id.get((relation.target or "", relation.clause or ""))
        if target is None:
            continue
        headings = target.headings
        if relation.change == "insert" and target.heading:
            headings = (*headings, target.heading)
        for root in relation.content:
            above[relation.document_id, root] = headings
    changed: dict[str, tuple[Section, ...]] = {}
    for document_id in {document_id for document_id, _ in above}:
        inside: dict[str, tuple[str, ...]] = {}
        own: list[Section] = []
        for section in sections[document_id]:
            headings = above.get((document_id, section.id), inside.get(section.parent or "", ()))
            inside[section.id] = headings
            own.append(replace(section, headings=(*section.headings, *headings)) if headings else section)
        changed[document_id] = tuple(own)
    return changed


def _above(section: Section, by_id: Mapping[str, Section]) -> list[Section]:
    """The clauses above one, the nearest first."""
    above: list[Section] = []
    while section.parent is not None:
        section = by_id[section.parent]
        above.append(section)
    return above


def _noted(document: Document, note: Section, by_id: Mapping[str, Section]) -> Iterator[Relation]:
    """What a note of a consolidated text tells of the clause that refers to it."""
    told = read_note(note.text)
    of = by_id.get(note.parent or "")
    if told is None or of is None:
        return
    change: Change = "repeal" if told.change == "repeal" else "note"
    yield Relation(
        document.id, note.id, change, told.number or "", document.id, str(of.address), of.id, told.since
    )
