"""Runs calls of the core in threads: a few at a time, not too many waiting, none for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from assistant.server.api.failures import BusyError, SlowAnswerError

Result = TypeVar("Result")
WAITING = 100  # calls; at ten answers a second the last of them waits ten seconds


class Workers:
    """A call that is given up goes on holding its place until it ends, since no thread can be stopped."""

    def __init__(self, *, at_once: int, seconds: float) -> None:
        self._limiter = CapacityLimiter(at_once)
        self._seconds = seconds
        self._tasks: set[asyncio.Task[object]] = set()

    async def run(self, call: Callable[[], Result]) -> Result:
        """The result of the call. Raises: BusyError, SlowAnswerError, and what the call raises."""
        if self._limiter.statistics().tasks_waiting >= WAITING:
            raise BusyError("too many requests are waiting", hint="try again in a few seconds")
        wanted = True

        def work() -> Result | None:
            return call() if wanted else None

        task = asyncio.create_task(to_thread.run_sync(work, limiter=self._limiter))
        self._tasks.add(task)
        task.add_done_callback(self._forget)
        try:
            done, _ = await asyncio.wait([task], timeout=self._seconds)
        finally:
            wanted = False
        if not done:
            raise SlowAnswerError(
                f"there was no answer within {self._seconds:g} s", hint="try again, or ask for less at once"
            )
        return task.result()  # type: ignore[return-value]  # it was wanted until it ended

    def _forget(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # nobody may be left to look at it
