"""The corpus folder, watched: what is new, changed or gone is indexed once it rests, or once a person agrees.

The folder is looked at again and again and not subscribed to: offices keep documents on network drives, which tell nobody
of a change that another machine made. The index before answers until the new one is built and verified.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.aside import call_aside
from assistant.documents.corpus import MANIFEST
from assistant.documents.corrections import CARDS
from assistant.documents.files import find_files, shown
from assistant.errors import AssistantError, IndexBusyError
from assistant.index import BuildReport, Progress
from assistant.indexing import build
from assistant.settings import Settings

logger = logging.getLogger(__name__)
Snapshot = Mapping[str, tuple[int, int, int]]  # time of change, size, inode, by path in the folder
LOOK_SECONDS = 2.0  # between two looks at the folder
SETTLE_SECONDS = 3.0  # that a new or changed file must rest before it is indexed
_OWN = (MANIFEST, CARDS)
_PATIENCE = 5  # times that a file may take to rest before the others are indexed without it


@dataclass(frozen=True, slots=True)
class FolderChange:
    """How a folder differs from the one that is indexed: paths in it, in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def named(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What there is of each kind of change, by its name."""
        kinds = (("added", self.added), ("changed", self.changed), ("removed", self.removed))
        return tuple((name, paths) for name, paths in kinds if paths)


@dataclass(frozen=True, slots=True)
class WatchState:
    """What a watch has seen: `waiting` is to be confirmed, `last` was taken at `at`, `problem` is why it was not."""

    waiting: FolderChange = field(default_factory=FolderChange)
    last: FolderChange = field(default_factory=FolderChange)
    at: datetime | None = None
    problem: str | None = None
    building: bool = False


def take_snapshot(folder: Path) -> Snapshot:
    """What tells the files of a folder from those of another time; a file that cannot be looked at is not in it."""
    root = Path(os.path.realpath(folder))
    taken = {}
    for path in (*find_files(root, []), *(root / name for name in _OWN)):
        try:
            status = path.stat()
        except OSError:
            continue
        taken[shown(path.relative_to(root))] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return taken


def compare_snapshots(before: Snapshot, after: Snapshot) -> FolderChange:
    """What is new, changed and gone."""
    return FolderChange(
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(name for name in after.keys() & before.keys() if after[name] != before[name])),
        tuple(sorted(before.keys() - after.keys())),
    )


class FolderWatch:
    """Follows the corpus folder of the settings; `run` works until it is told to stop. Safe to share between threads."""

    def __init__(
        self,
        settings: Settings,
        *,
        confirm: bool = False,
        announce: Callable[[str], None] = logger.info,
        progress: Progress | None = None,
        reported: Callable[[BuildReport], None] | None = None,
        indexed: Snapshot | None = None,
        make: Callable[..., BuildReport] = build,
    ) -> None:
        """`confirm`: a change waits for `confirm()`. `indexed`: the folder as the current index was made of it.

        `make` is `build`, wherever it runs.
        """
        self._settings = settings
        self._confirm = confirm
        self._announce = announce
        self._progress = progress
        self._reported = reported
        self._make = make
        self._indexed = indexed if indexed is not None else take_snapshot(settings.corpus_dir)
        self._seen: dict[str, tuple[tuple[int, int, int] | None, float]] = {}
        self._agreed = threading.Event()
        self._told = FolderChange()
        self.state = WatchState()

    def confirm(self) -> None:
        """Agrees to what is waiting."""
        if self.state.waiting:
            self._agreed.set()

    def note_indexed(self, snapshot: Snapshot) -> None:
        """Somebody else built the index of the folder as it was in `snapshot`: nothing of that waits any more."""
        self._indexed = snapshot
        self._agreed.clear()
        self._set()

    def run(self, stop: threading.Event) -> None:
        """Looks at the folder every few seconds, until `stop` is set."""
        while not stop.wait(LOOK_SECONDS):
            try:
                self.look()
            except Exception:
                logger.exception("the watch of the folder goes on after an error")

    def look(self, now: float | None = None) -> BuildReport | None:
        """One look at the folder: builds where something changed, rests and is agreed to; else tells what is waiting.

        `now` is the time in seconds, of any clock.
        """
        snapshot = take_snapshot(self._settings.corpus_dir)
        change = compare_snapshots(self._indexed, snapshot)
        clock = time.monotonic() if now is None else now
        moving = self._moving(snapshot, change, clock)
        if not change:
            self._set(waiting=change)
            self._agreed.clear()
            return None
        if moving and not self._waited_long(moving, clock):
            return None
        if self._confirm and not self._agreed.is_set():
            if change != self._told:
                self._tell("waiting for you to agree: ", change)
                self._told = change
            self._set(waiting=change)
            return None
        return self._build(snapshot, change, moving)

    def _moving(self, snapshot: Snapshot, change: FolderChange, now: float) -> set[str]:
        """Files of the change that are still being written: they looked otherwise a moment ago."""
        moving = set()
        seen = {}
        for name in (*change.added, *change.changed, *change.removed):
            stamp = snapshot.get(name)
            known, since = self._seen.get(name, (None, now))
            if name not in self._seen or known != stamp:
                since = now
            seen[name] = (stamp, since)
            if now - since < SETTLE_SECONDS:
                moving.add(name)
        self._seen = seen
        return moving

    def _waited_long(self, moving: set[str], now: float) -> bool:
        """Whether files that rest have waited long enough for one that does not: it holds up no other for ever."""
        resting = [since for name, (_, since) in self._seen.items() if name not in moving]
        return bool(resting) and now - min(resting) >= _PATIENCE * SETTLE_SECONDS

    def _build(self, snapshot: Snapshot, change: FolderChange, moving: set[str]) -> BuildReport | None:
        self._tell("", change)
        self._set(waiting=change, building=True)
        try:
            report = self._make(self._settings, progress=self._progress, unsettled=moving)
        except IndexBusyError:  # it is tried again at the next look
            self._set(waiting=change)
            return None
        except AssistantError as error:
            # Until the folder changes again: the same files would fail the same way.
            self._indexed, problem = snapshot, f"{error.message} ({error.hint})"
            self._announce(f"not indexed, the index before goes on answering: {problem}")
            self._set(problem=problem)
            self._agreed.clear()
            return None
        before = {name: stamp for name, stamp in self._indexed.items() if name in moving}
        self._indexed = {name: stamp for name, stamp in snapshot.items() if name not in moving} | before
        self._agreed.clear()
        self.state = WatchState(last=change, at=datetime.now().astimezone())
        if self._reported:
            self._reported(report)
        return report

    def _set(
        self,
        *,
        waiting: FolderChange | None = None,
        building: bool = False,
        problem: str | None = None,
    ) -> None:
        state = self.state
        self.state = WatchState(
            waiting or FolderChange(), state.last, state.at, problem or state.problem, building
        )

    def _tell(self, what: str, change: FolderChange) -> None:
        for name, paths in change.named():
            self._announce(f"{what}{name}: {', '.join(paths)}")


def build_beside(watch: FolderWatch | None) -> Callable[..., BuildReport]:
    """`build` in a process of its own, of which the watch of the same folder is told."""

    def build_and_tell(settings: Settings, **options: Any) -> BuildReport:
        snapshot = take_snapshot(settings.corpus_dir)
        report = call_aside(build, settings, **options)
        if watch:
            watch.note_indexed(snapshot)
        return report

    return build_and_tell
