from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from pydantic import TypeAdapter
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Message

from assistant import PolicyAssistant
from assistant.editing import Desk
from assistant.operating import Recorder
from assistant.server import create_app
from assistant.server.api import create_api
from assistant.server.api.failures import BusyError, SlowAnswerError, handle_failures
from assistant.server.api.responses import ANSWER_EXAMPLE
from assistant.server.api.streaming import stream
from assistant.server.api.workers import WAITING, Workers
from assistant.settings import Settings
from assistant.types import Answer, Event, Retrieved, RowFilter
from tests.serving_helpers import running

HERE = "http://127.0.0.1"
LABOUR = "ty le lao dong qua dao tao cua hue den 2030"
EVENTS = {"Accept": "text/event-stream"}


@pytest.fixture(scope="module")
def client(assistant: PolicyAssistant, corpus_settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(assistant, corpus_settings), base_url=HERE) as opened:
        yield opened


def read_events(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Name and JSON of each event of a stream."""
    blocks = [block.split("\r\n") for block in text.split("\r\n\r\n") if block]
    fields = [dict(line.split(": ", 1) for line in block) for block in blocks]
    return [(field["event"], json.loads(field["data"])) for field in fields]


def jsonable(value: Any) -> Any:
    return json.loads(json.dumps(value))


def timeless(answer: dict[str, Any]) -> Any:
    return jsonable(answer | {"timings_ms": None})


class TestAsk:
    def test_returns_what_the_core_answers(self, client: TestClient, assistant: PolicyAssistant) -> None:
        response = client.post("/api/v1/ask", json={"question": LABOUR})
        assert response.status_code == 200
        assert timeless(response.json()) == timeless(assistant.ask(LABOUR).to_dict())
        assert "80%" in response.json()["text"]

    def test_history_and_bounds_reach_the_core(self, client: TestClient) -> None:
        follow_up: dict[str, object] = {"question": "Còn Cần Thơ thì sao?", "history": [LABOUR]}
        assert "90%" in client.post("/api/v1/ask", json=follow_up).json()["text"]
        earlier = {"question": "Ở đâu cũng được", "standalone_question": LABOUR}
        follow_up = {"question": "Còn Cần Thơ thì sao?", "history": [earlier]}
        assert "90%" in client.post("/api/v1/ask", json=follow_up).json()["text"]
        for bound in ({"documents": ["hue-1002"]}, {"places": ["Huế"]}):
            answer = client.post("/api/v1/ask", json={"question": "Báo cáo trước ngày nào?"} | bound).json()
            assert {citation["document_id"] for citation in answer["citations"]} == {"hue-1002"}

    def test_the_day_of_what_is_in_force_reaches_the_core(self, client: TestClient) -> None:
        asked = {"question": LABOUR, "as_of": "2025-12-01"}
        assert client.post("/api/v1/ask", json=asked).json()["as_of"] == "2025-12-01"
        assert client.get("/api/v1/targets", params={"as_of": "2025-12-01"}).status_code == 200
        assert client.post("/api/v1/ask", json=asked | {"as_of": "hôm qua"}).status_code == 422

    def test_events_are_retrieved_then_every_sentence_then_the_answer(
        self, client: TestClient, assistant: PolicyAssistant
    ) -> None:
        question = "Tỷ lệ lao động qua đào tạo của Huế và của Cần Thơ đến năm 2030?"
        response = client.post("/api/v1/ask", json={"question": question}, headers=EVENTS)
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-accel-buffering"] == "no"
        (retrieved, first), *sentences, (done, answer) = read_events(response.text)
        expected = timeless(assistant.ask(question).to_dict())
        assert (retrieved, done) == ("retrieved", "done")
        assert first["standalone_question"] == expected["standalone_question"]
        assert {"rank", "document_id", "address", "text"} <= first["hits"][0].keys()
        assert {name for name, _ in sentences} == {"sentence"}
        assert "".join(sentence["added"] for _, sentence in sentences) == expected["text"]
        assert [c for _, sentence in sentences for c in sentence["new_citations"]] == expected["citations"]
        for (_, sentence), whole in zip(sentences, expected["sentences"], strict=True):
            assert {name: sentence[name] for name in whole} == whole
        assert timeless(answer) == expected

    def test_a_turn_about_the_last_answer_is_answered_from_its_clauses(self, client: TestClient) -> None:
        earlier = client.post("/api/v1/ask", json={"question": LABOUR}).json()
        whole = client.post("/api/v1/ask", json={"question": "chac khong?", "history": [LABOUR]}).json()
        assert (whole["outcome"], whole["abstained"]) == ("answered", False)
        assert [c["quote"] for c in whole["citations"]] == [c["quote"] for c in earlier["citations"]]
        declined = client.post("/api/v1/ask", json={"question": "Dịch sang tiếng Anh", "history": [LABOUR]})
        assert declined.json()["abstention_reason"] == "out_of_scope"

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_a_turn_without_a_language_is_answered_in_that_of_the_page(
        self, client: TestClient, language: str
    ) -> None:
        for question in ("hello", "???"):
            body = {"question": question, "language": language}
            assert client.post("/api/v1/ask", json=body).json()["language"] == language
        refused = client.post("/api/v1/ask", json={"question": "hello", "language": "fr"})
        assert refused.status_code == 422

    @pytest.mark.parametrize(
        "question", ["Xin chào", "bạn làm được gì?", "có những văn bản nào?", "thanks", "???"]
    )
    def test_talk_has_an_outcome_of_its_own_whole_and_as_events(
        self, client: TestClient, question: str
    ) -> None:
        body = {"question": question, "history": [LABOUR]}
        whole = client.post("/api/v1/ask", json=body).json()
        assert (whole["outcome"], whole["abstained"], whole["citations"]) == ("talk", False, [])
        response = client.post("/api/v1/ask", json=body, headers=EVENTS)
        (retrieved, first), *sentences, (done, answer) = read_events(response.text)
        assert (retrieved, first["hits"], done) == ("retrieved", [], "done")
        assert "".join(sentence["added"] for _, sentence in sentences) == whole["text"]
        assert timeless(answer) == timeless(whole)

    def test_the_description_names_the_outcomes(self, client: TestClient) -> None:
        schema = client.get("/api/v1/openapi.json").json()["components"]["schemas"]["Answer"]
        outcomes = ["answered", "possible", "partly", "not_stated", "talk"]
        assert schema["properties"]["outcome"]["enum"] == outcomes
        assert "outcome" in schema["required"]

    def test_what_fails_before_the_first_event_is_an_ordinary_error(self, client: TestClient) -> None:
        response = client.post("/api/v1/ask", json={"question": " "}, headers=EVENTS)
        assert response.status_code == 400
        assert response.json()["error"]["code"] == "invalid_question"

    def test_what_is_typed_comes_back_as_data(self, client: TestClient) -> None:
        typed = "<script>alert(1)</script> **Huế** [1](javascript:alert(2))"
        response = client.post("/api/v1/ask", json={"question": typed})
        assert response.headers["content-type"] == "application/json"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.json()["question"] == typed
        assert "<script>" not in response.json()["text"]


class TestSearch:
    def test_both_ways_find_what_the_core_finds(self, client: TestClient, assistant: PolicyAssistant) -> None:
        wanted: dict[str, Any] = {"query": "đào tạo giáo viên", "k": 3, "documents": ["can-tho-1002"]}
        hits = assistant.search("đào tạo giáo viên", k=3, documents=["can-tho-1002"])
        expected = {"query": "đào tạo giáo viên", "hits": [hit.to_dict() for hit in hits]}
        assert client.post("/api/v1/search", json=wanted).json() == expected
        assert client.get("/api/v1/search", params=wanted).json() == expected
        assert len(expected["hits"]) == 3


class TestRegisters:
    """The same rows as the core's and the command's, with the same filters."""

    @pytest.mark.parametrize(
        ("query", "where"),
        [
            ({}, RowFilter()),
            ({"places": "Huế", "periods": "2030"}, RowFilter(places=("Huế",), periods=("2030",))),
            ({"documents": ["hue-1002", "can-tho-1002"]}, RowFilter(documents=("hue-1002", "can-tho-1002"))),
            (
                {"kinds": "quantitative", "text": "lao dong"},
                RowFilter(kinds=("quantitative",), text="lao dong"),
            ),
        ],
        ids=range(4),
    )
    def test_targets(
        self, client: TestClient, assistant: PolicyAssistant, query: dict[str, Any], where: RowFilter
    ) -> None:
        rows = client.get("/api/v1/targets", params=query).json()
        assert rows == jsonable([row.to_dict() for row in assistant.targets(where)])
        assert rows

    def test_responsibilities(self, client: TestClient, assistant: PolicyAssistant) -> None:
        rows = client.get("/api/v1/responsibilities", params={"agencies": "cong an thanh pho"}).json()
        where = RowFilter(agencies=("cong an thanh pho",))
        assert rows == jsonable([row.to_dict() for row in assistant.responsibilities(where)])
        assert {row["agency_name"] for row in rows} == {"Công an thành phố"}

    def test_deadlines(self, client: TestClient, assistant: PolicyAssistant) -> None:
        days = {"after": "2027-01-01", "before": "2027-12-31"}
        rows = client.get("/api/v1/deadlines", params=days | {"places": "Cần Thơ"}).json()
        due = assistant.deadlines(RowFilter(places=("Cần Thơ",)), date(2027, 12, 31), date(2027, 1, 1))
        assert rows == jsonable([row.to_dict() for row in due])
        assert {row["due"][:4] for row in rows} == {"2027"}

    def test_compare(self, client: TestClient, assistant: PolicyAssistant) -> None:
        sides = {"documents": ["hue-1002", "can-tho-1002"], "periods": "2030"}
        comparison = client.get("/api/v1/compare", params=sides).json()
        expected = assistant.compare(["hue-1002", "can-tho-1002"], ["2030"])
        assert comparison == jsonable(expected.to_dict())
        assert comparison["rows"]


class TestErrors:
    @pytest.mark.parametrize(
        ("method", "path", "body", "status", "code"),
        [
            ("GET", "/api/v1/nothing", None, 404, "not_found"),
            ("GET", "/api/v1/", None, 404, "not_found"),
            ("GET", "/nothing", None, 404, "not_found"),
            ("GET", "/api/v1/ask", None, 405, "method_not_allowed"),
            ("DELETE", "/api/v1/documents", None, 405, "method_not_allowed"),
            ("GET", "/api/v1/documents/nope", None, 404, "unknown_document"),
            ("GET", "/api/v1/documents/..%2f..%2fsettings.py", None, 404, "not_found"),
            ("GET", "/api/v1/documents/%2e%2e", None, 404, "not_found"),
            ("POST", "/api/v1/ask", b"", 422, "invalid_request"),
            ("POST", "/api/v1/ask", b'{"question": "', 422, "invalid_request"),
            ("POST", "/api/v1/ask", b"[" * 30_000, 400, "bad_request"),
            ("POST", "/api/v1/ask", b'"Hu\xff"', 400, "bad_request"),
            ("POST", "/api/v1/ask", b"[]", 422, "invalid_request"),
            ("POST", "/api/v1/ask", b"{}", 422, "invalid_request"),
            ("POST", "/api/v1/ask", b'{"question": 5}', 422, "invalid_request"),
            ("POST", "/api/v1/ask", b'{"question": null}', 422, "invalid_request"),
            ("POST", "/api/v1/ask", b'{"question": "x", "histories": []}', 422, "invalid_request"),
            ("POST", "/api/v1/ask", b'{"question": "\\ud800"}', 422, "invalid_request"),
            ("POST", "/api/v1/ask", b'{"question": "x", "\\ud800": 1}', 422, "invalid_request"),
            ("POST", "/api/v1/ask", b'{"question": "x", "history": ["\\udfff"]}', 422, "invalid_request"),
            ("POST", "/api/v1/ask", b'{"question": "\\u0000"}', 400, "invalid_question"),
            ("POST", "/api/v1/ask", b'{"question": "x", "documents": ["nope"]}', 404, "unknown_document"),
            ("POST", "/api/v1/ask", b'{"question": "x", "places": ["Atlantis"]}', 404, "unknown_document"),
            ("GET", "/api/v1/search?query=x&k=0", None, 422, "invalid_request"),
            ("GET", "/api/v1/search?query=x&limit=3", None, 422, "invalid_request"),
            ("GET", "/api/v1/search", None, 422, "invalid_request"),
            ("GET", "/api/v1/targets?place=Hue", None, 422, "invalid_request"),  # not ignored: it is `places`
            ("GET", "/api/v1/targets?documents=nope", None, 404, "unknown_document"),
            ("GET", "/api/v1/targets?kinds=nope", None, 400, "invalid_filter"),
            ("GET", "/api/v1/deadlines?after=tomorrow", None, 422, "invalid_request"),
            ("GET", "/api/v1/deadlines?after=0", None, 422, "invalid_request"),  # not 1970
            ("GET", "/api/v1/deadlines?before=0001-01-01", None, 422, "invalid_request"),
            ("GET", "/api/v1/deadlines?after=2030-01-01&before=2029-01-01", None, 422, "invalid_request"),
            ("GET", "/api/v1/compare", None, 422, "invalid_request"),
            ("GET", "/api/v1/compare?documents=nope", None, 404, "unknown_document"),
        ],
    )
    def test_each_is_told_in_the_same_form(
        self, client: TestClient, method: str, path: str, body: bytes | None, status: int, code: str
    ) -> None:
        headers = {"content-type": "application/json"} if body is not None else {}
        response = client.request(method, path, content=body, headers=headers)
        assert (response.status_code, response.json()["error"]["code"]) == (status, code)
        assert set(response.json()) == {"error"}
        assert set(response.json()["error"]) == {"code", "message", "hint"}
        assert response.json()["error"]["message"]

    @pytest.mark.parametrize(
        ("path", "allowed"), [("ask", "POST"), ("search", "GET, POST"), ("documents/hue-1002", "GET")]
    )
    def test_a_wrong_method_is_told_the_right_ones(self, client: TestClient, path: str, allowed: str) -> None:
        assert client.delete(f"/api/v1/{path}").headers["allow"] == allowed

    def test_the_field_is_named_and_what_was_sent_is_not_repeated(self, client: TestClient) -> None:
        for turn in ({"secret": "Nguyễn Văn A"}, ["Nguyễn Văn A"]):
            response = client.post("/api/v1/ask", json={"question": "x", "history": [turn]})
            assert response.json()["error"]["message"].startswith("history.0")
            assert "Nguyễn" not in response.text

    def test_a_form_is_not_taken_for_json(self, client: TestClient) -> None:
        body = json.dumps({"question": "x"})
        for kind in ("text/plain", "application/x-www-form-urlencoded"):
            response = client.post("/api/v1/ask", content=body, headers={"content-type": kind})
            assert response.status_code == 422

    def test_a_question_too_long_is_refused_and_the_longest_is_answered(self, client: TestClient) -> None:
        refused = client.post("/api/v1/ask", json={"question": "Huế " * 300})
        assert refused.json()["error"]["code"] == "invalid_question"
        assert client.post("/api/v1/ask", json={"question": "a" * 1000}).status_code == 200

    def test_histories_are_bounded(self, client: TestClient) -> None:
        asked: dict[str, object] = {"question": "Còn Cần Thơ?", "history": ["?"] * 10_000}
        response = client.post("/api/v1/ask", json=asked)
        assert response.json()["error"]["message"].startswith("history: ")
        asked["history"] = ["?"] * 199 + [LABOUR]
        assert client.post("/api/v1/ask", json=asked).status_code == 200
        asked["history"] = [{"question": LABOUR, "standalone_question": "a" * 10_000}]
        assert client.post("/api/v1/ask", json=asked).status_code == 200

    def test_an_unexpected_error_is_told_by_its_request_id_alone(self, corpus_settings: Settings) -> None:
        class Broken:
            def ask(self, question: str, **bounds: object) -> Answer:
                raise RuntimeError(f"secret: {question}")

        desk, recorder = Desk(corpus_settings, tuple), Recorder.of(corpus_settings)
        api = create_api(Broken(), corpus_settings, desk, recorder)  # type: ignore[arg-type]
        with TestClient(api, raise_server_exceptions=False) as client:
            response = client.post("/ask", json={"question": "x"})
        assert response.status_code == 500
        assert response.json()["error"]["code"] == "internal"
        assert "secret" not in response.text


class TestStream:
    def test_what_fails_in_the_middle_is_the_last_event(self) -> None:
        def events() -> Generator[Event, None, None]:
            yield Retrieved("?", "vi", ())
            raise RuntimeError("secret")

        api = FastAPI()
        handle_failures(api)
        workers = Workers(at_once=1, seconds=5)

        @api.get("/")
        async def read(request: Request) -> Response:
            return await stream(events(), workers, request)

        with TestClient(api) as client:
            response = client.get("/")
        (first, _), (last, body) = read_events(response.text)
        assert (first, last) == ("retrieved", "error")
        assert body["error"]["code"] == "internal"
        assert "secret" not in response.text

    def test_a_client_that_leaves_ends_the_work_on_the_answer(self) -> None:
        closed = threading.Event()

        def events() -> Generator[Event, None, None]:
            try:
                while True:
                    yield Retrieved("?", "vi", ())
            finally:
                closed.set()

        async def scenario() -> None:
            async def receive() -> Message:
                await asyncio.sleep(0.05)
                return {"type": "http.disconnect"}

            async def send(_: Message) -> None:
                await asyncio.sleep(0)

            scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
            response = await stream(events(), Workers(at_once=1, seconds=5), Request(scope))
            await response(scope, receive, send)

        asyncio.run(scenario())
        assert closed.wait(5)


@dataclass
class Held:
    """A call that ends when it is let through."""

    opened: threading.Event
    calls: int = 0

    def __call__(self) -> int:
        self.calls += 1
        self.opened.wait(10)
        return self.calls


class TestWorkers:
    def test_a_slow_call_is_given_up_and_holds_its_place(self) -> None:
        held = Held(threading.Event())

        async def scenario() -> int:
            workers = Workers(at_once=1, seconds=0.05)
            with pytest.raises(SlowAnswerError):
                await workers.run(held)
            with pytest.raises(SlowAnswerError):
                await workers.run(held)  # the first still holds the only place
            assert held.calls == 1
            held.opened.set()
            await asyncio.sleep(0.1)
            return await workers.run(held)

        assert asyncio.run(scenario()) == 2  # the one that nobody waited for was not begun

    def test_too_many_waiting_are_refused(self) -> None:
        held = Held(threading.Event())

        async def scenario() -> list[int | BaseException]:
            workers = Workers(at_once=1, seconds=10)
            running = [asyncio.create_task(workers.run(held)) for _ in range(WAITING + 1)]
            await asyncio.sleep(0.05)
            with pytest.raises(BusyError):
                await workers.run(held)
            held.opened.set()
            return await asyncio.gather(*running, return_exceptions=True)

        assert asyncio.run(scenario()) == list(range(1, WAITING + 2))


class TestHealth:
    @pytest.mark.parametrize("prefix", ["", "/api/v1"])
    def test_probes(self, client: TestClient, prefix: str) -> None:
        assert client.get(f"{prefix}/health/live").json() == {"status": "live"}
        assert client.get(f"{prefix}/health/ready").json() == {"status": "ready", "documents": 5}


class TestDescription:
    def test_every_operation_is_described(self, client: TestClient) -> None:
        described = client.get("/api/v1/openapi.json").json()
        assert described["openapi"].startswith("3.")
        operations = {
            f"{method.upper()} {path}": operation
            for path, methods in described["paths"].items()
            for method, operation in methods.items()
        }
        assert {"POST /ask", "POST /search", "GET /documents/{document_id}"} <= operations.keys()
        for operation in operations.values():
            assert operation["summary"]
            assert {"200", "201", "202"} & operation["responses"].keys()
        answer = operations["POST /ask"]["responses"]["200"]["content"]
        assert answer["application/json"]["schema"] == {"$ref": "#/components/schemas/Answer"}
        assert "text/event-stream" in answer

    def test_the_example_is_an_answer(self) -> None:
        answer = TypeAdapter(Answer).validate_python(ANSWER_EXAMPLE)
        assert answer.to_dict().keys() == ANSWER_EXAMPLE.keys()


@pytest.mark.skipif(find_spec("schemathesis") is None, reason="schemathesis is not installed")
def test_requests_made_from_the_description_find_nothing(
    assistant: PolicyAssistant, corpus_settings: Settings, tmp_path: Path
) -> None:
    """Right and wrong requests for every operation: no 5xx, and every answer is as described."""
    settings = corpus_settings.model_copy(update={"client_rate": "", "total_rate": ""})
    command = shutil.which("st", path=str(Path(sys.executable).parent)) or "st"
    options = [
        "--phases",
        "examples,coverage,fuzzing",
        "--max-examples",
        "10",
        "--seed",
        "1002",
        "--checks",
        "all",
    ]
    options += ["--exclude-tag", "editing"]  # which changes the documents of the tests after this one
    # A value that names nothing is refused, though its form is right.
    options += ["--exclude-checks", "positive_data_acceptance"]
    refusing = [
        "400",
        "401",
        "403",
        "404",
        "405",
        "413",
        "422",
        "429",
        "431",
    ]  # 431: an address may be too long
    (tmp_path / "schemathesis.toml").write_text(
        f"[checks]\nnegative_data_rejection.expected-statuses = {refusing}\n", "utf-8"
    )
    with running(create_app(assistant, settings), settings) as address:
        done = subprocess.run(
            [command, "run", f"{address}/api/v1/openapi.json", *options],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Tested: +24\b", done.stdout)


PAGE = (Path(__file__).parents[2] / "docs" / "integration" / "api.md").read_text(encoding="utf-8")


def examples(language: str, address: str) -> list[str]:
    """The blocks of the documentation in a language, for this server."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return [block.replace("http://127.0.0.1:7860", address) for block in blocks]


@pytest.fixture(scope="module")
def address(assistant: PolicyAssistant, corpus_settings: Settings) -> Iterator[str]:
    with running(create_app(assistant, corpus_settings), corpus_settings) as address:
        yield address


class TestDocumentation:
    """The examples run, and print what they should."""

    @pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
    def test_curl(self, address: str) -> None:
        blocks = examples("sh", address)
        shown = [run("sh", "-ec", block) for block in blocks]
        assert len(blocks) == 4
        assert not [text for text in shown if '"error"' in text]
        answer, events, registers, found = shown
        assert "80%" in json.loads(answer)["text"]
        assert [name for name, _ in read_events(events)][-1] == "done"
        decoder, rows = json.JSONDecoder(), []
        while registers:
            row, end = decoder.raw_decode(registers)
            rows.append(row)
            registers = registers[end:]
        assert [len(row) > 0 for row in rows] == [True] * 4
        assert len(json.loads(found)["hits"]) == 5

    def test_python(self, address: str, assistant: PolicyAssistant) -> None:
        (code,) = examples("python", address)
        assert run(sys.executable, "-c", code) == assistant.ask("Công an thành phố làm gì?").text

    @pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node.js")
    def test_javascript(self, address: str, assistant: PolicyAssistant) -> None:
        (code,) = examples("js", address)
        answer = assistant.ask("Công an thành phố làm gì?")
        sources = [f"[{c.number}] {c.document_title}, {c.address}" for c in answer.citations]
        shown = run("node", "--input-type=module", "-e", code)
        assert shown.splitlines() == [*answer.text.splitlines(), *sources]


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


class TestRequestIds:
    def test_a_sane_one_is_kept_and_others_are_replaced(self, client: TestClient) -> None:
        kept = client.get("/health/live", headers={"X-Request-ID": "portal-42.a_B"})
        assert kept.headers["x-request-id"] == "portal-42.a_B"
        for odd in ("", "a" * 65, "<b>", "a b", "x\ty"):
            made = client.get("/health/live", headers={"X-Request-ID": odd}).headers["x-request-id"]
            assert made != odd
            assert len(made) == 16
