"""Text that a document quotes from another or from itself: what an amendment says anew, and the notes of a consolidated text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.types import Section

QUOTED = "q-"  # what the last part of the id of a quoted clause begins with
NOTE = "note-"  # what that of a note begins with
_OPENS = re.compile(r"[\s*_]*([“\"])")
_CLOSES = re.compile(r"([”\"])[\s*_.;,]*$")
_AMENDING = re.compile(r"(?:sửa đổi|bổ sung|thay thế|thay bằng|đổi tên).*:[\s*_]*$", re.IGNORECASE)
_NOTE = re.compile(r"^\[(\d{1,3})\]\s*(?=\S)")
_LONGEST = 1000  # lines of a quotation


def quoted_blocks(lines: Sequence[str]) -> Mapping[int, int]:
    """Where the new text of an amendment is quoted: the number of its first line -> of its last.

    It opens in the line below one such as "1. Sửa đổi khoản 2 Điều 5 như sau:"; one that is never closed is none.
    """
    blocks: dict[int, int] = {}
    position = 1
    while position < len(lines):
        opened = _OPENS.match(lines[position])
        if opened and _AMENDING.search(lines[position - 1]):
            last = _last_line(lines, position, opened[1])
            if last is not None:
                blocks[position] = last
                position = last
        position += 1
    return blocks


def _last_line(lines: Sequence[str], first: int, mark: str) -> int | None:
    depth = 0
    for number in range(first, min(len(lines), first + _LONGEST)):
        line = lines[number]
        if mark == "“":
            depth += line.count("“") - line.count("”")
            closed = depth <= 0
        else:
            depth += line.count('"')
            closed = depth % 2 == 0
        if closed and _CLOSES.search(line):
            return number
        if closed:
            return None
    return None


def opening(line: str) -> int:
    """How many characters of a quotation's first line stand before its words."""
    opened = _OPENS.match(line)
    return opened.end() if opened else 0


def closing(line: str) -> int:
    """Where the words of a quotation's last line end."""
    closed = _CLOSES.search(line)
    return closed.start() if closed else len(line)


def note_number(line: str) -> str | None:
    """The number of the note that a line begins: "13" of "[13] Khoản này được bổ sung …"; None for any other line."""
    found = _NOTE.match(line)
    return found[1] if found else None


def is_open(text: str) -> bool:
    """Whether a text opens a quotation that it does not close."""
    return text.count("“") > text.count("”")


def is_quoted(section: Section) -> bool:
    """Whether a clause is new text of an amendment itself, not a part of one that is."""
    return section.id.rpartition(".")[2].startswith(QUOTED)


def is_note(section: Section) -> bool:
    """Whether a clause is a note that tells where another comes from."""
    return section.id.rpartition(".")[2].startswith(NOTE)
