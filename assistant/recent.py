"""What was worked out last, remembered: answers, and whether questions have one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Asked = TypeVar("Asked", bound=Hashable)
Worked = TypeVar("Worked")


class Recent(Generic[Asked, Worked]):
    """By what was asked and its bounds, so that it need not be worked out again; for all threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[tuple[Asked, frozenset[str]], Worked] = OrderedDict()
        self._lock = Lock()

    def add(self, asked: Asked, allowed: frozenset[str], worked: Worked) -> None:
        """Remember it; the oldest is forgotten."""
        with self._lock:
            self._known[asked, allowed] = worked
            self._known.move_to_end((asked, allowed))
            if len(self._known) > self._most:
                self._known.popitem(last=False)

    def get(self, asked: Asked, allowed: frozenset[str]) -> Worked | None:
        """What it gave a moment ago."""
        with self._lock:
            return self._known.get((asked, allowed))
