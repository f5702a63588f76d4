"""Hits for a query: scores of encoder, words and their translation, standardised over the candidates, then added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from assistant.errors import DependencyError, IndexUnavailableError
from assistant.index.encoders import Encoder
from assistant.index.open import Index
from assistant.index.reranking import Reranker
from assistant.index.rows import lower_bound
from assistant.index.translation import load_translation
from assistant.language.lexicon import words
from assistant.language.text import clean
from assistant.settings import Settings
from assistant.types import Chunk, Document, Hit

RERANKED = 30
NEGLIGIBLE = float(np.finfo(np.float32).eps)  # a standard deviation


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
        self._reranker = reranker
        self._dense_weight = settings.dense_weight
        self._translation_weight = settings.translation_weight
        self._candidate_count = settings.candidate_count
        self._title_words = cache(partial(_title_words, {d.id: d for d in index.catalog.documents}))
        # A question that the documents it names do not answer is looked up once more in all.
        self._asked = lru_cache(maxsize=1)(partial(_ask, index, encoder))

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
        vector, lexical = self._asked(text, text if lexical_text is None else lexical_text)
        within = self._index.positions(document_ids, places)
        positions, cosines = self._candidates(vector, lexical, within)
        if not len(positions):
            return []
        chunks = self._index.catalog.chunks
        translated = self._translated(text, [chunks[position] for position in positions])
        scores = (
            self._dense_weight * standardise(cosines)
            + standardise(lexical[positions])
            + self._translation_weight * standardise(translated)
        )
        order = np.lexsort((positions, -scores))
        hits = [
            Hit(
                rank=rank,
                score=float(scores[place]),
                chunk=chunks[positions[place]],
                dense=float(cosines[place]),
                lexical=float(lexical[positions[place]]),
                translation=float(translated[place]),
            )
            for rank, place in enumerate(order[: max(k, RERANKED) if self._reranker else k], start=1)
        ]
        return self._reranker.rerank(text, hits)[:k] if self._reranker else hits

    def _translated(self, text: str, chunks: Sequence[Chunk]) -> NDArray[np.float32]:
        """How well each chunk goes with a question as clauses are asked about; 0 where that counts nothing.

        The words of a document's title tell none of its clauses from another: they are all of what it is about.
        """
        if not self._translation_weight:
            return np.zeros(len(chunks), dtype=np.float32)
        titles = {id_: self._title_words(id_) for id_ in {chunk.document_id for chunk in chunks}}
        texts = [chunk.indexed_text for chunk in chunks]
        understood = [titles[chunk.document_id] for chunk in chunks]
        return load_translation().scores(text, texts, understood=understood)

    def _candidates(
        self, vector: NDArray[np.float32], lexical: NDArray[np.float32], within: NDArray[np.intp] | None
    ) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Positions and cosines of the union of the best of both signals, in the order of the documents."""
        count = self._candidate_count
        if within is None and (found := self._index.nearest(vector, count)):
            nearest, own = found
            positions = np.union1d(nearest, best(lexical, count))
            cosines = np.full(len(lexical), np.nan, dtype=np.float32)
            cosines[nearest] = own
            unknown = positions[np.isnan(cosines[positions])]
            cosines[unknown] = self._index.cosines(vector, unknown)
            return positions, cosines[positions]
        # Chroma's own filter takes several times as long as scoring all that lies within a bound.
        cosines = self._index.cosines(vector, within)
        own = lexical if within is None else lexical[within]
        chosen = np.union1d(best(cosines, count, least=-np.inf), best(own, count))
        return chosen if within is None else within[chosen], cosines[chosen]


def _title_words(documents: Mapping[str, Document], document_id: str) -> frozenset[str]:
    document = documents[document_id]
    return frozenset(words(f"{document.title} {document.place or ''}"))


def _ask(
    index: Index, encoder: Encoder, text: str, lexical_text: str
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The vector of a text, and the lexical score of every chunk. Raises: DependencyError."""
    vector = encoder.embed_queries([text])[0]
    if len(vector) != index.dimension:
        raise DependencyError(
            f"the encoder gives vectors of {len(vector)} numbers, and the index has those of {index.dimension}",
            hint="run `policy-assistant index`, or let the encoder be the one that made the index",
        )
    return vector, index.lexical(lexical_text)


def best(scores: NDArray[np.float32], count: int, *, least: float = 0.0) -> NDArray[np.intp]:
    """Where the `count` highest scores above `least` are, highest first; equal ones in their order."""
    kept = np.flatnonzero((scores >= lower_bound(scores, count)) & (scores > least))
    return kept[np.argsort(-scores[kept], kind="stable")][:count]


def standardise(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """The scores with mean 0 and standard deviation 1; all 0 where they do not differ."""
    deviation = float(scores.std(dtype=np.float64))
    centred = scores.astype(np.float64) - scores.mean(dtype=np.float64)
    return centred / deviation if deviation > NEGLIGIBLE else np.zeros_like(centred)
