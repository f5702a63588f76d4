"""Since when and until when a document is in force, and whether it is a draft, as its own text says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.language.text import plain
from assistant.language.values import find_values

DRAFT = "dự thảo"  # the status of a document whose head says that it is a draft
_KIND = (
    "Quyết định|Nghị quyết|Nghị định|Thông tư liên tịch|Thông tư|Chỉ thị|Kế hoạch|Chương trình|Quy định|Quy chế|Hướng dẫn"
    "|Đề án|Luật|Pháp lệnh|Bộ luật|Quy chuẩn|Văn bản|Điều lệ|Nội quy"
)
_SUBJECT = rf"(?:^|(?<=[.;:)]))\s*(?:{_KIND})(?: (?:này|liên tịch này))?"
_EFFECT = re.compile(rf"{_SUBJECT}(?:\s[^.;]{{0,300}}?)??\s+có hiệu lực(?: thi hành)?\b(?P<rest>.*)")
_ENDED = re.compile(rf"{_SUBJECT}\s+hết hiệu lực(?: thi hành)?(?: kể)? từ ngày\s(?P<rest>.*)")
_SIGNED = re.compile(r"^,?\s*(?:kể từ|kể|từ) ngày (?:ký|ban hành|được ký|thông qua|được thông qua)\b")
_AFTER = re.compile(r"^,?\s*(?:thi hành )?sau (\d{1,3}) ngày,? kể từ ngày (?:ký|ban hành|công bố|thông qua)")
_FROM = re.compile(r"^,?\s*(?:kể )?từ (?=ngày \d)")
_UNTIL = re.compile(r"\b(?:đến hết|đến|cho đến hết|cho đến) (?=ngày \d)")
_DRAFT = re.compile(r"^\W*dự thảo(?:\s+lần\s+(?:thứ\s+)?\w+)?(?:\W+(?:ngày\b.*)?)?$", re.IGNORECASE)
_DRAFT_WITHIN = 8  # lines of a head in which a draft is called one
_QUARTER = re.compile(r"^\s*(?:kể )?từ quý\s+([IV]{1,3}|[1-4])\s*(?:/|năm)\s*(\d{4})")
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Effect:
    """The first and the last day on which a document is in force, written 2026-11-27; None where it does not say it."""

    effective: str | None = None
    expires: str | None = None


def read_effect(text: str, signed: str | None) -> Effect:
    """What a document says of its force; `signed` is its date, from which days are counted."""
    effective = expires = None
    for line in text.splitlines():
        if "hiệu lực" not in line:
            continue
        words = _without_mark(plain(line))
        if effective is None and (found := _EFFECT.search(words)):
            effective = first_day(found["rest"], signed)
            if until := _UNTIL.search(found["rest"].partition(";")[0].partition(". ")[0]):
                expires = expires or leading_day(found["rest"][until.end() :])
        if expires is None and (found := _ENDED.search(words)):
            ended = leading_day(f"ngày {found['rest']}")
            expires = ended and (date.fromisoformat(ended) - timedelta(days=1)).isoformat()
    return Effect(effective, expires)


def _without_mark(line: str) -> str:
    """A line without the mark of its clause, or with its heading as a sentence of its own."""
    return re.sub(
        r"^[\W_]*(?:Điều \d+[a-zđ]?\s*[.:]?|\d{1,2}[a-zđ]?[.)]|[a-zđ][.)]|[IVX]+\.)[\s-]*", "", line
    )


def first_day(words: str, signed: str | None) -> str | None:
    """The day that "kể từ ngày 01 tháng 7 năm 2026" or "sau 10 ngày kể từ ngày ký" means; None where it is not told."""
    if _SIGNED.match(words):
        return signed
    if found := _AFTER.match(words):
        return signed and (date.fromisoformat(signed) + timedelta(days=int(found[1]))).isoformat()
    if found := _QUARTER.match(words):
        return f"{found[2]}-{3 * _QUARTERS[found[1]] - 2:02}-01"
    if found := _FROM.match(words):
        return leading_day(words[found.end() :])
    return None


def leading_day(words: str) -> str | None:
    """The date that words begin with, written 2026-11-27."""
    first = next(iter(find_values(words)), None)
    if (
        first is None
        or first.kind != "date"
        or first.key.count("/") != 2
        or words[: first.start].strip() not in ("", "ngày")
    ):
        return None
    day, month, year = map(int, first.key.split("/"))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def is_draft(text: str) -> bool:
    """Whether the head of a document says that it is a draft."""
    lines = [plain(line).strip("#| ") for line in text[:3000].splitlines() if line.strip("#*_| ")]
    cells = (cell.strip() for line in lines[:_DRAFT_WITHIN] for cell in line.split("|"))
    return any(map(_DRAFT.match, cells))
