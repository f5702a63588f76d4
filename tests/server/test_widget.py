from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from assistant import PolicyAssistant
from assistant.server import create_app
from assistant.server.assets import ASSETS
from assistant.server.keys import KeyStore
from assistant.settings import Settings

PORTAL = "https://portal.example"
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(
    assistant: PolicyAssistant, corpus_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A server that only holders of a key may use, with one portal."""
    keys_file = tmp_path_factory.mktemp("keys") / "keys.json"
    _, token = KeyStore(keys_file).create("x")
    change = {"access": "keys", "keys_file": keys_file, "frame_ancestors": (PORTAL,)}
    app = create_app(assistant, corpus_settings.model_copy(update=change))
    with TestClient(app, base_url="https://assistant.example") as opened:
        opened.headers["Authorization"] = f"Bearer {token}"
        yield opened


class Page(HTMLParser):
    """What of the page the tests look at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.attributes: dict[str, list[dict[str, str | None]]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.setdefault(tag, []).append(dict(attrs))


def settings_of(text: str) -> dict[str, object]:
    (found,) = re.findall(r'<script type="application/json" id="settings">(.*?)</script>', text)
    return dict(json.loads(found))


def test_the_script_and_its_files_need_no_key_and_the_page_does(client: TestClient) -> None:
    stranger = {"Authorization": ""}
    script = client.get("/widget.js", headers=stranger)
    assert script.status_code == 200
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    for path in ("/widget/panel.js", "/widget/panel.css"):
        assert client.get(path, headers=stranger).status_code == 200
    refused = client.get("/widget", headers=stranger | PAGE)
    assert refused.status_code == 401
    assert 'action="sign-in"' in refused.text
    assert client.get("/widget/panel.html").status_code == 404


def test_its_pages_may_stand_in_frames_of_the_portal_and_of_nobody_else(client: TestClient) -> None:
    for headers in (PAGE, PAGE | {"Authorization": ""}):  # the page, and the one to sign in on
        response = client.get("/widget", headers=headers)
        assert response.headers["content-security-policy"].endswith(f"frame-ancestors 'self' {PORTAL}")
        assert "unsafe" not in response.headers["content-security-policy"]
        assert "x-frame-options" not in response.headers


def test_its_policy_allows_what_the_page_holds(client: TestClient) -> None:
    page = Page(client.get("/widget").text)
    assert page.attributes.get("style") is None
    assert not [a for found in page.attributes.values() for a in found if "style" in a or "onclick" in a]
    assert [a.get("src") for a in page.attributes["script"]] == [None, "widget/panel.js"]
    assert [a["href"] for a in page.attributes["link"]] == ["data:,", "widget/panel.css"]


def test_what_the_address_asks_for(client: TestClient, assistant: PolicyAssistant) -> None:
    plain = client.get("/widget").text
    assert '<html lang="vi" data-theme="light">' in plain
    assert len(Page(plain).attributes["button"]) == 4 + 2
    asked = {"language": "en", "theme": "dark", "places": "Huế, Cần Thơ", "documents": "hue-1002"}
    page = client.get("/widget", params=asked).text
    assert '<html lang="en" data-theme="dark">' in page
    assert "Do not enter state secrets" in page
    settings = settings_of(page)
    assert (settings["places"], settings["documents"]) == (["Huế", "Cần Thơ"], ["hue-1002"])
    assert settings["parents"] == [PORTAL]
    assert settings["titles"] == {document.id: document.short_title for document in assistant.documents()}
    assert "suggestion" not in page  # they may be about other places


@pytest.mark.parametrize(
    "asked",
    [
        {"language": "fr"},
        {"theme": '"><script>alert(1)</script>'},
        {"places": "</script><script>alert(1)</script>"},
        {"documents": "a," * 500},
        {"parent": "https://evil.example"},
        {"color": "red;}"},
    ],
)
def test_nonsense_in_the_address_is_harmless(client: TestClient, asked: dict[str, str]) -> None:
    response = client.get("/widget", params=asked)
    assert response.status_code == 200
    page = Page(response.text)
    assert page.attributes["html"] == [{"lang": "vi", "data-theme": "light"}]
    assert len(page.attributes["script"]) == 2
    assert "alert(1)</script>" not in response.text
    assert settings_of(response.text)["parents"] == [PORTAL]
    assert len(settings_of(response.text)["documents"]) <= 10  # type: ignore[arg-type]


def test_the_script_writes_no_html_and_no_inline_style() -> None:
    for name in ("widget.js", "panel.js"):
        script = (ASSETS / name).read_text(encoding="utf-8")
        for risky in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "Function(",
            '"style"',
            "postMessage(*",
        ):
            assert risky not in script, risky
        assert not re.search(r"postMessage\([^)]*['\"]\*['\"]", script)
    assert (ASSETS / "widget.js").stat().st_size < 20_000
