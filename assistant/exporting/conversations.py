"""A conversation as a Word document: questions, answers with their markers, and the sources as officials cite them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.answers import unescaped, write_markers
from assistant.documents.citations import vietnamese_date
from assistant.exporting.reports import safe_text
from assistant.exporting.word import set_page, set_styles
from assistant.messages import Language, say
from assistant.types import Answer, Table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")
_BULLET = re.compile(r"^\s*[-*]\s+")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed, and its answer."""

    question: str
    answer: Answer


def export_conversation(exchanges: Sequence[Exchange], *, made: datetime, language: Language) -> bytes:
    """The conversation, set after Decree 30/2020/NĐ-CP, annex I."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = docx.Document()
    set_styles(document)
    set_page(document, wide=False)

    def add(text: str, *, bold: bool = False, italic: bool = False, indent: float = 0.0) -> None:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
        paragraph.paragraph_format.left_indent = Cm(indent)
        _write(paragraph, text, bold=bold, italic=italic)

    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(say("conversation_title", language).upper())
    run.bold = True
    run.font.size = Pt(14)
    for number, exchange in enumerate(exchanges, start=1):
        add(f"{say('question_number', language, number=number)}: {exchange.question}", bold=True)
        tables = iter(exchange.answer.tables)
        in_table = False
        for line in filter(str.strip, exchange.answer.text.splitlines()):
            if line.startswith("|"):
                if not in_table:
                    _add_table(document, next(tables))
                in_table = True
                continue
            in_table = False
            bullet = _BULLET.match(line)
            add(f"– {line[bullet.end() :]}" if bullet else line, indent=0.6 if bullet else 0.0)
        for warning in exchange.answer.warnings:
            add(f"{say('note', language)}: {warning}", italic=True)
        if exchange.answer.citations:
            add(say("sources", language), bold=True)
        for citation in exchange.answer.citations:
            add(f"[{citation.number}] {citation.form}.", indent=0.6)
            add(f"“{' '.join(citation.quote.split())}”", italic=True, indent=1.2)
    day = vietnamese_date(made.date().isoformat())
    add(say("conversation_made", language, date=day), italic=True)
    add(say("ai_line", language), italic=True)
    document.core_properties.title = say("conversation_title", language)
    document.core_properties.author = say("page_title", language)
    document.core_properties.created = document.core_properties.modified = made
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _write(paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False) -> None:
    for position, piece in enumerate(_EMPHASIS.split(unescaped(safe_text(text)))):
        run = paragraph.add_run(piece)
        run.bold, run.italic = bold or position % 2 == 1, italic


def _add_table(document: WordDocument, table: Table) -> None:
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
            _write(cell.paragraphs[0], write_markers(told.text, told.citations))
