"""Builds an index generation in a process of its own: a crash in native code costs a build, not the service.

`build_index` runs in the caller's process: it starts the builder, passes its progress on and returns its
report. `python -m assistant.index.build` is that builder. They speak JSON lines: a job in, messages out.
"""

from __future__ import annotations

import json
import logging
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
from numpy.typing import NDArray

from assistant.errors import AssistantError, CorpusError, IndexUnavailableError
from assistant.index.cache import VectorCache, cache_key
from assistant.index.encoders import Encoder, encoder_id, open_encoder
from assistant.index.generations import (
    CATALOG,
    CHROMA,
    LEXICAL,
    Manifest,
    check_files,
    create_generation,
    current_generation,
    decode_catalog,
    encode_catalog,
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
    writing,
)
from assistant.index.history import RegisterReport, read_catalog_before, record_changes, report_changes
from assistant.index.lexical import LexicalIndex
from assistant.index.open import Index
from assistant.index.vectors import create_store, delete_collection, open_store
from assistant.settings import PACKAGE, Settings
from assistant.types import Catalog, Chunk, SkippedFile

logger = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]  # stage ("embed", "write", "verify"), done, total

VECTOR_CACHE = "vectors.sqlite3"
EMBEDDED_AT_ONCE = 16  # texts; vectors are kept after each, so that a stopped build goes on from there
ALL_VERIFIED_UP_TO = 500  # records; of more, as many are drawn
SHARE_MISSED = 0.02  # of the records: a graph may not lead to one among many that are nearly alike
SAME_VECTOR = 1 - 1e-4  # cosine from which two vectors are the same


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `reused` counts the chunks whose vectors were known already."""

    generation: str
    index_id: str
    embedded: int
    reused: int
    document_count: int
    chunk_count: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    seconds: float
    unchanged: bool
    registers: RegisterReport | None = None
    skipped: tuple[SkippedFile, ...] = ()  # files of the folder that are in no index

    def to_dict(self) -> dict[str, Any]:
        """The report as `index --json` prints it."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        return row | {
            "registers": self.registers.to_dict() if self.registers else None,
            "skipped": [asdict(file) for file in self.skipped],
        }


def build_index(catalog: Catalog, settings: Settings, *, progress: Progress | None = None) -> BuildReport:
    """Builds the catalog's index beside the current one and switches to it, unless nothing has changed.

    Raises: IndexBusyError while another process builds, CorpusError for a catalog without a chunk,
    DependencyError for an encoder or a Chroma server that is not available, IndexUnavailableError for a
    folder that cannot be written or a builder that died. The index before it goes on answering each time.
    """
    started = time.perf_counter()
    if not catalog.chunks:
        raise CorpusError(
            "there is nothing to index", hint="check the corpus folder: it holds no document with text"
        )
    job = encode_catalog(catalog)
    report = _unchanged(catalog, sha256(job), settings)
    if report is None:
        before = read_catalog_before(settings.index_path())
        report = _run_builder(job, settings, progress)
        registers = report_changes(before, catalog)
        with suppress(OSError):  # the index is in place; only the record of what it changed is not
            record_changes(settings.index_path(), report.generation, registers)
        report = replace(report, registers=registers)
    return replace(report, seconds=round(time.perf_counter() - started, 3))


def _unchanged(catalog: Catalog, fingerprint: str, settings: Settings) -> BuildReport | None:
    """The report where the current generation holds just this and is whole."""
    try:
        generation = current_generation(settings.index_path())
        manifest = read_manifest(generation)
        if manifest.index_id != identify_index(fingerprint, encoder_id(settings)):
            return None
        check_files(generation, manifest, under=LEXICAL)
        Index.open(settings).close()
    except IndexUnavailableError:
        return None
    if not manifest.on_server and not _database_is_sound(generation / CHROMA / "chroma.sqlite3"):
        return None
    return BuildReport(
        generation=manifest.generation,
        index_id=manifest.index_id,
        embedded=0,
        reused=manifest.chunk_count,
        document_count=len(catalog.documents),
        chunk_count=manifest.chunk_count,
        added=(),
        changed=(),
        removed=(),
        seconds=0.0,
        unchanged=True,
        registers=report_changes((manifest.generation, catalog), catalog),
    )


def _database_is_sound(path: Path) -> bool:
    """Whether SQLite finds no damage. Chroma would notice only once a question needs the page."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def _run_builder(job: bytes, settings: Settings, progress: Progress | None) -> BuildReport:
    search_path = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(search_path)}
    command = [sys.executable, "-P", "-m", "assistant.index.build"]
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, env=environment
        ) as process,
    ):
        try:
            report = _converse(process, job, settings, progress)
            status = process.wait()
        finally:
            process.kill()
        complaints.seek(0)
        details = complaints.read().decode("utf-8", "replace")[-4000:]
    if report is not None:
        return report
    logger.error("the index builder ended with status %s: %s", status, details)
    if status < 0:
        name = signal.Signals(-status).name
        raise IndexUnavailableError(
            f"the process that builds the index was stopped ({name}); the index before it is unchanged",
            hint="run `policy-assistant index` again",
        )
    raise RuntimeError(f"the index builder failed with status {status}:\n{details}")


def _converse(
    process: subprocess.Popen[bytes], job: bytes, settings: Settings, progress: Progress | None
) -> BuildReport | None:
    """Sends the job and follows the messages. Raises: the error that the builder reports."""
    stdin, stdout = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    values = settings.model_dump(mode="json")
    if settings.encoder_api_key:
        values["encoder_api_key"] = settings.encoder_api_key.get_secret_value()
    try:
        stdin.write(json.dumps(values).encode() + b"\n" + job + b"\n")
        # It stays open after the job: when it closes, the builder knows that it is alone and stops.
        stdin.flush()
    except BrokenPipeError:
        return None
    for line in stdout:
        kind, *values = json.loads(line)
        if kind == "progress":
            if progress:
                progress(*values)
        elif kind == "error":
            code, message, hint = values
            raise _error_class(code)(message, hint=hint)
        elif kind == "report":
            report: dict[str, Any] = values[0]
            for name in ("added", "changed", "removed", "skipped"):
                report[name] = tuple(report[name])
            return BuildReport(**report)
    return None


def _error_class(code: str) -> type[AssistantError]:
    pending = [AssistantError]
    while pending:
        candidate = pending.pop()
        if candidate.code == code:
            return candidate
        pending.extend(candidate.__subclasses__())
    return AssistantError


def _serve_job() -> int:
    """The builder process: reads the job, builds, and reports on what was standard output."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not end up among the messages

    def send(*message: Any) -> None:
        channel.write(json.dumps(message, ensure_ascii=False) + "\n")
        channel.flush()

    settings = Settings(**json.loads(sys.stdin.buffer.readline()))
    catalog_json = sys.stdin.buffer.readline().rstrip(b"\n")
    threading.Thread(target=_stop_when_alone, daemon=True).start()
    if hasattr(os, "nice") and pointer_stamp(settings.index_path()):
        os.nice(5)  # the index there is may be answering questions; a first one has nobody to make room for
    try:
        report = build_here(
            catalog_json, settings, open_encoder(settings), lambda *values: send("progress", *values)
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


def build_here(catalog_json: bytes, settings: Settings, encoder: Encoder, progress: Progress) -> BuildReport:
    """Builds in this process, under the writer's lock."""
    catalog = decode_catalog(catalog_json)
    index = settings.index_path()
    with writing(index):
        before = _previous(index)
        _remove_obsolete(settings)
        generation, collection = create_generation(index, on_server=settings.chroma_url is not None)
        try:
            with VectorCache(index / VECTOR_CACHE) as cache:
                keys = [cache_key(encoder.id, chunk.indexed_text) for chunk in catalog.chunks]
                vectors, embedded = _embed(catalog.chunks, keys, encoder, cache, progress)
                manifest = _write(
                    generation, collection, catalog, catalog_json, vectors, settings, encoder, progress
                )
                finish_generation(generation, manifest)
                switch_to(generation)
                with suppress(sqlite3.Error):  # the index is in place; the next build prunes again
                    cache.keep_only(keys)
        except BaseException:
            _remove_obsolete(settings)
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


def _remove_obsolete(settings: Settings) -> None:
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


def _embed(
    chunks: Sequence[Chunk], keys: list[bytes], encoder: Encoder, cache: VectorCache, progress: Progress
) -> tuple[NDArray[np.float32], int]:
    """The vectors of all chunks, and how many of them had to be made."""
    known = {key: vector for key, vector in cache.read(keys).items() if len(vector) == encoder.dimension}
    missing = {key: chunk.indexed_text for key, chunk in zip(keys, chunks, strict=True) if key not in known}
    pending = list(missing.items())
    for start in range(0, len(pending), EMBEDDED_AT_ONCE):
        progress("embed", start, len(pending))
        batch = pending[start : start + EMBEDDED_AT_ONCE]
        vectors = encoder.embed_passages([text for _, text in batch])
        batch_keys = [key for key, _ in batch]
        cache.write(batch_keys, vectors)
        known.update(zip(batch_keys, vectors, strict=True))
    progress("embed", len(pending), len(pending))
    return np.stack([known[key] for key in keys]), sum(key in missing for key in keys)


def _write(
    generation: Path,
    collection: str,
    catalog: Catalog,
    catalog_json: bytes,
    vectors: NDArray[np.float32],
    settings: Settings,
    encoder: Encoder,
    progress: Progress,
) -> Manifest:
    """Writes the generation but for its manifest, which it returns. Raises: IndexUnavailableError."""
    fingerprint = sha256(catalog_json)
    index_id = identify_index(fingerprint, encoder.id)
    (generation / CATALOG).write_bytes(catalog_json)
    folder = generation / CHROMA
    folder.mkdir()
    ids = [chunk.id for chunk in catalog.chunks]
    store = create_store(
        settings,
        folder,
        collection,
        count=len(ids),
        metadata={"index_id": index_id, "generation": generation.name},
    )
    try:
        for written in store.add(catalog.chunks, vectors):
            progress("write", written, len(ids))
    finally:
        store.close()
    _verify(settings, folder, collection, ids, vectors, progress)
    LexicalIndex.build([chunk.indexed_text for chunk in catalog.chunks]).save(generation / LEXICAL)
    return Manifest(
        generation=generation.name,
        index_id=index_id,
        encoder_id=encoder.id,
        dimension=encoder.dimension,
        catalog_fingerprint=fingerprint,
        chunk_count=len(ids),
        documents=identify_documents(catalog),
        collection=collection,
        on_server=settings.chroma_url is not None,
        files=list_files(generation),
    )


def _verify(
    settings: Settings,
    folder: Path,
    collection: str,
    ids: list[str],
    vectors: NDArray[np.float32],
    progress: Progress,
) -> None:
    """Opens what was written and looks every record (of many, a sample) up by its own vector."""
    store = open_store(settings, folder, collection)
    try:
        if sorted(store.ids()) != sorted(ids):
            raise _unverified("it does not hold the clauses that were written")
        drawn = list(range(len(ids)))
        if len(ids) > ALL_VERIFIED_UP_TO:
            drawn = random.Random(0).sample(drawn, ALL_VERIFIED_UP_TO)
        missed = 0
        for done, position in enumerate(drawn, start=1):
            # Equal texts have equal vectors, and any of them may come first.
            (nearest,) = store.nearest(vectors[position][np.newaxis], 1)
            if not nearest or (nearest[0][0] != ids[position] and nearest[0][1] < SAME_VECTOR):
                missed += 1
            (own,) = store.similarities(vectors[position], [ids[position]])
            if own < SAME_VECTOR:
                raise _unverified(f"the vector of {ids[position]} is another one")
            if done % 50 == 0 or done == len(drawn):
                progress("verify", done, len(drawn))
        if missed > len(drawn) * SHARE_MISSED:
            raise _unverified(f"{missed} of {len(drawn)} clauses are not found by their own vectors")
    finally:
        store.close()


def _unverified(reason: str) -> IndexUnavailableError:
    return IndexUnavailableError(
        f"the new index was not verified: {reason}; the index there was before is unchanged",
        hint="run `policy-assistant index` again, and check the disk if it happens again",
    )


if __name__ == "__main__":
    try:
        sys.exit(_serve_job())
    except Exception:  # noqa: BLE001  # whatever it is, the caller prints it
        traceback.print_exc()
        sys.exit(3)
