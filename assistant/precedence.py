"""Answers go before what can wait, such as the questions that lead on from one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

_PATIENCE_SECONDS = 1.0
_WORKING = 0.5  # of a processor; answers that use less wait for something else, such as a chat model


class Precedence:
    """Whether answers are being worked out; for all threads."""

    def __init__(self) -> None:
        self.running = 0  # answers
        self._changed = Condition()

    @contextmanager
    def first(self) -> Iterator[None]:
        """While an answer is worked out."""
        with self._changed:
            self.running += 1
        try:
            yield
        finally:
            with self._changed:
                self.running -= 1
                self._changed.notify_all()

    def give_way(self, until: float) -> bool:
        """Waits until no answer is worked out; whether none is, a second later or at `until`, of `time.monotonic()`.

        Answers that wait themselves, such as for a chat model, are none that are worked out.
        """
        started, used = time.monotonic(), time.process_time()
        patience = min(_PATIENCE_SECONDS, until - started)
        if patience <= 0:
            return False
        with self._changed:
            free = self._changed.wait_for(lambda: not self.running, patience)
        return free or time.process_time() - used < _WORKING * (time.monotonic() - started)
