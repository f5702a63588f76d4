"""Values in Vietnamese text: numbers with their units, dates, years and periods, document numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(
    r"(?:ngày\s+|mùng\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?"
    r"|(?<![\d/])(\d{1,2})\s?/\s?(\d{1,2})(?:\s?/\s?(\d{4}))?(?![\d/%])"
    r"|(?<![\d-])(\d{1,2})-(\d{1,2})-(\d{4})(?!\d)"
    r"|(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d{2})(?!\d)"
    rf"|(?<![\w.,/])(\d{{1,2}})\s+(?-i:({'|'.join(MONTHS)}))(?:,?\s+(\d{{4}}))?(?!\w)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.,/])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:,\d{3}){2,}(?!\d)"
    r"|\d{1,3}(?:\u00a0\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
)
# Groups apart by a plain space ("14 500 con") are one number where a unit or an end follows, unless a number or what is
# numbered stands in front: "năm 2027 150 hộ", "khoản 2 300 hộ".
_SPACED = re.compile(r"(?<![\w.,/])\d{1,3}(?: \d{3})+(?:,\d+)?(?=\s*(?:[^\W\d_]|[%‰|;:)\]]|[.,](?!\d)|$))")
_NUMBERED = re.compile(
    r"(?:\d[.,)]?|(?<!\w)(?:số|điều|khoản|điểm|mục|phụ lục|bảng|biểu|mẫu|phần|cấp|mức|độ|bậc|lớp|loại|hạng|thứ|đoạn|quý"
    r"|tháng|ngày|năm|khóa|nhóm|vùng|kỳ|lộ|đường|quận|phường|khu|tổ|đợt|lần|bước|trang|dòng))\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")  # "tax 2025 percent of the estimate": no percentage
_PERCENT = re.compile(r"\s*(?:%|phần trăm|phan tram|percent|per cent)", re.IGNORECASE)
YEAR = r"(?:19|20)\d{2}"  # a year, as part of patterns
_Y = rf"({YEAR})"
# Words that lead to years, folded: "đến cuối năm 2030", "trong giai đoạn 2026-2030", "by 2030".
_LEADING = re.compile(
    r"(?P<lead>(?:(?<![^\W_])(?:den|toi|vao|trong|tu|truoc|sau|by|in|until|from|after|beyond)\s+)?"
    r"(?:(?<![^\W_])(?:cuoi|het|(?<!phan )dau)\s+)?)"
    r"(?:(?<![^\W_])(?P<unit>nam|moc|giai doan|thoi ky|chang)\s+)?$"
)
_THOUSANDS = re.compile(r"\.000(?!\d)")
_LONGEST_LEAD = 30  # characters of them


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
    """Years that a statement holds for: "đến năm 2030" is (None, 2030), "giai đoạn 2030-2035" (2030, 2035).

    `EACH_YEAR` is that of what holds anew each year, whichever it is.
    """

    end: int
    start: int | None = None

    @classmethod
    def parse(cls, written: str) -> Period:
        """The period that `str` wrote: "2030", "2030-2035", ">2045", "hằng năm". Raises: ValueError."""
        if written == str(EACH_YEAR):
            return EACH_YEAR
        if written.startswith(">"):
            return cls(OPEN_END, int(written[1:]))
        start, _, end = written.rpartition("-")
        return cls(int(end), int(start) if start else None)

    def __str__(self) -> str:
        if self == EACH_YEAR:
            return "hằng năm"
        if self.end == OPEN_END:
            return f">{self.start}"
        return f"{self.start}-{self.end}" if self.start else str(self.end)

    @property
    def last_year(self) -> int | None:
        """The last year that it names: 2045 of "sau năm 2045"; None of each year."""
        return self.start if self.end == OPEN_END else self.end

    def __lt__(self, other: Period) -> bool:
        """Whether it ends first, or begins first of those that end together; "đến năm 2030" begins before all."""
        return (self.end, self.start or 0) < (other.end, other.start or 0)

    def answers(self, asked: Period) -> bool:
        """Whether a statement for this period answers a question about the asked one."""
        if EACH_YEAR in (self, asked):
            return False
        if asked.end == OPEN_END:
            return asked.start is not None and self.end > asked.start
        if asked.start is None:
            return asked.end == self.end
        if self.start is None:
            return asked.end == self.end
        return asked.end == self.end and abs(asked.start - self.start) <= 1  # 2031-2035 is 2030-2035


EACH_YEAR = Period(OPEN_END)


def number_key(number: str) -> str:
    """A document number in the form in which equal ones are equal: 0165/KH–UBND is 165/kh-ubnd."""
    return "".join(fold(number).replace("–", "-").split()).lstrip("0")


def parse_number(written: str) -> float:
    """1.500, 1 500 and 1,500,000 are in groups, 2,5 is 2.5, 1.234,5 is 1234.5, 03 is 3.

    A point with other than three digits behind it is decimal.
    """
    compact = "".join(written.split())
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}", compact):
        compact = compact.replace(",", "")
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
        if month in MONTHS:
            month = str(MONTHS.index(month) + 1)
        per = _THOUSANDS.match(text, match.end())  # "7/1.000 trẻ" is no day
        if (
            per is None
            and free(*match.span())
            and day
            and month
            and 1 <= int(day) <= 31
            and 1 <= int(month) <= 12
        ):
            key = f"{int(day)}/{int(month)}" + (f"/{year}" if year else "")
            found.append(Value("date", key, match.group(), *match.span()))
    spaced = (match for match in _SPACED.finditer(text) if not _NUMBERED.search(text, 0, match.start()))
    for match in (*spaced, *_NUMBER.finditer(text)):
        if not free(*match.span()):
            continue
        percent = _PERCENT.match(text, match.end())
        if percent and not percent.group().endswith("%") and _YEAR.fullmatch(match.group()):
            percent = None
        number = f"{parse_number(match.group()):.15g}"  # :g alone makes one number of 1.234.567 and 1.234.568
        end = percent.end() if percent else match.end()
        found.append(
            Value("percent" if percent else "number", number, text[match.start() : end], match.start(), end)
        )
    return sorted(found, key=lambda value: value.start)


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period where a text names it: from `start` with the words that lead to it, from `years` without them.

    `lead` ("đến cuối") and `unit` ("năm", "giai đoạn") are those words, folded.
    """

    period: Period
    rule: str
    start: int
    years: int
    end: int
    lead: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """A way to name years. `means` may find that the words of the pattern name none ("2035-2030")."""

    name: str
    pattern: re.Pattern[str]
    means: Callable[[re.Match[str]], Period | None]
    reads: Mapping[str, str]  # examples that it must read -> the period
    leaves: tuple[str, ...]  # examples that it must leave


def _range(century: int = 0) -> Callable[[re.Match[str]], Period | None]:
    def means(match: re.Match[str]) -> Period | None:
        first, last = century + int(match.group(1)), century + int(match.group(2))
        return Period(last, first) if first < last else None

    return means


# The first rule that reads words of a text takes them.
PERIOD_RULES = (
    PeriodRule(
        "range",
        re.compile(
            rf"(?<!\d){_Y}\s*(?:-|–|—|đến|tới|den|toi|to|,?\s*(?:up to|until|through))\s*(?:năm\s+|nam\s+)?{_Y}(?!\d)",
            re.IGNORECASE,
        ),
        _range(),
        reads={
            "Kế hoạch đầu tư công trung hạn 2026 - 2030": "2026-2030",
            "từ năm 2027 đến năm 2031": "2027-2031",
            "Đề án phát triển cây dược liệu, thời kỳ 2021–2035": "2021-2035",
            "tu 2026 den 2028": "2026-2028",
            "a rural programme from 2026 to 2030": "2026-2030",
            "and after 2028, up to 2032?": "2028-2032",
        },
        leaves=(
            "giảm từ 2035-2030",
            "Kế hoạch số 2026-KH/TU",
            "từ 2.026 đến 2.030 hộ",
            "điện thoại 2026-203",
        ),
    ),
    PeriodRule(
        "short_range",
        re.compile(
            r"(?:giai đoạn|thời kỳ|chặng|giai doan|thoi ky|chang)\s+(\d{2})\s*(?:-|–|đến|den)\s*(\d{2})(?![\d.,%/])"
            r"(?!\s*(?:giờ|gio|phút|ngày|ngay|tuần|tuan|tháng|thang|tuổi|tuoi|h(?![^\W\d_])))",
            re.IGNORECASE,
        ),
        _range(2000),
        reads={
            "Nghị quyết về nông thôn mới giai đoạn 26-30": "2026-2030",
            "quy hoach thoi ky 21 den 30": "2021-2030",
        },
        leaves=(
            "tăng 26-30 giường bệnh",
            "giai đoạn 2 đến 3",
            "giai đoạn 30-26",
            "giai đoạn 12-15%",
            "giai đoạn 48-72 giờ",
            "Giai đoạn 24–36 tháng tuổi",
            "giai đoạn 24-48h đầu",
        ),
    ),
    PeriodRule(
        "after",
        re.compile(rf"(?:sau|after|beyond)\s+(?:năm\s+|mốc\s+)?{_Y}(?![\d/%-])", re.IGNORECASE),
        lambda match: Period(OPEN_END, int(match.group(1))),
        reads={"Cảng cạn mở rộng sau năm 2035": ">2035", "the ring road after 2040": ">2040"},
        leaves=(
            "trước năm 2035",
            "trong giai đoạn 2035-2040",
            "sau 2.035 ngày",
        ),
    ),
    PeriodRule(
        "year",
        re.compile(rf"(?<![\d/.,-]){_Y}(?![\d/%]|[.,]\d|-[A-ZĐ])"),
        lambda match: Period(int(match.group(1))),
        reads={
            "Đến năm 2029, mỗi xã có một trạm y tế đạt chuẩn": "2029",
            "dự toán ngân sách năm 2027 của Bộ Y tế": "2027",
            "tầm nhìn 2050.": "2050",
        },
        leaves=(
            "Thông tư 2027/TT-BTC",
            "ngày 03 tháng 02 năm 2026",
            "2.029 ha rừng",
            "giai đoạn 2026-2030",
            "đạt 2029% dự toán",
            "số tài khoản 20291",
        ),
    ),
)


def name_periods(text: str) -> list[NamedPeriod]:
    """The periods that a text names, in order; years inside document numbers and dates are not periods."""
    text = _without_doubtful(text)
    taken = [(v.start, v.end) for v in find_values(text) if v.kind in ("document", "date")]
    found: list[NamedPeriod] = []
    for rule in PERIOD_RULES:
        for match in rule.pattern.finditer(text):
            period = rule.means(match)
            if period is None or any(s < match.end() and match.start() < e for s, e in taken):
                continue
            taken.append(match.span())
            years = match.start(1)
            before = fold(text[max(0, years - _LONGEST_LEAD) : years])
            leading = _LEADING.search(before)
            lead, unit = ((leading[name] or "").strip() for name in ("lead", "unit")) if leading else ("", "")
            start = years - (len(before) - leading.start() if leading else 0)
            found.append(NamedPeriod(period, rule.name, start, years, match.end(), lead, unit))
    return sorted(found, key=lambda named: named.years)


def find_periods(text: str) -> list[Period]:
    """The periods that a text names, in order, each once."""
    return list(dict.fromkeys(named.period for named in name_periods(text)))
