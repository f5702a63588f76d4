"""The versions of documents that a newer file has replaced: kept beside the index, so that links to them keep opening.

A version is named by the first letters of its file's sha256. What a person takes out of the folder is kept no longer:
the versions of a document go with it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.types import Document

VERSIONS = "versions.sqlite3"
_SCHEMA = """CREATE TABLE IF NOT EXISTS versions (
    document TEXT, version TEXT, successor TEXT, kept TEXT, content BLOB, PRIMARY KEY (document, version))"""


@dataclass(frozen=True, slots=True)
class OldVersion:
    """A version that was replaced: of which document, by which, and when."""

    document_id: str
    version: str
    successor: str
    replaced: str  # ISO, UTC


def keep_versions(
    index: Path,
    before: Iterable[Document],
    documents: Iterable[Document],
    superseded: Mapping[str, tuple[Document, ...]],
    withdrawn: Collection[str] = (),
) -> None:
    """Keeps what the documents replace; forgets all that is of no document any more, not even of one that is withdrawn.

    `before`: those of the index until now. `superseded`: older files of a document that still lie in the folder, by its id.
    Raises: sqlite3.Error, OSError.
    """
    current = {document.id: document for document in documents}
    old = [
        (document, document.id)
        for document in before
        if document.id in current and document.version != current[document.id].version
    ]
    old += [(document, successor) for successor, others in superseded.items() for document in others]
    if not old and not (index / VERSIONS).exists():
        return
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with closing(sqlite3.connect(index / VERSIONS, timeout=10)) as database, database:
        database.execute(_SCHEMA)
        database.executemany(
            "INSERT OR IGNORE INTO versions VALUES (?, ?, ?, ?, ?)",
            [
                (document.id, document.version, successor, now, json.dumps(document.to_dict(with_text=True)))
                for document, successor in old
            ],
        )
        known = {successor for (successor,) in database.execute("SELECT DISTINCT successor FROM versions")}
        gone = [(successor,) for successor in known - current.keys() - set(withdrawn)]
        database.executemany("DELETE FROM versions WHERE successor = ?", gone)


def forget_versions(index: Path, document_id: str) -> None:
    """Forgets all that a document replaced. Raises: sqlite3.Error."""
    if not (index / VERSIONS).is_file():
        return
    with closing(sqlite3.connect(index / VERSIONS, timeout=10)) as database, database:
        database.execute("DELETE FROM versions WHERE successor = ? OR document = ?", (document_id,) * 2)


def old_versions(index: Path, document_id: str) -> tuple[OldVersion, ...]:
    """The versions that a document has replaced, the last one first."""
    return tuple(
        OldVersion(*row)
        for row in _rows(
            index,
            "SELECT document, version, successor, kept FROM versions WHERE successor = ? ORDER BY kept DESC, rowid DESC",
            document_id,
        )
    )


def read_version(index: Path, document_id: str, version: str | None = None) -> tuple[Document, str] | None:
    """A replaced version and the document that replaced it; the last one where no version is named."""
    rows = _rows(
        index,
        "SELECT content, successor, version FROM versions WHERE document = ? ORDER BY kept DESC, rowid DESC",
        document_id,
    )
    for content, successor, known in rows:
        if version is None or known == version:
            return _decode(content), successor
    return None


def _rows(index: Path, query: str, value: str) -> list[Any]:
    path = index / VERSIONS
    if not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as database:
        return database.execute(query, (value,)).fetchall()


def _decode(content: str) -> Document:
    values: dict[str, Any] = json.loads(content)
    known: dict[str, Any] = {
        name: tuple(values[name]) if isinstance(values[name], list) else values[name]
        for name in (field.name for field in fields(Document))
        if name in values  # another version of the program had other fields
    }
    return Document(**known)
