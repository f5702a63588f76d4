"""Versions of documents: named, found again, and compared clause by clause with what that did to the registers."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from assistant.documents.corpus import read_file
from assistant.errors import CorpusError, UnknownDocumentError
from assistant.index import build_catalog
from assistant.index.versions import old_versions, read_version
from assistant.registers import RegisterChanges, compare_registers
from assistant.registers.revisions import Revision, compare_clauses, describe_change
from assistant.settings import Settings
from assistant.types import Document


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """Two versions of a document, or two documents: their clauses and their registers compared."""

    old: Document
    new: Document
    clauses: Revision
    registers: dict[str, RegisterChanges]

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON; both clauses of a change have the address that opens them."""
        changes = []
        for change in self.clauses.changes:
            row = describe_change(change)
            for side, document in (("old", self.old), ("new", self.new)):
                if row[side]:
                    row[side]["url"] = f"{version_address(document)}#{quote(row[side]['id'])}"
            changes.append(row)
        return {
            "old": self.old.to_dict() | {"version": self.old.version},
            "new": self.new.to_dict() | {"version": self.new.version},
            "counts": self.clauses.counts()
            | {"unchanged": self.clauses.unchanged, "moved": self.clauses.moved},
            "changes": changes,
            "registers": {name: changed.to_dict() for name, changed in self.registers.items()},
        }


def version_address(document: Document) -> str:
    """Where this version of a document opens, whatever replaces it."""
    return f"/documents/{quote(document.id)}?version={document.version}"


def find_version(settings: Settings, name: str, documents: Sequence[Document]) -> Document:
    """A document by its id, a version of it as ID@VERSION, or what a file of this machine holds.

    `documents` are those that are indexed. Raises: UnknownDocumentError, CorpusError.
    """
    current = {document.id: document for document in documents}
    if name in current:
        return current[name]
    identifier, marked, version = name.rpartition("@")
    if marked and (found := find_kept(settings, identifier, version, documents)):
        return found
    path = Path(name)
    if path.is_file():
        try:
            return read_file(path)
        except CorpusError as error:
            raise CorpusError(f"{name} {error.message}", hint=error.hint) from None
    raise UnknownDocumentError(
        f"“{name}” is no document, no version and no file",
        hint="name an id, a version as ID@VERSION, or a file; `policy-assistant versions ID` lists versions",
    )


def find_kept(
    settings: Settings,
    document_id: str,
    version: str | None,
    documents: Sequence[Document],
    *,
    hidden: Collection[str] = (),
) -> Document | None:
    """A version of a document, the current one or one that was replaced; None where there is none of that name.

    `hidden`: ids of documents that who asks may not see, nor anything that they have replaced.
    """
    for document in documents:
        if document.id == document_id and version in (None, document.version):
            return document
    try:
        found = read_version(settings.index_path(), document_id, version)
    except sqlite3.Error:
        return None
    if found is None or {document_id, found[1]} & set(hidden):
        return None
    return found[0]


def list_versions(settings: Settings, document: Document) -> tuple[dict[str, Any], ...]:
    """The versions of a document, the current one first: name, the date on it, and when it was replaced."""
    rows: list[dict[str, Any]] = [
        {"version": document.version, "document_id": document.id, "file": document.file, "replaced": None}
    ]
    for kept in old_versions(settings.index_path(), document.id):
        if (kept.document_id, kept.version) == (document.id, document.version):
            continue  # the file was put back
        found = read_version(settings.index_path(), kept.document_id, kept.version)
        if found:
            rows.append(
                {
                    "version": kept.version,
                    "document_id": kept.document_id,
                    "file": found[0].file,
                    "replaced": kept.replaced,
                }
            )
    return tuple(rows)


def compare_versions(old: Document, new: Document, settings: Settings) -> VersionComparison:
    """What the new version changed, in its clauses and in the registers."""
    before = build_catalog((replace(old, id=new.id),), settings)
    after = build_catalog((new,), settings)
    return VersionComparison(
        old, new, compare_clauses(before.sections, after.sections), compare_registers(before, after)
    )
