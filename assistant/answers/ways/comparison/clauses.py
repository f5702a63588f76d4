"""One thing in two documents or at several periods, compared by its clauses, with a verdict where there can be one."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.case import Case
from assistant.answers.choose import Finding, find_all, pair
from assistant.answers.draft import Draft, Line
from assistant.answers.library import Reference
from assistant.answers.stating import state
from assistant.answers.ways.comparison.registers import compare_registers
from assistant.answers.ways.comparison.rows import write_rows
from assistant.language.items import asks_for_things
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.messages.phrases import amount_in, amount_phrase, number_phrase, reason_phrase, target_phrase
from assistant.registers import compare_targets
from assistant.types import ComparisonRow, Document, Section, Side, Target

_Level = tuple[Document, Target, Section]


def across_sides(case: Case) -> Draft | None:
    """What each side says, and the verdict first; None where no side says anything."""
    answered, found = _find_sides(case)
    if not found:
        return None
    sides = [] if asks_for_things(case.query.text) else _levels(case, found)
    clear = all(case.reference.is_clear(case.query, row) for _, row, _ in sides)
    if not clear and (rows := compare_registers(case, unclear=True)):
        return write_rows(case, rows)
    draft = case.draft(_verdict(case, sides) if clear and len(sides) == len(found) else [])
    for document in case.scope:
        if document.id in found:
            draft += state(answered, [found[document.id]])
        elif len(case.query.places) > 1 or len(case.scope) == 2:
            said = case.say("only_here", place=case.reference.name(document))
            draft.lines.append(Line.of(said, kind="absence"))
    draft.warnings = list(dict.fromkeys(draft.warnings))
    return draft


def _find_sides(case: Case) -> tuple[Case, dict[str, Finding]]:
    """(the case as it was answered, finding of each document by id): as an amount where all sides give one."""
    by_amount = case.asking("value")
    found = {f.document.id: f for f in find_all(by_amount)}
    answered = by_amount
    if len(found) < len(case.scope):
        by_clause = case.asking(
            "who" if find_phrases(words(case.query.read), load_lexicon().kinds["who"]) else "open"
        )
        others = {f.document.id: f for f in find_all(by_clause)}
        if len(others) > len(found):
            answered, found = by_clause, others
    if len(case.scope) == 2 and (alike := pair(answered, *case.scope)):
        found = {finding.document.id: finding for finding in alike}
    return answered, found


def _levels(case: Case, findings: dict[str, Finding]) -> list[_Level]:
    """The amounts that the clauses of the sides state of what is asked."""
    reference = case.reference
    sides: list[_Level] = []
    for finding in findings.values():
        section = reference.section(finding.evidence[0].chunk)
        row = reference.asked_target(case.query, section)
        if row is not None and row.value is not None:
            sides.append((finding.document, row, section))
    return sides


def _verdict(case: Case, sides: list[_Level]) -> list[Line]:
    """The verdict on two amounts of the same unit and period, and by how much or how many times one is more where that
    is asked; empty where they cannot be set side by side."""
    query, reference = case.query, case.reference
    if len(sides) != 2:
        return []
    (first, one, first_section), (second, other, second_section) = sides
    paired = _paired(reference, one, other)
    if paired is None or paired.reason in ("wording", "several", "unsure"):
        return []
    verdict = paired.verdicts[1]
    if verdict == "stricter":
        (first, one), (second, other) = (second, other), (first, one)
    key = str(verdict)
    if verdict in ("stricter", "looser"):
        key = "higher" if (one.value or 0) > (other.value or 0) else "asks_more"
    said = case.say(
        key, first=reference.name(first), second=reference.name(second),
        first_amount=amount_phrase(one), second_amount=amount_phrase(other),
        reason=reason_phrase(paired, query.language),
    )  # fmt: skip
    told = [said, _computed(case, one, other) if paired.reason in (None, "bounds", "direction") else None]
    return [Line.of(each, first_section, second_section, kind="derived") for each in told if each]


def _computed(case: Case, first: Target, second: Target) -> str | None:
    """The difference or the ratio of two amounts, as it is worked out; None where none is asked for or they have two units."""
    language, said = case.query.language, " ".join(words(case.query.text))
    asked = next((key for key, pattern in load_lexicon().computed.items() if pattern.search(said)), None)
    greater, lesser = sorted((first, second), key=lambda row: row.value or 0.0, reverse=True)
    if not asked or first.unit != second.unit or not greater.value or not lesser.value:
        return None
    if first.upper is not None or second.upper is not None:
        return None
    amounts = [amount_in(replace(row, comparator=None), language) for row in (greater, lesser)]
    if asked == "ratio":
        ratio = greater.value / lesser.value
        shown = round(ratio, 2)
        times = number_phrase(shown) if language == "vi" else f"{shown:.15g}"
        if shown != ratio:
            times = case.say("about", number=times)
        return case.say("ratio_of_two", greater=amounts[0], lesser=amounts[1], times=times)
    rest = replace(greater, value=round(greater.value - lesser.value, 9), comparator=None)
    if (rest.unit or "").startswith("%"):
        rest = replace(rest, unit=case.say("percentage_points") + (rest.unit or "")[1:], quote="")
    return case.say(
        "difference_of_two", greater=amounts[0], lesser=amounts[1], amount=amount_in(rest, language)
    )


def _paired(reference: Reference, first: Target, second: Target) -> ComparisonRow | None:
    """The row of the register in which two targets stand side by side; None where it holds them for two indicators."""
    sides = [Side(first.document_id, first.period), Side(second.document_id, second.period)]
    rows = compare_targets(reference.catalog.targets, sides).rows
    return next((row for row in rows if row.targets == (first, second)), None)


def across_periods(case: Case) -> Draft | None:
    """One target of one document at several periods, and by how much the last differs from the first; None of others."""
    query, reference = case.query, case.reference
    rows = sorted(reference.closest_targets(query, case.scope), key=lambda row: str(row.period or ""))
    if len({row.document_id for row in rows}) != 1 or len({row.period for row in rows}) < 2:
        return None
    name = reference.name(reference.documents[rows[0].document_id])
    sections = [reference.sections[row.document_id, row.section_id] for row in rows]
    lines = [
        Line.of(target_phrase(row, name, query.language), section)
        for row, section in zip(rows, sections, strict=True)
    ]
    for indicator in dict.fromkeys(row.indicator_name for row in rows):
        same = [n for n, row in enumerate(rows) if row.indicator_name == indicator]
        if said := _difference(case, rows[same[0]], rows[same[-1]]):
            lines.append(Line.of(said, sections[same[0]], sections[same[-1]], kind="derived"))
    return case.draft(lines)


def _difference(case: Case, first: Target, last: Target) -> str | None:
    """By how much the last target differs from the first, of the same unit; None where that cannot be told."""
    if first is last or first.unit != last.unit or first.value is None or last.value is None:
        return None
    change = replace(last, value=abs(last.value - first.value), upper=None, comparator=None)
    return case.say("difference", indicator=last.indicator, amount=amount_phrase(change))
