"""Conversations kept on the server, for those who had them alone, for so many days. One SQLite file.

The owner's name is stored hashed: the file does not name who asked. What is deleted is overwritten.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from assistant.errors import AssistantError
from assistant.feedback import BUSY_SECONDS, storable
from assistant.settings import Settings

MOST = 200  # conversations of one person; the oldest goes first
_DAY_MS = 86_400_000
_SCHEMA = """
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS conversations (owner TEXT, id TEXT, title TEXT, at INTEGER, PRIMARY KEY (owner, id));
    CREATE TABLE IF NOT EXISTS turns (owner TEXT, conversation TEXT, position INTEGER, turn TEXT,
                                      PRIMARY KEY (owner, conversation, position));
"""


class ConversationsError(AssistantError):
    """Conversations cannot be kept or read: the disk is full, the file is locked or no database."""

    code = "conversations_unavailable"
    exit_status = 3
    http_status = 503


@dataclass(frozen=True, slots=True)
class Kept:
    """One conversation; `at`: when it went on last, milliseconds of the epoch."""

    id: str
    title: str
    at: int
    turns: tuple[str, ...]  # each as the page wrote it


class ConversationStore:
    """The conversations in a file; each call sees those of its owner alone, and drops what is older than it may be."""

    def __init__(self, path: Path, *, days: int) -> None:
        self.path = path
        self._days = days

    @classmethod
    def of(cls, settings: Settings) -> ConversationStore | None:
        """The store of the settings; None where conversations stay in the browser."""
        if settings.conversations_days is None:
            return None
        path = settings.conversations_file or user_data_path("policy-assistant") / "conversations.sqlite3"
        return cls(path, days=settings.conversations_days)

    def all(self, owner: str) -> tuple[Kept, ...]:
        """The owner's conversations, the latest first. Raises: ConversationsError."""
        with self._open() as database:
            rows = database.execute(
                "SELECT id, title, at FROM conversations WHERE owner = ? ORDER BY at DESC", (_hashed(owner),)
            ).fetchall()
            turns: dict[str, list[str]] = {}
            for conversation, turn in database.execute(
                "SELECT conversation, turn FROM turns WHERE owner = ? ORDER BY position", (_hashed(owner),)
            ):
                turns.setdefault(conversation, []).append(turn)
        return tuple(Kept(id_, title, at, tuple(turns.get(id_, ()))) for id_, title, at in rows)

    def add(self, owner: str, id_: str, title: str, turn: str, *, at: int | None = None) -> None:
        """Goes on with a conversation, or begins it. Raises: ConversationsError."""
        name, now = _hashed(owner), _now() if at is None else at
        with self._open() as database:
            database.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at",
                (name, id_, storable(title), now),
            )
            database.execute(
                "INSERT INTO turns SELECT ?1, ?2, COALESCE(MAX(position), 0) + 1, ?3 FROM turns "
                "WHERE owner = ?1 AND conversation = ?2",
                (name, id_, storable(turn)),
            )
            old = database.execute(
                "SELECT id FROM conversations WHERE owner = ? ORDER BY at DESC LIMIT -1 OFFSET ?",
                (name, MOST),
            ).fetchall()
            for (each,) in old:
                _delete(database, name, each)

    def rename(self, owner: str, id_: str, title: str) -> None:
        """Gives it another title. Raises: ConversationsError."""
        with self._open() as database:
            database.execute(
                "UPDATE conversations SET title = ? WHERE owner = ? AND id = ?",
                (storable(title), _hashed(owner), id_),
            )

    def delete(self, owner: str, id_: str) -> None:
        """Deletes it for good. Raises: ConversationsError."""
        with self._open() as database:
            _delete(database, _hashed(owner), id_)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS)) as database, database:
                database.executescript(_SCHEMA)
                oldest = _now() - self._days * _DAY_MS
                for owner, id_ in database.execute(
                    "SELECT owner, id FROM conversations WHERE at < ?", (oldest,)
                ).fetchall():
                    _delete(database, owner, id_)
                yield database
        except (sqlite3.Error, OSError) as error:
            raise ConversationsError(
                f"the conversations in {self.path} cannot be used: {error}",
                hint="check the file, the space on its disk and ASSISTANT_CONVERSATIONS_FILE",
            ) from error


def _delete(database: sqlite3.Connection, owner: str, id_: str) -> None:
    database.execute("DELETE FROM conversations WHERE owner = ? AND id = ?", (owner, id_))
    database.execute("DELETE FROM turns WHERE owner = ? AND conversation = ?", (owner, id_))


def _hashed(owner: str) -> str:
    return hashlib.sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> int:
    return time.time_ns() // 1_000_000
