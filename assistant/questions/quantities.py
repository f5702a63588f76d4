"""Several quantities that are asked for in one sentence: each question with the subject that they share.

"Xã phải trồng bao nhiêu ha quế, bao nhiêu ha hồi và tỉa thưa bao nhiêu ha thông?" asks three things of what the commune must do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.language.duties import duty_words
from assistant.language.lexicon import words

_MANY = re.compile(r"(?<!\w)(?:bao nhiêu|mấy)(?!\w)", re.IGNORECASE)
_ACTING = re.compile(
    r"^(?P<frame>.*(?<!\w)(?:phải|sẽ|cần|được|đã|dự kiến)\s+)(?:[^\W\d_]+\s+){1,3}$", re.IGNORECASE
)
_PREDICATES = frozenset(("bị", "được", "phải", "là", "có", "do", "sẽ", "đã", "cần", "thì", "để", "cho"))
_MOST = 6  # words behind "bao nhiêu" that only name what is counted


def with_shared_subject(parts: Iterable[str]) -> list[str]:
    """The questions of a sentence; one that only names another quantity with the words of the one before it."""
    found: list[str] = []
    for part in parts:
        found.append((_written_out(found[-1], part) or part) if found else part)
    return found


def _written_out(before: str, part: str) -> str | None:
    """A quantity with the words that stand before the quantity of the question before; None where it has words of its own."""
    asked, others = _MANY.search(part), list(_MANY.finditer(before))
    if asked is None or not others:
        return None
    counted, lead = words(part[asked.end() :]), before[: others[-1].start()]
    if not 0 < len(counted) <= _MOST or not _PREDICATES.isdisjoint(counted):
        return None
    if asked.start() == 0:
        return f"{lead}{part}"
    acting, verb = _ACTING.match(lead), duty_words().verb.match(part)
    if acting and verb and verb.end() == asked.start() - 1:
        return f"{acting['frame']}{part}"
    return None
