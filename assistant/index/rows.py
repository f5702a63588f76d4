"""The vectors of a generation as rows of a file, in the order of its chunks: the few that a bound leaves are scored exactly."""

from __future__ import annotations

import threading
import weakref
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexUnavailableError

ROW_TYPE = np.dtype("<f4")
# Rows. Larger products are shared between threads that wait for each other: on a busy machine that took 92 ms, not 0.2.
READ_AT_ONCE = 1024


class VectorRows:
    """An open file of rows; safe to share between threads."""

    # Never mapped into memory: a mapped file that is cut short kills the process.

    def __init__(self, path: Path, dimension: int) -> None:
        self._dimension = dimension
        self._file = path.open("rb", buffering=0)
        self._lock = threading.Lock()
        self._close = weakref.finalize(self, self._file.close)

    @staticmethod
    def write(path: Path, vectors: NDArray[np.float32]) -> None:
        """Writes the vectors, shape (chunks, dimension), one row for each."""
        path.write_bytes(vectors.astype(ROW_TYPE).tobytes())

    def cosines(self, vector: NDArray[np.float32], positions: NDArray[np.intp]) -> NDArray[np.float32]:
        """The cosine of a vector with each of the rows at `positions`, which ascend. Raises: IndexUnavailableError."""
        cosines = np.empty(len(positions), dtype=np.float32)
        for start in range(0, len(positions), READ_AT_ONCE):
            part = slice(start, start + READ_AT_ONCE)
            cosines[part] = self._read(positions[part]) @ vector
        return cosines

    def _read(self, positions: NDArray[np.intp]) -> NDArray[np.float32]:
        rows = np.empty((len(positions), self._dimension), dtype=ROW_TYPE)
        ends = [*(np.flatnonzero(np.diff(positions) != 1) + 1), len(positions)]  # of runs of neighbours
        start = 0
        with self._lock:  # one position in the file for all threads
            if self._file.closed:
                raise IndexUnavailableError("the index was closed", hint="open it anew")
            for end in ends:
                run = rows[start:end]
                self._file.seek(int(positions[start]) * self._dimension * ROW_TYPE.itemsize)
                if self._file.readinto(run.data.cast("B")) != run.nbytes:
                    raise IndexUnavailableError(
                        "the vectors of the index are cut short", hint="run `policy-assistant index`"
                    )
                start = end
        return rows

    def close(self) -> None:
        """Gives the file back."""
        self._close()
