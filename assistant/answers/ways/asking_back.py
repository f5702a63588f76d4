"""A turn that points to something it cannot be told from the turns before it: the answer asks what is meant."""

from __future__ import annotations

import re

from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.answers.ways import membership
from assistant.language.text import fold

_WHETHER = re.compile(r"\bco\b.*\bkhong\b|\bis there\b")  # there is such an item
_NAMED = 8  # things that may be meant


def answer(case: Case) -> Draft | None:
    """Asks for the place, the period, the body or the item that a turn leaves open."""
    unclear = case.query.unclear
    if unclear is None:
        return None
    if (
        unclear.about == "item"
        and _WHETHER.search(fold(case.query.question))
        and (told := membership.lacking(case))
    ):
        return told
    named = ", ".join(unclear.choices[:_NAMED]) + (", …" if len(unclear.choices) > _NAMED else "")
    key = f"which_{unclear.about}"
    return case.abstain("ambiguous", key if named else f"{key}_open", choices=named)
