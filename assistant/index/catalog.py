"""The catalog of a corpus: its clauses, chunks and registers, computed from the documents alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.documents import chunk_sections, find_injection, is_for_visitors, parse_sections
from assistant.language.text import DOUBTFUL
from assistant.registers import extract_responsibilities, extract_targets
from assistant.settings import Settings
from assistant.types import Catalog, Chunk, Document, Responsibility, Section, Target


def build_catalog(
    documents: tuple[Document, ...], settings: Settings, *, progress: Callable[[int, int], None] | None = None
) -> Catalog:
    """Everything that is known of the documents; the same documents give the same catalog.

    `progress` is told how many documents are done, of how many.
    """
    sections: list[Section] = []
    chunks: list[Chunk] = []
    targets: list[Target] = []
    responsibilities: list[Responsibility] = []
    for done, document in enumerate(documents, start=1):
        clauses = tuple(map(_without_what_is_none, parse_sections(document)))
        sections += clauses
        chunks += chunk_sections(document, clauses, max_tokens=settings.chunk_tokens)
        targets += extract_targets(document, clauses)
        responsibilities += [
            replace(row, unsure=row.unsure or bool(DOUBTFUL.search(row.quote)))
            for row in extract_responsibilities(document, clauses)
        ]
        if progress:
            progress(done, len(documents))
    return Catalog(documents, tuple(sections), tuple(chunks), tuple(targets), tuple(responsibilities))


def _without_what_is_none(section: Section) -> Section:
    """Orders to a machine and a site's words to its visitors are no content: they stay in the tree, unread."""
    injected = any(find_injection(text) for text in (section.text, *section.headings))
    beside = section.text[:1] != "|" and is_for_visitors(section.text)
    return replace(section, kind="boilerplate") if injected or beside else section
