"""What documents do to one another: one replaces another, repeals or changes a clause of it, or puts one between."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Change = Literal[
    "replace",  # the document, or a clause of it, makes way for what is said anew
    "repeal",
    "insert",
    "phrase",  # words in a clause make way for others, which may be none
    "amend",  # somewhere in the document; where is told by other relations, or not at all
    "note",  # a consolidated text tells since when a clause of its own is as it is
    "start",  # a clause of the document's own has force from another day on
]


@dataclass(frozen=True, slots=True)
class Relation:
    """What a clause says of another document, of a clause of it, or of one of its own document.

    Days are written 2026-11-27. Where `target` is None, the document is not in the corpus; where `clause` is None and
    `address` is not, the document has no such clause. Of what is put in, `clause` is the one that it is put into.
    """

    document_id: str  # that says it
    section_id: str | None  # the clause that says it; None: the manifest does
    change: Change
    number: (
        str  # of the document that is changed, as it is written; of a note that of the one which changed it
    )
    target: str | None  # the id of that document
    address: str | None  # of the changed clause as it is written; None: the document as a whole
    clause: str | None  # the id of that clause
    since: str | None  # the first day on which it holds; None: it is not said
    content: tuple[str, ...] = ()  # ids of the clauses with the new text, in the document that says it
    start: int = 0  # where new text stands that is no clause of its own, in the document that says it
    end: int = 0
    old: str | None = None  # words that make way for others
    new: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The relation as `documents --json` prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two documents that claim one number, place and date and state other figures in the same words."""

    document_id: str
    section_id: str
    other: str  # the file of the other document
    quote: str  # what that states
