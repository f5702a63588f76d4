"""On PYTHONPATH, refuses every connection that leaves this machine and writes it to the file NETWORK_LOG."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

_ADDRESS_AT = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    position = _ADDRESS_AT.get(event)
    if position is None:
        return
    address = arguments[position]
    host = address[0] if isinstance(address, tuple) else address if position == 0 else None
    if isinstance(host, bytes):
        host = host.decode()
    # A path is a Unix socket; None and "" are this machine.
    if not host or host in ("localhost", "::1") or host.startswith("127."):
        return
    with Path(os.environ["NETWORK_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"{event} {host}\n")
    raise OSError(f"the network is blocked: {event} {host}")


sys.addaudithook(_refuse)
