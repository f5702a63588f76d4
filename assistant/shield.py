"""What stands before every route: only known paths, no foreign page, no large body, strict headers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_BYTES = 65_536  # a question of 4,000 characters and its conversation id take a quarter of it
PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Shield:
    """Pure ASGI, so that streams pass through untouched."""

    def __init__(self, app: ASGIApp, *, is_open: Callable[[str], bool]) -> None:
        self._app = app
        self._is_open = is_open  # whether a path, percent-decoded, is served at all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses or passes on one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # nothing here speaks through web sockets; the server closes them
        headers = Headers(scope=scope)
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if not self._is_open(path):
            await _refuse(send, 404, "not_found", "there is nothing at this address")
        elif scope["method"] not in ("GET", "HEAD") and _is_foreign(headers):
            await _refuse(send, 403, "foreign_origin", "requests from other sites are refused")
        elif (body := await _read_body(receive)) is None:
            await _refuse(send, 413, "too_large", f"a request has at most {BODY_BYTES} bytes")
        else:
            await self._pass(scope, body, receive, send)

    async def _pass(self, scope: Scope, body: Message, receive: Receive, send: Send) -> None:
        pending = [body]

        async def replay() -> Message:
            return pending.pop() if pending else await receive()

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _set_headers(MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, replay, guarded)


async def _read_body(receive: Receive) -> Message | None:
    """The whole body as one message; None where it is too large, whatever length was stated."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return message  # the client has gone
        body += message.get("body", b"")
        if len(body) > BODY_BYTES:
            return None
        if not message.get("more_body", False):
            return {"type": "http.request", "body": bytes(body), "more_body": False}


def _is_foreign(headers: Headers) -> bool:
    """Whether a browser sends this from a page of another site. Programs send no Origin."""
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def _set_headers(headers: MutableHeaders) -> None:
    for name in [name for name in headers if name.startswith("access-control-")]:
        del headers[name]  # no other site may read the answers
    for name, value in _HEADERS.items():
        headers[name] = value
    headers.setdefault("Content-Security-Policy", PAGE_POLICY)


async def _refuse(send: Send, status: int, code: str, message: str) -> None:
    body = json.dumps({"error": {"code": code, "message": message, "hint": ""}}).encode()
    headers = MutableHeaders({"content-type": "application/json", "content-length": str(len(body))})
    _set_headers(headers)
    await send({"type": "http.response.start", "status": status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})


def any_of(exact: Iterable[str], prefixes: Iterable[str]) -> Callable[[str], bool]:
    """A test for paths: one of `exact`, or below one of `prefixes` without a step upwards."""
    known, below = frozenset(exact), tuple(prefixes)

    def is_open(path: str) -> bool:
        return path in known or (path.startswith(below) and ".." not in path)

    return is_open


def error_body(code: str, message: str, hint: str) -> dict[str, Any]:
    """The JSON of every error."""
    return {"error": {"code": code, "message": message, "hint": hint}}
