"""An index as somebody sees it who may not see every document: what is hidden from them is not there at all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.index.open import Index
from assistant.readers.records import KeptReading
from assistant.types import Catalog
from assistant.types.readings import ReadingReport


class VisibleIndex(Index):
    """The part of an index without some documents; places of chunks count within that part."""

    def __init__(self, whole: Index, hidden: frozenset[str]) -> None:
        self._whole = whole
        self._hidden = hidden
        self.generation = whole.generation
        self.index_id = whole.index_id
        self.made_on = whole.made_on
        self.encoder_id = whole.encoder_id
        self.dimension = whole.dimension
        self.catalog = hide_documents(whole.catalog, hidden)
        places = (n for n, chunk in enumerate(whole.catalog.chunks) if chunk.document_id not in hidden)
        self._places = np.fromiter(places, dtype=np.intp)

    def reading(self, document_id: str) -> KeptReading | None:
        """What a reader made of the file of a document that is seen."""
        return None if document_id in self._hidden else self._whole.reading(document_id)

    @property
    def reports(self) -> dict[str, ReadingReport]:
        """The reports on the readings of the documents that are seen."""
        return {name: report for name, report in self._whole.reports.items() if name not in self._hidden}

    def dense(self, vector: NDArray[np.float32], count: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Places and cosines of the `count` nearest chunks, best first; exact, as a graph over all would leave too few."""
        cosines = self._whole.cosines(vector, self._places)
        nearest = np.argsort(-cosines, kind="stable")[:count].astype(np.intp)
        return nearest, cosines[nearest]

    def nearest(self, vector: NDArray[np.float32], count: int) -> None:
        """None: all that are seen are scored."""

    def cosines(
        self, vector: NDArray[np.float32], positions: NDArray[np.intp] | None = None
    ) -> NDArray[np.float32]:
        """The exact cosines of the chunks at `positions` with the vector, or of all that are seen."""
        if positions is None:
            return self._whole.cosines(vector)[self._places]
        return self._whole.cosines(vector, self._places[positions])

    def lexical(self, text: str) -> NDArray[np.float32]:
        """The BM25 score of every chunk that is seen."""
        return self._whole.lexical(text)[self._places]

    def close(self) -> None:
        """Nothing: the whole index is closed by who opened it."""


def hide_documents(catalog: Catalog, hidden: frozenset[str]) -> Catalog:
    """The catalog without documents: neither their clauses and rows nor what others say or are said to do to them."""
    files = {document.file for document in catalog.documents if document.id not in hidden}

    def seen(document_id: str | None) -> bool:
        return document_id not in hidden

    return replace(
        catalog,
        documents=tuple(each for each in catalog.documents if seen(each.id)),
        sections=tuple(each for each in catalog.sections if seen(each.document_id)),
        chunks=tuple(each for each in catalog.chunks if seen(each.document_id)),
        targets=tuple(each for each in catalog.targets if seen(each.document_id)),
        responsibilities=tuple(each for each in catalog.responsibilities if seen(each.document_id)),
        relations=tuple(each for each in catalog.relations if seen(each.document_id) and seen(each.target)),
        conflicts=tuple(each for each in catalog.conflicts if seen(each.document_id) and each.other in files),
    )
