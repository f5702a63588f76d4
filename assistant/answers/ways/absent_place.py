"""A place of which there is no document: which places there are, and what a document says of its own."""

from __future__ import annotations

from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.answers.scope import no_document_of
from assistant.answers.ways.absence import elsewhere, show


def answer(case: Case) -> Draft | None:
    """No document is of any place that the question names."""
    if not case.missing or len(case.missing) < len(case.query.places):
        return None
    key, values = no_document_of(case.missing, case.scope)
    draft = case.abstain(reason="not_in_corpus", key=key, **values)
    other = elsewhere(case)
    return draft + show(case, "elsewhere", other) if other else draft
