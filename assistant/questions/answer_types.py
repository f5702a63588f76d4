"""The type of answer that a question asks for beyond its kind, and whether a text gives one: `vocabulary/answer_types.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from assistant.language.lexicon import words
from assistant.language.text import CAPITALS, place_tones
from assistant.language.values import find_values
from assistant.language.vocabulary import VOCABULARY
from assistant.types import AnswerType

_CITED = re.compile(r"[\s,]*(?:ngày\s*)?")  # "số 57-NQ/TW ngày 22 tháng 12 năm 2024"


@dataclass(frozen=True, slots=True)
class AnswerTypeRule:
    """An entry of `answer_types.toml`, with questions that it reads and leaves, and clauses that hold and lack such an answer."""

    name: str
    asks: re.Pattern[str]
    gives: str  # a pattern; none for numbers of documents
    alone: bool
    own: bool  # the days of documents that a clause cites do not count
    reads: tuple[str, ...]
    leaves: tuple[str, ...]
    holds: tuple[str, ...]
    lacks: tuple[str, ...]


@cache
def answer_type_rules() -> tuple[AnswerTypeRule, ...]:
    """The rules in the order in which they decide."""
    entries = tomllib.loads((VOCABULARY / "answer_types.toml").read_text(encoding="utf-8"))["types"]
    return tuple(
        AnswerTypeRule(
            name=entry["name"],
            asks=re.compile(place_tones(entry["asks"])),
            gives=place_tones(entry.get("gives", "")),
            alone=entry["alone"],
            own=entry.get("own", False),
            **{key: tuple(entry[key]) for key in ("reads", "leaves", "holds", "lacks")},
        )
        for entry in entries
    )


def read_answer_type(text: str, read: str) -> AnswerType | None:
    """The type of answer that a question asks for; `read` has its policy terms in Vietnamese. None where its kind says all."""
    asked = " ".join([*words(read), "|", *words(text)])
    for rule in answer_type_rules():
        if found := rule.asks.search(asked):
            return AnswerType(rule.name, found.groupdict().get("noun") or "", rule.alone)
    return None


def gives(asked: AnswerType, text: str) -> bool:
    """Whether a text gives an answer of a type."""
    if asked.name == "number":
        return any(value.kind == "document" for value in find_values(text))
    text = place_tones(text)
    return (
        _given(asked.name, asked.noun).search(without_cited(text) if _rule(asked).own else text) is not None
    )


def is_money(text: str, start: int) -> bool:
    """Whether the number at a place of a text is one of money, which counts nothing else."""
    return _given("money", "").match(text, start) is not None


def _rule(asked: AnswerType) -> AnswerTypeRule:
    return next(rule for rule in answer_type_rules() if rule.name == asked.name)


@lru_cache(maxsize=256)
def _given(name: str, noun: str) -> re.Pattern[str]:
    pattern = next(rule.gives for rule in answer_type_rules() if rule.name == name)
    pattern = pattern.replace("{noun}", re.escape(noun)).replace("{capital}", f"[{CAPITALS}]")
    return re.compile(pattern, re.IGNORECASE)


def without_cited(text: str) -> str:
    """A text without the numbers of documents and the days that stand behind them."""
    values = find_values(text)
    spans = [(value.start, value.end) for value in values if value.kind == "document"]
    for number, day in pairwise(values):
        cites = number.kind == "document" and day.kind == "date"
        if cites and _CITED.fullmatch(text, number.end, day.start):
            spans.append((day.start, day.end))
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
