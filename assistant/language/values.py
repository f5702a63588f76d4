"""Values in Vietnamese text: numbers with their units, dates, years and periods, document numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.language.text import DOUBTFUL, fold

OPEN_END = 9999  # the end of "sau năm 2030"
ValueKind = Literal["number", "percent", "date", "document"]

_AGENCY = r"[A-ZĐ][A-ZĐa-zđ0-9]*"  # of a document number: KH, UBND, QĐ, TTg
# What joins its parts: a dash, a slash, "VH&TT", "QĐ-BCĐ,TT"; words that follow a comma are no part of it.
_JOINT = r"(?:[-–/&](?=[A-ZĐ])|,(?=[A-ZĐ]{2}(?![^\W\dA-ZĐ])))"
_RUNNING = r"\d{1,5}(?:\.\d{1,2}(?=\s?/))?(?:\s?/\s?\d{4}(?=\s?[-–/]))?"  # 31, 05/2023, 66.7/2025
_DOCUMENT = re.compile(
    rf"(?<![\w/.,]){_RUNNING}"
    # A gap stands before or after the slash in scanned heads and in typing; then only capitals with a joint are a number.
    rf"(?:[-–/]{_AGENCY}(?:{_JOINT}{_AGENCY})*|\s?/\s?[A-ZĐ]{{2,}}(?:{_JOINT}{_AGENCY})+"
    # In lower case, as questions are typed, only behind a kind of document: "1002/qđ-ttg".
    r"|\s?[-–/]\s?(?:q[đd]|n[qđd]|kh|tt|ttr|ct|ctr|cv|c[đd]|tb|hd|bc|kl)(?:[-–/&][a-zđ]{2,10})+(?![\w]))"
)
_DATE = re.compile(
    r"(?:ngày\s+|mùng\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?"
    r"|(?<![\d/])(\d{1,2})\s?/\s?(\d{1,2})(?:\s?/\s?(\d{4}))?(?![\d/%])"
    r"|(?<![\d-])(\d{1,2})-(\d{1,2})-(\d{4})(?!\d)"
    r"|(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.,/])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:\u00a0\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
)
_PERCENT = re.compile(r"\s*(?:%|phần trăm|phan tram|percent|per cent)", re.IGNORECASE)
_YEAR_RANGE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*(?:-|–|—|đến|tới|den|toi|to)\s*(?:năm\s+|nam\s+)?((?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_SHORT_RANGE = re.compile(
    r"(?:giai đoạn|thời kỳ|chặng|giai doan|thoi ky|chang)\s+(\d{2})\s*(?:-|–|đến|den)\s*(\d{2})(?![\d.,%/])",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:sau|after|beyond)\s+(?:năm\s+|mốc\s+)?((?:19|20)\d{2})(?![\d/%-])", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.,-])((?:19|20)\d{2})(?![\d/%]|[.,]\d|-[A-ZĐ])")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it stands in a text: `key` is equal for equal values however they are written."""

    kind: ValueKind
    key: str
    written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """Years that a statement holds for: "đến năm 2030" is (None, 2030), "giai đoạn 2030-2035" (2030, 2035)."""

    end: int
    start: int | None = None

    def __str__(self) -> str:
        if self.end == OPEN_END:
            return f">{self.start}"
        return f"{self.start}-{self.end}" if self.start else str(self.end)

    def __lt__(self, other: Period) -> bool:
        """Whether it ends first, or begins first of those that end together; "đến năm 2030" begins before all."""
        return (self.end, self.start or 0) < (other.end, other.start or 0)

    def answers(self, asked: Period) -> bool:
        """Whether a statement for this period answers a question about the asked one."""
        if asked.end == OPEN_END:
            return asked.start is not None and self.end > asked.start
        if asked.start is None:
            return asked.end == self.end
        if self.start is None:
            return asked.end == self.end
        return asked.end == self.end and abs(asked.start - self.start) <= 1  # 2031-2035 is 2030-2035


def parse_number(written: str) -> float:
    """1.500 is 1500, 2,5 is 2.5, 1.234,5 is 1234.5, 03 is 3; a point with other than three digits is decimal."""
    compact = written.replace("\u00a0", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", compact):
        compact = compact.replace(".", "")
    return float(compact.replace(",", "."))


def _without_doubtful(text: str) -> str:
    return DOUBTFUL.sub(lambda match: " " * len(match.group()), text)


def find_values(text: str) -> list[Value]:
    """Document numbers, dates and numbers of a text in order, none inside another. Years are numbers.

    A figure of which it is not sure how it is shown (`DOUBTFUL`) has no value.
    """
    text = _without_doubtful(text)
    found: list[Value] = []

    def free(start: int, end: int) -> bool:
        return all(end <= v.start or start >= v.end for v in found)

    for match in _DOCUMENT.finditer(text):
        key = "".join(fold(match.group()).replace("–", "-").split())
        found.append(Value("document", key, match.group(), *match.span()))
    for match in _DATE.finditer(text):
        day, month, year = (next((g for g in match.groups()[i::3] if g), None) for i in range(3))
        if free(*match.span()) and day and month and 1 <= int(day) <= 31 and 1 <= int(month) <= 12:
            key = f"{int(day)}/{int(month)}" + (f"/{year}" if year else "")
            found.append(Value("date", key, match.group(), *match.span()))
    for match in _NUMBER.finditer(text):
        if not free(*match.span()):
            continue
        percent = _PERCENT.match(text, match.end())
        number = f"{parse_number(match.group()):.15g}"  # :g alone makes one number of 1.234.567 and 1.234.568
        end = percent.end() if percent else match.end()
        found.append(
            Value("percent" if percent else "number", number, text[match.start() : end], match.start(), end)
        )
    return sorted(found, key=lambda value: value.start)


def find_periods(text: str) -> list[Period]:
    """The periods that a text names, in order; years inside document numbers and dates are not periods."""
    text = _without_doubtful(text)
    taken = [(v.start, v.end) for v in find_values(text) if v.kind in ("document", "date")]
    periods: list[tuple[int, Period]] = []
    for match in _YEAR_RANGE.finditer(text):
        first, last = int(match.group(1)), int(match.group(2))
        if first < last and not any(s < match.end() and match.start() < e for s, e in taken):
            periods.append((match.start(), Period(last, first)))
            taken.append(match.span())
    for match in _SHORT_RANGE.finditer(text):
        first, last = 2000 + int(match.group(1)), 2000 + int(match.group(2))
        if first < last:
            periods.append((match.start(), Period(last, first)))
            taken.append(match.span())
    for match in _AFTER.finditer(text):
        if not any(s < match.end() and match.start() < e for s, e in taken):
            periods.append((match.start(), Period(OPEN_END, int(match.group(1)))))
            taken.append(match.span())
    for match in _YEAR.finditer(text):
        if not any(s < match.end() and match.start() < e for s, e in taken):
            periods.append((match.start(), Period(int(match.group(1)))))
    return list(dict.fromkeys(period for _, period in sorted(periods, key=lambda item: item[0])))
