"""Comparing two runs question by question, and the gate that stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evals.errors import EvaluationDataError
from evals.runs import Run, differences, first_difference, load_scores
from evals.scoring import QuestionScore
from evals.statistics import mcnemar_exact

COMPARED = (
    "trusted_rate",
    "exact",
    "citation_recall",
    "unsupported_values",
    "false_answers",
    "false_refusals",
    "evidence_recall@5",
    "evidence_recall@10",
)
FULL_SET_QUESTIONS = (
    150  # from here on intervals are narrow enough to decide; below, lost questions are counted
)
TOLERATED_LOSS = 0.02
TOLERATED_LOST_QUESTIONS = 2
GATED_UPWARDS = ("trusted_rate", "evidence_recall@5")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from a first run to a second on the same questions."""

    figures: dict[str, Any]
    lost: tuple[QuestionScore, ...]  # trusted before, as scored now
    won: tuple[QuestionScore, ...]
    p_value: float

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON."""
        return {
            **self.figures,
            "mcnemar_p": round(self.p_value, 6),
            "lost": [score.id for score in self.lost],
            "won": [score.id for score in self.won],
        }


def compare_scores(before: Sequence[QuestionScore], after: Sequence[QuestionScore]) -> Comparison:
    """The comparison of two lists of scores of the same questions in the same order."""
    pairs = list(zip(before, after, strict=True))
    lost = tuple(new for old, new in pairs if old.trusted and not new.trusted)
    won = tuple(new for old, new in pairs if new.trusted and not old.trusted)
    return Comparison(differences(before, after, COMPARED), lost, won, mcnemar_exact(len(lost), len(won)))


def compare_runs(before: Run, after: Run) -> Comparison:
    """The comparison of two scored runs. Raises: EvaluationDataError where their questions differ."""
    if different := first_difference(before.questions, after.questions):
        raise EvaluationDataError(
            f"{before.name} and {after.name} asked different questions: field `id`: {different!r}",
            hint="compare runs of the same sets",
        )
    ours = {score.id: score for score in load_scores(after)}
    scores = load_scores(before)
    return compare_scores(scores, [ours[score.id] for score in scores])


def broken_floors(scores: Sequence[QuestionScore]) -> list[str]:
    """The hard floors that a run breaks, with the questions that break them."""
    floors = {
        "marker validity is below 1": [s.id for s in scores if s.markers_valid < s.markers],
        "quote fidelity is below 1": [s.id for s in scores if s.faithful < s.citations],
        "values are unsupported": [s.id for s in scores if s.unsupported],
        "answers are errors": [s.id for s in scores if "error" in s.reasons],
    }
    return [f"{name}: {', '.join(ids)}" for name, ids in floors.items() if ids]


def gate_problems(comparison: Comparison, after: Sequence[QuestionScore]) -> list[str]:
    """Why the later run must not pass; empty where it may."""
    problems = broken_floors(after)
    if len(after) < FULL_SET_QUESTIONS:
        if len(comparison.lost) > TOLERATED_LOST_QUESTIONS:
            names = ", ".join(score.id for score in comparison.lost)
            problems.append(
                f"{len(comparison.lost)} questions lost, {TOLERATED_LOST_QUESTIONS} tolerated: {names}"
            )
        return problems
    figures = comparison.figures["figures"]
    for name in GATED_UPWARDS:
        if (figure := figures[name]) and figure["low"] < -TOLERATED_LOSS:
            problems.append(f"{name} may have lost {-figure['low']:.3f} (tolerated: {TOLERATED_LOSS})")
    if (figure := figures["false_answers"]) and figure["high"] > TOLERATED_LOSS:
        problems.append(f"false_answers may have risen by {figure['high']:.3f} (tolerated: {TOLERATED_LOSS})")
    return problems
