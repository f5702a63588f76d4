"""What a clause lists: its figures and items, compared with those of another clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.answers.case import Case
from assistant.documents import unmarked
from assistant.language.lexicon import words
from assistant.language.values import find_values
from assistant.types import Document, Section

LEAST_SHARED = 2  # items, from which two clauses list the same kind of thing
_ITEM_WORDS = 5  # at most, of an item of a list within a clause
_LISTS = re.compile(r"^.*\b(?:như|gồm)\s*:?\s+")
_MOST_TOLD = 6  # items or figures


@dataclass(frozen=True, slots=True)
class Listed:
    """A clause with its figures and the items that it lists."""

    document: Document
    section: Section
    words: frozenset[str]
    figures: dict[str, str]  # as written, by what they are worth
    items: dict[str, str]  # as written, by their small letters
    examples: dict[str, str] = field(default_factory=dict)  # of these what stands behind "như" or "gồm"

    @classmethod
    def of(cls, case: Case, document_id: str, section_id: str) -> Listed:
        """A clause by its document and its id."""
        document = case.reference.documents[document_id]
        section = case.reference.sections[document_id, section_id]
        below = [each for each in case.reference.children(section) if each.kind != "paragraph"]
        text = " ".join(map(unmarked, (section, *below)))
        if below:  # of a whole section no figure or item is told apart
            return cls(document, section, frozenset(words(text)), {}, {})
        listed = _LISTS.search(text)
        return cls(
            document,
            section,
            frozenset(words(text)),
            {v.key: v.written for v in find_values(text)},
            _items(text),
            _items(text[listed.end() :]) if listed else {},
        )

    def likeness(self, other: Listed) -> float:
        """How many of the words of both clauses, but for the names of their places, stand in both, 0 to 1."""
        places = {word for side in (self, other) for word in words(side.document.place or "")}
        own, others = self.words - places, other.words - places
        return len(own & others) / len(own | others)


def _items(text: str) -> dict[str, str]:
    """The short pieces of a text between its marks, as written, by what they are compared by."""
    pieces = [_LISTS.sub("", piece).strip(" .…“”\"'") for piece in re.split(r"[,;.]", text)]
    return {compared_by(piece): piece for piece in pieces if piece and len(piece.split()) <= _ITEM_WORDS}


def compared_by(item: str) -> str:
    """What an item is compared by: "AI" is "trí tuệ nhân tạo (AI)"."""
    short = re.search(r"\(([^()\d]+)\)$", item)
    return (short[1] if short else item).lower()


def told_by_one(own: dict[str, str], other: dict[str, str]) -> str:
    """What one side has and the other lacks, as it is written."""
    return ", ".join([written for key, written in own.items() if key not in other][:_MOST_TOLD])
