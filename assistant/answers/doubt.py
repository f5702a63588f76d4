"""What reading says of clauses that have the words of a question: which of them answers best, and whether any does.

Words alone take a clause for an answer that has another attribute, step or detail of the same thing. Reading finds a good
third of these out, and doubts few answers; where all clauses of an answer are doubted, it is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.case import Case
from assistant.answers.choose import Finding, answers
from assistant.answers.evidence import Evidence
from assistant.judging import judging
from assistant.reading import ClauseReading, Passage


def read_likeliest(case: Case) -> bool:
    """Reads the clauses that answer by their words, the strongest first; whether time was too short for all of them."""
    likely = sorted((e for e in case.evidence if answers(case, e)), key=lambda e: -e.strength)
    return not _read(case, likely[: judging().reading.clauses])


def undoubted(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of which one clause at least is not doubted, in their order. What was not read is not doubted."""
    return [f for f in findings if not all(map(_is_doubted, f.evidence))]


def is_doubted(case: Case, evidence: Evidence) -> bool:
    """Whether a clause, read alone, rather does not answer."""
    _read(case, [evidence])
    return any(_is_doubted(e) for e in case.everywhere if e.chunk.id == evidence.chunk.id)


def _read(case: Case, evidence: Sequence[Evidence]) -> bool:
    """Whether all could be read that were not read yet."""
    new = [e for e in evidence if e.support is None]
    if case.read is None or not case.query.focus_words or not new:
        return True
    readings = case.read([Passage(e.chunk.context, e.chunk.text) for e in new])
    case.found.weigh(
        {e.chunk.id: support(e, reading) for e, reading in zip(new, readings, strict=True) if reading}
    )
    return None not in readings


def _is_doubted(evidence: Evidence) -> bool:
    return evidence.support is not None and evidence.support < judging().reading.doubted


def support(evidence: Evidence, reading: ClauseReading) -> float:
    """That a clause answers, by reading, search and words together: a logit."""
    constants = judging().reading
    return (
        constants.offset
        + constants.logit * reading.logit
        + constants.dense * evidence.hit.dense
        + constants.retrieval * evidence.retrieval
        + constants.coverage * evidence.coverage
        + constants.adjacency * evidence.adjacency
    )
