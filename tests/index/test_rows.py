from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import IndexUnavailableError
from assistant.index import rows
from assistant.index.rows import VectorRows

VECTORS = (np.arange(40 * 3, dtype=np.float32).reshape(40, 3) / np.float32(100)).astype(np.float32)
ASKED = np.array([1.0, -2.0, 0.5], dtype=np.float32)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rows") / "vectors"
    VectorRows.write(path, VECTORS)
    return path


@given(positions=st.sets(st.integers(0, 39)).map(sorted))
def test_rows_are_scored_wherever_they_stand(file: Path, positions: list[int]) -> None:
    opened = VectorRows(file, 3)
    cosines = opened.cosines(ASKED, np.array(positions, dtype=np.intp))
    assert cosines.tolist() == pytest.approx((VECTORS[positions] @ ASKED).tolist(), abs=1e-6)
    opened.close()


def test_more_rows_than_are_read_at_once_are_all_scored(tmp_path: Path) -> None:
    count = 2 * rows.READ_AT_ONCE + 1
    VectorRows.write(tmp_path / "vectors", np.arange(count, dtype=np.float32)[:, np.newaxis])
    opened = VectorRows(tmp_path / "vectors", 1)
    cosines = opened.cosines(np.ones(1, dtype=np.float32), np.arange(count))
    assert np.array_equal(cosines, np.arange(count, dtype=np.float32))
    opened.close()


def test_a_file_that_is_cut_short_is_an_error_with_a_hint(tmp_path: Path) -> None:
    VectorRows.write(tmp_path / "vectors", VECTORS[:10])
    opened = VectorRows(tmp_path / "vectors", 3)
    with pytest.raises(IndexUnavailableError, match="cut short"):
        opened.cosines(ASKED, np.arange(8, 12))
    opened.close()


def test_who_asks_after_it_was_closed_is_told_so(file: Path) -> None:
    opened = VectorRows(file, 3)
    opened.close()
    with pytest.raises(IndexUnavailableError, match="closed"):
        opened.cosines(ASKED, np.arange(2))


def test_threads_do_not_move_each_others_place(file: Path) -> None:
    opened = VectorRows(file, 3)
    wrong: list[int] = []

    def look(start: int) -> None:
        positions = np.arange(start, 40, 7)
        for _ in range(200):
            if not np.allclose(opened.cosines(ASKED, positions), VECTORS[positions] @ ASKED, atol=1e-6):
                wrong.append(start)

    threads = [threading.Thread(target=look, args=(start,)) for start in range(7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    opened.close()
