from __future__ import annotations

import numpy as np
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda

from assistant.index import EncoderEmbeddings, PolicyRetriever
from assistant.index.encoders import BuiltInEncoder
from assistant.types import Hit
from tests.index_helpers import CAN_THO, make_catalog

CHUNKS = make_catalog({"can-tho": CAN_THO}).chunks


class RecordedSearch:
    """Gives all clauses in reverse and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, frozenset[str], frozenset[str]]] = []

    def __call__(
        self, text: str, *, k: int, document_ids: frozenset[str], places: frozenset[str]
    ) -> list[Hit]:
        self.asked.append((text, k, document_ids, places))
        return [Hit(rank, 1 / rank, chunk) for rank, chunk in enumerate(CHUNKS[::-1], start=1)][:k]


def test_retriever_gives_langchain_documents_with_their_place() -> None:
    search = RecordedSearch()
    retriever = PolicyRetriever(search=search, k=2, places=frozenset({"Cần Thơ"}))
    assert isinstance(retriever, BaseRetriever)
    first, second = retriever.invoke("hạn báo cáo?")
    assert search.asked == [("hạn báo cáo?", 2, frozenset(), frozenset({"Cần Thơ"}))]
    assert (first.id, first.page_content) == ("can-tho-3", CAN_THO[2])
    assert first.metadata == {
        "document_id": "can-tho",
        "section_id": "can-tho-3",
        "address": "mục 3",
        "headings": ["MỤC TIÊU"],
        "tier": "official",
        "place": "Cần Thơ",
        "start": CHUNKS[2].start,
        "end": CHUNKS[2].end,
        "score": 1.0,
    }
    assert second.metadata["score"] == 0.5


def test_retriever_composes_into_a_chain() -> None:
    retriever = PolicyRetriever(search=RecordedSearch(), k=1)
    chain = retriever | RunnableLambda(lambda documents: documents[0].metadata["address"])
    assert chain.invoke("hạn báo cáo?") == "mục 3"


def test_encoder_serves_as_langchain_embeddings() -> None:
    encoder = BuiltInEncoder()
    embeddings = EncoderEmbeddings(encoder)
    assert isinstance(embeddings, Embeddings)
    assert embeddings.embed_documents([]) == []
    assert np.allclose(embeddings.embed_documents(["một", "hai"]), encoder.embed_passages(["một", "hai"]))
    assert np.allclose(embeddings.embed_query("một"), encoder.embed_queries(["một"])[0])
