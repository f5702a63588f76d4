"""Deadlines on a calendar: the responsibilities that have one, in the order in which they fall due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.errors import AssistantError
from assistant.language.deadlines import Deadline
from assistant.language.text import clean
from assistant.language.values import find_values
from assistant.types import Responsibility


class DateError(AssistantError):
    """A typed date cannot be read."""

    code = "invalid_date"


class DayOrderError(AssistantError):
    """The first day of a range comes after its last."""

    code = "reversed_days"


@dataclass(frozen=True, slots=True)
class Due:
    """A responsibility with its deadline; `day` is when it falls due next (once past: when it was), None without a date."""

    responsibility: Responsibility
    deadline: Deadline
    day: date | None

    def to_dict(self) -> dict[str, Any]:
        """The row as `deadlines --json` prints it."""
        return self.responsibility.to_dict() | {
            "due": self.day.isoformat() if self.day else None,
            "rhythm": self.deadline.rhythm,
        }


def schedule(
    rows: Iterable[Responsibility], *, today: date, after: date | None = None, before: date | None = None
) -> tuple[Due, ...]:
    """The responsibilities with a deadline, the next one first, those without a date last.

    `after` and `before` are the first and the last day that is wanted; with either, what has no date is left out.
    Raises: DayOrderError.
    """
    if after and before and after > before:
        raise DayOrderError(
            f"{after} comes after {before}", hint="--after is the first day, --before the last one"
        )
    found = []
    for row in rows:
        deadline = row.deadline
        if deadline is None:
            continue
        day = deadline.next_on_or_after(after or today) or _day_of_once(deadline)
        if not deadline.is_dated:
            day = None  # "hằng năm" binds to no day; the end of the year would be a guess
        if (after or before) and day is None:
            continue
        if day and ((after and day < after) or (before and day > before)):
            continue
        found.append(Due(row, deadline, day))
    return tuple(sorted(found, key=lambda due: due.day or date.max))


def read_date(typed: str) -> date:
    """A typed date: 2026-06-30, 30/6/2026, 30-6-2026, "ngày 30 tháng 6 năm 2026". Raises: DateError."""
    text = clean(typed)
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    found = [value for value in find_values(text) if value.kind == "date"]
    try:
        (value,) = found
        day, month, year = (int(part) for part in value.key.split("/"))
        return date(year, month, day)
    except ValueError:
        raise DateError(
            f"“{typed}” is no date", hint="type day, month and year, such as 30/6/2026 or 2026-06-30"
        ) from None


def _day_of_once(deadline: Deadline) -> date | None:
    return deadline.next_on_or_after(date.min) if deadline.year and deadline.recurrence is None else None
