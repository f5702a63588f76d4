"""Who holds an office: what clauses say of it is an answer only where one of them has the office."""

from __future__ import annotations

from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.answers.evidence import best_of
from assistant.answers.ways.absence import show
from assistant.judging import judging
from assistant.language.text import fold, plain
from assistant.questions.actors import asked_office


def answer(case: Case) -> Draft | None:
    """That it is not stated, with the nearest clause; None where no holder is asked for, or a near clause has the office."""
    office = asked_office(case.query.text)
    if office is None:
        return None
    bars = judging().evidence
    near = [e for e in case.evidence if e.strength >= bars.possible and not e.marginal]
    if any(e.coverage >= bars.sure and office in fold(plain(e.chunk.text)) for e in near):
        return None
    named = case.query.places or case.query.documents
    draft = case.abstain(
        "not_in_corpus", "absent" if named else "absent_everywhere", place=case.reference.names(case.scope)
    )
    nearest = best_of(near)
    return draft + show(case, "nearest", nearest) if nearest else draft
