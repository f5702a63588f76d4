"""Things that a text numbers or lists by a noun: "quan điểm thứ tư", "6 chương trình: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.text import fold

_ORDINAL = re.compile(
    r"(?<!\w)(?P<noun>[^\W\d_]+)\s+thu\s+(?P<ordinal>nhat|hai|nhi|ba|tu|bon|nam|sau|bay|tam|chin|muoi)(?!\w)"
)
_SAME = {"nhi": "hai", "bon": "tu"}
_ASKED = re.compile(
    r"(?<!\w)(?:nhung|cac|may|bao nhieu|\d+)\s+(?P<noun>(?:[^\W\d_]+\s+){1,4}?)(?:nao|gi)(?!\w)"
)
# So many of a noun that are to be told: "kể 4 cơ chế", "còn 4 cái cơ chế thì sao".
_COUNTED = re.compile(
    r"(?<!\w)(?:(?:ke|neu|doc|liet ke)\s+(?:[^\W\d_]+\s+){0,4}?(?P<n>\d{1,2})\s+(?:cai\s+)?(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+)?)"
    r"|(?P<m>\d{1,2})\s+(?:cai\s+)?(?P<named>[^\W\d_]+(?:\s+[^\W\d_]+){0,2}?)\s+(?:thi sao|la gi|la nhung gi|gom nhung gi))(?!\w)"
)
_PIECE = re.compile(r"[,;.]")
_TELLS = re.compile(
    r"[:(]|(?<!\w)(?:gom|bao gom|nhu|la)(?!\w)"
)  # behind a number of things, that they are told
_WHICH = re.compile(r"(?<!\w)(?:which|what)\s+(?P<noun>[a-z]+s)(?!\w)")
_LEVELS = (
    "chi tieu",
    "muc tieu",
    "muc",
    "con so",
    "targets",
    "goals",
    "levels",
    "figures",
    "plans",
    "cities",
    "is",
    "does",
    "has",
)
_OWN_NUMBER = re.compile(
    r"(?:[^:]{1,40}:\s+)*(?P<noun>[^\W\d]+(?:\s+[^\W\d]+){0,3})\s+thứ\s+\w+(?P<of>[^:]{0,60}):"
)
_NOT_A_THING = ("ngay", "sang", "chieu", "toi")  # "chiều thứ tư" is a day of the week


def ordinal_items(text: str) -> frozenset[tuple[str, str]]:
    """The items that a text names by noun and ordinal, folded: ("diem", "tu") for "quan điểm thứ tư"."""
    found = _ORDINAL.finditer(fold(text))
    return frozenset(
        (m["noun"], _SAME.get(m["ordinal"], m["ordinal"])) for m in found if m["noun"] not in _NOT_A_THING
    )


def ordinal_ends(text: str) -> Iterator[int]:
    """Where the items end that a text names by noun and ordinal, in Vietnamese."""
    for found in _ORDINAL.finditer(fold(text)) if len(fold(text)) == len(text) else ():
        if found["noun"] not in _NOT_A_THING:
            yield found.end()


def own_number(text: str) -> tuple[str, str] | None:
    """What numbers itself, and of what: ("Quan điểm", " của Nghị quyết 5") of "Quan điểm thứ hai của Nghị quyết 5: …"."""
    found = _OWN_NUMBER.match(text)
    return (found["noun"], found["of"].rstrip()) if found else None


def asked_noun(question: str) -> str | None:
    """What a question wants listed, folded: "chuong trinh" of "những chương trình nào", "4 co che" of "kể 4 cơ chế"; None where
    it names no such thing."""
    if found := _ASKED.search(fold(question)):
        return " ".join(found["noun"].split())
    counted = _COUNTED.search(fold(question))
    return f"{counted['n'] or counted['m']} {counted['noun'] or counted['named']}" if counted else None


def only_counts(question: str, text: str) -> bool:
    """Whether a text says how many there are of what a question wants told by name, and tells none: "trọng tâm là 9 cây con"."""
    counted = _COUNTED.search(fold(question))
    if counted is None or not counted["n"]:
        return False
    noun = re.escape(f"{counted['n']} {counted['noun']}")
    behind = [
        _PIECE.split(fold(text)[m.end() :])[0] for m in re.finditer(rf"(?<!\w){noun}(?!\w)", fold(text))
    ]
    return bool(behind) and not any(_TELLS.search(rest) for rest in behind)


def asks_for_things(question: str) -> bool:
    """Whether a question wants things named, not levels: "những nước nào", "which countries", but not "những chỉ tiêu nào"."""
    found = _ASKED.search(fold(question)) or _WHICH.search(question.lower())
    return found is not None and " ".join(found["noun"].split()) not in _LEVELS


def announces(text: str, noun: str) -> bool:
    """Whether a text lists things of that noun behind a colon: "6 chương trình trọng điểm: a; b"."""
    return bool(re.search(rf"(?<!\w){re.escape(noun)}(?:\s+[^\W\d_]+){{0,6}}\s*:\s*[^;,.:]+[;,]", fold(text)))
