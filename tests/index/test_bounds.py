"""Searches within documents: every hit inside, all candidates, exact scores, embedded and on a server."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.index import Index, Retriever, build_index
from assistant.index.search import standardise
from assistant.index.translation import load_translation
from assistant.language.lexicon import words
from assistant.settings import Settings
from assistant.types import Catalog, Hit
from tests.index.test_search import SyllableEncoder
from tests.index_helpers import ChromaServer, make_catalog, serve_embeddings

SYLLABLES = (
    "cầu đường bến cảng phà sông hồ đê kè cống trạm bơm máy nước sạch rác thải xanh cây rừng biển đảo".split()
)
SIZES = (1, 2, 60, 3, 25, 40, 12, 7)  # clauses of each document
LARGE = (
    1  # candidates with which the corpus counts as large: it has more than a hundred times as many clauses
)


def corpus() -> Catalog:
    drawn = random.Random(7)
    return make_catalog(
        {
            f"d{number}": [
                " ".join(drawn.choices(SYLLABLES, k=drawn.randint(3, 12))) + f" {number}."
                for _ in range(size)
            ]
            for number, size in enumerate(SIZES)
        }
    )


CATALOG = corpus()
DOCUMENTS = [document.id for document in CATALOG.documents]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with serve_embeddings(384) as endpoint:
        chosen = Settings(
            index_dir=tmp_path_factory.mktemp("index"), encoder="openai:test", encoder_url=endpoint.url
        )
        build_index(CATALOG, chosen)
        opened = Index.open(chosen)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    server.start()
    with serve_embeddings(384) as endpoint:
        chosen = Settings(
            index_dir=tmp_path_factory.mktemp("served"),
            chroma_url=server.url,
            encoder="openai:test",
            encoder_url=endpoint.url,
            service_timeout_seconds=120,
        )
        build_index(CATALOG, chosen)
        opened = Index.open(chosen)
    yield opened
    opened.close()
    server.stop()


def retriever(index: Index, candidate_count: int) -> Retriever:
    chosen = Settings().model_copy(update={"candidate_count": candidate_count})
    return Retriever(index, SyllableEncoder(index.encoder_id), chosen)


def expected(index: Index, text: str, within: set[str], count: int) -> dict[str, float]:
    """The score of every candidate by its id, worked out from all that lies within the bound."""
    own = [n for n, chunk in enumerate(CATALOG.chunks) if chunk.document_id in within]
    vector = SyllableEncoder("").embed_queries([text])[0]
    cosines = index.cosines(vector, np.array(own, dtype=np.intp))
    lexical = index.lexical(text)[own]

    def first(scores: NDArray[np.float32], *, positive: bool) -> set[int]:
        order = sorted(range(len(own)), key=lambda n: (-float(scores[n]), n))
        return {n for n in order[:count] if scores[n] > 0 or not positive}

    chosen = sorted(first(cosines, positive=False) | first(lexical, positive=True))
    chunks = [CATALOG.chunks[own[n]] for n in chosen]
    titles = {d.id: words(f"{d.title} {d.place or ''}") for d in CATALOG.documents}
    translated = load_translation().scores(
        text, [c.indexed_text for c in chunks], understood=[titles[c.document_id] for c in chunks]
    )
    scores = standardise(cosines[chosen]) + standardise(lexical[chosen]) + standardise(translated)
    return {CATALOG.chunks[own[n]].id: float(score) for n, score in zip(chosen, scores, strict=True)}


def scored(hits: list[Hit]) -> dict[str, float]:
    return {hit.chunk.id: hit.score for hit in hits}


texts = st.lists(st.sampled_from([*SYLLABLES, "zzz"]), min_size=1, max_size=6).map(" ".join)
bounds = st.sets(st.sampled_from(DOCUMENTS), min_size=1, max_size=len(DOCUMENTS) - 1)
many = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(text=texts, within=bounds, count=st.sampled_from([LARGE, 200]), k=st.integers(1, 150))
def test_every_hit_lies_inside_the_bound(
    embedded: Index, text: str, within: set[str], count: int, k: int
) -> None:
    hits = retriever(embedded, count).search(text, k=k, document_ids=frozenset(within))
    assert {hit.chunk.document_id for hit in hits} <= within
    of_bound = sum(chunk.document_id in within for chunk in CATALOG.chunks)
    assert len(hits) >= min(k, count, of_bound)


@many
@given(text=texts, within=bounds)
def test_a_bounded_search_scores_all_that_lies_within(embedded: Index, text: str, within: set[str]) -> None:
    hits = retriever(embedded, 200).search(text, k=200, document_ids=frozenset(within))
    assert scored(hits) == pytest.approx(expected(embedded, text, within, 200), abs=1e-3)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_of_a_large_corpus_gets_its_own_candidates(embedded: Index, document: str) -> None:
    text = "trạm bơm nước sạch và đường ra bến phà"
    hits = retriever(embedded, LARGE).search(text, k=200, document_ids=frozenset({document}))
    assert scored(hits) == pytest.approx(expected(embedded, text, {document}, LARGE), abs=1e-3)


@many
@given(text=texts, within=bounds, count=st.sampled_from([LARGE, 200]))
def test_an_index_on_a_server_finds_the_same(
    embedded: Index, served: Index, text: str, within: set[str], count: int
) -> None:
    one, other = (
        retriever(index, count).search(text, k=200, document_ids=frozenset(within))
        for index in (embedded, served)
    )
    assert scored(one) == pytest.approx(scored(other), abs=1e-4)


def test_a_bound_of_all_documents_is_none(embedded: Index) -> None:
    searching = retriever(embedded, LARGE)
    assert searching.search("đê kè", k=50, document_ids=frozenset(DOCUMENTS)) == searching.search(
        "đê kè", k=50
    )
