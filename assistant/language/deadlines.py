"""Deadlines as data: words of time that bind a duty, read as a day, a month, a quarter or a year, and a rhythm."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from assistant.language.times import TimeWords, find_time_words

Rhythm = Literal["none", "yearly", "half_yearly", "quarterly", "monthly", "periodic"]

_RANGE = re.compile(r"\s*(?:[-–]|đến(?: hết)?)\s*")
_GAP = re.compile(
    r"[\s,()]*(?:(?:và|hoặc|tổng kết|sơ kết|báo cáo|[-–]|đến|đến hết)[\s,()]*)?(?:là[\s]*)?", re.IGNORECASE
)
_PIECES = re.compile(r"(?<=[;.])\s+")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_STEP: dict[str, int] = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}  # months
_SHORT = 60  # characters: a cell of a table, where a date stands without a word of limit


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a duty is due. Without a day the end of the month, quarter or year is meant; `before`: the end of the one before.

    A day and month without a year come back every year. `periodic` is "định kỳ" without an interval: it has no date.
    """

    written: str
    day: int | None = None
    month: int | None = None
    quarter: int | None = None
    year: int | None = None
    rhythm: Rhythm = "none"
    before: bool = False  # "trước năm 2030", "trước tháng 6": the unit itself is too late

    @classmethod
    def parse(cls, written: str) -> Deadline:
        """What words say that stand where a deadline does; the words alone where they cannot be read ("theo yêu cầu")."""
        return _parse(written)

    def __str__(self) -> str:
        return self.written

    @property
    def is_dated(self) -> bool:
        """Whether it states a day, month, quarter or year, not a rhythm alone."""
        return any((self.day, self.month, self.quarter, self.year))

    def next_on_or_after(self, today: date) -> date | None:
        """The next day on which it is due; None where it is over or has no date ("định kỳ")."""
        if self.rhythm in ("none", "periodic") or (self.year and self.rhythm == "yearly"):
            due = self._due_in(self.year) if self.year else None
            return due if due and due >= today else None
        dues = (self._due_in(year) for year in range(today.year, today.year + 3))
        if self.rhythm == "yearly":
            return next((due for due in dues if due >= today), None)
        days = (_on(year, month, self.day) for year in (today.year, today.year + 1) for month in self._months)
        return next((due for due in days if due >= today), None)

    @property
    def recurrence(self) -> str | None:
        """The rule of its return as iCalendar writes it (RFC 5545, RRULE), or None where it comes once or has no date."""
        if self.rhythm not in _STEP:
            return None
        day = self.day or -1  # the last day of the month
        if self.rhythm == "yearly":
            due = self._due_in(2023)  # a year without a leap day, as a calendar has to be able to repeat it
            last = -1 if not self.day else due.day
            return f"FREQ=YEARLY;BYMONTH={due.month};BYMONTHDAY={last}"
        if self.rhythm == "monthly":
            return f"FREQ=MONTHLY;BYMONTHDAY={day}"
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, self._months))};BYMONTHDAY={day}"

    @property
    def _months(self) -> range:
        """The months in which it comes back: the last ones of the intervals unless another is stated."""
        step = _STEP[self.rhythm]
        return range((self.month - 1) % step + 1 if self.month else step, 13, step)

    def _due_in(self, year: int) -> date:
        if self.month:
            if self.before and not self.day:
                return _on(year - (self.month == 1), (self.month - 2) % 12 + 1, None)
            return _on(year, self.month, self.day)
        if self.quarter:
            last = self.quarter * 3
            return _on(year - (last == 3), last - 3 or 12, None) if self.before else _on(year, last, None)
        return date(year - self.before, 12, 31)


@lru_cache(maxsize=4096)  # few are worded in a way of their own
def _parse(written: str) -> Deadline:
    found = find_deadline(written)
    return replace(found, written=written) if found else Deadline(written)


def find_deadline(text: str) -> Deadline | None:
    """The first deadline of a text, a dated one before a mere rhythm.

    The parts of one statement are taken together: "định kỳ hằng năm … trước ngày 15 tháng 12".
    """
    bare = len(text) <= _SHORT
    found = [
        _read(times, piece) for piece in _PIECES.split(text) if (times := find_time_words(piece, bare=bare))
    ]
    return next((deadline for deadline in found if deadline.is_dated), found[0] if found else None)


def _read(times: list[TimeWords], piece: str) -> Deadline:
    written = _joined(times, piece)
    rhythm = _rhythm_of(written)
    dated = [
        t for t in times if t.rule not in ("rhythm", "counted") and re.search(r"\d", piece[t.start : t.end])
    ]
    if not dated:
        return Deadline(written, rhythm=rhythm)
    first = dated[0]
    if len(dated) > 1 and _RANGE.fullmatch(piece, first.end, dated[1].start):
        first = dated[1]  # "Quý II/2026 - Quý IV/2026" is over with the last
    words = piece[first.start : first.end].lower()
    day, month, quarter, year = _numbers(words)
    if rhythm in ("none", "periodic") and not year:
        rhythm = "yearly" if month or quarter else "monthly"
    before = day is None and re.match(r"(?:\w+ \w+ )?trước\b", words) is not None
    return Deadline(written, day, month, quarter, year, rhythm, before)


def _numbers(words: str) -> tuple[int | None, int | None, int | None, int | None]:
    years = [int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", words)]
    year = years[-1] if years else None
    if half := re.search(r"(?:6|sáu)\s+tháng\s+(đầu|cuối)", words):
        return None, 6 if half[1] == "đầu" else 12, None, year
    if quarter := re.search(r"quý\s+(iv|i{1,3}|[1-4])\b", words):
        said = quarter[1]
        return None, None, _ROMAN.get(said) or int(said), year
    if both := re.search(r"(\d{1,2})\s*(?:tháng\s*|[/.-]\s?)(\d{1,2})(?!\d)", words):
        day, month = int(both[1]), int(both[2])
        if 1 <= day <= 31 and 1 <= month <= 12:
            return day, month, None, year
    if (month_only := re.search(r"tháng\s+(\d{1,2})", words)) and 1 <= int(month_only[1]) <= 12:
        return None, int(month_only[1]), None, year
    day_only = re.search(r"ngày\s+(\d{1,2})", words)
    first_month = 1 if re.search(r"tháng đầu (?:của )?quý", words) else None
    return int(day_only[1]) if day_only else None, first_month, None, year


def _rhythm_of(written: str) -> Rhythm:
    """The shortest interval that is named."""
    said = re.sub(r"\bhàng\b|\bmỗi\b", "hằng", written.lower())
    if "hằng tháng" in said:
        return "monthly"
    if re.search(r"hằng quý|(?:cuối|đầu) (?:của )?quý", said):
        return "quarterly"
    if re.search(r"\b(?:0?6|sáu) tháng\b", said):
        return "half_yearly"
    if re.search(r"hằng năm|năm (?:tiếp theo|sau|kế tiếp)", said):
        return "yearly"
    return "periodic" if "định kỳ" in said else "none"


def _joined(times: list[TimeWords], piece: str) -> str:
    """The words of time as written; what stands apart is set side by side with a comma."""
    runs: list[tuple[int, int]] = []
    for time in times:
        if runs and _GAP.fullmatch(piece, runs[-1][1], time.start):
            runs[-1] = (runs[-1][0], time.end)
        else:
            runs.append((time.start, time.end))
    written = [piece[s:e].strip(" ,;.(") for s, e in runs]
    said_again = {
        w for n, w in enumerate(written) if any(_same(w) in _same(later) for later in written[n + 1 :])
    }
    return ", ".join(w + ")" * (w.count("(") - w.count(")")) for w in written if w not in said_again)


def _same(words: str) -> str:
    return words.lower().replace("hàng ", "hằng ")


def _on(year: int, month: int, day: int | None) -> date:
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day or last, last))
