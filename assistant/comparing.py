"""Comparisons: the same thing in two documents, each with its clause, and a verdict where the figures allow one."""

from __future__ import annotations

from assistant.drafting import Draft
from assistant.lexicon import find_phrases, load_lexicon, words
from assistant.phrases import amount_phrase, say
from assistant.reference import Reference
from assistant.selecting import Case, Finding, Selector
from assistant.types import Document, Query, Section, Target


def sides_of(case: Case) -> tuple[Document, ...]:
    """The documents that a question compares: those of the named places, plans before press; else all plans."""
    plans = {d.place for d in case.scope if d.tier == "official"}
    if len(case.query.places) > 1:
        return tuple(d for d in case.scope if d.tier == "official" or d.place not in plans)
    return tuple(d for d in case.scope if d.tier == "official") or case.scope


def find_sides(case: Case, selector: Selector) -> tuple[Case, dict[str, Finding]]:
    """(the case as it was answered, finding of each document by id): as an amount where all sides give one."""
    by_amount = case.asking("value")
    found = {f.document.id: f for f in selector.findings(by_amount)}
    answered = by_amount
    if len(found) < len(case.scope):
        by_clause = case.asking(
            "who" if find_phrases(words(case.query.read), load_lexicon().kinds["who"]) else "open"
        )
        others = {f.document.id: f for f in selector.findings(by_clause)}
        if len(others) > len(found):
            answered, found = by_clause, others
    if len(case.scope) == 2 and (pair := selector.pair(answered, *case.scope)):
        found = {finding.document.id: finding for finding in pair}
    return answered, found


def add_verdict(draft: Draft, query: Query, reference: Reference, findings: dict[str, Finding]) -> None:
    """The verdict on two amounts of the same unit and period; nothing where they cannot be set side by side."""
    sides: list[tuple[Document, Target, Section]] = []
    for finding in findings.values():
        section = reference.section(finding.evidence[0].chunk)
        row = reference.asked_target(query, section)
        if row is not None and row.value is not None:
            sides.append((finding.document, row, section))
    if len(sides) != 2 or len(findings) != 2:
        return
    (first, one, first_section), (second, other, second_section) = sorted(
        sides, key=lambda side: -(side[1].value or 0)
    )
    if (one.unit, one.period) != (other.unit, other.period):
        return
    same = "equal" if amount_phrase(one) == amount_phrase(other) else "not_comparable"
    key = "higher" if one.value != other.value else same
    draft.add(
        say(
            key, query.language, first=reference.name(first), second=reference.name(second),
            first_amount=amount_phrase(one), second_amount=amount_phrase(other),
        ),
        first_section, second_section, kind="derived",
    )  # fmt: skip
