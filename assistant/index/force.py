"""What is in force on a day: each document and clause as the relations between documents leave it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from assistant.language.bodies import agency_names
from assistant.language.text import fold
from assistant.types import Catalog, Document, Relation, Responsibility, Section, Target

Key = tuple[str, str]  # document id, section id
State = Literal[
    "in_force",
    "amended",  # other words have taken the place of a clause
    "repealed",
    "replaced",  # another document has taken the place of the document
    "expired",
    "draft",
    "not_yet",
]
_DRAFT = ("du thao", "draft")
# Of a status that a person wrote, without diacritics; "chưa hết hiệu lực" is none.
_ENDED = re.compile(
    r"(?<!chua )(?<!chua bi )(?:het hieu luc|bi thay the|bi bai bo|khong con|expired|replaced|repealed)"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document or a clause stands on a day: since when, and what made it so."""

    state: State = "in_force"
    since: str | None = None  # the first day of this state; of "not_yet" the first day in force
    relation: Relation | None = None


IN_FORCE = Standing()


class Force:
    """The state of a catalog's documents and clauses on one day."""

    def __init__(self, catalog: Catalog, day: date) -> None:
        self.day = day
        self.days = days_of_change(catalog)
        self._documents = {document.id: document for document in catalog.documents}
        self._by: dict[str, list[Relation]] = {}
        self._of: dict[str, list[Relation]] = {}
        for relation in catalog.relations:
            self._by.setdefault(relation.document_id, []).append(relation)
            if relation.target and relation.target != relation.document_id:
                self._of.setdefault(relation.target, []).append(relation)
        touched = {r.target for r in catalog.relations} | {r.document_id for r in catalog.relations}
        self._sections: dict[Key, Section] = {}
        self._below: dict[Key, list[str]] = {}
        for section in catalog.sections:
            if section.document_id in touched:
                self._sections[section.document_id, section.id] = section
                self._below.setdefault((section.document_id, section.parent or ""), []).append(section.id)
        self._ended = {document.id: self._standing(document) for document in catalog.documents}
        self._clauses: dict[Key, Standing] = {}
        self._origins: dict[Key, Relation] = {}
        self._phrases: dict[Key, list[Relation]] = {}
        self._notes: dict[Key, Relation] = {}
        for relation in sorted(catalog.relations, key=lambda r: r.since or ""):
            if self.document(relation.document_id).state != "draft":
                self._apply(relation)

    @property
    def out(self) -> frozenset[Key]:
        """The clauses that are not in force while their documents are."""
        return frozenset(self._clauses)

    def document(self, document_id: str) -> Standing:
        """How a document stands."""
        return self._ended.get(document_id, IN_FORCE)

    def is_valid(self, document_id: str) -> bool:
        """Whether a document is no draft and has not ended; one that comes into force later is valid."""
        return self.document(document_id).state in ("in_force", "not_yet")

    def clause(self, document_id: str, section_id: str) -> Standing:
        """How a clause stands; as its document does, where that is not in force."""
        of_document = self.document(document_id)
        if of_document.state != "in_force":
            return of_document
        return self._clauses.get((document_id, section_id), IN_FORCE)

    def origin(self, document_id: str, section_id: str) -> Relation | None:
        """The amendment whose new text a clause is, or is a part of."""
        return self._origins.get((document_id, section_id))

    def phrases(self, document_id: str, section_id: str) -> Sequence[Relation]:
        """The words in a clause that have made way for others."""
        return self._phrases.get((document_id, section_id), ())

    def reword(self, document_id: str, section_id: str, text: str) -> str:
        """Words of a clause as they are on the day."""
        for phrase in self.phrases(document_id, section_id):
            text = text.replace(str(phrase.old), str(phrase.new))
        return text

    def note(self, document_id: str, section_id: str) -> Relation | None:
        """What a consolidated text notes of a clause."""
        return self._notes.get((document_id, section_id))

    def successors(self, document_id: str) -> list[Relation]:
        """By what a document, or a clause of it, has been replaced, repealed or amended until the day."""
        return [r for r in self._of.get(document_id, ()) if self._holds(r)]

    def predecessors(self, document_id: str) -> list[Relation]:
        """What a document has replaced or repealed as a whole until the day, of what is in the corpus."""
        own = self._by.get(document_id, ())
        return [r for r in own if r.target and r.target != document_id and _of_whole(r) and self._holds(r)]

    def insertions(self) -> list[Relation]:
        """The clauses that have been put into others until the day."""
        every = (r for relations in self._of.values() for r in relations if r.change == "insert")
        return [
            r
            for r in every
            if r.clause and self._holds(r) and self.document(str(r.target)).state == "in_force"
        ]

    def coming(self, document_id: str, section_id: str | None) -> list[Relation]:
        """What will replace or repeal a clause, or the document as a whole, after the day."""
        return [
            r
            for r in self._of.get(document_id, ())
            if r.clause == section_id and r.change in ("replace", "repeal") and (r.address is None) == (section_id is None)
            and not self._holds(r) and not _is_draft(self._documents[r.document_id])
        ]  # fmt: skip

    def in_force(self, catalog: Catalog) -> Catalog:
        """A catalog without the register rows of clauses that are not in force, in the words that hold."""
        if not self._clauses and not self._phrases:
            return catalog
        return replace(
            catalog,
            targets=tuple(self._reworded_target(r) for r in catalog.targets if _key(r) not in self._clauses),
            responsibilities=tuple(
                self._reworded_duty(r) for r in catalog.responsibilities if _key(r) not in self._clauses
            ),
        )

    def _holds(self, relation: Relation) -> bool:
        """Whether a relation has taken effect: a draft's has not, and one without a day has."""
        by = self._documents[relation.document_id]
        return not _is_draft(by) and (relation.since is None or relation.since <= self.day.isoformat())

    def _standing(self, document: Document) -> Standing:
        today = self.day.isoformat()
        if _is_draft(document):
            return Standing("draft")
        ends = [r for r in self._of.get(document.id, ()) if _of_whole(r) and self._holds(r)]
        if ends:
            first = min(ends, key=lambda r: r.since or "")
            return Standing("replaced" if first.change == "replace" else "repealed", first.since, first)
        if document.expires and document.expires < today:
            after = date.fromisoformat(document.expires) + timedelta(days=1)
            return Standing("expired", after.isoformat())
        if document.status and _ENDED.search(fold(document.status)):
            return Standing("expired")
        if document.effective and document.effective > today:
            return Standing("not_yet", document.effective)
        return IN_FORCE

    def _apply(self, relation: Relation) -> None:
        target = relation.target
        content = [key for root in relation.content for key in self._within((relation.document_id, root))]
        for key in content:
            self._origins[key] = relation
        if not self._holds(relation):
            self._clauses |= dict.fromkeys(content, Standing("not_yet", relation.since, relation))
            if relation.change == "start" and target and relation.clause:
                coming = Standing("not_yet", relation.since, relation)
                self._clauses |= dict.fromkeys(self._within((target, relation.clause)), coming)
            return
        if target is None:
            return
        ended = self.document(target)
        if ended.state in ("replaced", "repealed", "expired") and content:
            self._clauses |= dict.fromkeys(content, ended)
        changed = self._within((target, relation.clause)) if relation.clause else []
        if relation.change in ("replace", "repeal") and relation.address:
            state = Standing(
                "amended" if relation.change == "replace" else "repealed", relation.since, relation
            )
            gone = [*changed, *self._earlier(relation, set(changed))]
            self._clauses |= dict.fromkeys((key for key in gone if key not in content), state)
        elif relation.change == "phrase" and relation.old:
            whole = (
                [key for key in self._sections if key[0] == target] if relation.address is None else changed
            )
            for key in (*whole, *self._earlier(relation, set(changed))):
                if relation.old in " ".join(self._sections[key].text.split()):
                    self._phrases.setdefault(key, []).append(relation)
        elif relation.change == "note" and relation.clause:
            self._notes[target, relation.clause] = relation

    def _earlier(self, relation: Relation, changed: set[Key]) -> Iterator[Key]:
        """The new text of earlier amendments of the same clause, or of a part of it."""
        for key, origin in self._origins.items():
            if origin is relation or origin.target != relation.target:
                continue
            same = origin.address is not None and _spelled(origin.address) == _spelled(relation.address or "")
            if same or (origin.change == "replace" and (str(origin.target), str(origin.clause)) in changed):
                yield key

    def _within(self, key: Key) -> list[Key]:
        """A clause and all that stand below it."""
        inside, pending = list[Key](), [key]
        while pending:
            clause = pending.pop()
            inside.append(clause)
            pending += [(clause[0], below) for below in self._below.get(clause, ())]
        return inside

    def _reworded_target(self, row: Target) -> Target:
        indicator = self.reword(*_key(row), row.indicator)
        return row if indicator == row.indicator else replace(row, indicator=indicator)

    def _reworded_duty(self, row: Responsibility) -> Responsibility:
        if not self.phrases(*_key(row)):
            return row
        agency, recipient = self.reword(*_key(row), row.agency), row.recipient
        return replace(
            row,
            agency=agency,
            agencies=agency_names(agency) if agency != row.agency else row.agencies,
            task=self.reword(*_key(row), row.task),
            partners=tuple(self.reword(*_key(row), partner) for partner in row.partners),
            recipient=recipient and self.reword(*_key(row), recipient),
        )


def days_of_change(catalog: Catalog) -> list[str]:
    """The days on which something of a corpus comes into force or ends, in order."""
    days = {r.since for r in catalog.relations} | {d.effective for d in catalog.documents}
    ends = (date.fromisoformat(d.expires) + timedelta(days=1) for d in catalog.documents if d.expires)
    return sorted({*filter(None, days), *(day.isoformat() for day in ends)})


def _of_whole(relation: Relation) -> bool:
    """Whether a relation ends a document as a whole."""
    return relation.address is None and relation.change in ("replace", "repeal")


def _is_draft(document: Document) -> bool:
    return fold(document.status or "").startswith(_DRAFT)


def _spelled(address: str) -> tuple[str, ...]:
    return tuple(sorted(fold(address).replace(",", " ").split()))


def _key(row: Target | Responsibility) -> Key:
    return row.document_id, row.section_id
