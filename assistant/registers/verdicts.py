"""Levels of targets: what a comparator, a unit and the words in front of an amount make of it, and which level asks for more."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.judging import judging
from assistant.language.lexicon import find_phrases, words
from assistant.language.text import plain
from assistant.language.values import find_values
from assistant.registers.names import indicator_words, phrases_of
from assistant.types import Reason, Target, Verdict

_REACH = 12  # words in front of an amount that say whether it is a change

Family = Literal["exact", "floor", "ceiling", "about", "range"]
_SAID: tuple[Literal["level", "rise", "fall"], ...] = ("level", "rise", "fall")
Change = Literal["rise", "fall", "unclear"]  # unclear: "giảm tỷ lệ hộ nghèo 1%", by one or to one


@dataclass(frozen=True, slots=True)
class Level:
    """What a target asks for, as an interval: "trên 80" is (80, ∞), open at its lower end."""

    family: Family
    low: float
    high: float
    open: bool  # the bound itself is outside: "trên", "dưới"
    change: Change | None  # the amount is added or taken away, not reached


def difference(first: Target, second: Target, targets: Mapping[str, Target]) -> tuple[Verdict, Reason | None]:
    """How the level of a second target stands against that of the first; both have values in units of one class."""
    one, other = level_of(first), level_of(second)
    if one.change != other.change:
        return "not_comparable", "direction" if "unclear" in (one.change, other.change) else "change"
    if one == other:
        return "equal", None
    higher = _is_higher(one, other)
    if higher is None:
        return "not_comparable", "bounds"
    upwards = _upwards(first, second, one, other, targets)
    if upwards is None:
        return "not_comparable", "direction"
    return ("stricter" if higher == upwards else "looser"), None


def _is_higher(one: Level, other: Level) -> bool | None:
    """Whether the other level lies above the first; None where it may lie on either side."""
    if one.family == other.family:
        if one.family == "range":
            ends = {other.low > one.low, other.high > one.high}
            same = other.low == one.low or other.high == one.high
            if same:
                return other.low > one.low or other.high > one.high
            return ends.pop() if len(ends) == 1 else None
        bounds = [level.high if level.family == "ceiling" else level.low for level in (one, other)]
        if bounds[0] != bounds[1]:
            return bounds[1] > bounds[0]
        return other.open if one.family == "floor" else one.open  # over 80 is above at least 80
    if other.low > one.high or (other.low == one.high and (one.open or other.open)):
        return True
    if one.low > other.high or (one.low == other.high and (one.open or other.open)):
        return False
    return None


def _upwards(
    first: Target, second: Target, one: Level, other: Level, targets: Mapping[str, Target]
) -> bool | None:
    """Whether a higher level asks for more; None where that cannot be told."""
    if one.change == "unclear":
        return None
    if one.change:
        lowered = _is_lowered(first, targets) or _is_lowered(second, targets)
        return None if one.change == "rise" and lowered else True
    said = [" ".join(_words_of(target, targets)) for target in (first, second)]
    if any(find_phrases(text.split(), phrases_of("direction", "neutral")) for text in said):
        return None
    lowered_words = [_is_lowered(target, targets) for target in (first, second)]
    ceilings = [level.family == "ceiling" for level in (one, other)]
    if all(ceilings) or all(lowered_words):
        return False
    return None if any(ceilings) or any(lowered_words) else True


def _is_lowered(target: Target, targets: Mapping[str, Target]) -> bool:
    """Whether an indicator is one to go down."""
    said = _words_of(target, targets)
    if find_phrases(said, phrases_of("direction", "handled")) or find_phrases(
        said, phrases_of("direction", "decrease")
    ):
        return False
    return said[:1] == ["giảm"] or bool(find_phrases(said, phrases_of("direction", "lowered")))


def _words_of(target: Target, targets: Mapping[str, Target]) -> list[str]:
    parent = targets.get(target.parent) if target.parent else None
    return [*words(target.indicator), *(words(parent.indicator) if parent else ())]


def level_of(target: Target) -> Level:
    """The level of a target that has a value."""
    if target.value is None:
        raise ValueError(f"a target without a value has no level: {target.id}")
    scale = unit_scale(target.unit)
    value, change = target.value * scale, _change(target)
    if target.upper is not None:
        return Level("range", value, target.upper * scale, False, change)
    match _comparison(target.comparator or ""):
        case "least":
            return Level("floor", value, math.inf, False, change)
        case "over":
            return Level("floor", value, math.inf, True, change)
        case "most":
            return Level("ceiling", -math.inf, value, False, change)
        case "under":
            return Level("ceiling", -math.inf, value, True, change)
        case "about":
            reach = judging().comparison.about
            return Level("about", value * (1 - reach), value * (1 + reach), False, change)
    return Level("exact", value, value, False, change)


@cache
def _comparison(comparator: str) -> str | None:
    """The key of a comparator in the data ("least", "over", ...), None for "đạt" and where there is none."""
    text = f" {' '.join(comparator.lower().split())} "
    known = sorted(
        ((phrase, key) for key, phrases in indicator_words()["comparators"].items() for phrase in phrases),
        key=lambda item: -len(item[0]),
    )
    for phrase, key in known:
        if f" {phrase} " in text or (not phrase[0].isalpha() and phrase in text):
            return str(key)
    return None


def _change(target: Target) -> Change | None:
    """Whether the amount is what is added or taken away, from its comparator or the words in front of it."""
    quote = plain(target.quote)
    wanted = f"{target.value:.15g}"
    found = {_said_before(quote[: v.start]) for v in find_values(quote) if v.key == wanted}
    said = _said_before(target.comparator or "") or (found.pop() if len(found) == 1 else None)
    if said in ("rise", "fall"):
        return said
    opening = words(target.indicator)[:2]
    changing = opening and opening[0] in phrases_of("change", "rise") | phrases_of("change", "fall")
    named = " ".join(opening) in phrases_of("names", "kept")  # "tăng trưởng" is measured itself
    return "unclear" if changing and not named and said != "level" else None


def _said_before(text: str) -> Literal["level", "rise", "fall"] | None:
    """What the words directly in front of an amount make of it; None where they say nothing of the kind."""
    spoken = words(re.split(r"[;.:](?:\s|$)", text)[-1])[-_REACH:]
    while spoken:
        for key in _SAID:
            if any(" ".join(spoken[-length:]) in phrases_of("change", key) for length in (4, 3, 2, 1)):
                return key
        if spoken[-1] not in _passing():
            return None
        spoken.pop()
    return None


@cache
def _passing() -> frozenset[str]:
    """Words that may stand between a verb of change and its amount."""
    comparators = (phrase for phrases in indicator_words()["comparators"].values() for phrase in phrases)
    return frozenset(
        word for phrase in (*comparators, *indicator_words()["change"]["between"]) for word in words(phrase)
    )


@cache
def _unit(unit: str) -> tuple[float, str]:
    tokens = words(unit.replace("%", " phần trăm "))
    multiples = indicator_words()["units"]["multiples"]
    scale = 1.0
    while tokens and tokens[0] in multiples:
        scale *= multiples[tokens.pop(0)]
    name = " ".join(tokens)
    for group in indicator_words()["units"]["same"]:
        for other in group:
            spelled = " ".join(words(other.replace("%", "phần trăm")))
            if name == spelled or name.startswith(f"{spelled} "):
                return scale, f"{group[0]}{name[len(spelled) :]}"
    return scale, name


def unit_class(unit: str | None) -> str:
    """What is counted, without a multiple: "tỷ đồng" and "triệu đồng" are both "đồng"."""
    return _unit(unit or "")[1]


def unit_scale(unit: str | None) -> float:
    """The multiple in front of a unit: of "tỷ đồng" 1e9."""
    return _unit(unit or "")[0]
