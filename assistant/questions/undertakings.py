"""What a text calls an undertaking that a noun points back to: "chương trình này" to 'Chương trình “Sóng và máy tính”'."""

from __future__ import annotations

import re
from functools import cache

from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.persons import CAPITALISED
from assistant.language.places import find_places
from assistant.language.values import YEAR, name_periods
from assistant.questions.corrections import as_compared, conversation
from assistant.questions.figures import follows_name, typed_names

_LONGEST_NAME = 12  # words of the name of an undertaking
_NUMBERED_NAME = re.compile(r"(?<!\w)[A-Z][a-z]+\s+(?P<number>\d[\d.,]*\d|\d)(?![\w%])")
_OF_PLACE = re.compile(r"\s+(?:tỉnh|thành phố)$", re.IGNORECASE)  # what stood before a place
_QUOTES = ("“", '"')
_NAME_END = re.compile(r"[,;:()?!]|\.(?!\d)")


def proper_name(text: str) -> str | None:
    """The last undertaking that a text calls by a name of its own: "Quỹ Sáng kiến", "Chiến dịch “Mái ấm”", "Connect 500"."""
    found = [
        (match.start(), match.group())
        for match in _NUMBERED_NAME.finditer(text)
        if follows_name(text[: match.start("number")]) and not re.fullmatch(YEAR, match["number"])
    ]
    found += [(match.start(), match.group()) for match in typed_names(text)]
    for noun in undertaking_nouns():
        name = _OF_PLACE.sub("", name_behind(noun, text, bare=False) or "")
        behind = name[len(noun) :].strip()
        at = text.find(name)
        asks = find_phrases(
            words(f"{name} {text[at + len(name) :]}")[: len(words(name)) + 1], _asking_which()
        )
        if (behind[:1].isupper() or behind[:1] in _QUOTES) and not asks:
            found.append((at, name))
    return max(found)[1] if found else None


@cache
def undertaking_nouns() -> tuple[str, ...]:
    """What undertakings are called: "chương trình", "quỹ", "trung tâm"."""
    entries = conversation()["references"]
    return tuple(noun for entry in entries if entry["stands_for"] == "undertaking" for noun in entry["nouns"])


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
def _asking_which() -> frozenset[str]:
    return frozenset(conversation()["name_asked"]["says"])


@cache
def _name_ends() -> frozenset[str]:
    return frozenset(conversation()["name_ends"]["says"])


@cache
def _asking() -> frozenset[str]:
    kinds = load_lexicon().kinds
    return frozenset().union(*kinds.values())
