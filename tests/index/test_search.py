from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.errors import IndexUnavailableError
from assistant.index import Index, Retriever, build_index, open_encoder
from assistant.index.encoders import Vectors
from assistant.index.rows import Sketches
from assistant.index.search import standardise
from assistant.index.translation import load_translation
from assistant.settings import Settings
from assistant.types import Hit
from tests.index_helpers import CAN_THO, HUE, bag_of_syllables, make_catalog, serve_embeddings

OTHERS = tuple(f"Nội dung khác thứ {number} về chủ đề {number * 31}." for number in range(40))
CATALOG = make_catalog({"hue": HUE, "can-tho": CAN_THO, "khac": OTHERS})


class SyllableEncoder:
    """Counts syllables, as the endpoint does that the index was built with."""

    dimension = 384

    def __init__(self, id_: str) -> None:
        self.id = id_

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        rows = np.stack([bag_of_syllables(text, self.dimension) for text in texts])
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)

    embed_passages = embed_queries


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with serve_embeddings(384) as endpoint:
        settings = Settings(
            index_dir=tmp_path_factory.mktemp("index"), encoder="openai:test", encoder_url=endpoint.url
        )
        build_index(CATALOG, settings)
        opened = Index.open(settings)
    yield opened
    opened.close()


def retriever(index: Index, **settings: float) -> Retriever:
    return Retriever(index, SyllableEncoder(index.encoder_id), Settings().model_copy(update=settings))


def found(hits: Sequence[Hit]) -> list[str]:
    return [hit.chunk.id for hit in hits]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("tỷ lệ lao động qua đào tạo của Huế", "hue-1"),
        ("ty le lao dong qua dao tao cua can tho", "can-tho-1"),
        ("CÔNG AN THÀNH PHỐ LÀM GÌ?", "can-tho-2"),
        ("hạn báo cáo", "can-tho-3"),
        ("chuyên gia trí tuệ nhân tạo", "hue-2"),
    ],
)
def test_question_finds_its_clause_first(index: Index, question: str, best: str) -> None:
    assert found(retriever(index).search(question, k=1)) == [best]


def test_hits_are_ranked_and_carry_both_scores(index: Index) -> None:
    question = "lao động qua đào tạo đạt 90%"
    hits = retriever(index).search(question, k=5)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    encoder = SyllableEncoder("")
    vector = encoder.embed_queries([question])[0]
    lexical = index.lexical(question)
    for hit in hits:
        position = CATALOG.chunks.index(hit.chunk)
        own = encoder.embed_passages([hit.chunk.indexed_text])[0]
        assert hit.dense == pytest.approx(float(own @ vector), abs=1e-4)
        assert hit.lexical == pytest.approx(float(lexical[position]))


def test_score_is_the_weighted_sum_of_the_standardised_signals(index: Index) -> None:
    question = "Sở Y tế bồi dưỡng bác sĩ"
    encoder = SyllableEncoder("")
    cosines = (
        encoder.embed_passages([chunk.indexed_text for chunk in CATALOG.chunks])
        @ encoder.embed_queries([question])[0]
    )
    lexical = index.lexical(question)
    translated = load_translation().scores(question, [chunk.indexed_text for chunk in CATALOG.chunks])
    for dense, translation in ((0.0, 0.0), (0.5, 2.0), (2.0, 1.0)):
        expected = dense * (cosines - cosines.mean()) / cosines.std()
        expected += (lexical - lexical.mean()) / lexical.std()
        expected += translation * (translated - translated.mean()) / translated.std()
        searching = retriever(index, dense_weight=dense, translation_weight=translation)
        hits = searching.search(question, k=len(CATALOG.chunks))
        scores = {hit.chunk.id: hit.score for hit in hits}
        assert [scores[chunk.id] for chunk in CATALOG.chunks] == pytest.approx(expected.tolist(), abs=1e-3)


def test_words_of_a_title_tell_no_clause_of_the_document_from_another(index: Index) -> None:
    (document,) = (d for d in CATALOG.documents if d.id == "hue")
    alone, named = (
        {hit.chunk.id: hit.translation for hit in retriever(index).search(text, k=46, document_ids=frozenset({"hue"}))}
        for text in ("bên nào lo", f"bên nào lo {document.title}")
    )  # fmt: skip
    assert named == pytest.approx(alone)
    assert len(set(alone.values())) > 1


def test_equal_scores_stand_in_the_order_of_the_documents(index: Index) -> None:
    hits = retriever(index).search("zzz", k=46)  # shares no syllable with anything
    assert found(hits) == [chunk.id for chunk in CATALOG.chunks]
    assert {hit.score for hit in hits} == {0.0}


@pytest.mark.parametrize("k", [1, 7, 46, 500])
def test_so_many_hits_as_asked_for_and_there_are(index: Index, k: int) -> None:
    assert len(retriever(index).search("lao động", k=k)) == min(k, 46)


@pytest.mark.parametrize("question", ["", "   ", "\0", "\ud800", "\u200b"])
def test_text_without_a_character_has_no_hits(index: Index, question: str) -> None:
    assert retriever(index).search(question, k=5) == []


@pytest.mark.parametrize("question", ["😀", "?", "㎯" * 9, "a\0b", "x" * 3000, "一二三"])
def test_odd_text_is_searched_like_any_other(index: Index, question: str) -> None:
    assert len(retriever(index).search(question, k=3)) == 3


@pytest.mark.parametrize(
    ("bounds", "allowed"),
    [
        ({"places": frozenset({"Huế"})}, {"hue-1", "hue-2", "hue-3"}),
        ({"document_ids": frozenset({"can-tho"})}, {"can-tho-1", "can-tho-2", "can-tho-3"}),
        (
            {"places": frozenset({"Huế", "Cần Thơ"})},
            {"hue-1", "hue-2", "hue-3", "can-tho-1", "can-tho-2", "can-tho-3"},
        ),
        ({"document_ids": frozenset({"can-tho"}), "places": frozenset({"Huế"})}, set()),
        ({"document_ids": frozenset({"none"})}, set()),
    ],
    ids=["place", "document", "two places", "contradiction", "unknown document"],
)
@pytest.mark.parametrize("candidate_count", [200, 2])
def test_bounds_hold_in_small_and_large_corpora(
    index: Index, bounds: dict[str, Any], allowed: set[str], candidate_count: int
) -> None:
    # With two candidates the corpus counts as large.
    hits = retriever(index, candidate_count=candidate_count).search("lao động qua đào tạo", k=46, **bounds)
    assert set(found(hits)) <= allowed
    assert bool(hits) == bool(allowed)
    if candidate_count == 200:
        assert set(found(hits)) == allowed


def test_few_candidates_are_the_best_of_each_signal_with_their_real_scores(index: Index) -> None:
    question = "Công an thành phố bảo đảm an ninh mạng"
    whole = {hit.chunk.id: hit for hit in retriever(index).search(question, k=46)}
    few = retriever(index, candidate_count=3).search(question, k=46, lexical_text="báo cáo kết quả thực hiện")
    assert {"can-tho-2", "can-tho-3"} <= set(found(few))
    assert len(few) < 10
    for hit in few:
        assert hit.dense == pytest.approx(whole[hit.chunk.id].dense, abs=1e-4)


def test_lexical_text_is_what_the_lexical_index_is_asked(index: Index) -> None:
    weights = {"dense_weight": 0.0, "translation_weight": 0.0}
    hits = retriever(index, **weights).search("lao động", k=1, lexical_text="an ninh mạng")
    assert found(hits) == ["can-tho-2"]


def test_index_of_another_encoder_is_refused(index: Index) -> None:
    with pytest.raises(IndexUnavailableError, match="not by other-encoder"):
        Retriever(index, SyllableEncoder("other-encoder"), Settings())


def test_sketches_lead_to_what_is_found_when_all_is_scored(index: Index, tmp_path: Path) -> None:
    vectors = SyllableEncoder("").embed_passages([chunk.indexed_text for chunk in CATALOG.chunks])
    Sketches.write(tmp_path / "sketches", vectors)
    sketched = copy(index)
    sketched._sketches = Sketches(tmp_path / "sketches", 384)
    for question in ("lao động qua đào tạo", "chuyên gia", "chủ đề 62", "hạn báo cáo của Cần Thơ"):
        (expected,), (hit,) = (
            retriever(each, candidate_count=5).search(question, k=1) for each in (index, sketched)
        )
        assert hit.chunk == expected.chunk
        assert (hit.dense, hit.lexical) == pytest.approx((expected.dense, expected.lexical), abs=1e-5)


class LongestFirst:
    """A reranker that likes long clauses, and notes how many it was given."""

    def __init__(self) -> None:
        self.given = 0

    def rerank(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        self.given = len(hits)
        return sorted(hits, key=lambda hit: -len(hit.chunk.text))


def test_reranker_orders_the_thirty_best(index: Index) -> None:
    reranker = LongestFirst()
    settings = Settings(translation_weight=0)
    searching = Retriever(index, SyllableEncoder(index.encoder_id), settings, reranker=reranker)
    hits = searching.search("lao động qua đào tạo", k=2)
    assert reranker.given == 30
    assert found(hits) == ["can-tho-3", "can-tho-2"]
    searching.search("lao động", k=40)
    assert reranker.given == 40


@pytest.mark.parametrize(
    ("scores", "expected"),
    [([1, 2, 3], [-1.2247, 0, 1.2247]), ([5, 5], [0, 0]), ([7], [0]), ([0.1] * 1000, [0] * 1000)],
)
def test_standardised_scores_have_mean_nought_and_deviation_one(
    scores: list[float], expected: list[float]
) -> None:
    assert standardise(np.array(scores, dtype=np.float32)).tolist() == pytest.approx(expected, abs=1e-4)


def test_built_in_encoder_and_index_find_what_is_meant(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = Settings(index_dir=tmp_path_factory.mktemp("index"))
    build_index(make_catalog({"hue": HUE, "can-tho": CAN_THO}), settings)
    index = Index.open(settings)
    searching = Retriever(index, open_encoder(settings), settings)
    assert found(searching.search("When must Cần Thơ send its report?", k=1)) == ["can-tho-3"]
    assert found(searching.search("bệnh viện và thầy thuốc ở Huế", k=1)) == ["hue-3"]
    index.close()
