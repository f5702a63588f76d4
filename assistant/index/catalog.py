"""The catalog of a corpus: its clauses, chunks and registers, computed from the documents alone."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from assistant.documents import chunk_sections, find_injection, is_for_visitors, parse_sections
from assistant.documents.cache import DocumentCache, cache_key
from assistant.documents.cluster import Cluster, Job
from assistant.documents.duplicates import find_conflicts, same_claims
from assistant.documents.quotations import is_note
from assistant.documents.relations import relations_of, under_amended_headings
from assistant.index.catalog_json import decode_catalog, encode_catalog
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
    kept: DocumentCache | None = None,
    cluster: Cluster | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Catalog:
    """Everything that is known of the documents; the same documents give the same catalog.

    `superseded` are other files of a document, by its id: what they say otherwise is a conflict. `kept` is what was made of
    documents before: clauses and rows of those that are in it are taken from there; `cluster` makes those that are not.
    `progress` is told how many documents are done, of how many. A fault of the program on a document leaves out that
    document, or that part of what is known of it, and is told in `failures`.
    """
    kept = kept or DocumentCache(None)
    failures: list[Failure] = []
    texts = {document.id: _key_of(document) for document in documents}
    keys = {name: cache_key("clauses", text) for name, text in texts.items()}
    if cluster:
        _share(cluster, kept, make_clauses, [Job(d.id, keys[d.id], (d,)) for d in documents], None)
    parsed: dict[str, tuple[Section, ...]] = {}
    for document in documents:
        with _leaving_out("document", document, failures):
            parsed[document.id] = _kept_clauses(document, keys[document.id], kept)
    documents = tuple(document for document in documents if document.id in parsed)
    relations: list[Relation] = []
    for document in documents:
        with _leaving_out("relations", document, failures):
            relations += relations_of(document, documents, parsed)
    amending = under_amended_headings(relations, parsed)
    parsed |= amending
    size = settings.chunk_tokens
    for name, text in texts.items():
        above = json.dumps([clause.headings for clause in amending.get(name, ())])
        keys[name] = cache_key("rows", text, above, str(size))
    if cluster:
        jobs = [Job(d.id, keys[d.id], (d, parsed[d.id], size)) for d in documents]
        _share(cluster, kept, make_rows, jobs, progress)
    rows: list[Catalog] = []
    for done, document in enumerate(documents, start=1):
        clauses = parsed[document.id]
        rows.append(_kept_rows(document, clauses, keys[document.id], size, kept, failures))
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
        tuple(chunk for part in rows for chunk in part.chunks),
        tuple(row for part in rows for row in part.targets),
        tuple(row for part in rows for row in part.responsibilities),
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


def _key_of(document: Document) -> str:
    return json.dumps(document.to_dict(with_text=True), ensure_ascii=False)


def _share(
    cluster: Cluster,
    kept: DocumentCache,
    make: Callable[..., bytes],
    jobs: Sequence[Job],
    progress: Callable[[int, int], None] | None,
) -> None:
    """Has the cluster make what is not known yet."""
    for job, made in cluster.run(make, [job for job in jobs if not kept.knows(job.key)], progress):
        kept.write(job.key, made)


def make_clauses(document: Document) -> bytes:
    """The clauses of a document, as they are kept."""
    return encode_catalog(_part(sections=parse_clauses(document)))


def make_rows(document: Document, clauses: tuple[Section, ...], chunk_tokens: int) -> bytes:
    """The chunks and rows of a document, as they are kept. Raises: RuntimeError where a part could not be computed."""
    failures: list[Failure] = []
    made = _extract(document, clauses, chunk_tokens, failures)
    if failures:
        raise RuntimeError(f"{document.id}: {', '.join(failure.part for failure in failures)}")
    return encode_catalog(made)


def _kept_clauses(document: Document, key: bytes, kept: DocumentCache) -> tuple[Section, ...]:
    if (known := _decode(kept.read(key))) is not None:
        return known.sections
    made = _part(sections=parse_clauses(document))
    kept.write(key, encode_catalog(made))
    return made.sections


def _kept_rows(
    document: Document,
    clauses: tuple[Section, ...],
    key: bytes,
    chunk_tokens: int,
    kept: DocumentCache,
    failures: list[Failure],
) -> Catalog:
    if (known := _decode(kept.read(key), clauses)) is not None:
        return known
    own: list[Failure] = []
    made = _extract(document, clauses, chunk_tokens, own)
    if not own:  # else it is tried again
        kept.write(key, encode_catalog(made))
    failures += own
    return made


def _decode(data: bytes | None, clauses: tuple[Section, ...] = ()) -> Catalog | None:
    return None if data is None else decode_catalog(data, clauses)


def _extract(
    document: Document, clauses: tuple[Section, ...], chunk_tokens: int, failures: list[Failure]
) -> Catalog:
    """The chunks and the rows of the registers of one document."""
    chunks: tuple[Chunk, ...] = ()
    targets: tuple[Target, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    with _leaving_out("chunks", document, failures):
        chunks = tuple(chunk_sections(document, clauses, max_tokens=chunk_tokens))
    with _leaving_out("targets", document, failures):
        targets = tuple(extract_targets(document, clauses))
    with _leaving_out("responsibilities", document, failures):
        responsibilities = tuple(
            replace(row, unsure=row.unsure or bool(DOUBTFUL.search(row.quote)))
            for row in extract_responsibilities(document, tuple(s for s in clauses if not is_note(s)))
        )
    return _part((), chunks, targets, responsibilities)


def _part(
    sections: tuple[Section, ...] = (),
    chunks: tuple[Chunk, ...] = (),
    targets: tuple[Target, ...] = (),
    responsibilities: tuple[Responsibility, ...] = (),
) -> Catalog:
    return Catalog((), sections, chunks, targets, responsibilities)


def parse_clauses(document: Document) -> tuple[Section, ...]:
    """The clauses of a document; those that are no content of it are told by their kind."""
    return tuple(map(_without_what_is_none, parse_sections(document)))


def _without_what_is_none(section: Section) -> Section:
    """Orders to a machine and a site's words to its visitors are no content: they stay in the tree, unread."""
    injected = any(find_injection(text) for text in (section.text, *section.headings))
    beside = section.text[:1] != "|" and is_for_visitors(section.text)
    return replace(section, kind="boilerplate") if injected or beside else section
