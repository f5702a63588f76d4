"""What is not stated, said usefully: why there is no answer, the nearest clause, what another document says."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.case import Case
from assistant.answers.choose import answers
from assistant.answers.draft import Draft, Line
from assistant.answers.evidence import Evidence, best_of, chunk_periods
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.lexicon import words
from assistant.messages.phrases import period_phrase, sentence
from assistant.types import AbstentionReason


def answer(case: Case) -> Draft:
    """No clause answers: tell a wrong premise from a missing subject, and show the way on."""
    query, reference = case.query, case.reference
    if not query.focus_words and not (query.agencies or query.values or query.periods):
        reason: AbstentionReason = "ambiguous" if len(words(query.text)) < 6 else "out_of_scope"
        return case.abstain(reason, reason)
    bars, least = judging().evidence, judging().choice.off_topic
    nearest = best_of(case.evidence)
    subject = best_of(e for e in case.evidence if e.coverage >= bars.sure)
    if subject and (contradiction := _contradiction(case, subject)):
        return contradiction + show(case, "nearest", subject)
    other = _elsewhere(case)
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
    return draft + show(case, "nearest", nearest) if nearest and nearest.strength >= bars.possible else draft


def _elsewhere(case: Case) -> Evidence | None:
    """The clause of an official document that answers, of those that the question is not asked of."""
    ids = {document.id for document in case.scope}
    if not ids or len(ids) == len(case.allowed):
        return None
    other = best_of(e for e in case.everywhere if e.chunk.document_id not in ids and answers(case, e))
    return other if other and case.reference.documents[other.chunk.document_id].tier == "official" else None


def _contradiction(case: Case, subject: Evidence) -> Draft | None:
    """Which part of the question the clause about its subject contradicts; None where it contradicts none."""
    query, place = case.query, case.reference.names(case.scope)
    if query.values and not subject.premise_fits and subject.period_fits is not False:
        written = ", ".join(v.written for v in query.values)
        return _denied(case, case.abstain("wrong_premise", "wrong_value", value=written))
    about = [e for e in case.evidence if e.coverage >= judging().evidence.sure]
    if query.periods and not subject.period_fits and any(e.period_fits is False for e in about):
        known = sorted({chunk_periods(e.chunk)[0] for e in about if chunk_periods(e.chunk)})
        asked, told = (
            ", ".join(period_phrase(p, query.language) for p in periods) for periods in (query.periods, known)
        )
        return case.abstain("wrong_premise", "absent_period", place=place, asked=asked, known=told)
    if query.agencies and subject.agency_fits is False:
        agency = ", ".join(query.agencies)
        return _denied(case, case.abstain("wrong_premise", "absent_agency_task", place=place, agency=agency))
    return None


def _denied(case: Case, draft: Draft) -> Draft:
    """A draft that says what is not stated, with "no" before it where the question asks for yes or no."""
    if case.confirming:
        first, *rest = draft.lines
        draft.lines = [replace(first, text=case.say("no", text=first.text)), *rest]
    return draft


def show(case: Case, key: str, evidence: Evidence) -> Draft:
    """A clause beside an abstention; `key` says what it is of the question."""
    document = case.reference.documents[evidence.chunk.document_id]
    section = case.reference.section(evidence.chunk)
    said = case.say(key, where=case.reference.name(document), text=sentence(unmarked(section)))
    return case.draft([Line.of(said, section)])
