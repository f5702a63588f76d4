"""The registers that a question sets side by side: which sides, of documents or of periods, and which of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.answers.library import Reference
from assistant.judging import judging
from assistant.language.values import Period
from assistant.messages.phrases import Language, period_phrase, say
from assistant.questions import leading_number
from assistant.registers import compare_targets
from assistant.types import Comparison, ComparisonRow, Document, Query, Side, Target

_MAX_SIDES = 4  # beside one another in an answer; more are for the command `compare`


def sides_of(case: Case) -> tuple[Document, ...]:
    """The documents that a question compares: those of the named places, plans before press; else all plans."""
    plans = {d.place for d in case.scope if d.tier == "official"}
    if len(case.query.places) > 1:
        return tuple(d for d in case.scope if d.tier == "official" or d.place not in plans)
    return tuple(d for d in case.scope if d.tier == "official") or case.scope


@dataclass(frozen=True, slots=True)
class RegisterComparison:
    """The comparison that a question asks for, and what its sides are called."""

    comparison: Comparison
    names: tuple[str, ...]
    when: str  # " đến năm 2030", " về nội dung được hỏi": what bounds the rows, to be said of them
    dated: bool  # the rows are of one period, or each side is a period: they need not say theirs

    @property
    def by_period(self) -> bool:
        """Whether the sides are periods of one document."""
        return len({side.document_id for side in self.comparison.sides}) == 1

    def first_of(self, row: ComparisonRow) -> int:
        """The side that the others are measured against."""
        return next(n for n, target in enumerate(row.targets) if target)


def compare_registers(case: Case, *, unclear: bool = False) -> RegisterComparison | None:
    """The registers that a question sets side by side, or their rows that it is about; None where it asks for no such rows.

    Of one indicator that both sides state the clauses tell more than the row: then None too. `unclear`: its words are those
    of several rows, so that it asks for them whatever it names.
    """
    query, reference = case.query, case.reference
    if query.agencies or query.other_agencies or query.values or query.registered == "other":
        return None
    query = replace(query, focus=tuple(w for w in query.focus if w not in query.numbers))
    named = unclear or query.registered or query.percent or query.counted
    if query.focus_words and not named and len(_subjects(query)) < 2:
        return None  # "kinh phí" is the subject of clauses before it is a word of an indicator
    targets = reference.catalog.targets
    with_targets = {target.document_id for target in targets}
    documents = [d for d in sides_of(case) if d.tier == "official" and d.id in with_targets]
    if len(documents) == 1:
        sides, names, when = _periods_of(documents[0], query, targets)
    else:
        asked = query.periods[0] if len(query.periods) == 1 else None
        when = f" {period_phrase(asked, query.language)}" if asked else ""
        sides = [Side(document.id, asked) for document in documents]
        names = [reference.name(document) for document in documents]
        if len(query.periods) > 1:
            targets = tuple(t for t in targets if any(_is_for(t, asked) for asked in query.periods))
    if not 1 < len(sides) <= _MAX_SIDES:
        return None
    comparison = compare_targets(targets, sides)
    if query.focus_words:
        rows = _rows_about(query, comparison, reference)
        if len(documents) > 1 and len(rows) == 1 and not rows[0].only_here:
            return None
        comparison = replace(comparison, rows=tuple(rows))
        when += say("asked_about", query.language)
    dated = len(documents) == 1 or len(query.periods) == 1
    return RegisterComparison(comparison, tuple(names), when, dated) if comparison.rows else None


def obstacle(case: Case) -> Draft | None:
    """Why registers cannot be compared that a question asks for; None where it asks for none, or nothing is in the way."""
    query, reference = case.query, case.reference
    if query.registered != "targets" or query.agencies or set(query.focus_words) - set(query.numbers):
        return None
    known = {leading_number(d.number) for d in reference.catalog.documents if d.number}
    if unknown := [number for number in query.numbers if number not in known]:
        return case.abstain("not_in_corpus", "no_document", place=", ".join(unknown))
    stating = {reference.documents[target.document_id].place for target in reference.catalog.targets}
    lacking = [place for place in query.places if place not in stating]
    if lacking and len(query.places) > 1:
        return case.abstain("not_in_corpus", "no_targets", place=", ".join(lacking))
    if len([d for d in sides_of(case) if d.place in stating]) > _MAX_SIDES:
        return case.abstain("ambiguous", "too_many_sides")
    return None


def _rows_about(query: Query, comparison: Comparison, reference: Reference) -> list[ComparisonRow]:
    """The rows whose indicators have the words of a question's subject, or of each of its subjects; else none."""
    subjects = _subjects(query)
    constants = judging().choice
    for parts in ([query.focus], subjects) if len(subjects) > 1 else ([query.focus],):
        found: list[list[ComparisonRow]] = []
        for focus in parts:
            about = replace(query, focus=focus)
            shares = [max(reference.share(about, t) for t in row.targets if t) for row in comparison.rows]
            least = max(constants.compared, max(shares, default=0.0) - constants.tie)
            found.append([row for row, share in zip(comparison.rows, shares, strict=True) if share >= least])
        if all(found):
            return [row for row in comparison.rows if any(row in rows for rows in found)]
    return []


def _subjects(query: Query) -> list[tuple[str, ...]]:
    """The parts of a question's subject: what stands between the words that carry none."""
    groups = groupby(query.focus, key=lambda word: word is not None)
    return [tuple(word for word in group if word) for known, group in groups if known]


def _periods_of(
    document: Document, query: Query, targets: Sequence[Target]
) -> tuple[list[Side], list[str], str]:
    """(sides, names, "") for the periods of one document: those asked for, else all, where it alone is asked about."""
    own = sorted({t.years for t in targets if t.document_id == document.id and t.years})
    if len(query.periods) > 1:
        own = [_stated_period(asked, own) for asked in sorted(query.periods)]
    elif query.periods or query.numbers or query.focus_words or query.aspect_of or len(query.places) > 1:
        own = []
    return [Side(document.id, p) for p in own], [_period_name(p, query.language) for p in own], ""


def _stated_period(asked: Period, stated: Sequence[Period]) -> Period:
    """The period that a document itself names for an asked one: of "2035" its "2030-2035"."""
    return asked if asked in stated else next((p for p in stated if p.answers(asked)), asked)


def _period_name(period: Period, language: Language) -> str:
    """A period as the name of a side: "mốc 2030", "giai đoạn 2030-2035"."""
    if period.start is None:
        return say("mark_period", language, year=period.end)
    return period_phrase(period, language)


def _is_for(target: Target, asked: Period) -> bool:
    return target.period is not None and target.period.answers(asked)
