"""The figures that a reader is judged by, and how sure they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
_DRAWS = 1000
Values = NDArray[Any]


def area_under_curve(scores: Values, labels: Values) -> float:
    """How often a pair that answers is above one that does not; ties count half."""
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    positive = int(labels.sum())
    return float(
        (ranks[labels].sum() - positive * (positive + 1) / 2) / (positive * (len(labels) - positive))
    )


def span_overlap(text: str, span: tuple[int, int], gold: tuple[int, int]) -> float:
    """F1 of the words of two spans of a text."""
    found, wanted = (Counter(_WORD.findall(text[start:end].lower())) for start, end in (span, gold))
    shared = (found & wanted).total()
    return 2 * shared / (found.total() + wanted.total()) if shared else 0.0


def calibrate(logits: Values, labels: Values) -> tuple[float, float]:
    """Slope and offset with which logits become probabilities (logistic regression, Newton's method)."""
    columns = np.stack([logits, np.ones_like(logits)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(50):
        chances = 1 / (1 + np.exp(-columns @ weights))
        bend = columns.T @ (columns * (chances * (1 - chances))[:, np.newaxis]) + 1e-6 * np.eye(2)
        weights -= np.linalg.solve(bend, columns.T @ (chances - labels))
    return float(weights[0]), float(weights[1])


def interval(
    groups: Sequence[str], figure: Callable[[NDArray[np.intp]], float], seed: int = 0
) -> tuple[float, float, float]:
    """The figure of all rows and the bounds of 95 in 100 draws of whole groups; `figure` takes rows."""
    names, members = np.unique(np.asarray(groups), return_inverse=True)
    rows = [np.flatnonzero(members == number) for number in range(len(names))]
    chance = np.random.default_rng(seed)
    draws = [
        figure(np.concatenate([rows[number] for number in chance.integers(len(rows), size=len(rows))]))
        for _ in range(_DRAWS)
    ]
    low, high = np.nanpercentile(draws, [2.5, 97.5])
    return figure(np.arange(len(members))), float(low), float(high)
