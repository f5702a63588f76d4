"""What of a document no answer can come from, and why: so that nothing is dropped without a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.documents.injections import find_injection
from assistant.documents.portals import is_for_visitors
from assistant.language.text import plain
from assistant.types import Document, Section

Reason = Literal["site", "visitors", "orders", "unread"]
TOLD_FROM = 0.01  # of a document's words; orders to a machine are always told
_WORD = re.compile(r"\w+")
_QUOTED = 80  # characters
_SAID: dict[Reason, str] = {
    "site": "what a publishing site puts around the document",
    "visitors": "what a site says to its visitors",
    "orders": "orders to a machine",
    "unread": "in no clause",
}


@dataclass(frozen=True, slots=True)
class Omission:
    """Words of a document that are left out for one reason; how many, which share of all, and how they begin."""

    document_id: str
    reason: Reason
    words: int
    share: float
    quote: str

    def __str__(self) -> str:
        return f"{self.words:,} words ({self.share:.0%}): {_SAID[self.reason]} (“{self.quote}”)"


def find_omissions(document: Document, sections: Sequence[Section]) -> tuple[Omission, ...]:
    """What is left out of a document by its clauses, as far as it has to be told; most words first."""
    texts: dict[Reason, list[str]] = {}
    position = 0
    for section in sections:
        texts.setdefault("unread", []).append(document.text[position : section.start])
        position = section.end
        if section.kind == "boilerplate":
            texts.setdefault(_reason(section), []).append(section.text)
    texts.setdefault("unread", []).append(document.text[position:])
    counts = {reason: sum(len(_WORD.findall(part)) for part in parts) for reason, parts in texts.items()}
    if not any(counts.values()):
        return ()
    total = max(1, len(_WORD.findall(document.text)))
    told = sum(counts.values()) / total > TOLD_FROM
    found = []
    for reason, parts in texts.items():
        if (words := counts[reason]) and (told or reason == "orders"):
            begin = next(text for part in parts if _WORD.search(text := plain(part)))[:_QUOTED]
            found.append(Omission(document.id, reason, words, round(words / total, 3), begin))
    return tuple(sorted(found, key=lambda omission: -omission.words))


def _reason(section: Section) -> Reason:
    if any(find_injection(text) for text in (section.text, *section.headings)):
        return "orders"
    return "visitors" if is_for_visitors(section.text) else "site"
