"""The server and its protocol, with an end to connections that take too long: to ask, or to end when the server does."""

from __future__ import annotations

import asyncio
import secrets
import socket
import threading
import time
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from assistant.server.log import REQUEST_ID
from assistant.server.shield import error_bytes

HEAD_SECONDS = 10.0  # for the first line and the headers of a request to arrive
HEAD_BYTES = 16_384  # of the first line and the headers together
SHUTDOWN_SECONDS = 3  # for answers under way


class BoundedServer(uvicorn.Server):
    """Lets go of streams that never end by themselves, such as the page's heartbeat, as if their clients had gone."""

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves; at the end, threads that still work for clients who have gone get time to finish."""
        before = threading.enumerate()
        try:
            super().run(sockets)
        finally:  # whoever closes the index next does not close it under them
            until = time.monotonic() + SHUTDOWN_SECONDS
            for thread in threading.enumerate():
                if thread not in before:
                    thread.join(max(0.0, until - time.monotonic()))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finishes what is under way."""
        asyncio.get_running_loop().call_later(SHUTDOWN_SECONDS, self._let_go)
        await super().shutdown(sockets)

    def _let_go(self) -> None:
        for connection in list(self.server_state.connections):
            if isinstance(connection, H11Protocol):
                connection.transport.close()


class _BoundedConnection(h11.Connection):
    """h11 bounds what it keeps of a head that is not complete yet, but takes a complete one of any length."""

    def __init__(self) -> None:
        super().__init__(h11.SERVER, max_incomplete_event_size=HEAD_BYTES)
        self.status = 400  # of the answer to what is no request

    def next_event(self) -> Any:
        """The next event. Raises: h11.RemoteProtocolError, also for a head that is too long."""
        try:
            event = super().next_event()
        except h11.RemoteProtocolError as error:
            self.status = error.error_status_hint
            raise
        if isinstance(event, h11.Request) and _head_size(event) > HEAD_BYTES:
            self.status = 431
            raise h11.RemoteProtocolError("the head is too long", error_status_hint=431)
        return event


def _head_size(request: h11.Request) -> int:
    """Bytes of a head, as it is written without spare blanks."""
    lines = len(request.method) + len(request.target) + len(" HTTP/1.1 \r\n\r\n")
    return lines + sum(len(name) + len(value) + len(": \r\n") for name, value in request.headers)


class BoundedProtocol(H11Protocol):
    """uvicorn bounds how long a connection may idle between requests, but not how long a request may take to begin."""

    _deadline: asyncio.TimerHandle | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn: h11.Connection = _BoundedConnection()

    def send_400_response(self, msg: str) -> None:
        """Refuses what is no request or has too long a head, in the form of all errors, before any layer reads it."""
        status = self.conn.status if isinstance(self.conn, _BoundedConnection) else 400
        if status == 431:
            body = error_bytes(
                "head_too_large",
                f"the headers of a request have at most {HEAD_BYTES} bytes",
                "send fewer or shorter headers and cookies",
            )
        else:
            body = error_bytes("bad_request", "this is no valid HTTP request", "")
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):  # else an answer is under way
            headers = [
                ("content-type", "application/json"),
                ("content-length", str(len(body))),
                ("connection", "close"),
                (REQUEST_ID, secrets.token_hex(8)),
            ]
            for event in (
                h11.Response(status_code=status, headers=headers),
                h11.Data(data=body),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Starts the clock for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Stops the clock when the headers are complete, starts it when they begin."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops the clock."""
        super().connection_lost(exc)
        self._stop()

    def _watch(self) -> None:
        answered = getattr(self.cycle, "response_complete", False)  # and a body still trickles in
        if self.timeout_keep_alive_task is not None or not (self.conn.their_state is h11.IDLE or answered):
            self._stop()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
