"""Conversations on the server: only where it is wanted, and only one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant import PolicyAssistant
from assistant.server import create_app
from assistant.server.keys import KeyStore
from assistant.settings import Settings

TURN = {"question": "Ai sửa đường?", "alone": False, "packed": "x", "text": "Phòng Kinh tế"}


def app(assistant: PolicyAssistant, settings: Settings, folder: Path, **changed: Any) -> Any:
    changed = {"conversations_file": folder / "conversations.sqlite3", "conversations_days": 30} | changed
    return create_app(assistant, settings.model_copy(update=changed))


@pytest.fixture
def people(assistant: PolicyAssistant, corpus_settings: Settings, tmp_path: Path) -> dict[str, TestClient]:
    store = KeyStore(tmp_path / "keys.json")
    served = app(assistant, corpus_settings, tmp_path, access="keys", keys_file=tmp_path / "keys.json")
    clients = {}
    for name, role in (("lan", "user"), ("nam", "editor")):
        clients[name] = TestClient(served, base_url="http://127.0.0.1")
        clients[name].headers["Authorization"] = f"Bearer {store.create(name, role=role)[1]}"  # type: ignore[arg-type]
    return clients


def own(client: TestClient) -> list[tuple[str, str, list[Any]]]:
    given = client.get("/api/v1/conversations").json()["conversations"]
    return [(one["id"], one["title"], one["turns"]) for one in given]


def test_nobody_else_sees_changes_or_deletes_them_editors_neither(people: dict[str, TestClient]) -> None:
    lan, nam = people["lan"], people["nam"]
    assert lan.get("/api/v1/me").json()["conversations_days"] == 30
    assert (
        lan.post("/api/v1/conversations/c1/turns", json={"title": "Đường", "turn": TURN}).status_code == 200
    )
    assert own(lan) == [("c1", "Đường", [TURN])]
    assert own(nam) == []
    nam.post("/api/v1/conversations/c1/title", json={"title": "Của tôi"})
    nam.post("/api/v1/conversations/c1/delete", json={})
    nam.post("/api/v1/conversations/c1/turns", json={"title": "Khác", "turn": {}})
    assert own(lan) == [("c1", "Đường", [TURN])]
    lan.post("/api/v1/conversations/c1/title", json={"title": "Đường xã"})
    assert own(lan) == [("c1", "Đường xã", [TURN])]
    lan.post("/api/v1/conversations/c1/delete", json={})
    assert own(lan) == []
    assert own(nam) == [("c1", "Khác", [{}])]


def test_a_foreign_page_keeps_nothing(people: dict[str, TestClient]) -> None:
    answer = people["lan"].post(
        "/api/v1/conversations/c1/turns",
        json={"title": "x", "turn": TURN},
        headers={"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert own(people["lan"]) == []


@pytest.mark.parametrize("changed", [{"conversations_days": None}, {"access": "public"}])
def test_where_it_is_not_wanted_or_nobody_is_known_nothing_is_kept(
    assistant: PolicyAssistant, corpus_settings: Settings, tmp_path: Path, changed: dict[str, Any]
) -> None:
    client = TestClient(app(assistant, corpus_settings, tmp_path, **changed), base_url="http://127.0.0.1")
    assert client.get("/api/v1/me").json()["conversations_days"] is None
    answer = client.post("/api/v1/conversations/c1/turns", json={"title": "x", "turn": TURN})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "conversations_not_kept")
    assert not (tmp_path / "conversations.sqlite3").exists()


@pytest.mark.parametrize(
    "body", [{}, {"title": "x"}, {"title": "x" * 201, "turn": {}}, {"title": "x", "turn": "y"}]
)
def test_what_is_no_turn_is_refused(people: dict[str, TestClient], body: dict[str, Any]) -> None:
    assert people["lan"].post("/api/v1/conversations/c1/turns", json=body).status_code == 422
