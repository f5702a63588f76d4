"""Doubt: whether a clause that has the words of a question says something else about its subject.

Words alone take a clause for an answer that has another attribute, step or detail of the same thing. Reading finds a good
third of these out, and doubts few answers; where all clauses of an answer are doubted, it is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.case import Case
from assistant.answers.choose import Finding
from assistant.answers.evidence import Evidence
from assistant.judging import judging
from assistant.reading import ClauseReading, Passage


def undoubted(case: Case, findings: Sequence[Finding]) -> tuple[list[Finding], bool]:
    """(the findings of which one clause at least is not doubted, in their order; whether time was too short to read all).

    What is not read is not doubted.
    """
    if case.read is None or not case.query.focus_words:
        return list(findings), False
    clauses = [evidence for finding in findings for evidence in finding.evidence][: judging().reading.clauses]
    readings = case.read([Passage(e.chunk.context, e.chunk.text) for e in clauses])
    doubted = {
        evidence.chunk.id
        for evidence, reading in zip(clauses, readings, strict=True)
        if reading and support(evidence, reading) < judging().reading.doubted
    }
    kept = [f for f in findings if any(e.chunk.id not in doubted for e in f.evidence)]
    return kept, None in readings


def is_doubted(case: Case, evidence: Evidence) -> bool:
    """Whether a clause, read alone, rather does not answer."""
    document = case.reference.documents[evidence.chunk.document_id]
    return not undoubted(case, [Finding(document, (evidence,))])[0]


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
