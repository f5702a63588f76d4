"""Baselines on the small corpus, with an encoder whose vectors count syllables."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from assistant.types import Document
from evals.baselines import open_baselines, paragraphs, tutorial_chunks
from evals.embedding_cache import CachedEncoder
from evals.running import make_run
from tests.evals.material import DIMENSION, DOCUMENTS, Oracle, SyllableCounter, small_set


def test_paragraphs_keep_their_offsets() -> None:
    passages = paragraphs(DOCUMENTS)
    assert [passage.text for passage in passages[:2]] == DOCUMENTS[0].text.split("\n")[:2]
    assert len(passages) == 11


def test_tutorial_chunks_are_cut_and_overlap_as_in_the_tutorial() -> None:
    text = "\n\n".join(f"Đoạn {number}: " + "từ ngữ " * 20 for number in range(30))
    document = Document("long", "Dài", "Dài", "plan", "official", text)
    chunks = tutorial_chunks([document])
    assert all(0 < chunk.end - chunk.start <= 1000 for chunk in chunks)
    assert all(second.start < first.end for first, second in pairwise(chunks))
    assert chunks[0].text.startswith("Đoạn 0:")


def test_all_baselines_beside_the_assistant(tmp_path: Path) -> None:
    questions = small_set(tmp_path)
    oracle = Oracle(questions.questions)
    encoder = CachedEncoder(SyllableCounter(), tmp_path / "cache")
    summary = make_run(
        tmp_path / "run",
        [questions],
        DOCUMENTS,
        oracle,
        settings={},
        baselines=lambda asked: open_baselines(
            oracle, DOCUMENTS, encoder, [each.turns[-1] for each in asked]
        ),
    )
    assert sorted(summary["baselines"]) == [
        "always_abstain", "bm25", "encoder", "langchain_tutorial", "top_passage",
    ]  # fmt: skip
    abstaining = summary["baselines"]["always_abstain"]
    assert abstaining["figures"]["trusted_rate"]["value"] == 0.5
    assert abstaining["trusted_by_suite"] == {
        "comparison": 0, "deadlines": 0, "targets": 0, "unanswerable": 1,
    }  # fmt: skip
    top = summary["baselines"]["top_passage"]["figures"]
    assert top["exact"]["value"] == 0.75  # one passage is not enough for the comparison
    assert top["quote_fidelity"]["value"] == 1
    for name in ("bm25", "encoder", "langchain_tutorial"):
        figures = summary["baselines"][name]["figures"]
        assert figures["false_answers"]["value"] == 1
        assert figures["marker_validity"]["value"] == figures["quote_fidelity"]["value"] == 1
    assert summary["baselines"]["bm25"]["figures"]["evidence_recall@5"]["value"] > 0.5


def test_embeddings_are_kept_on_disk(tmp_path: Path) -> None:
    texts = [f"đoạn số {number}" for number in range(40)]
    counter = SyllableCounter()
    first = CachedEncoder(counter, tmp_path).embed_passages(texts)
    again = CachedEncoder(counter, tmp_path).embed_passages(texts)
    assert np.array_equal(first, again)
    assert counter.encoded == 40


@pytest.mark.parametrize("content", [b"", b"garbage"])
def test_a_damaged_cache_file_is_made_again(tmp_path: Path, content: bytes) -> None:
    expected = CachedEncoder(SyllableCounter(), tmp_path).embed_passages(["một hai"])
    (file,) = tmp_path.glob("*.npy")
    file.write_bytes(content)
    assert np.array_equal(CachedEncoder(SyllableCounter(), tmp_path).embed_passages(["một hai"]), expected)


def test_questions_and_passages_have_vectors_of_their_own(tmp_path: Path) -> None:
    counter = SyllableCounter()
    encoder = CachedEncoder(counter, tmp_path)
    encoder.embed_passages(["một hai"])
    encoder.embed_queries(["một hai", "ba bốn"])
    assert encoder.embed_queries(["ba bốn", "một hai"]).shape == (2, DIMENSION)
    assert counter.encoded == 3
    assert encoder.embed_queries([]).shape == (0, DIMENSION)
