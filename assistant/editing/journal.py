"""Who changed which document, how and when; with what it takes to undo it. What was asked is nowhere in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from assistant.editing.errors import NoRoomError
from assistant.editing.standings import Standing

JOURNAL = "journal.sqlite3"
Kind = Literal["added", "replaced", "corrected", "withdrawn", "undone", "deleted"]
Outcome = Literal["waiting", "done", "failed"]
_SCHEMA = """CREATE TABLE IF NOT EXISTS acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT, who TEXT, kind TEXT, document TEXT, title TEXT, before TEXT, after TEXT,
    undoes INTEGER, outcome TEXT, problem TEXT)"""
_COLUMNS = "id, at, who, kind, document, title, before, after, undoes, outcome, problem"


@dataclass(frozen=True, slots=True)
class Act:
    """One change. `before` and `after` are None once the document is deleted for good; `problem` says why it failed."""

    id: int
    at: str  # ISO, UTC
    who: str
    kind: Kind
    document: str
    title: str
    before: Standing | None
    after: Standing | None
    undoes: int | None = None
    outcome: Outcome = "waiting"
    problem: str | None = None  # code of an error


def new_act(
    who: str,
    kind: Kind,
    document: str,
    title: str,
    before: Standing | None,
    after: Standing | None,
    undoes: int | None = None,
) -> Act:
    """An act that is not noted yet."""
    return Act(0, "", who, kind, document, title, before, after, undoes)


class Journal:
    """The acts in a SQLite file. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / JOURNAL

    def add(self, act: Act) -> Act:
        """Notes an act, which waits for the index, and numbers it. Raises: NoRoomError."""
        act = replace(act, at=datetime.now(UTC).isoformat(timespec="seconds"), outcome="waiting")
        standings = [standing and standing.written() for standing in (act.before, act.after)]
        values = (act.at, act.who, act.kind, act.document, act.title, *standings, act.undoes, act.outcome)
        with self._open() as database:
            found = database.execute(
                "INSERT INTO acts (at, who, kind, document, title, before, after, undoes, outcome) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            return replace(act, id=int(found.lastrowid or 0))

    def settle(self, acts: Iterable[Act], outcome: Outcome, problem: str | None = None) -> list[Act]:
        """Notes what became of acts. Raises: NoRoomError."""
        settled = [replace(act, outcome=outcome, problem=problem) for act in acts]
        with self._open() as database:
            database.executemany(
                "UPDATE acts SET outcome = ?, problem = ? WHERE id = ?",
                [(outcome, problem, act.id) for act in settled],
            )
        return settled

    def last(self, *, document: str | None = None, limit: int = 100) -> list[Act]:
        """The last acts, newest first; of one document where it is named."""
        where, values = ("WHERE document = ?", (document,)) if document else ("", ())
        return self._read(f"{where} ORDER BY id DESC LIMIT ?", (*values, limit))

    def get(self, number: int) -> Act | None:
        """One act."""
        return next(iter(self._read("WHERE id = ?", (number,))), None)

    def waiting(self) -> list[Act]:
        """Acts that are in no index yet, oldest first."""
        return self._read("WHERE outcome = 'waiting' ORDER BY id", ())

    def forget_standings(self, document: str) -> list[str]:
        """Takes from the acts of a document what could bring it back; returns the files that they named."""
        acts = self._read("WHERE document = ?", (document,))
        with self._open() as database:
            database.execute("UPDATE acts SET before = NULL, after = NULL WHERE document = ?", (document,))
        standings = [standing for act in acts for standing in (act.before, act.after) if standing]
        return sorted({standing.added.path for standing in standings if standing.added})

    def _read(self, rest: str, values: tuple[object, ...]) -> list[Act]:
        if not self._path.is_file():
            return []
        with self._open() as database:
            rows = database.execute(f"SELECT {_COLUMNS} FROM acts {rest}", values).fetchall()
        return [_act(row) for row in rows]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=10)) as database, database:
                database.execute(_SCHEMA)
                yield database
        except (OSError, sqlite3.Error) as error:
            raise NoRoomError(
                f"the record of changes {self._path} cannot be used: {error}",
                hint="tell the administrator: the disk may be full",
            ) from None


def _act(row: tuple[Any, ...]) -> Act:
    number, at, who, kind, document, title, before, after, undoes, outcome, problem = row
    stood, stands = (Standing.of(text) if text else None for text in (before, after))
    return Act(number, at, who, kind, document, title, stood, stands, undoes, outcome, problem)
