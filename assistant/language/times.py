"""Words of time: where they stand in a text, by which rule, and whether they bind what is said.

They are those of plans and decisions: a limit and a date ("chậm nhất là ngày 15 tháng 11 hằng năm", "trước 31/12/2027",
"trong quý IV/2026"), a rhythm ("hằng quý", "6 tháng, năm", "định kỳ"), or a time counted from an event. What only cites
a date ("Quyết định số 5/QĐ-TTg ngày 24 tháng 5 năm 2025") or names a yearly thing ("dự toán hằng năm") does not bind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.language.duties import duty_words

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
_HALF = r"(?:0?6|sáu)\s+tháng\s+(?:đầu|cuối)\s+(?:của\s+)?năm\s+\d{4}(?!\d)"
_YEARS = r"(?:giai đoạn|thời kỳ|các năm|năm)\s+\d{4}(?:\s*[-–]\s*\d{4})?(?!\d)"
_EACH = r"(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng)"
_OF_EACH = (
    rf"(?:\s+(?:của\s+)?(?:{_EACH}|năm (?:tiếp theo|sau|kế tiếp)"
    r"|tháng (?:cuối|đầu) (?:của )?quý(?: sau| tiếp theo)?|tháng (?:tiếp theo|sau)))"
)
_HAS_LIMIT = re.compile(rf"{_LIMIT}\b", re.IGNORECASE)
_BEFORE_RHYTHM = re.compile(r"(?:^|[,;:.(–-]|\b(?:và|hoặc|từng|vào|theo))\s*$", re.IGNORECASE)


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
        "half",
        _HALF,
        reads={
            "bàn giao mặt bằng trong 6 tháng đầu năm 2028": "trong 6 tháng đầu năm 2028",
            "Sáu tháng cuối năm 2027": "Sáu tháng cuối năm 2027",
        },
        leaves=("báo cáo 6 tháng đầu năm", "thu 6 tháng đạt 48% dự toán năm 2027", "trẻ 6 tháng tuổi"),
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
        r"(?:trong (?:vòng|thời hạn|thời gian)(?: (?:tối đa|không quá))?|(?:chậm|muộn) nhất(?: là)?(?: sau)?"
        r"|sau|không quá|tối đa|trong(?=\s+\d+\s+(?:ngày làm việc"
        r"|(?:ngày|tháng|giờ),?\s+(?:kể )?từ)))\s+\d+(?:\s*\([^\W\d][\w\s]{1,20}\))?\s+(?:ngày|tháng|giờ)(?: làm việc)?"
        r"(?:,?\s+(?:kể )?(?:từ|sau) (?:(?! (?:thì|và (?:tiến hành|thông báo|gửi|báo cáo|thực hiện|tổ chức"
        r"|trả lời))(?!\w))(?!(?<!ngày)(?<!khi) phải (?!\w+ phép))(?:[^,;.]"
        r"|,(?= (?:Thể thao|quản lý nhà nước)(?!\w))|(?<=tổ chức),(?= cá nhân)))+)?",
        reads={
            "trả lời trong thời hạn 07 ngày làm việc kể từ khi nhận đơn": "trong thời hạn 07 ngày làm việc kể từ khi nhận đơn",
            "khắc phục sự cố không quá 48 giờ": "không quá 48 giờ",
            "trong 05 ngày làm việc kể từ ngày nhận đơn, phòng trả lời": "trong 05 ngày làm việc kể từ ngày nhận đơn",
            "trong thời hạn 20 (hai mươi) ngày, phòng trả lời": "trong thời hạn 20 (hai mươi) ngày",
            "cấp thẻ trong thời gian tối đa 10 ngày": "trong thời gian tối đa 10 ngày",
            "báo tin trong vòng 2 giờ kể từ khi xảy ra và tiến hành khắc phục": "trong vòng 2 giờ kể từ khi xảy ra",
        },
        leaves=(
            "nghỉ 12 ngày phép",
            "tập huấn 03 ngày cho cán bộ xã",
            "trưng bày trong 20 ngày tại nhà văn hóa",
        ),
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


def skip_time(text: str, start: int = 0) -> int:
    """Where the words go on behind words of time that stand at `start` ("Hằng năm, trước ngày 25 tháng 12, …")."""
    while match := _BOUND.match(text, start) or _RHYTHM.match(text, start):
        start = match.end()
        while start < len(text) and text[start] in " ,()":
            start += 1
    return start
