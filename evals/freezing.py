"""Frozen sets: a lock file beside the set holds the hashes of its questions and of the corpus."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from evals.errors import EvaluationDataError
from evals.jsonl import read_json, write_json
from evals.records import QuestionSet
from evals.runs import corpus_hash


def lock_path(path: Path) -> Path:
    """The lock file of a set: `test.jsonl` has `test.lock.json`."""
    return path.with_suffix(".lock.json")


def freeze(question_set: QuestionSet, texts: Mapping[str, str]) -> Path:
    """Write the lock file."""
    path = lock_path(question_set.path)
    write_json(
        path,
        {
            "set": question_set.name,
            "questions": len(question_set.questions),
            "questions_sha256": question_set.sha256,
            "corpus_sha256": corpus_hash(texts),
        },
    )
    return path


def check_lock(question_set: QuestionSet, texts: Mapping[str, str] | None = None) -> bool:
    """Whether the set is frozen.

    Raises: EvaluationDataError where its questions, or the corpus if given, are not those it was frozen with.
    """
    path = lock_path(question_set.path)
    if not path.exists():
        return False
    lock = read_json(path)
    hint = "restore them, or freeze the set again and say so: figures from before no longer compare"
    if lock.text("questions_sha256") != question_set.sha256:
        raise EvaluationDataError(
            f"{question_set.path}: field `questions_sha256` of {path.name}: frozen with other questions",
            hint=hint,
        )
    if texts is not None and lock.text("corpus_sha256") != corpus_hash(texts):
        raise EvaluationDataError(
            f"{question_set.path}: field `corpus_sha256` of {path.name}: frozen with another corpus",
            hint=hint,
        )
    return True
