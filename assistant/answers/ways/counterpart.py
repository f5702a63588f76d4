"""The last question asked of another place: the clause there that says the same as the one that answered, in its words."""

from __future__ import annotations

from assistant.answers.case import Case
from assistant.answers.choose import Finding, are_alike
from assistant.answers.draft import Draft
from assistant.answers.evidence import Evidence, likeness
from assistant.answers.stating import state
from assistant.language.lexicon import words
from assistant.language.text import fold
from assistant.language.values import Period, find_periods
from assistant.types import Document


def answer(case: Case) -> Draft | None:
    """That clause; None where a turn asks for more than another place, or no clause there is like it."""
    return None if case.query.addresses else there(case)


def there(case: Case) -> Draft | None:
    """That clause, whatever address the question before had: what stands at it elsewhere is of something else, or nothing."""
    query = case.query
    said = frozenset(map(fold, words(query.question)))  # it may be typed without diacritics
    others = said.isdisjoint(map(fold, query.focus_words)) and query.text != query.question
    previous = case.previous if others and query.places else None
    if previous is None or previous.draft.outcome != "answered":
        return None
    before, now = set(previous.query.focus_words), set(query.focus_words)
    if before and now and not before & now:
        return None  # the question of an earlier turn is asked of another place
    stated = {
        (source.document_id, source.section_id)
        for line in previous.draft.lines
        if line.kind == "stated"
        for source in line.sources[:1]
    }
    models = [
        e
        for e in previous.case.evidence
        if (e.chunk.document_id, e.chunk.section_id) in stated and not e.marginal
    ]
    found = [Finding(document, (best,)) for document in case.scope if (best := _like(case, document, models))]
    return state(case, found) if found else None


def _like(case: Case, document: Document, models: list[Evidence]) -> Evidence | None:
    """Of a document the clause that is most like one that answered."""
    fitting = [
        (likeness(model, e), e)
        for model in models
        if model.chunk.document_id != document.id
        for e in case.of(document)
        if e.period_fits == model.period_fits and e.agency_fits is not False and are_alike(case, model, e)
    ]
    of = {_periods(case, model) for model in models}
    of_period = [pair for pair in fitting if _periods(case, pair[1]) in of]
    if not (of_period or case.query.addresses):  # a clause of another period is no match for an address
        of_period = fitting
    return max(of_period, key=lambda pair: pair[0], default=(0.0, None))[1]


def _periods(case: Case, evidence: Evidence) -> frozenset[Period]:
    """The periods that the headings of a clause name."""
    section = case.reference.sections[evidence.chunk.document_id, evidence.chunk.section_id]
    return frozenset(period for heading in section.headings for period in find_periods(heading))
