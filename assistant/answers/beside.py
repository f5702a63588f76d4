"""Questions of one turn beside each other: what none of its own clauses surely answers, one that answers another may, or one that
stands beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.answers.answering import finished
from assistant.answers.case import Answered, Case
from assistant.answers.choose import Finding, contradicts
from assistant.answers.draft import Draft
from assistant.answers.evidence import Evidence, best_of
from assistant.answers.stating import state
from assistant.answers.ways.last_clauses import is_timed, of_own_words
from assistant.judging import judging
from assistant.types import Query


def beside_answered(parts: Sequence[Answered]) -> list[Answered]:
    """The answers to the questions of a turn; those that have none by a clause that answers another, or stands under the same
    heading, where it is the likeliest of those that give what is asked for."""
    found = list(parts)
    for number, part in enumerate(parts):
        if part.draft.outcome in ("not_stated", "possible"):
            others = [other for other in found if other.draft.outcome == "answered"]
            found[number] = (_by_others(part, others) if others else None) or part  # else nothing is searched
    return found


def with_shared(parts: Sequence[Answered]) -> list[Answered]:
    """The answers; a clause that one only shows as related, and another part of the turn is answered by, answers both.

    "Trồng bao nhiêu ha quế, bán đi đâu?": the clause that says where says how much.
    """
    stated = {
        (source.document_id, source.section_id)
        for part in parts
        if part.draft.outcome == "answered"
        for line in part.draft.lines
        for source in line.sources
    }
    return [replace(part, draft=_with_shared(part, stated) or part.draft) for part in parts]


def _with_shared(part: Answered, stated: Collection[tuple[str, str]]) -> Draft | None:
    """An answer by a clause that it shows, of some that answer what is asked beside it; None where none speaks of its subject."""
    case, draft = part.case, part.draft
    if draft.outcome == "answered" or draft.reason == "wrong_premise" or not part.query.focus_words:
        return None
    shown = {(source.document_id, source.section_id) for line in draft.lines for source in line.sources}
    both = shown.intersection(stated)
    for evidence in case.evidence if both else ():
        speaks = draft.possible or evidence.coverage >= judging().evidence.sure
        if _key(evidence) in both and speaks and not contradicts(case, evidence):
            return _told(case, evidence)
    return None


def _by_others(part: Answered, others: Sequence[Answered]) -> Answered | None:
    """The answer by a clause that others rest on, or one beside it; None where another clause is likelier."""
    case = part.case
    cited = {
        (source.document_id, source.section_id): other.query
        for other in others
        for line in other.draft.lines
        for source in line.sources
    }
    sections = [case.reference.sections[key] for key in cited]
    beside = {(section.document_id, section.headings) for section in sections}
    giving = [
        e for e in case.evidence if _gives(case, e) and not _counts_the_same(case.query, cited.get(_key(e)))
    ]
    least = judging().evidence.possible
    near = [
        e
        for e in giving
        if _key(e) in cited or ((e.chunk.document_id, e.chunk.headings) in beside and e.coverage >= least)
    ]
    likeliest = max(giving, key=lambda e: e.standing, default=None)
    best = best_of(near) if likeliest in near else None
    if best is None:
        return None
    return replace(part, draft=_told(case, best))


def _told(case: Case, evidence: Evidence) -> Draft:
    finding = Finding(case.reference.documents[evidence.chunk.document_id], (evidence,))
    return finished(state(case, [finding]), case)


def _key(evidence: Evidence) -> tuple[str, str]:
    return evidence.chunk.document_id, evidence.chunk.section_id


def _counts_the_same(asked: Query, other: Query | None) -> bool:
    """Whether another question, which a clause answers, asks how many of the same: of each another figure is the answer."""
    return other is not None and asked.kind == "value" and asked.counted == other.counted


def _gives(case: Case, evidence: Evidence) -> bool:
    """Whether a clause has a value of the kind that a question asks for, and speaks of what it says itself."""
    query, own = case.query, of_own_words(case.query)
    if evidence.marginal or not evidence.premise_fits or evidence.period_fits is False:
        return False
    section = case.reference.section(evidence.chunk)
    if own.focus_words and replace(case, query=own).coverage(section) < judging().choice.off_topic:
        return False
    if query.answer_type:
        return bool(evidence.type_fits)
    if query.kind == "value":
        return evidence.value_fits and (query.percent or query.counted is not None)
    duty = case.reference.asked_duty(query, section)
    return (query.kind == "when" and is_timed(evidence)) or (
        query.kind == "where_to" and bool(duty and duty.recipient)
    )
