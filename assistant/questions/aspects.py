"""What a comparison of whole registers asks to see: where a place is lower, what only one has, what both share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.language.lexicon import Phrases, find_phrases, load_lexicon, words
from assistant.language.places import find_places
from assistant.types import Aspect

_MARK = 0xE000  # private characters stand for the places of a question, so that patterns can name them
_BESIDE = r"(?:(?:kế hoạch|thành phố|tỉnh|của|ở|tại|trong|the|plan|plans|city|province|of|in|for|'s|’s)\s+)*"
_ASPECTS: tuple[Aspect, ...] = ("only", "shared", "equal", "different", "lower", "higher")


@dataclass(frozen=True, slots=True)
class AskedAspect:
    """An aspect, the place that it is about, and the words of the question that say so."""

    aspect: Aspect
    of: str | None
    words: frozenset[str]


def read_aspect(text: str) -> AskedAspect | None:
    """The aspect that a question asks for, or None; the first of the lexicon that the question has words of."""
    found = find_places(text)
    names = [place.name for place in found]
    marked = text
    for number, place in reversed(list(enumerate(found))):
        marked = f"{marked[: place.start]}{chr(_MARK + number)}{marked[place.end :]}"
    marked = " ".join(marked.lower().split())
    for aspect in _ASPECTS:
        match = _find(aspect, marked)
        if match is None:
            continue
        said = [match.group(), *load_lexicon().comparison["against"]]
        groups = match.groupdict()
        one, other = (names[ord(m) - _MARK] if (m := groups.get(key)) else None for key in ("one", "other"))
        if aspect == "only" and one is None:
            one = next((name for name in names if name != other), None)
            if one is None:
                aspect, one = "absent", other
        elif aspect in ("lower", "higher"):
            opposite = _find("higher" if aspect == "lower" else "lower", marked)
            if opposite or find_phrases(words(text), Phrases(load_lexicon().comparison["which_side"])):
                aspect = "unequal"
                said.append(opposite.group() if opposite else "")
            else:
                one = _spoken_of(marked, names)
        return AskedAspect(aspect, one, frozenset(words(" ".join(said))))
    return None


def _find(aspect: Aspect, marked: str) -> re.Match[str] | None:
    return next((match for pattern in _patterns(aspect) if (match := pattern.search(marked))), None)


def _spoken_of(marked: str, names: list[str]) -> str | None:
    """The place of a comparison that is not the one measured against."""
    against = "|".join(map(re.escape, load_lexicon().comparison["against"]))
    for number, name in enumerate(names):
        if not re.search(rf"(?<!\w)(?:{against})\s+{_BESIDE}{chr(_MARK + number)}", marked):
            return name
    return names[0] if names else None


@cache
def _patterns(aspect: Aspect) -> tuple[re.Pattern[str], ...]:
    """The ways to ask for an aspect, longest first."""
    said = sorted(load_lexicon().comparison[aspect], key=len, reverse=True)
    return tuple(re.compile(_pattern(phrase)) for phrase in said)


def _pattern(phrase: str) -> str:
    pieces = []
    for piece in phrase.lower().split():
        if piece in ("{one}", "{other}"):
            pieces.append(
                f"{_BESIDE}(?P<{piece[1:-1]}>[{chr(_MARK)}-{chr(_MARK + 99)}])(?:['’]s)?(?: plan| city)?"
            )
        else:
            pieces.append(re.escape(piece))
    return rf"(?<!\w){' '.join(pieces)}(?!\w)"
