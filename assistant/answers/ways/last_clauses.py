"""A follow-up that a clause of the last answer answers: one that has all its words; of which only the time or the body is
asked; or, where no clause was found for the figure that it asks for, one that states a figure of its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.case import Case
from assistant.answers.choose import Finding
from assistant.answers.draft import Draft
from assistant.answers.evidence import Evidence, best_of, chunk_periods
from assistant.answers.stating import state
from assistant.answers.ways.absence import show
from assistant.judging import judging
from assistant.language.bodies import find_bodies, is_group
from assistant.language.deadlines import find_deadline
from assistant.language.items import ordinal_items
from assistant.language.lexicon import words
from assistant.language.places import find_places
from assistant.language.text import fold, plain
from assistant.language.values import EACH_YEAR, find_periods
from assistant.questions.ellipsis import asks_body_alone, asks_time_alone
from assistant.types import Query, Section

_ASKING = (
    "value",
    "open",
    "who",
    "where_to",
    "when",
    "list",
    "count",
)  # kinds that a clause alone may answer
_LEAST = 2  # words of a subject
_NUMBER = "hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_UNIT = re.compile(r"(?<!\w)(?:bao nhiêu|mấy)\s+(?!phần trăm)([^\W\d_]+)")  # "mấy năm"


def answer_first(case: Case) -> Draft | None:
    """The clause of the last answer that has what a follow-up says, word for word; None where none has, or it asks for more."""
    query = case.query
    if query.text == query.question or query.kind not in _ASKING or query.of_register or query.aspect:
        return None
    own = of_own_words(query).focus_words
    if len(own) < _LEAST or query.values or query.addresses or query.summary or query.facts:
        return None
    if find_places(query.question) or find_periods(query.question) or query.agencies or query.other_agencies:
        return None
    if not frozenset(map(fold, own)) <= _said(query):
        return None
    previous = case.previous
    if previous is None or previous.draft.reason:
        return None
    keys = dict.fromkeys((s.document_id, s.section_id) for line in previous.draft.lines for s in line.sources)
    item = ordinal_items(query.question)  # "quan điểm thứ ba" is not every clause that says "quan điểm"
    having = [
        key
        for key in keys
        if _has(case, section := case.reference.sections[key], own) and item <= ordinal_items(section.text)
    ]
    found = [e for e in case.evidence if (e.chunk.document_id, e.chunk.section_id) in having]
    fitting = [
        e for e in found if e.value_fits and e.premise_fits and e.period_fits is not False and not e.marginal
    ]
    if len(having) != 1 or not fitting:
        return None
    best = fitting[0]
    return state(case, [Finding(case.reference.documents[best.chunk.document_id], (best,))])


def answer_time(case: Case) -> Draft | None:
    """The first clause of the last answer with its time, where a turn asks for nothing else; None where it has none."""
    if case.query.text == case.query.question or not asks_time_alone(case.query.question):
        return None
    previous = case.previous
    stated = previous.draft.first_stated if previous else None
    if previous is None or stated is None:
        return None
    key = stated.document_id, stated.section_id
    told = [e for e in previous.case.evidence if (e.chunk.document_id, e.chunk.section_id) == key]
    timed = [e for e in told if is_timed(e)]
    if not timed:
        return None
    found = Finding(case.reference.documents[key[0]], (timed[0],))
    return state(case.asking("when"), [found])


def answer_body(case: Case) -> Draft | None:
    """That no body is stated, with the clause of the last answer, where a turn asks for nothing else; None where one is."""
    if case.query.kind != "who" or case.query.agencies or not asks_body_alone(case.query.question):
        return None
    previous = case.previous
    stated = previous.draft.first_stated if previous and not previous.draft.reason else None
    if previous is None or stated is None:
        return None
    key = stated.document_id, stated.section_id
    bars = judging().evidence
    near = [
        e for e in case.evidence if e.strength >= bars.possible and e.coverage >= bars.sure and not e.marginal
    ]
    told = next((e for e in previous.case.evidence if (e.chunk.document_id, e.chunk.section_id) == key), None)
    if told is None or any(_names_body(case, e) for e in (told, *near)):
        return None
    document = case.reference.documents[key[0]]
    return case.abstain("not_in_corpus", "last_no_body", place=case.reference.name(document)) + show(
        case, "nearest", told
    )


def _names_body(case: Case, evidence: Evidence) -> bool:
    """Whether a clause gives a duty, or names a single body."""
    section = case.reference.section(evidence.chunk)
    given = case.reference.asked_duty(case.query, section)
    return given is not None or any(not is_group(body.group()) for body in find_bodies(plain(section.text)))


def is_timed(evidence: Evidence) -> bool:
    """Whether a clause holds for some years, or binds to a day; that it is so each year is no time of it."""
    deadline = find_deadline(plain(evidence.chunk.text))
    years = [period for period in chunk_periods(evidence.chunk) if period != EACH_YEAR]
    return bool(years) or (deadline is not None and deadline.is_dated)


def _has(case: Case, section: Section, own: Sequence[str]) -> bool:
    """Whether a clause has all words of a question, and those of a term together."""
    has_all = set(own) <= set(words(plain(section.text)))
    return (
        has_all and replace(case, query=of_own_words(case.query)).coverage(section) >= judging().evidence.sure
    )


def answer(case: Case) -> Draft | None:
    """The clause of the last answer that states what is asked for, or one beside it; None where none does, or the question
    follows none."""
    if (
        case.query.kind not in ("value", "count")
        or (previous := case.previous) is None
        or previous.draft.reason
    ):
        return None
    shown = {(s.document_id, s.section_id) for line in previous.draft.lines for s in line.sources}
    above = {(key[0], case.reference.sections[key].headings) for key in shown}
    least = judging().evidence.possible
    best = best_of(
        e
        for e in case.evidence
        if (e.chunk.document_id, e.chunk.section_id) in shown
        or ((e.chunk.document_id, e.chunk.headings) in above and e.coverage >= least)
        if _states(case, e)
    )
    if best is None:
        return None
    return state(case, [Finding(case.reference.documents[best.chunk.document_id], (best,))])


def _states(case: Case, evidence: Evidence) -> bool:
    """Whether a clause has a figure of the unit that is asked for, and speaks of the subject at all."""
    if not evidence.value_fits or not evidence.premise_fits or evidence.marginal:
        return False
    if evidence.period_fits is False or evidence.agency_fits is False:
        return False
    own = of_own_words(case.query)
    if not own.focus_words:
        return False
    section = case.reference.section(evidence.chunk)
    if replace(case, query=own).coverage(section) < judging().choice.off_topic:
        return False
    return case.query.percent or case.query.counted is not None or _has_unit(case, evidence)


def of_own_words(query: Query) -> Query:
    """A question about no more than what its own words say, whatever it took over from the one before."""
    if query.language == "en":
        return query
    said = _said(query)
    return replace(query, focus=tuple(word if word and fold(word) in said else None for word in query.focus))


def _said(query: Query) -> frozenset[str]:
    """The words of a turn as it was typed, folded: it may be typed without diacritics."""
    return frozenset(map(fold, words(query.question)))


def _has_unit(case: Case, evidence: Evidence) -> bool:
    """Whether a number of the clause has the unit behind it that "mấy …" asks for."""
    asked = _UNIT.search(" ".join(words(case.query.text)))
    text = " ".join(words(plain(evidence.chunk.text)))
    return bool(asked and re.search(rf"(?:\d|(?<!\w)(?:{_NUMBER}))\s+{re.escape(asked[1])}(?!\w)", text))
