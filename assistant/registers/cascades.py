"""Targets that a line states for those below it: what they are of, in which unit, as part of which ("Tỷ lệ hộ có điện:")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.documents import unmarked
from assistant.language.text import plain
from assistant.language.values import find_periods, name_periods
from assistant.registers.amounts import find_amounts, is_unit, pattern, target_words
from assistant.registers.parts import Part, share_base
from assistant.types import Section, Target

INCLUDING_BELOW = re.compile(r"[,;]?\s*trong đó(?:\s+có)?\s*:$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\((?:(?:đơn vị(?: tính)?|đvt)\s*:\s*)?([^()]{1,24})\)$", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"(?P<when>[^:]{4,60}):\s*(?P<number>[\d.,]+)\s*$")
_OWN_WORDS = 8  # up to which a line below names a kind of what stands above it, and no other thing


@dataclass(frozen=True, slots=True)
class Lead:
    """What a line says for those below it; `whole` is the target that they are part of."""

    subject: str = ""
    unit: str | None = None
    whole: Target | None = None


@cache
def _subjects() -> re.Pattern[str]:
    return pattern(target_words()["indicator"]["subjects"], at="start")


def lead_of(above: Section | None, made: Sequence[Target]) -> Lead | None:
    """What the line above one leads to, or None where it leads to nothing; `made` are the targets so far."""
    if above is None or not (words := unmarked(above)).endswith(":"):
        return None
    if INCLUDING_BELOW.search(words):
        whole = [t for t in made if t.section_id == above.id and t.value is not None and t.parent is None]
        return Lead(whole=whole[-1]) if len(whole) == 1 else None
    words = words.rstrip(" :")
    unit = match[1] if (match := _IN_BRACKETS.search(words)) and is_unit(match[1]) else None
    subject = words[: match.start()] if match and unit else words
    if not _subjects().match(subject) or find_amounts(subject) or len(name_periods(subject)) > 1:
        return None
    return Lead(subject, unit)


def spelled(text: str, lead: Lead) -> str:
    """The words of a line with the unit that stands above it: "Năm 2027: 70" below "Thu nhập (triệu đồng):"."""
    alone = _NUMBER_ALONE.fullmatch(plain(text).strip(" ;.")) if lead.unit else None
    return f"{alone['when']}: {alone['number']} {lead.unit}" if alone else text


def under(lead: Lead, part: Part) -> Part:
    """A target of a line as what stands above it makes it: of that, or a part of it."""
    if part.amount is None:
        return part
    own = part.indicator.strip(" :;,")
    if lead.whole is not None:
        return replace(part, indicator=own)
    if find_amounts(part.indicator) or not _says_more(own):
        own = ""  # it only says when
    elif (
        _subjects().match(own)
        or len(own.split()) > _OWN_WORDS
        or own.lower().startswith(lead.subject.lower())
    ):
        return part
    said = find_periods(part.indicator)
    period = part.period or (said[0] if len(said) == 1 else None)
    amount = part.amount if part.amount.unit else replace(part.amount, unit=lead.unit)
    indicator = f"{lead.subject}: {own}" if own else lead.subject
    base = part.base or share_base(lead.subject, amount)
    return replace(part, indicator=indicator, amount=amount, base=base, period=period)


def _says_more(words: str) -> bool:
    """Whether words say something besides when."""
    for named in reversed(name_periods(words)):
        words = words[: named.start] + words[named.end :]
    return any(character.isalpha() for character in words)
