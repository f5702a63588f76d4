from __future__ import annotations

import itertools
import json
import logging
import re
import stat
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.datastructures import Headers
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from assistant import PolicyAssistant
from assistant.cli import main
from assistant.errors import SettingsError
from assistant.server.access import COOKIE, Access, ExposedError, check_exposure
from assistant.server.application import create_site, protect
from assistant.server.connections import HEAD_BYTES, HEAD_SECONDS
from assistant.server.keys import KeyFileError, KeyStore, UnknownKeyError
from assistant.server.limits import Limiter
from assistant.server.shield import BODY_BYTES
from assistant.settings import Settings
from tests.serving_helpers import connect, running

HERE = "http://127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - it is refused
PAGE = {"Accept": "text/html,application/xhtml+xml"}
QUESTION = {"question": "Công an thành phố làm gì?"}
PORTAL = "https://portal.example"

Make = Callable[..., TestClient]


@pytest.fixture(scope="module")
def site(assistant: PolicyAssistant, corpus_settings: Settings) -> ASGIApp:
    """Page, documents and API, built once; they do not know who may reach them."""
    return create_site(assistant, corpus_settings)


@pytest.fixture
def make(site: ASGIApp, corpus_settings: Settings, tmp_path: Path) -> Make:
    """Makes a client of a server with these settings; `peer` is the address that it connects from."""

    def open_client(*, peer: str = "127.0.0.1", here: str = HERE, **settings: Any) -> TestClient:
        given = {"keys_file": tmp_path / "keys.json", "off_file": tmp_path / "off"} | settings
        app = protect(site, Settings.model_validate(corpus_settings.model_dump() | given))
        return TestClient(app, base_url=here, client=(peer, 50000), follow_redirects=False)

    return open_client


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore(tmp_path / "keys.json")


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def code(response: Any) -> str:
    return str(response.json()["error"]["code"])


class TestKeyStore:
    def test_a_key_is_found_until_it_is_revoked(self, store: KeyStore) -> None:
        key, token = store.create("Cổng thông tin")
        other, _ = store.create("Sở Nội vụ")
        assert store.find(token) == key
        assert [kept.name for kept in store.all()] == ["Cổng thông tin", "Sở Nội vụ"]
        assert store.revoke(key.id).state == "revoked"
        assert store.find(token) is None
        assert [kept.state for kept in store.all()] == ["revoked", "valid"]
        assert other.state == "valid"

    def test_the_file_holds_no_key_and_only_its_owner_reads_it(self, store: KeyStore) -> None:
        _, token = store.create("x")
        kept = store.path.read_text(encoding="utf-8")
        secret = token.split("_", 2)[2]
        assert len(secret) == 43  # 256 bits
        assert secret not in kept
        assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
        assert {path.name for path in store.path.parent.iterdir()} == {"keys.json", "keys.json.lock"}

    def test_anything_but_the_key_is_none(self, store: KeyStore) -> None:
        _, token = store.create("x")
        _, identifier, secret = token.split("_", 2)
        others = [token[:-1], token + "x", token[1:], f"pb_{identifier}_{secret}", f"pa_{identifier}"]
        others += [f"pa_{identifier}_", f"pa__{secret}", secret, "", "pa_", "_", "ế"]
        assert [other for other in others if store.find(other)] == []

    def test_a_key_ends_when_its_days_are_over(self, store: KeyStore) -> None:
        key, token = store.create("x", days=1)
        assert store.find(token) == key
        rows = json.loads(store.path.read_text())
        rows["keys"][0]["expires"] = "2020-01-01T00:00:00Z"
        store.path.write_text(json.dumps(rows))
        assert store.find(token) is None
        assert store.all()[0].state == "expired"

    def test_another_process_sees_every_change(self, store: KeyStore) -> None:
        other = KeyStore(store.path)
        key, token = store.create("x")
        assert other.find(token) == key
        store.revoke(key.id)
        assert other.find(token) is None

    def test_unknown_ids_and_damaged_files_are_told(self, store: KeyStore) -> None:
        with pytest.raises(UnknownKeyError):
            store.revoke("nope")
        for damaged in ("", "{", "[]", '{"keys": [{}]}', '{"keys": [{"id": 1}]}'):
            store.path.write_text(damaged)
            with pytest.raises(KeyFileError):
                store.find("pa_00000000_x")
            with pytest.raises(KeyFileError):
                store.create("y")
            assert store.path.read_text() == damaged


class TestKeyCommands:
    def test_create_list_revoke(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("ASSISTANT_KEYS_FILE", str(tmp_path / "folder" / "keys.json"))
        assert main(["keys", "create", "Cổng thông tin", "--days", "30", "--role", "editor"]) == 0
        shown = capsys.readouterr()
        token = shown.out.strip()
        assert re.fullmatch(r"pa_[0-9a-f]{8}_[\w-]{43}", token)
        assert "not shown again" in shown.err
        assert main(["keys", "list", "--json"]) == 0
        listed = capsys.readouterr().out
        (row,) = json.loads(listed)
        assert (row["name"], row["state"]) == ("Cổng thông tin", "valid")
        assert token not in listed
        assert main(["keys", "revoke", row["id"]]) == 0
        assert KeyStore(tmp_path / "folder" / "keys.json").find(token) is None
        capsys.readouterr()
        assert main(["keys", "revoke", "nope"]) == 2
        assert capsys.readouterr().err.startswith("error: there is no key nope\nhint: ")


class TestExposure:
    @pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
    def test_this_machine_needs_no_choice(self, host: str) -> None:
        check_exposure(host, Settings())

    @pytest.mark.parametrize("host", [EVERYWHERE, "::", "192.168.1.5", "10.0.0.1", "server.example", ""])
    def test_anything_wider_is_refused_without_a_choice(self, host: str) -> None:
        with pytest.raises(ExposedError):
            check_exposure(host, Settings())
        for access in ("keys", "public"):
            check_exposure(host, Settings(access=access))
        check_exposure(host, Settings(access="proxy", trusted_proxies=("10.0.0.0/24",)))

    def test_the_command_refuses_before_anything_else(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["serve", "--host", EVERYWHERE, "--port", "0"]) == 2
        said = capsys.readouterr().err.splitlines()
        assert said[0].startswith("error: 0.0.0.0 is reached from other machines")
        assert "ASSISTANT_ACCESS" in said[1]

    @pytest.mark.parametrize(
        "settings",
        [
            {"access": "proxy"},
            {"access": "proxy", "trusted_proxies": "10.0.0.300"},
            {"access": "public", "trusted_proxies": "10.0.0.1/8"},
        ],
    )
    def test_proxies_are_addresses(self, settings: dict[str, Any]) -> None:
        with pytest.raises(SettingsError):
            check_exposure("127.0.0.1", Settings(**settings))

    @pytest.mark.parametrize(
        "settings",
        [
            {"allowed_origins": "portal.example"},
            {"allowed_origins": "*"},
            {"frame_ancestors": "https://portal.example/page"},
            {"frame_ancestors": "https://portal.example;script-src"},
            {"client_rate": "often"},
            {"total_rate": "12/fortnight"},
        ],
    )
    def test_origins_and_rates_are_checked_at_the_start(self, make: Make, settings: dict[str, Any]) -> None:
        with pytest.raises(SettingsError):
            make(**settings)


class TestLocal:
    @pytest.mark.parametrize("here", ["http://127.0.0.1:7860", "http://localhost:7860", "http://[::1]:7860"])
    def test_this_machine_is_let_in(self, make: Make, here: str) -> None:
        assert make(here=here).get("/api/v1/documents").status_code == 200

    @pytest.mark.parametrize(
        "headers",
        [
            {"Host": "assistant.example"},
            {"Host": "127.0.0.1.nip.example"},
            {"Host": "192.168.1.5:7860"},
            {"X-Forwarded-For": "203.0.113.7"},
            {"Forwarded": "for=203.0.113.7"},
            {"Via": "1.1 proxy"},
        ],
    )
    def test_other_names_of_ours_and_proxies_are_refused(self, make: Make, headers: dict[str, str]) -> None:
        client = make()
        refused = client.get("/api/v1/documents", headers=headers)
        assert (refused.status_code, code(refused)) == (403, "local_only")
        page = client.get("/", headers=headers | PAGE)
        assert page.status_code == 403
        assert "ASSISTANT_ACCESS" in page.text


class TestKeys:
    def test_api_page_documents_and_gradio_need_one(self, make: Make) -> None:
        client = make(access="keys", here="https://assistant.example", peer="203.0.113.7")
        for method, path in [
            ("GET", "/"),
            ("GET", "/config"),
            ("GET", "/api/v1/documents"),
            ("GET", "/api/v1/openapi.json"),
            ("GET", "/api/v1/nothing"),
            ("POST", "/api/v1/ask"),
            ("GET", "/documents/hue-1002"),
            ("POST", "/gradio_api/queue/join"),
            ("GET", "/gradio_api/queue/data"),
            ("GET", "/gradio_api/heartbeat/x"),
            ("GET", "/assets/x.js"),
            ("GET", "/page/page.js"),
            ("GET", "/theme.css"),
        ]:
            refused = client.request(method, path)
            assert (refused.status_code, code(refused)) == (401, "sign_in_needed"), path
            assert refused.headers["www-authenticate"] == "Bearer"
        assert client.get("/health/live").status_code == 200
        assert client.get("/api/v1/health/ready").status_code == 200

    def test_wrong_missing_and_revoked_keys_are_refused_and_valid_ones_serve(
        self, make: Make, store: KeyStore
    ) -> None:
        client = make(access="keys", here="https://assistant.example")
        key, token = store.create("x")
        for headers in (
            {},
            bearer(""),
            bearer("pa_12345678_wrong"),
            bearer(token[:-1]),
            {"Authorization": token},
        ):
            assert client.post("/api/v1/ask", json=QUESTION, headers=headers).status_code == 401
        answered = client.post("/api/v1/ask", json=QUESTION, headers=bearer(token))
        assert answered.status_code == 200
        assert answered.json()["citations"]
        store.revoke(key.id)
        assert client.post("/api/v1/ask", json=QUESTION, headers=bearer(token)).status_code == 401

    def test_a_damaged_file_lets_nobody_in(self, make: Make, store: KeyStore) -> None:
        client = make(access="keys")
        _, token = store.create("x")
        store.path.write_text("{")
        refused = client.get("/api/v1/documents", headers=bearer(token))
        assert (refused.status_code, code(refused)) == (503, "keys_unavailable")

    def test_a_browser_signs_in_and_out(self, make: Make, store: KeyStore) -> None:
        client = make(access="keys", here="https://assistant.example")
        _, token = store.create("x")
        shown = client.get("/documents/hue-1002?print=1", headers=PAGE)
        assert shown.status_code == 401
        assert 'action="../sign-in"' in shown.text
        assert 'name="following" value="documents/hue-1002?print=1"' in shown.text
        assert "form-action 'self'" in shown.headers["content-security-policy"]
        wrong = client.post("/sign-in", data={"key": "pa_1_x", "following": "documents/hue-1002"})
        assert wrong.status_code == 401
        assert "Khóa không đúng" in wrong.text
        assert "set-cookie" not in wrong.headers
        right = client.post("/sign-in", data={"key": f" {token} ", "following": "documents/hue-1002?print=1"})
        assert (right.status_code, right.headers["location"]) == (303, "./documents/hue-1002?print=1")
        cookie = right.headers["set-cookie"]
        assert cookie.startswith(f"{COOKIE}={token}; Path=/; ")
        assert {"HttpOnly", "Secure", "SameSite=Lax"} <= set(cookie.split("; "))
        client.cookies.set(COOKIE, token)
        assert client.get("/", headers=PAGE).status_code == 200
        assert client.get("/documents/hue-1002", headers=PAGE).status_code == 200
        assert client.post("/api/v1/ask", json=QUESTION).status_code == 200
        out = client.post("/sign-out")
        assert "Max-Age=0" in out.headers["set-cookie"]

    def test_in_the_frame_of_a_portal_the_cookie_is_partitioned(self, make: Make, store: KeyStore) -> None:
        client = make(access="keys", here="https://assistant.example", frame_ancestors=PORTAL)
        _, token = store.create("x")
        cookie = client.post("/sign-in", data={"key": token}).headers["set-cookie"]
        assert {"Secure", "SameSite=None", "Partitioned"} <= set(cookie.split("; "))

    @pytest.mark.parametrize(
        "following",
        ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "a\r\nX: y"],
    )
    def test_signing_in_leads_nowhere_else(self, make: Make, store: KeyStore, following: str) -> None:
        client = make(access="keys")
        _, token = store.create("x")
        location = client.post("/sign-in", data={"key": token, "following": following}).headers["location"]
        assert httpx.URL("http://127.0.0.1/sign-in").join(location).host == "127.0.0.1"
        assert location.startswith("./")

    def test_other_sites_cannot_use_the_cookie(self, make: Make, store: KeyStore) -> None:
        client = make(access="keys", allowed_origins=PORTAL)
        client.cookies.set(COOKIE, store.create("x")[1])
        evil = client.post("/api/v1/ask", json=QUESTION, headers={"Origin": "https://evil.example"})
        assert (evil.status_code, code(evil)) == (403, "foreign_origin")
        allowed = client.post("/api/v1/ask", json=QUESTION, headers={"Origin": PORTAL})
        assert "access-control-allow-credentials" not in allowed.headers

    def test_guessing_is_limited(self, make: Make) -> None:
        client = make(access="keys", client_rate="5/minute")
        guesses = [client.get("/api/v1/documents", headers=bearer(f"pa_0_{n}")) for n in range(7)]
        assert [guess.status_code for guess in guesses] == [401] * 5 + [429] * 2
        assert client.post("/sign-in", data={"key": "x"}).status_code == 429


BEHIND_PROXY = {
    "access": "proxy",
    "trusted_proxies": "10.0.0.5, 10.1.0.0/16",
    "here": "https://assistant.example",
}


class TestProxy:
    @pytest.mark.parametrize("peer", ["10.0.0.5", "10.1.2.3", "::ffff:10.0.0.5"])
    def test_the_user_of_a_known_proxy_is_let_in(self, make: Make, peer: str) -> None:
        client = make(peer=peer, **BEHIND_PROXY)
        for path in ("/", "/api/v1/documents", "/documents/hue-1002"):
            assert client.get(path, headers={"X-Remote-User": "lan.nguyen"}).status_code == 200

    def test_without_a_name_or_with_two_nobody_is(self, make: Make) -> None:
        client = make(peer="10.0.0.5", **BEHIND_PROXY)
        for headers in (
            [],
            [("X-Remote-User", "")],
            [("X-Remote-User", "a"), ("X-Remote-User", "b")],
            [("X-Remote-User", "a" * 201)],
            [("X_Remote_User", "a")],
        ):
            refused = client.get("/api/v1/documents", headers=headers)
            assert (refused.status_code, code(refused)) == (401, "sign_in_needed")
            assert "www-authenticate" not in refused.headers

    def test_the_header_of_anyone_else_is_worth_nothing(self, make: Make) -> None:
        client = make(peer="203.0.113.7", **BEHIND_PROXY)
        headers = {"X-Remote-User": "lan.nguyen", "X-Forwarded-For": "10.0.0.5"}
        refused = client.get("/api/v1/documents", headers=headers)
        assert (refused.status_code, code(refused)) == (403, "not_through_proxy")
        assert client.get("/gradio_api/heartbeat/x", headers=headers).status_code == 403

    def test_another_header_can_be_set(self, make: Make) -> None:
        client = make(peer="10.0.0.5", user_header="X-Auth-Request-Email", **BEHIND_PROXY)
        assert client.get("/api/v1/documents", headers={"X-Remote-User": "a"}).status_code == 401
        assert client.get("/api/v1/documents", headers={"X-Auth-Request-Email": "a"}).status_code == 200


class TestAddress:
    @pytest.mark.parametrize(
        ("peer", "forwarded", "count", "address"),
        [
            ("203.0.113.7", ["1.2.3.4"], 1, "203.0.113.7"),  # not a proxy of ours: its words are its own
            ("10.0.0.5", [], 1, "10.0.0.5"),
            ("10.0.0.5", ["198.51.100.1"], 1, "198.51.100.1"),
            ("10.0.0.5", ["6.6.6.6, 198.51.100.1"], 1, "198.51.100.1"),  # the left one was sent by the client
            ("10.0.0.5", ["6.6.6.6", "198.51.100.1"], 1, "198.51.100.1"),
            ("10.0.0.5", ["6.6.6.6, 198.51.100.1, 10.0.0.9"], 2, "198.51.100.1"),
            ("10.0.0.5", ["198.51.100.1"], 2, "10.0.0.5"),
            ("10.0.0.5", ["nonsense"], 1, "10.0.0.5"),
            ("10.0.0.5", ["198.51.100.1:4711"], 1, "198.51.100.1"),
            ("10.0.0.5", ["[2001:db8:1:2:3::4]:4711"], 1, "2001:db8:1:2::/64"),
            ("2001:db8:1:2::9", [], 1, "2001:db8:1:2::/64"),
            ("::ffff:198.51.100.1", [], 1, "198.51.100.1"),
        ],
    )
    def test_it_is_counted_from_the_right(
        self, peer: str, forwarded: list[str], count: int, address: str
    ) -> None:
        access = Access(Settings(access="public", trusted_proxies=("10.0.0.5",), proxy_count=count))
        headers = Headers(raw=[(b"x-forwarded-for", value.encode()) for value in forwarded])
        assert access.address(headers, peer) == f"address {address}"


class TestLimits:
    def test_past_the_limit_there_is_429_with_retry_after(self, make: Make) -> None:
        client = make(client_rate="3/minute")
        answers = [client.get("/api/v1/documents") for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert code(answers[-1]) == "rate_limited"
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        page = client.get("/", headers=PAGE)
        assert page.status_code == 429
        assert "Quá nhiều yêu cầu" in page.text
        assert "frame-ancestors" in page.headers["content-security-policy"]

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("POST", "/gradio_api/queue/join"),
            ("GET", "/gradio_api/queue/data"),
            ("GET", "/gradio_api/heartbeat/x"),
            ("GET", "/documents/hue-1002"),
            ("POST", "/api/v1/ask"),
            ("GET", "/"),
        ],
    )
    def test_every_route_that_works_counts(self, make: Make, method: str, path: str) -> None:
        client = make(client_rate="1/hour")
        assert client.get("/api/v1/documents").status_code == 200
        assert client.request(method, path).status_code == 429

    def test_files_and_probes_do_not_count(self, make: Make) -> None:
        client = make(client_rate="1/hour")
        paths = ["/health/live", "/health/ready", "/page/page.js", "/en/page/page.css", "/en/favicon.ico"]
        for path in itertools.chain(paths, paths):
            assert client.get(path).status_code == 200, path

    def test_clients_are_counted_apart_and_together(self) -> None:
        limiter = Limiter(Settings(client_rate="3/minute", total_rate="5/minute"))
        assert [limiter.wait("a") > 0 for _ in range(9)] == [False] * 3 + [True] * 6
        # What was refused to the first took nothing from the rest.
        assert [limiter.wait("b") > 0 for _ in range(3)] == [False, False, True]
        assert limiter.wait("c") > 0

    def test_strangers_take_nothing_from_holders_of_a_key(self, make: Make, store: KeyStore) -> None:
        client = make(access="keys", total_rate="3/minute")
        _, token = store.create("x")
        for _ in range(5):
            assert client.get("/api/v1/documents").status_code == 401
            assert client.get("/sign-in").status_code == 200
        served = [client.get("/api/v1/documents", headers=bearer(token)).status_code for _ in range(4)]
        assert served == [200, 200, 200, 429]

    def test_many_behind_one_proxy_are_told_apart(self, make: Make) -> None:
        client = make(
            access="public",
            peer="10.0.0.5",
            trusted_proxies="10.0.0.5",
            client_rate="1/hour",
            here="https://a.example",
        )
        statuses = [
            client.get("/api/v1/documents", headers={"X-Forwarded-For": f"6.6.6.{n}, {address}"}).status_code
            for n, address in enumerate(["198.51.100.1", "198.51.100.2", "198.51.100.1"])
        ]
        assert statuses == [200, 200, 429]

    def test_no_rate_is_no_limit(self, make: Make) -> None:
        client = make(client_rate="", total_rate="")
        assert {client.get("/api/v1/health/live").status_code for _ in range(20)} == {200}
        limiter = Limiter(Settings(client_rate="", total_rate=""))
        assert not any(limiter.wait("a") for _ in range(5000))


class TestOffSwitch:
    def test_a_file_switches_everything_off_and_on_again(self, make: Make, tmp_path: Path) -> None:
        client = make()
        assert client.post("/api/v1/ask", json=QUESTION).status_code == 200
        off = tmp_path / "off"
        off.write_text("Bảo trì đến 14 giờ. <script>alert(1)</script>", encoding="utf-8")
        for method, path in [
            ("POST", "/api/v1/ask"),
            ("GET", "/"),
            ("GET", "/config"),
            ("POST", "/gradio_api/queue/join"),
            ("GET", "/documents/hue-1002"),
            ("GET", "/health/ready"),
        ]:
            refused = client.request(method, path)
            assert (refused.status_code, code(refused)) == (503, "switched_off"), path
            assert refused.headers["retry-after"] == "60"
            assert refused.json()["error"]["message"].startswith("Bảo trì đến 14 giờ.")
        page = client.get("/", headers=PAGE)
        assert page.status_code == 503
        assert "<title>Trợ lý đang tạm dừng</title>" in page.text
        assert "Bảo trì đến 14 giờ. &lt;script&gt;" in page.text
        assert client.get("/health/live").json() == {"status": "live"}
        off.write_text("")
        assert "Trợ lý đang tạm dừng hoạt động" in client.get("/", headers=PAGE).text
        off.unlink()
        assert client.post("/api/v1/ask", json=QUESTION).status_code == 200

    def test_a_folder_of_that_name_switches_off_too(self, make: Make, tmp_path: Path) -> None:
        client = make()
        (tmp_path / "off").mkdir()
        assert client.get("/api/v1/documents").status_code == 503

    def test_its_place_is_the_index_folder_unless_set(self, corpus_settings: Settings) -> None:
        from assistant.server.admission import OffSwitch

        assert OffSwitch(corpus_settings).notice() is None
        switch = corpus_settings.index_path() / "off"
        try:
            switch.touch()
            assert OffSwitch(corpus_settings).notice()
        finally:
            switch.unlink()


class TestOrigins:
    def test_pages_of_allowed_origins_may_call_the_api_alone(self, make: Make) -> None:
        client = make(allowed_origins=f"{PORTAL}, https://other.example")
        asked = client.post("/api/v1/ask", json=QUESTION, headers={"Origin": PORTAL})
        assert asked.status_code == 200
        assert asked.headers["access-control-allow-origin"] == PORTAL
        assert "Origin" in asked.headers["vary"]
        page = client.get("/config", headers={"Origin": PORTAL})
        assert "access-control-allow-origin" not in page.headers
        assert client.post("/gradio_api/queue/join", json={}, headers={"Origin": PORTAL}).status_code == 403

    def test_preflight(self, make: Make) -> None:
        client = make(access="keys", allowed_origins=PORTAL)
        wanted = {
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization, content-type",
        }
        allowed = client.options("/api/v1/ask", headers=wanted | {"Origin": PORTAL})
        assert allowed.status_code == 200
        assert allowed.headers["access-control-allow-origin"] == PORTAL
        evil = client.options("/api/v1/ask", headers=wanted | {"Origin": "https://evil.example"})
        assert evil.status_code == 403
        assert "access-control-allow-origin" not in evil.headers

    @pytest.mark.parametrize(
        "origin",
        ["https://evil.example", "null", "http://portal.example", "https://portal.example.evil.example"],
    )
    def test_others_may_neither_write_nor_read(self, make: Make, origin: str) -> None:
        client = make(allowed_origins=PORTAL)
        sent = client.post("/api/v1/ask", json=QUESTION, headers={"Origin": origin})
        assert (sent.status_code, code(sent)) == (403, "foreign_origin")
        read = client.get("/api/v1/documents", headers={"Origin": origin})
        assert not [name for name in read.headers if name.startswith("access-control-")]

    def test_frames_are_for_the_origins_that_are_set(self, make: Make) -> None:
        own = make().get("/")
        assert own.headers["content-security-policy"].endswith("frame-ancestors 'self'")
        assert own.headers["x-frame-options"] == "SAMEORIGIN"
        client = make(frame_ancestors=f"{PORTAL} https://other.example/")
        framed = client.get("/")
        assert framed.headers["content-security-policy"].endswith(
            f"frame-ancestors 'self' {PORTAL} https://other.example"
        )
        assert "x-frame-options" not in framed.headers


@pytest.fixture(scope="module")
def address(site: ASGIApp, corpus_settings: Settings) -> Iterator[str]:
    with running(protect(site, corpus_settings), corpus_settings) as address:
        yield address


def head_of(size: int, path: str) -> bytes:
    """The first line and one header, without an end: so many bytes."""
    head = b"GET " + path.encode() + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "
    return head + b"a" * (size - len(head))


class TestServer:
    """What only sockets show."""

    def test_a_slow_request_is_let_go(self, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        assert HEAD_SECONDS <= 10
        monkeypatch.setattr("assistant.server.connections.HEAD_SECONDS", 0.5)
        started = time.monotonic()
        with connect(address) as slow, connect(address) as silent:
            slow.sendall(b"POST /api/v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            with pytest.raises((BrokenPipeError, ConnectionResetError)):  # noqa: PT012 - the loop is the attack
                for _ in range(100):
                    slow.sendall(b"X-A: b\r\n")
                    time.sleep(0.05)
            assert silent.recv(1) == b""
        assert time.monotonic() - started < 4
        assert httpx.get(f"{address}/health/live").status_code == 200

    def test_a_slow_body_is_let_go(self, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("assistant.server.shield.BODY_SECONDS", 0.3)
        with connect(address) as slow:
            slow.sendall(b"POST /api/v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{")
            assert slow.recv(4096).startswith(b"HTTP/1.1 408 ")

    def test_a_request_after_a_pause_is_answered(self, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("assistant.server.connections.HEAD_SECONDS", 0.3)
        request = b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        with connect(address) as patient:
            for _ in range(2):
                patient.sendall(request)
                assert b'{"status":"live"}' in patient.recv(4096)
                time.sleep(0.6)

    @pytest.mark.parametrize(
        "sent",
        [
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
        ],
    )
    def test_what_is_no_request_is_refused(self, address: str, sent: bytes) -> None:
        with connect(address) as strange:
            strange.sendall(sent)
            refused = strange.recv(4096)
        assert refused.startswith(b"HTTP/1.1 400 ")
        assert json.loads(refused.partition(b"\r\n\r\n")[2])["error"]["code"] == "bad_request"

    @pytest.mark.parametrize("ended", [b"", b"\r\n\r\n"], ids=["unfinished", "whole"])
    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/health/live",
            "/gradio_api/queue/data?session_hash=a",
            "/en/gradio_api/queue/join",
            "/widget",
            "/api/v1/ask",
        ],
    )
    @pytest.mark.parametrize("size", [HEAD_BYTES + 1, 100_000])
    def test_a_head_that_is_too_long_is_refused_before_anything_reads_it(
        self, address: str, caplog: pytest.LogCaptureFixture, path: str, ended: bytes, size: int
    ) -> None:
        caplog.set_level(logging.INFO)
        with connect(address) as long:
            long.sendall(head_of(size - len(ended), path) + ended)
            refused = long.recv(4096)
        assert refused.startswith(b"HTTP/1.1 431 ")
        assert b"\r\nx-request-id: " in refused.lower()
        assert json.loads(refused.partition(b"\r\n\r\n")[2])["error"]["code"] == "head_too_large"
        assert [record.name for record in caplog.records if record.name.startswith("assistant")] == []

    def test_a_head_of_the_longest_size_and_many_small_headers(self, address: str) -> None:
        with connect(address) as client:
            client.sendall(head_of(HEAD_BYTES - 4, "/health/live") + b"\r\n\r\n")
            assert client.recv(4096).startswith(b"HTTP/1.1 200 ")
            many = b"".join(b"X-%d: %s\r\n" % (number, b"a" * 80) for number in range(200))
            client.sendall(b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n" + many + b"\r\n")
            assert client.recv(4096).startswith(b"HTTP/1.1 431 ")

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_the_queue_tells_what_it_does_not_know_without_a_traceback(
        self, address: str, caplog: pytest.LogCaptureFixture, prefix: str
    ) -> None:
        caplog.set_level(logging.INFO)
        queue = f"{address}{prefix}/gradio_api"
        nobody, event = {"session_hash": "nobody"}, {"session_hash": "nobody", "data": []}
        for query in (nobody, {"session_hash": ""}, {}):
            unknown = httpx.get(f"{queue}/queue/data", params=query)
            assert (unknown.status_code, code(unknown)) == (404, "unknown_session")
        for index in (99_999, "99999"):
            unknown = httpx.post(f"{queue}/queue/join", json=event | {"fn_index": index})
            assert (unknown.status_code, code(unknown)) == (404, "unknown_event")
        bodies: list[Any] = [event, event | {"fn_index": [1]}, [], "x"]
        for body in bodies:
            assert httpx.post(f"{queue}/queue/join", json=body).status_code in (400, 422)
        cancelled = httpx.post(f"{queue}/cancel", json=nobody | {"fn_index": 1, "event_id": "none"})
        assert cancelled.json() == {"success": True}
        assert [record for record in caplog.records if record.levelno > logging.INFO or record.exc_info] == []

    def test_no_event_of_the_page_fetches_an_address_it_is_given(self, address: str) -> None:
        """Gradio takes files by their address in many places; none of the page's events may follow one."""
        fetched: list[bytes] = []

        class Trap(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                fetched.append(self.path.encode())

        with ThreadingHTTPServer((HERE.removeprefix("http://"), 0), Trap) as trap:
            threading.Thread(target=trap.serve_forever, daemon=True).start()
            link = f"{HERE}:{trap.server_address[1]}/x.png"
            file = {"path": link, "url": link, "orig_name": "x.png", "meta": {"_type": "gradio.FileData"}}
            with httpx.Client(base_url=address, timeout=30) as client:
                for event in client.get("/config").json()["dependencies"]:
                    for value in (file, [file], {"text": link, "files": [file]}, link):
                        body = {
                            "data": [value] * len(event["inputs"]),
                            "fn_index": event["id"],
                            "session_hash": f"trap{event['id']}",
                        }
                        if client.post("/gradio_api/queue/join", json=body).status_code == 200:
                            query = {"session_hash": body["session_hash"]}
                            with client.stream("GET", "/gradio_api/queue/data", params=query) as events:
                                assert any("process_completed" in line for line in events.iter_lines())
            trap.shutdown()
        assert fetched == []

    def test_a_large_body_is_refused(self, address: str) -> None:
        body = b'{"question": "' + b"a" * 1_000_000 + b'"}'
        for content in (body, iter([body])):
            refused = httpx.post(f"{address}/api/v1/ask", content=content)
            assert (refused.status_code, code(refused)) == (413, "too_large")
        assert len(body) > BODY_BYTES

    def test_a_client_that_leaves_in_the_middle_stops_nothing(self, address: str) -> None:
        asked = {"question": "So sánh mục tiêu của Huế và Cần Thơ đến năm 2030"}
        for _ in range(5):
            with (
                httpx.Client() as client,
                client.stream(
                    "POST", f"{address}/api/v1/ask", json=asked, headers={"Accept": "text/event-stream"}
                ) as events,
            ):
                assert next(events.iter_lines()) == "event: retrieved"
        body = json.dumps(asked).encode()
        head = (
            "POST /api/v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        for _ in range(5):
            with connect(address) as gone:
                gone.sendall(head.encode() + body)
        assert httpx.post(f"{address}/api/v1/ask", json=asked, timeout=30).status_code == 200
