"""The door to chat models: opens the one that a setting names, and bounds whatever it does in time and number.

A request runs on an event loop of its own thread, so that it can be given up at any moment: giving up closes the
connection, and the server stops its work.
"""

from __future__ import annotations

import asyncio
import os
import queue
import re
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import aclosing, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import DependencyError, SettingsError
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

Failure = Literal[
    "busy",  # no slot became free
    "resting",  # it failed just before
    "silent",  # no words in time
    "slow",  # the total time is over
    "unreachable",  # no connection, or the server turned the request down
    "broken",  # the stream broke off
]
_CHARACTERS_PER_TOKEN = 12  # more than any language needs; a flood beyond it is cut off
_FAILURES_BEFORE_REST = 2
_REST_SECONDS = 30.0
_LOCAL = "gguf:"


class ChatModelError(DependencyError):
    """The chat model did not do its work; `failure` says how."""

    def __init__(self, failure: Failure, detail: str) -> None:
        super().__init__(
            f"the chat model failed: {detail}", hint="check ASSISTANT_LLM and ASSISTANT_LLM_URL; see `doctor`"
        )
        self.failure = failure


class ChatModel:
    """A chat model behind a limit of time and of answers at once. Safe to share between threads."""

    def __init__(
        self,
        model: BaseChatModel,
        *,
        name: str,
        silence_seconds: float,
        total_seconds: float,
        concurrency: int,
        answer_tokens: int,
    ) -> None:
        self.name = name
        self._model = model
        self._silence = silence_seconds
        self._total = total_seconds
        self._slots = threading.BoundedSemaphore(concurrency)
        self._longest = answer_tokens * _CHARACTERS_PER_TOKEN
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = 0.0

    @property
    def total_seconds(self) -> float:
        """The longest time for all that one answer needs."""
        return self._total

    @contextmanager
    def turn(self, until: float | None = None) -> Iterator[Turn]:
        """A slot for one job of an answer, with its deadline. Raises: ChatModelError when none is free in time.

        `until`: a time of `time.monotonic()`, where the answer began earlier than this job.
        After two failures in a row the model is left alone for half a minute, so that not every question waits for it.
        """
        started = time.monotonic()
        deadline = started + self._total if until is None else until
        if started < self._rests_until:
            raise ChatModelError("resting", "it failed moments ago")
        if not self._slots.acquire(timeout=max(min(self._silence, deadline - started), 0.0)):
            raise ChatModelError("busy", "too many answers at once")
        try:
            yield Turn(self._model, self._silence, deadline, self._longest)
        except ChatModelError:
            self._count(failed=True)
            raise
        else:
            self._count(failed=False)
        finally:
            self._slots.release()

    def _count(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if self._failures >= _FAILURES_BEFORE_REST:
                self._rests_until = time.monotonic() + _REST_SECONDS


class Turn:
    """The requests of one answer, within its deadline."""

    def __init__(self, model: BaseChatModel, silence: float, deadline: float, longest: int) -> None:
        self._model = model
        self._silence = silence
        self._deadline = deadline
        self._longest = longest

    @property
    def seconds_left(self) -> float:
        """Until the deadline."""
        return self._deadline - time.monotonic()

    def complete(self, messages: Sequence[BaseMessage]) -> str:
        """The whole reply."""
        return "".join(self.stream(messages))

    def stream(self, messages: Sequence[BaseMessage]) -> Generator[str, None, None]:
        """The reply piece by piece; closing the iterator stops the model's work. A flood is cut off.

        Raises: ChatModelError.
        """
        pieces: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
        future = asyncio.run_coroutine_threadsafe(self._pump(list(messages), pieces), _loop())
        spoken = False
        try:
            while True:
                wait = min(self._silence, self.seconds_left)
                try:
                    piece = pieces.get(timeout=max(wait, 0.0))
                except queue.Empty:
                    late = wait < self._silence
                    raise ChatModelError(
                        "slow" if late else "silent", "its time is over" if late else "no words in time"
                    ) from None
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    raise ChatModelError("broken" if spoken else "unreachable", _describe(piece)) from piece
                spoken = True
                yield piece
        finally:
            future.cancel()

    async def _pump(
        self, messages: list[BaseMessage], pieces: queue.SimpleQueue[str | Exception | None]
    ) -> None:
        length = 0
        try:
            async with aclosing(self._model.astream(messages)) as chunks:  # type: ignore[type-var]
                async for chunk in chunks:
                    text = str(chunk.text)
                    length += len(text)
                    if text:
                        pieces.put(text)
                    if length > self._longest:
                        break
            pieces.put(None)
        except Exception as error:  # noqa: BLE001 - providers raise what they like; the waiting thread gets it
            pieces.put(error)


def open_chat_model(settings: Settings) -> ChatModel:
    """The model of the settings; nothing is asked of it yet.

    Raises: SettingsError for a name that cannot be used; DependencyError where its package is missing.
    """
    if not settings.llm:
        raise SettingsError("no chat model is set", hint="set ASSISTANT_LLM")
    # LangSmith would send every prompt away where its variables happen to be set.
    os.environ["LANGSMITH_TRACING_V2"] = "false"
    local = settings.llm.startswith(_LOCAL)
    return ChatModel(
        _open_local(settings) if local else _open_remote(settings),
        name=settings.llm,
        silence_seconds=settings.llm_silence_seconds,
        total_seconds=settings.llm_total_seconds,
        concurrency=1 if local else settings.llm_concurrency,
        answer_tokens=settings.llm_answer_tokens,
    )


def _open_local(settings: Settings) -> BaseChatModel:
    from assistant.wording.local import LocalChatModel

    path = Path(str(settings.llm).removeprefix(_LOCAL)).expanduser()
    return LocalChatModel(path=path, context_tokens=settings.llm_context_tokens, **_options(settings))


def _open_remote(settings: Settings) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    name = str(settings.llm)
    options = _options(settings) | {
        "timeout": settings.llm_total_seconds,
        "max_retries": settings.llm_retries,
    }
    if settings.llm_url:  # an OpenAI-compatible server, whatever its models are called: "qwen3:8b"
        name, options["model_provider"] = name.removeprefix("openai:"), "openai"
        options["base_url"] = settings.llm_url
        # Without a key the client would look for one in OPENAI_API_KEY and send it to this server.
        options["api_key"] = "none"
    if settings.llm_api_key is not None:
        options["api_key"] = settings.llm_api_key.get_secret_value()
    try:
        model: BaseChatModel = init_chat_model(name, **options)
    except ImportError as error:
        package = re.search(r"langchain[-_][\w-]+", str(error))
        raise DependencyError(
            f"the package for the chat model {name} is not installed",
            hint=f"pip install {package.group().replace('_', '-')}"
            if package
            else "install LangChain's package for it",
        ) from None
    except Exception as error:  # noqa: BLE001 - a wrong name or option fails in many ways
        raise SettingsError(
            f"the chat model {name} cannot be opened ({type(error).__name__})",
            hint="check ASSISTANT_LLM, ASSISTANT_LLM_API_KEY and ASSISTANT_LLM_OPTIONS",
        ) from None
    return model


def _options(settings: Settings) -> dict[str, Any]:
    options = {
        "temperature": 0.0,
        "max_tokens": settings.llm_answer_tokens,
        **settings.llm_options,
    }
    return {name: value for name, value in options.items() if value is not None}


def _describe(error: BaseException) -> str:
    """What kind of error it was; its message may hold addresses and keys."""
    status = getattr(error, "status_code", None)
    return type(error).__name__ + (f", status {status}" if isinstance(status, int) else "")


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The event loop of all chat models: their clients share connections, which belong to one loop."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True, name="chat-models").start()
    return loop
