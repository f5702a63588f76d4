"""Registers as tables for people: columns with heads in both languages, one line per row, and where each line stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from assistant.documents.citations import cite_clause, page_note, vietnamese_date
from assistant.messages.phrases import amount_phrase, number_phrase
from assistant.types import Document, Responsibility, Target

Language = Literal["vi", "en"]
CHECK = {
    "vi": "Bảng được trích tự động từ văn bản: hãy kiểm tra văn bản gốc trước khi sử dụng.",
    "en": "The table was extracted from the documents by a program: check the original before you rely on it.",
}
Cell = str | float | date | None
# What neither XML nor a terminal takes.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a report; `width` in characters."""

    key: str
    head: str
    width: int
    printed: bool  # on paper as well
    on_screen: bool  # in a terminal as well


@dataclass(frozen=True, slots=True)
class Line:
    """A row: one cell per column, and citations of clauses by the key of the column that they belong to."""

    cells: tuple[Cell, ...]
    citations: dict[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """A register as it is handed out: its table, the documents behind it, and when and from which index it was made."""

    name: str  # short enough for a sheet's tab
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    documents: tuple[Document, ...]
    language: Language
    index_id: str
    made: datetime
    indexed_on: date | None = None  # when the index was made
    filters: str = ""  # what its rows were chosen by, as people read it

    def select(self, keep: Callable[[Column], bool]) -> Report:
        """The report with the columns that are kept."""
        kept = [position for position, column in enumerate(self.columns) if keep(column)]
        lines = tuple(Line(tuple(line.cells[n] for n in kept), line.citations) for line in self.lines)
        return replace(self, columns=tuple(self.columns[n] for n in kept), lines=lines)


@dataclass(frozen=True, slots=True)
class Field:
    """How a column is filled from a row of a register, and which clause a cell cites."""

    key: str
    heads: tuple[str, str]  # Vietnamese, English
    width: int
    value: Callable[[Any], Cell]
    printed: bool = True
    on_screen: bool = False
    source: Callable[[Any], Target | Responsibility | None] | None = None


def make_report(
    name: tuple[str, str],
    title: tuple[str, str],
    fields: Sequence[Field],
    rows: Iterable[Any],
    documents: Mapping[str, Document],
    *,
    language: Language,
    index_id: str,
    made: datetime,
) -> Report:
    """The report of the rows; name and title in Vietnamese and English, documents by id."""
    english = language == "en"
    lines = []
    cited: dict[str, None] = {}
    for row in rows:
        citations = {}
        for field in fields:
            if field.source and (source := field.source(row)):
                document = documents[source.document_id]
                cited[document.id] = None
                cited_at = cite_clause(source.address, document) + page_note(document, source.start)
                citations[field.key] = safe_text(cited_at)
        lines.append(Line(tuple(_safe_cell(field.value(row)) for field in fields), citations))
    return Report(
        name=name[english],
        title=title[english],
        columns=tuple(
            Column(field.key, safe_text(field.heads[english]), field.width, field.printed, field.on_screen)
            for field in fields
        ),
        lines=tuple(lines),
        documents=tuple(documents[id_] for id_ in cited),
        language=language,
        index_id=index_id,
        made=made,
    )


def _safe_cell(cell: Cell) -> Cell:
    """The cell, its text without characters that files cannot hold."""
    return safe_text(cell) if isinstance(cell, str) else cell


def safe_text(text: str) -> str:
    """The text without control characters, surrogates and marks that turn its direction."""
    return _CONTROLS.sub("", text)


def written_level(target: Target) -> str | None:
    """The level that a target asks for: "tối thiểu 20%", "10–15%", "300 người trở lên"; None without a value."""
    return None if target.value is None else amount_phrase(target)


def shown_cell(cell: Cell) -> str:
    """The cell as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    return vietnamese_date(cell.isoformat()) if isinstance(cell, date) else number_phrase(cell)
