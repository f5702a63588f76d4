"""How much of a file is read at most; what is larger, or takes longer, is refused or cut with a remark."""

from __future__ import annotations

from collections.abc import Callable

MAX_BYTES = 100_000_000  # of a file
MAX_EXPANDED = 300_000_000  # bytes of all parts of a packed file together, unpacked
MAX_PART = 80_000_000  # bytes of one part, unpacked: as a tree it takes some four times as much
MAX_PARTS = 5_000
MAX_PAGES = 2_000
MAX_BLOCKS = 200_000
MEMORY = 400_000_000  # bytes of data that a reader may hold
SILENT_SECONDS = 60.0  # without a page done
TOTAL_SECONDS = 1_800.0  # of one file: a long scan takes its time

_told: list[Callable[[], None]] = []


def page_done() -> None:
    """Tells whoever waits for the reading that it goes on; a reader that takes seconds for a page calls it after each."""
    for tell in _told:
        tell()


def when_page_done(tell: Callable[[], None]) -> None:
    """Has `page_done` call `tell`; for the process that reads."""
    _told[:] = [tell]
