"""What an answer says of the force of its clauses: what is old is called old, with what has taken its place and since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line, Source
from assistant.documents import unmarked
from assistant.documents.citations import spell_address, vietnamese_date
from assistant.index import Standing
from assistant.judging import judging
from assistant.language.text import fold, plain
from assistant.messages.phrases import sentence
from assistant.types import Document, Relation, Section

_MOST_NOTES = 6  # about what was amended, below an answer
_MOST_BELOW = 12  # clauses of new text that are shown


def with_standing(draft: Draft, case: Case) -> Draft:
    """The draft with what is not in force on the day called so, and with what was before beside what is."""
    return _Teller(draft, case).told()


def tell_standing(case: Case, document: Document) -> Line | None:
    """That a document is not in force, and why; None of one that is."""
    standing = case.reference.force.document(document.id)
    return (
        None if standing.state == "in_force" else _Teller(case.draft(), case).of_document(document, standing)
    )


def tell_successors(case: Case, document: Document) -> list[Line]:
    """Which documents have replaced, repealed or amended one, or will."""
    teller, force = _Teller(case.draft(), case), case.reference.force
    told: dict[str, Line] = {}
    for relation in force.successors(document.id):
        whole = relation.address is None and relation.change in ("replace", "repeal")
        if whole or relation.document_id not in told:
            key = f"document_{relation.change}" if whole else "document_amend"
            told[relation.document_id] = teller.tell(replace(relation, address=None), key)
    coming = (
        teller.tell(relation, f"will_{relation.change}") for relation in force.coming(document.id, None)
    )
    return [*told.values(), *coming]


def _counterpart(own: Section, others: Sequence[Section]) -> Section | None:
    """The clause of another document that says most nearly the same, where one does."""
    words = set(fold(plain(own.text)).split())
    best, most = None, judging().choice.alike
    for section in others:
        other = set(fold(plain(section.text)).split())
        share = len(words & other) / len(words | other) if words | other else 0.0
        if section.kind == own.kind and share >= most:
            best, most = section, share
    return best


def _conflicts(draft: Draft, case: Case) -> Iterator[str]:
    """Where another file of a document that is cited states other figures."""
    cited = {(s.document_id, s.section_id) for line in draft.lines for s in line.sources}
    for conflict in case.reference.catalog.conflicts:
        if (conflict.document_id, conflict.section_id) in cited:
            document = case.reference.documents[conflict.document_id]
            number = document.number or document.short_title
            yield case.say(
                "conflict", number=number, file=document.file, other=conflict.other, quote=conflict.quote
            )


class _Teller:
    def __init__(self, draft: Draft, case: Case) -> None:
        self.draft, self.case = draft, case
        self.reference, self.force = case.reference, case.reference.force
        self.cited = {
            (s.document_id, s.section_id)
            for line in draft.lines
            for s in line.sources
            if self.force.clause(s.document_id, s.section_id).state == "in_force"
        }
        self.notes: dict[object, Line] = {}
        self.told_of: set[Relation] = set()

    def told(self) -> Draft:
        """The draft, line by line; notes on what has changed stand last."""
        lines: list[Line] = []
        headed: set[str] = set()
        for line in self.draft.lines:
            for source in line.sources:
                document = self.reference.documents[source.document_id]
                standing = self.force.document(document.id)
                if standing.state != "in_force" and document.id not in headed:
                    headed.add(document.id)
                    head = self.of_document(document, standing)
                    lines += [] if any(line.text == head.text for line in self.draft.lines) else [head]
            lines += self._line(line)
        lines += self._put_in(lines)
        if (summary := self.case.query.summary) and summary.firm:
            for document_id in dict.fromkeys(s.document_id for line in lines for s in line.sources):
                for told in tell_successors(self.case, self.reference.documents[document_id]):
                    self.notes.setdefault(told.text, told)
        if self.case.query.facts is None:  # else the answer tells of force by itself
            lines += list(self.notes.values())[:_MOST_NOTES]
        warnings = [*self.draft.warnings, *_conflicts(self.draft, self.case)]
        return replace(self.draft, lines=lines, warnings=list(dict.fromkeys(warnings)))

    def _put_in(self, lines: Sequence[Line]) -> Iterator[Line]:
        """What was put into the clauses of which an answer lists the parts."""
        listed = any(line.bullet for line in lines)
        heads = {(s.document_id, s.section_id) for line in lines if not line.bullet for s in line.sources}
        for relation in self.force.insertions() if listed else ():
            at = (relation.target, relation.clause)
            if at in heads and relation.content and not self._is_cited(relation):
                yield from (replace(each, bullet=True) for each in self._new(relation))
                self.notes[relation] = self.tell(relation, "clause_inserted")

    def _line(self, line: Line) -> list[Line]:
        if not line.sources or (line.kind == "derived" and len(line.sources) > 1):
            return [line]
        states = [self.force.clause(s.document_id, s.section_id) for s in line.sources]
        old = next((n for n, s in enumerate(states) if s.state != "in_force"), None)
        if old is not None:
            return self._old(line, line.sources[old], states[old])
        for source in line.sources:
            self._note(source)
        return [self._reworded(line)]

    def _old(self, line: Line, source: Source, standing: Standing) -> list[Line]:
        """A line from a clause that is not in force: what holds instead, and the line called old."""
        relation, of_document = standing.relation, self.force.document(source.document_id).state != "in_force"
        if standing.state == "not_yet":
            said = self.case.say("not_yet", since=self._since(standing.since), text=line.text)
            return [self._called(line, said)]
        if standing.state == "draft":
            return [self._called(line, self.case.say("draft_text", text=line.text))]
        until = self.case.say("until", day=vietnamese_date(standing.since)) if standing.since else ""
        said = self.case.say("old_until" if until else "old", until=until, text=line.text)
        called = self._called(line, said)
        if of_document or relation is None:
            return [called]
        first = relation not in self.told_of
        self.told_of.add(relation)
        if standing.state == "repealed":
            return [*([self.tell(relation, "clause_repealed")] if first else []), called]
        new = list(self._new(relation)) if first and not self._is_cited(relation) else []
        self.notes.setdefault(relation, self.tell(relation, "clause_amended"))
        return [*(replace(each, bullet=each.bullet or line.bullet) for each in new), called]

    def _called(self, line: Line, text: str) -> Line:
        if not line.cells:
            return replace(line, text=text, kind="derived")
        (first, sources), *rest = line.cells
        marked = (self.case.say("old_cell", text=first), sources)
        return replace(line, text=text, cells=(marked, *rest), kind="derived")

    def _is_cited(self, relation: Relation) -> bool:
        """Whether the new text of an amendment is in the answer already."""
        return any(self.force.origin(*key) is relation for key in self.cited)

    def _new(self, relation: Relation) -> Iterator[Line]:
        """The text that an amendment puts in place."""
        where = self._named(relation)
        for root in relation.content:
            section = self.reference.sections[relation.document_id, root]
            yield Line.of(self.case.say("clause", where=where, text=sentence(unmarked(section))), section)
            for below in self.reference.children(section)[:_MOST_BELOW]:
                yield Line.of(sentence(unmarked(below)), below, bullet=True)
        if relation.end:
            by = self.reference.documents[relation.document_id]
            whole = self.reference.sections[relation.document_id, relation.section_id or ""]
            text = by.text[relation.start : relation.end]
            cut = replace(whole, start=relation.start, end=relation.end, text=text)
            yield Line.of(self.case.say("clause", where=where, text=sentence(plain(text))), cut)

    def tell(self, relation: Relation, key: str) -> Line:
        """That an amendment changed a clause, since when."""
        since = self._since(relation.since)
        said = self.case.say(key, clause=self._named(relation), since=since, by=self._by(relation))
        return Line.of(said[:1].upper() + said[1:], *self._saying(relation), kind="derived")

    def _note(self, source: Source) -> None:
        """What is told below an answer of a clause in force: since when, in place of what."""
        key = (source.document_id, source.section_id)
        if (relation := self.force.origin(*key)) and relation not in self.notes:
            told = self.tell(relation, "clause_inserted" if relation.change == "insert" else "clause_amended")
            self.notes[relation] = told
            before = self.reference.sections.get((relation.target or "", relation.clause or ""))
            if before and relation.change == "replace":
                said = sentence(unmarked(before))
                text = self.case.say("before_amended", text=said)
                self.notes[relation] = Line.of(
                    f"{told.text} {text}", *self._saying(relation), before, kind="derived"
                )
        if noted := self.force.note(*key):
            section = self.reference.sections[noted.document_id, noted.section_id or ""]
            cited = any(s.section_id == section.id for line in self.draft.lines for s in line.sources)
            if not cited:
                self.notes[noted] = Line.of(sentence(unmarked(section)), section)
        for relation in self.force.coming(*key):
            self.notes[relation] = self.tell(relation, f"will_{relation.change}")
        for relation in self.force.predecessors(source.document_id):
            self._replaced(relation, source)
        for relation in self.force.coming(source.document_id, None):
            self.notes[relation] = self.tell(relation, f"will_{relation.change}")

    def _replaced(self, relation: Relation, source: Source) -> None:
        """What the replaced document said in the same place."""
        if relation in self.notes:
            return
        told = self.tell(relation, f"document_{relation.change}")
        self.notes[relation] = told
        own = self.reference.sections[source.document_id, source.section_id]
        before = _counterpart(own, self.reference.sections_of(str(relation.target)))
        if before is not None and plain(before.text) != plain(own.text):
            text = self.case.say("before_amended", text=sentence(unmarked(before)))
            self.notes[relation] = Line.of(
                f"{told.text} {text}", *self._saying(relation), before, kind="derived"
            )

    def _reworded(self, line: Line) -> Line:
        """A line in whose clause words have made way for others, in the new words."""
        for source in line.sources:
            for phrase in self.force.phrases(source.document_id, source.section_id):
                old, new = str(phrase.old), str(phrase.new)
                if old not in line.text and (not new or new not in line.text):
                    continue
                saying = tuple(map(Source.of, self._saying(phrase)))
                line = replace(
                    line, text=line.text.replace(old, new), sources=tuple(dict.fromkeys((*line.sources, *saying))),
                    cells=tuple((text.replace(old, new), cited) for text, cited in line.cells),
                )  # fmt: skip
                key = "phrase_changed" if new else "phrase_dropped"
                since = self._since(phrase.since)
                said = self.case.say(key, old=old, new=new, since=since, by=self._by(phrase))
                self.notes[phrase] = Line.of(said, *self._saying(phrase), kind="derived")
        return line

    def of_document(self, document: Document, standing: Standing) -> Line:
        """That a document which is cited is not in force."""
        name, relation = document.short_title, standing.relation
        by = self._by(relation) if relation else ""
        said = self.case.say(
            f"standing_{standing.state}", name=name, since=self._since(standing.since), by=by
        )
        return Line.of(said, *(self._saying(relation) if relation else ()), kind="derived")

    def _named(self, relation: Relation) -> str:
        """The changed clause with its document."""
        target = self.reference.documents.get(relation.target or "")
        name = target.short_title if target else self.case.say("not_loaded", number=relation.number)
        if relation.address is None:
            return name
        return f"{relation.address} {name}"

    def _by(self, relation: Relation) -> str:
        """The clause that changed it, with its document."""
        by = self.reference.documents[relation.document_id]
        section = self.reference.sections.get((by.id, relation.section_id or ""))
        return f"{spell_address(section.address)} {by.short_title}" if section else by.short_title

    def _saying(self, relation: Relation) -> Sequence[Section]:
        section = self.reference.sections.get((relation.document_id, relation.section_id or ""))
        return [section] if section else []

    def _since(self, day: str | None) -> str:
        return self.case.say("since", day=vietnamese_date(day)) if day else ""
