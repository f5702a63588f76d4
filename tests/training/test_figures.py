from __future__ import annotations

import numpy as np
import pytest

from training.figures import area_under_curve, calibrate, interval, span_overlap


@pytest.mark.parametrize(
    ("scores", "labels", "area"),
    [
        ([3.0, 2.0, 1.0, 0.0], [True, True, False, False], 1.0),
        ([0.0, 1.0, 2.0, 3.0], [True, True, False, False], 0.0),
        ([3.0, 1.0, 2.0, 0.0], [True, True, False, False], 0.75),
        ([1.0, 1.0, 1.0], [True, False, False], 0.5),
    ],
)
def test_area_is_the_share_of_pairs_in_the_right_order(
    scores: list[float], labels: list[bool], area: float
) -> None:
    assert area_under_curve(np.array(scores), np.array(labels)) == area


@pytest.mark.parametrize(
    ("span", "gold", "overlap"),
    [
        ((0, 11), (0, 11), 1.0),
        ((0, 11), (3, 11), 0.8),
        ((0, 2), (12, 19), 0.0),
        ((0, 0), (0, 11), 0.0),
    ],
)
def test_overlap_of_spans_is_the_f1_of_their_words(
    span: tuple[int, int], gold: tuple[int, int], overlap: float
) -> None:
    assert span_overlap("Sở Xây dựng chủ trì", span, gold) == pytest.approx(overlap)


def test_calibration_gives_back_the_chances_that_labels_were_drawn_from() -> None:
    logits = np.repeat([-2.0, 0.0, 2.0], 1000)
    chances = 1 / (1 + np.exp(-(0.5 * logits + 0.3)))
    labels = np.concatenate([np.arange(1000) < round(1000 * chance) for chance in chances[[0, 1000, 2000]]])
    assert calibrate(logits, labels) == pytest.approx((0.5, 0.3), abs=0.01)


def test_interval_draws_whole_groups() -> None:
    hits = np.array([True] * 50 + [False] * 50)
    one_group_each = interval([str(row) for row in range(100)], lambda rows: float(hits[rows].mean()))
    two_groups = interval(["a"] * 50 + ["b"] * 50, lambda rows: float(hits[rows].mean()))
    assert one_group_each == pytest.approx((0.5, 0.4, 0.6), abs=0.02)
    assert two_groups == (0.5, 0.0, 1.0)
