from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import DependencyError, SettingsError
from assistant.index import open_reranker
from assistant.settings import Settings
from assistant.types import Hit
from tests.index_helpers import CAN_THO, HUE, make_catalog

INSTALLED = importlib.util.find_spec("sentence_transformers") is not None
HITS = [
    Hit(rank, 1.0 / rank, chunk)
    for rank, chunk in enumerate(make_catalog({"hue": HUE, "can-tho": CAN_THO}).chunks, start=1)
]


def test_no_reranker_is_set() -> None:
    assert open_reranker(Settings()) is None


@pytest.mark.parametrize("name", ["bge-reranker", "openai:x", "sentence-transformers:"])
def test_reranker_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_reranker(Settings(reranker=name))
    assert "sentence-transformers:NAME-OR-PATH" in caught.value.hint


@pytest.mark.skipif(INSTALLED, reason="sentence-transformers is installed here")
def test_missing_extra_is_named() -> None:
    with pytest.raises(DependencyError) as caught:
        open_reranker(Settings(reranker="sentence-transformers:any"))
    assert "policy-assistant[sentence-transformers]" in caught.value.hint


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny cross-encoder with random weights, saved as real ones are, for the real loading and scoring."""
    reason = "the extra sentence-transformers is not installed"
    pytest.importorskip("sentence_transformers", reason=reason)
    torch: Any = pytest.importorskip("torch", reason=reason)
    transformers: Any = pytest.importorskip("transformers", reason=reason)

    folder = tmp_path_factory.mktemp("cross-encoder")
    words = sorted({word for text in (*HUE, *CAN_THO) for word in text.lower().split()})
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]), encoding="utf-8")
    torch.manual_seed(5)
    size = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    config = transformers.BertConfig(vocab_size=len(words) + 5, num_labels=1, initializer_range=1.0, **size)
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    transformers.BertTokenizerFast(vocab=str(vocabulary), strip_accents=False).save_pretrained(folder)
    return folder


def test_cross_encoder_orders_hits_by_its_own_scores(cross_encoder: Path) -> None:
    from sentence_transformers import CrossEncoder

    question = "tỷ lệ lao động qua đào tạo"
    own = CrossEncoder(str(cross_encoder)).predict([(question, hit.chunk.indexed_text) for hit in HITS])
    assert len(set(own.round(5).tolist())) == len(HITS)
    reranker = open_reranker(Settings(reranker=f"sentence-transformers:{cross_encoder}"))
    assert reranker is not None
    reranked = reranker.rerank(question, HITS)
    expected = sorted(zip(own.tolist(), HITS, strict=True), key=lambda pair: -pair[0])
    assert [hit.chunk.id for hit in reranked] == [hit.chunk.id for _, hit in expected]
    assert [hit.score for hit in reranked] == pytest.approx([score for score, _ in expected], abs=1e-5)
    assert [hit.rank for hit in reranked] == [1, 2, 3, 4, 5, 6]
    assert reranker.rerank(question, []) == []


def test_folder_without_a_model_is_named(cross_encoder: Path, tmp_path: Path) -> None:
    with pytest.raises(DependencyError, match="cannot be loaded"):
        open_reranker(Settings(reranker=f"sentence-transformers:{tmp_path}"))
