"""What stands before every route: only known paths, no foreign page, no large or endless body, strict headers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_BYTES = 65_536  # a question of 4,000 characters and its conversation id take a quarter of it
BODY_SECONDS = 10.0  # for a body to arrive
SHARED_PREFIX = "/api/"  # what pages of allowed origins may call
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_DEFAULTS = {"Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "private, no-cache"}


def framing(origins: Iterable[str]) -> str:
    """The sources of `frame-ancestors`: our own origin and these."""
    return " ".join(["'self'", *origins])


def page_policy(frame_ancestors: Iterable[str] = ()) -> str:
    """The policy of the page, which may stand in the frames of these origins and of its own."""
    return (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        f"form-action 'self'; frame-ancestors {framing(frame_ancestors)}"
    )


class Shield:
    """Pure ASGI, so that streams pass through untouched."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        is_open: Callable[[str], bool],
        allowed_origins: Iterable[str] = (),
        frame_ancestors: Iterable[str] = (),
    ) -> None:
        self._is_open = is_open  # whether a path, percent-decoded, is served at all
        self._origins = frozenset(allowed_origins)
        self._page_policy = page_policy(frame_ancestors)
        self._own = _Unshared(app)
        self._shared = CORSMiddleware(
            self._own,
            allow_origins=sorted(self._origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
            expose_headers=["Retry-After", "X-Request-ID"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses or passes on one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._own(scope, receive, send)
            return  # nothing here speaks through web sockets; the server closes them

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._set_headers(MutableHeaders(scope=message))
            await send(message)

        headers = Headers(scope=scope)
        path = local_path(scope)
        if not self._is_open(path):
            await refuse(guarded, 404, "not_found", "there is nothing at this address")
        elif not is_foreign(headers):
            await self._own(scope, receive, guarded)
        elif path.startswith(SHARED_PREFIX) and headers["origin"] in self._origins:
            await self._shared(scope, receive, guarded)
        elif scope["method"] in ("GET", "HEAD"):
            await self._own(scope, receive, guarded)  # without leave to read it, which the browser heeds
        else:
            await refuse(guarded, 403, "foreign_origin", "requests from other sites are refused")

    def _set_headers(self, headers: MutableHeaders) -> None:
        for name, value in _HEADERS.items():
            headers[name] = value
        for name, value in _DEFAULTS.items():
            headers.setdefault(name, value)
        headers.setdefault("Content-Security-Policy", self._page_policy)
        if headers["Content-Security-Policy"].endswith("frame-ancestors 'self'"):
            headers["X-Frame-Options"] = "SAMEORIGIN"  # for browsers that do not know frame-ancestors


class _Unshared:
    """Takes away the leave that a library gives other sites to read its answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def unshared(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name in [name for name in headers if name.startswith("access-control-")]:
                    del headers[name]
            await send(message)

        await self._app(scope, receive, unshared)


class BodyLimit:
    """Reads the body before anything else sees it, but for those of `streamed` paths, which bound it themselves."""

    def __init__(self, app: ASGIApp, *, streamed: Callable[[str], bool]) -> None:
        self._app = app
        self._streamed = streamed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses a body that is too large or too slow, whatever length was stated."""
        if scope["type"] != "http" or self._streamed(local_path(scope)):
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _read_body(receive)
        except TimeoutError:
            await refuse(send, 408, "too_slow", f"a request has to arrive within {BODY_SECONDS:g} s")
            return
        if body is None:
            await refuse(send, 413, "too_large", f"a request has at most {BODY_BYTES} bytes")
            return
        pending = [body]

        async def replay() -> Message:
            return pending.pop() if pending else await receive()

        await self._app(scope, replay, send)


async def _read_body(receive: Receive) -> Message | None:
    """The whole body as one message; None where it is too large."""
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


def local_path(scope: Scope) -> str:
    """The path below which we are served taken off."""
    return str(scope["path"].removeprefix(scope.get("root_path", "")))


def is_foreign(headers: Headers) -> bool:
    """Whether a browser sends this from a page of another site. Programs send no Origin."""
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


async def refuse(
    send: Send, status: int, code: str, message: str, hint: str = "", *, headers: dict[str, str] | None = None
) -> None:
    """Sends an error as JSON."""
    body = error_bytes(code, message, hint)
    head = MutableHeaders(
        {"content-type": "application/json", "content-length": str(len(body))} | (headers or {})
    )
    await send({"type": "http.response.start", "status": status, "headers": head.raw})
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


def error_bytes(code: str, message: str, hint: str) -> bytes:
    """The same as it is sent."""
    return json.dumps(error_body(code, message, hint), ensure_ascii=False).encode()
