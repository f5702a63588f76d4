"""Comparisons: the target registers of documents or periods row by row; one thing in two documents with its clauses."""

from __future__ import annotations

from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.answers.ways import absence, duties, lists
from assistant.answers.ways.comparison.clauses import across_periods, across_sides
from assistant.answers.ways.comparison.registers import compare_registers, obstacle, sides_of
from assistant.answers.ways.comparison.rows import write_rows


def answer(case: Case) -> Draft | None:
    """What a question compares: registers before clauses, since a register is whole."""
    if case.query.kind != "compare":
        return None
    case = case.within(sides_of(case))
    if (asked := compare_registers(case)) is not None:
        return write_rows(case, asked)
    return obstacle(case) or _of_no_subject(case) or _across(case) or absence.answer(case)


def _of_no_subject(case: Case) -> Draft | None:
    """The duties of the named bodies, or the lists, of a question that names no subject besides."""
    if case.query.focus_words:
        return None
    if case.query.agencies and (draft := duties.of_bodies(case)):
        return draft
    listings = case.reference.outline.find(case.query, case.scope)
    return lists.written(case, listings) if listings else None


def _across(case: Case) -> Draft | None:
    """The subject at several periods, or as each side's clauses have it."""
    if len(case.query.periods) > 1 and (draft := across_periods(case)):
        return draft
    return across_sides(case)
