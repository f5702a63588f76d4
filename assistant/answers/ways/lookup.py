"""Look-up: the clauses that fit a question best, each document's own; or the cell of a table that it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.bearing import bears_out
from assistant.answers.case import Case
from assistant.answers.choose import Finding, counterparts, look_up, preferred
from assistant.answers.draft import Draft, Line
from assistant.answers.figures import counts
from assistant.answers.parallels import with_parallels
from assistant.answers.stating import in_table, state, target_line, target_table
from assistant.answers.ways.absence import is_told_elsewhere
from assistant.answers.ways.claims import is_dated, targets_about
from assistant.answers.weighing import weigh
from assistant.messages.phrases import target_phrase
from assistant.registers.amounts import find_amounts
from assistant.types import Target

_MOST_COUNTED = 8  # targets; of more it is not clear which one is meant


def answer(case: Case) -> Draft | None:
    """What the documents say to a question; None where no clause answers."""
    weigh(case)
    findings = look_up(case)
    if cells := _cells(case, findings):
        return case.draft(cells)
    if not findings:
        rows = _counted(case)
        told = target_table(case, rows) if in_table(case, rows) else [target_line(case, r) for r in rows]
        return case.draft(told) if told else None
    best = [with_parallels(case, finding) for finding in preferred(case, findings)]
    if is_told_elsewhere(case, max(e.coverage for finding in best for e in finding.evidence)):
        return None
    draft = state(case, [*best, *counterparts(case, best)])
    if case.found.hurried:
        draft.warnings.append(case.say("not_all_read"))
    if case.confirming and draft.lines and (verdict := bears_out(case, draft.lines[0])):
        first, *rest = draft.lines
        draft.lines = [replace(first, text=case.say(verdict, text=first.text)), *rest]
        draft.reason = "wrong_premise" if verdict == "no" else None
    return draft


def _counted(case: Case) -> list[Target]:
    """The targets that count what is asked, where no clause has all words: "giáo viên được đào tạo" for "đào tạo giáo viên"."""
    query = case.query
    if query.kind != "value" or not query.counted or not query.focus_words:
        return []
    units = {amount.unit for amount in find_amounts(f"1 {query.counted}")}
    rows: list[Target] = []
    for document in case.scope:
        about = targets_about(case, [document])
        rows += [row for row in about if row.unit in units and counts(query, row) and is_dated(row, query)]
    return rows if len(rows) <= _MOST_COUNTED else []


def _cells(case: Case, findings: Sequence[Finding]) -> list[Line]:
    """Where no clause answers, or a row of a table does: the cell that is asked for, by its column and its row."""
    query, reference = case.query, case.reference
    best = reference.section(findings[0].evidence[0].chunk) if findings else None
    if query.kind not in ("value", "open", "when") or (best is not None and best.kind != "table_row"):
        return []
    if best is None and query.kind != "value":
        return []
    closest = [
        (row, section)
        for row in reference.closest_targets(query, case.scope)
        if (section := reference.sections[row.document_id, row.section_id]).kind == "table_row"
    ]
    if in_table(case, rows := [row for row, _ in closest]):
        return target_table(case, rows)
    return [
        Line.of(
            target_phrase(row, reference.name(reference.documents[row.document_id]), query.language), section
        )
        for row, section in closest
    ]
