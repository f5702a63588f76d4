"""The process that builds an index generation: reads a job, writes the generation aside, reads it back, switches to it.

It is `python -m assistant.index.build_process`, started by `build_index`. Its messages are JSON lines on standard output.
"""

from __future__ import annotations

import base64
import gc
import json
import logging
import os
import sqlite3
import sys
import threading
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from assistant.documents.cluster import Cluster, open_cluster
from assistant.errors import AssistantError, IndexUnavailableError
from assistant.index.build import BuildReport, Progress
from assistant.index.cache import VectorCache, cache_key
from assistant.index.catalog_json import decode_catalog
from assistant.index.draft import Draft
from assistant.index.earlier import Earlier, read_earlier
from assistant.index.embedding import Embedding
from assistant.index.encoders import Encoder, open_encoder
from assistant.index.generations import (
    CATALOG,
    LEXICAL,
    SKETCHES,
    VECTORS,
    Manifest,
    create_generation,
    current_generation,
    finish_generation,
    identify_documents,
    identify_index,
    list_files,
    obsolete_generations,
    pointer_stamp,
    read_manifest,
    remove_generation,
    sha256,
    switch_to,
    write_readings,
    writing,
)
from assistant.index.lexical import LexicalIndex
from assistant.index.rows import SKETCHED_FROM, Sketches, VectorRows
from assistant.index.vectors import delete_collection
from assistant.settings import Settings

logger = logging.getLogger(__name__)

VECTOR_CACHE = "vectors.sqlite3"


def _serve_job() -> int:
    """The builder process: reads the job, builds, and reports on what was standard output."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not end up among the messages

    def send(*message: Any) -> None:
        channel.write(json.dumps(message, ensure_ascii=False) + "\n")
        channel.flush()

    values, whole, cluster = json.loads(sys.stdin.buffer.readline())
    settings = Settings(**values)
    catalog_json = sys.stdin.buffer.readline().rstrip(b"\n")
    readings = {
        name: base64.b64decode(data) for name, data in json.loads(sys.stdin.buffer.readline()).items()
    }
    threading.Thread(target=_stop_when_alone, daemon=True).start()
    if hasattr(os, "nice") and pointer_stamp(settings.index_path()):
        os.nice(15)  # the index there is may be answering questions; a first one has nobody to make room for
    try:
        with open_cluster(cluster) as workers:
            report = build_here(
                catalog_json,
                readings,
                settings,
                open_encoder(settings, for_passages=True),
                lambda *values: send("progress", *values),
                whole=whole,
                cluster=workers,
            )
    except AssistantError as error:
        send("error", error.code, error.message, error.hint)
    except (OSError, sqlite3.OperationalError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        send(
            "error",
            IndexUnavailableError.code,
            f"the index folder {settings.index_path()} cannot be written: {reason}",
            "free space or choose another folder with --index; the index there was before is unchanged",
        )
    else:
        send("report", asdict(report))
    channel.close()
    return 0


def _stop_when_alone() -> None:
    os.read(0, 1)
    os._exit(1)


def build_here(
    catalog_json: bytes,
    readings: Mapping[str, bytes],
    settings: Settings,
    encoder: Encoder,
    progress: Progress,
    *,
    whole: bool = False,
    cluster: Cluster | None = None,
) -> BuildReport:
    """Builds in this process, under the writer's lock."""
    catalog = decode_catalog(catalog_json, only=["documents", "chunks"])
    gc.freeze()  # it stays until the end: the collector would go through it again and again
    index = settings.index_path()
    with writing(index):
        before = _previous(index)
        remove_obsolete(settings)
        earlier = read_earlier(index, encoder.id)
        generation, collection = create_generation(index, on_server=settings.chroma_url is not None)
        try:
            with VectorCache(index / VECTOR_CACHE) as cache:
                keys = [cache_key(encoder.id, chunk.indexed_text) for chunk in catalog.chunks]
                texts = dict(zip(keys, (chunk.indexed_text for chunk in catalog.chunks), strict=True))
                embedding = Embedding(encoder, cache, earlier.known() if earlier else {}, progress)
                made = embedding.share(texts, settings, cluster) if cluster else set()
                made |= embedding.complete(texts)
                vectors = np.stack([embedding.known[key] for key in keys])
                embedded = sum(key in made for key in keys)
                write_readings(generation, readings)
                draft = Draft(generation, collection, catalog, vectors, settings, progress)
                manifest = _write(draft, catalog_json, encoder, None if whole else earlier)
                finish_generation(generation, manifest)
                switch_to(generation)
                with suppress(sqlite3.Error):  # the index is in place; the next build prunes again
                    cache.keep_only(keys)
        except BaseException:
            remove_obsolete(settings)
            raise
        documents = before.documents if before else {}
        return BuildReport(
            generation=generation.name,
            index_id=manifest.index_id,
            embedded=embedded,
            reused=len(keys) - embedded,
            document_count=len(catalog.documents),
            chunk_count=len(catalog.chunks),
            added=tuple(id_ for id_ in manifest.documents if id_ not in documents),
            changed=tuple(
                id_ for id_, digest in manifest.documents.items() if documents.get(id_, digest) != digest
            ),
            removed=tuple(id_ for id_ in documents if id_ not in manifest.documents),
            seconds=0.0,
            unchanged=False,
        )


def _previous(index: Path) -> Manifest | None:
    try:
        return read_manifest(current_generation(index))
    except IndexUnavailableError:
        return None


def remove_obsolete(settings: Settings) -> None:
    """Removes all generations but the one that the pointer names.

    It runs before a build and after a failed one, never after a switch: so the generation just replaced stays
    for the readers that are in it until the next build.
    """
    for generation, collection in obsolete_generations(settings.index_path()):
        if collection is not None:
            if settings.chroma_url is None:
                continue  # its server is not known to these settings; a later build with it clears up
            try:
                delete_collection(settings, collection)
            except AssistantError as error:
                logger.warning("%s: %s", generation.name, error.message)
                continue
        remove_generation(generation)


def _write(draft: Draft, catalog_json: bytes, encoder: Encoder, earlier: Earlier | None) -> Manifest:
    """Writes the generation but for its manifest, which it returns. Raises: IndexUnavailableError."""
    generation, catalog = draft.generation, draft.catalog
    fingerprint = sha256(catalog_json)
    index_id = identify_index(fingerprint, encoder.id)
    (generation / CATALOG).write_bytes(catalog_json)
    removed = draft.write_vectors(index_id, earlier)
    VectorRows.write(generation / VECTORS, draft.vectors)
    if len(draft.vectors) >= SKETCHED_FROM:
        Sketches.write(generation / SKETCHES, draft.vectors)
    lexical = earlier.lexical_index(catalog.chunks) if earlier else None
    if lexical is None:
        lexical = LexicalIndex.build([chunk.indexed_text for chunk in catalog.chunks])
    lexical.save(generation / LEXICAL)
    return Manifest(
        generation=generation.name,
        index_id=index_id,
        encoder_id=encoder.id,
        dimension=encoder.dimension,
        catalog_fingerprint=fingerprint,
        chunk_count=len(catalog.chunks),
        documents=identify_documents(catalog),
        collection=draft.collection,
        on_server=draft.settings.chroma_url is not None,
        files=list_files(generation),
        removed=removed,
    )


if __name__ == "__main__":
    try:
        sys.exit(_serve_job())
    except Exception:  # noqa: BLE001  # whatever it is, the caller prints it
        traceback.print_exc()
        sys.exit(3)
