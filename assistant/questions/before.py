"""What a turn may point to: the question before it, places talked of, the last answer; and how a document is named there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.language.values import find_values
from assistant.questions.corrections import conversation
from assistant.questions.shown import Shown
from assistant.types import Document, Query, Target, Unclear


@dataclass(frozen=True, slots=True)
class Before:
    """What a turn may point to: the question before, places talked of, the last answer, and what is known."""

    query: Query
    talked_of: Sequence[str]
    shown: Callable[[], Shown | None]
    listed: Callable[[bool], Shown | None]  # what the last turn that asked for no item showed; or one before
    documents: Sequence[Document]  # that may be asked
    targets: Sequence[Target]
    bodies_in: Callable[[str], tuple[str, ...]]  # the bodies that a text names
    named: str | None = None  # the undertaking that the question before leans on
    earlier: Callable[[], Shown | None] = lambda: None  # what the last answer before that one showed


@dataclass(frozen=True, slots=True)
class Resolved:
    """A turn with what its words stand for in their place, or what remains unclear."""

    text: str
    alternative: str | None = None  # a second way to resolve it, where the first may not be meant
    unclear: Unclear | None = None


def replaced(text: str, found: re.Match[str], words_: str) -> Resolved:
    """A turn with other words in the place of some of it."""
    return Resolved(f"{text[: found.start()]}{words_}{text[found.end() :]}")


def is_alone(document: Document, before: Before) -> bool:
    """Whether a document is the only one of its place."""
    return sum(d.place == document.place for d in before.documents) == 1


def is_nameable(document: Document, before: Before) -> bool:
    """Whether a question can name a document and no other; a title that holds another one's number names that."""
    numbered = any(value.kind == "document" for value in find_values(document.title))
    return bool(document.number) or is_alone(document, before) or not numbered


def name_of(said: str, document: Document, before: Before, own: Query) -> str:
    """A document as a question names it: by its number, else by its place; by its title where it is asked about itself."""
    english = own.language == "en"
    if (own.facts or own.summary) and not document.number and not is_alone(document, before):
        return f"{'article' if english else 'bài báo'} {document.title}"
    kept = said.split()[-1:] if english else re.sub(r"(?i)^(?:cả|ca|toàn|toan)\s+", "", said).split()[:2]
    noun = " ".join(kept)
    if (len(kept) == 1 and not english) or kept[-1].lower() in conversation()["demonstratives"][
        "says"
    ]:  # "cả bài", "bản này"
        noun = "bài báo" if document.tier == "press" else "văn bản"
    if document.number:
        return f"{noun} {document.number}"
    if document.place:
        return f"the {noun} of {document.place}" if english else f"{noun} của {document.place}"
    return said
