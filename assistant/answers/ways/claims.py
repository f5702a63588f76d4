"""Figures that a question takes for granted: set right, or told to have no reason stated; and sums over several places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.answers.stating import target_line
from assistant.judging import judging
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.places import find_places
from assistant.language.values import Value
from assistant.messages.phrases import amount_in, compared_as
from assistant.registers import compare_targets
from assistant.registers.amounts import find_amounts
from assistant.types import Document, Query, Side, Target

_OPPOSITE = {"at least": ("at most", "less than"), "more than": ("at most", "less than")}
_OPPOSITE |= {"at most": ("at least", "more than"), "less than": ("at least", "more than")}
_MOST = 3  # rows that one claim shows


@dataclass(frozen=True, slots=True)
class _Claim:
    """A figure of a question, and the place that it is said of; None where the question names none."""

    value: Value
    place: str | None
    compared: str | None  # how it is bounded: "at least", "more than"
    unit: str | None  # of what it is so many, as the register has it

    def is_like(self, row: Target) -> bool:
        """Whether a target is a share where the figure is one."""
        return (row.unit or "").startswith("%") == (self.value.kind == "percent")

    def fits(self, row: Target) -> bool:
        """Whether a target has the figure."""
        return float(self.value.key) in (row.value, row.upper) and self.is_like(row)

    def is_bounded_otherwise(self, row: Target) -> bool:
        """Whether the figure is bounded to the other side."""
        return (compared_as(row.comparator) or "") in _OPPOSITE.get(self.compared or "", ())


@dataclass(frozen=True, slots=True)
class _Judged:
    """A claim with the targets that bear it out, or else those that are right, and those of others that have its figure."""

    claim: _Claim
    right: tuple[Target, ...]
    stated: tuple[Target, ...]
    others: tuple[Target, ...]


def answer(case: Case) -> Draft | None:
    """The sum, or the verdict, that a question asks for; None where it asks for neither, or no target is about its subject."""
    query = case.query
    if query.of_register or query.agencies or query.other_agencies:
        return None
    if draft := _sum(case):
        return draft
    claims = list(_claims(query))
    if not claims or case.confirming or query.kind not in ("why", "open"):
        return None
    judged = [_judge(case, claim) for claim in claims]
    if not all(each.right or each.stated for each in judged):
        return None
    wrong = [each for each in judged if not each.right]
    if query.kind == "why":
        return _corrected(case, judged, wrong) if wrong else _reasons(case, judged)
    if not wrong and query.language == "vi":
        return None  # it only mentions the figure
    return _corrected(case, judged, wrong)


def _claims(query: Query) -> Iterator[_Claim]:
    """The figures of a question, each of the place that is named last before it."""
    places, amounts = find_places(query.read), find_amounts(query.read)
    for value in query.values:
        if value.kind not in ("number", "percent"):
            continue
        before = [place for place in places if place.start <= value.start] or places
        amount = next((a for a in amounts if a.start <= value.start < a.end), None)
        place = before[-1].name if before else None
        compared, unit = (compared_as(amount.comparator), amount.unit) if amount else (None, None)
        yield _Claim(value, place, compared, unit)


def _judge(case: Case, claim: _Claim) -> _Judged:
    own = [d for d in case.scope if d.tier == "official" and claim.place in (None, d.place)]
    others = [d for d in case.allowed if d.tier == "official" and d not in own]
    about = targets_about(case, own)
    dated = [row for row in about if is_dated(row, case.query)]
    right = [row for row in dated if claim.fits(row) and not claim.is_bounded_otherwise(row)]
    stated = dated or about
    stated = [row for row in stated if claim.is_like(row)]
    stated = [row for row in stated if row.unit == claim.unit] or stated
    stated = list({row.section_id: row for row in reversed(stated)}.values())[::-1]  # a clause is told once
    elsewhere = [
        row for row in (*about, *targets_about(case, others)) if claim.fits(row) and row not in stated
    ]
    if case.query.focus_words:
        return _Judged(claim, tuple(right[:1]), tuple(stated[:_MOST]), tuple(elsewhere[:1]))
    return _Judged(claim, tuple(right[:1]), (), ())  # without a subject, the figure alone says what is meant


def targets_about(case: Case, documents: Sequence[Document]) -> list[Target]:
    """The targets of documents that speak most of a question's subject; all of them where it names none."""
    query = _of_subject(case.query)
    rows = [
        row
        for document in documents
        for row in case.reference.targets_of(document.id)
        if row.value is not None and not row.unsure
    ]
    if not query.focus_words:
        return rows
    shares = [case.reference.target_coverage(query, row) for row in rows]
    least = max(judging().evidence.sure, max(shares, default=0.0) - judging().choice.tie)
    return [row for row, share in zip(rows, shares, strict=True) if share >= least]


def _of_subject(query: Query) -> Query:
    """The query without the words that only ask for a sum or make a passive."""
    used = {word for phrase in load_lexicon().sums for word in phrase.split()} | load_lexicon().stop
    return replace(query, focus=tuple(word for word in query.focus if word not in used))


def is_dated(row: Target, query: Query) -> bool:
    """Whether a target holds for the period that is asked about, if one is."""
    return not query.periods or (row.period is not None and any(map(row.period.answers, query.periods)))


def _corrected(case: Case, judged: Sequence[_Judged], wrong: Sequence[_Judged]) -> Draft:
    """Which figures that a question takes for given are not stated, what is, and whose the figures are."""
    figures = ", ".join(each.claim.value.written for each in wrong)
    draft = case.abstain("wrong_premise", "wrong_value", value=figures)
    return draft + case.draft([*(target_line(case, row) for row in _told(judged)), *_of_others(case, wrong)])


def _told(judged: Sequence[_Judged]) -> list[Target]:
    """The targets that bear the claims out, or set them right, each once."""
    return list(dict.fromkeys(row for each in judged for row in each.right or each.stated))


def _of_others(case: Case, wrong: Sequence[_Judged]) -> list[Line]:
    """The targets of other places and periods that have the figures of wrong claims."""
    return [target_line(case, row, figure=each.claim.value.written) for each in wrong for row in each.others]


def _reasons(case: Case, judged: Sequence[_Judged]) -> Draft:
    """What is stated of each figure, and that no reason is."""
    draft = case.draft([target_line(case, row) for row in _told(judged)])
    return draft + case.abstain("not_in_corpus", "no_reason")


def _sum(case: Case) -> Draft | None:
    """The sum of one target over the documents of several places: of one indicator, unit and period alone."""
    query, reference = case.query, case.reference
    if not find_phrases(words(query.text), load_lexicon().sums):
        return None
    documents = [d for d in case.scope if d.tier == "official" and reference.targets_of(d.id)]
    subject = _of_subject(query)
    if len(documents) < 2 or not subject.focus_words:
        return None
    period = query.periods[0] if query.periods else None
    comparison = compare_targets(reference.catalog.targets, [Side(d.id, period) for d in documents])
    summed: list[tuple[float, list[Target]]] = []
    for paired in comparison.rows:
        rows = [row for row in paired.targets if row and row.value is not None and row.upper is None]
        alike = len({(row.unit, row.period) for row in rows}) == 1 and not (rows[0].unit or "%").startswith(
            "%"
        )
        if len(rows) == len(documents) and alike and not any(row.unsure for row in rows):
            summed.append((min(reference.target_coverage(subject, row) for row in rows), rows))
    share, rows = max(summed, key=lambda each: each[0], default=(0.0, []))
    if share < judging().evidence.sure:
        return None
    bounds = {compared_as(row.comparator) for row in rows}
    whole = replace(
        rows[0],
        value=sum(row.value or 0.0 for row in rows),
        comparator=rows[0].comparator if len(bounds) == 1 else None,
    )
    parts = " + ".join(
        case.say("level", side=reference.name(d), amount=amount_in(row, query.language))
        for d, row in zip(documents, rows, strict=True)
    )
    said = case.say("sum", amount=amount_in(whole, query.language), indicator=whole.indicator, parts=parts)
    sections = [reference.sections[row.document_id, row.section_id] for row in rows]
    return case.draft([Line.of(said, *sections, kind="derived")])
