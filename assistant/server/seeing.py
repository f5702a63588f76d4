"""What whoever asks may see: every route gets the assistant as its own request's person sees it, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant

Roles = frozenset[str] | None  # None: sees everything
NOBODY: Roles = frozenset()
# Set by `Admission` for each request; threads that work for a request inherit it. Without a request nobody asks.
ROLES: ContextVar[Roles] = ContextVar("roles", default=NOBODY)


class _Seen:
    """Has each call made on the assistant as it is seen by the roles of the moment."""

    def __init__(self, whole: PolicyAssistant, roles: Callable[[], Roles]) -> None:
        self._whole = whole
        self._roles = roles

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole.seen_by(self._roles()), name)


def as_seen(whole: PolicyAssistant, roles: Callable[[], Roles] = ROLES.get) -> PolicyAssistant:
    """The assistant as whoever asks may see it: what is hidden from them is not there, whatever is called."""
    return cast("PolicyAssistant", _Seen(whole, roles))
