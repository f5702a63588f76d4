"""Extractive answers: the answer first, then the clauses it rests on; lists and duties whole, with how many of how many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.absence import (
    abstain,
    no_address,
    no_agency,
    no_place,
    not_indexed,
    not_stated,
    without_unsupported,
)
from assistant.answers.choose import Case, Finding, Selector
from assistant.answers.draft import Draft
from assistant.answers.evidence import POSSIBLE, SURE, Evidence, Judge
from assistant.answers.library import Reference
from assistant.answers.outline import Listing
from assistant.answers.ways.comparison import (
    add_comparison,
    add_verdict,
    compare_registers,
    find_sides,
    obstacle,
    sides_of,
)
from assistant.answers.ways.register import answer_from_register
from assistant.documents import unmarked
from assistant.language.addresses import Address
from assistant.language.lexicon import words
from assistant.language.places import find_places
from assistant.language.text import plain, vietnamese_key
from assistant.language.values import find_values
from assistant.messages.phrases import amount_phrase, say, sentence, target_phrase
from assistant.types import Catalog, Coverage, Document, Hit, Query, Responsibility, Section

_MAX_LIST = 40
_MAX_DOCUMENTS = 5  # documents of which each gives its clause of an address
_MAX_PLACES = 8  # clauses of one document that an address may mean, that are shown
_ASKS_FOR_ONE = frozenset(
    ["value", "when", "who", "where_to"]
)  # kinds of question that one part of a clause answers
_AS_GOOD = 0.1  # clauses of an address that speak of the subject as far as this are not told apart
_TELLING = 20  # characters from which an indicator says what its amount is of
# Whoever signs stands below the office in capitals: "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn A" (Decree 30/2020/NĐ-CP, annex I).
_SIGNED = re.compile(
    r"(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CỤC TRƯỞNG|VỤ TRƯỞNG|CHÁNH VĂN PHÒNG)"
)
_ABOUT_DOCUMENT = frozenset(["ký", "ban", "hành", "phát", "người", "văn"])


class Answerer:
    """Composes answers from one catalog; holds no state of a conversation."""

    def __init__(self, catalog: Catalog, judge: Judge) -> None:
        self._reference = Reference(catalog, judge)
        self.selector = Selector(self._reference)

    def answer(self, query: Query, hits: Sequence[Hit], *, allowed: frozenset[str] = frozenset()) -> Draft:
        """The draft of an answer; `allowed` bounds the documents, all when empty. Hits are of all documents.

        What its clauses do not bear out is left out already, and it has something to say.
        """
        draft = self._draft(query, hits, allowed)
        return without_unsupported(draft, query, self._reference)

    def _draft(self, query: Query, hits: Sequence[Hit], allowed: frozenset[str]) -> Draft:
        draft = Draft(self._reference.documents)
        if not words(query.text):
            return abstain(draft, query, "ambiguous", "ambiguous")
        scope = tuple(d for d in self._reference.catalog.documents if not allowed or d.id in allowed)
        for former in query.former_places:
            place = next((found.name for found in find_places(former)), query.places[0])
            draft.add(say("former_place", query.language, former=former, place=place), kind="framing")
        if query.documents:
            # Who names a document by its number asks of that one, whatever place it is of.
            beside = query.places if query.kind == "compare" else ()
            scope = tuple(d for d in scope if d.id in query.documents or d.place in beside)
            # Unless it takes the document for one of a place that is not its own and that it does not speak of.
            at_home = any(self._reference.speaks_of(d, place) for place in query.places for d in scope)
            if not beside and at_home:
                query = replace(query, places=())
        elif (
            query.unindexed and query.kind != "compare" and not_indexed(draft, query, scope, self._reference)
        ):
            return draft
        known = {d.place for d in scope}
        missing = [p for p in query.places if p not in known]
        within_bounds = [hit for hit in hits if not allowed or hit.chunk.document_id in allowed]
        everywhere = self.selector.assess(query, within_bounds)
        if missing and len(missing) == len(query.places):
            elsewhere = replace(query, places=())
            return no_place(
                draft, Case(elsewhere, scope, everywhere, everywhere), missing, self._reference, self.selector
            )
        if missing:
            there_are = ", ".join(sorted(filter(None, known), key=vietnamese_key))
            draft.add(
                say("absent_place", query.language, place=", ".join(missing), known=there_are), kind="absence"
            )
        # "Chỉ tiêu nào chỉ Huế có?" sets one place against all others.
        alone = query.aspect_of is not None and len(query.places) == 1 and len(query.periods) < 2
        if query.places and not alone:
            scope = tuple(d for d in scope if d.place in query.places)
        narrowed = self._reference.narrowed(query, scope)
        first = Draft(self._reference.documents, list(draft.lines), warnings=list(draft.warnings))
        answered = without_unsupported(
            self._dispatch(first, _bounded(query, narrowed, everywhere)), query, self._reference
        )
        if answered.reason is None or len(narrowed) == len(scope) or query.numbers:
            return answered
        # A title that repeats the question's words is no reason to pass over a document that answers it.
        second = self._dispatch(draft, _bounded(query, scope, everywhere))
        return answered if second.reason else second

    def _dispatch(self, draft: Draft, case: Case) -> Draft:
        """One way to answer for each kind of question; the clauses that fit best where no other way holds."""
        query = case.query
        if query.addresses:
            return self._address(draft, case)
        about_document = query.focus_words and not query.values and set(query.focus_words) <= _ABOUT_DOCUMENT
        if about_document and query.kind in ("when", "who", "open", "value"):
            return self._about_document(draft, case)
        if query.of_register and answer_from_register(draft, case, self._reference):
            return draft
        if query.other_agencies and not _names_agency(case):
            return no_agency(draft, case, self._reference)
        if query.kind == "compare":
            return self._compare(draft, case)
        of_body = query.kind in ("duties", "list", "count", "open") or not query.focus_words
        if query.agencies and of_body and self._duties(draft, case):
            return draft
        if query.kind in ("list", "count", "open", "duties"):
            listings = self._reference.outline.find(query, case.scope, sure=query.kind in ("open", "duties"))
            if listings:
                return self._list(draft, query, listings)
        return self._look_up(draft, case)

    def _look_up(self, draft: Draft, case: Case) -> Draft:
        findings = self.selector.findings(case)
        if (
            findings
            and case.query.agencies
            and self.selector.done_by_other(findings[0].evidence[0].coverage, case.evidence)
        ):
            findings = []
        if self._from_register(draft, case, findings):
            return draft
        if not findings:
            return not_stated(draft, case, self._reference, self.selector)
        preferred = self.selector.preferred(case.query, findings)
        for finding in [*preferred, *self.selector.counterparts(case, preferred)]:
            self._state(draft, case.query, finding)
        return draft

    def _from_register(self, draft: Draft, case: Case, findings: Sequence[Finding]) -> bool:
        """Where no clause answers, or a row of a table does: the cell that is asked for, by its column and its row."""
        query = case.query
        best = self._reference.section(findings[0].evidence[0].chunk) if findings else None
        if query.kind not in ("value", "open", "when") or (best is not None and best.kind != "table_row"):
            return False
        if best is None and query.kind != "value":
            return False
        rows = [
            row
            for row in self._reference.closest_targets(query, case.scope)
            if self._reference.sections[row.document_id, row.section_id].kind == "table_row"
        ]
        for row in rows:
            name = self._reference.name(self._reference.documents[row.document_id])
            section = self._reference.sections[row.document_id, row.section_id]
            draft.add(target_phrase(row, name, query.language), section)
        return bool(rows)

    def _compare(self, draft: Draft, case: Case) -> Draft:
        query = case.query
        sides = sides_of(case)
        case = replace(case, scope=sides)
        if (asked := compare_registers(case, self._reference)) is not None:
            add_comparison(draft, query, self._reference, asked)
            return draft
        if in_the_way := obstacle(case, self._reference):
            reason, key, place = in_the_way
            return abstain(draft, query, reason, key, place=place)
        if not query.focus_words:
            if query.agencies and self._duties(draft, case):
                return draft
            if listings := self._reference.outline.find(query, sides):
                return self._list(draft, query, listings)
        if len(query.periods) > 1 and self._across_periods(draft, case):
            return draft
        answered, found = find_sides(case, self.selector)
        if not found:
            return not_stated(draft, case, self._reference, self.selector)
        add_verdict(draft, query, self._reference, found)
        for document in sides:
            if document.id in found:
                self._state(draft, answered.query, found[document.id])
            elif len(query.places) > 1 or len(sides) == 2:
                draft.add(
                    say("only_here", query.language, place=self._reference.name(document)), kind="absence"
                )
        return draft

    def _across_periods(self, draft: Draft, case: Case) -> bool:
        """One target of one document at several periods, and by how much the last differs from the first."""
        query = case.query
        rows = sorted(self._reference.closest_targets(query, case.scope), key=lambda row: row.period or "")
        if len({row.document_id for row in rows}) != 1 or len({row.period for row in rows}) < 2:
            return False
        document = self._reference.documents[rows[0].document_id]
        sections = [self._reference.sections[row.document_id, row.section_id] for row in rows]
        for row, section in zip(rows, sections, strict=True):
            draft.add(target_phrase(row, self._reference.name(document), query.language), section)
        for name in dict.fromkeys(row.indicator_name for row in rows):
            same = [n for n, row in enumerate(rows) if row.indicator_name == name]
            first, last = rows[same[0]], rows[same[-1]]
            if (
                first is not last
                and first.unit == last.unit
                and first.value is not None
                and last.value is not None
            ):
                change = replace(last, value=abs(last.value - first.value), upper=None, comparator=None)
                said = say(
                    "difference", query.language, indicator=last.indicator, amount=amount_phrase(change)
                )
                draft.add(said, sections[same[0]], sections[same[-1]], kind="derived")
        return True

    def _state(self, draft: Draft, query: Query, finding: Finding) -> None:
        """The answer in a few words where a register has it, then the clause."""
        for evidence in finding.evidence:
            section = self._reference.section(evidence.chunk)
            led = self._lead(draft, query, finding.document, section)
            if not (led and section.kind == "table_row"):  # the row's other cells are of other years
                self._clause(draft, query, finding.document, evidence)
        if finding.document.tier == "press" and say("press_only", query.language) not in draft.warnings:
            draft.warnings.append(say("press_only", query.language))

    def _lead(self, draft: Draft, query: Query, document: Document, section: Section) -> bool:
        """Say the answer in a few words; whether a register has it."""
        duty = self._reference.asked_duty(query, section)
        place, row = self._reference.name(document), None
        if query.kind == "value":
            row = self._reference.asked_target(query, section)
        if row and len(row.indicator) >= (1 if section.kind == "table_row" else _TELLING):
            draft.add(target_phrase(row, place, query.language), section)
        elif query.kind == "who" and duty:
            draft.add(
                say("lead_agency", query.language, agency=duty.agency_name, place=place, role=duty.role),
                section,
            )
        elif query.kind == "when" and duty and duty.deadline:
            draft.add(say("lead_deadline", query.language, deadline=duty.deadline, place=place), section)
        elif query.kind == "where_to" and duty and duty.recipient:
            draft.add(say("lead_recipient", query.language, recipient=duty.recipient, place=place), section)
        else:
            return False
        return True

    def _clause(self, draft: Draft, query: Query, document: Document, evidence: Evidence) -> None:
        section, chunk = self._reference.section(evidence.chunk), evidence.chunk
        duty = self._reference.asked_duty(query, section)
        whole = (section.start, section.end) == (chunk.start, chunk.end)
        source = self._part(query, section, duty) if whole else chunk
        text = sentence(unmarked(source) if isinstance(source, Section) else plain(chunk.text))
        names_body = duty is None or text.startswith(duty.agency)
        where = self._reference.name(document) + (
            "" if names_body or duty is None else f", {duty.agency_name}"
        )
        key = "press_clause" if document.tier == "press" else "clause"
        draft.add(say(key, query.language, where=where, text=text), source)

    def _part(self, query: Query, section: Section, duty: Responsibility | None) -> Section:
        """A clause, or the sentence of it that gives the asked duty: a closing paragraph says much besides."""
        if duty is None or (duty.start, duty.end) == (section.start, section.end):
            return section
        above = " ".join(section.headings)
        of_whole, of_part = (
            self._reference.judge.coverage(query, section.document_id, text, above)
            for text in (section.text, duty.quote)
        )
        if of_part < of_whole - 0.05:
            return section
        return replace(section, start=duty.start, end=duty.end, text=duty.quote)

    def _about_document(self, draft: Draft, case: Case) -> Draft:
        """Who signed a document, or its date, from its head and foot."""
        query = case.query
        part = "nơi nhận" if query.kind == "who" else "phần mở đầu"
        for document in case.scope if query.places else [d for d in case.scope if d.tier == "official"]:
            own = [e for e in case.of(document) if e.chunk.address.startswith(part)]
            if query.kind == "who":
                own = [e for e in own if _SIGNED.search(plain(e.chunk.text))]
            if query.kind != "who":
                own = [e for e in own if document.date and _dated(e, document.date)]
            if own:
                self._clause(draft, query, document, own[-1 if query.kind == "who" else 0])
            else:
                draft.add(
                    say("absent", query.language, place=self._reference.name(document), about=""),
                    kind="absence",
                )
        if not any(line.kind == "stated" for line in draft.lines):
            draft.reason = "not_in_corpus"
        return draft

    def _duties(self, draft: Draft, case: Case) -> bool:
        """A body's duties, all of them or those that the question is about; False where another way must answer."""
        query = case.query
        covered = {(e.chunk.document_id, e.chunk.section_id): e.coverage for e in case.evidence}
        total = 0
        for document in case.scope:
            rows = [
                r
                for r in self._reference.catalog.responsibilities
                if r.document_id == document.id and any(agency in query.agencies for agency in r.agencies)
            ]
            if rows and self._reference.beside_title(query, document) and query.kind != "count":
                best = max(covered.get((r.document_id, r.section_id), 0.0) for r in rows)
                if best < SURE or self.selector.done_by_other(best, case.evidence):
                    continue
                rows = [r for r in rows if covered.get((r.document_id, r.section_id), 0.0) >= best - 0.1]
            if not rows:
                continue
            total += len(rows)
            sections = [
                self._part(query, self._reference.sections[r.document_id, r.section_id], r) for r in rows
            ]
            place, agency = self._reference.name(document), rows[0].agency_name
            draft.add(
                say("duties", query.language, place=place, agency=agency, count=len(rows)),
                *sections,
                kind="derived",
            )
            for section in sections:
                draft.add(sentence(unmarked(section)), section, bullet=True)
        if total:
            draft.coverage = Coverage(total, total)
        return total > 0

    def _list(self, draft: Draft, query: Query, listings: Sequence[Listing]) -> Draft:
        shown = total = 0
        for listing in listings:
            document = self._reference.documents[listing.parent.document_id]
            items = listing.items[:_MAX_LIST]
            where, heading = self._reference.name(document), unmarked(listing.parent).rstrip(" :")
            head = say("list", query.language, where=where, heading=heading, count=len(listing.items))
            draft.add(head, listing.parent, *items, kind="derived")
            for item in items:
                draft.add(sentence(unmarked(item)), item, bullet=True)
            if len(items) < len(listing.items):
                draft.add(
                    say("more", query.language, count=len(listing.items) - len(items)),
                    listing.parent,
                    kind="derived",
                )
            shown += len(items)
            total += len(listing.items)
        draft.coverage = Coverage(shown, total)
        return draft

    def _address(self, draft: Draft, case: Case) -> Draft:
        """The clauses of the asked addresses ("khoản 2 Điều 5"), with what stands below them."""
        query, reference = case.query, self._reference
        asked = [(document, address) for address in query.addresses for document in case.scope]
        found = [(d, a, there) for d, a in asked if (there := reference.at_address(d, a))]
        if not found:
            return no_address(draft, query, asked, reference)
        if query.focus_words and not query.documents:
            found = self._about_subject(case, found)
        of = list(dict.fromkeys(document.id for document, _, _ in found))
        if len(of) > _MAX_DOCUMENTS:
            names = ", ".join(reference.documents[d].short_title for d in of[:_MAX_DOCUMENTS]) + ", …"
            told = ", ".join(map(str, query.addresses))
            return abstain(
                draft, query, "ambiguous", "several_documents", count=len(of), address=told, names=names
            )
        if len(found) == 1 and self._asked_within(draft, case, found[0][2]):
            return draft
        total = 0
        for document, address, sections in found:
            if len(sections) == 1:
                total += self._clause_with_parts(draft, query, document, sections[0])
                continue
            place, shown = reference.name(document), sections[:_MAX_PLACES]
            said = say("several_clauses", query.language, place=place, count=len(sections), address=address)
            draft.add(said, *shown, kind="derived")
            for section in shown:
                draft.add(f"{section.address}: {_words(section)}", section, kind="derived", bullet=True)
        if total:
            shown_parts = sum(line.bullet for line in draft.lines)
            draft.coverage = Coverage(min(shown_parts, total), total)
        if query.places or query.documents or len(query.addresses) > 1:
            lacking = [(d, a) for d, a in asked if all((d.id, a) != (e.id, b) for e, b, _ in found)]
            for document, address in lacking:
                said = say("absent_address", query.language, address=address, place=reference.name(document))
                draft.add(said, kind="absence")
        return draft

    def _about_subject(
        self, case: Case, found: Sequence[tuple[Document, Address, list[Section]]]
    ) -> list[tuple[Document, Address, list[Section]]]:
        """Of the documents that have an address those whose clauses there speak most of the question's subject."""

        def share(document: Document, sections: Sequence[Section]) -> float:
            inside = {identifier for section in sections for identifier in self._reference.within(section)}
            own = (e.coverage for e in case.of(document) if e.chunk.section_id in inside)
            return max(own, default=0.0)

        shares = [share(document, sections) for document, _, sections in found]
        return [one for one, own in zip(found, shares, strict=True) if own > max(shares) - _AS_GOOD]

    def _asked_within(self, draft: Draft, case: Case, sections: Sequence[Section]) -> bool:
        """Where something in clauses of a document is asked for ("theo Điều 6, hạn là bao lâu?"), the part that says it."""
        query = case.query
        inside = {identifier for section in sections for identifier in self._reference.within(section)}
        if query.kind not in _ASKS_FOR_ONE or not query.focus_words or len(inside) == 1:
            return False
        document = self._reference.documents[sections[0].document_id]
        own, scope = tuple(e for e in case.of(document) if e.chunk.section_id in inside), (document,)
        findings = self.selector.findings(Case(query, scope, own, own))
        for finding in findings:
            self._state(draft, query, finding)
        return bool(findings)

    def _clause_with_parts(self, draft: Draft, query: Query, document: Document, section: Section) -> int:
        """State a clause and what stands directly below it; how many that are."""
        below = self._reference.children(section)
        where = self._reference.name(document)
        draft.add(say("clause", query.language, where=where, text=_words(section, marked=True)), section)
        for child in below[:_MAX_LIST]:
            draft.add(_words(child), child, bullet=True)
        return len(below)


def _words(section: Section, *, marked: bool = False) -> str:
    """A clause's words as a sentence; of a table row its cells, each with the head of its column."""
    if section.cells:
        heads = section.columns if len(section.columns) == len(section.cells) else ("",) * len(section.cells)
        cells = [
            f"{head}: {cell}" if head else cell
            for head, cell in zip(heads, section.cells, strict=True)
            if cell
        ]
        return sentence(plain("; ".join(cells)))
    return sentence(plain(section.text) if marked else unmarked(section))


def _bounded(query: Query, scope: tuple[Document, ...], everywhere: tuple[Evidence, ...]) -> Case:
    ids = {document.id for document in scope}
    return Case(query, scope, tuple(e for e in everywhere if e.chunk.document_id in ids), everywhere)


def _names_agency(case: Case) -> bool:
    """Whether a clause names the body and speaks of the subject, though it gives the body no duty."""
    return any(
        e.agency_fits and (not case.query.focus_words or e.coverage >= POSSIBLE) for e in case.evidence
    )


def _dated(evidence: Evidence, date: str) -> bool:
    year, month, day = date.split("-")
    return any(
        v.kind == "date" and v.key == f"{int(day)}/{int(month)}/{year}"
        for v in find_values(evidence.chunk.text)
    )
