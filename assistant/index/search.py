"""Hits for a query: the encoder's and the lexical scores, standardised over the candidates, then added."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexUnavailableError
from assistant.index.encoders import Encoder
from assistant.index.open import Index
from assistant.index.reranking import Reranker
from assistant.language.text import clean
from assistant.settings import Settings
from assistant.types import Hit

SCORED_WHOLE = 10  # up to so many times `candidate_count` chunks are scored without leaving any out
RERANKED = 30


class Retriever:
    """Searches one open index; cheap to make, safe to share between threads."""

    def __init__(
        self, index: Index, encoder: Encoder, settings: Settings, *, reranker: Reranker | None = None
    ) -> None:
        if index.encoder_id != encoder.id:
            raise IndexUnavailableError(
                f"the index was made by the encoder {index.encoder_id}, not by {encoder.id}",
                hint="run `policy-assistant index`",
            )
        self._index = index
        # A question that the documents it names do not answer is looked up once more in all.
        self._encode = lru_cache(maxsize=1)(lambda text: encoder.embed_queries([text])[0])
        self._reranker = reranker
        self._dense_weight = settings.dense_weight
        self._candidate_count = settings.candidate_count

    def search(
        self,
        text: str,
        *,
        k: int,
        document_ids: frozenset[str] = frozenset(),
        places: frozenset[str] = frozenset(),
        lexical_text: str | None = None,
    ) -> list[Hit]:
        """The `k` best hits, best first; equal scores stand in the order of the documents.

        An empty set of documents or places sets no bound. `lexical_text` is what the lexical index is asked,
        where it differs from what is encoded. A text without any character has no hits.
        """
        text = clean(text)
        if not text or k < 1:
            return []
        vector = self._encode(text)
        lexical = self._index.lexical(text if lexical_text is None else lexical_text)
        allowed = self._allowed(document_ids, places)
        positions, cosines = self._candidates(vector, lexical, allowed, document_ids, places)
        if not len(positions):
            return []
        scores = self._dense_weight * standardise(cosines) + standardise(lexical[positions])
        order = np.lexsort((positions, -scores))
        chunks = self._index.catalog.chunks
        hits = [
            Hit(
                rank=rank,
                score=float(scores[place]),
                chunk=chunks[positions[place]],
                dense=float(cosines[place]),
                lexical=float(lexical[positions[place]]),
            )
            for rank, place in enumerate(order[: max(k, RERANKED) if self._reranker else k], start=1)
        ]
        return self._reranker.rerank(text, hits)[:k] if self._reranker else hits

    def _allowed(self, document_ids: frozenset[str], places: frozenset[str]) -> NDArray[np.bool_]:
        allowed = np.ones(len(self._index.catalog.chunks), dtype=np.bool_)
        if document_ids:
            allowed &= np.isin(self._index.document_ids, sorted(document_ids))
        if places:
            allowed &= np.isin(self._index.places, sorted(places))
        return allowed

    def _candidates(
        self,
        vector: NDArray[np.float32],
        lexical: NDArray[np.float32],
        allowed: NDArray[np.bool_],
        document_ids: frozenset[str],
        places: frozenset[str],
    ) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Positions and cosines of the union of the best of both signals, in the order of the documents."""
        count = self._candidate_count
        matching = np.flatnonzero(allowed & (lexical > 0))
        by_terms = matching[np.argsort(-lexical[matching], kind="stable")][:count]
        cosines = np.full(len(allowed), np.nan, dtype=np.float32)
        # In Chroma a filter takes ten times as long as the search itself, so what is small is filtered here.
        whole = len(allowed) <= count * SCORED_WHOLE
        where = None if whole else _where(document_ids, places)
        nearest, found = self._index.dense(vector, len(allowed) if whole else count, where)
        cosines[nearest] = found
        if whole and len(nearest) < len(allowed):  # the graph may not lead to every record
            missed = np.flatnonzero(np.isnan(cosines))
            cosines[missed] = self._index.similarities(vector, missed.tolist())
            nearest = np.argsort(-cosines, kind="stable")
        by_vector = nearest[allowed[nearest]][:count]
        positions = np.union1d(by_vector, by_terms)
        unknown = positions[np.isnan(cosines[positions])]
        if len(unknown):
            cosines[unknown] = self._index.similarities(vector, unknown.tolist())
        return positions, cosines[positions]


def standardise(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """The scores with mean 0 and standard deviation 1; all 0 where they do not differ."""
    deviation = float(scores.std(dtype=np.float64))
    centred = scores.astype(np.float64) - scores.mean(dtype=np.float64)
    return centred / deviation if deviation > 1e-9 else np.zeros_like(centred)


def _where(document_ids: frozenset[str], places: frozenset[str]) -> dict[str, Any] | None:
    bounds: list[dict[str, Any]] = []
    if document_ids:
        bounds.append({"document_id": {"$in": sorted(document_ids)}})
    if places:
        bounds.append({"place": {"$in": sorted(places)}})
    return {"$and": bounds} if len(bounds) > 1 else bounds[0] if bounds else None
