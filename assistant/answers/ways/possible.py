"""A clause that would be the answer by its words, and of which reading doubts it: shown as what it is."""

from __future__ import annotations

from assistant.answers.case import Case
from assistant.answers.choose import look_up
from assistant.answers.draft import Draft
from assistant.answers.ways.absence import show


def answer(case: Case) -> Draft | None:
    """The likeliest such clause; None where there is none."""
    findings = look_up(case)
    if not findings:
        return None
    draft = show(case, "possible", findings[0].evidence[0])
    draft.possible = True
    return draft
