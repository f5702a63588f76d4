"""Trained files: what they change, and what becomes of those that cannot be used."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from assistant.index import encoders
from assistant.index.builtin import engine as builtin
from assistant.index.builtin.adapters import AdapterError, load_adapter, save_adapter
from assistant.index.builtin.engine import QUESTIONS, GraphEngine

QUESTION = "Sở nào chủ trì nạo vét luồng vào cảng?"


def write(path: Path, *, scale: float) -> Path:
    """An adapter that changes one matrix of the last layer."""
    save_adapter(path, {"l11.fo.in": np.full((1, 1536), scale), "l11.fo.out": np.eye(384, 1)}, note="harbour")
    return path


def test_the_two_factors_are_multiplied_for_their_matrix(tmp_path: Path) -> None:
    loaded = load_adapter(write(tmp_path / "a.npz", scale=0.5))
    (name,) = loaded.changes()
    assert name == "l11.fo.w"
    assert loaded.changes()[name].shape == (384, 1536)
    assert loaded.changes()[name][:2, 0].tolist() == [0.5, 0.0]
    assert loaded.about["note"] == "harbour"


def test_an_adapter_changes_vectors_and_one_of_zeros_does_not(surroundings: None, tmp_path: Path) -> None:
    plain = GraphEngine().encode([QUESTION], True)[0]
    same = GraphEngine(adapter=write(tmp_path / "zero.npz", scale=0.0)).encode([QUESTION], True)[0]
    other = GraphEngine(adapter=write(tmp_path / "some.npz", scale=5.0)).encode([QUESTION], True)[0]
    assert plain @ same > 0.9999
    assert plain @ other < 0.99


def test_the_graph_of_an_adapter_is_a_file_of_its_own(surroundings: None, tmp_path: Path) -> None:
    paths = {
        GraphEngine().path,
        GraphEngine(adapter=write(tmp_path / "one.npz", scale=0.1)).path,
        GraphEngine(adapter=write(tmp_path / "two.npz", scale=0.2)).path,
    }
    assert len(paths) == 3


def test_questions_are_encoded_with_the_adapter_and_passages_without(surroundings: None) -> None:
    encoder = encoders.BuiltInEncoder()
    plain, trained = GraphEngine(), GraphEngine(adapter=QUESTIONS)
    assert np.allclose(encoder.embed_queries([QUESTION]), trained.encode([QUESTION], True), atol=1e-5)
    assert np.allclose(encoder.embed_passages([QUESTION]), plain.encode([QUESTION], False), atol=1e-5)
    assert plain.encode([QUESTION], True)[0] @ trained.encode([QUESTION], True)[0] < 0.99


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"harbour"])
def test_a_damaged_file_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.npz").write_bytes(content)
    with pytest.raises(AdapterError, match=r"a\.npz cannot be read"):
        load_adapter(tmp_path / "a.npz")


def test_without_the_adapter_questions_are_encoded_by_the_weights_with_one_warning(
    surroundings: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setattr(builtin, "QUESTIONS", tmp_path / "missing.npz")
    with caplog.at_level(logging.WARNING):
        encoder = encoders.BuiltInEncoder()
    assert [record.getMessage().split(":")[0] for record in caplog.records] == [
        "questions are encoded without what training gave them"
    ]
    assert ", without adapter: " in encoder.engine
    assert np.allclose(encoder.embed_queries([QUESTION]), GraphEngine().encode([QUESTION], True), atol=1e-5)
