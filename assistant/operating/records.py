"""A case as a record for the evaluation, in the form of the question sets in `evals/questions`."""

from __future__ import annotations

import re
from typing import Any, Literal, get_args

from assistant.types import Answer

Judgement = Literal["not_in_documents", "shown_is_right", "should_differ"]
JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)
_FIGURE = re.compile(r"\d[\d.,]*(?:\s*%)?")
_MARKS = re.compile(r"\s*\[\d+\]|\*\*")
_UNANSWERABLE = {"wrong_premise": "altered_premise", "out_of_scope": "out_of_scope"}


def make_record(
    reference: str, question: str, answer: Answer, judgement: Judgement, note: str
) -> dict[str, Any]:
    """The record. `answer` is what is answered now, of which a person says by `judgement` what it is.

    Where it should be another one, facts and evidence are left empty, and `eval validate` refuses the record until somebody has
    filled them in.
    """
    right = judgement == "shown_is_right"
    unanswerable = judgement == "not_in_documents"
    facts = _facts(answer) if right else []
    suite = "targets" if any(fact["kind"] != "text" for fact in facts) else "responsibilities"
    kind = _UNANSWERABLE.get(answer.abstention_reason or "", "not_in_corpus")
    return {
        "id": f"use-{reference[:13]}",
        "suite": "unanswerable" if unanswerable else suite,
        "turns": [question],
        "language": answer.language,
        "answerable": not unanswerable,
        "unanswerable_kind": kind if unanswerable else None,
        "facts": facts,
        "evidence": [_evidence(answer)] if right else [],
        "forbidden": [],
        "tags": ["from-use"],
        "note": note or None,
    }


def _evidence(answer: Answer) -> list[dict[str, str]]:
    """One group: any of the clauses that are cited suffices."""
    return [{"document": source.document_id, "quote": source.quote.strip()} for source in answer.citations]


def _facts(answer: Answer) -> list[dict[str, Any]]:
    """The first thing that is said with a source: its share, such as 80%, or all its words."""
    said = next(sentence.text for sentence in answer.sentences if sentence.citations)
    words = _MARKS.sub("", said).strip(" -\n")
    shares = [found for found in _FIGURE.findall(words) if found.endswith("%")]
    if shares:
        return [{"any_of": [shares[0]], "kind": "percent", "vital": True}]
    return [{"any_of": [words], "kind": "text", "vital": True}]
