"""A question that takes for granted what the clause on its subject says otherwise: a figure, a period, a body."""

from __future__ import annotations

from assistant.answers.case import Case
from assistant.answers.choose import is_form
from assistant.answers.draft import Draft
from assistant.answers.evidence import Evidence, best_of, chunk_periods
from assistant.answers.figures import states
from assistant.answers.ways.absence import show
from assistant.answers.ways.absent_body import names_body
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.lexicon import Phrases, find_phrases, words
from assistant.language.values import Value
from assistant.messages.phrases import period_phrase

_OPENING, _NAME = 14, 6  # words with which a clause tells what it is of, and of a name in them


def answer(case: Case) -> Draft | None:
    """What the clause on the subject says instead; None where nothing in the question is contradicted."""
    subject = best_of(e for e in case.evidence if e.coverage >= judging().evidence.sure)
    contradiction = _contradiction(case, subject) if subject else None
    if subject is None or contradiction is None or contradiction.possible:
        return contradiction
    if not _has_duties(case):
        return contradiction  # what another body does is no part of it
    own = best_of(e for e in case.evidence if e.agency_fits) if subject.agency_fits is False else None
    near = own or subject
    return contradiction if is_form(near.chunk) else contradiction + show(case, "nearest", near)


def _contradiction(case: Case, subject: Evidence) -> Draft | None:
    """Which part of the question the clause about its subject contradicts; None where it contradicts none.

    A period is not denied where a clause of it comes near: that is shown as such.
    """
    query, place = case.query, case.reference.names(case.scope)
    if query.values and not subject.premise_fits and subject.period_fits is not False:
        about = [e for e in case.everywhere if e.coverage >= judging().evidence.possible]
        unstated = [
            v.written
            for v in query.values
            if not any(e.states(v) for e in (subject, *about)) and not _was_told(case, v)
        ]
        if not unstated:
            return None  # it is stated of something: whether of this is not known
        return case.abstain("wrong_premise", "wrong_value", value=", ".join(unstated))
    about = [e for e in case.evidence if e.coverage >= judging().evidence.sure]
    fits = [e.period_fits for e in about]
    # Where a clause is of the asked period, something else of the question was not found in it.
    if query.periods and not subject.period_fits and False in fits and True not in fits:
        near = best_of(e for e in case.evidence if _is_near_of_period(case, e))
        if near := near or best_of(e for e in case.evidence if _is_of_same_thing(case, e, subject)):
            draft = show(case, "possible", near)
            draft.possible = True
            return draft
        known = sorted({chunk_periods(e.chunk)[0] for e in about if chunk_periods(e.chunk)})
        asked, told = (
            ", ".join(period_phrase(p, query.language) for p in periods) for periods in (query.periods, known)
        )
        return case.abstain("wrong_premise", "absent_period", place=place, asked=asked, known=told)
    if query.agencies and subject.agency_fits is False and case.asks_of_body and not _has_near_duty(case):
        agency, given = ", ".join(query.agencies), _has_duties(case)
        if not given and names_body(case):
            return None  # it takes part in something
        if given:
            return case.abstain("wrong_premise", "absent_agency_task", place=place, agency=agency)
        return case.abstain("wrong_premise", "absent_agency", place=place, agency=agency)
    return None


def _was_told(case: Case, value: Value) -> bool:
    """Whether a clause of the answer before has a figure of the question."""
    lines = case.previous.draft.lines if case.previous else []
    told = {(source.document_id, source.section_id) for line in lines for source in line.sources}
    return any(states(case.reference.sections[key].text, value, case.query.text) for key in told)


def _has_duties(case: Case) -> bool:
    """Whether the documents give one of the bodies that a question names a duty; true where it names none."""
    asked = set(case.query.agencies)
    rows = (row for document in case.scope for row in case.reference.duties_of(document.id))
    return not asked or any(not asked.isdisjoint(row.agencies) for row in rows)


def _is_near_of_period(case: Case, evidence: Evidence) -> bool:
    """Whether a clause of the period that is asked for comes near what is asked, in other words."""
    near = evidence.coverage >= judging().evidence.possible and not evidence.marginal
    return bool(evidence.period_fits) and near and (case.query.kind != "value" or evidence.value_fits)


def _is_of_same_thing(case: Case, evidence: Evidence, subject: Evidence) -> bool:
    """Whether a clause of the period that is asked for speaks of what one of another period begins with, name by name: what it
    says may be what is asked."""
    begins = words(unmarked(case.reference.section(subject.chunk)))[:_OPENING]
    names = Phrases(" ".join(begins[n : n + _NAME]) for n in range(len(begins) - _NAME + 1))
    speaks = find_phrases(words(evidence.chunk.text), names)
    fits = bool(evidence.period_fits) and not evidence.marginal
    return fits and bool(speaks) and (case.query.kind != "value" or evidence.value_fits)


def _has_near_duty(case: Case) -> bool:
    """Whether a clause that names the body, or is addressed to it, comes near what is asked."""
    query, reference = case.query, case.reference
    rows = (row for document in case.scope for row in reference.duties_of(document.id))
    own = (
        case.coverage(reference.sections[row.document_id, row.section_id])
        for row in rows
        if not set(row.agencies).isdisjoint(query.agencies)
    )
    named = (evidence.coverage for evidence in case.evidence if evidence.agency_fits)
    near = judging().evidence.possible
    return any(share >= near for share in (*named, *own))
