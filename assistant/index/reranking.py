"""The optional second look at the best hits: a cross-encoder reads question and clause together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from assistant.errors import DependencyError, SettingsError
from assistant.index.encoders import (
    PASSAGE_CHARACTERS,
    QUERY_CHARACTERS,
    encodable,
    missing_sentence_transformers,
    unreadable_model,
)
from assistant.settings import Settings
from assistant.types import Hit

_SENTENCE_TRANSFORMERS = "sentence-transformers:"


class Reranker(Protocol):
    """Puts hits into a better order."""

    def rerank(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """The same hits, best first, with new ranks and scores."""


def open_reranker(settings: Settings) -> Reranker | None:
    """The reranker that the settings name, None where they name none.

    Raises: SettingsError for a name of another kind, DependencyError where a package or the model is missing.
    """
    if settings.reranker is None:
        return None
    name = settings.reranker.removeprefix(_SENTENCE_TRANSFORMERS).strip()
    if not settings.reranker.startswith(_SENTENCE_TRANSFORMERS) or not name:
        raise SettingsError(
            f"unknown reranker {settings.reranker!r}",
            hint="use sentence-transformers:NAME-OR-PATH of a cross-encoder",
        )
    return CrossEncoderReranker(name)


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder; a hit's score becomes the model's."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import CrossEncoder
        except ImportError:
            raise missing_sentence_transformers() from None
        try:
            self._model = CrossEncoder(name)
        except (OSError, ValueError) as error:
            raise unreadable_model(name, error) from None

    def rerank(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits by the model's scores; equal scores keep their order. Raises: DependencyError."""
        if not hits:
            return []
        question = encodable(text, limit=QUERY_CHARACTERS)
        pairs = [(question, encodable(hit.chunk.indexed_text, limit=PASSAGE_CHARACTERS)) for hit in hits]
        scores = np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float64)
        if scores.shape != (len(hits),) or not np.isfinite(scores).all():
            raise DependencyError(
                "the reranker gave no single score per clause", hint="use a cross-encoder with one output"
            )
        order = np.argsort(-scores, kind="stable")
        return [
            replace(hits[place], rank=rank, score=float(scores[place]))
            for rank, place in enumerate(order, start=1)
        ]
