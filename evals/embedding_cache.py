"""Embeddings of passages kept on disk by encoder and text, so that only the first run on a set pays for them.

Questions are encoded anew in each run: they are few, and an encoder's id tells of its passages alone.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from assistant.index import Encoder

BLOCK = 32  # texts a file: an interrupted run loses no more than these

Vectors = NDArray[np.float32]


def default_cache() -> Path:
    """Where embeddings are kept unless told otherwise."""
    return user_cache_path("policy-assistant") / "evaluation"


class CachedEncoder:
    """An encoder that remembers; `advance` is told how many texts are done."""

    def __init__(self, encoder: Encoder, folder: Path, advance: Callable[[int], None] | None = None) -> None:
        self.id = encoder.id
        self.dimension = encoder.dimension
        self._encoder = encoder
        self._folder = folder
        self._queries: dict[str, Vectors] = {}
        self.advance = advance or (lambda count: None)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions: float32, shape (texts, dimension), unit norm."""
        new = [text for text in dict.fromkeys(texts) if text not in self._queries]
        if new:
            self._queries |= zip(new, self._encoder.embed_queries(new), strict=True)
            self.advance(len(new))
        return np.stack([self._queries[text] for text in texts]) if texts else self._empty()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages: float32, shape (texts, dimension), unit norm."""
        blocks = []
        for start in range(0, len(texts), BLOCK):
            block = texts[start : start + BLOCK]
            key = hashlib.sha256("\0".join([self._encoder.id, "passage", *block]).encode()).hexdigest()[:32]
            file = self._folder / f"{key}.npy"
            vectors = _load(file, len(block))
            if vectors is None:
                vectors = self._encoder.embed_passages(block)
                _save(file, vectors)
            blocks.append(vectors)
            self.advance(len(block))
        return np.concatenate(blocks) if blocks else self._empty()

    def _empty(self) -> Vectors:
        return np.zeros((0, self.dimension), dtype=np.float32)


def _load(file: Path, count: int) -> Vectors | None:
    """The vectors of a file; None where it is missing or damaged."""
    try:
        vectors = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    whole = vectors.ndim == 2 and len(vectors) == count and vectors.dtype == np.float32
    return vectors if whole and np.isfinite(vectors).all() else None


def _save(file: Path, vectors: Vectors) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    with partial.open("wb") as stream:
        np.save(stream, vectors)
    partial.replace(file)
