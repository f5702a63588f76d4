"""What was read of a file, for a person to look at before it is added."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.documents.cards import is_notice
from assistant.documents.corpus import as_document
from assistant.documents.corrections import CORRECTABLE
from assistant.documents.files import FileReader
from assistant.index import build_catalog
from assistant.language.text import fold, normalise_space
from assistant.readers import READING_CACHE
from assistant.readers.checking import report_reading
from assistant.readers.records import decode_reading
from assistant.settings import Settings
from assistant.types import Document
from assistant.types.readings import ReadingReport

SHOWN = 30  # rows of each kind
EXPECTED = ("number", "issuer", "date", "title")  # what an official document states
_LONGEST = 300  # characters of a row


@dataclass(frozen=True, slots=True)
class Line:
    """A clause, a target or a duty: where it stands, what it says, and beside it the level, or the deadline."""

    address: str
    text: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """A document that is there already: the same file, one of the same number and issuer, or one of the same title."""

    id: str
    title: str
    why: Literal["file", "number", "title"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What was read of a file. The lists hold the first rows, the counts say how many there are."""

    card: dict[str, str | None]
    pages: int
    clause_count: int
    target_count: int
    duty_count: int
    clauses: tuple[Line, ...]  # those with a heading, else the first ones
    targets: tuple[Line, ...]
    duties: tuple[Line, ...]
    missing: tuple[str, ...]  # fields of the card that official documents state and this does not
    report: ReadingReport | None
    alike: tuple[Alike, ...]


def preview_file(path: Path, settings: Settings, documents: Collection[Document]) -> Preview:
    """Reads a file; `documents` are those that are there. Raises: CorpusError that says what is wrong with it."""
    cache = settings.index_path() / READING_CACHE
    with FileReader(path.parent.resolve(), cache, all_read=False) as reader:
        content = reader.read(path.resolve())
    document = as_document(path.name, content)
    catalog = build_catalog((document,), settings)
    sections = [s for s in catalog.sections if s.kind not in ("preamble", "recipients", "boilerplate")]
    headed = [s for s in sections if s.heading] or sections
    report = report_reading(decode_reading(content.reading).reading) if content.reading else None
    return Preview(
        card={name: getattr(document, name) for name in CORRECTABLE},
        pages=report.pages if report else 0,
        clause_count=len(sections),
        target_count=len(catalog.targets),
        duty_count=len(catalog.responsibilities),
        clauses=tuple(_line(str(s.address), s.heading or s.text) for s in headed[:SHOWN]),
        targets=tuple(_line(str(t.address), t.quote, str(t.period or "")) for t in catalog.targets[:SHOWN]),
        duties=tuple(
            _line(str(d.address), d.task, ", ".join(filter(None, (d.agency_name, d.role))))
            for d in catalog.responsibilities[:SHOWN]
        ),
        missing=tuple(
            name
            for name in EXPECTED
            if not getattr(document, name) or (name == "title" and _unread(document))
        ),
        report=report,
        alike=tuple(_alike(document, documents)),
    )


def _unread(document: Document) -> bool:
    """Whether the title is no more than the name of the file, or a notice."""
    return document.title == document.id or is_notice(document.title)


def _line(address: str, text: str, beside: str = "") -> Line:
    text = normalise_space(text.strip("#*_|- "))
    return Line(address, text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", beside)


def _alike(document: Document, others: Collection[Document]) -> list[Alike]:
    found = []
    for other in others:
        numbered = document.number is not None and document.number == other.number
        if document.sha256 == other.sha256:
            found.append(Alike(other.id, other.short_title, "file"))
        elif numbered and (document.issuer == other.issuer or not (document.issuer and other.issuer)):
            found.append(Alike(other.id, other.short_title, "number"))
        elif (
            fold(document.title) == fold(other.title)
            and document.place == other.place
            and not (document.number and other.number)
        ):
            found.append(Alike(other.id, other.short_title, "title"))
    return found
