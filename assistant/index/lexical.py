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
        import bm25s

        terms = [lexical_terms(text) for text in texts]
        if not any(terms):
            return cls(None, len(texts))  # the library refuses a corpus without a word
        model = bm25s.BM25(backend="numpy")
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
