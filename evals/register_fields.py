"""When two values of a register's field are the same: each kind of field in its own way."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from evals.normalise import contains_phrase, normalise
from evals.values import agency_names

COMPARATORS_FILE = Path(__file__).parent / "data" / "comparators.json"
SAME_WORDING = 0.8  # F1 of the words, from which on two wordings count as one
OPENING_WORDS = 5  # of a clause
HEAD_WORDS = 2  # of a phrase: the head of a Vietnamese noun phrase stands first

Row = Mapping[str, Any]
Same = Callable[[Any, Any], bool]

_WRITTEN_OUT = {"ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân"}


def words(text: str) -> list[str]:
    """The words of a text in one spelling."""
    return re.findall(r"\w+", normalise(text))


def word_overlap(first: str, second: str) -> float:
    """F1 of the words of two texts, repeated words counted."""
    ours, theirs = Counter(words(first)), Counter(words(second))
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 0.0


def same_wording(first: str, second: str) -> bool:
    """Whether two texts share most of their words."""
    return word_overlap(first, second) >= SAME_WORDING


def opens_alike(first: str, second: str, least: int) -> bool:
    """Whether the shorter text, of `least` words or more, is how the longer one begins, articles aside."""
    heads = [re.sub(r"^(?:(?:các|những|một số)\s+)+", "", normalise(text)) for text in (first, second)]
    shorter, longer = sorted((words(head) for head in heads), key=len)
    return len(shorter) >= least and longer[: len(shorter)] == shorter


def same_phrase(first: str, second: str) -> bool:
    """Whether two phrases name one thing: much the same words, or one cut short behind its head."""
    return same_wording(first, second) or opens_alike(first, second, HEAD_WORDS)


def same_clause(first: str, second: str) -> bool:
    """Whether two clauses have much the same words, or one is cut short behind its opening."""
    return same_wording(first, second) or opens_alike(first, second, OPENING_WORDS)


def same_time(first: str, second: str) -> bool:
    """Whether two wordings of a deadline share most words and all figures."""
    figures = [re.findall(r"\d+", text) for text in (first, second)]
    return figures[0] == figures[1] and same_wording(first, second)


def same_period(first: str, second: str) -> bool:
    """Whether two periods have the same years, or the same words where neither has any."""
    years = [re.findall(r"\d{4}", text) for text in (first, second)]
    return years[0] == years[1] and (bool(years[0]) or words(first) == words(second))


@lru_cache(maxsize=1)
def _main_names() -> dict[str, str]:
    return {alias: name for name, aliases in agency_names().items() for alias in aliases}


def same_body(first: str, second: str) -> bool:
    """Whether two names are those of one body, or of the same ones: aliases, or the same words but for các, có, và, với."""
    kept = []
    for name in map(normalise, (first, second)):
        parts = " ".join(_WRITTEN_OUT.get(word, word) for word in words(_main_names().get(name, name)))
        kept.append([word for word in parts.split() if word not in ("các", "những", "có", "và", "với")])
    return kept[0] == kept[1]


def same_words(first: str, second: str) -> bool:
    """Whether two texts are equal but for spelling."""
    return normalise(first) == normalise(second)


def same_number(first: float, second: float) -> bool:
    """Whether two numbers are equal as far as floats can say."""
    return abs(first - second) <= 1e-9 * max(1.0, abs(first), abs(second))


@lru_cache(maxsize=1)
def _comparator_phrases() -> list[tuple[str, str]]:
    data: dict[str, list[str]] = json.loads(COMPARATORS_FILE.read_text(encoding="utf-8"))
    return [(name, phrase) for name, phrases in data.items() for phrase in phrases]


def comparator_class(row: Row) -> str | None:
    """The class of an extracted comparator, which may be a class already or the words of the document.

    The longest known phrase in it decides, a bound before a rise or fall ("tăng … tối thiểu"). None without a value.
    """
    if row.get("value") is None:
        return None
    stated = str(row.get("comparator") or "").replace("_", " ")
    found = [(name, phrase) for name, phrase in _comparator_phrases() if contains_phrase(stated, phrase)]
    if row.get("upper") is not None:
        found = [each for each in found if each[1] != "từ"]
    if not found:
        return "exact"
    return max(found, key=lambda each: (each[0] not in ("increase", "decrease"), len(each[1])))[0]


TARGET_FIELDS: dict[str, Same] = {
    "indicator": same_wording,
    "comparator": same_words,
    "value": same_number,
    "upper": same_number,
    "unit": same_words,
    "base": same_wording,
    "period": same_period,
    "kind": same_words,
    "parent": same_words,
}
RESPONSIBILITY_FIELDS: dict[str, Same] = {
    "agency_name": same_body,
    "role": same_words,
    "partners": same_body,  # of each partner
    "product": same_phrase,
    "deadline": same_time,
    "recipient": same_body,
}
FIELDS = {"targets": TARGET_FIELDS, "responsibilities": RESPONSIBILITY_FIELDS}
