"""Readings by the content of their files, kept from build to build, so that only new files are read; refusals too."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.errors import CorpusError
from assistant.readers.records import decode_reading, encode_reading
from assistant.types.readings import Reading

READING_CACHE = "readings.sqlite3"  # in the folder of the index
logger = logging.getLogger(__name__)
_Key = tuple[str, str]  # sha256 of the file, id of the reader
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS readings (sha256 TEXT, reader TEXT, reading BLOB, refusal TEXT, "
    "PRIMARY KEY (sha256, reader))"
)


class CacheFile:
    """A SQLite file with one table; without a path it keeps nothing, and so it does where the file cannot be used."""

    def __init__(self, path: Path | None, schema: str) -> None:
        self._connection = _open(path, schema) if path else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        if self._connection:
            self._connection.close()


class ReadingCache(CacheFile):
    """A file of readings."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(path, _SCHEMA)
        self._used: set[_Key] = set()

    def read(self, sha256: str, reader: str, make: Callable[[], Reading]) -> Reading:
        """The reading of a file, made where it is not known. Raises: CorpusError, also a known one."""
        key = sha256, reader
        self._used.add(key)
        if known := self._known(key):
            return known
        try:
            reading = make()
        except CorpusError as error:
            self._keep(key, None, json.dumps([error.message, error.hint]))
            raise
        self._keep(key, encode_reading(reading), None)
        return reading

    def write(self, sha256: str, reader: str, reading: bytes) -> None:
        """Keeps a reading that was made elsewhere, as `readers.records` writes it."""
        self._keep((sha256, reader), reading, None)

    def use(self, sha256: str, reader: str) -> None:
        """The reading of a file is still wanted, although nobody asks for it."""
        self._used.add((sha256, reader))

    def keep_only_used(self) -> None:
        """Forgets what nobody asked for since the cache was opened."""
        if self._connection is None:
            return
        try:
            with self._connection as connection:
                kept = connection.execute("SELECT sha256, reader FROM readings").fetchall()
                connection.executemany(
                    "DELETE FROM readings WHERE sha256 = ? AND reader = ?",
                    [key for key in kept if tuple(key) not in self._used],
                )
        except sqlite3.Error as error:
            logger.warning("the cache of readings cannot be pruned: %s", error)

    def _known(self, key: _Key) -> Reading | None:
        if self._connection is None:
            return None
        try:
            row = self._connection.execute(
                "SELECT reading, refusal FROM readings WHERE sha256 = ? AND reader = ?", key
            ).fetchone()
            if row is None:
                return None
            if row[1] is None:
                return decode_reading(row[0]).reading
            message, hint = json.loads(row[1])
        except (sqlite3.Error, ValueError, TypeError) as error:
            logger.warning("a reading of the cache is damaged and is made anew: %s", error)
            return None
        raise CorpusError(message, hint=hint)

    def _keep(self, key: _Key, reading: bytes | None, refusal: str | None) -> None:
        if self._connection is None:
            return
        try:
            with self._connection as connection:
                connection.execute(
                    "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)", (*key, reading, refusal)
                )
        except sqlite3.Error as error:
            logger.warning("a reading cannot be kept: %s", error)


def _open(path: Path, schema: str) -> sqlite3.Connection | None:
    """The file, made where it is not there; a damaged one is thrown away, None where it cannot be used."""
    for attempt in range(2):
        connection: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path)
            connection.execute(schema)
            connection.commit()
            return connection
        except (OSError, sqlite3.Error) as error:
            if connection:
                connection.close()
            logger.warning("the cache %s cannot be used: %s", path, error)
            if (
                attempt
                or not isinstance(error, sqlite3.DatabaseError)
                or isinstance(error, sqlite3.OperationalError)
            ):
                return None
            path.unlink(missing_ok=True)
    return None
