"""A conversation as a Word document: questions, answers with their markers, and the sources as officials cite them."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.answers import unescaped, write_markers
from assistant.documents.citations import vietnamese_date
from assistant.exporting.reports import safe_text
from assistant.exporting.word import Footnotes, set_page, set_styles
from assistant.messages import Language, say
from assistant.types import Answer, Table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")
_MARKER = re.compile(r"\s*\[(\d+)\]")
_BULLET = re.compile(r"^\s*[-*]\s+")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed, and its answer."""

    question: str
    answer: Answer


def export_conversation(
    exchanges: Sequence[Exchange], *, made: datetime, language: Language, footnotes: bool = False
) -> bytes:
    """The conversation, set after Decree 30/2020/NĐ-CP, annex I.

    `footnotes`: the sources stand at the foot of the page where they are cited, and not as a list behind each answer.
    """
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = docx.Document()
    set_styles(document)
    set_page(document, wide=False)

    notes = Footnotes() if footnotes else None
    forms: dict[int, str] = {}  # of the answer that is being written

    def add(
        text: str, *, style: str = "Normal", bold: bool = False, italic: bool = False, indent: float = 0.0
    ) -> None:
        paragraph = document.add_paragraph(style=style)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
        paragraph.paragraph_format.left_indent = Cm(indent)
        _write(paragraph, text, bold=bold, italic=italic, notes=notes, forms=forms)

    title = document.add_paragraph(style="Heading 1")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(say("conversation_title", language).upper())
    run.bold = True
    run.font.size = Pt(14)
    for number, exchange in enumerate(exchanges, start=1):
        forms.clear()
        add(
            f"{say('question_number', language, number=number)}: {exchange.question}",
            style="Heading 2",
            bold=True,
        )
        forms.update((citation.number, citation.form) for citation in exchange.answer.citations)
        tables = iter(exchange.answer.tables)
        in_table = False
        for line in filter(str.strip, exchange.answer.text.splitlines()):
            if line.startswith("|"):
                if not in_table:
                    _add_table(document, next(tables), notes, forms)
                in_table = True
                continue
            in_table = False
            bullet = _BULLET.match(line)
            add(f"– {line[bullet.end() :]}" if bullet else line, indent=0.6 if bullet else 0.0)
        for warning in exchange.answer.warnings:
            add(f"{say('note', language)}: {warning}", italic=True)
        if footnotes:
            continue
        if exchange.answer.citations:
            add(say("sources", language), bold=True)
        for citation in exchange.answer.citations:
            add(f"[{citation.number}] {citation.form}.", indent=0.6)
            add(f"“{' '.join(citation.quote.split())}”", italic=True, indent=1.2)
    day = vietnamese_date(made.date().isoformat())
    add(say("conversation_made", language, date=day), italic=True)
    add(say("ai_line", language), italic=True)
    if notes:
        notes.attach(document)
    document.core_properties.title = say("conversation_title", language)
    document.core_properties.author = say("page_title", language)
    document.core_properties.created = document.core_properties.modified = made
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _write(
    paragraph: Paragraph,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    notes: Footnotes | None = None,
    forms: Mapping[int, str] | None = None,
) -> None:
    """Writes a line; its markers become footnotes where there are `notes`, with the `forms` of their citations."""
    for position, piece in enumerate(_EMPHASIS.split(unescaped(safe_text(text)))):
        for place, part in enumerate(_MARKER.split(piece) if notes and forms else [piece]):
            if notes and forms and place % 2 and int(part) in forms:
                notes.add(paragraph, forms[int(part)])
                continue
            run = paragraph.add_run(f"[{part}]" if place % 2 else part)
            run.bold, run.italic = bold or position % 2 == 1, italic


def _add_table(
    document: WordDocument, table: Table, notes: Footnotes | None, forms: Mapping[int, str]
) -> None:
    """A table of an answer, with the markers of each cell behind it; its head comes again on each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = document.add_table(rows=1, cols=len(table.columns))
    made.style = "Table Grid"
    for cell, head in zip(made.rows[0].cells, table.columns, strict=True):
        _write(cell.paragraphs[0], head, bold=True)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in table.rows:
        for cell, told in zip(made.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], write_markers(told.text, told.citations), notes=notes, forms=forms)
