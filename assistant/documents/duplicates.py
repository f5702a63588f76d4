"""Several files of one document in a folder: the newest is the document, the others are versions of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.language.text import normalise_space
from assistant.types import Document

_LEAST_SHARED = (
    0.5  # of the lines of the shorter text: two parts of a document in files of their own share few
)

_LINES_OF_HEAD = 5


def newest_versions(
    documents: Sequence[Document], root: Path
) -> tuple[tuple[Document, ...], dict[str, tuple[Document, ...]]]:
    """The documents without older versions of the same, in order; and these, the newest first, by its id.

    One document is what has the same kind, number, issuer and date, and for the most part the same lines. The newest is
    the file that was changed last. What a person corrected on the card of an older version holds for it too.
    """
    groups: list[list[Document]] = []
    by_card: dict[tuple[str | None, ...], list[list[Document]]] = {}
    for document in documents:
        card = (document.kind, document.number, document.issuer, document.date)
        same = by_card.setdefault(card, []) if all(card) else []
        group = next((group for group in same if _share_lines(group[0], document)), None)
        if group is None:
            same.append(group := [])
            groups.append(group)
        group.append(document)
    places = {document.id: place for place, document in enumerate(documents)}
    current, superseded = [], {}
    for group in groups:
        newest, *others = sorted(group, key=lambda document: _changed(root, document), reverse=True)
        if others:
            newest = _with_corrections(newest, others)
            superseded[newest.id] = tuple(others)
        current.append((places[group[0].id], newest))
    return tuple(document for _, document in sorted(current, key=lambda item: item[0])), superseded


def _changed(root: Path, document: Document) -> tuple[int, str]:
    try:
        return (root / str(document.file)).stat().st_mtime_ns, document.id
    except OSError:
        return 0, document.id


def _share_lines(one: Document, other: Document) -> bool:
    lines = sorted((_lines(one), _lines(other)), key=len)
    return len(lines[0] & lines[1]) >= _LEAST_SHARED * max(1, len(lines[0]))


def _lines(document: Document) -> set[str]:
    """The lines below the head, which says the same in every part of a document."""
    lines = [normalise_space(line.strip("|*_# ")) for line in document.text.splitlines()]
    filled = list(filter(None, lines))
    return set(filled[_LINES_OF_HEAD:] or filled)


def _with_corrections(document: Document, others: Sequence[Document]) -> Document:
    for other in others:
        for name in other.corrected:
            if name not in document.corrected:
                corrected = tuple(sorted((*document.corrected, name)))
                document = replace(document, corrected=corrected, **{name: getattr(other, name)})
    return document
