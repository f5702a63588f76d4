"""The door to Chroma: one collection of clause texts with their vectors, in a folder or on a server."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from assistant.errors import AssistantError, DependencyError, IndexUnavailableError, SettingsError
from assistant.settings import Settings
from assistant.types import Chunk

BATCH = 500  # records per call; Chroma itself takes up to 5461
NEIGHBOURS = (
    48  # per record in the graph; with 16 a tenth of a thousand clauses that are nearly alike is lost
)
EXAMINED = 400  # candidates of a graph search; with 100 a third of 200 neighbours are wrong ones
_FULL = re.compile("disk is full|no space left", re.IGNORECASE)  # how SQLite and the system say it
SERVER_CALLS = 16  # at once; more wait, so that a frozen server cannot collect threads without end
_Result = TypeVar("_Result")
_opening = threading.Lock()  # Chroma's table of open folders is not protected


class VectorStore:
    """An open collection. Every error of Chroma comes out as IndexUnavailableError or DependencyError."""

    def __init__(
        self, client: Any, collection: Any, call: _Caller, *, private_copy: Path | None = None
    ) -> None:
        self._collection = collection
        self._call = call
        # Closes by itself once nobody refers to it: questions may be using it while a newer one opens.
        self._close = weakref.finalize(self, _close, client, private_copy)

    @property
    def metadata(self) -> dict[str, Any]:
        """What was said of the collection when it was created."""
        return dict(self._collection.metadata or {})

    def add(self, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> Iterator[int]:
        """Writes the chunks with their vectors; yields how many are written after each batch."""
        for start in range(0, len(chunks), BATCH):
            batch = chunks[start : start + BATCH]
            self._call(
                self._collection.add,
                ids=[chunk.id for chunk in batch],
                embeddings=vectors[start : start + BATCH],
                documents=[chunk.indexed_text for chunk in batch],
                metadatas=[_metadata(chunk) for chunk in batch],
            )
            yield start + len(batch)

    def remove(self, ids: Sequence[str]) -> None:
        """Takes records out."""
        for start in range(0, len(ids), BATCH):
            self._call(self._collection.delete, ids=list(ids[start : start + BATCH]))

    def count(self) -> int:
        """How many records there are."""
        return int(self._call(self._collection.count))

    def ids(self) -> list[str]:
        """The ids of all records."""
        return list(self._call(self._collection.get, include=[])["ids"])

    def texts(self, ids: Sequence[str]) -> list[str]:
        """The stored texts in the order of `ids`. Raises: IndexUnavailableError where one is missing."""
        found: dict[str, str] = {}
        for start in range(0, len(ids), BATCH):
            answer = self._call(
                self._collection.get, ids=list(ids[start : start + BATCH]), include=["documents"]
            )
            found.update(zip(answer["ids"], answer["documents"], strict=True))
        return [self._existing(found, id_) for id_ in ids]

    def vectors(self, ids: Sequence[str]) -> NDArray[np.float32]:
        """The stored vectors in the order of `ids`. Raises: IndexUnavailableError where one is missing."""
        answer = self._call(self._collection.get, ids=list(ids), include=["embeddings"])
        found = dict(zip(answer["ids"], answer["embeddings"], strict=True))
        return np.asarray([self._existing(found, id_) for id_ in ids], dtype=np.float32)

    def nearest(self, vectors: NDArray[np.float32], count: int) -> list[list[tuple[str, float]]]:
        """Per vector the ids and cosines of the nearest records, best first."""
        answer = self._call(
            self._collection.query,
            query_embeddings=vectors,
            n_results=count,
            include=["distances"],
        )
        return [
            [(id_, 1.0 - float(distance)) for id_, distance in zip(ids, distances, strict=True)]
            for ids, distances in zip(answer["ids"], answer["distances"], strict=True)
        ]

    def close(self) -> None:
        """Gives the files or the connection back."""
        self._close()

    @staticmethod
    def _existing(found: dict[str, Any], id_: str) -> Any:
        if id_ not in found:
            raise IndexUnavailableError(
                f"the index has lost the clause {id_}", hint="run `policy-assistant index`"
            )
        return found[id_]


class _Caller:
    """Makes calls to Chroma: its errors become ours, and calls to a server get a deadline."""

    def __init__(self, place: str, timeout_seconds: float | None) -> None:
        self._place = place
        self._timeout = timeout_seconds
        self._slots = threading.BoundedSemaphore(SERVER_CALLS)

    def __call__(self, function: Callable[..., _Result], *args: Any, **kwargs: Any) -> _Result:
        with self.errors_translated():
            if self._timeout is None:
                return function(*args, **kwargs)
            return self._within_deadline(lambda: function(*args, **kwargs), self._timeout)

    def _within_deadline(self, job: Callable[[], _Result], timeout_seconds: float) -> _Result:
        # Chroma's HTTP client waits for ever. A thread left behind must not hold the process up: a daemon.
        results: list[_Result] = []
        errors: list[BaseException] = []

        def run() -> None:
            try:
                results.append(job())
            except BaseException as error:  # noqa: BLE001  # handed to the waiting thread
                errors.append(error)
            finally:
                self._slots.release()

        if not self._slots.acquire(timeout=timeout_seconds):
            raise self._no_answer(timeout_seconds)
        thread = threading.Thread(target=run, daemon=True, name="chroma-call")
        thread.start()
        thread.join(timeout_seconds)
        if errors:
            raise errors[0]
        if not results:
            raise self._no_answer(timeout_seconds)
        return results[0]

    @contextmanager
    def errors_translated(self) -> Iterator[None]:
        """Chroma's errors, and panics of its native code, as ours."""
        try:
            yield
        except (AssistantError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic in Rust derives from BaseException
            from chromadb.errors import NotFoundError

            reason = " ".join(str(error).split())[:200] or type(error).__name__
            if self._timeout is None and _FULL.search(reason):
                raise IndexUnavailableError(
                    f"the disk that holds {self._place} is full",
                    hint="free space or choose another folder with --index; the index there was before is unchanged",
                ) from error
            if self._timeout is None or isinstance(error, NotFoundError):
                raise IndexUnavailableError(
                    f"the index in {self._place} cannot be used: {reason}",
                    hint="run `policy-assistant index`",
                ) from error
            raise DependencyError(
                f"the Chroma server {self._place} failed: {reason}",
                hint="check ASSISTANT_CHROMA_URL and the server, then run `policy-assistant index`",
            ) from error

    def _no_answer(self, timeout_seconds: float) -> DependencyError:
        return DependencyError(
            f"the Chroma server {self._place} did not answer within {timeout_seconds:g} s",
            hint="check the server, or raise ASSISTANT_SERVICE_TIMEOUT_SECONDS",
        )


def create_store(
    settings: Settings, folder: Path, collection: str, *, count: int, metadata: dict[str, Any]
) -> VectorStore:
    """A new collection for `count` records: in `folder`, or on the server that the settings name."""
    call = caller_of(settings, folder)
    client = call(_connect, settings, folder)
    # The graph reaches its files with the last record and not before. Readers then find nothing left to add
    # to it, and never write: of a graph that is not saved yet, each reader writes files of its own.
    # Changed later, the threshold would do nothing while the collection is open (findings/chromadb-modified-thresholds.sh).
    whole = max(2, count)
    graph = {
        "space": "cosine",
        "max_neighbors": NEIGHBOURS,
        "ef_construction": EXAMINED // 2,
        "ef_search": EXAMINED,
        "sync_threshold": whole,
        "batch_size": min(whole, 100),
    }
    try:
        created = call(
            client.create_collection,
            collection,
            metadata=metadata,
            embedding_function=None,
            configuration={"hnsw": graph},
        )
    except BaseException:
        _close(client, None)
        raise
    return VectorStore(client, created, call)


def open_copy(
    settings: Settings, folder: Path, collection: str, *, changes: int, metadata: dict[str, Any]
) -> VectorStore:
    """The collection of a copied folder, to be changed: its graph reaches the files after as many `changes`, not before.

    Raises: IndexUnavailableError.
    """
    call = caller_of(settings, folder)
    client = call(_connect, settings, folder)
    try:
        copied = call(client.get_collection, collection, embedding_function=None)
        graph = {"sync_threshold": changes, "batch_size": min(changes, 100)}
        call(copied.modify, metadata=metadata, configuration={"hnsw": graph})
    finally:
        _close(client, None)
    # An open collection keeps the threshold that it was opened with.
    return open_store(settings, folder, collection)


def open_store(settings: Settings, folder: Path, collection: str) -> VectorStore:
    """An existing collection. Raises: IndexUnavailableError, DependencyError."""
    call = caller_of(settings, folder)
    private_copy = None
    if settings.chroma_url is None and not os.access(folder, os.W_OK):
        # Chroma writes into its database even to read it.
        private_copy = Path(tempfile.mkdtemp(prefix="policy-assistant-"))
        folder = Path(shutil.copytree(folder, private_copy / folder.name, copy_function=shutil.copyfile))
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700)
    client = call(_connect, settings, folder)
    try:
        opened = call(client.get_collection, collection, embedding_function=None)
    except BaseException:
        _close(client, private_copy)
        raise
    return VectorStore(client, opened, call, private_copy=private_copy)


def delete_collection(settings: Settings, collection: str) -> None:
    """Deletes a collection from the server; one that is not there is fine. Raises: DependencyError."""
    call = caller_of(settings, Path())
    client = call(_connect, settings, Path())
    try:
        if collection in [found.name for found in call(client.list_collections)]:
            call(client.delete_collection, collection)
    finally:
        _close(client, None)


def caller_of(settings: Settings, folder: Path) -> _Caller:
    """What makes calls to Chroma in a folder, or on the server that the settings name."""
    import chromadb  # noqa: F401  # here, so that no deadline has to cover it: it takes half a second and more

    if settings.chroma_url is None:
        return _Caller(str(folder.parent), None)
    return _Caller(settings.chroma_url, settings.service_timeout_seconds)


def _connect(settings: Settings, folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    # Without `_env_file` Chroma takes settings from a `.env` file that happens to lie in the working folder.
    options = ChromaSettings(
        _env_file=None,  # type: ignore[call-arg]  # known to every pydantic-settings class
        anonymized_telemetry=False,
        chroma_otel_collection_endpoint="",
    )
    if settings.chroma_url is None:
        with _opening:
            return chromadb.PersistentClient(str(folder), options)
    address = urlsplit(settings.chroma_url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise SettingsError(
            f"{settings.chroma_url} is not the address of a Chroma server",
            hint="such as http://127.0.0.1:8000",
        )
    secure = address.scheme == "https"
    port = address.port or (443 if secure else 80)
    return chromadb.HttpClient(host=address.hostname, port=port, ssl=secure, settings=options)


def _close(client: Any, private_copy: Path | None) -> None:
    with _opening, suppress(Exception):
        client.close()
    for part in (client, getattr(client, "_admin_client", None)):
        with suppress(Exception):  # embedded, there is no session
            part._server._session.close()  # type: ignore[union-attr]  # Chroma leaves HTTP connections open
    if private_copy is not None:
        shutil.rmtree(private_copy, ignore_errors=True)


def _metadata(chunk: Chunk) -> dict[str, Any]:
    values = {
        "document_id": chunk.document_id,
        "section_id": chunk.section_id,
        "address": str(chunk.address),
        "headings": "\n".join(chunk.headings),
        "tier": chunk.tier,
        "place": chunk.place,
        "start": chunk.start,
        "end": chunk.end,
    }
    return {name: value for name, value in values.items() if value is not None}
