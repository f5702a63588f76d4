"""What a text calls an undertaking that a noun points back to: "chương trình này" to 'Chương trình “Sóng và máy tính”'."""

from __future__ import annotations

import re
from functools import cache

from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.persons import CAPITALISED
from assistant.language.places import find_places
from assistant.language.values import name_periods
from assistant.questions.corrections import as_compared, conversation

_LONGEST_NAME = 10  # words of the name of an undertaking
_NAME_END = re.compile(r"[,;:()?!]|\.(?!\d)")


def name_behind(noun: str, text: str, *, bare: bool) -> str | None:
    """What a text calls the thing of a noun: 'Chương trình “Sóng và máy tính cho em”', "Quỹ Bảo trợ trẻ em"."""
    compared = as_compared(text, bare=bare)
    for match in re.finditer(rf"(?<![^\W_]){re.escape(noun)}(?![^\W_])", compared):
        rest = _up_to_when_and_where(text[match.end() :])
        rest = rest[: end.start()] if (end := _NAME_END.search(rest)) else rest
        quoted = re.match(r"\s*[“\"](?P<name>[^”\"]{2,120})[”\"]", rest)
        if quoted:
            return text[match.start() : match.end() + quoted.end()]
        # "Chương trình Next 50", "Trung tâm Giám sát và điều hành giao thông": one syllable begins a name of more.
        capitals = re.match(rf"(?:\s+{CAPITALISED})+", rest)
        if capitals and (len(capitals.group().split()) > 1 or capitals.end() == len(rest)):
            return text[match.start() : match.end() + capitals.end()].strip()
        tokens = words(rest)
        stop = next((start for start, _ in find_phrases(tokens, _asking() | _name_ends())), len(tokens))
        if 0 < stop <= _LONGEST_NAME and tokens[0] not in ("này", "đó", "ấy", "nào", "gì"):
            kept = re.match(rf"(?:\W*\w+(?:[.,]\d+)*){{{stop}}}", rest)
            if kept and stop > 1:
                return text[match.start() : match.end() + kept.end()].strip()
    return None


def _up_to_when_and_where(text: str) -> str:
    """A text up to the first place or period that it names."""
    ends = [place.start for place in find_places(text)] + [named.start for named in name_periods(text)]
    return text[: min(ends, default=len(text))]


@cache
def _name_ends() -> frozenset[str]:
    return frozenset(conversation()["name_ends"]["says"])


@cache
def _asking() -> frozenset[str]:
    kinds = load_lexicon().kinds
    return frozenset().union(*kinds.values())
