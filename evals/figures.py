"""From scores to figures: what is counted over which questions, with its interval."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from evals.scoring import DIGITS, QuestionScore
from evals.statistics import ClusterBootstrap, Interval, percentile_interval, wilson

Part = Callable[[QuestionScore], tuple[float, float]]  # → numerator and denominator of one question


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over questions: a sum of numerators over a sum of denominators, or the mean of such ratios."""

    parts: tuple[Part, ...]
    interval: Literal["bootstrap", "wilson"] = "bootstrap"
    higher_is_better: bool = True


def _share(holds: Callable[[QuestionScore], bool], among: Callable[[QuestionScore], bool]) -> Part:
    return lambda score: (float(among(score) and holds(score)), float(among(score)))


def _mean(value: Callable[[QuestionScore], float | None]) -> Part:
    def part(score: QuestionScore) -> tuple[float, float]:
        number = value(score)
        return (0.0, 0.0) if number is None else (float(number), 1.0)

    return part


def _is_answerable(score: QuestionScore) -> bool:
    return score.answerable


def _is_any(score: QuestionScore) -> bool:
    return True


def _is_possible(score: QuestionScore) -> bool:
    return "possible_only" in score.reasons


def _is_untrue(score: QuestionScore) -> bool:
    """An answer to what is not stated, a wrong value, or what is stated denied."""
    reasons = set(score.reasons)
    stated = not score.answerable and _answered(score) and not reasons & {"possible_only", "talked"}
    return stated or bool(reasons & {"forbidden_value", "falsely_denied"})


def _is_unanswerable(score: QuestionScore) -> bool:
    return not score.answerable


def _answered(score: QuestionScore) -> bool:
    return not score.abstained and "error" not in score.reasons


def _citation_precision(score: QuestionScore) -> tuple[float, float]:
    return (score.on_gold, score.citations) if score.answerable and _answered(score) else (0.0, 0.0)


FIGURES: dict[str, Figure] = {
    "trusted_rate": Figure(
        (
            _share(lambda score: score.trusted, _is_answerable),
            _share(lambda score: score.trusted, _is_unanswerable),
        )
    ),
    "exact": Figure((_share(lambda score: score.exact, _is_answerable),)),
    "citation_recall": Figure((_mean(lambda s: s.groups_cited / s.groups if s.groups else None),)),
    "citation_precision": Figure((_citation_precision,)),
    "marker_validity": Figure((lambda score: (score.markers_valid, score.markers),), "wilson"),
    "quote_fidelity": Figure((lambda score: (score.faithful, score.citations),), "wilson"),
    "unsupported_values": Figure(
        (lambda score: (len(score.unsupported), score.values),), "wilson", higher_is_better=False
    ),
    "false_answers": Figure((_share(_answered, _is_unanswerable),), "wilson", higher_is_better=False),
    "false_refusals": Figure(
        (_share(lambda score: not _answered(score), _is_answerable),), "wilson", higher_is_better=False
    ),
    "possible": Figure((_share(_is_possible, _is_any),), "wilson", higher_is_better=False),
    "untrue": Figure((_share(_is_untrue, _is_any),), "wilson", higher_is_better=False),
    "balanced_accuracy": Figure(
        (_share(_answered, _is_answerable), _share(lambda score: score.abstained, _is_unanswerable))
    ),
    "evidence_recall@1": Figure((_mean(lambda score: score.recall_1),)),
    "evidence_recall@5": Figure((_mean(lambda score: score.recall_5),)),
    "evidence_recall@10": Figure((_mean(lambda score: score.recall_10),)),
    "mrr": Figure((_mean(lambda score: score.reciprocal_rank),)),
    "ndcg@10": Figure((_mean(lambda score: score.ndcg_10),)),
    "right_document@1": Figure((_mean(lambda score: score.right_document),)),
}

Arrays = tuple[NDArray[np.float64], NDArray[np.float64]]


def part_arrays(figure: Figure, scores: Sequence[QuestionScore]) -> list[Arrays]:
    """Numerators and denominators of the figure's parts; parts that no question belongs to are left out."""
    arrays = []
    for part in figure.parts:
        pairs = np.array([part(score) for score in scores], dtype=np.float64).reshape(-1, 2)
        if pairs[:, 1].sum() > 0:
            arrays.append((pairs[:, 0], pairs[:, 1]))
    return arrays


def figure_value(arrays: Sequence[Arrays]) -> float | None:
    """The figure itself; None where it has nothing to count."""
    if not arrays:
        return None
    return float(np.mean([numerators.sum() / denominators.sum() for numerators, denominators in arrays]))


def figure_interval(
    figure: Figure, scores: Sequence[QuestionScore], bootstrap: ClusterBootstrap
) -> Interval | None:
    """The figure with its 95 % interval; None where it has nothing to count."""
    arrays = part_arrays(figure, scores)
    value = figure_value(arrays)
    if value is None:
        return None
    if figure.interval == "wilson":
        numerators, denominators = arrays[0]
        return wilson(round(numerators.sum()), round(denominators.sum()))
    return percentile_interval(value, bootstrap.mean_of_ratios(arrays))


def summarise(scores: Sequence[QuestionScore]) -> dict[str, Any]:
    """Counts, and all figures over the scores: {figure: {"value", "low", "high", "count"} or None}."""
    bootstrap = ClusterBootstrap([score.cluster for score in scores])
    figures: dict[str, Any] = {}
    for name, figure in FIGURES.items():
        interval = figure_interval(figure, scores, bootstrap)
        if interval is None:
            figures[name] = None
            continue
        count = sum(float(denominators.sum()) for _, denominators in part_arrays(figure, scores))
        figures[name] = {
            "value": round(interval.value, DIGITS),
            "low": round(interval.low, DIGITS),
            "high": round(interval.high, DIGITS),
            "count": round(count),
        }
    return {
        "questions": len(scores),
        "trusted": sum(score.trusted for score in scores),
        "errors": sum("error" in score.reasons for score in scores),
        "without_hits": sum(score.answerable and score.recall_1 is None for score in scores),
        "figures": figures,
    }


def summarise_groups(scores: Sequence[QuestionScore]) -> dict[str, dict[str, Any]]:
    """Summaries by suite, kind of unanswerable question, language, and tag of at least five questions."""

    def grouped(names: Callable[[QuestionScore], Iterable[str]], minimum: int = 1) -> dict[str, Any]:
        members: dict[str, list[QuestionScore]] = {}
        for score in scores:
            for name in names(score):
                members.setdefault(name, []).append(score)
        return {name: summarise(group) for name, group in sorted(members.items()) if len(group) >= minimum}

    return {
        "suites": grouped(lambda score: [score.suite]),
        "unanswerable_kinds": grouped(lambda s: [s.unanswerable_kind] if s.unanswerable_kind else []),
        "languages": grouped(lambda score: [score.language]),
        "tags": grouped(lambda score: score.tags, minimum=5),
    }


def trusted_by_suite(scores: Sequence[QuestionScore]) -> dict[str, float]:
    """The share of trusted answers of each suite."""
    members: dict[str, list[bool]] = {}
    for score in scores:
        members.setdefault(score.suite, []).append(score.trusted)
    return {suite: round(sum(trusted) / len(trusted), DIGITS) for suite, trusted in sorted(members.items())}
