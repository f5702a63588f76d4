from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assistant import PolicyAssistant
from assistant.errors import DependencyError
from assistant.index import build_index
from assistant.server import create_app
from assistant.server.api.probes import KEPT_SECONDS, PROBE_SECONDS, NotReadyError, Probe
from assistant.settings import Settings
from tests.index_helpers import ChromaServer, EmbeddingsEndpoint, serve_embeddings, two_plans
from tests.serving_helpers import running

HERE = "http://127.0.0.1"


@pytest.fixture
def endpoint() -> Iterator[EmbeddingsEndpoint]:
    with serve_embeddings(64) as served:
        yield served


@pytest.fixture
def settings(tmp_path: Path, endpoint: EmbeddingsEndpoint) -> Settings:
    return Settings(index_dir=tmp_path / "index", encoder="openai:test", encoder_url=endpoint.url)


def not_ready(response: Any, reason: str) -> None:
    assert response.status_code == 503
    assert response.headers["retry-after"] == "5"
    assert response.json() == {
        "error": {
            "code": "not_ready",
            "message": f"questions cannot be answered: {reason}",
            "hint": "the log of the server says why",
        }
    }


def test_it_is_not_ready_while_the_encoder_fails_and_tells_no_address(
    settings: Settings,
    endpoint: EmbeddingsEndpoint,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("assistant.server.api.probes.KEPT_SECONDS", 0.0)
    build_index(two_plans(), settings)
    with (
        PolicyAssistant.open(settings) as assistant,
        TestClient(create_app(assistant, settings), base_url=HERE) as client,
    ):
        for prefix in ("", "/api/v1"):
            ready = client.get(f"{prefix}/health/ready")
            assert (ready.status_code, ready.json()) == (200, {"status": "ready", "documents": 2})
        endpoint.replies = [(401, {})] * 2
        not_ready(client.get("/health/ready"), "the encoder fails")
        failed = client.get("/api/v1/health/ready")
        not_ready(failed, "the encoder fails")
        assert endpoint.url not in failed.text
        assert client.get("/health/ready").status_code == 200
    said = [record.getMessage() for record in caplog.records if record.name == "assistant.server.api.probes"]
    begun, again = said  # and not one for every probe
    assert endpoint.url in begun
    assert again == "questions can be answered again"


def test_probes_ask_a_hanging_encoder_once_and_are_answered_in_time(
    settings: Settings, endpoint: EmbeddingsEndpoint
) -> None:
    build_index(two_plans(), settings)
    ended = threading.Event()

    def hang(_: int) -> None:
        ended.wait(30)

    with (
        PolicyAssistant.open(settings) as assistant,
        running(create_app(assistant, settings), settings) as address,
    ):
        before = len(endpoint.requests)
        endpoint.before_reply = hang
        started = time.monotonic()
        threads: list[int] = []
        for _ in range(20):
            not_ready(httpx.get(f"{address}/health/ready"), "the encoder does not answer")
            threads.append(sum(thread.name == "readiness" for thread in threading.enumerate()))
        ended.set()
        assert time.monotonic() - started < PROBE_SECONDS + 2
        assert threads == [1] * 20
        assert len(endpoint.requests) == before + 1


def test_it_is_not_ready_while_the_chroma_server_is_frozen_or_gone(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.server.api.probes.KEPT_SECONDS", 0.0)
    monkeypatch.setattr("assistant.server.api.probes.PROBE_SECONDS", 0.5)
    (tmp_path / "chroma").mkdir()
    server = ChromaServer(tmp_path / "chroma")
    server.start()
    try:
        on_server = settings.model_copy(update={"chroma_url": server.url, "service_timeout_seconds": 1.0})
        build_index(two_plans(), on_server.model_copy(update={"service_timeout_seconds": 60.0}))
        with (
            PolicyAssistant.open(on_server) as assistant,
            TestClient(create_app(assistant, on_server), base_url=HERE) as client,
        ):
            assert client.get("/health/ready").status_code == 200
            server.freeze()  # it still accepts
            not_ready(client.get("/health/ready"), "the search index does not answer")
            server.freeze(frozen=False)
            assert until_ready(client)
            server.stop()
            gone = client.get("/health/ready")
            not_ready(gone, "the search index fails")
            assert client.get("/health/live").status_code == 200
    finally:
        server.stop()


def until_ready(client: TestClient) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if client.get("/health/ready").status_code == 200:
            return True
        time.sleep(0.1)
    return False


def test_an_outcome_is_kept_for_a_few_seconds() -> None:
    tried: list[int] = []

    def attempt() -> Iterator[str]:
        tried.append(1)
        yield "encoder"
        raise DependencyError("no")

    async def ask(probe: Probe, count: int) -> list[Any]:
        return await asyncio.gather(*(probe.check() for _ in range(count)), return_exceptions=True)

    probe = Probe(attempt)
    said = asyncio.run(ask(probe, 5)) + asyncio.run(ask(probe, 5))  # of two event loops
    assert [type(error) for error in said] == [NotReadyError] * 10
    assert tried == [1]
    assert KEPT_SECONDS <= 5


def test_what_nobody_expected_is_told_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    def attempt() -> Iterator[str]:
        yield "encoder"
        raise RuntimeError("secret")

    with pytest.raises(NotReadyError) as refused:
        asyncio.run(Probe(attempt).check())
    assert refused.value.message == "questions cannot be answered: the encoder fails"
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.exc_info
