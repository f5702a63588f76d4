"""Public benchmarks in BEIR layout, ranked by the product's own retriever, with and without diacritics."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from assistant.index import Encoder, Index, Library, Retriever, open_reranker
from assistant.index.lexical import LexicalIndex
from assistant.language.addresses import ClauseAddress
from assistant.questions import Understanding, search_terms
from assistant.settings import Settings
from assistant.types import Catalog, Chunk, Document
from evals.embedding_cache import CachedEncoder
from evals.errors import EvaluationDataError
from evals.jsonl import read_json_lines
from evals.perturbing import without_diacritics

DEPTH = 100  # hits that are looked at for the reciprocal rank
QRELS = ("qrels.tsv", "qrels/test.tsv")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark: passages as (title, text) by id, queries by id, graded relevance by query and passage."""

    passages: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    relevance: Mapping[str, Mapping[str, int]]


def load_benchmark(folder: Path) -> Benchmark:
    """The benchmark in a folder. Raises: EvaluationDataError naming file, line and field."""
    if not folder.is_dir():
        raise EvaluationDataError(
            f"no folder {folder}", hint="give a folder with corpus.jsonl, queries.jsonl, qrels.tsv"
        )
    path = next((folder / name for name in QRELS if (folder / name).is_file()), None)
    if path is None:
        raise EvaluationDataError(f"{folder}: no judgements: {' or '.join(QRELS)} is missing")
    passages: dict[str, tuple[str, str]] = {}
    for record in read_json_lines(folder / "corpus.jsonl"):
        identifier = record.text("_id")
        if identifier in passages:
            raise record.error("_id", f"{identifier!r} occurs twice")
        passages[identifier] = ((record.optional_text("title") or "").strip(), record.text("text"))
    queries: dict[str, str] = {}
    for record in read_json_lines(folder / "queries.jsonl"):
        identifier = record.text("_id")
        if identifier in queries:
            raise record.error("_id", f"{identifier!r} occurs twice")
        queries[identifier] = record.text("text")
    relevance = _read_qrels(path, passages, queries)
    return Benchmark(passages, {name: queries[name] for name in queries if name in relevance}, relevance)


def _read_qrels(
    path: Path, passages: Mapping[str, Any], queries: Mapping[str, Any]
) -> dict[str, dict[str, int]]:
    relevance: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if not line.strip() or (number == 1 and cells[-1].strip() == "score"):
            continue
        place = f"{path}:{number}"
        if len(cells) != 3:
            raise EvaluationDataError(
                f"{place}: expected query-id, corpus-id and score, found {len(cells)} fields"
            )
        query, passage, score = (cell.strip() for cell in cells)
        if query not in queries:
            raise EvaluationDataError(f"{place}: field `query-id`: {query!r} is not in queries.jsonl")
        if passage not in passages:
            raise EvaluationDataError(f"{place}: field `corpus-id`: {passage!r} is not in corpus.jsonl")
        if not score.lstrip("-").isdigit():
            raise EvaluationDataError(f"{place}: field `score`: {score!r} is not a whole number")
        if int(score) > 0:
            relevance.setdefault(query, {})[passage] = int(score)
    if not relevance:
        raise EvaluationDataError(f"{path}: no query has a relevant passage")
    return relevance


class PassageIndex:
    """Passages in memory, each one chunk, behind the part of `Index` that a `Retriever` uses."""

    def __init__(self, benchmark: Benchmark, encoder: CachedEncoder) -> None:
        self.dimension = encoder.dimension
        chunks = [
            Chunk(
                id=identifier,
                document_id=identifier,
                section_id=identifier,
                address=ClauseAddress(""),
                headings=(),
                context=title,
                text=text,
                start=0,
                end=len(text),
                tier="official",
                place=None,
                kind="paragraph",
            )
            for identifier, (title, text) in benchmark.passages.items()
        ]
        texts = [chunk.indexed_text.strip() for chunk in chunks]
        self.encoder_id = encoder.id
        documents = (
            Document(id=chunk.id, title=chunk.context, short_title="", kind="", tier="official", text=text)
            for chunk, text in zip(chunks, texts, strict=True)
        )
        self.catalog = Catalog(tuple(documents), (), tuple(chunks), (), ())
        self._vectors = encoder.embed_passages(texts)
        self._lexical = LexicalIndex.build(texts)

    def positions(self, document_ids: frozenset[str], places: frozenset[str]) -> None:
        """Nothing here is bounded."""

    def nearest(
        self, vector: NDArray[np.float32], count: int
    ) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Positions and cosines of the nearest passages, best first."""
        cosines = self._vectors @ vector
        nearest = np.argsort(-cosines, kind="stable")[:count]
        return nearest, cosines[nearest]

    def cosines(self, vector: NDArray[np.float32], positions: NDArray[np.intp]) -> NDArray[np.float32]:
        """Cosines of some passages."""
        return np.asarray(self._vectors[positions] @ vector, dtype=np.float32)

    def lexical(self, text: str) -> NDArray[np.float32]:
        """BM25 scores of all passages."""
        return self._lexical.scores(text)


def rank_queries(
    benchmark: Benchmark,
    encoder: CachedEncoder,
    settings: Settings,
    *,
    change: Callable[[str], str] = str,
) -> dict[str, list[str]]:
    """Query id → passage ids, best first; `change` is how the queries were typed.

    A query is read as a question is: the passages' own syllables give it its diacritics back.
    """
    index = PassageIndex(benchmark, encoder)
    retriever = Retriever(
        cast(Index, index), cast(Encoder, encoder), settings, reranker=open_reranker(settings)
    )
    understanding = Understanding.of(Library(index.catalog), abbreviations=settings.abbreviations_file)
    queries = {name: understanding.read(change(text)) for name, text in benchmark.queries.items()}
    encoder.embed_queries([query.text for query in queries.values()])  # in one go; then from the cache
    return {
        name: [
            hit.chunk.document_id
            for hit in retriever.search(query.text, k=DEPTH, lexical_text=" ".join(search_terms(query)))
        ]
        for name, query in queries.items()
    }


def ranking_figures(
    ranked: Mapping[str, Sequence[str]], relevance: Mapping[str, Mapping[str, int]]
) -> dict[str, float]:
    """Means over the queries: nDCG@10 with linear gain, recall@1, 5, 10, MRR over the first 100 hits."""
    rows = [(list(ranked[name]), relevant) for name, relevant in relevance.items()]

    def mean(figure: Callable[[list[str], Mapping[str, int]], float]) -> float:
        return round(sum(figure(hits, relevant) for hits, relevant in rows) / len(rows), 4)

    return {
        "ndcg@10": mean(graded_ndcg),
        "recall@1": mean(partial(recall, k=1)),
        "recall@5": mean(partial(recall, k=5)),
        "recall@10": mean(partial(recall, k=10)),
        "mrr": mean(reciprocal_rank_of_hits),
    }


def graded_ndcg(hits: Sequence[str], relevant: Mapping[str, int], k: int = 10) -> float:
    """Discounted gain of the first k hits over that of the best order."""
    gain = sum(relevant.get(hit, 0) / math.log2(rank + 1) for rank, hit in enumerate(hits[:k], start=1))
    best = sorted(relevant.values(), reverse=True)[:k]
    return gain / sum(grade / math.log2(rank + 1) for rank, grade in enumerate(best, start=1))


def recall(hits: Sequence[str], relevant: Mapping[str, int], k: int) -> float:
    """Share of the relevant passages among the first k hits."""
    return len(set(hits[:k]) & relevant.keys()) / len(relevant)


def reciprocal_rank_of_hits(hits: Sequence[str], relevant: Mapping[str, int]) -> float:
    """1 / rank of the first relevant hit; 0 where there is none."""
    return next((1 / rank for rank, hit in enumerate(hits, start=1) if hit in relevant), 0.0)


def measure(benchmark: Benchmark, encoder: CachedEncoder, settings: Settings) -> dict[str, Any]:
    """The figures of a benchmark, as typed and without diacritics."""
    figures: dict[str, Any] = ranking_figures(rank_queries(benchmark, encoder, settings), benchmark.relevance)
    bare = rank_queries(benchmark, encoder, settings, change=without_diacritics)
    figures["no_diacritics"] = ranking_figures(bare, benchmark.relevance)
    return figures
