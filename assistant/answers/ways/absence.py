"""What is not found, said usefully: why there is no answer, the nearest clause, what another document says."""

from __future__ import annotations

from collections.abc import Collection

from assistant.answers.case import Case
from assistant.answers.choose import answers, is_form
from assistant.answers.closings import only_names_document
from assistant.answers.draft import Draft, Line
from assistant.answers.evidence import Evidence, best_of
from assistant.answers.ways import absent_document
from assistant.answers.weighing import answers_alone
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.bodies import is_group
from assistant.language.lexicon import words
from assistant.messages.phrases import sentence
from assistant.questions.whether import asks_whether
from assistant.types import AbstentionReason


def answer(case: Case) -> Draft:
    """No clause answers: say so, of a document that is named and not here first, and show the way on."""
    return (absent_document.tell(case) or case.draft()) + _absence(case)


def _absence(case: Case) -> Draft:
    query, reference = case.query, case.reference
    if not query.focus_words and not (query.agencies or query.values or query.periods):
        reason: AbstentionReason = "ambiguous" if len(words(query.text)) < 6 else "out_of_scope"
        return case.abstain(reason, reason)
    bars, least = judging().evidence, judging().choice.off_topic
    tells = (e for e in case.evidence if not (only_names_document(query, e.chunk) or is_form(e.chunk)))
    nearest = best_of(e for e in tells if not reference.is_time_alone(e.chunk))
    ids = {document.id for document in case.scope}
    other = elsewhere(case, ids) if ids and len(ids) < len(case.allowed) else None
    off_topic = nearest is None or (nearest.coverage < least and nearest.strength < bars.possible)
    if off_topic and other is None:
        return case.abstain("out_of_scope", "out_of_scope")
    draft = case.abstain(
        "not_in_corpus",
        "absent" if query.places or query.documents else "absent_everywhere",
        place=reference.names(case.scope),
    )
    if other:
        return draft + show(case, "elsewhere", other)
    near = nearest is not None and nearest.strength >= bars.possible
    if nearest is None or not near or (nearest.certainty or 0.0) < judging().reading.shown:
        return draft
    return draft + show(case, "nearest", nearest)


def elsewhere(case: Case, asked: Collection[str] = ()) -> Evidence | None:
    """The clause of an official document that answers, of those that the question is not asked of."""
    other = best_of(
        e for e in case.everywhere if e.chunk.document_id not in asked and not e.marginal and answers(case, e)
    )
    if other is None or case.reference.documents[other.chunk.document_id].tier != "official":
        return None
    return other if answers_alone(case, other) else None


def is_told_elsewhere(case: Case, covered: float) -> bool:
    """Whether it is asked if a place has a thing that another's document has in so many words, and that of the place does not.

    `covered`: how far the closest clause there covers the question.
    """
    bars, asked = judging(), {document.id for document in case.scope}
    if not asks_whether(case.query.text) or covered >= bars.evidence.sure or len(asked) == len(case.allowed):
        return False
    other = elsewhere(case, asked)
    return other is not None and other.coverage >= covered + bars.choice.closer


def show(case: Case, key: str, evidence: Evidence) -> Draft:
    """A clause beside an abstention; `key` says what it is of the question."""
    document = case.reference.documents[evidence.chunk.document_id]
    section = case.reference.section(evidence.chunk)
    text, where = sentence(unmarked(section)), case.reference.name(document)
    duty = case.reference.asked_duty(case.query, section) if case.query.kind == "who" else None
    if duty and not is_group(duty.agency) and not text.startswith(duty.agency):
        where = f"{where}, **{duty.agency_name}**"  # the body that is asked for stands in the heading
    said = case.say(key, where=where, text=text)
    return case.draft([Line.of(said, section)])
