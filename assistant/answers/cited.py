"""Which documents the clauses of two sides cite: those that only one does, or both do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.language.text import fold
from assistant.questions.differing import differing_things, shared_things
from assistant.questions.documents import KINDS
from assistant.types import Document, Section

_MOST = 8  # documents that are told
_NUMBER = r"\s+(?:so\s+)?(\d+\s?[-/]\s?[\w/.-]*[^\W_])"


def cited_by(case: Case, sides: tuple[Sequence[Document], Sequence[Document]]) -> Draft | None:
    """What one side cites and the other does not, or what both cite: "nghị quyết nào"; None where no kind is asked for."""
    shared = shared_things(case.query.question)
    kind = fold(shared or differing_things(case.query.question))
    if kind not in KINDS:
        return None
    first, second = (_cited(case, kind, side) for side in sides)
    if shared:
        both = [key for key in first if key in second][:_MOST]
        return _told(case, "both_cite", both, (first, second)) if both else None
    draft = case.draft()
    for own, other, side in ((first, second, sides[0]), (second, first, sides[1])):
        only = [key for key in own if key not in other][:_MOST]
        if only:
            draft += _told(case, "only_one_cites", only, (own,), name=case.reference.name(side[0]))
    return draft if draft.lines else None


def _cited(case: Case, kind: str, side: Sequence[Document]) -> dict[str, tuple[str, Section]]:
    """The documents of a kind that clauses cite by their whole number, as written and where first, by that number."""
    found: dict[str, tuple[str, Section]] = {}
    for document in side:
        for section in case.reference.sections_of(document.id):
            text, folded = section.text, fold(section.text)
            for cited in re.finditer(rf"(?<!\w){kind}{_NUMBER}", folded) if len(folded) == len(text) else ():
                number = text[slice(*cited.span(1))]
                name = f"{text[cited.start() : cited.start() + len(kind)]} số {number}"
                found.setdefault(re.sub(r"\W", "", number).lower(), (name, section))
    return found


def _told(
    case: Case,
    key: str,
    cited: Sequence[str],
    sides: Sequence[dict[str, tuple[str, Section]]],
    **values: str,
) -> Draft:
    """The documents in a sentence, and each clause that cites one."""
    items = ", ".join(sides[0][number][0] for number in cited)
    clauses = [side[number][1] for number in cited for side in sides]
    unique = list({(c.document_id, c.id): c for c in clauses}.values())
    return case.draft([Line.of(case.say(key, items=items, **values), *unique, kind="derived")])
