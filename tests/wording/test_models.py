"""Chat models: one setting opens them, and nothing that they do lasts longer or costs more than was allowed."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage

from assistant.cli.doctor import Check, diagnose
from assistant.errors import DependencyError, SettingsError
from assistant.settings import Settings
from assistant.wording import ChatModel, ChatModelError, open_chat_model
from tests.model_server import ModelServer, Reply
from tests.model_server import Request as Asked

SECRET = "sk-9f8e7d6c5b4a"  # noqa: S105
MESSAGES = [HumanMessage("Xin chào")]
needs_llama = pytest.mark.skipif(
    importlib.util.find_spec("xllamacpp") is None, reason="needs the extra local-llm"
)


def settings(server: ModelServer, **changes: object) -> Settings:
    given = {"llm": "openai:m", "llm_url": server.url, "llm_silence_seconds": 1.0, "llm_total_seconds": 3.0}
    return Settings(**{**given, **changes})  # type: ignore[arg-type]


@contextmanager
def model_that_says(script: object, **changes: object) -> Iterator[tuple[ChatModel, ModelServer]]:
    with ModelServer(script) as server:  # type: ignore[arg-type]
        yield open_chat_model(settings(server, **changes)), server


def complete(model: ChatModel) -> str:
    with model.turn() as turn:
        return turn.complete(MESSAGES)


def eventually(holds) -> bool:
    deadline = time.monotonic() + 5
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    return bool(holds())


def test_the_reply_comes_piece_by_piece():
    with model_that_says(Reply(pieces=("Đạt ", "80%", ".", " [1]"))) as (model, server):
        with model.turn() as turn:
            assert list(turn.stream(MESSAGES)) == ["Đạt ", "80%", ".", " [1]"]
        (request,) = server.requests
    assert request.streamed
    assert request.messages == [{"role": "user", "content": "Xin chào"}]
    assert request.body["temperature"] == 0
    assert request.body["max_completion_tokens"] == 800


def test_an_address_makes_every_name_an_openai_compatible_one():
    with model_that_says("ok", llm="qwen3:8b") as (model, server):
        assert complete(model) == "ok"
    assert server.requests[0].body["model"] == "qwen3:8b"


def test_options_reach_the_server_and_null_takes_a_default_back():
    with model_that_says("ok", llm_options={"temperature": None, "top_p": 0.5}) as (model, server):
        complete(model)
    body = server.requests[0].body
    assert body["top_p"] == 0.5
    assert "temperature" not in body


def test_the_key_is_sent_and_no_other_key_ever(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    with model_that_says("ok") as (model, server):
        complete(model)
    assert server.requests[0].headers["authorization"] == "Bearer none"
    with model_that_says("ok", llm_api_key="abc") as (model, server):
        complete(model)
    assert server.requests[0].headers["authorization"] == "Bearer abc"


def test_nothing_is_traced_to_langsmith(monkeypatch):
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_TRACING_V2", "true")
    with model_that_says("ok") as (model, _):
        assert os.environ["LANGSMITH_TRACING_V2"] == "false"
        assert complete(model) == "ok"


@pytest.mark.parametrize(
    ("script", "requests"),
    [([Reply(status=500), "ok"], 2), ([Reply(status=429, headers={"Retry-After": "0"}), "ok"], 2)],
    ids=["500", "429"],
)
def test_a_server_that_is_busy_is_asked_again(script, requests):
    with model_that_says(script) as (model, server):
        assert complete(model) == "ok"
    assert len(server.requests) == requests


@pytest.mark.parametrize(
    ("reply", "failure", "longest"),
    [
        (Reply("Đạt 80%.", first_delay_seconds=9), "silent", 1.5),
        (Reply("Đạt 80%.", stall_after=0), "silent", 1.5),
        (Reply("Đạt 80%.", stall_after=1), "silent", 1.5),
        (Reply("Đạt 80%.", break_after=1), "broken", 1.0),
        (Reply("Đạt ", endless=True, delay_seconds=0.2), "slow", 3.5),
        (Reply(status=401), "unreachable", 1.0),
        (Reply(status=429, headers={"Retry-After": "50"}), "silent", 1.5),
        (Reply(body=b"<html>not a model</html>"), "unreachable", 1.0),
    ],
    ids=["no answer", "no word", "stalls", "breaks off", "endless", "401", "429 for long", "no model"],
)
def test_a_model_that_fails_is_given_up_in_time(reply, failure, longest):
    with model_that_says(reply) as (model, _):
        started = time.monotonic()
        with pytest.raises(ChatModelError) as failed:
            complete(model)
        assert time.monotonic() - started < longest
    assert failed.value.failure == failure


def test_a_server_that_is_down_is_unreachable():
    with ModelServer("x") as server:
        address = server.url
    model = open_chat_model(Settings(llm="openai:m", llm_url=address, llm_retries=0))
    with pytest.raises(ChatModelError) as failed:
        complete(model)
    assert failed.value.failure == "unreachable"


def test_a_flood_is_cut_off():
    with model_that_says(Reply("lời ", endless=True), llm_answer_tokens=50) as (model, server):
        assert 600 <= len(complete(model)) < 700
        assert eventually(lambda: server.left == 1)


def test_closing_the_stream_closes_the_connection():
    with (
        model_that_says(Reply("Đạt 80% năm", delay_seconds=0.05, endless=True)) as (model, server),
        model.turn() as turn,
    ):
        stream = turn.stream(MESSAGES)
        next(stream)
        assert server.left == 0
        stream.close()
        assert eventually(lambda: server.left == 1)


def test_closing_works_while_nothing_comes():
    with model_that_says(Reply("Đạt 80%", stall_after=1)) as (model, server), model.turn() as turn:
        stream = turn.stream(MESSAGES)
        assert next(stream) == "Đạt"
        stream.close()
        assert eventually(lambda: server.left == 1)


def test_after_two_failures_the_model_is_left_alone():
    with model_that_says(Reply(status=401)) as (model, server):
        for failure in ("unreachable", "unreachable", "resting"):
            with pytest.raises(ChatModelError) as failed:
                complete(model)
            assert failed.value.failure == failure
        assert len(server.requests) == 2


def test_no_more_answers_at_once_than_allowed():
    running, most, lock = 0, 0, threading.Lock()

    def reply(request: Asked) -> Reply:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.1)
        with lock:
            running -= 1
        return Reply("ok")

    with model_that_says(reply, llm_concurrency=2) as (model, server):
        threads = [threading.Thread(target=complete, args=(model,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.requests) == 6
    assert most == 2


def test_who_waits_too_long_for_a_slot_is_told_that_the_model_is_busy():
    with model_that_says("ok", llm_concurrency=1) as (model, server), model.turn():
        with pytest.raises(ChatModelError) as failed, model.turn():
            pass
        assert failed.value.failure == "busy"
        assert not server.requests


@pytest.mark.parametrize(
    ("name", "error", "told"),
    [
        ("anthropic:claude", DependencyError, "pip install langchain-anthropic"),
        ("nobody-knows-this", SettingsError, "nobody-knows-this cannot be opened"),
        ("gguf:/no/such/model.gguf", SettingsError, "there is no model file /no/such/model.gguf"),
    ],
)
def test_a_name_that_cannot_be_opened_is_an_error_for_a_person(name, error, told):
    if name.startswith("anthropic") and importlib.util.find_spec("langchain_anthropic"):
        pytest.skip("the package is installed")
    with pytest.raises(error) as refused:
        open_chat_model(Settings(llm=name, llm_api_key=SECRET))  # type: ignore[arg-type]
    assert told in refused.value.message + refused.value.hint
    assert SECRET not in refused.value.message + refused.value.hint


def test_secrets_are_neither_shown_nor_hashed():
    one = Settings(llm="openai:m", llm_api_key=SECRET, llm_url=f"http://user:{SECRET}@h/v1")  # type: ignore[arg-type]
    assert SECRET not in repr(one.llm_api_key)
    assert one.settings_id() == Settings(llm="openai:m").settings_id()


# The doctor tries it.


def chat_model_check(monkeypatch, tmp_path, server: ModelServer) -> Check:
    monkeypatch.setenv("ASSISTANT_LLM", "openai:m")
    monkeypatch.setenv("ASSISTANT_LLM_URL", server.url.replace("://", f"://user:{SECRET}@"))
    monkeypatch.setenv("ASSISTANT_LLM_API_KEY", SECRET)
    monkeypatch.setenv("ASSISTANT_LLM_SILENCE_SECONDS", "1")
    diagnosis = diagnose(corpus_dir=tmp_path, index_dir=tmp_path)
    assert SECRET not in str(diagnosis.to_dict())
    assert next(check for check in diagnosis.checks if check.name == "prompts").state == "ok"
    return next(check for check in diagnosis.checks if check.name == "chat model")


def test_the_doctor_tries_the_model(monkeypatch, tmp_path):
    with ModelServer("Được.") as server:
        check = chat_model_check(monkeypatch, tmp_path, server)
    assert check.state == "ok"
    assert check.detail.startswith("openai:m opens in ")


@pytest.mark.parametrize("reply", [Reply(status=401), Reply("x", stall_after=0), Reply("")])
def test_the_doctor_says_that_a_model_does_not_answer(monkeypatch, tmp_path, reply):
    with ModelServer(reply) as server:
        started = time.monotonic()
        check = chat_model_check(monkeypatch, tmp_path, server)
    assert check.state == "failed"
    assert time.monotonic() - started < 10


# A model in this process.


@needs_llama
def test_a_file_that_is_no_model_is_refused(tmp_path):
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(DependencyError, match="cannot be loaded"):
        open_chat_model(Settings(llm=f"gguf:{path}"))


@pytest.fixture(scope="module")
def local_model() -> ChatModel:
    path = os.environ.get("GGUF_MODEL")
    if not path:
        pytest.skip("GGUF_MODEL names no model file")
    return open_chat_model(
        Settings(
            llm=f"gguf:{Path(path)}", llm_silence_seconds=120, llm_total_seconds=300, llm_answer_tokens=60
        )
    )


@needs_llama
def test_a_model_in_the_process_streams(local_model: ChatModel):
    with local_model.turn() as turn:
        pieces = list(turn.stream([HumanMessage("Count from 1 to 9.")]))
    assert len(pieces) > 3
    assert "3" in "".join(pieces)


@needs_llama
def test_a_model_in_the_process_obeys_stop_and_length(local_model: ChatModel):
    model, counting = local_model._model, [HumanMessage("Count from 1 to 9.")]
    whole = str(model.invoke(counting, stop=["5"]).text)

    async def streamed() -> str:
        return "".join([str(chunk.text) async for chunk in model.astream(counting, stop=["5"])])

    for reply in (whole, asyncio.run(streamed())):
        assert "3" in reply
        assert "5" not in reply
    assert len(str(model.invoke(counting, max_tokens=3).text)) < len(whole)


@needs_llama
def test_a_model_in_the_process_stops_while_it_reads_the_prompt(local_model: ChatModel):
    hasty = ChatModel(
        local_model._model, name="hasty", silence_seconds=1, total_seconds=60, concurrency=1, answer_tokens=60
    )
    with pytest.raises(ChatModelError) as failed, hasty.turn() as turn:
        turn.complete(
            [HumanMessage("Kế hoạch phát triển nguồn nhân lực. " * 250)]
        )  # a minute's reading on two cores
    assert failed.value.failure == "silent"
    started = time.monotonic()
    with local_model.turn() as turn:
        assert turn.complete(MESSAGES)
    assert time.monotonic() - started < 30
