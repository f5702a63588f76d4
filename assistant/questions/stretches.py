"""Which period comes next: of those that documents set targets for, or so many years on."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.language.values import Period


def moved(current: Period, years: int | None, known: Sequence[Period], *, forward: bool) -> Period | None:
    """The period so many years on, or the next one known; None where none is known."""
    if years is not None:
        end = current.end + (years if forward else -years)
        stated = [p for p in known if p.end == end]
        if years == 1:
            return Period(end)
        begins = (current.end if forward else end - years) + 1
        same = [p for p in stated if bool(p.start) == bool(current.start)]
        return next(iter(same or stated), Period(end, begins))
    beyond = [p for p in known if (p.end > current.end if forward else p.end < current.end)]
    beyond = [p for p in beyond if p.start and current.start] or beyond  # a stretch goes on with a stretch
    if not beyond:
        if not current.start or known:
            return None
        length = current.end - current.start + 1
        return (
            Period(current.end + length, current.end + 1)
            if forward
            else Period(current.start - 1, current.start - length)
        )
    end = min(p.end for p in beyond) if forward else max(p.end for p in beyond)
    there = [p for p in beyond if p.end == end]
    return next((p for p in there if bool(p.start) == bool(current.start)), there[0])
