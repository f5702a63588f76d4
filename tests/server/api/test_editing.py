"""The operations of editors: who may, what is told of a file, and that nothing is half done."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assistant import PolicyAssistant
from assistant.indexing import build
from assistant.server import create_app
from assistant.server.keys import KeyStore
from assistant.settings import Settings
from tests.editing.office import ROADS, word_file
from tests.serving_helpers import connect, running

SECONDS = 120


@dataclass(frozen=True)
class Place:
    """A folder with one plan, indexed; its settings."""

    folder: Path
    assistant: PolicyAssistant

    def client(self, *, key: str = "", headers: dict[str, str] | None = None, **settings: Any) -> TestClient:
        given = Settings(
            corpus_dir=self.folder / "corpus",
            index_dir=self.folder / "index",
            additions_dir=self.folder / "added",
            keys_file=self.folder / "keys.json",
            **settings,
        )
        made = {"Authorization": f"Bearer {key}"} if key else {}
        app = create_app(self.assistant, given)
        return TestClient(app, base_url="http://127.0.0.1", headers=made | (headers or {}))


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plan and its index, to be copied."""
    folder = tmp_path_factory.mktemp("indexed")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "duong.txt").write_text(ROADS, encoding="utf-8")
    build(Settings(corpus_dir=folder / "corpus", index_dir=folder / "index"))
    return folder


@pytest.fixture
def place(indexed: Path, tmp_path: Path) -> Iterator[Place]:
    shutil.copytree(indexed, tmp_path, dirs_exist_ok=True)
    settings = Settings(corpus_dir=tmp_path / "corpus", index_dir=tmp_path / "index", reader=False)
    with PolicyAssistant.open(settings) as assistant:
        yield Place(tmp_path, assistant)


def send(
    client: TestClient | httpx.Client, data: bytes, name: str = "Cây xanh.docx", language: str = "vi"
) -> dict[str, Any]:
    answer = client.post("/api/v1/uploads", params={"name": name, "language": language}, content=data)
    given: dict[str, Any] = answer.json() | {"status": answer.status_code}
    until = time.monotonic() + SECONDS
    while given.get("state") == "reading" and time.monotonic() < until:
        given |= client.get(
            f"/api/v1/uploads/{given['id']}", params={"wait": 10, "language": language}
        ).json()
    return given


def settled(client: TestClient | httpx.Client) -> list[dict[str, Any]]:
    """The changes, once none is under way."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        changes: list[dict[str, Any]] = client.get("/api/v1/changes").json()["changes"]
        if all(change["outcome"] != "waiting" for change in changes):
            return changes
        time.sleep(0.2)
    raise AssertionError(changes)


def test_a_file_is_sent_looked_at_corrected_added_and_asked_about(place: Place):
    client = place.client()
    assert client.get("/api/v1/me").json() == {"name": "local", "edits": True, "conversations_days": None}
    sent = send(client, word_file())
    assert (sent["status"], sent["state"], sent["name"]) == (201, "ready", "Cây xanh.docx")
    preview = sent["preview"]
    assert preview["card"]["issuer"] == "Ủy ban nhân dân phường An Lạc"
    assert preview["targets"][0] == {
        "address": "mục I.1",
        "text": "1. Trồng 14.500 cây xanh trên các tuyến phố trong năm 2027.",
        "beside": "2027",
    }
    assert preview["warnings"] == []
    assert [document["id"] for document in client.get("/api/v1/documents").json()] == ["duong"]
    added = {"documents": [{"upload": sent["id"], "card": {"signer": "Lê Thị Hoa"}}]}
    answer = client.post("/api/v1/documents", json=added)
    assert (answer.status_code, answer.json()[0]["outcome"]) == (202, "waiting")
    assert [(change["kind"], change["outcome"]) for change in settled(client)] == [("added", "done")]
    asked = client.post("/api/v1/ask", json={"question": "Năm 2027 trồng bao nhiêu cây xanh?"}).json()
    assert "14.500" in asked["text"]
    assert client.get("/documents/cay-xanh/file").content == word_file()
    assert client.get("/api/v1/uploads").json() == []


def test_a_card_is_corrected_a_document_withdrawn_and_all_undone(place: Place):
    client = place.client()
    card = client.get("/api/v1/documents/duong/card").json()
    assert card["card"]["number"] is None
    body = {"card": {"number": "9/KH-UBND"}, "seen": card["seen"]}
    assert client.post("/api/v1/documents/duong/card", json=body).status_code == 202
    again = client.post("/api/v1/documents/duong/card", json=body)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "changed_meanwhile")
    (change,) = settled(client)
    assert change["undoable"]
    assert client.get("/api/v1/documents").json()[0]["number"] == "9/KH-UBND"
    assert client.post(f"/api/v1/changes/{change['id']}/undo").status_code == 202
    settled(client)
    assert client.get("/api/v1/documents").json()[0]["number"] is None
    only = client.post("/api/v1/documents/duong/withdraw", json={})
    assert (only.status_code, only.json()["error"]["code"]) == (409, "change_refused")
    assert client.post("/api/v1/documents/khong-co/withdraw", json={}).status_code == 404
    assert client.post("/api/v1/changes/99/undo").status_code == 409


EDITING = [
    ("POST", "/api/v1/uploads?name=a.docx"),
    ("GET", "/api/v1/uploads"),
    ("GET", "/api/v1/uploads/x"),
    ("POST", "/api/v1/uploads/x/discard"),
    ("POST", "/api/v1/documents"),
    ("GET", "/api/v1/documents/duong/card"),
    ("POST", "/api/v1/documents/duong/card"),
    ("POST", "/api/v1/documents/duong/withdraw"),
    ("POST", "/api/v1/documents/duong/delete"),
    ("GET", "/api/v1/changes"),
    ("POST", "/api/v1/changes/1/undo"),
]


def test_every_operation_is_for_editors_alone(place: Place):
    store = KeyStore(place.folder / "keys.json")
    (_, user), (_, editor) = store.create("Cổng"), store.create("Lan", role="editor")
    for client in (place.client(access="keys", key=user), place.client(access="public")):
        assert client.get("/api/v1/me").json()["edits"] is False
        for method, path in EDITING:
            refused = client.request(method, path, json={} if method == "POST" else None)
            assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_an_editor"), path
    client = place.client(access="keys", key=editor)
    assert client.get("/api/v1/me").json() == {"name": "Lan", "edits": True, "conversations_days": None}
    assert send(client, word_file())["status"] == 201
    assert place.client(access="keys").post("/api/v1/uploads?name=a.docx").status_code == 401


def test_every_route_of_editors_stands_in_the_test_above(place: Place):
    described = place.client().get("/api/v1/openapi.json").json()["paths"]
    editing = {
        (method.upper(), path)
        for path, operations in described.items()
        for method, operation in operations.items()
        if "editing" in operation["tags"] and path != "/me"
    }
    assert len(editing) == len(EDITING)


def test_a_proxy_says_by_its_groups_who_edits(place: Place):
    def asking(groups: str | None) -> Any:
        headers = {"X-Remote-User": "lan@so.gov.vn"} | (
            {"X-Remote-Groups": groups} if groups is not None else {}
        )
        client = place.client(
            headers=headers,
            access="proxy",
            trusted_proxies=("127.0.0.1",),
            editor_groups=("van-thu", "quan-tri"),
        )
        client = TestClient(client.app, base_url="http://127.0.0.1", headers=headers, client=("127.0.0.1", 9))
        return client.get("/api/v1/me").json()

    assert asking("can-bo, van-thu") == {"name": "lan@so.gov.vn", "edits": True, "conversations_days": None}
    for groups in (None, "", "van-thu2", "can-bo"):
        assert asking(groups)["edits"] is False


def test_a_page_of_another_site_changes_nothing(place: Place):
    client = place.client(allowed_origins=("https://portal.example",))
    for origin in ("https://evil.example", "https://portal.example"):
        refused = client.post("/api/v1/uploads?name=a.docx", content=word_file(), headers={"Origin": origin})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "foreign_origin")
    assert client.get("/api/v1/uploads").json() == []


def test_an_editor_sees_own_uploads_alone(place: Place):
    store = KeyStore(place.folder / "keys.json")
    (_, lan), (_, minh) = (store.create(name, role="editor") for name in ("Lan", "Minh"))
    client = place.client(access="keys", key=lan)
    sent = send(client, word_file())
    other = TestClient(client.app, base_url="http://127.0.0.1", headers={"Authorization": f"Bearer {minh}"})
    assert other.get("/api/v1/uploads").json() == []
    assert other.get(f"/api/v1/uploads/{sent['id']}").status_code == 404
    assert other.post("/api/v1/documents", json={"documents": [{"upload": sent["id"]}]}).status_code == 404
    assert len(client.get("/api/v1/uploads").json()) == 1
    assert client.post(f"/api/v1/uploads/{sent['id']}/discard").status_code == 200
    assert client.get("/api/v1/uploads").json() == []


def test_what_is_refused_is_said_in_the_language_of_the_page(place: Place):
    client = place.client()
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le")
    told = [send(client, locked, language=language)["problem"]["said"] for language in ("vi", "en")]
    assert told == [
        "Tệp được khóa bằng mật khẩu. Hãy bỏ mật khẩu, lưu lại rồi tải lên.",
        "The file is encrypted. Save it without a password.",
    ]
    refused = client.post("/api/v1/uploads?name=x.exe", content=b"MZ")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "upload_refused")
    large = client.post("/api/v1/uploads?name=x.pdf", headers={"Content-Length": "200000000"}, content=b"")
    assert (large.status_code, large.json()["error"]["code"]) == (413, "upload_too_large")


def test_a_name_that_is_markup_or_a_path_stays_a_name(place: Place):
    client = place.client()
    sent = send(client, word_file(), "../../../tmp/<script>alert(1)</script>.docx")
    assert sent["name"] == "script.docx"
    assert list((place.folder / "added" / "uploads").glob("*/*/script.docx"))


def test_a_connection_that_is_lost_leaves_nothing_and_the_server_goes_on(place: Place):
    settings = Settings(
        corpus_dir=place.folder / "corpus",
        index_dir=place.folder / "index",
        additions_dir=place.folder / "added",
    )
    with running(create_app(place.assistant, settings), settings) as address:
        host = address.removeprefix("http://")
        lost = connect(address)
        head = f"POST /api/v1/uploads?name=a.docx HTTP/1.1\r\nHost: {host}\r\nContent-Length: 500000\r\n\r\n"
        lost.sendall(head.encode() + bytes(100_000))
        until = time.monotonic() + 20
        uploads = place.folder / "added" / "uploads"

        def found(pattern: str) -> list[str]:
            return glob(pattern, root_dir=uploads)  # noqa: PTH207  # the other raises where a folder goes meanwhile

        while not found("*/*/a.docx") and time.monotonic() < until:
            time.sleep(0.05)
        assert found("*/*/a.docx")
        lost.close()
        while found("*/*") and time.monotonic() < until:
            time.sleep(0.05)
        assert found("*/*") == []
        with httpx.Client(base_url=address, timeout=SECONDS) as client:
            assert client.get("/api/v1/uploads").json() == []
            assert send(client, word_file())["state"] == "ready"


def test_the_record_of_changes_holds_no_question(place: Place):
    client = place.client()
    client.post("/api/v1/ask", json={"question": "Một câu hỏi riêng về đường thôn"})
    send(client, word_file())
    client.post("/api/v1/documents/duong/card", json={"card": {"status": "Còn hiệu lực"}})
    (change,) = settled(client)
    assert set(change) == {
        "id", "at", "who", "kind", "document", "title", "undoes", "outcome", "problem", "undoable",
    }  # fmt: skip
    assert "câu hỏi riêng" not in json.dumps(change, ensure_ascii=False)
    assert b"ri\xc3\xaang" not in (place.folder / "added" / "journal.sqlite3").read_bytes()
