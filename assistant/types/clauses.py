"""Documents, their clauses, and the pieces of clauses that are searched."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any, Literal

from assistant.language.addresses import ClauseAddress

Tier = Literal["official", "press"]
OF_THE_TEXT = ("text", "page_starts")  # fields of a document that say nothing without its text
SectionKind = Literal[
    "preamble",  # letterhead, title and grounds before the first heading
    "heading",  # a Markdown heading
    "part",  # Phần, Chương, Mục
    "appendix",  # Phụ lục
    "capital",  # A, B, C
    "roman",  # I, II, III
    "article",  # Điều
    "number",  # 1, 2, 3 and 1.1, 1.2
    "letter",  # a), b), đ)
    "dash",  # - and *
    "plus",  # +
    "paragraph",  # text under a heading without a mark of its own
    "table_row",
    "closing",  # "Trên đây là Kế hoạch ..." and what follows
    "recipients",  # Nơi nhận and the signature
    "boilerplate",  # what a publishing site wraps around a document
]


@dataclass(frozen=True, slots=True)
class Document:
    """One source document; `text` is NFC, and every offset in the project indexes into it."""

    id: str
    title: str
    short_title: str
    kind: str
    tier: Tier
    text: str
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    status: str | None = None
    source: str | None = None
    rights: str | None = None
    outlet: str | None = None
    file: str | None = None  # in the corpus folder
    sha256: str | None = None  # of the file: its version
    reader: str | None = None  # what made a text of the file, with its version; None: it is text
    page_starts: tuple[int, ...] = ()  # where in the text each page of the file begins
    pages_about: bool = False  # only break marks tell where they begin
    signer: str | None = None  # the name of who signed, and the office in running text: "Phó Chủ tịch"
    signer_office: str | None = None
    grounds: tuple[str, ...] = ()  # what it is based on, one "Căn cứ …" each
    recipients: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()  # the fields that a person has corrected
    effective: str | None = None  # the first day on which it is in force, as it says
    expires: str | None = None  # the last one
    replaces: tuple[
        str, ...
    ] = ()  # numbers of documents that it replaces, and that it amends, as the manifest says
    amends: tuple[str, ...] = ()
    seen_by: str | None = None  # the roles that may see it, separated by commas; None: everybody

    def visible_to(self, roles: Collection[str]) -> bool:
        """Whether somebody of these roles may see it."""
        return self.seen_by is None or not split_roles(self.seen_by).isdisjoint(split_roles(",".join(roles)))

    @property
    def version(self) -> str:
        """The name of this version of the document: the first letters of its file's sha256."""
        return (self.sha256 or hashlib.sha256(self.text.encode()).hexdigest())[:12]

    def page_at(self, position: int) -> int | None:
        """The page of the file, from 1, on which a position of the text stands; None where it has no pages."""
        return bisect_right(self.page_starts, position) or None

    def to_dict(self, *, with_text: bool = False) -> dict[str, Any]:
        """The document as JSON, its text and what counts in it left out unless asked for."""
        row = asdict(self)
        if not with_text:
            for name in OF_THE_TEXT:
                del row[name]
        return row


def split_roles(text: str) -> frozenset[str]:
    """Roles as they are compared, from names that commas separate."""
    return frozenset(filter(None, (" ".join(name.split()).casefold() for name in text.split(","))))


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file of a corpus folder that is not indexed: its path there, what is wrong with it, what to do."""

    path: str
    reason: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path} {self.reason}"


@dataclass(frozen=True, slots=True)
class Section:
    """One clause of a document.

    `start` and `end` bound the clause's own words (a heading line, an item, a table row), not those of its
    children: the sections of a document follow each other and leave nothing out. `text` is
    `document.text[start:end]`. `headings` are the headings above it, outermost first.
    """

    id: str
    document_id: str
    parent: str | None
    kind: SectionKind
    label: str
    address: ClauseAddress
    heading: str
    headings: tuple[str, ...]
    text: str
    start: int
    end: int
    columns: tuple[str, ...] = ()  # table rows: the heads of the columns, as far as the table has any
    cells: tuple[str, ...] = ()  # table rows: as many as columns where they could be aligned

    def to_dict(self) -> dict[str, Any]:
        """The clause as `sections --json` prints it."""
        return {
            "id": self.id,
            "parent": self.parent,
            "address": str(self.address),
            "heading": self.heading,
            "kind": self.kind,
            "text": self.text,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is embedded and indexed: a clause (or a piece of a long one) and the context it stands in."""

    id: str
    document_id: str
    section_id: str
    address: ClauseAddress
    headings: tuple[str, ...]
    context: str
    text: str
    start: int
    end: int
    tier: Tier
    place: str | None
    kind: SectionKind

    @property
    def indexed_text(self) -> str:
        """The text that encoder and lexical index see: context first, then the clause."""
        return f"{self.context}\n{self.text}"
