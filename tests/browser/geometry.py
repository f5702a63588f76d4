"""Faults of a layout, measured in the browser: what is cut, squeezed, without its label, or on top of something else."""

from __future__ import annotations

from pathlib import Path

from tests.browser.visiting import Visit

NARROWEST = 64  # pixels of a column of a table
NARROWEST_WORDY = 150  # of a column whose cells hold sentences
WORDY = 60  # characters on average from which cells hold sentences

_FAULTS = Path(__file__).with_suffix(".js").read_text("utf-8")


def faults(visit: Visit) -> list[str]:
    """The faults of what is in sight now, each in words."""
    found: list[str] = visit.page.evaluate(_FAULTS, [NARROWEST, NARROWEST_WORDY, WORDY])
    return found
