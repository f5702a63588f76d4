"""Look-up: the clauses that fit a question best, each document's own; or the cell of a table that it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.case import Case
from assistant.answers.choose import Finding, counterparts, done_by_other, find_all, preferred
from assistant.answers.draft import Draft, Line
from assistant.answers.stating import state
from assistant.messages.phrases import target_phrase


def answer(case: Case) -> Draft | None:
    """What the documents say to a question; None where no clause answers."""
    findings = find_all(case)
    if findings and case.query.agencies and done_by_other(case, findings[0].evidence[0].coverage):
        findings = []
    if cells := _cells(case, findings):
        return case.draft(cells)
    if not findings:
        return None
    best = preferred(case, findings)
    return state(case, [*best, *counterparts(case, best)])


def _cells(case: Case, findings: Sequence[Finding]) -> list[Line]:
    """Where no clause answers, or a row of a table does: the cell that is asked for, by its column and its row."""
    query, reference = case.query, case.reference
    best = reference.section(findings[0].evidence[0].chunk) if findings else None
    if query.kind not in ("value", "open", "when") or (best is not None and best.kind != "table_row"):
        return []
    if best is None and query.kind != "value":
        return []
    lines = []
    for row in reference.closest_targets(query, case.scope):
        section = reference.sections[row.document_id, row.section_id]
        if section.kind == "table_row":
            name = reference.name(reference.documents[row.document_id])
            lines.append(Line.of(target_phrase(row, name, query.language), section))
    return lines
