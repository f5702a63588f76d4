"""Answers go before what can wait, such as the questions that lead on from one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

_PATIENCE_SECONDS = 1.0  # an answer that takes longer waits for something else, such as a chat model


class Precedence:
    """Whether answers are being worked out; for all threads."""

    def __init__(self) -> None:
        self._running = 0
        self._changed = Condition()

    @contextmanager
    def first(self) -> Iterator[None]:
        """While an answer is worked out."""
        with self._changed:
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def give_way(self, until: float) -> bool:
        """Waits until no answer is worked out, a second at most; whether it is not `until` yet, of `time.monotonic()`."""
        patience = min(_PATIENCE_SECONDS, until - time.monotonic())
        with self._changed:
            self._changed.wait_for(lambda: not self._running, max(0.0, patience))
        return time.monotonic() < until
