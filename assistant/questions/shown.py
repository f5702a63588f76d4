"""What an answer showed, as far as the next turn may point to it: its lines, its clauses, the items of its lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.language.lexicon import words
from assistant.types import Query

LEAST_LISTED = 3  # things that make a list
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


def inside_a_clause(shown: Shown, position: int, query: Query) -> Shown | None:
    """The list that one clause holds, where it is what was asked for: "nêu 6 dự án: cầu cảng; đường ven biển; …"."""
    held = [(item, parts) for item in shown.items if (parts := enumerated(item.text))]
    counted = [pair for pair in held if str(len(pair[1])) in words(query.text)]  # "6 dự án nào?"
    long = [pair for pair in held if len(shown.items) < abs(position) <= len(pair[1])]
    for item, parts in counted or long:
        return replace(shown, items=tuple(Item(part, item.document_id, "") for part in parts))
    return None


def has_list(shown: Shown) -> bool:
    """Whether an answer showed a list, or a clause that holds one."""
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
    return []
