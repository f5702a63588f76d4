"""Intervals and comparisons: clustered bootstrap, Wilson, exact McNemar. Seeds are fixed: figures repeat."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

DRAWS = 10_000
SEED = 1002
LEVEL = 0.95
_Z = 1.959963984540054  # 97.5 % quantile of the normal distribution


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


def wilson(successes: int, trials: int) -> Interval:
    """The share with Wilson's interval, after Wilson 1927. Raises: ZeroDivisionError without trials."""
    share = successes / trials
    centre = share + _Z**2 / (2 * trials)
    margin = _Z * math.sqrt(share * (1 - share) / trials + _Z**2 / (4 * trials**2))
    scale = 1 + _Z**2 / trials
    low = 0.0 if successes == 0 else (centre - margin) / scale
    high = 1.0 if successes == trials else (centre + margin) / scale
    return Interval(share, low, high)


def mcnemar_exact(only_first: int, only_second: int) -> float:
    """Two-sided p of the exact test on the questions that only one of two runs got right."""
    discordant = only_first + only_second
    fewer = min(only_first, only_second)
    tail = sum(math.comb(discordant, count) for count in range(fewer + 1))
    return min(1.0, 2 * tail / float(2**discordant))


@lru_cache(maxsize=8)
def _cluster_weights(count: int, draws: int, seed: int) -> NDArray[np.float64]:
    """How often each cluster is drawn: shape (draws, clusters)."""
    random = np.random.default_rng(seed)
    return random.multinomial(count, np.full(count, 1 / count), size=draws).astype(np.float64)


class ClusterBootstrap:
    """Resamples whole clusters of questions, since questions on one clause succeed and fail together."""

    def __init__(self, clusters: Sequence[str], *, draws: int = DRAWS, seed: int = SEED) -> None:
        names = {name: position for position, name in enumerate(sorted(set(clusters)))}
        self._of_question = np.array([names[name] for name in clusters], dtype=np.intp)
        self._count = len(names)
        self._weights = _cluster_weights(self._count, draws, seed)

    def _sums(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        per_cluster = np.bincount(self._of_question, weights=values, minlength=self._count)
        return self._weights @ per_cluster

    def ratios(
        self, numerators: NDArray[np.float64], denominators: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """sum(numerators) / sum(denominators) of each draw; nan where a draw has nothing to divide by."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return self._sums(numerators) / self._sums(denominators)

    def mean_of_ratios(
        self, parts: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]
    ) -> NDArray[np.float64]:
        """The mean over the parts of their ratios, for each draw."""
        ratios = np.stack([self.ratios(numerators, denominators) for numerators, denominators in parts])
        return np.asarray(ratios.mean(axis=0), dtype=np.float64)


def percentile_interval(value: float, draws: NDArray[np.float64]) -> Interval:
    """The value with the central 95 % of its bootstrap draws."""
    kept = draws[np.isfinite(draws)]
    if not kept.size:
        return Interval(value, value, value)
    low, high = np.quantile(kept, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(value, float(low), float(high))
