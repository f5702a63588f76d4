"""Several files of one document: copies of it, versions of it, and what claims to be it and states other figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.language.text import normalise_space, plain
from assistant.language.values import number_key
from assistant.types import Conflict, Document, Section

_LEAST_SHARED = (
    0.5  # of the lines of the shorter text: two parts of a document in files of their own share few
)

_LINES_OF_HEAD = 5
_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")
_LEAST_WORDS = 4  # of a line, beside which another with other figures says otherwise
_NO_STATEMENT = ("preamble", "recipients", "boilerplate", "closing")


def newest_versions(
    documents: Sequence[Document], root: Path
) -> tuple[tuple[Document, ...], dict[str, tuple[Document, ...]]]:
    """The documents without older versions of the same, in order; and these, the newest first, by its id.

    One document is what has the same kind, number, issuer and date, and for the most part the same lines, or the same
    lines throughout. The newest is the file that was changed last. What a person corrected on the card of an older
    version holds for it too.
    """
    groups: list[list[Document]] = []
    by_text: dict[tuple[str, ...], list[Document]] = {}
    by_card: dict[tuple[str | None, ...], list[list[Document]]] = {}
    for document in documents:
        card = (document.kind, document.number, document.issuer, document.date)
        same = by_card.setdefault(card, []) if all(card) else []
        group = by_text.get(text := _whole(document)) or next(
            (group for group in same if _share_lines(group[0], document)), None
        )
        if group is None:
            same.append(group := [])
            groups.append(group)
        by_text.setdefault(text, group)
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


def without_copies(
    documents: Sequence[Document],
) -> tuple[tuple[Document, ...], dict[str, tuple[Document, ...]]]:
    """The documents of a manifest, which names each on purpose, without those of the same words; and these, by the first's id."""
    first: dict[tuple[str, ...], Document] = {}
    copies: dict[str, tuple[Document, ...]] = {}
    for document in documents:
        original = first.setdefault(_whole(document), document)
        if original is not document:
            copies[original.id] = (*copies.get(original.id, ()), document)
    return tuple(first.values()), copies


def same_claims(documents: Sequence[Document]) -> dict[str, tuple[Document, ...]]:
    """For each document with a number, by its id: the others that claim that number, place and year."""
    claims: dict[tuple[str, str | None], list[Document]] = {}
    for document in documents:
        if document.number and document.tier == "official":
            claims.setdefault((number_key(document.number), document.place), []).append(document)
    return {
        document.id: tuple(d for d in same if d is not document and _one_year(d, document))
        for same in claims.values()
        for document in same
    }


def find_conflicts(
    document: Document, sections: Sequence[Section], others: Sequence[Document]
) -> tuple[Conflict, ...]:
    """Where others that claim to be a document state other figures in the same words; `sections`: its clauses."""
    return tuple(found for other in others for found in _contradictions(document, sections, other))


def _one_year(one: Document, other: Document) -> bool:
    return None in (one.date, other.date) or str(one.date)[:4] == str(other.date)[:4]


def _contradictions(document: Document, own: Sequence[Section], other: Document) -> Iterator[Conflict]:
    lines = _lines(other)
    like = {_masked(line): line for line in lines if _FIGURE.search(line)}
    for section in own:
        if section.kind in _NO_STATEMENT:
            continue
        for line in map(plain, section.text.splitlines()):
            said = like.get(_masked(line))
            if (
                said
                and plain(said) != line
                and line.count(" ") >= _LEAST_WORDS
                and line not in map(plain, lines)
            ):
                yield Conflict(document.id, section.id, str(other.file), plain(said))


def _masked(line: str) -> str:
    return _FIGURE.sub("#", plain(line.strip("|*_# ")).lower())


def _whole(document: Document) -> tuple[str, ...]:
    """The words of a document, line by line."""
    lines = (normalise_space(line.strip("|*_# ")) for line in document.text.splitlines())
    return tuple(filter(None, lines))


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
