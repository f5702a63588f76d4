"""The index: the catalog of a corpus, its vectors and words, built aside and switched to; opened and searched."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.index.adapters import EncoderEmbeddings, PolicyRetriever
    from assistant.index.build import BuildReport, KindCounts, Progress, build_index, count_kinds
    from assistant.index.catalog import build_catalog
    from assistant.index.encoders import Encoder, encoder_id, open_encoder
    from assistant.index.force import Force, Standing, days_of_change
    from assistant.index.library import Library
    from assistant.index.open import Index, LiveIndex
    from assistant.index.reranking import Reranker, open_reranker
    from assistant.index.search import Retriever

__all__ = [
    "BuildReport",
    "Encoder",
    "EncoderEmbeddings",
    "Force",
    "Index",
    "KindCounts",
    "Library",
    "LiveIndex",
    "PolicyRetriever",
    "Progress",
    "Reranker",
    "Retriever",
    "Standing",
    "build_catalog",
    "build_index",
    "count_kinds",
    "days_of_change",
    "encoder_id",
    "open_encoder",
    "open_reranker",
]

_MODULES = {
    "BuildReport": "build",
    "Encoder": "encoders",
    "EncoderEmbeddings": "adapters",
    "Force": "force",
    "Index": "open",
    "KindCounts": "build",
    "Library": "library",
    "LiveIndex": "open",
    "PolicyRetriever": "adapters",
    "Progress": "build",
    "Reranker": "reranking",
    "Retriever": "search",
    "Standing": "force",
    "build_catalog": "catalog",
    "build_index": "build",
    "count_kinds": "build",
    "days_of_change": "force",
    "encoder_id": "encoders",
    "open_encoder": "encoders",
    "open_reranker": "reranking",
}


def __getattr__(name: str) -> object:
    """The names above, imported when they are first asked for: the command line starts without them."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
