"""Deadlines as data: the words of time that bind a duty, read as a day, a month, a quarter or a year, and a rhythm.

The words are those of plans and decisions: a limit and a date ("chậm nhất là ngày 15 tháng 11 hằng năm", "trước
31/12/2027", "trong quý IV/2026"), a rhythm ("hằng quý", "6 tháng, năm", "định kỳ"), or a time counted from an event.
What only cites a date ("Quyết định số 5/QĐ-TTg ngày 24 tháng 5 năm 2025") or names a yearly thing ("dự toán hằng năm")
is no deadline.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from assistant.language.duties import duty_words

Rhythm = Literal["none", "yearly", "half_yearly", "quarterly", "monthly", "periodic"]

_LIMIT = (
    r"(?:hoàn thành |xong |ban hành )?(?:(?:chậm|muộn) nhất(?: là| vào| trong| trước)?|hạn chót(?: là)?|trước|"
    r"không quá|(?:đến |vào |trước )?(?:hết|cuối)|trong|vào|hoàn thành|thời hạn)"
)
_DATE = (
    r"(?:\d{1,2}\s?(?:h|giờ)\s?(?:\d{2})?(?: phút)?,?\s+)?(?:ngày\s+)?"
    r"\d{1,2}\s*(?:tháng\s*\d{1,2}|/\s?\d{1,2}|[.-]\d{1,2}(?=[.-]\d{4}))"
    r"(?:(?:\s*,?\s*năm\s+|\s?[/.-]\s?)\d{4})?(?!\d)"
)
_DAY = r"ngày\s+\d{1,2}(?!\s*(?:[/.\d-]|tháng\s+\d))"
_MONTH = r"tháng\s+\d{1,2}(?:\s*(?:/|-|năm\s+)\s*\d{4})?(?!\d)"
_QUARTER = r"quý\s+(?:IV|I{1,3}|[1-4])\b(?:\s*(?:[/-]|,?\s*năm)\s*\d{4})?"
_YEARS = r"(?:giai đoạn|thời kỳ|các năm|năm)\s+\d{4}(?:\s*[-–]\s*\d{4})?(?!\d)"
_EACH = r"(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng)"
_OF_EACH = (
    rf"(?:\s+(?:của\s+)?(?:{_EACH}|năm (?:tiếp theo|sau|kế tiếp)"
    r"|tháng (?:cuối|đầu) (?:của )?quý(?: sau| tiếp theo)?|tháng (?:tiếp theo|sau)))"
)
_HAS_LIMIT = re.compile(rf"{_LIMIT}\b", re.IGNORECASE)
_BEFORE_RHYTHM = re.compile(r"(?:^|[,;:.(–-]|\b(?:và|hoặc|từng|vào|theo))\s*$", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:[-–]|đến(?: hết)?)\s*")
_GAP = re.compile(
    r"[\s,()]*(?:(?:và|hoặc|tổng kết|sơ kết|báo cáo|[-–]|đến|đến hết)[\s,()]*)?(?:là[\s]*)?", re.IGNORECASE
)
_PIECES = re.compile(r"(?<=[;.])\s+")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_STEP: dict[str, int] = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}  # months
_SHORT = 60  # characters: a cell of a table, where a date stands without a word of limit


@dataclass(frozen=True, slots=True)
class TimeRule:
    """A way to say when something is due, with clauses whose words of time it must read and clauses that it must leave."""

    name: str
    pattern: str
    reads: Mapping[str, str]  # clause -> the words of time in it
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words of time where they stand, and the rule that reads them."""

    rule: str
    start: int
    end: int


# Points and spans of time. They bind where a word of limit stands before them, where they come back, or alone in a cell.
BOUND_RULES = (
    TimeRule(
        "date",
        rf"{_DATE}{_OF_EACH}?",
        reads={
            "Sở Công Thương trình phương án trước ngày 20 tháng 7 năm 2027.": "trước ngày 20 tháng 7 năm 2027",
            "gửi Bộ Nội vụ chậm nhất là ngày 05/12 hằng năm": "chậm nhất là ngày 05/12 hằng năm",
            "công việc phải xong trước 17 giờ 00 ngày 30/6/2026": "xong trước 17 giờ 00 ngày 30/6/2026",
            "30.9.2028": "30.9.2028",
        },
        leaves=(
            "theo Nghị định số 44/2026/NĐ-CP ngày 01 tháng 3 năm 2026",
            "cuộc họp ngày 12/4/2026 đã thống nhất",
            "trong vòng 15 ngày",
        ),
    ),
    TimeRule(
        "day_of_each",
        rf"{_DAY}{_OF_EACH}",
        reads={
            "báo cáo nhanh trước ngày 20 hằng tháng": "trước ngày 20 hằng tháng",
            "gửi số liệu trước ngày 10 tháng cuối quý": "trước ngày 10 tháng cuối quý",
        },
        leaves=("làm việc 20 ngày mỗi tháng", "trước ngày 20 tháng 5 năm 2027"),
    ),
    TimeRule(
        "month",
        rf"{_MONTH}{_OF_EACH}?",
        reads={
            "Ban hành quy chế phối hợp trong tháng 9/2026": "trong tháng 9/2026",
            "khởi công trước tháng 4 năm 2028": "trước tháng 4 năm 2028",
            "Tháng 11/2027": "Tháng 11/2027",
        },
        leaves=("mưa lớn từ tháng 9 đến tháng 12", "trẻ từ 24 tháng tuổi", "trước ngày 01 tháng 9"),
    ),
    TimeRule(
        "quarter",
        _QUARTER,
        reads={
            "trình Hội đồng nhân dân trong quý III/2027": "trong quý III/2027",
            "Bộ Xây dựng công bố bản đồ Quý 2 năm 2028": "Quý 2 năm 2028",
        },
        leaves=("quý khách đi tàu", "báo cáo hằng quý", "vận quý 5 hiện vật"),
    ),
    TimeRule(
        "years",
        _YEARS,
        reads={
            "hoàn thành trong năm 2028": "hoàn thành trong năm 2028",
            "nghiệm thu công trình trước năm 2029": "trước năm 2029",
            "Giai đoạn 2027 - 2029": "Giai đoạn 2027 - 2029",
        },
        leaves=(
            "đến năm 2030, 95% hộ dân được dùng nước sạch",
            "số liệu năm 2024 cho thấy",
            "Chương trình mục tiêu quốc gia giai đoạn 2026-2030",
        ),
    ),
)
# Time counted from an event, and what comes back.
OTHER_RULES = (
    TimeRule(
        "counted",
        r"(?:trong (?:vòng|thời hạn)|(?:chậm|muộn) nhất(?: là)?(?: sau)?|sau|không quá)\s+\d+\s+(?:ngày|tháng|giờ)(?: làm việc)?"
        r"(?:,?\s+(?:kể )?(?:từ|sau) [^,;.]+)?",
        reads={
            "trả lời trong thời hạn 07 ngày làm việc kể từ khi nhận đơn": "trong thời hạn 07 ngày làm việc kể từ khi nhận đơn",
            "khắc phục sự cố không quá 48 giờ": "không quá 48 giờ",
        },
        leaves=("nghỉ 12 ngày phép", "tập huấn 03 ngày cho cán bộ xã"),
    ),
    TimeRule(
        "rhythm",
        rf"(?:định kỳ\s+(?:vào\s+)?)?(?:{_EACH}(?:(?:, | và |, và ){_EACH})*"
        r"|(?:6|06|sáu) tháng(?:(?: đầu năm)?(?:,? và |, | hoặc )(?:(?:hằng|hàng|01|1|một|cả|cuối|tổng kết)\s+)?năm)?"
        r"(?!\s+(?:tuổi|\d|đến|đầu)))|định kỳ",
        reads={
            "Hằng quý, rà soát danh sách đối tượng": "Hằng quý",
            "kiểm tra đê điều, định kỳ 6 tháng, một năm": "định kỳ 6 tháng, một năm",
            "định kỳ hằng tháng báo cáo Bộ Tài chính": "định kỳ hằng tháng",
        },
        leaves=("dự toán chi hằng năm của cơ quan", "trẻ đủ 06 tháng tuổi", "tạp chí định kỳ của ngành"),
    ),
)


_BOUND = re.compile(
    rf"(?:\b{_LIMIT}\s+(?:là\s+)?)?(?:{'|'.join(f'(?P<{rule.name}>{rule.pattern})' for rule in BOUND_RULES)})",
    re.IGNORECASE,
)
_COUNTED, _RHYTHM = (re.compile(rule.pattern, re.IGNORECASE) for rule in OTHER_RULES)


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
    found = [
        _read(parts, piece)
        for piece in _PIECES.split(text)
        if (parts := _parts(piece, bare=len(text) <= _SHORT))
    ]
    return next((deadline for deadline in found if deadline.is_dated), found[0] if found else None)


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """All deadlines of a text, in order: "trước ngày 15/6 và 15/12 hằng năm" are two."""
    found: list[Deadline] = []
    for piece in _PIECES.split(text):
        parts = _parts(piece, bare=len(text) <= _SHORT)
        dated = _dated(parts, piece)
        if len(dated) > 1 and not _RANGE.fullmatch(piece, dated[0][1], dated[1][0]):
            found += [_read([part], piece) for part in dated]
        elif parts:
            found.append(_read(parts, piece))
    return tuple(found)


def skip_time(text: str, start: int = 0) -> int:
    """Where the words go on behind words of time that stand at `start` ("Hằng năm, trước ngày 25 tháng 12, …")."""
    while match := _BOUND.match(text, start) or _RHYTHM.match(text, start):
        start = match.end()
        while start < len(text) and text[start] in " ,()":
            start += 1
    return start


def _read(parts: list[tuple[int, int]], piece: str) -> Deadline:
    written = _joined(parts, piece)
    dated, rhythm = _dated(parts, piece), _rhythm_of(written)
    if not dated:
        return Deadline(written, rhythm=rhythm)
    first = dated[0]
    if len(dated) > 1 and _RANGE.fullmatch(piece, first[1], dated[1][0]):
        first = dated[1]  # "Quý II/2026 - Quý IV/2026" is over with the last
    words = piece[slice(*first)].lower()
    day, month, quarter, year = _numbers(words)
    if rhythm in ("none", "periodic") and not year:
        rhythm = "yearly" if month or quarter else "monthly"
    before = day is None and re.match(r"(?:\w+ \w+ )?trước\b", words) is not None
    return Deadline(written, day, month, quarter, year, rhythm, before)


def _parts(piece: str, *, bare: bool) -> list[tuple[int, int]]:
    return [(time.start, time.end) for time in find_time_words(piece, bare=bare)]


def _dated(parts: list[tuple[int, int]], piece: str) -> list[tuple[int, int]]:
    """The parts that name a date, not a rhythm or a number of days."""
    return [
        (start, end)
        for start, end in parts
        if re.search(r"\d", piece[start:end])
        and not any(pattern.fullmatch(piece, start, end) for pattern in (_RHYTHM, _COUNTED))
    ]


def _numbers(words: str) -> tuple[int | None, int | None, int | None, int | None]:
    years = [int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", words)]
    year = years[-1] if years else None
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


def find_time_words(piece: str, *, bare: bool) -> list[TimeWords]:
    """The words of time that bind, in order, none inside another; `bare`: of a cell, where a date stands by itself."""
    candidates = [TimeWords("counted", *m.span()) for m in _COUNTED.finditer(piece)]
    candidates += [TimeWords("occasion", *m.span()) for m in _occasions().finditer(piece)]
    candidates += [
        TimeWords(m.lastgroup or "", *m.span()) for m in _BOUND.finditer(piece) if _binds(m, piece, bare=bare)
    ]
    candidates += [TimeWords("rhythm", *m.span()) for m in _RHYTHM.finditer(piece) if _is_adverb(m, piece)]
    found: list[TimeWords] = []
    for time in sorted(candidates, key=lambda time: (time.start, -time.end)):
        if not found or time.start >= found[-1].end:
            found.append(time)
    return found


@cache
def _occasions() -> re.Pattern[str]:
    return re.compile("|".join(duty_words().occasions), re.IGNORECASE)


def _binds(match: re.Match[str], piece: str, *, bare: bool) -> bool:
    """Whether a date bounds something: it has a word of limit, or comes back, or stands alone in a cell."""
    words = match.group()
    stands_first = bare and match.start() == 0
    limited = _HAS_LIMIT.match(words)
    if re.match(rf"(?:{_LIMIT}\s+)?(?:giai đoạn|thời kỳ|các năm)", words, re.IGNORECASE):
        finishes = limited and limited.group().lower().startswith(("hoàn thành", "xong", "ban hành"))
        return stands_first or bool(finishes)
    if limited is None:
        return stands_first or re.search(rf"{_EACH}$|quý\s", words, re.IGNORECASE) is not None
    # "đảm bảo mục tiêu … vào năm 2030" is a goal; "hoàn thành trong năm 2026" is a deadline.
    in_passing = limited.group().lower() == "vào" and not re.search(r"quý|ngày|tháng", words, re.IGNORECASE)
    return stands_first or not in_passing


def _is_adverb(match: re.Match[str], piece: str) -> bool:
    """Whether a rhythm says when something is done, and not of what kind a thing is ("dự toán hằng năm")."""
    before, after = piece[: match.start()], piece[match.end() :]
    if _BEFORE_RHYTHM.search(before) or "định kỳ " in match.group().lower():
        return True
    verbs = duty_words().verb_pattern
    if re.search(rf"(?:{verbs})\s*$", before, re.IGNORECASE):
        return True
    return match.group().lower() == "định kỳ" and bool(re.match(rf"\s+(?:{verbs})\b", after))


def _joined(parts: list[tuple[int, int]], piece: str) -> str:
    """The words of time as written; what stands apart is set side by side with a comma."""
    runs = [parts[0]]
    for start, end in parts[1:]:
        if _GAP.fullmatch(piece, runs[-1][1], start):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
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
