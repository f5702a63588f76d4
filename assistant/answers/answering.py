"""Runs the ways over a question: the first that takes it for its own answers it."""

from __future__ import annotations

from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.answers.sameness import with_sameness
from assistant.answers.shaping import first_items
from assistant.answers.standing import with_standing
from assistant.answers.support import without_unsupported
from assistant.answers.ways import WAYS, lookup


def answer(case: Case) -> Draft:
    """The draft of an answer: from what is in force on the day; else from what is not, which is called so."""
    valid = case.in_force()
    draft = _answer(valid)
    if valid is not case and draft.outcome != "answered":
        whole = _answer(case)
        if whole.outcome == "answered":
            draft = whole
    return case.draft(case.preface) + first_items(with_sameness(draft, case), case.query.first)


def _answer(case: Case) -> Draft:
    """The draft of an answer: it has something to say, and what its clauses do not bear out is left out."""
    cases = [case.narrowed()]
    if cases[0].scope != case.scope and not case.query.numbers:
        # A title that repeats the question's words is no reason to pass over a document that answers it.
        cases.append(case)
    drafts: list[Draft] = []
    for tried in cases:
        made = next(draft for way in WAYS if (draft := way(tried)))
        drafts.append(finished(made, tried))
        if drafts[-1].outcome == "answered":
            return drafts[-1]
    in_words = cases[0].with_bodies_as_words()
    if in_words and (found := lookup.answer(in_words)):
        drafts.append(finished(found, in_words))
        if drafts[-1].outcome == "answered":
            return drafts[-1]
    return next((d for d in drafts if d.outcome == "possible"), None) or next(
        (d for d in drafts if d.reason and d.lines[0].kind == "stated"), drafts[0]
    )  # a claim set right


def finished(draft: Draft, case: Case) -> Draft:
    """The draft as far as its clauses bear it out, with what is old called old."""
    return without_unsupported(with_standing(draft, case), case)
