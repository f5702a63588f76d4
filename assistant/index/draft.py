"""A generation that is being written: its vectors go to Chroma, as a changed copy of those before or anew, and are read back."""

from __future__ import annotations

import logging
import random
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexUnavailableError
from assistant.index.build import Progress
from assistant.index.earlier import Changes, Earlier
from assistant.index.generations import CHROMA
from assistant.index.vectors import create_store, open_copy, open_store
from assistant.settings import Settings
from assistant.types import Catalog

logger = logging.getLogger(__name__)
ALL_VERIFIED_UP_TO = 500  # records; of more, as many are drawn
DRAWN_OF_COPIED = 100  # records that a copy had before
VERIFIED_AT_ONCE = 50  # records
SHARE_MISSED = 0.02  # of the records: a graph may not lead to one among many that are nearly alike
SAME_VECTOR = 1 - 1e-4  # cosine from which two vectors are the same


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written; `vectors` in the order of the catalog's chunks."""

    generation: Path
    collection: str
    catalog: Catalog
    vectors: NDArray[np.float32]
    settings: Settings
    progress: Progress

    def write_vectors(self, index_id: str, earlier: Earlier | None) -> int:
        """Writes and verifies the vectors; how many records were taken out since they were last written as a whole.

        Raises: IndexUnavailableError.
        """
        metadata = {"index_id": index_id, "generation": self.generation.name}
        dimension = self.vectors.shape[1]
        if (
            self.settings.chroma_url is None
            and earlier
            and (changes := earlier.changes(self.catalog.chunks, dimension))
        ):
            try:
                self._copy(earlier, changes, metadata)
                drawn = {*_draw(range(len(self.vectors)), DRAWN_OF_COPIED), *_draw(changes.added)}
                self._verify(sorted(drawn))
                return earlier.manifest.removed + len(changes.removed)
            except (IndexUnavailableError, OSError, sqlite3.Error) as error:
                logger.warning("the vectors are written anew: %s", error)
                shutil.rmtree(self._folder, ignore_errors=True)
        self._write(metadata)
        self._verify(_draw(range(len(self.vectors))))
        return 0

    @property
    def _folder(self) -> Path:
        return self.generation / CHROMA

    def _copy(self, earlier: Earlier, changes: Changes, metadata: dict[str, Any]) -> None:
        earlier.copy_records(self._folder)
        count = len(changes.added) + len(changes.removed)
        store = open_copy(
            self.settings, self._folder, earlier.manifest.collection, changes=max(1, count), metadata=metadata
        )
        try:
            store.remove(changes.removed)
            positions = list(changes.added)
            added = [self.catalog.chunks[position] for position in positions]
            for written in store.add(added, self.vectors[positions]):
                self.progress("write", written, len(added))
        finally:
            store.close()

    def _write(self, metadata: dict[str, Any]) -> None:
        self._folder.mkdir()
        chunks = self.catalog.chunks
        store = create_store(
            self.settings, self._folder, self.collection, count=len(chunks), metadata=metadata
        )
        try:
            for written in store.add(chunks, self.vectors):
                self.progress("write", written, len(chunks))
        finally:
            store.close()

    def _verify(self, drawn: Sequence[int]) -> None:
        """Opens what was written and looks the records at the positions that are `drawn` up by their own vectors."""
        ids = [chunk.id for chunk in self.catalog.chunks]
        store = open_store(self.settings, self._folder, self.collection)
        try:
            if sorted(store.ids()) != sorted(ids):
                raise _unverified("it does not hold the clauses that were written")
            missed = 0
            for start in range(0, len(drawn), VERIFIED_AT_ONCE):
                positions = list(drawn[start : start + VERIFIED_AT_ONCE])
                chunks = [self.catalog.chunks[position] for position in positions]
                own, vectors = [chunk.id for chunk in chunks], self.vectors[positions]
                if store.texts(own) != [chunk.indexed_text for chunk in chunks]:
                    raise _unverified("it holds other texts")
                for id_, cosine in zip(own, (store.vectors(own) * vectors).sum(axis=1), strict=True):
                    if cosine < SAME_VECTOR:
                        raise _unverified(f"the vector of {id_} is another one")
                for id_, nearest in zip(own, store.nearest(vectors, 1), strict=True):
                    # Equal texts have equal vectors, and any of them may come first.
                    missed += not nearest or (nearest[0][0] != id_ and nearest[0][1] < SAME_VECTOR)
                self.progress("verify", start + len(positions), len(drawn))
            if missed > len(drawn) * SHARE_MISSED:
                raise _unverified(f"{missed} of {len(drawn)} clauses are not found by their own vectors")
        finally:
            store.close()


def _draw(positions: Sequence[int], most: int = ALL_VERIFIED_UP_TO) -> list[int]:
    """The positions; of more than `most`, as many of them."""
    return list(positions) if len(positions) <= most else random.Random(0).sample(positions, most)


def _unverified(reason: str) -> IndexUnavailableError:
    return IndexUnavailableError(
        f"the new index was not verified: {reason}; the index there was before is unchanged",
        hint="run `policy-assistant index` again, and check the disk if it happens again",
    )
