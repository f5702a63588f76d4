"""The operations of whoever runs the assistant: who may, and what they are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant import PolicyAssistant
from assistant.server import create_app
from assistant.server.keys import KeyStore
from assistant.settings import Settings

UNKNOWN = {"question": "Huế trồng bao nhiêu héc-ta sen đến năm 2030?"}
KNOWN = {"question": "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"}
ROUTES = (
    ("GET", "/api/v1/operating"),
    ("GET", "/api/v1/operating/cases"),
    ("GET", "/api/v1/operating/records"),
    ("POST", "/api/v1/operating/cases/q1"),
    ("POST", "/api/v1/operating/cases/q1/record"),
    ("POST", "/api/v1/operating/forget"),
)


def open_client(assistant: PolicyAssistant, settings: Settings, **changed: object) -> TestClient:
    return TestClient(create_app(assistant, settings.model_copy(update=changed)), base_url="http://127.0.0.1")


@pytest.fixture
def client(assistant: PolicyAssistant, corpus_settings: Settings, tmp_path: Path) -> TestClient:
    changed = {"feedback_file": tmp_path / "feedback.sqlite3", "log_questions": True}
    return open_client(assistant, corpus_settings, **changed)


def test_answers_are_counted_and_unsure_ones_listed(client: TestClient) -> None:
    for question in (UNKNOWN, KNOWN, {"question": "huế trồng bao nhiêu héc-ta sen đến năm 2030"}):
        assert client.post("/api/v1/ask", json=question).status_code == 200
    with client.stream("POST", "/api/v1/ask", json=KNOWN, headers={"Accept": "text/event-stream"}) as answer:
        answer.read()
    assert client.post("/api/v1/ask", json={"question": " "}).status_code == 400
    told = client.get("/api/v1/operating").json()
    assert [day["outcomes"] for day in told["days"]] == [{"answered": 2, "not_stated": 2}]
    assert (told["questions_kept"], told["index"]["documents"]) == (True, 5)
    listed = client.get("/api/v1/operating/cases").json()
    assert (listed["open"], listed["done"], listed["records"]) == (1, 0, 0)
    assert [(case["kind"], case["count"]) for case in listed["cases"]] == [("not_stated", 2)]


def test_by_default_no_question_is_kept(
    assistant: PolicyAssistant, corpus_settings: Settings, tmp_path: Path
) -> None:
    client = open_client(assistant, corpus_settings, feedback_file=tmp_path / "feedback.sqlite3")
    client.post("/api/v1/ask", json=UNKNOWN)
    assert client.get("/api/v1/operating").json()["questions_kept"] is False
    assert client.get("/api/v1/operating/cases").json()["cases"] == []
    assert "sen" not in (tmp_path / "feedback.sqlite3").read_bytes().decode("latin-1")


def test_a_case_is_worked_on_until_it_is_a_record_to_download(client: TestClient) -> None:
    client.post("/api/v1/ask", json=UNKNOWN)
    (case,) = client.get("/api/v1/operating/cases").json()["cases"]
    address = f"/api/v1/operating/cases/{case['reference']}"
    assert client.post(address, json={"done": True, "note": "đúng"}).json()["note"] == "đúng"
    assert client.get("/api/v1/operating/cases?done=false").json()["count"] == 0
    refused = client.post(f"{address}/record", json={"judgement": "shown_is_right"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "case_refused")
    made = client.post(f"{address}/record", json={"judgement": "not_in_documents"}).json()
    records = client.get("/api/v1/operating/records")
    assert [json.loads(line) for line in records.text.splitlines()] == [made]
    assert 'filename="from-use.jsonl"' in records.headers["content-disposition"]
    assert client.post("/api/v1/operating/forget", json={}).json() == {"forgotten": 1}
    assert client.get("/api/v1/operating/cases").json()["cases"] == []


def test_what_is_unknown_is_refused(client: TestClient) -> None:
    missing = client.post("/api/v1/operating/cases/q1", json={"done": True})
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "unknown_case")
    assert client.post("/api/v1/operating/cases/q1", json={"done": True, "by": "x"}).status_code == 422
    asked = client.post("/api/v1/operating/cases/q1/record", json={"judgement": "great"})
    assert asked.status_code == 422


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_nobody_but_an_editor_sees_any_of_it(
    assistant: PolicyAssistant, corpus_settings: Settings, tmp_path: Path, method: str, path: str
) -> None:
    client = open_client(assistant, corpus_settings, access="keys", keys_file=tmp_path / "keys.json")
    _, token = KeyStore(tmp_path / "keys.json").create("Người hỏi")
    answer = client.request(method, path, json={}, headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_an_editor")
    assert client.request(method, path, json={}).status_code == 401
    public = open_client(assistant, corpus_settings, access="public")
    assert public.request(method, path, json={}).status_code == 403


@pytest.mark.parametrize("path", [path for method, path in ROUTES if method == "POST"])
def test_pages_of_other_sites_change_nothing(client: TestClient, path: str) -> None:
    answer = client.post(path, json={}, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
