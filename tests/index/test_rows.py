from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.errors import IndexUnavailableError
from assistant.index import rows
from assistant.index.rows import Sketches, VectorRows, lower_bound

VECTORS = (np.arange(40 * 3, dtype=np.float32).reshape(40, 3) / np.float32(100)).astype(np.float32)
ASKED = np.array([1.0, -2.0, 0.5], dtype=np.float32)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rows") / "vectors"
    VectorRows.write(path, VECTORS)
    return path


@given(positions=st.sets(st.integers(0, 39)).map(sorted))
def test_rows_are_scored_wherever_they_stand(file: Path, positions: list[int]) -> None:
    cosines = VectorRows(file, 3).cosines(ASKED, np.array(positions, dtype=np.intp))
    assert cosines.tolist() == pytest.approx((VECTORS[positions] @ ASKED).tolist(), abs=1e-6)


def test_more_rows_than_are_scored_at_once_are_all_scored(tmp_path: Path) -> None:
    count = 2 * rows.SCORED_AT_ONCE + 1
    VectorRows.write(tmp_path / "vectors", np.arange(count, dtype=np.float32)[:, np.newaxis])
    opened = VectorRows(tmp_path / "vectors", 1)
    one = np.ones(1, dtype=np.float32)
    assert np.array_equal(opened.cosines(one), np.arange(count, dtype=np.float32))
    assert np.array_equal(opened.cosines(one, np.arange(1, count)), np.arange(1, count, dtype=np.float32))


def test_a_file_that_is_cut_short_is_an_error_with_a_hint(tmp_path: Path) -> None:
    VectorRows.write(tmp_path / "vectors", VECTORS[:10])
    (tmp_path / "vectors").write_bytes((tmp_path / "vectors").read_bytes()[:-4])
    with pytest.raises(IndexUnavailableError, match="cut short"):
        VectorRows(tmp_path / "vectors", 3)


def of_few_kinds(count: int, dimension: int) -> NDArray[np.float32]:
    """Vectors of unit length that differ along a few axes for the most part, as those of texts do."""
    drawn = np.random.default_rng(1)
    spread = drawn.standard_normal((count, dimension)) / np.arange(1, dimension + 1)
    return np.asarray(spread / np.linalg.norm(spread, axis=1, keepdims=True), dtype=np.float32)


@pytest.mark.parametrize("count", [4, 700, 2 * rows.SKETCHES_AT_ONCE + 5])
def test_the_nearest_are_among_those_with_the_likeliest_sketches(tmp_path: Path, count: int) -> None:
    vectors = of_few_kinds(count, 48)
    Sketches.write(tmp_path / "sketches", vectors)
    sketches = Sketches(tmp_path / "sketches", 48)
    for asked in vectors[:: max(1, count // 20)]:
        likely = sketches.likeliest(asked, 10)
        assert len(likely) == count if count <= 50 else 50 <= len(likely) < 200
        assert np.all(np.diff(likely) > 0)
        assert set(np.argsort(-(vectors @ asked))[:10].tolist()) <= set(likely.tolist())


@given(
    scores=st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=90).map(
        lambda values: np.array(values, np.float32)
    ),
    count=st.integers(1, 12),
)
def test_as_many_as_are_wanted_reach_the_lower_bound(scores: NDArray[np.float32], count: int) -> None:
    reach = scores >= lower_bound(scores, count)
    assert reach.sum() >= min(count, len(scores))
    assert set(np.argsort(-scores, kind="stable")[:count].tolist()) <= set(np.flatnonzero(reach).tolist())
