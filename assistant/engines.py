"""The engines of the newest index: one for each set of documents that somebody may see."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from copy import copy
from datetime import date
from threading import Lock
from typing import Self

from assistant.answerable import can_answer
from assistant.engine import Engine
from assistant.errors import AssistantError
from assistant.index import Encoder, LiveIndex, Reranker
from assistant.index.visible import VisibleIndex
from assistant.precedence import Precedence
from assistant.reading import Reader
from assistant.settings import Settings
from assistant.types import Document

_KEPT = 8  # sets of documents; groups of users that may see the same share one
Roles = frozenset[str] | None  # of who asks; None: sees everything


class Engines:
    """Follows the index; safe to share between threads."""

    def __init__(
        self,
        settings: Settings,
        encoder: Encoder,
        reranker: Reranker | None,
        reader: Reader | None,
        precedence: Precedence,
    ) -> None:
        self._settings = settings
        self._live = LiveIndex(settings)
        self._parts = (encoder, settings, reranker, reader, precedence)
        self._whole = Engine.of(self._live.current(), *self._parts)
        self._parts_of: OrderedDict[frozenset[str], Engine] = OrderedDict()  # by what is hidden
        self._lock = Lock()
        self._preparing = Lock()

    def open(self, roles: Roles) -> Engine:
        """The engine of what these roles may see."""
        return self._of(roles, newest=True)

    def follow(self) -> None:
        """Has everybody answered from the newest index from now on: waits for whoever prepares it."""
        with self._preparing:
            self._follow()

    def last(self, roles: Roles) -> Engine:
        """The same, without a look for a newer index."""
        return self._of(roles, newest=False)

    def hidden(self, roles: Roles) -> frozenset[str]:
        """The ids of the documents that none of these roles may see."""
        self.open(None)
        return _hidden_from(roles, self._whole)

    def close(self) -> None:
        """Lets go of the index."""
        self._live.close()

    def _of(self, roles: Roles, *, newest: bool) -> Engine:
        if newest and self._preparing.acquire(
            blocking=False
        ):  # the others need not wait: they answer from the one before
            try:
                self._follow()
            finally:
                self._preparing.release()
        with self._lock:
            hidden = _hidden_from(roles, self._whole)
            if not hidden:
                return self._whole
            engine = self._parts_of.get(hidden)
            if engine is None:
                engine = Engine.of(VisibleIndex(self._whole.index, hidden), *self._parts)
                self._parts_of[hidden] = engine
            self._parts_of.move_to_end(hidden)
            if len(self._parts_of) > _KEPT:
                self._parts_of.popitem(last=False)
            return engine

    def _follow(self) -> None:
        index = self._live.current()
        if index is not self._whole.index:
            engine = Engine.of(index, *self._parts)
            _warm(engine)
            with self._lock:
                self._whole = engine
                self._parts_of.clear()


class Seen:
    """What is looked up in the newest index, as somebody sees it; by default as somebody who sees everything."""

    _engines: Engines
    _roles: Roles = None

    def seen_by(self, roles: Roles) -> Self:
        """The same for somebody of these roles: what others alone may see is not there. None: all is. Not to be closed."""
        seen = copy(self)
        seen._roles = roles
        return seen

    @property
    def hidden(self) -> frozenset[str]:
        """The ids of the documents that are not there for who asks."""
        return self._engines.hidden(self._roles)

    @property
    def indexed_on(self) -> date:
        """The day on which the newest index was made, by the clock of this machine."""
        return self._engines.open(self._roles).index.made_on

    def follow(self) -> None:
        """Has everybody answered from the newest index from now on: waits for whoever prepares it."""
        self._engines.follow()

    def may_see(self, document: Document) -> bool:
        """Whether who asks may see a document, also one that is in no index any more."""
        allowed = self._roles is None or document.visible_to(self._roles)
        return allowed and document.id not in self.hidden


def _hidden_from(roles: Roles, whole: Engine) -> frozenset[str]:
    """The documents that none of these roles may see."""
    if roles is None:
        return frozenset()
    return frozenset(d.id for d in whole.index.catalog.documents if not d.visible_to(roles))


def _warm(engine: Engine) -> None:
    """Works out what the first questions would wait for, by a question to the first clauses that have a row."""
    catalog = engine.reference.catalog
    for rows in (catalog.targets, catalog.responsibilities):
        for row in rows[:1]:
            with suppress(AssistantError):  # an endpoint is down: its index is there all the same
                can_answer(engine, row.quote[: engine.settings.question_characters])
