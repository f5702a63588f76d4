"""The scripted chat model: what it sends is what the script says, streamed or whole, and what it got is kept."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator

import httpx
import pytest

from evals.model_server import ModelServer, Reply, Request, Script

QUESTION = {
    "model": "m",
    "messages": [{"role": "system", "content": "luật"}, {"role": "user", "content": "hỏi"}],
}


def ask(server: ModelServer, **fields: object) -> httpx.Response:
    return httpx.post(f"{server.url}/chat/completions", json={**QUESTION, **fields}, timeout=5)


def content(response: httpx.Response) -> str:
    return str(response.json()["choices"][0]["message"]["content"])


def streamed(server: ModelServer, timeout: float = 5) -> Iterator[str]:
    body = {**QUESTION, "stream": True}
    with httpx.stream("POST", f"{server.url}/chat/completions", json=body, timeout=timeout) as response:
        for line in response.iter_lines():
            if line.startswith("data: "):
                yield line.removeprefix("data: ")


def words(events: list[str]) -> str:
    deltas = [json.loads(event)["choices"][0]["delta"] for event in events if event != "[DONE]"]
    return "".join(delta.get("content", "") for delta in deltas)


def test_a_reply_comes_whole_or_in_pieces():
    with ModelServer("Đạt 80%. [1]\n") as server:
        assert content(ask(server)) == "Đạt 80%. [1]\n"
        events = list(streamed(server))
    assert words(events) == "Đạt 80%. [1]\n"
    assert (
        len(events) == 1 + 4 + 1 + 1
    )  # the role, four pieces (the last is the line end), the reason, the end
    assert json.loads(events[-2])["choices"][0]["finish_reason"] == "stop"
    assert events[-1] == "[DONE]"


def test_requests_are_kept():
    with ModelServer("") as server:
        ask(server, temperature=0)
        httpx.post(
            f"{server.url}/chat/completions",
            json={
                "messages": [{"role": "user", "content": [{"type": "text", "text": "phần"}]}],
                "stream": True,
            },
            headers={"Authorization": "Bearer none"},
        )
    first, second = server.requests
    assert (first.prompt, first.streamed, first.body["temperature"]) == ("luật\n\nhỏi", False, 0)
    assert (second.prompt, second.streamed, second.headers["authorization"]) == ("phần", True, "Bearer none")


@pytest.mark.parametrize(
    ("script", "replies"),
    [
        ([Reply("a"), "b"], ["a", "b", "b"]),
        (lambda request: request.messages[-1]["content"].upper(), ["HỎI", "HỎI", "HỎI"]),
        (Reply("x"), ["x", "x", "x"]),
    ],
    ids=["in turn", "by request", "always"],
)
def test_scripts(script: Script, replies: list[str]):
    with ModelServer(script) as server:
        assert [content(ask(server)) for _ in replies] == replies


def test_an_error_has_a_status_a_message_and_its_headers():
    with ModelServer(Reply(status=429, headers={"Retry-After": "7"})) as server:
        response = ask(server)
    assert (response.status_code, response.headers["retry-after"]) == (429, "7")
    assert response.json()["error"]["code"] == 429


def test_garbage_is_sent_as_it_is():
    with ModelServer(Reply(body=b"\xff<html>")) as server:
        assert ask(server).content == b"\xff<html>"
        assert ask(server, stream=True).content == b"\xff<html>"


def test_a_broken_connection_is_an_error_at_the_client():
    with ModelServer(Reply("một hai ba", break_after=2)) as server:
        with pytest.raises(httpx.RemoteProtocolError):
            ask(server)
        stream = streamed(server)
        events = list(itertools.islice(stream, 3))  # the role and two pieces
        with pytest.raises(httpx.RemoteProtocolError):
            next(stream)
    assert words(events) == "một hai"


def test_a_stalled_stream_is_silent_until_the_client_leaves():
    with ModelServer(Reply("một hai ba", stall_after=1)) as server:
        with pytest.raises(httpx.ReadTimeout):
            list(streamed(server, timeout=0.3))
        deadline = time.monotonic() + 5
        while not server.left and time.monotonic() < deadline:
            time.sleep(0.02)
    assert server.left == 1


def test_an_endless_reply_goes_on_until_the_client_has_enough():
    with ModelServer(Reply("la ", endless=True)) as server:
        assert len(list(itertools.islice(streamed(server), 500))) == 500


def test_a_closing_server_ends_what_stalls():
    with ModelServer(Reply("la", stall_after=0)) as server:
        stream = streamed(server, timeout=30)
        next(stream)
        started = time.monotonic()
        server.close()
    with pytest.raises(httpx.RemoteProtocolError):
        list(stream)
    assert time.monotonic() - started < 5


def test_an_answer_that_was_cut_off_says_so_and_the_end_may_be_missing():
    with ModelServer(Reply("dở", finish_reason="length", done=False)) as server:
        assert ask(server).json()["choices"][0]["finish_reason"] == "length"
        events = list(streamed(server))
    assert json.loads(events[-1])["choices"][0]["finish_reason"] == "length"


def test_delays_are_kept():
    with ModelServer(Reply("một hai", first_delay_seconds=0.1, delay_seconds=0.1)) as server:
        started = time.monotonic()
        list(streamed(server))
    assert 0.3 <= time.monotonic() - started < 3


def test_models_are_listed_and_other_paths_are_not_found():
    with ModelServer("", model="kịch-bản") as server:
        assert httpx.get(f"{server.url}/models").json()["data"][0]["id"] == "kịch-bản"
        assert httpx.get(f"{server.url}/x").status_code == 404
        assert httpx.post(f"{server.url}/completions", json={}).status_code == 404
        assert httpx.post(f"{server.url}/chat/completions", content=b"{").status_code == 400
    assert server.requests == []


def test_an_endless_reply_of_nothing_is_refused():
    with pytest.raises(ValueError, match="endless"):
        Reply(endless=True)


def test_a_request_without_messages_has_an_empty_prompt():
    assert Request("/v1/chat/completions", {}, {}).prompt == ""
