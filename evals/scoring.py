"""From an answer to a score with its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals import metrics
from evals.answers import AnswerRecord, FoundPassage
from evals.jsonl import Record
from evals.records import Question, line_around

DOCUMENTS_FOR_CLUSTERS = 20
DIGITS = 6


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """What one answer earned; retrieval figures are None where there were no hits to score."""

    id: str
    suite: str
    language: str
    tags: tuple[str, ...]
    unanswerable_kind: str | None
    cluster: str
    answerable: bool
    abstained: bool
    trusted: bool
    exact: bool
    missing: tuple[str, ...]
    forbidden: tuple[str, ...]
    unsupported: tuple[dict[str, str], ...]
    values: int
    markers: int
    markers_valid: int
    citations: int
    faithful: int
    on_gold: int
    groups: int
    groups_cited: int
    recall_1: float | None
    recall_5: float | None
    recall_10: float | None
    reciprocal_rank: float | None
    ndcg_10: float | None
    right_document: bool | None
    reasons: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The score as a line of scores.jsonl."""
        row = asdict(self)
        return {
            name: round(value, DIGITS) if isinstance(value, float) else value for name, value in row.items()
        }


def cluster_names(questions: Sequence[Question], texts: Mapping[str, str]) -> dict[str, str]:
    """Question id → cluster: the clause of the first gold quote; its document from twenty documents on."""
    first = {question.id: question.evidence[0][0] for question in questions if question.evidence}
    by_document = len({gold.document for gold in first.values()}) >= DOCUMENTS_FOR_CLUSTERS
    names = {}
    for question in questions:
        gold = first.get(question.id)
        if gold is None:
            names[question.id] = f"question {question.id}"
        elif by_document:
            names[question.id] = gold.document
        else:
            line = line_around(texts.get(gold.document, ""), gold.quote)[0]
            names[question.id] = f"{gold.document}:{line}"
    return names


def score_question(
    question: Question,
    answer: AnswerRecord,
    hits: Sequence[FoundPassage] | None,
    texts: Mapping[str, str],
    cluster: str,
) -> QuestionScore:
    """The score of one answer; `hits` is None where retrieval was not recorded."""
    # Mere talk in place of an answer counts as a refusal, and in place of a refusal it is none.
    abstained = answer.abstained or (question.answerable and answer.outcome == "talk")
    missing = metrics.missing_facts(answer, question.facts)
    forbidden = metrics.forbidden_found(answer, question.forbidden) if question.answerable else []
    possible = answer.outcome == "possible"  # at best a part of an answer, and no refusal
    exact = question.answerable and not (abstained or possible or missing or forbidden or answer.error)
    unsupported, values = metrics.unsupported_values(answer)
    valid, markers = metrics.marker_validity(answer)
    cited = metrics.groups_cited(answer, question.evidence, texts)
    faithful = sum(metrics.is_faithful(each, texts) for each in answer.citations)
    groups = len(question.evidence)
    # Where a part of what was asked is not stated, the answer is not the whole one, and no refusal either.
    partly = answer.outcome == "partly"
    trusted = not (answer.error or partly) and metrics.is_trusted(
        answerable=question.answerable,
        abstained=abstained,
        exact=exact,
        groups=groups,
        cited=cited,
        unsupported=len(unsupported),
    )
    reasons = {
        "error": answer.error is not None,
        "refused": question.answerable and abstained,
        "answered": not question.answerable and not abstained and answer.error is None,
        "partly_answered": partly,
        "possible_only": possible,
        "talked": answer.outcome == "talk",
        "falsely_denied": question.answerable and answer.abstention_reason == "wrong_premise",
        "missing_fact": question.answerable and not abstained and bool(missing),
        "forbidden_value": bool(forbidden),
        "evidence_not_cited": question.answerable and not abstained and cited < groups,
        "unsupported_value": bool(unsupported),
        "marker_invalid": valid < markers,
        "quote_altered": faithful < len(answer.citations),
    }
    found = None
    if hits is not None and question.answerable:
        found = [metrics.groups_found(hit, question.evidence, texts) for hit in hits]
    return QuestionScore(
        id=question.id,
        suite=question.suite,
        language=question.language,
        tags=question.tags,
        unanswerable_kind=question.unanswerable_kind,
        cluster=cluster,
        answerable=question.answerable,
        abstained=abstained,
        trusted=trusted,
        exact=exact,
        missing=tuple(missing),
        forbidden=tuple(forbidden),
        unsupported=tuple(asdict(value) for value in unsupported),
        values=values,
        markers=markers,
        markers_valid=valid,
        citations=len(answer.citations),
        faithful=faithful,
        on_gold=metrics.citations_on_gold(answer, question.evidence, texts) if question.answerable else 0,
        groups=groups if question.answerable else 0,
        groups_cited=cited if question.answerable else 0,
        recall_1=None if found is None else metrics.recall_at(found, groups, 1),
        recall_5=None if found is None else metrics.recall_at(found, groups, 5),
        recall_10=None if found is None else metrics.recall_at(found, groups, 10),
        reciprocal_rank=None if found is None else metrics.reciprocal_rank(found),
        ndcg_10=None if found is None else metrics.ndcg_at(found, groups),
        right_document=None if found is None else metrics.right_document_first(hits or (), question.evidence),
        reasons=tuple(reason for reason, holds in reasons.items() if holds),
    )


def parse_score(record: Record) -> QuestionScore:
    """A line of scores.jsonl. Raises: EvaluationDataError where it is not one."""
    names = QuestionScore.__dataclass_fields__
    for name in names:
        record.get(name)
    record.refuse_unknown()
    lists = {name: tuple(value) for name, value in record.fields.items() if isinstance(value, list)}
    return QuestionScore(**(record.fields | lists))
