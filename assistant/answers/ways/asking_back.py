"""A turn that points to something it cannot be told from the turns before it: the answer asks what is meant."""

from __future__ import annotations

from assistant.answers.case import Case
from assistant.answers.draft import Draft

_NAMED = 8  # things that may be meant


def answer(case: Case) -> Draft | None:
    """Asks for the place, the period, the body or the item that a turn leaves open."""
    unclear = case.query.unclear
    if unclear is None:
        return None
    named = ", ".join(unclear.choices[:_NAMED]) + (", …" if len(unclear.choices) > _NAMED else "")
    key = f"which_{unclear.about}"
    return case.abstain("ambiguous", key if named else f"{key}_open", choices=named)
