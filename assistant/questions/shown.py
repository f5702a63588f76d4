"""What an answer showed, as far as the next turn may point to it: its lines, its clauses, the items of its lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.judging import judging
from assistant.language.items import own_number
from assistant.language.lexicon import words
from assistant.types import Query

LEAST_LISTED = 3  # things that make a list
_LEAST_NUMBERED = 2  # items that number themselves
_LONGEST_ITEM = 25  # words of an item of a list that a question takes over

# Behind a name, "Sơn La: Trồng rừng, …", stands a sentence, and no list.
_COLON = re.compile(
    r"(?:(?<=\bnhư)|(?<=\bgồm)|(?<=\bsau)|(?<=\blà)):\s+|:\s+(?=\w)(?![A-ZĐÀ-ÖØ-ÞĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ])"
)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list that was shown, and the clause that it comes from."""

    text: str
    document_id: str
    address: str

    @property
    def opening(self) -> str:
        """Its first words, as a question may repeat them."""
        return " ".join(self.text.split()[:_LONGEST_ITEM]).rstrip(" .,;:")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the last answer showed: documents (the ids of those cited), its lines, its first clause, the items of its list."""

    documents: tuple[str, ...]
    lines: tuple[str, ...]
    first: Item | None
    items: tuple[Item, ...]
    bulleted: bool = False  # whether the items are those of a list that the answer is


def inside_a_clause(shown: Shown, position: int, query: Query) -> Shown | None:
    """The list that one clause holds, where it is what was asked for: "nêu 6 dự án: cầu cảng; đường ven biển; …"."""
    held = [(item, parts) for item in shown.items if (parts := enumerated(item.text))]
    counted = [pair for pair in held if str(len(pair[1])) in words(query.text)]  # "6 dự án nào?"
    if not (counted or shown.bulleted):
        named = [
            (_told_of(item.text, query), (item, parts)) for item, parts in held if len(parts) >= abs(position)
        ]
        most = max((share for share, _ in named), default=0.0)
        counted = [pair for share, pair in named if share == most >= judging().evidence.sure]
    long = [pair for pair in held if len(shown.items) < abs(position) <= len(pair[1])]
    for item, parts in counted or long:
        return replace(shown, items=tuple(Item(part, item.document_id, "") for part in parts))
    return None


def _told_of(text: str, query: Query) -> float:
    """The share of a question's subject that stands before what a sentence enumerates, 0 to 1."""
    asked = set(query.focus_words)
    found = _COLON.search(text)
    return len(asked & set(words(text[: found.start()]))) / len(asked) if found and asked else 0.0


def self_numbered(shown: Shown, ordinal: str) -> str | None:
    """What items that number themselves call the one of an ordinal: "Quan điểm thứ tư của Nghị quyết 86"."""
    heads = [head for item in shown.items if (head := own_number(item.text))]
    if not ordinal.startswith("thứ") or len(heads) < _LEAST_NUMBERED:
        return None
    noun, of = heads[0]
    return f"{noun} {ordinal}{of}"


def names_of_kind(kind: str, lines: Sequence[str]) -> list[str]:
    """The documents of a kind, "nghị quyết", that the first sentence to name one names by number, each once."""
    pattern = re.compile(rf"(?<!\w){re.escape(kind)}\s+(?:số\s+)?(\d[\w./-]*[^\W_])", re.IGNORECASE)
    sentences = [sentence for line in lines for sentence in re.split(r"[.:]\s", line)]
    found = next(filter(None, map(pattern.findall, sentences)), [])
    return [f"{kind} {number}" for number in dict.fromkeys(found)]


def has_list(shown: Shown) -> bool:
    """Whether an answer showed a list, or a clause that holds one."""
    if shown.bulleted and len(shown.items) > 1:
        return True
    return len(shown.items) >= LEAST_LISTED or any(enumerated(item.text) for item in shown.items)


def enumerated(text: str) -> list[str]:
    """What a sentence enumerates behind a colon, three things at least; nothing where it enumerates none."""
    for found in _COLON.finditer(text):
        sentence = re.split(r"\.(?=\s|$)", text[found.end() :], maxsplit=1)[0]
        for mark in (";", ","):
            parts = re.split(rf"\s*{mark}\s+(?:(?:và|and)\s+)?", sentence)
            if mark == ",":
                parts = [part for whole in parts for part in re.split(r"\s+và\s+(?=\w+\s+\w+$)", whole)]
            if len(parts) >= LEAST_LISTED:
                return [part.strip(" .") for part in parts]
    for found in re.finditer(
        r":\s+", text
    ):  # "nêu 6 chương trình: Hệ sinh thái …; …" says how many names stand behind
        behind = re.split(r"\.(?=\s|$)", text[found.end() :], maxsplit=1)[0]
        counts = {int(number) for number in re.findall(r"\d+", text[: found.start()])}
        for mark in (r"\s*;\s+", r"\s*,\s+", r"\s*,\s+|\s+và\s+"):
            parts = re.split(mark, behind)
            if len(parts) >= LEAST_LISTED and len(parts) in counts:
                return [part.strip(" .") for part in parts]
    return []
