"""A real server in a thread, for what a test client cannot show: sockets, disconnects, signals of the protocol."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp

from assistant.server import listen
from assistant.server.application import server_config
from assistant.server.connections import BoundedServer
from assistant.settings import Settings

STARTING_SECONDS = 20


@contextmanager
def running(app: ASGIApp, settings: Settings) -> Iterator[str]:
    """The address of a server that stops at the end."""
    with listen("127.0.0.1", 0) as listener:
        server = BoundedServer(server_config(app, settings))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until = time.monotonic() + STARTING_SECONDS
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        assert server.started
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(STARTING_SECONDS)
        assert not thread.is_alive()


def connect(address: str) -> socket.socket:
    """A connection of our own to the server."""
    host, _, port = address.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=20)
