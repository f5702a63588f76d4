"""Which clauses of a document an asked address means: the asked steps held against those of every printed address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.language.addresses import ROMAN, Address, Step, rank_of
from assistant.language.enumerations import position
from assistant.language.text import fold

_NESTED = frozenset(["", "section", "clause", "point"])  # levels that documents number in one another's place
# What keeps an address from being the asked one: the least sum is meant.
# Levels above that were not asked for; others 20. Chapters do not count: articles run through them, and those of a
# regulation that a decision issues are as likely meant as the decision's own.
_PASSED_OVER = {"chapter": 0, "part": 10, "appendix": 30}
_OTHER_LEVEL = 1
_PART_FOR_SECTION = 15  # "phần V" for "mục V"
_OTHER_SPELLING = 10  # 5 for V
_OTHER_COPY = 40


def match_addresses(asked: Address, printed: Sequence[tuple[Step, ...]]) -> list[int]:
    """Which of a document's addresses, outermost step first, an asked one means: the best fit, several where they tie."""
    orders = asked.orders()
    fits: list[tuple[int, int]] = []
    for number, path in enumerate(printed):
        costs = [cost for order in orders if (cost := _cost(order, path)) is not None]
        if costs:
            fits.append((min(costs), number))
    least = min(fits, default=(0, 0))[0]
    return [number for cost, number in fits if cost == least]


def without_last(asked: Address) -> Address | None:
    """The address of what should hold the asked clause: without its innermost step; None of one step."""
    ranks = [rank_of(segment) for segment in asked.segments]
    innermost = max(range(len(ranks)), key=lambda n: (ranks[n], n))
    segments = [s[:-1] if n == innermost else s for n, s in enumerate(asked.segments)]
    kept = tuple(segment for segment in segments if segment)
    return replace(asked, segments=kept) if kept else None


def innermost_level(asked: Address) -> str:
    """The name of the level of an address's innermost division."""
    return max(asked.segments, key=rank_of)[0].level


def _cost(asked: Sequence[Step], path: Sequence[Step]) -> int | None:
    """How far an address is from an asked one, 0 where it is the same; None where it is another."""
    if len(asked) > len(path):
        return None
    cost, left = 0, list(asked)
    for number, step in enumerate(reversed(path)):
        fit = _fit(left[-1], step) if left else None
        if fit is not None:
            cost += fit
            left.pop()
        elif number == 0:
            return None
        else:
            cost += _PASSED_OVER.get(step.level, 20)
    return None if left else cost


def _fit(asked: Step, step: Step) -> int | None:
    """What it costs to take a step for the asked one; None where it cannot be meant."""
    cost = 0
    if asked.level == "nth":
        # "ý thứ hai" is the second of what is listed there, however that is marked.
        if (
            step.level not in ("dash", "paragraph", *_NESTED)
            or position(step.label) != int(asked.label)
            or step.copy > 1
        ):
            return None
        return 0 if step.level == "dash" else _OTHER_LEVEL if not step.label.isdigit() else 2 * _OTHER_LEVEL
    if asked.level != step.level:
        if {asked.level, step.level} == {"part", "section"}:
            cost = _PART_FOR_SECTION
        elif asked.level in _NESTED and step.level in _NESTED:
            cost = _OTHER_LEVEL if asked.level and step.level else 0
        else:
            return None
    if asked.label != step.label:
        # "mục 5" may be mục V, "khoản 5" is not.
        if cost == _OTHER_LEVEL or asked.level == "title" or _value(asked.label) != _value(step.label):
            return None
        if not step.level and asked.level and not asked.label.isdigit() and step.label.isdigit():
            return None  # "mục VI" is not the 6 of "mục III.6"
        cost += _OTHER_SPELLING
    if asked.copy:
        return cost if asked.copy == max(step.copy, 1) else None
    return cost + (_OTHER_COPY if step.copy > 1 else 0)


def _value(label: str) -> str:
    """What labels that are written otherwise share: 5 of "V", d of "đ"."""
    if label and re.fullmatch(ROMAN, label):
        digits = [{"i": 1, "v": 5, "x": 10}[letter] for letter in label]
        return str(sum(-d if d < max(digits[n:]) else d for n, d in enumerate(digits)))
    return fold(label)
