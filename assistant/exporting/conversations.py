"""A conversation as a Word document: questions, answers with their markers, and the sources as officials cite them."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.exporting.citations import cite_clause, vietnamese_date
from assistant.exporting.reports import safe_text
from assistant.exporting.word import set_page, set_styles
from assistant.language.addresses import ClauseAddress
from assistant.messages import Language, say
from assistant.types import Answer, Citation, Document

_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")
_BULLET = re.compile(r"^\s*[-*]\s+")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed, and its answer."""

    question: str
    answer: Answer


def export_conversation(
    exchanges: Sequence[Exchange], documents: Mapping[str, Document], *, made: datetime, language: Language
) -> bytes:
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
        for position, piece in enumerate(_EMPHASIS.split(safe_text(text))):
            run = paragraph.add_run(piece)
            run.bold, run.italic = bold or position % 2 == 1, italic

    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(say("conversation_title", language).upper())
    run.bold = True
    run.font.size = Pt(14)
    for number, exchange in enumerate(exchanges, start=1):
        add(f"{say('question_number', language, number=number)}: {exchange.question}", bold=True)
        for line in filter(str.strip, exchange.answer.text.splitlines()):
            bullet = _BULLET.match(line)
            add(f"– {line[bullet.end() :]}" if bullet else line, indent=0.6 if bullet else 0.0)
        for warning in exchange.answer.warnings:
            add(f"{say('note', language)}: {warning}", italic=True)
        if exchange.answer.citations:
            add(say("sources", language), bold=True)
        for citation in exchange.answer.citations:
            add(f"[{citation.number}] {_cited(citation, documents)}", indent=0.6)
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


def _cited(citation: Citation, documents: Mapping[str, Document]) -> str:
    document = documents.get(citation.document_id)
    cite = cite_clause(ClauseAddress(citation.address), document) if document else citation.address
    return f"{cite[:1].upper()}{cite[1:]}."
