"""Brings the changes of editors into the index, in the background; takes back what cannot be brought in."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from assistant.editing.journal import Act, Journal
from assistant.editing.standings import Standing, Standings
from assistant.errors import AssistantError, IndexBusyError
from assistant.index import BuildReport
from assistant.settings import Settings

logger = logging.getLogger(__name__)
BUSY_SECONDS = 2.0  # until a build that another process holds up is tried again


class Indexing:
    """Builds while there are acts that wait; where one deletes, the whole index, and then `purge` removes what earlier ones held.

    `lock` is held while documents are changed.
    """

    def __init__(
        self,
        settings: Settings,
        journal: Journal,
        standings: Standings,
        make: Callable[..., BuildReport],
        purge: Callable[[], None],
        lock: threading.RLock,
    ) -> None:
        self._settings = settings
        self._journal = journal
        self._standings = standings
        self._make = make
        self._purge = purge
        self._lock = lock
        self._worker: threading.Thread | None = None
        self.progress: tuple[str, int, int] | None = None  # stage of the build under way, done, total

    def start(self) -> None:
        """Has what waits brought in."""
        with self._lock:
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="editing", daemon=True)
                self._worker.start()

    def wait(self, seconds: float) -> bool:
        """Waits for the builds under way; whether they have ended."""
        worker = self._worker
        if worker:
            worker.join(seconds)
        return not (worker and worker.is_alive())

    def take_back(self, acts: Sequence[Act], code: str) -> None:
        """Has documents stand as before acts, the last of these first; `code` is that of the error. Raises: NoRoomError."""
        with self._lock:
            for act in reversed(acts):
                if act.kind == "deleted":
                    continue  # its file is gone; what an index still holds of it goes with the next that deletes
                added = act.after.added if act.kind == "added" and act.after else None
                self._standings.put(act.document, Standing() if added else act.before or Standing())
                if added:
                    self._standings.remove_file(added.path)
            self._journal.settle(acts, "failed", code)

    def _work(self) -> None:
        going = True
        while True:
            with self._lock:
                acts = self._waiting() if going else []
                if not acts:
                    self.progress, self._worker = None, None
                    return
            self.progress = ("read", 0, 0)
            deletes = any(act.kind == "deleted" for act in acts)
            try:
                report = self._make(self._settings, progress=self._follow, whole=deletes)
                if deletes:
                    self._purge()
            except IndexBusyError:
                time.sleep(BUSY_SECONDS)
            except Exception as error:
                code = error.code if isinstance(error, AssistantError) else "internal"
                logger.warning("documents were not changed: %s", error, exc_info=code == "internal")
                going = self._settle(self._waiting(), code)
            else:
                going = self._judge(acts, report)

    def _judge(self, acts: Sequence[Act], report: BuildReport) -> bool:
        """What is in the index is done; a file that could not be read after all is taken back, which takes a further build."""
        skipped = {file.path for file in report.skipped}
        lost = [act for act in acts if act.after and act.after.added and act.after.added.path in skipped]
        going = self._settle([act for act in acts if act not in lost])
        if lost and (going := self._settle(lost, "invalid_corpus")):
            with suppress(AssistantError):
                self._make(self._settings, progress=self._follow)
        return going

    def _settle(self, acts: Sequence[Act], code: str | None = None) -> bool:
        """Whether it could be noted: on a full disk acts wait on, until the next change or start."""
        try:
            if code:
                self.take_back(acts, code)
            else:
                self._journal.settle(acts, "done")
        except AssistantError as error:
            logger.warning("changes of documents wait on: %s", error.message)
            return False
        return True

    def _waiting(self) -> list[Act]:
        with suppress(AssistantError):
            return self._journal.waiting()
        return []

    def _follow(self, stage: str, done: int, total: int) -> None:
        self.progress = (stage, done, total)
