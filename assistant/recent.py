"""What was worked out last, remembered: answers, and whether questions have one."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

Worked = TypeVar("Worked")


class Recent(Generic[Worked]):
    """By question and bounds, so that it need not be worked out again; for all threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[tuple[str, frozenset[str]], Worked] = OrderedDict()
        self._lock = Lock()

    def add(self, standalone_question: str, allowed: frozenset[str], worked: Worked) -> None:
        """Remember it; the oldest is forgotten."""
        with self._lock:
            self._known[standalone_question, allowed] = worked
            self._known.move_to_end((standalone_question, allowed))
            if len(self._known) > self._most:
                self._known.popitem(last=False)

    def get(self, standalone_question: str, allowed: frozenset[str]) -> Worked | None:
        """What a question that stands alone gave a moment ago."""
        with self._lock:
            return self._known.get((standalone_question, allowed))
