"""The checkable values of a text: numbers with units, dates, document numbers, agencies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from evals.normalise import contains_phrase, fold, normalise, tidy

AGENCIES_FILE = Path(__file__).parent / "data" / "agencies.json"


@dataclass(frozen=True, slots=True)
class Number:
    """An amount with scale words multiplied out; `unit` is "%" or empty."""

    amount: Decimal
    unit: str = ""
    shown: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is given: parts that are not stated are None."""

    day: int | None
    month: int | None
    year: int | None
    quarter: int | None = None
    shown: str = field(default="", compare=False)

    def agrees_with(self, other: Date) -> bool:
        """Whether `other` states every part that this date states."""
        pairs = (
            (self.day, other.day),
            (self.month, other.month),
            (self.year, other.year),
            (self.quarter, other.quarter),
        )
        return all(part is None or part == stated for part, stated in pairs)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number and sign without blanks and diacritics: "57-nq-tw"."""

    key: str
    shown: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency under its main name, or the first words of an agency that the list does not know."""

    name: str
    shown: str = field(default="", compare=False)


Value = Number | Date | DocumentNumber | Agency

_SIGN = "qđ|qd|nq|nđ|nd|kh|ctr|ct|tt|ttr|tb|cv|cđ|cd|hđ|hd|bc|đa|da|tw|l|pl"
_DOCUMENT_NUMBER = re.compile(
    rf"""(?<![\w/.,-])\d{{1,5}}(?:\s?/\s?\d{{4}})?\s?[/-]\s?
    (?: qh\d{{1,2}}
      | [a-zđ&]{{2,12}}\d{{0,2}}(?:(?:\s?[-/]|[-/]\s)[a-zđ&]{{2,12}}\d{{0,2}})+  # "1002/QĐ-TTg – TP Huế" ends before the dash
      | (?:{_SIGN})
    )(?!\w)""",
    re.VERBOSE,
)
_MONTHS = "january february march april may june july august september october november december".split()
_ENGLISH_MONTH = "|".join(f"{month}|{month[:3]}" for month in _MONTHS)
_SEPARATOR = r"\s?[/.-]\s?"
_DATES = [
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w/.-])(?P<day>\d{{1,2}}){_SEPARATOR}(?P<month>\d{{1,2}}){_SEPARATOR}(?P<year>\d{{4}})(?![\w/])",
        r"(?<![\w/.-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w/-])",
        r"(?<![\w/.,-])(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?!\w)(?:,?\s*(?:/|-|năm)?\s*(?P<year>\d{4})(?!\w))?",
        r"(?<!\w)tháng\s+(?P<month>\d{1,2})(?!\w)(?:\s*(?:/|-|,?\s*năm)\s*(?P<year>\d{4})(?!\w))?",
        r"(?<!\w)quý\s+(?P<quarter>i{1,3}|iv|[1-4])(?!\w)(?:\s*(?:/|-|,?\s*năm)\s*(?P<year>\d{4})(?!\w))?",
        r"(?<!\w)(?P<quarter>q[1-4])(?!\w)(?:\s*(?:/|-|of)?\s*(?P<year>\d{4})(?!\w))?",
        r"(?<![\w/.,-])(?P<month>\d{1,2})/(?P<year>\d{4})(?![\w/])",
        r"(?<![\w/.,-])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\w/%.,]*\d)(?!\w)",
        rf"(?<!\w)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{_ENGLISH_MONTH})(?!\w)(?:,?\s+(?P<year>\d{{4}})(?!\w))?",
        rf"(?<!\w)(?P<name>{_ENGLISH_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\w)(?:,?\s+(?P<year>\d{{4}})(?!\w))?",
        rf"(?<!\w)(?P<name>{_ENGLISH_MONTH}),?\s+(?P<year>\d{{4}})(?!\w)",
    )
]
_SCALES = {
    "nghìn": 10**3, "ngàn": 10**3, "thousand": 10**3,
    "triệu": 10**6, "million": 10**6,
    "tỉ": 10**9, "billion": 10**9, "nghìn tỉ": 10**12, "ngàn tỉ": 10**12, "trillion": 10**12,
}  # fmt: skip
_NUMBER = re.compile(
    r"""(?<!\w)(?<!\w\.)(?P<digits>\d+(?:[.,]\d+)*)(?!\w)
    (?:\s?(?P<percent>%|(?:điểm\s)?phần\străm|percentage\spoints?|per\s?cent)
     |\s(?P<scale>(?:nghìn|ngàn)\stỉ|tỉ(?!\slệ)|triệu|nghìn|ngàn|trillion|billion|million|thousand)(?!\w))?""",
    re.VERBOSE,
)
_RANGE = re.compile(r"\s?(?:-|đến|tới|to)\s?")
_UNLISTED_AGENCY = re.compile(r"(?<!\w)(?:Sở|Bộ|Cục|Vụ|Viện)\s(?=[^\W\d_])[A-ZÀ-ỸĐ]\w*(?:\s[^\W\d_]+)?")


def parse_amount(digits: str, language: str = "vi") -> Decimal | None:
    """The amount that Vietnamese ("1.234,5") or English ("1,234.5") digits write; None for "1.2.3"."""
    separators = [letter for letter in digits if not letter.isdigit()]
    head, *groups = re.split(r"[.,]", digits)
    grouped = 1 <= len(head) <= 3 and head[0] != "0"
    if not separators:
        return Decimal(digits)
    decimals = ""
    if len(set(separators)) == 2:
        decimals, groups, separators = groups[-1], groups[:-1], separators[:-1]
        grouped = grouped and len(set(separators)) == 1
    elif len(separators) == 1 and not (
        grouped and len(groups[0]) == 3 and (separators[0] == "." or language == "en")
    ):
        decimals, groups = groups[0], []
    if groups and not (grouped and all(len(group) == 3 for group in groups)):
        return None
    return Decimal(f"{head}{''.join(groups)}.{decimals or 0}").normalize()


@lru_cache(maxsize=1)
def agency_names() -> dict[str, tuple[str, ...]]:
    """Main name → all names of the agencies in the data file, normalised."""
    data: dict[str, Any] = json.loads(AGENCIES_FILE.read_text(encoding="utf-8"))
    names: dict[str, tuple[str, ...]] = {}
    for body, aliases in data["bodies"].items():
        names[normalise(body)] = tuple(dict.fromkeys(map(normalise, [body, *aliases])))
    for prefixes in data["prefixes"]:
        for name, aliases in data["fields"].items():
            own = [f"{prefix} {alias}" for prefix in prefixes["vi"] for alias in [name, *aliases["vi"]]]
            own += [f"{prefix} {alias}" for prefix in prefixes["en"] for alias in aliases["en"]]
            names[normalise(own[0])] = tuple(dict.fromkeys(map(normalise, own)))
    return names


@lru_cache(maxsize=1)
def _agency_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    main_names = {alias: name for name, aliases in agency_names().items() for alias in aliases}
    longest_first = sorted(main_names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), main_names


def _date_of(match: re.Match[str]) -> Date | None:
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else None
    if name := parts.get("name"):
        month = next(number for number, full in enumerate(_MONTHS, start=1) if full.startswith(name[:3]))
    quarter = None
    if written := parts.get("quarter"):
        roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
        quarter = roman.get(written) or int(written[-1])
    day = int(parts["day"]) if parts.get("day") else None
    year = int(parts["year"]) if parts.get("year") else None
    if (day is not None and not 1 <= day <= 31) or (month is not None and not 1 <= month <= 12):
        return None
    if year is not None and not 1900 <= year <= 2200:
        return None
    return Date(day, month, year, quarter, match.group())


def _numbers(text: str, language: str) -> Iterator[Number]:
    matches = list(_NUMBER.finditer(text))
    for position, match in enumerate(matches):
        amount = parse_amount(match["digits"], language)
        if amount is None:
            continue
        last = match
        if not (match["percent"] or match["scale"]) and position + 1 < len(matches):
            following = matches[position + 1]
            if _RANGE.fullmatch(text, match.end(), following.start()):
                last = following  # "8 - 8,5%": the unit stands behind the second number
        scale = _SCALES[last["scale"]] if last["scale"] else 1
        yield Number((amount * scale).normalize(), "%" if last["percent"] else "", match.group().strip())


@lru_cache(maxsize=20_000)
def extract_values(text: str, language: str = "vi") -> tuple[Value, ...]:
    """The values of a text, numbers last; what one value took is not read again as another."""
    cased = tidy(text)
    rest = cased.lower()
    values: list[Value] = []

    def take(pattern: re.Pattern[str], make: Any) -> None:
        nonlocal rest
        for match in list(pattern.finditer(rest)):
            value = make(match)
            if value is not None and "\0" not in match.group():
                values.append(value)
                rest = rest[: match.start()] + "\0" * len(match.group()) + rest[match.end() :]

    take(_DOCUMENT_NUMBER, lambda match: DocumentNumber(_document_key(match.group()), match.group()))
    agencies, main_names = _agency_pattern()
    take(agencies, lambda match: Agency(main_names[match.group()], match.group()))
    if len(rest) == len(cased):
        for match in _UNLISTED_AGENCY.finditer(cased):
            if "\0" not in rest[match.start() : match.end()]:
                values.append(Agency(match.group().lower(), match.group()))
    for pattern in _DATES:
        take(pattern, _date_of)
    return (*values, *_numbers(rest, language))


def _document_key(text: str) -> str:
    return re.sub(r"[/-]", "-", fold(text).replace(" ", ""))


class Evidence:
    """What a sentence may draw on: the values and the words of its sources."""

    def __init__(self, texts: Iterable[str], language: str = "vi") -> None:
        parts = [normalise(text) for text in texts]
        self.text = " ; ".join(parts)
        self.values = [value for part in parts for value in extract_values(part, language)]
        self.dates = [value for value in self.values if isinstance(value, Date)]
        self.numbers = {value for value in self.values if isinstance(value, Number)}
        # "Quyết định 1002" names 1002/QĐ-TTg, "năm 2025" repeats a part of 24/5/2025
        self.numbers |= {Number(Decimal(date.year)) for date in self.dates if date.year}
        for value in self.values:
            if isinstance(value, DocumentNumber):
                self.numbers |= {Number(Decimal(part)) for part in re.findall(r"(?<![a-z])\d+", value.key)}

    def supports(self, value: Value) -> bool:
        """Whether the sources state the value."""
        if isinstance(value, Number):
            return value in self.numbers
        if isinstance(value, Date):
            return any(value.agrees_with(date) for date in self.dates)
        if isinstance(value, DocumentNumber):
            return value in self.values
        names = agency_names().get(value.name, (value.name,))
        return any(contains_phrase(self.text, name) for name in names)
