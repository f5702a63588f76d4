"""Documents that named roles alone may see, tried on every route as somebody who may not, and as those who may."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assistant import PolicyAssistant
from assistant.indexing import build
from assistant.server import create_app
from assistant.server.keys import KeyStore
from assistant.server.page.mounting import LANGUAGES
from assistant.settings import Settings
from tests.serving_helpers import running

OPEN = """KẾ HOẠCH
Sửa đường thôn xã An Lạc năm 2027

I. MỤC TIÊU
1. Tỷ lệ đường thôn được sửa đạt 70% vào năm 2027.
2. Bắc hai cây cầu.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế chủ trì sửa đường, báo cáo trước ngày 30/11/2027.
"""
RESTRICTED = """KẾ HOẠCH
Chi ngân sách khu Bạch Mã năm 2027

I. MỤC TIÊU
1. Tỷ lệ giải ngân khu Bạch Mã đạt 93% vào năm 2027.
2. Dành 45 tỷ đồng mua sắm kính thiên văn.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Tài vụ chủ trì mua sắm kính thiên văn, báo cáo trước ngày 15/10/2027.
"""
MARKS = ("Bạch Mã", "bạch mã", "kính thiên văn", "Phòng Tài vụ", "kin-2027", "93%", "45 tỷ")
OLD_MARK = "kính lúp"  # in the version that was replaced
WORDS = {"question": "Tỷ lệ giải ngân khu Bạch Mã năm 2027 là bao nhiêu?"}
# Every operation of the API that gives something of documents: what is sent to it.
READING: dict[tuple[str, str], list[dict[str, Any]]] = {
    ("post", "/ask"): [
        {"json": WORDS}, {"json": {"question": "Phòng Tài vụ làm gì?"}}, {"json": {"question": "Có những văn bản nào?"}},
    ],
    ("post", "/search"): [{"json": {"query": "mua sắm kính thiên văn", "k": 50}}],
    ("get", "/search"): [{"params": {"query": "giải ngân", "k": 50}}],
    ("get", "/targets"): [{}, {"params": {"text": "giải ngân"}}],
    ("get", "/responsibilities"): [{}],
    ("get", "/deadlines"): [{}],
    ("get", "/compare"): [{"params": {"documents": ["mo-2027"]}}, {"params": {"documents": ["mo-2027", "kin-2027"]}}],
    ("get", "/documents"): [{}],
    ("get", "/documents/{document_id}"): [{}],
    ("post", "/outlines"): [
        {"json": {"kind": "plan", "parts": [{"heading": "A", "clauses": [{"document": "kin-2027", "clause": "i.1"}]}]}},
    ],
    ("get", "/health/ready"): [{}],
    ("get", "/health/live"): [{}],
    ("get", "/me"): [{}],
    ("get", "/conversations"): [{}],
    ("post", "/conversations/{conversation}/turns"): [{"json": {"title": "a", "turn": {}}}],
    ("post", "/conversations/{conversation}/title"): [{"json": {"title": "a"}}],
    ("post", "/conversations/{conversation}/delete"): [{"json": {}}],
    ("post", "/answers/{request_id}/suggestions"): [{"json": {}}],
    ("post", "/answers/{request_id}/feedback"): [{"json": {"verdict": "right"}}],
}  # fmt: skip
PAGES = [
    f"{prefix}{path}"
    for prefix in ("", *(f"/{language}" for language in LANGUAGES[1:]))
    for path in (
        "/documents/kin-2027", "/documents/kin-2027?version=OLD", "/documents/kin-2027/changes?since=OLD",
        "/documents/kin-2027/file", "/documents/kin-2027/original", "/documents/kin-2027/pages/1",
        "/exports/targets.csv", "/exports/responsibilities.csv", "/exports/deadlines.csv",
        "/exports/comparison.csv?documents=mo-2027&documents=kin-2027", "/exports/targets.csv?documents=kin-2027",
        "/", "/config",
    )
] + ["/widget", "/widget?documents=kin-2027"]  # fmt: skip


@dataclass(frozen=True)
class Office:
    """A server with one document for all and one for a role; a client for each kind of person."""

    app: Any
    settings: Settings
    old: str  # the version of the secret document that was replaced
    keys: dict[str, str]

    def client(self, who: str) -> TestClient:
        made = TestClient(self.app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        made.headers["Authorization"] = f"Bearer {self.keys[who]}"
        return made


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    corpus = folder / "corpus"
    corpus.mkdir()
    entries = [
        {"id": "mo-2027", "path": "mo.txt"},
        {"id": "kin-2027", "path": "kin.txt", "seen_by": "Tài chính,  tai-chinh "},
    ]
    (corpus / "manifest.json").write_text(json.dumps({"documents": entries}), encoding="utf-8")
    settings = Settings(
        corpus_dir=corpus,
        index_dir=folder / "index",
        additions_dir=folder / "added",
        feedback_file=folder / "feedback.sqlite3",
        keys_file=folder / "keys.json",
        access="keys",
        reader=False,
        client_rate="",
        total_rate="",
    )
    (corpus / "mo.txt").write_text(OPEN, encoding="utf-8")
    (corpus / "kin.txt").write_text(RESTRICTED.replace("kính thiên văn", OLD_MARK), encoding="utf-8")
    build(settings)
    store = KeyStore(folder / "keys.json")
    keys = {
        "outsider": store.create("Người ngoài", groups=["văn thư"])[1],
        "insider": store.create("Người trong", groups=["TÀI CHÍNH"])[1],
        "editor": store.create("Văn thư", role="editor")[1],
    }
    with PolicyAssistant.open(settings) as assistant:
        (old,) = (document.version for document in assistant.documents() if document.id == "kin-2027")
        (corpus / "kin.txt").write_text(RESTRICTED, encoding="utf-8")
        build(settings)
        yield Office(create_app(assistant, settings), settings, old, keys)


def leaks(answer: Any) -> list[str]:
    """Words of the hidden document in a response."""
    text: str = answer.text
    if answer.headers.get("content-type", "").startswith("application/json"):
        text = json.dumps(answer.json(), ensure_ascii=False)
    return [mark for mark in (*MARKS, OLD_MARK) if mark in text]


def test_every_operation_is_tried_or_is_for_editors(office: Office) -> None:
    paths = office.client("outsider").get("/api/v1/openapi.json").json()["paths"]
    operations = {(method, path) for path, methods in paths.items() for method in methods}
    for method, path in operations - set(READING):
        answer = office.client("outsider").request(
            method, f"/api/v1{path.replace('{', '').replace('}', '')}", json={}
        )
        refused = path.endswith("/{number}/undo") and answer.status_code == 422
        assert answer.status_code == 403 or refused, (method, path)


@pytest.mark.parametrize(("method", "path"), READING)
def test_no_operation_gives_it_away(office: Office, method: str, path: str) -> None:
    client = office.client("outsider")
    for given in READING[method, path]:
        filled = path.replace("{document_id}", "kin-2027").replace("{request_id}", "x")
        answer = client.request(method, f"/api/v1{filled}", **given)
        asked = json.dumps(given, ensure_ascii=False)
        assert [mark for mark in leaks(answer) if mark not in asked] == []
        if "kin-2027" in asked or "kin-2027" in filled:
            assert answer.status_code == 404


def test_it_is_not_known_that_a_document_is_hidden(office: Office) -> None:
    client = office.client("outsider")
    for path in ("/api/v1/documents/{}", "/documents/{}", "/documents/{}/file"):
        hidden, absent = (client.get(path.format(name)) for name in ("kin-2027", "khong-co"))
        assert (hidden.status_code, hidden.text) == (absent.status_code, absent.text)
    assert client.get("/api/v1/health/ready").json()["documents"] == 1
    told = client.post("/api/v1/ask", json=WORDS).json()
    assert (told["outcome"], told["citations"]) == ("not_stated", [])


@pytest.mark.parametrize("page", PAGES)
def test_no_page_gives_it_away(office: Office, page: str) -> None:
    answer = office.client("outsider").get(page.replace("OLD", office.old))
    found = [mark for mark in leaks(answer) if mark != "kin-2027" or "kin-2027" not in page]
    assert found == []
    if page.split("?")[0].count("/kin-2027"):
        assert answer.status_code == 404


@pytest.mark.parametrize("who", ["insider", "editor"])
def test_who_may_see_it_has_all_of_it(office: Office, who: str) -> None:
    client = office.client(who)
    answer = client.post("/api/v1/ask", json=WORDS).json()
    assert [source["document_id"] for source in answer["citations"]] == ["kin-2027"]
    assert "93%" in answer["text"]
    assert {row["id"] for row in client.get("/api/v1/documents").json()} == {"mo-2027", "kin-2027"}
    assert "kính thiên văn" in client.get("/documents/kin-2027").text
    assert OLD_MARK in client.get(f"/documents/kin-2027?version={office.old}").text
    assert "Bạch Mã" in client.get("/exports/targets.csv").text


def test_an_answer_of_somebody_else_leads_nobody_on(office: Office) -> None:
    known = office.client("insider").post("/api/v1/ask", json=WORDS).headers["x-request-id"]
    path = f"/api/v1/answers/{known}/suggestions"
    assert office.client("insider").post(path, json={}).status_code == 200
    assert office.client("outsider").post(path, json={}).status_code == 404


def test_a_stranger_sees_what_is_for_all(office: Office) -> None:
    with PolicyAssistant.open(office.settings) as assistant:
        public = create_app(assistant, office.settings.model_copy(update={"access": "public"}))
        client = TestClient(public, base_url="http://127.0.0.1")
        assert [row["id"] for row in client.get("/api/v1/documents").json()] == ["mo-2027"]


def test_groups_of_a_proxy_count(office: Office) -> None:
    changed = {"access": "proxy", "trusted_proxies": ("127.0.0.1",)}
    with PolicyAssistant.open(office.settings) as assistant:
        app = create_app(assistant, office.settings.model_copy(update=changed))
        client = TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 5000))
        for groups, count in (("", 1), ("van-thu", 1), ("van-thu, Tai-Chinh", 2)):
            headers = {"X-Remote-User": "lan", "X-Remote-Groups": groups}
            assert len(client.get("/api/v1/documents", headers=headers).json()) == count, groups


class TestPage:
    """Every event of the page, over Gradio's queue, as a browser sends it."""

    @contextmanager
    def visiting(self, office: Office, who: str) -> Iterator[httpx.Client]:
        headers = {"Authorization": f"Bearer {office.keys[who]}"}
        with (
            running(office.app, office.settings) as address,
            httpx.Client(base_url=address, headers=headers, timeout=60) as client,
        ):
            yield client

    def heard(self, client: httpx.Client, prefix: str) -> str:
        """What the page answers to its loading and to a question, as one text."""
        config = client.get(f"{prefix}/config").json()
        inputs = {each["id"]: each for each in config["components"]}
        said = [json.dumps(config, ensure_ascii=False)]
        for event in config["dependencies"]:
            loads = any(target[1] == "load" for target in event["targets"])
            asks = any(target[1] == "submit" for target in event["targets"])
            if not loads and not asks:
                continue
            data = [
                WORDS["question"] if inputs[each]["props"].get("elem_id") == "pa-question" else None
                for each in event["inputs"]
            ]
            said.append(self.sent(client, prefix, event["id"], data))
        return "\n".join(said)

    def sent(self, client: httpx.Client, prefix: str, index: int, data: list[Any]) -> str:
        session = secrets.token_hex(8)  # as a browser makes one; who knows another's has what is in it
        body = {
            "data": data,
            "fn_index": index,
            "session_hash": session,
            "event_data": None,
            "trigger_id": None,
        }
        assert client.post(f"{prefix}/gradio_api/queue/join", json=body).status_code == 200
        with client.stream(
            "GET", f"{prefix}/gradio_api/queue/data", params={"session_hash": session}
        ) as stream:
            lines = []
            for line in stream.iter_lines():
                lines.append(
                    json.dumps(json.loads(line[5:]), ensure_ascii=False) if line.startswith("data:") else line
                )
                if '"close_stream"' in line:
                    break
        return "\n".join(lines)

    @pytest.mark.filterwarnings(
        "ignore:'future.no_silent_downcasting' is deprecated"
    )  # set by Gradio, in pandas
    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_its_events_give_nothing_away(self, office: Office, prefix: str) -> None:
        with ExitStack() as stack:
            insider = stack.enter_context(self.visiting(office, "insider"))
            seen = self.heard(insider, prefix)
            assert [mark for mark in ("kin-2027", "93%", "Phòng Tài vụ") if mark not in seen] == []
            headers = {"Authorization": f"Bearer {office.keys['outsider']}"}
            outsider = httpx.Client(base_url=insider.base_url, headers=headers, timeout=60)
            hidden = self.heard(stack.enter_context(outsider), prefix)
        assert "mo-2027" in hidden
        found = [mark for mark in MARKS if mark in hidden.replace(WORDS["question"], "")]
        assert [mark for mark in found if mark not in WORDS["question"]] == []
