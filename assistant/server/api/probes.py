"""Whether questions can be answered, found out by one attempt at a time that nobody waits for longer than a probe may."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field

from assistant.errors import AssistantError

PROBE_SECONDS = 2.0  # for a probe to be answered
KEPT_SECONDS = 5.0  # an outcome is told to further probes

logger = logging.getLogger(__name__)


class NotReadyError(AssistantError):
    """Questions cannot be answered now. The log has the reason, which may name addresses."""

    code = "not_ready"
    http_status = 503


@dataclass(slots=True)
class _Attempt:
    part: str = ""  # what is being tried
    started: float = field(default_factory=time.monotonic)
    ended: float = 0.0
    works: Future[bool] = field(default_factory=Future)


class Probe:
    """Tries what an answer needs; `attempt` yields the name of each part before it is tried, and raises where it fails."""

    def __init__(self, attempt: Callable[[], Iterator[str]]) -> None:
        self._try = attempt
        self._lock = threading.Lock()
        self._last: _Attempt | None = None
        self._failing = ""

    async def check(self) -> None:
        """Returns within `PROBE_SECONDS`. Raises: NotReadyError naming the part that fails or does not answer."""
        attempt = self._current()
        left = attempt.started + PROBE_SECONDS - time.monotonic()
        if not attempt.works.done():
            await asyncio.wait([asyncio.wrap_future(attempt.works)], timeout=max(left, 0))
        if not attempt.works.done():
            self._tell(attempt.part, f"no answer within {PROBE_SECONDS:g} s")
            raise _not_ready(f"the {attempt.part} does not answer")
        if not attempt.works.result():
            raise _not_ready(f"the {attempt.part} fails")

    def _current(self) -> _Attempt:
        """The attempt under way, or the last one where it is not old; else a new one."""
        with self._lock:
            last = self._last
            if last and not (last.works.done() and time.monotonic() - last.ended > KEPT_SECONDS):
                return last
            self._last = attempt = _Attempt()
        # A daemon: one that is left behind must not hold the process up.
        threading.Thread(target=self._run, args=[attempt], daemon=True, name="readiness").start()
        return attempt

    def _run(self, attempt: _Attempt) -> None:
        works = False
        try:
            for part in self._try():
                attempt.part = part
            works = True
            if self._failing:
                logger.warning("questions can be answered again")
            self._failing = ""
        except AssistantError as error:
            self._tell(attempt.part, error.message)
        except Exception:
            logger.exception("the %s fails", attempt.part)
        finally:
            attempt.ended = time.monotonic()
            attempt.works.set_result(works)

    def _tell(self, part: str, reason: str) -> None:
        """Logs a failure when it begins, and not with every probe."""
        if self._failing != part:
            self._failing = part
            logger.warning("questions cannot be answered, the %s fails: %s", part, reason)


def _not_ready(reason: str) -> NotReadyError:
    return NotReadyError(f"questions cannot be answered: {reason}", hint="the log of the server says why")
