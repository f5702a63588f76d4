"""The store of a LangChain tutorial beside our search: the same texts and vectors, the same questions.

`python -m benchmarks.plain DIR SIZE`, after `benchmarks.scale` made the catalogs and indexes in DIR; in an environment that
has langchain-chroma beside this package. The tutorial is `Chroma.add_documents`, then `similarity_search`, with vectors that
are known: so it is put beside our search, which weighs words too, and not beside our answers.
"""

from __future__ import annotations

import argparse
import json
import pickle
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.scale import StandIn

FOUND = 10  # hits of a search
MOST_AT_ONCE = 5_000  # documents that Chroma takes


def search(index: Path, asked: Sequence[str], ways: Sequence[str]) -> dict[str, Any]:
    """Times our search of an index."""
    from assistant.index import Index, Retriever, encoder_id
    from assistant.settings import Settings

    settings = Settings(index_dir=index)
    opened = Index.open(settings)
    retriever = Retriever(opened, StandIn(encoder_id(settings), opened.dimension), settings)
    return time_queries(lambda question: retriever.search(question, k=FOUND), asked, ways)


def plain(chunks: Sequence[Any], folder: Path, asked: Sequence[str], ways: Sequence[str]) -> dict[str, Any]:
    """Times LangChain's store in a folder: writing, and its search."""
    from langchain_chroma import Chroma  # type: ignore[import-not-found,unused-ignore]  # no dependency of ours
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings

    encoder = StandIn("plain")
    texts = [chunk.indexed_text for chunk in chunks]
    vectors = dict(zip(texts, encoder.embed_passages(texts).tolist(), strict=True))

    class Known(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [vectors[text] for text in texts]

        def embed_query(self, text: str) -> list[float]:
            return list(encoder.embed_queries([text])[0].tolist())

    documents = [
        Document(chunk.indexed_text, metadata={"document": chunk.document_id, "address": str(chunk.address)})
        for chunk in chunks
    ]
    started, worked = time.perf_counter(), time.process_time()
    store = Chroma("clauses", Known(), str(folder))
    for start in range(0, len(documents), MOST_AT_ONCE):
        store.add_documents(documents[start : start + MOST_AT_ONCE])
    return {
        "write_s": round(time.perf_counter() - started, 1),
        "write_processor_s": round(time.process_time() - worked, 1),
        **time_queries(lambda question: store.similarity_search(question, k=FOUND), asked, ways),
    }


def time_queries(query: Callable[[str], Any], asked: Sequence[str], ways: Sequence[str]) -> dict[str, float]:
    """Clock and processor times of the questions, once `ways` have been asked."""
    for question in ways:
        query(question)
    times: list[float] = []
    processor: list[float] = []
    for question in asked:
        started, worked = time.perf_counter(), time.process_time()
        query(question)
        times.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    return {
        "p50_ms": round(float(np.percentile(times, 50)), 1),
        "p95_ms": round(float(np.percentile(times, 95)), 1),
        "processor_p50_ms": round(float(np.percentile(processor, 50)), 1),
        "processor_p95_ms": round(float(np.percentile(processor, 95)), 1),
    }


def main() -> None:
    """Prints the figures of LangChain's store and of our search."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.plain", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("work", type=Path, help="folder that benchmarks.scale worked in")
    parser.add_argument("size", type=int, help="clauses, one of its sizes")
    options = parser.parse_args()
    (index,) = options.work.glob(f"index-*-{options.size}")
    asked = json.loads((options.work / "questions.json").read_text(encoding="utf-8"))
    ways = [question.replace("?", " như thế nào?") for question in asked[::4]]
    folder = options.work / f"plain-{options.size}"
    shutil.rmtree(folder, ignore_errors=True)
    chunks = pickle.loads((options.work / f"{options.size}.pickle").read_bytes())[0].chunks
    print(json.dumps({"langchain": plain(chunks, folder, asked, ways)}), flush=True)
    print(json.dumps({"search": search(index, asked, ways)}))


if __name__ == "__main__":
    main()
