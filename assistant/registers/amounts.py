"""Amounts in a clause: "đạt tối thiểu 2,5%", "từ 10 - 13%/năm", "300 giáo viên": comparator, value, unit, and what is counted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from assistant.language.text import place_tones
from assistant.language.values import Value, find_values, parse_number
from assistant.language.vocabulary import VOCABULARY
from assistant.registers.names import indicator_words

_RANGE = re.compile(r"\s*(?:-|–|—|÷|~|đến|tới)\s*(?:dưới\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)từ(?:\s+mức)?(?:\s+(?:gần|khoảng|hơn|trên|dưới))*\s*$", re.IGNORECASE)
_TO = re.compile(
    r"(?:(?:tăng|giảm|nâng|hạ)\s+)?(?:lên|xuống|còn)\b", re.IGNORECASE
)  # how a comparator of a change opens
_BETWEEN = 60  # characters between what was and what is to be
_TOLERANCE = re.compile(r"\s*\(?\s*±\s*\d+(?:[.,]\d+)?\s*%?\s*\)?\s*%?")
_PER_HEAD = re.compile(r"(?:10|1)(?:[. ]?000){1,2}|100", re.IGNORECASE)
_OF_HEADS = re.compile(
    r"\s*(?:dân|người|trẻ|phụ nữ|lao động|hộ)\b[^,;.\d]{0,40}(?:đạt|là|còn|dưới|không quá)\s+(?:\w+\s+){0,3}\d",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\s*/\s*(năm|tháng|quý|người|ha|vạn dân|10\.000 dân|1\.000 dân|km2|m2|đợt|lượt|hộ|lớp)\b", re.IGNORECASE
)
_PER = re.compile(  # "107 bé trai/100 bé gái", "4/100.000 ca sinh sống"
    r"(?P<unit>(?:\s+[^\W\d_]+){0,4})\s*/\s*(?P<many>10{0,2}(?:[. ]?000){1,2}|100)(?P<of>(?:\s+[^\W\d_]+){1,6}?)"
    r"(?=\s*(?:[,;.)(]|$)|\s+(?:vào|năm|từ|đến|trong|xuống|lên|và|hoặc|trước|theo)(?!\w))"
)
_RAISES = re.compile(r"(?<!\w)(?:nâng|cung|trợ) cấp\s*$", re.IGNORECASE)  # "nâng cấp 07 chợ": no rank
_IN_WORDS = re.compile(
    r"(?<!\w)(?P<least>(?:ít nhất|tối thiểu)\s+)(?P<number>một|hai|ba|bốn|sáu|bảy|tám|chín|mười)(?=\s)",
    re.IGNORECASE,
)
_NUMBERS = ("một", "hai", "ba", "bốn", "", "sáu", "bảy", "tám", "chín", "mười")
_MORE = re.compile(r"\s+(trở lên|trở xuống)\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at `start`-`end`, its comparator included; `counted` is the noun that it counts, part of what is measured.

    `opens` is where its statement begins: of "từ 60% năm 2025 lên 75%" at "từ". `unsure`: read, but not without doubt.
    """

    start: int
    end: int
    comparator: str | None
    value: float
    upper: float | None
    unit: str | None
    whole: str | None  # of a share: the noun that follows the sign
    counted: str | None
    opens: int = 0
    unsure: bool = False


@cache
def target_words() -> dict[str, Any]:
    """`targets.toml`."""
    return tomllib.loads((VOCABULARY / "targets.toml").read_text(encoding="utf-8"))


def pattern(phrases: Iterable[str], *, at: Literal["start", "end"] | None = None) -> re.Pattern[str]:
    """A pattern for whole phrases, longest first, whatever their case; at the start or at the end of a text."""
    written = sorted({place_tones(phrase) for phrase in phrases}, key=len, reverse=True)
    either = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in written)
    lead = r"^\s*" if at == "start" else r"(?<![^\W_])"
    return re.compile(rf"{lead}(?:{either})(?![^\W_])" + (r"\s*$" if at == "end" else ""), re.IGNORECASE)


@cache
def _comparing() -> re.Pattern[str]:
    """The words in front of an amount that say how it is meant: a verb, a bound, or both."""
    comparators = [phrase for phrases in indicator_words()["comparators"].values() for phrase in phrases]
    signs = "|".join(re.escape(c) for c in comparators if not c[0].isalpha())
    bounds = "|".join(
        re.escape(c).replace(r"\ ", r"\s+")
        for c in sorted(comparators, key=len, reverse=True)
        if c[0].isalpha()
    )
    verbs = (
        r"đạt|chiếm|bằng|còn|gấp|tăng|giảm|nâng|lên|xuống|xuống\s+còn|lên\s+đến|tăng\s+thêm|tăng\s+lên"
        r"|giảm\s+còn|giảm\s+xuống"
    )
    average = r"bình\s+quân|trung\s+bình|hằng\s+năm|hàng\s+năm|mỗi\s+năm"
    verb = rf"(?<![^\W_])(?:{verbs})\s+(?:(?:{average})\s+)*"
    bound = rf"(?:(?<![^\W_])(?:{bounds})\s+|(?:{signs})\s*)"
    return re.compile(rf"(?:(?:{verb})?(?:(?<![^\W_])đạt\s+)?{bound}+|{verb})$", re.IGNORECASE)


@cache
def _grammar() -> dict[str, re.Pattern[str]]:
    words = target_words()["amounts"]
    nouns = {
        name: pattern(words[name], at="start")
        for name in ("measures", "people", "counted", "wholes", "times", "scales")
    }
    return nouns | {"named_before": pattern(words["named_before"], at="end")}


def find_amounts(text: str) -> list[Amount]:
    """The amounts of a text in order; years, dates, names ("cấp độ 3"), ages and spans of time are none."""
    text = place_tones(text)
    found: list[Amount] = []
    numbers = find_values(text)
    past = 0  # where the numbers of the amounts that were read end
    for position, value in enumerate(numbers):
        if value.start < past or value.kind not in ("number", "percent"):
            continue
        following = numbers[position + 1] if position + 1 < len(numbers) else None
        ranged = following is not None and _is_range(text, value, following)
        last = following if ranged and following else value
        amount = _amount(text, value, last)
        if amount is None:
            continue
        if found and _is_change(text, found[-1], amount):
            amount = replace(amount, opens=found.pop().opens)
        found.append(amount)
        past = last.end if not amount.unsure else amount.end
    return found


def _is_range(text: str, value: Value, following: Value) -> bool:
    if following.kind not in ("number", "percent"):
        return False
    between = text[value.end : following.start]
    joint = _RANGE.search(between)
    if joint is None or joint.start() == 0:
        return joint is not None
    unit = _unit_behind(between[: joint.start()])  # "từ 20 ha đến 35 ha"
    behind = _unit_behind(text[following.end :])
    return unit is not None and unit[2] == joint.start() and behind is not None and behind[0] == unit[0]


def _is_change(text: str, before: Amount, amount: Amount) -> bool:
    """Whether an amount is what one before it is to become: "từ 60% năm 2025 lên 75%"."""
    between = text[before.end : amount.start]
    starts = _FROM.search(before.comparator or "") or _FROM.search(text, 0, before.start)
    goes = _TO.match(amount.comparator or "")
    return bool(starts and goes and len(between) <= _BETWEEN and not re.search(r"[;()]|\.\s", between))


def _amount(text: str, first: Value, last: Value) -> Amount | None:
    grammar = _grammar()
    before, after = text[: first.start], text[last.end :]
    compared = _comparing().search(before)
    start = compared.start() if compared else first.start
    comparator = " ".join(compared.group().split()) if compared else None
    numbers = [
        parse_number(re.sub(r"[^\d.,\u00a0]+$", "", v.written.split("%")[0].strip()))
        for v in dict.fromkeys((first, last))
    ]
    upper = numbers[1] if len(numbers) > 1 else None
    unit = whole = counted = None
    end = last.end
    tolerance = _TOLERANCE.match(after)
    if tolerance:
        after, end = text[end + tolerance.end() :], end + tolerance.end()
    if _PER_HEAD.fullmatch(first.written) and _OF_HEADS.match(after):
        return None  # "số bác sĩ trên 10.000 dân đạt 12": what it is reckoned on
    if last.kind == "percent" or (tolerance and "%" in tolerance.group()):
        unit = "%"
        if match := grammar["wholes"].match(after):
            whole, end = match.group().strip(), end + match.end()
            unit = f"% {whole}"
        elif rate := _RATE.match(after):
            unit, end = f"%/{rate[1].lower()}", end + rate.end()
    else:
        said = before[: compared.start()] if compared and compared.group().strip() else before
        if grammar["named_before"].search(said) and not _RAISES.search(said):
            return None
        read = _unit_behind(after)
        if read is None and (comparator is None or _is_time(after)):
            return None
        if read is not None:
            unit, counted, length = read
            end += length
    if more := _MORE.match(text, end):
        comparator, end = more[1].lower(), more.end()
    doubtful = tolerance is not None
    return Amount(start, end, comparator, numbers[0], upper, unit, whole, counted, start, doubtful)


def in_figures(text: str) -> str:
    """The text, as long as it is, with the least number of what is counted in figures: "ít nhất một trạm"."""

    def figure(match: re.Match[str]) -> str:
        if not measured(text[match.end() :], counted=True):
            return match.group()
        number = str(_NUMBERS.index(match["number"].lower()) + 1)
        return match["least"] + number.ljust(len(match["number"]))

    return _IN_WORDS.sub(figure, text)


def is_unit(words: str) -> bool:
    """Whether words are a unit of measure or of counting: "nghìn USD", "%", "ha", not "I + II"."""
    text = words.strip()
    read = _unit_behind(f" {text}")
    return text.startswith("%") or (read is not None and read[2] >= len(text))


def measured(behind: str, *, counted: bool = False) -> bool:
    """Whether a share or a measure stands behind a number: "2 tỷ đồng", "40%", "15 ha"; `counted`: or what it counts, "5 xã"."""
    names = ("scales", "measures", *(("people", "counted") if counted else ()))
    return behind.lstrip().startswith("%") or any(_grammar()[name].match(behind) for name in names)


def counted_as(behind: str) -> str:
    """The words behind a number that measure it or say what it counts: "tỷ", "nhiệm vụ"; empty where there are none."""
    names = ("scales", "measures", "people", "counted")
    return next((found.group().strip() for name in names if (found := _grammar()[name].match(behind))), "")


def _is_time(after: str) -> bool:
    return _grammar()["times"].match(after) is not None or after[:1] in ("/", "h", ":")


def _unit_behind(after: str) -> tuple[str, str | None, int] | None:
    """(unit, counted noun, characters) of the words behind a number; None where they are no unit."""
    if per := _PER.match(after):
        unit = " ".join(f"{per['unit']}/{per['many']}{per['of']}".split())
        return unit, None, per.end()
    grammar = _grammar()
    scale = grammar["scales"].match(after)
    rest = after[scale.end() :] if scale else after
    offset = scale.end() if scale else 0
    prefix = f"{scale.group().strip().lower()} " if scale else ""
    for kind in ("times", "measures", "people", "counted"):
        match = grammar[kind].match(rest)
        if match is None or (
            kind == "times" and _LETTERS.match(rest[match.end() :].lstrip()[:1] or ".") and scale
        ):
            continue
        if kind == "times":
            return None
        noun = " ".join(match.group().split())
        end = offset + match.end()
        if (rate := _RATE.match(after, end)) and kind != "counted":
            return f"{prefix}{noun if noun.isupper() else noun.lower()}/{rate[1].lower()}", None, rate.end()
        if kind == "measures":
            return prefix + (noun if noun.isupper() else noun.lower()), None, end
        return prefix + ("người" if kind == "people" else noun.lower()), noun, end
    return (prefix.strip(), None, offset) if scale else None
