"""Answers from the registers: every target of a kind, every duty of a role, every deadline, with how many of how many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.answers.stating import duty_table
from assistant.judging import judging
from assistant.language.bodies import agency_names, is_group
from assistant.language.deadlines import Deadline
from assistant.language.text import fold
from assistant.language.values import Period
from assistant.messages.phrases import (
    Language,
    amount_in,
    indicator_phrase,
    period_phrase,
    register_phrase,
    role_phrase,
    say,
    sentence,
)
from assistant.types import Coverage, Document, Query, RegisterQuestion, Responsibility, Section, Target

_MOST = 60  # rows that one answer shows
_UP_TO = re.compile(r"\b(?:trước|đến|hết|chậm nhất|muộn nhất|before|by)\b", re.IGNORECASE)
_ANY_YEAR = 2027  # no leap year: for deadlines that come back every year


def answer(case: Case) -> Draft | None:
    """The rows that a question to a whole register asks for; None where no row fits, and another way must answer."""
    query = case.query
    asked = query.of_register
    if query.registered == "targets" and query.kind != "compare":
        if query.form and query.form.figures:
            asked = RegisterQuestion("targets", "quantitative")
        elif asked is None and case.tabular:
            asked = RegisterQuestion("targets")
    if asked is None:
        return None
    return _targets(case, asked) if asked.register == "targets" else _duties(case, asked)


def _targets(case: Case, asked: RegisterQuestion) -> Draft | None:
    query, reference = case.query, case.reference
    lines: list[Line] = []
    shown = total = 0
    when = ", ".join(period_phrase(period, query.language) for period in query.periods)
    measure = case.say(f"measure_{asked.measure}") if asked.measure else ""
    for document in case.scope:
        rows = [
            row
            for row in reference.targets_of(document.id)
            if _of_period(row, query, reference.title_period(document)) and _of_measure(row, asked)
        ]
        every = len(rows)
        if query.focus_words:
            sure = judging().evidence.sure
            rows = [row for row in rows if reference.target_coverage(query, row) >= sure]
        if not rows:
            continue
        name = reference.name(document)
        where = f"{name}, {when}" if when else name
        part = rows[: max(0, case.room(_MOST) - shown)]
        sections = [reference.sections[row.document_id, row.section_id] for row in part]
        of_which = measure if len(rows) == every else measure + case.say("asked_about")
        head = case.say("register_targets", where=where, count=len(rows), measure=of_which)
        lines.append(Line.of(head, *sections, kind="derived"))
        lines += _rows(case, part, sections)
        if len(part) < len(rows):
            lines.append(Line.of(case.say("more", count=len(rows) - len(part)), kind="framing"))
        shown, total = shown + len(part), total + len(rows)
    if not total and query.kind == "count" and query.documents and not query.focus_words:
        return case.abstain("not_in_corpus", "no_targets", place=reference.names(case.scope))
    return case.draft(lines, coverage=Coverage(shown, total)) if total else None


def _rows(case: Case, rows: Sequence[Target], sections: Sequence[Section]) -> list[Line]:
    """The rows of a document: with figures in a table, else as a list."""
    reference, language = case.reference, case.query.language
    if len(rows) < 2 or all(row.value is None for row in rows):
        return [
            Line.of(register_phrase(row, reference.parent(row), language), section, bullet=True)
            for row, section in zip(rows, sections, strict=True)
        ]
    told_above = len(case.query.periods) == 1 and len({row.period for row in rows}) == 1
    names = ("indicator", "level") if told_above else ("indicator", "period", "level")
    columns = [case.say(f"column_{name}") for name in names]
    lines = []
    for row, section in zip(rows, sections, strict=True):
        level = f"**{amount_in(row, language)}**" if row.value is not None else case.say("without_figure")
        period = period_phrase(row.period, language) if row.period else "–"
        indicator = indicator_phrase(row, reference.parent(row), language)
        when: list[tuple[str, list[Section]]] = [] if told_above else [(period, [])]
        lines.append(
            Line.row(columns, [(indicator[:1].upper() + indicator[1:], []), *when, (level, [section])])
        )
    return lines


def _of_period(row: Target, query: Query, whole: Period | None) -> bool:
    """Whether a target is of an asked period; one without a period is of what all of its document is for."""
    period = row.period or whole
    return not query.periods or (period is not None and any(map(period.answers, query.periods)))


def _of_measure(row: Target, asked: RegisterQuestion) -> bool:
    if asked.measure == "percent":
        return (row.unit or "").startswith("%")
    return asked.measure is None or row.kind == asked.measure


def _duties(case: Case, asked: RegisterQuestion) -> Draft | None:
    reference = case.reference
    lines: list[Line] = []
    shown = total = 0
    for document in case.scope:
        rows = [row for row in reference.duties_of(document.id) if _is_asked(row, case.query, asked)]
        if asked.register == "deadlines":
            rows = [
                row
                for row in rows
                if row.deadline and (asked.due is None or _in_time(row.deadline, asked.due))
            ]
        if not rows or reference.beside_title(case.query, document):
            continue
        if asked.bodies is not None:
            said, every = _by_body(case, rows, asked.bodies, room=case.room(_MOST) - shown)
        else:
            said, every = _all(case, document, rows, asked), len(rows)
        lines += said
        shown, total = shown + sum(line.bullet for line in said), total + every
    if shown < total:
        lines.append(Line.of(case.say("more", count=total - shown), kind="framing"))
    return case.draft(lines, coverage=Coverage(shown, total)) if total else None


def _all(
    case: Case, document: Document, rows: Sequence[Responsibility], asked: RegisterQuestion
) -> list[Line]:
    """The duties of one document that are asked for."""
    reference = case.reference
    sections = [reference.sections[row.document_id, row.section_id] for row in rows]
    every, key = reference.duties_of(document.id), "register_duties"
    if asked.register == "deadlines":
        every, key = [row for row in every if row.deadline], "register_deadlines"
    key += "" if len(rows) == len(every) else "_asked"
    head = case.say(key, where=reference.name(document), count=len(rows))
    if asked.register == "deadlines" or case.tabular:
        return [Line.of(head, *sections, kind="derived"), *duty_table(case, rows, sections)]
    return [
        Line.of(head, *sections, kind="derived"),
        *(
            Line.of(_duty_phrase(row, case.query.language), section, bullet=True)
            for row, section in zip(rows, sections, strict=True)
        ),
    ]


def _by_body(case: Case, rows: Sequence[Responsibility], begin: str, *, room: int) -> tuple[list[Line], int]:
    """(the duties of one document, body by body, at most `room` of them; how many there are).

    What binds all departments stands with those of each.
    """
    reference = case.reference
    document = reference.documents[rows[0].document_id]
    wanted = _each_body(rows, begin)
    whole = _each_body(reference.duties_of(document.id), begin)
    lines: list[Line] = []
    for agency, own in wanted.items():
        shown = own[:room]
        if not shown:
            break
        room -= len(shown)
        sections = [reference.sections[row.document_id, row.section_id] for row in shown]
        key = "duties" if len(own) == len(whole[agency]) else "duties_asked"
        head = case.say(key, place=reference.name(document), agency=agency, count=len(own))
        lines.append(Line.of(head, *sections, kind="derived"))
        for row, section in zip(shown, sections, strict=True):
            task = sentence(row.task)
            lines.append(Line.of(task[:1].upper() + task[1:], section, bullet=True))
    return lines, sum(map(len, wanted.values()))


def _each_body(rows: Sequence[Responsibility], begin: str) -> dict[str, list[Responsibility]]:
    """The duties of each body whose name begins so, with those that bind all of them."""
    bodies: dict[str, list[Responsibility]] = {}
    groups = (f"cac {fold(begin)}", f"{fold(begin)},")
    for row in rows:
        of_all = bool(begin) and is_group(row.agency) and fold(row.agency).startswith(groups)
        for agency in row.agencies:
            if of_all or agency.startswith(begin):
                bodies.setdefault(agency, []).append(row)
    return bodies


def _is_asked(row: Responsibility, query: Query, asked: RegisterQuestion) -> bool:
    """Whether a duty has the asked body in the asked part: as the one who does it, as a partner, or as the recipient."""
    bodies = (*query.agencies, *query.other_agencies)
    if asked.to_agency:
        return bool(row.recipient) and any(agency in agency_names(row.recipient or "") for agency in bodies)
    partner = "phối hợp" in asked.roles and any(
        agency in agency_names(partner) for agency in bodies for partner in row.partners
    )
    acts = not bodies or any(agency in bodies for agency in row.agencies)
    return partner or (acts and (not asked.roles or row.role in asked.roles))


def _in_time(deadline: Deadline, asked: Deadline) -> bool:
    """Whether a deadline falls into the asked time, or before it where "before" is asked; years count where both have one."""
    if not deadline.is_dated:
        return False
    year = asked.year or _ANY_YEAR
    limit = _day(asked, year)
    day = _day(deadline, deadline.year if deadline.year and asked.year else year)
    if limit is None or day is None:
        return False
    upto = asked.before or bool(_UP_TO.search(asked.written))
    if upto:
        return day <= limit
    return (day.year, day.month) == (limit.year, limit.month) or (
        asked.quarter is not None
        and (day.month - 1) // 3 == (limit.month - 1) // 3
        and day.year == limit.year
    )


def _day(deadline: Deadline, year: int) -> date | None:
    dated = Deadline(
        deadline.written,
        deadline.day,
        deadline.month,
        deadline.quarter,
        None,
        deadline.rhythm,
        deadline.before,
    )
    if deadline.rhythm in ("none", "periodic"):
        if not (deadline.month or deadline.quarter):
            return None
        dated = Deadline(
            deadline.written, deadline.day, deadline.month, deadline.quarter, None, "yearly", deadline.before
        )
    return dated.next_on_or_after(date(year, 1, 1))


def _duty_phrase(row: Responsibility, language: Language) -> str:
    role = role_phrase(row.role, language)
    return say("register_duty", language, agency=row.agency_name, role=role, task=sentence(row.task))
