"""The server and its protocol, with an end to connections that take too long: to ask, or to end when the server does."""

from __future__ import annotations

import asyncio
import socket

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0  # for the first line and the headers of a request to arrive
HEAD_BYTES = 16_384


SHUTDOWN_SECONDS = 3  # for answers under way


class BoundedServer(uvicorn.Server):
    """Lets go of streams that never end by themselves, such as the page's heartbeat, as if their clients had gone."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Finishes what is under way."""
        asyncio.get_running_loop().call_later(SHUTDOWN_SECONDS, self._let_go)
        await super().shutdown(sockets)

    def _let_go(self) -> None:
        for connection in list(self.server_state.connections):
            if isinstance(connection, H11Protocol):
                connection.transport.close()


class BoundedProtocol(H11Protocol):
    """uvicorn bounds how long a connection may idle between requests, but not how long a request may take to begin."""

    _deadline: asyncio.TimerHandle | None = None

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
