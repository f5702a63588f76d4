"""An embeddings endpoint that is slow, overloaded, gone or wrong: indexing goes on, questions do not wait."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from assistant.errors import DependencyError
from assistant.index import Encoder, Retriever, build_index, open_encoder
from assistant.index.open import Index
from assistant.settings import Settings
from tests.index_helpers import EmbeddingsEndpoint, bag_of_syllables, serve_embeddings, two_plans

TEXTS = ["trồng lúa", "nuôi cá", "làm muối", "dệt vải"]


@pytest.fixture
def endpoint() -> Iterator[EmbeddingsEndpoint]:
    with serve_embeddings() as served:
        yield served


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.index.endpoint.FIRST_WAIT_SECONDS", 0.01)


def through(endpoint: EmbeddingsEndpoint, **settings: Any) -> Encoder:
    return open_encoder(Settings(encoder="openai:of-tests", encoder_url=endpoint.url, **settings))


def expected(texts: list[str]) -> np.ndarray[Any, Any]:
    rows = np.stack([bag_of_syllables(text, 64) for text in texts])
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def sizes(endpoint: EmbeddingsEndpoint) -> list[int]:
    return [len(body["input"]) for body, _ in endpoint.requests]


def row(index: int, *numbers: float) -> dict[str, Any]:
    return {"index": index, "embedding": list(numbers)}


def test_passages_that_are_not_answered_in_time_are_asked_for_in_smaller_batches(
    endpoint: EmbeddingsEndpoint,
) -> None:
    endpoint.before_reply = lambda number: time.sleep(0.8 if sizes(endpoint)[number - 1] > 2 else 0)
    vectors = through(endpoint, service_timeout_seconds=0.4).embed_passages(TEXTS)
    assert np.allclose(vectors, expected(TEXTS))
    assert sizes(endpoint) == [4, 2, 1, 2]


def test_passages_too_large_for_a_request_are_sent_in_smaller_ones(endpoint: EmbeddingsEndpoint) -> None:
    endpoint.replies = [(413, "too large")]
    assert np.allclose(through(endpoint).embed_passages(TEXTS), expected(TEXTS))
    assert sizes(endpoint) == [4, 2, 1, 2]


@pytest.mark.usefixtures("at_once")
def test_passages_are_asked_for_again_while_the_endpoint_is_overloaded(endpoint: EmbeddingsEndpoint) -> None:
    encoder = through(endpoint)
    assert encoder.dimension == 64
    endpoint.replies = [(503, "loading")] * 4 + [(429, "slow down")] * 2
    assert np.allclose(encoder.embed_passages(TEXTS), expected(TEXTS))


@pytest.mark.usefixtures("at_once")
def test_an_endpoint_that_never_answered_is_soon_given_up_on(endpoint: EmbeddingsEndpoint) -> None:
    endpoint.replies = [(503, "loading")] * 4
    with pytest.raises(DependencyError, match="status 503"):
        through(endpoint).embed_passages(TEXTS)
    assert len(endpoint.requests) == 3


@pytest.mark.usefixtures("at_once")
def test_passages_are_given_up_on_in_the_end(
    endpoint: EmbeddingsEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.index.endpoint.PATIENCE_SECONDS", 1.0)
    encoder = through(endpoint)
    assert encoder.dimension == 64
    endpoint.replies = [(503, "loading")] * 50
    with pytest.raises(DependencyError, match="status 503"):
        encoder.embed_passages(TEXTS)
    assert len(endpoint.requests) > 1 + 3  # the dimension, and more than an endpoint that never answered gets


def test_the_endpoint_says_when_to_come_back(endpoint: EmbeddingsEndpoint) -> None:
    endpoint.replies, endpoint.retry_after = [(429, "later")], "1"
    started = time.monotonic()
    through(endpoint).embed_passages(TEXTS)
    assert 1.0 <= time.monotonic() - started < 5.0


def test_a_question_does_not_wait_for_as_long_as_the_endpoint_wants(endpoint: EmbeddingsEndpoint) -> None:
    endpoint.replies, endpoint.retry_after = [(429, "later")], "Fri, 01 Jan 2100 00:00:00 GMT"
    started = time.monotonic()
    with pytest.raises(DependencyError, match="status 429"):
        through(endpoint).embed_queries(["a"])
    assert time.monotonic() - started < 1.0
    assert len(endpoint.requests) == 1


def test_questions_leave_an_endpoint_alone_that_failed_twice_and_one_of_them_tries_it_again(
    endpoint: EmbeddingsEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.index.endpoint.REST_SECONDS", 0.5)
    endpoint.before_reply = lambda _: time.sleep(0.3)
    encoder = through(endpoint, service_timeout_seconds=0.1)
    for _ in range(2):
        with pytest.raises(DependencyError, match=r"no answer within 0\.1 s"):
            encoder.embed_queries(["a"])
    for _ in range(20):
        with pytest.raises(DependencyError, match="failed moments ago"):
            encoder.embed_queries(["a"])
    assert len(endpoint.requests) == 2
    endpoint.before_reply = lambda _: None
    time.sleep(0.6)
    assert encoder.embed_queries(["a"]).shape == (1, 64)
    assert encoder.embed_queries(["a"]).shape == (1, 64)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ([row(0, 1, 0), row(0, 0, 1)], "does not say which vector is of which text"),
        ([row(1, 1, 0), row(2, 0, 1)], "does not say which vector is of which text"),
        ([row(0, 1, 0), row(1, 1)], "vectors of different lengths"),
        ([row(0, 1, 0), row(1, float("nan"), 1)], "a vector that cannot be used"),
        ([row(0, 1, 0), {"index": 1, "embedding": [None, 1]}], "not a list of embeddings"),
    ],
)
def test_vectors_that_cannot_be_told_apart_or_used_are_refused(
    endpoint: EmbeddingsEndpoint, answer: list[dict[str, Any]], reason: str
) -> None:
    endpoint.replies = [(200, {"data": answer})]
    with pytest.raises(DependencyError, match=reason):
        through(endpoint).embed_passages(TEXTS[:2])


def test_vectors_in_another_order_than_the_texts_are_refused(endpoint: EmbeddingsEndpoint) -> None:
    endpoint.replies = [(200, {"data": [row(0, 0, 1), row(1, 1, 0)]}), (200, {"data": [row(0, 0, 1)]})]
    with pytest.raises(DependencyError, match="in another order than the texts"):
        through(endpoint).embed_passages(TEXTS[:2])


def test_vectors_of_another_length_than_before_are_refused(endpoint: EmbeddingsEndpoint) -> None:
    encoder = through(endpoint)
    assert encoder.dimension == 64
    endpoint.dimension = 32
    with pytest.raises(DependencyError, match="vectors of 32 numbers came back, and of 64 before"):
        encoder.embed_passages(TEXTS)


def test_a_question_to_an_index_of_vectors_of_another_length_is_told_so(
    endpoint: EmbeddingsEndpoint, tmp_path: Any
) -> None:
    settings = Settings(encoder="openai:of-tests", encoder_url=endpoint.url, index_dir=tmp_path)
    build_index(two_plans(), settings)
    endpoint.dimension = 32
    index = Index.open(settings)
    retriever = Retriever(index, open_encoder(settings), settings)
    with pytest.raises(DependencyError, match="vectors of 32 numbers, and the index has those of 64"):
        retriever.search("trồng lúa", k=3)
    index.close()
