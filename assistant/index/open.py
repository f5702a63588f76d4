"""The index as readers see it: one open generation, and a handle that follows the pointer to newer ones."""

from __future__ import annotations

import logging
import threading
import time
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import AssistantError, IndexUnavailableError
from assistant.index.catalog_json import decode_catalog
from assistant.index.encoders import encoder_id
from assistant.index.generations import (
    CATALOG,
    CHROMA,
    LEXICAL,
    MANIFEST,
    SKETCHES,
    VECTORS,
    Manifest,
    check_files,
    current_generation,
    pointer_stamp,
    read_manifest,
    read_reading,
    read_reports,
)
from assistant.index.lexical import LexicalIndex
from assistant.index.rows import Sketches, VectorRows
from assistant.index.vectors import VectorStore, open_store
from assistant.readers.records import KeptReading
from assistant.settings import Settings
from assistant.types import Catalog
from assistant.types.readings import ReadingReport

logger = logging.getLogger(__name__)
REBUILD = "run `policy-assistant index`"
OPENING_ATTEMPTS = 3  # a writer may remove a generation between the reading of the pointer and the opening
RETRY_SECONDS = 5.0
MOST_SKETCHED = 100_000  # chunks; of more, the graph is the quickest way to the nearest


class Index:
    """One generation, read-only, safe to share between threads; chunks go by their place in the catalog."""

    def __init__(
        self,
        manifest: Manifest,
        catalog: Catalog,
        store: VectorStore,
        rows: VectorRows,
        sketches: Sketches | None,
        lexical: LexicalIndex,
        folder: Path,
    ) -> None:
        self.generation = manifest.generation
        self._folder = folder
        self.made_on = date.fromtimestamp((folder / MANIFEST).stat().st_mtime)
        self.index_id = manifest.index_id
        self.encoder_id = manifest.encoder_id
        self.dimension = manifest.dimension
        self.catalog = catalog
        self._store = store
        self._rows = rows
        self._sketches = sketches
        self._lexical = lexical
        self._positions = {chunk.id: position for position, chunk in enumerate(catalog.chunks)}

    @classmethod
    def open(cls, settings: Settings) -> Index:
        """The current generation. Raises: IndexUnavailableError, DependencyError for a Chroma server."""
        for attempt in range(OPENING_ATTEMPTS):
            generation = current_generation(settings.index_path())
            try:
                return cls._open_generation(generation, settings)
            except IndexUnavailableError:
                if attempt + 1 == OPENING_ATTEMPTS or current_generation(settings.index_path()) == generation:
                    raise
        raise AssertionError("unreachable")

    @classmethod
    def _open_generation(cls, generation: Path, settings: Settings) -> Index:
        manifest = read_manifest(generation)
        if manifest.encoder_id != encoder_id(settings):
            raise IndexUnavailableError(
                f"the index was made by the encoder {manifest.encoder_id}, but {encoder_id(settings)} is set",
                hint=f"{REBUILD}, or set ASSISTANT_ENCODER as it was",
            )
        if manifest.on_server != (settings.chroma_url is not None):
            home = "on a Chroma server" if manifest.on_server else "in its own folder"
            raise IndexUnavailableError(
                f"the vectors of this index are {home}",
                hint=f"{'set' if manifest.on_server else 'unset'} ASSISTANT_CHROMA_URL, or {REBUILD}",
            )
        check_files(generation, manifest)
        try:
            catalog = decode_catalog((generation / CATALOG).read_bytes())
        except (OSError, ValueError) as error:
            raise IndexUnavailableError(
                f"the catalog of the index cannot be read: {error}", hint=REBUILD
            ) from None
        store = open_store(settings, generation / CHROMA, manifest.collection)
        try:
            _check_store(store, manifest, catalog)
            lexical = _open_lexical(generation, manifest, store, catalog)
            rows = VectorRows(generation / VECTORS, manifest.dimension)
            known = SKETCHES in manifest.files
            sketches = Sketches(generation / SKETCHES, manifest.dimension) if known else None
        except BaseException:
            store.close()
            raise
        return cls(manifest, catalog, store, rows, sketches, lexical, generation)

    def reading(self, document_id: str) -> KeptReading | None:
        """What a reader made of the file of a document; None where it is text itself. Raises: IndexUnavailableError."""
        return read_reading(self._folder, document_id)

    @cached_property
    def reports(self) -> dict[str, ReadingReport]:
        """The reports on the readings, by document. Raises: IndexUnavailableError."""
        return read_reports(self._folder)

    def dense(self, vector: NDArray[np.float32], count: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Positions and cosines of the `count` nearest chunks, best first, as far as Chroma's graph leads to them."""
        (nearest,) = self._store.nearest(vector[np.newaxis, :], min(count, len(self._positions)))
        positions = np.array([self._positions[id_] for id_, _ in nearest], dtype=np.intp)
        return positions, np.array([cosine for _, cosine in nearest], dtype=np.float32)

    def nearest(
        self, vector: NDArray[np.float32], count: int
    ) -> tuple[NDArray[np.intp], NDArray[np.float32]] | None:
        """As `dense`, by the quickest way that leads to them; None where that is to score all chunks."""
        if len(self._positions) > MOST_SKETCHED:
            return self.dense(vector, count)
        if self._sketches is None:
            return None
        likely = self._sketches.likeliest(vector, count)
        cosines = self._rows.cosines(vector, likely)
        nearest = np.argsort(-cosines, kind="stable")[:count]
        return likely[nearest], cosines[nearest]

    def cosines(
        self, vector: NDArray[np.float32], positions: NDArray[np.intp] | None = None
    ) -> NDArray[np.float32]:
        """The exact cosines of the chunks at `positions` with the vector, or of all chunks."""
        return self._rows.cosines(vector, positions)

    def lexical(self, text: str) -> NDArray[np.float32]:
        """The BM25 score of every chunk for the text, 0 where it shares no term with it."""
        return self._lexical.scores(text)

    def positions(
        self, document_ids: frozenset[str] = frozenset(), places: frozenset[str] = frozenset()
    ) -> NDArray[np.intp] | None:
        """Where the chunks of documents and of places are, ascending; None where that is all or nothing is bounded."""
        if not document_ids and not places:
            return None
        within = [
            own
            for document_id, (place, own) in self._chunks_of.items()
            if (not document_ids or document_id in document_ids) and (not places or place in places)
        ]
        if len(within) == len(self._chunks_of):
            return None
        return np.sort(np.concatenate(within)) if within else np.empty(0, dtype=np.intp)

    @cached_property
    def _chunks_of(self) -> dict[str, tuple[str | None, NDArray[np.intp]]]:
        """(its place, where its chunks are) for each document."""
        positions: dict[str, list[int]] = {}
        for position, chunk in enumerate(self.catalog.chunks):
            positions.setdefault(chunk.document_id, []).append(position)
        return {
            document_id: (self.catalog.chunks[own[0]].place, np.array(own, dtype=np.intp))
            for document_id, own in positions.items()
        }

    def close(self) -> None:
        """Gives files and connections back. Without it they go when nobody refers to the index any more."""
        self._store.close()


def _check_store(store: VectorStore, manifest: Manifest, catalog: Catalog) -> None:
    """Compares Chroma's stamp, count, first and last text with the generation's, and searches once."""
    chunks = catalog.chunks
    ends = [*chunks[:1], *chunks[1:][-1:]]
    if (
        store.metadata.get("index_id") != manifest.index_id
        or store.count() != manifest.chunk_count
        or len(chunks) != manifest.chunk_count
        or store.texts([chunk.id for chunk in ends]) != [chunk.indexed_text for chunk in ends]
        or not store.nearest(np.full((1, manifest.dimension), manifest.dimension**-0.5, np.float32), 1)[0]
    ):
        raise IndexUnavailableError("the vectors of the index do not belong to its catalog", hint=REBUILD)


def _open_lexical(generation: Path, manifest: Manifest, store: VectorStore, catalog: Catalog) -> LexicalIndex:
    """The saved lexical index; where it is missing or damaged, one built from the texts in Chroma."""
    try:
        check_files(generation, manifest, under=LEXICAL)
        lexical = LexicalIndex.load(generation / LEXICAL)
        if lexical.text_count == manifest.chunk_count:
            return lexical
    except (IndexUnavailableError, OSError, ValueError, KeyError) as error:
        logger.warning("the lexical index of %s is built anew: %s", generation.name, error)
    return LexicalIndex.build(store.texts([chunk.id for chunk in catalog.chunks]))


class LiveIndex:
    """The index of a running process: follows the pointer, keeps the old one while the new one fails."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._stamp = pointer_stamp(settings.index_path())
        self._retry_at = 0.0
        self._index = Index.open(settings)
        self.problem: AssistantError | None = None  # why the newest generation could not be opened

    def current(self) -> Index:
        """The newest generation that can be opened; costs one look at the pointer file.

        The one before is closed as soon as its last user lets go of it.
        """
        stamp = pointer_stamp(self._settings.index_path())
        if stamp == self._stamp and (self.problem is None or time.monotonic() < self._retry_at):
            return self._index
        if self._lock.acquire(
            blocking=False
        ):  # the others need not wait: they answer from the one that is open
            try:
                self._follow(stamp)
            finally:
                self._lock.release()
        return self._index

    def _follow(self, stamp: tuple[int, int, int] | None) -> None:
        try:
            if current_generation(self._settings.index_path()).name != self._index.generation:
                self._index = Index.open(self._settings)
                logger.info("answering from %s", self._index.generation)
            self.problem = None
        except AssistantError as error:
            self.problem = error
            self._retry_at = time.monotonic() + RETRY_SECONDS
            logger.warning("still answering from %s: %s", self._index.generation, error.message)
        self._stamp = stamp

    def close(self) -> None:
        """Closes the index that is open."""
        self._index.close()
