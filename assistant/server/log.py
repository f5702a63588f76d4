"""Gives every request an id and one line in the log. What was asked does not stand there, nor who asked."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import secrets
import sys
import time
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID = "X-Request-ID"
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SALT = secrets.token_bytes(16)  # forgotten when the process ends, and with it who a pseudonym stood for

logger = logging.getLogger("assistant.http")


def configure_logging() -> None:
    """Sends the log of this program and of its libraries to standard error: JSON, or plain lines on a terminal."""
    # Neither form of a traceback shows the values of variables: a question could be among them.
    if sys.stderr.isatty():
        last: list[Any] = [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    else:
        last = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("assistant").setLevel(logging.INFO)


def request_id(scope: Scope) -> str:
    """The id of a request, as the log and the response name it."""
    return str(scope.get("state", {}).get("request_id", ""))


def note(scope: Scope, **facts: object) -> None:
    """Adds to the line that the log gets for this request."""
    state: MutableMapping[str, Any] = scope.setdefault("state", {})
    state.setdefault("facts", {}).update(facts)


def pseudonym(client: str) -> str:
    """What the log calls a client: the same for all of its requests until the process ends."""
    return hashlib.blake2s(client.encode(), key=_SALT, digest_size=4).hexdigest()


class RequestLog:
    """The outermost layer. Paths are logged without their query; what no layer caught becomes a 500 with the id."""

    def __init__(self, app: ASGIApp, *, is_quiet: Callable[[str], bool]) -> None:
        self._app = app
        self._is_quiet = is_quiet  # whether a path is logged only where it fails

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on and writes its line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        given = Headers(scope=scope).get(REQUEST_ID.lower(), "")
        identifier = given if _SANE_ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = identifier
        status = 0

        async def numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = identifier
            await send(message)

        path, failure = scope["path"], None
        with structlog.contextvars.bound_contextvars(request_id=identifier):
            try:
                await self._app(scope, receive, numbered)
            except Exception as error:  # noqa: BLE001 - it is logged, and the client gets its id
                failure = error
                if not status:
                    await _send_internal_error(numbered, identifier)
            failure = failure or scope["state"].get("failure")
            if status < 400 and not failure and self._is_quiet(path):
                return
            facts = {
                "method": scope["method"],
                "path": path,
                "status": status,
                "ms": round((time.perf_counter() - started) * 1000),
            }
            logger.log(
                logging.ERROR if failure else logging.INFO,
                "request",
                exc_info=failure,
                extra=facts | scope["state"].get("facts", {}),
            )


async def _send_internal_error(send: Send, identifier: str) -> None:
    hint = f"give the administrator the request id {identifier}"
    error = {"code": "internal", "message": "something went wrong", "hint": hint}
    body = json.dumps({"error": error}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": body})
