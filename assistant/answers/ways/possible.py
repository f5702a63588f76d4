"""A clause that may answer, but not certainly enough: shown as what it is."""

from __future__ import annotations

from assistant.answers import weighing
from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.answers.ways.absence import is_told_elsewhere, show


def answer(case: Case) -> Draft | None:
    """The likeliest such clause; None where there is none, or where another document plainly has what is asked for."""
    likeliest = weighing.possible(case)
    if likeliest is None or is_told_elsewhere(case, likeliest.coverage):
        return None
    draft = show(case, "possible", likeliest)
    draft.possible = True
    return draft
