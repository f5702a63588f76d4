"""Turns that ask whether the same holds of another: "Tây Ninh có y hệt vậy không?"; the words are in `conversation.toml`."""

from __future__ import annotations

import re
from functools import cache

from assistant.language.text import has_diacritics
from assistant.questions.corrections import any_of, as_compared, conversation

_CLOSED = r"[\s?.!…]*$"


@cache
def _ending(*, bare: bool) -> re.Pattern[str]:
    data = conversation()["sameness"]
    opens, likens, closes, alone = (
        any_of(data[name], bare=bare) for name in ("opens", "likens", "closes", "alone")
    )
    any_other = r"\w+(?:\s+\w+)?\s+(?:nao|gi)" if bare else r"\w+(?:\s+\w+)?\s+nào|gì"
    more = rf"(?:{any_of(data['more'], bare=bare)})\s+(?:{any_other})(?:\s+(?:{any_of(['khác', 'nữa'], bare=bare)}))*"
    measures, marks, also = (
        any_of(said, bare=bare) for said in (data["measures"], data["marks"], ["cũng", "cũng là", "cũng có"])
    )
    asks = rf"(?:(?:{opens})\s+)*(?:{likens})|(?:thì\s+)?(?:{also})\s+(?:{measures})\s+(?:{marks})|(?:(?:{opens})\s+)+{more}"
    return re.compile(
        rf"(?<=\w)[\s,]+(?:(?:{asks})(?:\s+(?:{closes}))+|(?:(?:{opens})\s+)*(?:{alone})){_CLOSED}"
    )


@cache
def _in_english() -> re.Pattern[str]:
    data = conversation()["sameness"]
    begins, says, adds = (any_of(data[name], bare=True) for name in ("begins", "says", "adds"))
    where = r"(?:\s+(?:in|for|of|there|with)(?:\s+\w+){0,4})?"
    asks = (
        rf"(?:{says})(?:\s+(?:{any_of(data['points'], bare=True)}))?{where}|(?P<adds>{adds})(?:\s+\w+){{0,2}}"
    )
    return re.compile(rf"(?:{begins})\s+(?:[\w'’]+\s+){{1,5}}?(?:{asks})(?:,?\s+or\s[^?]*)?{_CLOSED}")


@cache
def _same_level(*, bare: bool) -> re.Pattern[str]:
    data = conversation()["same_level"]
    levels, kinds, before = (any_of(data[name], bare=bare) for name in ("levels", "kinds", "kinds_before"))
    return re.compile(
        rf"(?<!\w)(?:(?:{levels})\s+(?:{kinds})|(?:{before})\s+(?:[\w&]+\s+){{0,3}}?(?:{levels}))(?!\w)"
    )


def asks_same_level(text: str) -> bool:
    """Whether a turn asks if another sets a level of the kind that was talked of: "Đà Nẵng có chỉ tiêu kiểu đó không?"."""
    bare = not has_diacritics(text)
    return _same_level(bare=bare).search(as_compared(text, bare=bare)) is not None


def without_sameness(text: str) -> str | None:
    """A turn that asks whether the same holds of something, without the words that ask it; None for any other.

    Of an English turn, which asks it with words all over, all is left.
    """
    bare = not has_diacritics(text)
    compared = as_compared(text, bare=bare)
    if found := _ending(bare=bare).search(compared):
        return text[: found.start()]
    found = _in_english().match(compared) if bare else None
    return text[: found.start("adds") if found["adds"] else None] if found else None
