"""Numbers that are no figures: those of documents, classes, clauses and ranks belong to a name; and figures asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from assistant.language.diacritics import is_syllable
from assistant.language.english import is_english
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.text import fold, has_diacritics
from assistant.language.values import YEAR, Value, find_values
from assistant.questions.corrections import any_of, as_compared, conversation
from assistant.registers.amounts import measured

_CAPITALISED = re.compile(r"(?<!\w)([A-Z][a-z]+)[\s-]+$")
_FROM = re.compile(r"(?<![\w.,])\d[\d.,]*\s?[-–]\s?$")
_ASKED = re.compile(r"(?<!\w)(?:bao nhieu|may|how (?:much|many))(?!\w)")
_SINCE = re.compile(r"(?<!\w)(?:sau|qua|truoc|trong|trong vong|tu|du|hon|duoi|tren|after|within)\s+$")
_NUMBERED = re.compile(r"0\d{2,}")  # so begins no figure: "02 xã" does, and "0,5%"
_SUM = re.compile(r"\([\d.]+(?:\s?[-+]\s?[\d.]+)+\)")  # of rows of a table, by their numbers
_NAME_REACH = 40  # characters before a number in which the last word of its name stands
_TYPED_NAME = re.compile(r"(?<!\w)(?P<word>[a-z]{3,})\s+(?P<number>\d[\d.]*\d{2})(?![\w%])")
# Days up to a day of the same month: "15-20/11/2025", "ngày 3, 4 và 5 tháng 12"; of English as it is read "tháng 11 15-20".
_AND = r"\s*(?:,|-|–|—|(?<!\w)(?:đến|tới|và|den|toi|va|to|and|through)(?!\w))\s*(?:(?:đến|den)\s+)?(?:(?:ngày|ngay)\s+)?"
_DAYS = re.compile(
    rf"(?<![\w.,/])\d{{1,2}}(?:{_AND}\d{{1,2}})*{_AND}\d{{1,2}}(?:\s?/\s?\d{{1,2}}|\s+(?:tháng|thang)\s+\d{{1,2}})(?![\w%])"
    rf"|(?<!\w)tháng\s+\d{{1,2}}\s+\d{{1,2}}\s?(?:-|–|to)\s?\d{{1,2}}(?![\w%])",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(
    r"\s?(?:nghìn|ngàn|nghin|ngan)(?!\w|\s+(?:tỷ|tỉ|ty|ti)(?!\w))|k(?!\w)", re.IGNORECASE
)  # "50 nghìn", "50k"
# How many were told: "trong 8 cái ấy".
_TOLD = re.compile(
    r"(?<!\w)trong(?: số| so)? \d+(?: \w+){1,3}? (?:ấy|đó|này|kia|trên|ay|do|nay|tren)(?!\w)", re.IGNORECASE
)
# How old somebody is of whom the asker tells: "có con 20 tháng", "em 45 tuổi".
_AGED = re.compile(
    r"(?<!\w)(?:(?:con|bé|be|cháu|chau)"
    r"(?: (?:em|tôi|toi|mình|minh|nhỏ|nho|được|duoc|mới|moi|tròn|tron)){0,2} \d+ (?:tháng|thang|tuổi|tuoi)"
    r"|(?:tôi|toi|em|mình|minh)(?: (?:năm nay|nam nay|đã|da|mới|moi|được|duoc))? \d+ (?:tuổi|tuoi))(?!\w)",
    re.IGNORECASE,
)
_LONGEST = 4  # words of a name before its number: "chương trình hành động số"


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """A figure of which is asked what it is said of, with the words of its unit."""

    value: Value
    unit: tuple[str, ...]


def asked_figure(text: str) -> AskedFigure | None:
    """The figure that a question asks the origin or the meaning of; None where it asks for none."""
    bare = not has_diacritics(text)
    compared = as_compared(text, bare=bare)
    if len(compared) != len(text) or (found := _asked(bare=bare).search(compared)) is None:
        return None
    start, end = found.span("figure" if found["figure"] else "figure_en")
    value = next((v for v in find_values(text) if start <= v.start < end), None)
    if value is None or value.kind not in ("number", "percent") or re.fullmatch(YEAR, value.written):
        return None
    if not (found["called"] or found["figure_en"]) and belongs_to_name(text, value.start, value.end):
        return None
    return AskedFigure(value, tuple(words(found["unit"] or "")))


def points_at_figure(text: str) -> bool:
    """Whether a turn points back to a figure: "con số ấy", "mức 20% đó"."""
    bare = not has_diacritics(text)
    return _pointing(bare=bare).search(as_compared(text, bare=bare)) is not None


@cache
def _pointing(*, bare: bool) -> re.Pattern[str]:
    data = conversation()
    called, behind = (
        any_of(data["origin"]["called"], bare=bare),
        any_of(data["demonstratives"]["says"], bare=bare),
    )
    return re.compile(rf"(?<![^\W_])(?:{called})\s+(?:\d[\d.,]*\s*%?\s+)?(?:{behind})(?![^\W_])")


@cache
def _asked(*, bare: bool) -> re.Pattern[str]:
    """ "con số 60% là của gì", "what does the 60% refer to"."""
    data = conversation()["origin"]
    called, behind, before, english = (
        any_of(data[name], bare=bare) for name in ("called", "behind", "before", "behind_english")
    )
    figure = r"(?P<figure>\d[\d.,]*\d|\d)\s*%?"
    unit = r"(?P<unit>(?:\s+[^\W\d]+){0,3}?)"
    return re.compile(
        rf"(?:(?<![^\W_])(?P<called>{called})\s+)?(?<![\w.,/-]){figure}{unit}[\s,]+(?:{behind})(?![^\W_])"
        rf"|(?:{before})\s+(?:the\s+)?{figure.replace('<figure>', '<figure_en>')}(?:\s+\w+)?\s+(?:{english})(?![^\W_])"
    )


def belongs_to_name(text: str, start: int, end: int) -> bool:
    """Whether the number at a place of a text is part of a name: "Nghị quyết số 57", "lớp 12", "mô hình 2 cấp", "Next 1.000"."""
    lexicon = load_lexicon()
    if first := _FROM.search(text, 0, start):  # "giai đoạn 2-3"
        start = first.start()
    if text[end : end + 1].isalpha():
        return not measured(text[end:])  # "1A", "4G", but "28m"
    if any(
        m.start() <= start and end <= m.end() and not measured(text[m.end() :]) for m in _SUM.finditer(text)
    ):
        return True  # "chi còn lại (1-1.1)"
    if _NUMBERED.fullmatch(text[start:end]):
        return True  # "kế hoạch phòng dịch 0215"
    before, after = words(text[:start])[-_LONGEST:], words(text[end:])[:_LONGEST]
    if text[start:end] == "1" and after[:1] and after[0] in lexicon.per:
        ahead, reckoned = _ASKED.search(fold(text[:start])), _ASKED.search(fold(text[end:]))
        if ahead or (reckoned and not _SINCE.search(fold(text[:start]))):
            return True  # "bao nhiêu tiền 1 năm", "1 năm được bao nhiêu tiền", but not "sau 1 năm"
    if any(" ".join(after[:n]) in lexicon.uncounted_after for n in (1, 2, 3)):
        return True
    behind, lasts = text[end:], {" ".join(before[-n:]) for n in range(1, _LONGEST + 1)}
    if not lasts.isdisjoint(lexicon.uncounted):
        return not measured(behind)
    alone = is_numbered_name(text, start) or not lasts.isdisjoint(lexicon.uncounted_alone)
    return alone and not measured(behind, counted=True)


def required_figures(
    found: Sequence[Value], read: str, text: str
) -> tuple[tuple[Value, ...], list[tuple[int, int]]]:
    """(the figures of a question that the documents must hold, where all its figures stand).

    `found`: the values of the question as it is `read`, without names of places and documents; `text`: as it was typed.
    """
    confirming = bool(find_phrases(words(text), load_lexicon().kinds["yes_no"]))
    found = [_whole(value, read) for value in found]
    days = [span.span() for span in _DAYS.finditer(read)]
    of_days = [v for v in found if any(start <= v.start < end for start, end in days)]
    when = [v for v in of_days if v.kind == "number" or not confirming]
    when += [] if confirming else [v for v in found if _is_month(v, read)]
    told = [span.span() for pattern in (_TOLD, _AGED) for span in pattern.finditer(read)]
    when += [v for v in found if v.kind == "number" and any(start <= v.start < end for start, end in told)]
    named = named_numbers(found, text)
    values = tuple(v for v in found if _is_figure(v, read) and v not in when and v not in named)
    spans = (v for v in found if v in values or v in when or is_numbered_name(read, v.start))
    return values, [(v.start, v.end) for v in spans]


def named_numbers(found: Sequence[Value], text: str) -> list[Value]:
    """Those of a question's numbers that stand in nothing but names in it as it was typed: "decision" is no word of the plans."""
    typed = [v for v in find_values(text) if v.kind == "number"]
    counted = {v.written for v in typed if not belongs_to_name(text, v.start, v.end)}
    named = {v.written for v in typed} - counted
    return [v for v in found if v.kind == "number" and v.written in named]


def _is_figure(value: Value, text: str) -> bool:
    """Whether a number in a question is one that the document must hold, not a year, a decision's or a class's number."""
    if value.kind in ("percent", "date"):
        return True
    if value.kind == "document" or re.fullmatch(YEAR, value.written):
        return False
    return not belongs_to_name(text, value.start, value.end)


def _is_month(value: Value, text: str) -> bool:
    """Whether a number only says of when something is: "lũ tháng 11"; one that is asked to be confirmed is a figure."""
    behind = fold(text[: value.start]).split()[-1:]
    return value.kind == "number" and behind == ["thang"] and value.key in map(str, range(1, 13))


def is_numbered_name(text: str, start: int) -> bool:
    """Whether the number that begins there is part of a name like "Next 1.000", however that is typed."""
    return follows_name(text[:start]) or any(found.start("number") == start for found in typed_names(text))


def typed_names(text: str) -> Iterator[re.Match[str]]:
    """Numbered names that are typed without a capital in a Vietnamese text: "next 1000"; nothing of "tăng 1000", "gdp 1000"."""
    for found in _TYPED_NAME.finditer(text):
        foreign = not is_syllable(found["word"]) and re.search(r"[aeiouy]", found["word"])
        if foreign and not re.fullmatch(YEAR, found["number"]) and not is_english(text):
            yield found


def figures_in(text: str) -> tuple[Value, ...]:
    """The values of a text but for the numbers of names: "Next 1.000" states none."""
    return tuple(
        _whole(value, text)
        for value in find_values(text)
        if value.kind != "number" or not follows_name(text[max(0, value.start - _NAME_REACH) : value.start])
    )


def _whole(value: Value, text: str) -> Value:
    """A number with the thousands that are written behind it: "50 nghìn" is 50.000."""
    behind = _THOUSANDS.match(text, value.end) if value.kind == "number" else None
    if behind is None:
        return value
    written = text[value.start : behind.end()]
    return replace(
        value, key=f"{(Decimal(value.key) * 1000).normalize():f}", written=written, end=behind.end()
    )


def follows_name(before: str) -> bool:
    """Whether a capitalised word that is no syllable of Vietnamese stands last: "Next"."""
    word = _CAPITALISED.search(before)
    return word is not None and not is_syllable(word[1].lower())
