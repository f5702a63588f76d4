"""The ways to answer, in the order in which they are tried: the first that takes a question for its own answers it."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.answers.support import without_unsupported
from assistant.answers.ways import (
    absence,
    absent_body,
    absent_document,
    absent_place,
    address,
    comparison,
    document,
    duties,
    lists,
    lookup,
    register,
    talk,
)

Way = Callable[[Case], Draft | None]  # None: the question is another way's

WAYS: tuple[Way, ...] = (
    talk.answer,
    absent_document.answer,
    absent_place.answer,
    address.answer,
    document.answer,
    register.answer,
    absent_body.answer,
    comparison.answer,
    duties.answer,
    lists.answer,
    lookup.answer,
    absence.answer,
)


def answer(case: Case) -> Draft:
    """The draft of an answer: it has something to say, and what its clauses do not bear out is left out."""
    narrowed = case.narrowed()
    draft = _first(narrowed)
    if draft.reason and narrowed.scope != case.scope and not case.query.numbers:
        # A title that repeats the question's words is no reason to pass over a document that answers it.
        wider = _first(case)
        draft = draft if wider.reason else wider
    return case.draft(case.preface) + draft


def _first(case: Case) -> Draft:
    drafts = (way(case) for way in WAYS)
    return without_unsupported(next(draft for draft in drafts if draft), case)
