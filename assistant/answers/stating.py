"""Clauses in an answer: each in one sentence, with the words that are asked for in bold; values side by side in a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answers.case import Case
from assistant.answers.choose import Finding
from assistant.answers.draft import Draft, Line
from assistant.answers.evidence import chunk_periods
from assistant.documents import unmarked
from assistant.documents.tables import piece_in_words
from assistant.judging import judging
from assistant.language.deadlines import find_deadline
from assistant.language.text import fold, plain
from assistant.language.values import Period, find_values
from assistant.messages.phrases import (
    Language,
    amount_in,
    capitalised,
    deadline_phrase,
    period_phrase,
    role_phrase,
    sentence,
    target_phrase,
)
from assistant.registers.amounts import find_amounts
from assistant.types import Chunk, Document, Responsibility, Section, Target

_TABLE_FROM = 3  # values that are easier to read in a table


@dataclass(frozen=True, slots=True)
class _Told:
    """A clause that answers, and the row of a register that has what is asked for."""

    document: Document
    section: Section
    chunk: Chunk
    row: Target | None
    duty: Responsibility | None

    @property
    def period(self) -> Period | None:
        """The period that it holds for."""
        return self.row.period if self.row else next(iter(chunk_periods(self.chunk)), None)

    @property
    def order(self) -> tuple[int, int]:
        """Where its period stands among others; a clause without one comes first."""
        return (self.period.end, self.period.start or 0) if self.period else (0, 0)


def state(case: Case, findings: Iterable[Finding]) -> Draft:
    """What each document says to the question, in the order of its periods."""
    draft = case.draft()
    told: list[_Told] = []
    several: set[str] = set()  # clauses beside which others are of other periods
    for finding in findings:
        own = [_told(case, finding.document, evidence.chunk) for evidence in finding.evidence]
        dated = {each.period for each in own} - {None}
        told += sorted(own, key=lambda each: each.order) if len(dated) > 1 else own
        several |= {each.section.id for each in own if len(dated) > 1}
        press = case.say("press_only")
        if finding.document.tier == "press" and press not in draft.warnings:
            draft.warnings.append(press)
    rows = [each.row for each in told if each.row]
    if len(rows) == len(told) and in_table(case, rows):
        draft.lines += target_table(case, rows)
        return draft
    before: Document | None = None
    for each in told:
        named = each.document == before
        # "Khi nào?" is answered by the period of a heading where the clause has no time of its own.
        above = case.query.kind == "when" and find_deadline(plain(each.chunk.text)) is None
        draft.lines.append(_sentence(case, each, named=named, dated=above or each.section.id in several))
        before = each.document
    return draft


def clause(case: Case, document: Document, chunk: Chunk) -> Line:
    """The words of a clause, with whose they are."""
    section = case.reference.section(chunk)
    duty = case.reference.asked_duty(case.query, section)
    return _sentence(case, _Told(document, section, chunk, None, duty))


def duty_line(case: Case, row: Responsibility) -> Line:
    """The words of a duty, with whose it is."""
    document, section = (
        case.reference.documents[row.document_id],
        case.reference.sections[row.document_id, row.section_id],
    )
    chunk = next(c for c in case.reference.chunks_of(document.id) if c.section_id == section.id)
    return _sentence(case, _Told(document, section, chunk, None, row))


def judged(case: Case, line: Line, verdict: str) -> Draft:
    """A line behind a verdict on what a question supposes: "yes", "no"."""
    draft = case.draft([replace(line, text=case.say(verdict, text=line.text))])
    draft.reason = "wrong_premise" if verdict == "no" else None
    return draft


def target_line(case: Case, row: Target, *, verdict: str = "", figure: str = "") -> Line:
    """A target in the words of its clause, behind a verdict or as that which has a figure of the question."""
    document = case.reference.documents[row.document_id]
    section = case.reference.sections[row.document_id, row.section_id]
    language = case.query.language
    if section.kind == "table_row":
        said = target_phrase(row, case.reference.name(document), language)
    else:
        text = sentence(unmarked(section))
        where = ", ".join(filter(None, [case.reference.name(document), _when(row, text, language)]))
        level = f", **{amount_in(row, language)}**" if language == "en" else ""
        said = case.say("clause", where=where + level, text=_with_amount(text, row) if not level else text)
    if verdict:
        said = case.say(verdict, text=said)
    elif figure:
        said = case.say("of_other", figure=figure, text=said)
    return Line.of(said, section)


def _when(row: Target, text: str, language: Language) -> str:
    """The period of a target, where its clause does not name it; who reads English gets it in English."""
    if row.period is None or (language != "en" and str(row.period.last_year) in text):
        return ""
    return period_phrase(row.period, language)


def _told(case: Case, document: Document, chunk: Chunk) -> _Told:
    query, reference = case.query, case.reference
    section = reference.section(chunk)
    row = reference.asked_target(query, section) if query.kind == "value" else None
    if row and not row.indicator:
        row = None
    return _Told(document, section, chunk, row, reference.asked_duty(query, section))


def _sentence(case: Case, told: _Told, *, named: bool = False, dated: bool = False) -> Line:
    """A clause's words in one sentence, led by whose they are, unless that was named, and of when, where others are of others."""
    name = "" if named else case.reference.name(told.document)
    if told.row and told.section.kind == "table_row":  # the row's other cells are of other years
        return Line.of(target_phrase(told.row, name, case.query.language), told.section)
    whole = (told.section.start, told.section.end) == (told.chunk.start, told.chunk.end)
    source = part(case, told.section, told.duty) if whole else told.chunk
    text = sentence(unmarked(source) if isinstance(source, Section) else _piece(told.section, source))
    text = case.reference.force.reword(told.document.id, told.section.id, text)
    lead, text = _led(case, told, text)
    if dated and told.row is None and told.period and str(told.period.last_year) not in text:
        lead.insert(0, period_phrase(told.period, case.query.language))
    where = capitalised(", ".join(filter(None, [name, *lead])))
    key = "press_clause" if told.document.tier == "press" else "clause"
    return Line.of(case.say(key if where else "clause_alone", where=where, text=text), source)


def _piece(section: Section, chunk: Chunk) -> str:
    if not section.cells:
        return plain(chunk.text)
    start = chunk.start - section.start
    return piece_in_words(section.text, start, start + len(chunk.text), section.columns)


def _led(case: Case, told: _Told, text: str) -> tuple[list[str], str]:
    """(what leads a clause's words: period, amount in English, body or time; the words, with those asked for in bold)."""
    query, row, duty = case.query, told.row, told.duty
    english = query.language == "en"
    if row is not None:
        when = _when(row, text, query.language)
        if english:
            return [when, f"**{amount_in(row, 'en')}**"], text
        return [when], _with_amount(text, row)
    if duty is None:
        return [], text
    lead: list[str] = []
    starts = text.startswith(duty.agency)
    if query.kind == "who":
        bold = f"**{duty.agency_name}**"
        role = "" if fold(duty.role) in fold(text) and not english else role_phrase(duty.role, query.language)
        if starts and not english:
            text = f"**{duty.agency}**{text[len(duty.agency) :]}"
        else:
            lead.append(f"{bold} ({role})" if role else bold)
    elif not starts:
        lead.append(duty.agency_name)
    if query.kind == "when" and duty.deadline:
        told_time = deadline_phrase(duty.deadline, query.language)
        if english or duty.deadline.written not in text:
            lead.insert(0, f"**{told_time}**")
        else:
            text = _in_bold(text, duty.deadline.written)
    elif query.kind == "where_to" and duty.recipient:
        if english or duty.recipient not in text:
            lead.insert(0, case.say("recipient", recipient=duty.recipient))
        else:
            text = _in_bold(text, duty.recipient)
    return lead, text


def _in_bold(text: str, words: str) -> str:
    return text.replace(words, f"**{words}**", 1)


def _with_amount(text: str, row: Target) -> str:
    """A clause's words with the amount of a target in bold; as they are where it cannot be told which it is."""
    amounts = [a for a in find_amounts(text) if (a.value, a.upper) == (row.value, row.upper)]
    exact = [a for a in amounts if a.comparator == row.comparator] or amounts
    if not exact:
        return text
    start, end = exact[0].start, exact[0].end
    return f"{text[:start]}**{text[start:end].strip()}**{' ' if text[end - 1] == ' ' else ''}{text[end:]}"


def in_table(case: Case, rows: Sequence[Target]) -> bool:
    """Whether values of targets are told in a table: several of one document's periods, many, or as the question asks."""
    several = len({row.document_id for row in rows}) < len(rows)
    return len(rows) > 1 and (several or len(rows) >= _TABLE_FROM or case.tabular)


def target_table(case: Case, rows: Sequence[Target]) -> list[Line]:
    """Targets side by side, with a column for what they differ in; what they share is said once, above."""
    reference, language = case.reference, case.query.language
    names = [reference.name(reference.documents[row.document_id]) for row in rows]
    indicators = [capitalised(row.indicator) for row in rows]
    columns = {
        "column_place": names if len(set(names)) > 1 else [],
        "column_indicator": indicators if len(set(map(fold, indicators))) > 1 else [],
        "column_period": [period_phrase(row.period, language) if row.period else "–" for row in rows],
        "column_level": [f"**{amount_in(row, language)}**" for row in rows],
    }
    shared = [names[0]] if not columns["column_place"] else []
    if not columns["column_indicator"]:
        shared.append(case.say("quoted", text=rows[0].indicator))
    sections = [reference.sections[row.document_id, row.section_id] for row in rows]
    head = f"{' – '.join(shared)}:"
    cited = sections if find_values(head) else []  # an indicator that holds a figure is a statement
    lines = [Line.of(head, *cited, kind="stated" if cited else "framing")] if shared else []
    kept = {case.say(key): cells for key, cells in columns.items() if cells}
    for section, *cells in zip(sections, *kept.values(), strict=True):
        told = [(cell, [section] if n == len(cells) - 1 else []) for n, cell in enumerate(cells)]
        lines.append(Line.row(tuple(kept), told))
    return lines


def duty_table(case: Case, rows: Sequence[Responsibility], sections: Sequence[Section]) -> list[Line]:
    """Duties side by side: by when, who, what; without times where there are none, without the one body that is asked about."""
    language, bodies = case.query.language, [row.agency_name for row in rows]
    columns = {
        "column_deadline": [
            f"**{capitalised(deadline_phrase(row.deadline, language))}**" if row.deadline else "–"
            for row in rows
        ],
        "column_body": [] if set(bodies) == set(case.query.agencies) and len(set(bodies)) == 1 else bodies,
        "column_role": [role_phrase(row.role, language) for row in rows],
    }
    kept = {
        case.say(key): cells
        for key, cells in columns.items()
        if set(cells) > {"–"} or ("–" not in cells and cells)
    }
    heads = (*kept, case.say("column_task"))
    lines = []
    for row, section, *cells in zip(rows, sections, *kept.values(), strict=True):
        task = sentence(row.task)
        told: list[tuple[str, list[Section]]] = [(cell, []) for cell in cells]
        lines.append(Line.row(heads, [*told, (capitalised(task), [section])]))
    return lines


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
