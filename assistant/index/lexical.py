"""The lexical index: BM25 over folded syllables and their bigrams, derived from the stored texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.language.text import lexical_terms


class LexicalIndex:
    """BM25 scores of all texts for a query; read-only, safe to share between threads."""

    def __init__(self, model: Any, text_count: int) -> None:
        self._model = model
        self.text_count = text_count

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """An index of the texts, in their order."""
        terms = [lexical_terms(text) for text in texts]
        if not any(terms):
            return cls(None, len(texts))  # the library refuses a corpus without a word
        model = _new_model()
        model.index(terms, show_progress=False)
        return cls(model, len(texts))

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """The saved index. Raises: OSError, ValueError or KeyError where it is missing or damaged."""
        import bm25s

        # Never mapped into memory: a mapped file that is cut short kills the process.
        model = bm25s.BM25.load(folder, mmap=False, load_corpus=False)
        return cls(model, int(model.scores["num_docs"]))

    def save(self, folder: Path) -> None:
        """Writes the index into `folder`; one without any word leaves the folder empty."""
        folder.mkdir(parents=True, exist_ok=True)
        if self._model is not None:
            self._model.save(folder, show_progress=False)

    def scores(self, text: str) -> NDArray[np.float32]:
        """The BM25 score of every text, 0 where no term of the query occurs."""
        terms = lexical_terms(text)
        if self._model is None or not terms:
            return np.zeros(self.text_count, dtype=np.float32)
        return np.asarray(self._model.get_scores(terms), dtype=np.float32)


def _new_model() -> Any:
    """The library's BM25, which lets the scores be computed in another way: of all texts at once, not text by text."""
    import bm25s

    class Model(bm25s.BM25):  # type: ignore[misc]  # it ships no types
        def build_index_from_tokens(
            self, corpus_tokens: Sequence[Sequence[str]], **_: bool
        ) -> tuple[dict[str, Any], dict[str, int]]:
            """Its formula ("lucene"), to the bit, in a third of the time."""
            self.nonoccurrence_array = None  # of other formulas
            vocabulary: dict[str, int] = {}
            terms = np.fromiter(
                (vocabulary.setdefault(term, len(vocabulary)) for own in corpus_tokens for term in own),
                np.int64,
            )
            lengths = np.fromiter(map(len, corpus_tokens), np.int64)
            count = len(lengths)
            cells, occurrences = np.unique(
                terms * count + np.repeat(np.arange(count), lengths), return_counts=True
            )
            terms, texts = np.divmod(cells, count)
            frequencies = np.bincount(terms, minlength=len(vocabulary))
            rarity = np.log(1 + (count - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
            norms = self.k1 * ((1 - self.b) + self.b * lengths / lengths.mean())
            share = occurrences / (norms[texts] + occurrences)
            scores = {
                "data": (rarity[terms] * share).astype(np.float32),
                "indices": texts.astype(np.int32),
                "indptr": np.concatenate(([0], np.cumsum(frequencies))),
                "num_docs": count,
            }
            return scores, vocabulary

    return Model(backend="numpy")
