"""Finding question sets: by name in the package, or by path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from evals.errors import EvaluationDataError
from evals.freezing import check_lock
from evals.records import QuestionSet, check_against_documents, load_set, shared_clauses

QUESTIONS_FOLDER = Path(__file__).parent / "questions"


def resolve_sets(names: Sequence[str]) -> list[QuestionSet]:
    """The sets of these names or paths; all of the package's where none is named."""
    known = {path.stem: path for path in sorted(QUESTIONS_FOLDER.glob("*.jsonl"))}
    paths = {name: known.get(name, Path(name)) for name in names} or known
    for name, path in paths.items():
        if not path.is_file():
            raise EvaluationDataError(
                f"no question set {name!r}",
                hint=f"sets: {', '.join(known) or 'none'}; or give the path of a .jsonl file",
            )
    return [load_set(path, path.stem) for path in paths.values()]


def check_sets(sets: Sequence[QuestionSet], texts: Mapping[str, str]) -> list[str]:
    """Check quotes, locks and the split against the documents; returns warnings.

    Raises: EvaluationDataError for unusable gold, a set that is not as frozen, a clause in both dev and test.
    """
    warnings = []
    for question_set in sets:
        check_lock(question_set, texts)
        warnings += check_against_documents(question_set, texts)
    by_name = {question_set.name: question_set for question_set in sets}
    if {"dev", "test"} <= by_name.keys():
        shared = shared_clauses(by_name["dev"].questions, by_name["test"].questions, texts)
        if shared:
            ours, theirs, quote = shared[0]
            raise EvaluationDataError(
                f"dev and test share {len(shared)} clauses: field `evidence` of {ours} and {theirs}: "
                f"{quote[:60]!r}",
                hint="move all questions on a clause into one of the two sets",
            )
    return warnings
