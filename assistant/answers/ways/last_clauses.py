"""A figure that a follow-up asks for and no clause was found for: the clause of the last answer that states one of its unit."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.case import Case
from assistant.answers.choose import Finding
from assistant.answers.draft import Draft
from assistant.answers.evidence import Evidence, best_of
from assistant.answers.stating import state
from assistant.judging import judging
from assistant.language.lexicon import words
from assistant.language.text import plain
from assistant.types import Query

_UNIT = re.compile(r"(?<!\w)(?:bao nhiêu|mấy)\s+(?!phần trăm)([^\W\d_]+)")  # "mấy năm"


def answer(case: Case) -> Draft | None:
    """The clause of the last answer that states what is asked for; None where none does, or the question follows none."""
    if case.query.kind != "value" or (previous := case.previous) is None or previous.draft.reason:
        return None
    shown = {(s.document_id, s.section_id) for line in previous.draft.lines for s in line.sources}
    best = best_of(
        e for e in case.evidence if (e.chunk.document_id, e.chunk.section_id) in shown and _states(case, e)
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
    own = _own(case.query)
    if not own.focus_words:
        return False
    section = case.reference.section(evidence.chunk)
    if replace(case, query=own).coverage(section) < judging().choice.off_topic:
        return False
    return case.query.percent or case.query.counted is not None or _has_unit(case, evidence)


def _own(query: Query) -> Query:
    """A question about no more than what its own words say, whatever it took over from the one before."""
    if query.language == "en":
        return query
    said = set(words(query.question))
    return replace(query, focus=tuple(word if word in said else None for word in query.focus))


def _has_unit(case: Case, evidence: Evidence) -> bool:
    """Whether a number of the clause has the unit behind it that "mấy …" asks for."""
    asked = _UNIT.search(" ".join(words(case.query.text)))
    text = " ".join(words(plain(evidence.chunk.text)))
    return bool(asked and re.search(rf"\d\s+{re.escape(asked[1])}(?!\w)", text))
