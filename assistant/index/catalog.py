"""The catalog of a corpus: its clauses, chunks and registers, computed from the documents alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from assistant.documents import chunk_sections, find_injection, is_for_visitors, parse_sections
from assistant.documents.duplicates import find_conflicts, same_claims
from assistant.documents.quotations import is_note
from assistant.documents.relations import relations_of, under_amended_headings
from assistant.language.text import DOUBTFUL
from assistant.registers import extract_responsibilities, extract_targets
from assistant.settings import Settings
from assistant.types import (
    Catalog,
    Chunk,
    Conflict,
    Document,
    Failure,
    Relation,
    Responsibility,
    Section,
    Target,
)
from assistant.types.catalog import Part

logger = logging.getLogger(__name__)


def build_catalog(
    documents: tuple[Document, ...],
    settings: Settings,
    *,
    superseded: Mapping[str, tuple[Document, ...]] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Catalog:
    """Everything that is known of the documents; the same documents give the same catalog.

    `superseded` are other files of a document, by its id: what they say otherwise is a conflict. `progress` is told how many
    documents are done, of how many. A fault of the program on a document leaves out that document, or that part of what is
    known of it, and is told in `failures`.
    """
    failures: list[Failure] = []
    parsed: dict[str, tuple[Section, ...]] = {}
    for document in documents:
        with _leaving_out("document", document, failures):
            parsed[document.id] = parse_clauses(document)
    documents = tuple(document for document in documents if document.id in parsed)
    relations: list[Relation] = []
    for document in documents:
        with _leaving_out("relations", document, failures):
            relations += relations_of(document, documents, parsed)
    parsed |= under_amended_headings(relations, parsed)
    chunks: list[Chunk] = []
    targets: list[Target] = []
    responsibilities: list[Responsibility] = []
    for done, document in enumerate(documents, start=1):
        clauses = parsed[document.id]
        with _leaving_out("chunks", document, failures):
            chunks += chunk_sections(document, clauses, max_tokens=settings.chunk_tokens)
        with _leaving_out("targets", document, failures):
            targets += extract_targets(document, clauses)
        with _leaving_out("responsibilities", document, failures):
            responsibilities += [
                replace(row, unsure=row.unsure or bool(DOUBTFUL.search(row.quote)))
                for row in extract_responsibilities(document, tuple(s for s in clauses if not is_note(s)))
            ]
        if progress:
            progress(done, len(documents))
    claims, conflicts = same_claims(documents), list[Conflict]()
    for document in documents:
        if document.id in claims:
            others = (*claims[document.id], *(superseded or {}).get(document.id, ()))
            with _leaving_out("conflicts", document, failures):
                conflicts += find_conflicts(document, parsed[document.id], others)
    return Catalog(
        documents,
        tuple(section for document in documents for section in parsed[document.id]),
        tuple(chunks),
        tuple(targets),
        tuple(responsibilities),
        tuple(relations),
        tuple(conflicts),
        tuple(failures),
    )


@contextmanager
def _leaving_out(part: Part, document: Document, failures: list[Failure]) -> Iterator[None]:
    """Computes a part of what is known of a document, which a fault of the program leaves out."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        logger.exception("%s: the %s could not be computed", document.id, part)
        failures.append(Failure(document.id, str(document.file), part, type(error).__name__))


def parse_clauses(document: Document) -> tuple[Section, ...]:
    """The clauses of a document; those that are no content of it are told by their kind."""
    return tuple(map(_without_what_is_none, parse_sections(document)))


def _without_what_is_none(section: Section) -> Section:
    """Orders to a machine and a site's words to its visitors are no content: they stay in the tree, unread."""
    injected = any(find_injection(text) for text in (section.text, *section.headings))
    beside = section.text[:1] != "|" and is_for_visitors(section.text)
    return replace(section, kind="boilerplate") if injected or beside else section
