"""Questions for yes or no that have no word of their own for it: "Sơn La có bước thẩm định giống Lào Cai không?"."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from assistant.language.lexicon import words
from assistant.language.places import find_places
from assistant.language.text import has_diacritics
from assistant.language.values import YEAR, find_values
from assistant.questions.corrections import any_of, as_compared, conversation

_ASKED = re.compile(r"\b(?:có|co|đã|da|phải|phai)\b.*\b(?:không|khong|ko|chưa|chua)$")


def asks_whether(text: str) -> bool:
    """Whether a question asks if something is so: "có … không", "đã … chưa"."""
    said = " ".join(words(_without_place_behind(text)))
    return _ASKED.search(said) is not None


def _without_place_behind(text: str) -> str:
    """A follow-up without the place that was put behind it: "có mẫu không (ở Sơn La)"."""
    return re.sub(r"\s*\([^()]*\)[\s?.!]*$", "", text)


def without_likened(text: str, *, figured: bool = False) -> str:
    """A question whether a place has something, without the place that it is only likened to; any other as it is.

    Where figures are asked about, or nothing but whether both are alike, both places are asked of; `figured`: but for a turn
    behind one of another place.
    """
    places = find_places(text)
    has_figures = any(not re.fullmatch(YEAR, value.written) for value in find_values(text))
    if not places or has_figures != figured:
        return text
    bare = not has_diacritics(text)
    compared = as_compared(text, bare=bare)
    before, behind = _around(bare=bare)
    for place in reversed(places):
        likened = before.search(compared[: place.start])
        if likened and behind.fullmatch(compared[place.end :]):
            return f"{text[: likened.start('likens')].rstrip(' ,')}{text[place.end :]}"
    return text


def without_likened_elsewhere(text: str, before: Collection[str]) -> str:
    """A turn that likens a figure to that of a place which the question before does not name, without that place: "hạn cũng là
    5/3 như Lào Cai à?" behind one about Sơn La."""
    likened = without_likened(text, figured=True)
    places = {place.name for place in find_places(text)}
    elsewhere = before and not places & set(before) and not find_places(likened)
    return likened if elsewhere else text


@cache
def _around(*, bare: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before the place that something is likened to, and what closes such a question."""
    data = conversation()["likened"]
    opens, says, of, closes = (any_of(data[name], bare=bare) for name in ("opens", "says", "of", "closes"))
    least = data["least"]
    return (
        re.compile(
            rf"(?<!\w)(?:{opens})\s+(?:[\w&/-]+[\s,]+){{{least},}}?(?P<likens>(?:{says})\s+)(?:(?:{of})\s+)*$"
        ),
        re.compile(
            rf"\s*,?\s*(?:{closes})(?:\s+(?:ạ|a|em|anh|chị|nhỉ|vậy))*[\s?.!…]*(?:\([^()]*\)[\s?.!…]*)?"
        ),
    )
