"""A scripted chat model behind an OpenAI-compatible endpoint: it says what it is told to, and misbehaves as told.

with ModelServer([Reply("Đạt 80%. [1]"), Reply(status=500)]) as server:
    client = OpenAI(base_url=server.url, api_key="none")
    ...
assert server.requests[0].messages[-1]["content"] == …
"""

from __future__ import annotations

import itertools
import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

_PIECE = re.compile(r"\s*\S+|\s+$")
_LONGEST_STALL_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Request:
    """What the server was asked: the path, the headers (lower-case names) and the JSON body."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def streamed(self) -> bool:
        """Whether a stream was asked for."""
        return bool(self.body.get("stream"))

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages of the conversation."""
        return list(self.body.get("messages", ()))

    @property
    def prompt(self) -> str:
        """Everything that the model was told, as one text."""
        return "\n\n".join(_content(message.get("content")) for message in self.messages)


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply. A stream sends `text` in `pieces`, by default word by word."""

    text: str = ""
    pieces: tuple[str, ...] | None = None
    status: int = 200  # another status sends an error in OpenAI's form
    headers: Mapping[str, str] = field(default_factory=dict)  # such as Retry-After
    body: bytes | None = None  # sent instead of JSON or of events, as it is
    first_delay_seconds: float = 0.0  # before the status line
    delay_seconds: float = 0.0  # before each piece
    stall_after: int | None = (
        None  # so many pieces, then silence until the client leaves or the server closes
    )
    break_after: int | None = None  # so many pieces, then the connection is cut
    endless: bool = False  # the pieces over and over again
    finish_reason: str = "stop"  # "length" for an answer that was cut off
    done: bool = True  # whether the closing [DONE] is sent

    def __post_init__(self) -> None:
        if self.endless and not self.words():
            raise ValueError("an endless reply needs a text to repeat")

    def words(self) -> tuple[str, ...]:
        """The pieces of a stream."""
        return self.pieces if self.pieces is not None else tuple(_PIECE.findall(self.text))

    @property
    def whole(self) -> str:
        """The text of a reply that is not streamed."""
        return self.text or "".join(self.words())


Script = Sequence[Reply | str] | Callable[[Request], Reply | str] | Reply | str


class ModelServer:
    """Serves `POST /v1/chat/completions` and `GET /v1/models` on a free port of the loopback.

    `script`: one reply for every request; a sequence, one after the other, the last one again and again; or a function
    of the request. `requests` records what was asked, in the order of arrival; `left` counts clients that went away
    before the end of their reply.
    """

    def __init__(self, script: Script, *, model: str = "scripted") -> None:
        self.model = model
        self.requests: list[Request] = []
        self.left = 0
        self.closing = threading.Event()
        self._script = script
        self._lock = threading.Lock()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.model_server = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The base address that a client is given, with /v1."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> ModelServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving; replies that stall end."""
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(timeout=5)

    def reply_to(self, request: Request) -> Reply:
        """Record a request and choose its reply."""
        with self._lock:
            number = len(self.requests)
            self.requests.append(request)
        if callable(self._script):
            reply = self._script(request)
        elif isinstance(self._script, Reply | str):
            reply = self._script
        else:
            reply = self._script[min(number, len(self._script) - 1)]
        return Reply(reply) if isinstance(reply, str) else reply

    def count_left(self) -> None:
        """Count a client that went away before the end."""
        with self._lock:
            self.left += 1


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    model_server: ModelServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is counted by the handler, not printed."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        model = {"id": self.server.model_server.model, "object": "model", "created": 0, "owned_by": "script"}
        if self.path.rstrip("/") == "/v1/models":
            self._send(200, {"object": "list", "data": [model]})
        else:
            self._send(404, _error(404))

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        try:
            body = json.loads(self.rfile.read(length))
        except ValueError:
            self._send(400, _error(400))
            return
        if not self.path.rstrip("/").endswith("/chat/completions"):
            self._send(404, _error(404))
            return
        server = self.server.model_server
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.path, headers, body)
        reply = server.reply_to(request)
        try:
            self._answer(request, reply)
        except (BrokenPipeError, ConnectionResetError):
            server.count_left()
            self.close_connection = True

    def _answer(self, request: Request, reply: Reply) -> None:
        self._sleep(reply.first_delay_seconds)
        if reply.status != 200:
            self._send(reply.status, _error(reply.status), reply.headers)
        elif reply.body is not None:
            kind = "text/event-stream" if request.streamed else "application/json"
            self._head(200, kind, {**reply.headers, "Content-Length": str(len(reply.body))})
            self.wfile.write(reply.body)
        elif request.streamed:
            self._stream(reply)
        else:
            self._whole(reply)

    def _whole(self, reply: Reply) -> None:
        if reply.stall_after is not None or reply.endless:
            self._sleep(_LONGEST_STALL_SECONDS)
        message = {"role": "assistant", "content": reply.whole}
        choice = {"index": 0, "message": message, "finish_reason": reply.finish_reason}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        whole = {**self._frame("chat.completion"), "choices": [choice], "usage": usage}
        if reply.break_after is not None:
            content = json.dumps(whole, ensure_ascii=False).encode()
            self._head(200, "application/json", {"Content-Length": str(len(content))})
            self.wfile.write(content[: len(content) // 2])
            self._cut()
            return
        self._send(200, whole, reply.headers)

    def _stream(self, reply: Reply) -> None:
        self._head(200, "text/event-stream", {**reply.headers, "Transfer-Encoding": "chunked"})
        self._event({"role": "assistant", "content": ""})
        pieces: Iterator[str] = itertools.cycle(reply.words()) if reply.endless else iter(reply.words())
        for number, piece in enumerate(itertools.chain(pieces, (None,))):
            if number == reply.break_after:
                self._cut()
                return
            if number == reply.stall_after:
                self._wait_until_left()
                return
            if piece is None:
                break
            self._sleep(reply.delay_seconds)
            if self.server.model_server.closing.is_set():
                self._cut()
                return
            self._event({"content": piece})
        self._event({}, reply.finish_reason)
        if reply.done:
            self._chunk(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()

    def _wait_until_left(self) -> None:
        """Say nothing; a comment line every tenth of a second would be a sign of life, so the socket is watched instead."""
        self.connection.settimeout(0.1)
        deadline = time.monotonic() + _LONGEST_STALL_SECONDS
        while not self.server.model_server.closing.is_set() and time.monotonic() < deadline:
            try:
                if not self.connection.recv(1):
                    raise ConnectionResetError
            except TimeoutError:
                continue
        self._cut()

    def _event(self, delta: Mapping[str, str], finish_reason: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
        event = {**self._frame("chat.completion.chunk"), "choices": [choice]}
        self._chunk(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())

    def _frame(self, kind: str) -> dict[str, Any]:
        return {"id": "chatcmpl-0", "object": kind, "created": 0, "model": self.server.model_server.model}

    def _chunk(self, content: bytes) -> None:
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()

    def _head(self, status: int, kind: str, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(
        self, status: int, content: Mapping[str, Any], headers: Mapping[str, str] | None = None
    ) -> None:
        body = json.dumps(content, ensure_ascii=False).encode()
        self._head(status, "application/json", {**(headers or {}), "Content-Length": str(len(body))})
        self.wfile.write(body)

    def _sleep(self, seconds: float) -> None:
        if seconds:
            self.server.model_server.closing.wait(seconds)

    def _cut(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        self.connection.close()


def _error(status: int) -> dict[str, Any]:
    return {"error": {"message": f"scripted error {status}", "type": "server_error", "code": status}}


def _content(content: object) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return ""
