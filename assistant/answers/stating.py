"""A clause in an answer: what is asked for in a few words where a register has it, then the clause's own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.answers.case import Case
from assistant.answers.choose import Finding
from assistant.answers.draft import Draft, Line
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.text import plain
from assistant.messages.phrases import sentence, target_phrase
from assistant.types import Chunk, Document, Responsibility, Section

_TELLING = 20  # characters from which an indicator says what its amount is of


def state(case: Case, findings: Iterable[Finding]) -> Draft:
    """What each document says to the question."""
    draft = case.draft()
    for finding in findings:
        for evidence in finding.evidence:
            section = case.reference.section(evidence.chunk)
            lead = _lead(case, finding.document, section)
            draft.lines += [lead] if lead else []
            if not (lead and section.kind == "table_row"):  # the row's other cells are of other years
                draft.lines.append(clause(case, finding.document, evidence.chunk))
        press = case.say("press_only")
        if finding.document.tier == "press" and press not in draft.warnings:
            draft.warnings.append(press)
    return draft


def _lead(case: Case, document: Document, section: Section) -> Line | None:
    """The answer in a few words; None where no register has it."""
    query, reference = case.query, case.reference
    duty, place = reference.asked_duty(query, section), reference.name(document)
    row = reference.asked_target(query, section) if query.kind == "value" else None
    if row and len(row.indicator) >= (1 if section.kind == "table_row" else _TELLING):
        said = target_phrase(row, place, query.language)
    elif query.kind == "who" and duty:
        said = case.say("lead_agency", agency=duty.agency_name, place=place, role=duty.role)
    elif query.kind == "when" and duty and duty.deadline:
        said = case.say("lead_deadline", deadline=duty.deadline, place=place)
    elif query.kind == "where_to" and duty and duty.recipient:
        said = case.say("lead_recipient", recipient=duty.recipient, place=place)
    else:
        return None
    return Line.of(said, section)


def clause(case: Case, document: Document, chunk: Chunk) -> Line:
    """The words of a clause, with whose they are."""
    reference = case.reference
    section = reference.section(chunk)
    duty = reference.asked_duty(case.query, section)
    whole = (section.start, section.end) == (chunk.start, chunk.end)
    source = part(case, section, duty) if whole else chunk
    text = sentence(unmarked(source) if isinstance(source, Section) else plain(chunk.text))
    names_body = duty is None or text.startswith(duty.agency)
    where = reference.name(document) + ("" if names_body or duty is None else f", {duty.agency_name}")
    key = "press_clause" if document.tier == "press" else "clause"
    return Line.of(case.say(key, where=where, text=text), source)


def part(case: Case, section: Section, duty: Responsibility | None) -> Section:
    """A clause, or the sentence of it that gives the asked duty: a closing paragraph says much besides."""
    if duty is None or (duty.start, duty.end) == (section.start, section.end):
        return section
    above = " ".join(section.headings)
    of_whole, of_part = (
        case.reference.judge.coverage(case.query, section.document_id, text, above)
        for text in (section.text, duty.quote)
    )
    if of_part < of_whole - judging().choice.tie:
        return section
    return replace(section, start=duty.start, end=duty.end, text=duty.quote)
