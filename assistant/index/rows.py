"""The vectors of a generation, in the order of its chunks: rows of a file, which readers hold in memory and score exactly.

Beside them lie sketches, a third as many numbers for each row: they tell which of many rows are worth scoring.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexUnavailableError

ROW_TYPE = np.dtype("<f4")
# Rows. Larger products are shared between threads that wait for each other: on a busy machine that took 92 ms, not 0.2.
SCORED_AT_ONCE = 1024
SKETCHED_FROM = 5_000  # rows; fewer are all scored in half a millisecond
DRAWN = 5_000  # rows, in which the axes are found that tell most
TRIED = 5  # times as many rows as are wanted are scored, at least: of the 200 nearest among 25,000, 199.8 are among them
SKETCHES_AT_ONCE = 2048  # which lie column by column, as they are added up in half the time


class VectorRows:
    """The rows of a file; read-only, safe to share between threads."""

    def __init__(self, path: Path, dimension: int) -> None:
        """Raises: OSError, IndexUnavailableError for a file that is cut short."""
        self._rows = _read(path, dimension)

    @staticmethod
    def write(path: Path, vectors: NDArray[np.float32]) -> None:
        """Writes vectors, shape (rows, dimension)."""
        np.ascontiguousarray(vectors, dtype=ROW_TYPE).tofile(path)

    def cosines(
        self, vector: NDArray[np.float32], positions: NDArray[np.intp] | None = None
    ) -> NDArray[np.float32]:
        """The cosine of a vector with each of the rows at `positions`, or with all."""
        cosines = np.empty(len(self._rows if positions is None else positions), dtype=np.float32)
        for start in range(0, len(cosines), SCORED_AT_ONCE):
            part = slice(start, start + SCORED_AT_ONCE)
            cosines[part] = self._rows[part if positions is None else positions[part]] @ vector
        return cosines


class Sketches:
    """The rows along the axes that tell most of them; read-only, safe to share between threads."""

    def __init__(self, path: Path, dimension: int) -> None:
        """Raises: OSError, IndexUnavailableError for a file that is cut short."""
        both = _read(path, dimension // 3)
        self._axes, rows = both[:dimension], both[dimension:]
        self._count, width = rows.shape
        self._blocks = np.zeros(
            (-(-self._count // SKETCHES_AT_ONCE), width, SKETCHES_AT_ONCE), dtype=np.float32
        )
        for number, block in enumerate(self._blocks):
            part = rows[number * SKETCHES_AT_ONCE :][:SKETCHES_AT_ONCE]
            block[:, : len(part)] = part.T

    @staticmethod
    def write(path: Path, vectors: NDArray[np.float32]) -> None:
        """Writes the axes, one column for each, then the sketches of vectors, shape (rows, dimension)."""
        count, dimension = vectors.shape
        drawn = vectors[:: max(1, count // DRAWN)]
        axes = np.linalg.eigh(drawn.T @ drawn)[1][:, -(dimension // 3) :]
        VectorRows.write(path, np.concatenate([axes, vectors @ axes]))

    def likeliest(self, vector: NDArray[np.float32], count: int) -> NDArray[np.intp]:
        """Where the rows are, ascending, among which the `count` nearest to a vector are nearly always."""
        rough = np.matmul(vector @ self._axes, self._blocks).ravel()[: self._count]
        return np.flatnonzero(rough >= lower_bound(rough, count * TRIED))


def _read(path: Path, width: int) -> NDArray[np.float32]:
    # Never mapped into memory: a mapped file that is cut short kills the process.
    values = np.fromfile(path, dtype=ROW_TYPE)
    if len(values) % width:
        raise IndexUnavailableError(
            "the vectors of the index are cut short", hint="run `policy-assistant index`"
        )
    return values.reshape(-1, width)


def lower_bound(scores: NDArray[np.float32], count: int) -> float:
    """What the `count` highest scores reach, and few others; found in a quarter of the time that the last of them takes."""
    if len(scores) <= count:
        return -np.inf
    groups = 2 * count
    each = len(scores) // groups
    # The highest of each group: as many of them as are wanted reach what the last of these has.
    heads = scores[: each * groups].reshape(each, groups).max(axis=0) if each > 1 else scores
    return float(np.partition(heads, -count)[-count])
