"""The duties of a body, document by document: all of them, or those that the question is about."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.case import Case
from assistant.answers.choose import done_by_other
from assistant.answers.draft import Draft, Line
from assistant.answers.stating import duty_table, part
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.bodies import agency_names
from assistant.messages.phrases import sentence
from assistant.questions.answer_types import gives
from assistant.types import Coverage, Document, Responsibility


def answer(case: Case) -> Draft | None:
    """The duties of the body that a question names; None where it asks for one thing, or no duty is about its subject."""
    query = case.query
    of_body = query.kind in ("duties", "list", "count", "open") or not query.focus_words
    if query.other_agencies and not query.agencies and of_body:
        return _with_others(case)
    return of_bodies(case) if query.agencies and of_body else None


def of_bodies(case: Case) -> Draft | None:
    """The duties of the named bodies in each document; None where there are none."""
    lines: list[Line] = []
    total = 0
    for document in case.scope:
        if rows := _asked(case, document):
            sections = [part(case, case.reference.sections[r.document_id, r.section_id], r) for r in rows]
            place, agency = case.reference.name(document), rows[0].agency_name
            whole = sum(1 for r in case.reference.duties_of(document.id) if _has(r, case.query.agencies))
            key = "duties" if len(rows) == whole else "duties_asked"
            head = case.say(key, place=place, agency=agency, count=len(rows))
            lines.append(Line.of(head, *sections, kind="derived"))
            lines += (
                duty_table(case, rows, sections)
                if case.tabular
                else [Line.of(sentence(unmarked(section)), section, bullet=True) for section in sections]
            )
            total += len(rows)
    lines += _none_given(case) if total else []
    return case.draft(lines, coverage=Coverage(total, total)) if total else None


def _none_given(case: Case) -> list[Line]:
    """Of several places that a question names, those whose documents give the bodies no duty."""
    query, reference = case.query, case.reference
    giving = {
        document.place
        for document in case.scope
        if any(_has(row, query.agencies) for row in reference.duties_of(document.id))
    }
    of_places = {d.place for d in case.scope if d.tier == "official"} - giving
    lacking = [place for place in query.places if place in of_places] if len(query.places) > 1 else []
    body = query.agencies[0] if len(query.agencies) == 1 else ""
    return [
        Line.of(case.say("absent_agency", place=place, agency=body), kind="absence")
        for place in lacking
        if body
    ]


def _with_others(case: Case) -> Draft | None:
    """The duties of others with which bodies are to help that have none of their own; None where there are none."""
    lines: list[Line] = []
    total = 0
    reference = case.reference
    for document in case.scope if not case.query.focus_words else ():
        rows = [
            (row, body)
            for row in reference.duties_of(document.id)
            for body in case.query.other_agencies
            if any(body in agency_names(partner) for partner in row.partners)
        ]
        if rows:
            sections = [reference.sections[row.document_id, row.section_id] for row, _ in rows]
            place, agency = reference.name(document), rows[0][1]
            head = case.say("duties_together", place=place, agency=agency, count=len(rows))
            lines.append(Line.of(head, *sections, kind="derived"))
            lines += [Line.of(sentence(unmarked(section)), section, bullet=True) for section in sections]
            total += len(rows)
    return case.draft(lines, coverage=Coverage(total, total)) if total else None


def _asked(case: Case, document: Document) -> Sequence[Responsibility]:
    """The duties of the bodies in a document; of a question with a subject beside the document's own, those about it."""
    query, reference = case.query, case.reference
    rows = [row for row in reference.duties_of(document.id) if _has(row, query.agencies)]
    if query.answer_type and query.answer_type.alone:  # "Hạn chót là ngày nào?" of what a body has to do
        rows = [
            r for r in rows if gives(query.answer_type, reference.sections[document.id, r.section_id].text)
        ]
    if not rows or query.kind == "count" or not reference.beside_title(query, document):
        return rows
    shares = [case.coverage(reference.sections[row.document_id, row.section_id]) for row in rows]
    best = max(shares)
    if best < judging().evidence.sure or done_by_other(case, best):
        return []
    least = best - judging().choice.subject_tie
    return [row for row, share in zip(rows, shares, strict=True) if share >= least]


def _has(row: Responsibility, agencies: Sequence[str]) -> bool:
    """Whether a duty is one of the bodies'."""
    return any(agency in agencies for agency in row.agencies)
