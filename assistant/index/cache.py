"""Vectors by content, kept from build to build, so that only new texts are encoded."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

logger = logging.getLogger(__name__)
_READ_AT_ONCE = 500  # SQLite allows 999 variables in old builds


def cache_key(encoder_id: str, text: str) -> bytes:
    """The key of a text's vector; another encoder has other keys."""
    return hashlib.sha256(f"{encoder_id}\0{text}".encode()).digest()


class VectorCache:
    """A SQLite file of vectors; for the holder of the writer's lock. A damaged file is thrown away."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            logger.warning("the vector cache %s was damaged and is built anew: %s", path, error)
            for file in path.parent.glob(f"{path.name}*"):
                file.unlink()
            self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path)
        try:
            (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if state != "ok":
                raise sqlite3.DatabaseError(f"malformed: {state}")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
            )
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def read(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """The vectors that are known; one that is not of unit length does not count."""
        found: dict[bytes, NDArray[np.float32]] = {}
        for start in range(0, len(keys), _READ_AT_ONCE):
            part = keys[start : start + _READ_AT_ONCE]
            marks = ",".join("?" * len(part))
            with closing(
                self._connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part)
            ) as rows:
                for key, data in rows:
                    vector = (
                        np.frombuffer(data, dtype="<f4") if len(data) % 4 == 0 else np.zeros(0, np.float32)
                    )
                    if abs(float(np.linalg.norm(vector)) - 1.0) < 1e-3:
                        found[key] = vector
        return found

    def write(self, keys: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Adds vectors; they stay even if the build stops right after."""
        rows = [(key, vector.astype("<f4").tobytes()) for key, vector in zip(keys, vectors, strict=True)]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def keep_only(self, keys: Iterable[bytes]) -> None:
        """Removes all other vectors and gives the space back."""
        with self._connection:
            kept = {key for (key,) in self._connection.execute("SELECT key FROM vectors")}
            unused = kept.difference(keys)
            self._connection.executemany("DELETE FROM vectors WHERE key = ?", ((key,) for key in unused))
        if unused:
            self._connection.execute("VACUUM")

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file's content is at fault, rather than the disk (full, read-only) or a lock."""
    return not isinstance(error, sqlite3.OperationalError)
