"""What an answer says of rows, periods and addresses, in Vietnamese and English, in the sentences of `answers`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.language.addresses import ClauseAddress
from assistant.language.deadlines import Deadline
from assistant.language.values import EACH_YEAR, MONTHS, OPEN_END, Period
from assistant.messages.answers import PHRASES
from assistant.messages.counts import fill
from assistant.types import ComparisonRow, Target

Language = Literal["vi", "en"]

_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NOTED = re.compile(r"(?:\s?\[\d{1,3}\])+\s*$")  # what refers to the notes of a consolidated text
# Words of comparators in English; the first that a comparator holds says it.
_COMPARED = (
    (
        ("không dưới", "không ít hơn", "không thấp hơn", "tối thiểu", "ít nhất", "trở lên", "≥", ">="),
        "at least",
    ),
    (
        ("không quá", "không vượt quá", "không cao hơn", "tối đa", "nhiều nhất", "trở xuống", "≤", "<="),
        "at most",
    ),
    (("dưới", "thấp hơn", "nhỏ hơn", "ít hơn", "<"), "less than"),
    (("trên", "hơn", "vượt", ">"), "more than"),
    (("khoảng", "xấp xỉ", "gần", "ước", "chừng", "~", "≈"), "about"),
)
_ROLES = {
    "chủ trì": "lead", "phối hợp": "in support", "tham mưu": "to advise", "hướng dẫn": "to guide",
    "báo cáo": "to report", "đề nghị": "requested", "thực hiện": "to carry out",
}  # fmt: skip
_RHYTHMS = {
    "yearly": "each year", "half_yearly": "every half-year", "quarterly": "each quarter",
    "monthly": "each month", "periodic": "at regular intervals",
}  # fmt: skip


def say(key: str, language: Language, **values: object) -> str:
    """The sentence of a key in a language, filled in."""
    return fill(PHRASES[key][language == "en"], values)


def period_phrase(period: Period, language: Language) -> str:
    """A period as it is said: "đến năm 2030", "giai đoạn 2030-2035", "sau năm 2030", "hằng năm"."""
    if period == EACH_YEAR:
        return str(period) if language == "vi" else "each year"
    if period.end == OPEN_END:
        return f"sau năm {period.start}" if language == "vi" else f"after {period.start}"
    if period.start:
        return (
            f"giai đoạn {period.start}-{period.end}" if language == "vi" else f"{period.start}-{period.end}"
        )
    return f"đến năm {period.end}" if language == "vi" else f"by {period.end}"


def amount_phrase(row: Target) -> str:
    """A target's amount as it is said: "tối thiểu 20%", "60% trở lên", "10–13%/năm". The row has a value."""
    number = number_phrase(row.value) + (f"–{number_phrase(row.upper)}" if row.upper is not None else "")
    unit = row.unit or ""
    if unit and row.quote.startswith("|") and unit.lower() not in row.quote.lower():
        unit = f"({unit})"  # it stands above the table, so "29.000 nghìn" would be words that no clause has
    amount = f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".strip()
    if row.comparator in ("trở lên", "trở xuống"):
        return f"{amount} {row.comparator}"
    return f"{row.comparator} {amount}" if row.comparator else amount


def compared_as(comparator: str | None) -> str | None:
    """How a comparator bounds an amount, in English: "at least", "more than"; None where it does not."""
    said = (comparator or "").lower()
    return next((english for words, english in _COMPARED if any(word in said for word in words)), None)


def amount_in(row: Target, language: Language) -> str:
    """A target's amount for a reader of a language: "tối thiểu 1.500 người", "at least 1500 người"."""
    if language == "vi" or row.value is None:
        return amount_phrase(row)
    compared = compared_as(row.comparator) or ""
    number = f"{row.value:.15g}" + (f"–{row.upper:.15g}" if row.upper is not None else "")
    unit = row.unit or ""
    return f"{compared} {number}{'' if unit.startswith('%') else ' '}{unit}".strip()


def deadline_phrase(deadline: Deadline, language: Language) -> str:
    """A deadline for a reader of a language: as it is written, in English as a date; written words that give none are quoted."""
    if language == "vi":
        return deadline.written
    rhythm = _RHYTHMS.get(deadline.rhythm, "")
    dated = [str(deadline.day)] if deadline.day else []
    dated += [MONTHS[deadline.month - 1]] if deadline.month else []
    dated += [f"quarter {deadline.quarter}"] if deadline.quarter else []
    dated += [str(deadline.year)] if deadline.year else []
    before = deadline.before or deadline.written.lower().startswith("trước")
    if not dated:
        return f"{rhythm} (“{deadline.written}”)" if rhythm else f"“{deadline.written}”"
    return " ".join(filter(None, ["before" if before else "by", *dated, rhythm]))


def number_phrase(value: float | None) -> str:
    """A number as Vietnamese text writes it: 1.500, 2,5."""
    whole = f"{value or 0:,.15g}"
    return whole.translate(str.maketrans(",.", ".,"))


def target_phrase(row: Target, place: str, language: Language) -> str:
    """A target in one sentence: where and by when, the indicator, the amount. The row has a value."""
    when = ", ".join(filter(None, [place, period_phrase(row.period, language) if row.period else ""]))
    reaches = (row.comparator or "").lower().startswith(("đạt", "chiếm"))
    indicator = row.indicator if language == "en" else row.indicator[:1].lower() + row.indicator[1:]
    return say(
        "lead_reaches" if reaches else "lead_amount",
        language, when=when, indicator=indicator, amount=amount_in(row, language),
    ).removeprefix(": ")  # fmt: skip


def role_phrase(role: str, language: Language) -> str:
    """The role of a body in a duty: in English the word for it, where there is one."""
    return role if language == "vi" else _ROLES.get(role, role)


def reason_phrase(row: ComparisonRow, language: Language) -> str | None:
    """Why the levels of a row of a comparison are not comparable, in words; None where they are."""
    if row.reason is None:
        return None
    first = next(target for target in row.targets if target)
    second = next(t for t, v in zip(row.targets, row.verdicts, strict=True) if t and v == "not_comparable")
    key, amounts, bases = f"reason_{row.reason}", [], []
    for target in (first, second):
        amounts.append(amount_phrase(target) if target.value is not None else "")
        bases.append(target.base or say("no_base", language))
    if row.reason == "wording" and not any(amounts):
        key = "reason_wording_qualitative"
    return say(key, language, first=amounts[0], second=amounts[1], first_base=bases[0], second_base=bases[1])


def register_phrase(row: Target, parent: Target | None, language: Language) -> str:
    """A target as an item of a list: the indicator, what it is a part of, the amount, the period."""
    amount = f": **{amount_phrase(row)}**" if row.value is not None else ""
    when = f" ({period_phrase(row.period, language)})" if row.period else ""
    return f"{indicator_phrase(row, parent, language)}{amount}{when}."


def indicator_phrase(row: Target, parent: Target | None, language: Language) -> str:
    """The indicator of a target with what it is a part of, and whether reading it was not certain."""
    indicator = (
        say("part_of", language, indicator=row.indicator, parent=parent.indicator)
        if parent
        else row.indicator
    )
    return f"{indicator}{say('unsure', language) if row.unsure else ''}"


def display_date(day: str | None, language: Language) -> str | None:
    """An ISO date as it is written in Vietnam or in English; other texts stay as they are."""
    found = _ISO_DATE.fullmatch(day or "")
    if not found:
        return day
    if language == "vi":
        return f"{found[3]}/{found[2]}/{found[1]}"
    month = dict(enumerate(MONTHS, start=1)).get(int(found[2]))
    return f"{int(found[3])} {month} {found[1]}" if month else day


def capitalised(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]


def sentence(clause: str) -> str:
    """A clause's words as a sentence: a full stop in place of the list's comma or semicolon."""
    words = _NOTED.sub("", clause).rstrip(" ;,")
    return words if words.endswith((".", "!", "?", "…", ":", "”")) else f"{words}."


_DIVISIONS: dict[str, tuple[str, str]] = {  # kind of clause -> what it is called
    "article": ("Điều", "articles"), "roman": ("mục", "sections"), "capital": ("mục", "sections"), "number": ("khoản", "clauses"),
    "letter": ("điểm", "points"), "dash": ("gạch đầu dòng", "bullets"), "plus": ("dấu cộng", "plus signs"),
    "table_row": ("dòng", "rows"), "paragraph": ("đoạn", "paragraphs"), "appendix": ("Phụ lục", "appendices"),
}  # fmt: skip
_TOLD = 3  # divisions of one kind from which only the first and the last are named


def addresses_phrase(clauses: Sequence[tuple[str, str, ClauseAddress]], language: Language) -> str:
    """What stands side by side, shortly: "khoản 1–6", "Chương I–IV, Phụ lục"; of each clause kind, label and address."""
    groups: dict[str, list[str]] = {}
    for kind, label, address in clauses:
        last = address.parts[-1]
        if kind == "part":
            word, _, label = label.partition(" ")
            called = word.capitalize()
        elif kind in _DIVISIONS:
            called = _DIVISIONS[kind][0 if language == "vi" else 1]
            label = label if label and kind not in ("dash", "plus", "table_row") else last.rpartition(" ")[2]
        else:
            called, label = last, ""
        groups.setdefault(called, []).append(label)
    told = []
    for called, labels in groups.items():
        own = list(dict.fromkeys(labels))
        numbers = f"{own[0]}–{own[-1]}" if len(own) >= _TOLD else ", ".join(own)
        told.append(f"{called} {numbers}".strip())
    return ", ".join(told)
