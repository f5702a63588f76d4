"""Retriever and encoder as LangChain components, for chains and tools that others build."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever

from assistant.index.encoders import Encoder
from assistant.types import Hit


class PolicyRetriever(BaseRetriever):
    """Clauses as LangChain documents, best first; the metadata says where each one stands.

    `search` is `Retriever.search` or anything that takes the same arguments.
    """

    search: Callable[..., list[Hit]]
    k: int = 10
    document_ids: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits = self.search(query, k=self.k, document_ids=self.document_ids, places=self.places)
        return [as_langchain_document(hit) for hit in hits]


def as_langchain_document(hit: Hit) -> Document:
    """The clause of a hit, with its address, offsets and score as metadata."""
    chunk = hit.chunk
    metadata: dict[str, Any] = {
        "document_id": chunk.document_id,
        "section_id": chunk.section_id,
        "address": str(chunk.address),
        "headings": list(chunk.headings),
        "tier": chunk.tier,
        "place": chunk.place,
        "start": chunk.start,
        "end": chunk.end,
        "score": hit.score,
    }
    return Document(id=chunk.id, page_content=chunk.text, metadata=metadata)


class EncoderEmbeddings(Embeddings):
    """An encoder as LangChain embeddings."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of texts to be found."""
        rows: list[list[float]] = self._encoder.embed_passages(texts).tolist() if texts else []
        return rows

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        row: list[float] = self._encoder.embed_queries([text])[0].tolist()
        return row
