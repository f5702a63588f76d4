"""Turns that want the rest of something: "kể nốt mấy điểm còn lại", "ngoài mức đó còn mức nào"; `conversation.toml`."""

from __future__ import annotations

import re
from functools import cache

from assistant.language.addresses import read_addresses
from assistant.language.bodies import find_bodies
from assistant.language.lexicon import words
from assistant.language.places import find_places
from assistant.language.text import has_diacritics
from assistant.questions.corrections import any_of, as_compared, conversation

_LONGEST = 4  # words of a noun
_OPENING = 8  # words of a clause that tell whether it adds to another


def remaining(text: str) -> str | None:
    """The noun of which a turn wants what was not told, empty where it says none; None where it wants no rest of anything."""
    if read_addresses(text) or find_places(text) or next(iter(find_bodies(text)), None):
        return None
    bare = not has_diacritics(text)
    compared = as_compared(text, bare=bare)
    for pattern in _patterns(bare=bare) if len(compared) == len(text) else ():
        if found := pattern.fullmatch(compared):
            noun = text[slice(*found.span("noun"))].strip()
            general = re.fullmatch(any_of(conversation()["remaining"]["general"], bare=bare), noun.lower())
            return "" if general else noun
    return None


def adds(text: str) -> bool:
    """Whether a clause adds to what stands before it: "Một nguyên nhân nữa: …", "Ngoài ra, …"."""
    opening = " ".join(words(text)[:_OPENING])
    return re.search(rf"(?<!\w)(?:{_adding()})(?!\w)", opening) is not None


@cache
def _adding() -> str:
    return any_of(conversation()["remaining"]["adds"], bare=False)


@cache
def _patterns(*, bare: bool) -> tuple[re.Pattern[str], ...]:
    entry = conversation()["remaining"]
    names = ("around", "tells", "some", "left", "besides", "those", "more", "else", "ends")
    around, tells, some, left, besides, those, more, otherwise, ends = (
        any_of(entry[name], bare=bare) for name in names
    )
    noun = rf"(?P<noun>(?:[^\W\d]+\s+){{0,{_LONGEST - 1}}}?[^\W\d]+)"
    opening = rf"\W*(?:(?:{around})[\s,]+)*"
    end = rf"(?:[\s,]+(?:{ends}))*\W*"
    return (
        re.compile(rf"{opening}(?:{tells})(?:\s+(?:{some}))*\s+{noun}\s+(?:{left}){end}"),
        re.compile(
            rf"{opening}(?:{besides})\s+(?:(?:{some})\s+)*(?:[^\W\d]+\s+){{1,{_LONGEST}}}?(?:{those})[\s,]+(?:{more})\s+"
            rf"{noun}\s+(?:{otherwise}){end}"
        ),
    )
