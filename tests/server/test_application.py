from __future__ import annotations

import asyncio
import json
import logging
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant import PolicyAssistant
from assistant.indexing import build
from assistant.server import create_app
from assistant.server.application import create_site, protect
from assistant.server.connections import SHUTDOWN_SECONDS
from assistant.server.log import RequestLog, note
from assistant.settings import PACKAGE, Settings
from tests.serving_helpers import running

HERE = "http://127.0.0.1"
PRIVATE = "Số điện thoại của ông Trần Văn Bí Mật là gì?"


def send_text(text: str) -> Callable[[Send], Any]:
    async def answer(send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": text.encode()})

    return answer


@pytest.fixture(scope="module")
def site(assistant: PolicyAssistant, corpus_settings: Settings) -> ASGIApp:
    return create_site(assistant, corpus_settings)


class TestNewIndex:
    def test_it_is_picked_up_without_a_restart(self, tmp_path: Path) -> None:
        corpus = tmp_path / "corpus"
        corpus.mkdir()
        (corpus / "a.txt").write_text(
            "KẾ HOẠCH\n\nI. NHIỆM VỤ\n1. Sở Nội vụ chủ trì tuyển dụng công chức.\n", "utf-8"
        )
        settings = Settings(corpus_dir=corpus, index_dir=tmp_path / "index")
        build(settings)
        question = {"question": "Cơ quan nào chủ trì trồng rừng?"}
        with (
            PolicyAssistant.open(settings) as assistant,
            running(create_app(assistant, settings), settings) as address,
            httpx.Client(base_url=address, timeout=30) as client,
        ):
            before = client.post("/api/v1/ask", json=question).json()
            assert before["abstained"]
            assert client.get("/health/ready").json()["documents"] == 1
            (corpus / "b.txt").write_text(
                "KẾ HOẠCH\n\nI. NHIỆM VỤ\n1. Sở Nông nghiệp và Môi trường chủ trì trồng rừng.\n", "utf-8"
            )
            statuses: list[int] = []
            stop = threading.Event()

            def go_on_asking() -> None:
                while not stop.is_set():
                    statuses.append(
                        httpx.post(f"{address}/api/v1/ask", json=question, timeout=30).status_code
                    )

            asking = threading.Thread(target=go_on_asking)
            asking.start()
            build(settings)
            stop.set()
            asking.join()
            after = client.post("/api/v1/ask", json=question).json()
            assert client.get("/health/ready").json()["documents"] == 2
        assert "Sở Nông nghiệp và Môi trường" in after["text"]
        assert after["index_id"] != before["index_id"]
        assert set(statuses) == {200}


class TestLog:
    @pytest.fixture
    def requests(self, caplog: pytest.LogCaptureFixture) -> Callable[[], list[dict[str, Any]]]:
        caplog.set_level(logging.INFO, "assistant.http")
        return lambda: [vars(record) for record in caplog.records if record.name == "assistant.http"]

    def test_questions_and_addresses_do_not_stand_in_it(
        self, site: ASGIApp, corpus_settings: Settings, requests: Callable[[], list[dict[str, Any]]]
    ) -> None:
        with TestClient(protect(site, corpus_settings), base_url=HERE, client=("127.0.0.9", 5)) as client:
            client.post("/api/v1/ask", json={"question": PRIVATE, "history": [PRIVATE]})
            client.get("/api/v1/search", params={"query": PRIVATE})
            client.post("/api/v1/ask", json={"question": PRIVATE, "histroy": [PRIVATE]})
            client.get("/documents/hue-1002", headers={"X-Request-ID": "portal-1"})
        lines = requests()
        assert [(line["path"], line["status"]) for line in lines] == [
            ("/api/v1/ask", 200),
            ("/api/v1/search", 200),
            ("/api/v1/ask", 422),
            ("/documents/hue-1002", 200),
        ]
        assert "Bí Mật" not in str(lines)
        assert "127.0.0.9" not in str(lines)
        assert lines[0]["question_characters"] == len(PRIVATE)
        assert len({line["client"] for line in lines}) == 1
        assert len({line["client"] for line in lines} | {"127.0.0.9"}) == 2

    def test_a_setting_shows_questions(
        self,
        assistant: PolicyAssistant,
        corpus_settings: Settings,
        requests: Callable[[], list[dict[str, Any]]],
    ) -> None:
        settings = corpus_settings.model_copy(update={"log_questions": True})
        with TestClient(create_app(assistant, settings), base_url=HERE) as client:
            client.post("/api/v1/ask", json={"question": PRIVATE})
        assert [line["question"] for line in requests()] == [PRIVATE]

    def test_what_nobody_caught_becomes_an_error_with_its_id(
        self, requests: Callable[[], list[dict[str, Any]]]
    ) -> None:
        async def broken(scope: Scope, receive: Receive, send: Send) -> None:
            note(scope, client="x")
            raise RuntimeError("inside")

        client = TestClient(RequestLog(broken, is_quiet=lambda _: True))
        response = client.get("/", headers={"X-Request-ID": "abc"})
        assert response.status_code == 500
        assert response.json()["error"]["hint"].endswith("abc")
        assert "inside" not in response.text
        (line,) = requests()
        assert (line["levelname"], line["status"], line["client"]) == ("ERROR", 500, "x")
        assert isinstance(line["exc_info"][1], RuntimeError)


class TestShutdown:
    def test_an_answer_under_way_is_finished(self, corpus_settings: Settings) -> None:
        begun = threading.Event()

        async def slow(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                begun.set()
                await asyncio.sleep(1)
                await send_text("done")(send)

        said: list[str] = []
        with running(protect(slow, corpus_settings), corpus_settings) as address:
            asking = threading.Thread(target=lambda: said.append(httpx.get(f"{address}/api/v1/x").text))
            asking.start()
            assert begun.wait(5)
        asking.join(5)
        assert said == ["done"]

    def test_work_that_goes_on_after_its_answer_ends_before_the_server_does(
        self, corpus_settings: Settings
    ) -> None:
        ended = threading.Event()
        under_way: list[asyncio.Task[None]] = []

        def work() -> None:
            time.sleep(1)
            ended.set()

        async def begin(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                under_way.append(asyncio.create_task(anyio.to_thread.run_sync(work)))
                await send_text("begun")(send)

        with running(protect(begin, corpus_settings), corpus_settings) as address:
            assert httpx.get(f"{address}/api/v1/x").text == "begun"
        assert ended.is_set()

    @pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
    def test_a_signal_ends_it_cleanly_while_a_page_is_open(
        self, corpus_settings: Settings, sent: int
    ) -> None:
        command = [sys.executable, "-m", "assistant", "serve", "--port", "0"]
        command += ["--index", str(corpus_settings.index_dir)]
        with subprocess.Popen(command, cwd=PACKAGE.parent, stderr=subprocess.PIPE, text=True) as server:
            assert server.stderr
            address = next(filter(None, (re.search(r"http://\S+", line) for line in server.stderr)))[0]
            with httpx.stream("GET", f"{address}/gradio_api/heartbeat/x", timeout=30) as heartbeat:
                assert heartbeat.status_code == 200
                started = time.monotonic()
                server.send_signal(sent)
                rest = server.stderr.read().splitlines()
            assert server.wait(10) == 0
        assert (
            time.monotonic() - started < SHUTDOWN_SECONDS + 30
        )  # a machine may be busy; what was cut off is an error
        assert {json.loads(line)["level"] for line in rest} <= {"info"}
