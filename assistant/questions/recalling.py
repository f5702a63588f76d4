"""Turns that want what was said on something once more, or where it stands: "đọc lại chỗ ký túc xá", "cái hạn em nói lúc nãy"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.language.lexicon import words
from assistant.language.places import find_places
from assistant.language.text import fold, has_diacritics
from assistant.questions.corrections import any_of, as_compared, conversation
from assistant.types import Turn


def recalled(text: str, turns: Sequence[Turn]) -> str | None:
    """The question, as it stands alone, whose answer a turn wants again: the last one about what the turn says that it was,
    or the first; None where the turn wants no answer again, or no question was about that."""
    bare = not has_diacritics(text)
    compared = as_compared(text, bare=bare)
    if len(compared) != len(text) or not (
        found := next((m for p in _patterns(bare=bare) if (m := p.match(compared))), None)
    ):
        return None
    if found.groupdict().get("first"):
        return turns[0].text
    about = _subject(text[slice(*found.span("about"))])
    if not about:
        return None
    where = {place.name for place in find_places(turns[-1].text)}
    shares = [(_share(about, turn), bool(where & _places(turn)), n) for n, turn in enumerate(turns)]
    told = [(near, share, n) for share, near, n in shares if share * 2 >= 1]
    return turns[max(told)[2]].text if told else None


def names_earlier(text: str) -> bool:
    """Whether a turn says of which earlier answer it speaks: "cái hạn nộp em nói lúc nãy nằm ở mục nào"."""
    bare = not has_diacritics(text)
    first, *others = (pattern.match(as_compared(text, bare=bare)) for pattern in _patterns(bare=bare))
    return first is not None or any(found and _subject(found["about"]) for found in others)


def _places(turn: Turn) -> set[str]:
    return {place.name for place in find_places(turn.text)}


def _share(about: set[str], turn: Turn) -> float:
    """How much of what a turn is said to have been about it has words of."""
    said = set(map(fold, [*words(turn.question), *words(turn.text)]))
    return len(about & said) / len(about)


def _subject(text: str) -> set[str]:
    """The words of a text that say what it is about, folded."""
    return set(map(fold, words(text))) - set(map(fold, conversation()["recalls"]["general"]))


@cache
def _patterns(*, bare: bool) -> tuple[re.Pattern[str], ...]:
    entry = conversation()["recalls"]
    you, again, for_me, what, when, first, told, name, ends = (
        any_of(entry[key], bare=bare)
        for key in ("you", "again", "for_me", "what", "when", "first", "told", "name", "ends")
    )
    end = rf"(?:[\s,]+(?:{ends}))*\W*$"
    opening = rf"\W*(?:(?:{you})\s+)?(?:{again})(?:\s+(?:{for_me}))*"
    return (
        re.compile(rf"{opening}\s+.*?\s*(?P<first>{first}){end}"),
        re.compile(rf"{opening}\s+(?:{what})\s+(?P<about>.+?)(?:\s+(?:{when}))?{end}"),
        re.compile(rf"{opening}\s+(?P<about>.+?)\s+(?:{when}){end}"),
        re.compile(rf"{opening}\s+(?:{name})\s+(?P<about>[^,;.?!]+?)(?:[,;.]\s[^?]*)?{end}"),
        re.compile(rf"\W*(?P<about>.+?)\s+(?:(?:mà|ma)\s+)?(?:{you})\s+(?:{told})\s+(?:{when})(?!\w)"),
    )
