from __future__ import annotations

import numpy as np
import pytest

from evals.statistics import ClusterBootstrap, mcnemar_exact, percentile_interval, wilson


def test_wilson_against_a_published_example() -> None:
    """Newcombe 1998, table I: 81 of 263 gives .2553 to .3662."""
    interval = wilson(81, 263)
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.2553, 0.3662)


def test_wilson_at_the_ends() -> None:
    none, all_of_them = wilson(0, 10), wilson(10, 10)
    assert (none.value, none.low, round(none.high, 4)) == (0, 0, 0.2775)
    assert (all_of_them.value, round(all_of_them.low, 4), all_of_them.high) == (1, 0.7225, 1)


@pytest.mark.parametrize(
    ("lost", "won", "p"),
    [(0, 0, 1.0), (1, 0, 1.0), (5, 0, 2 / 32), (1, 7, 2 * 9 / 256), (4, 4, 1.0)],
)
def test_mcnemar_by_hand(lost: int, won: int, p: float) -> None:
    assert mcnemar_exact(lost, won) == pytest.approx(p)


def test_the_bootstrap_repeats_itself() -> None:
    values, ones = np.array([1.0, 0, 1, 1]), np.ones(4)
    first = ClusterBootstrap(["a", "b", "c", "d"]).ratios(values, ones)
    second = ClusterBootstrap(["a", "b", "c", "d"]).ratios(values, ones)
    assert np.array_equal(first, second)
    assert len(first) == 10_000


def test_questions_of_one_clause_are_drawn_together() -> None:
    values, ones = np.array([1.0, 1, 1, 0, 0, 0]), np.ones(6)
    apart = percentile_interval(0.5, ClusterBootstrap(list("abcdef")).ratios(values, ones))
    together = percentile_interval(0.5, ClusterBootstrap(list("aaabbb")).ratios(values, ones))
    assert (together.low, together.high) == (0, 1)
    assert 0 < apart.low < apart.high < 1


def test_a_draw_without_anything_to_count_is_left_out() -> None:
    values, counted = np.array([1.0, 0]), np.array([1.0, 0])
    draws = ClusterBootstrap(["a", "b"]).ratios(values, counted)
    assert np.isnan(draws).any()
    interval = percentile_interval(1.0, draws)
    assert (interval.low, interval.high) == (1, 1)


def test_mean_of_ratios() -> None:
    bootstrap = ClusterBootstrap(["only"])
    draws = bootstrap.mean_of_ratios([(np.array([1.0]), np.array([2.0])), (np.array([3.0]), np.array([3.0]))])
    assert draws == pytest.approx(0.75)
