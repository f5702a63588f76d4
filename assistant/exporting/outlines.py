"""The frame of a document to be written, as Decree 30/2020/NĐ-CP, annex I, sets it: headings with the clauses chosen for each.

Clauses stand word for word with their full citation as a footnote; what only the author knows is left as dots.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from assistant.exporting.reports import safe_text
from assistant.exporting.word import Footnotes, set_page, set_styles

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

OutlineKind = Literal["report", "proposal", "plan", "letter"]
_NAMES = {"report": ("BÁO CÁO", "BC"), "proposal": ("TỜ TRÌNH", "TTr"), "plan": ("KẾ HOẠCH", "KH")}
_DOTS = "………"
_TITLE_CHARACTERS = 255  # of the file's properties; python-docx refuses more
_HEAD, _SMALL = 13, 11  # points


@dataclass(frozen=True, slots=True)
class ChosenClause:
    """A clause word for word, and its citation in full."""

    text: str
    form: str


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A heading, without a number, and the clauses below it."""

    heading: str
    clauses: tuple[ChosenClause, ...]


def export_outline(kind: OutlineKind, subject: str, parts: Sequence[OutlinePart], *, made: datetime) -> bytes:
    """The frame as a Word file. It is in Vietnamese, as official documents are."""
    import docx

    document = docx.Document()
    set_styles(document)
    set_page(document, wide=False)
    about = safe_text(subject.strip()) or _DOTS
    _add_head(document, kind, about, made)
    if kind == "letter":
        _line(document, f"Kính gửi: {_DOTS}", centred=True, before=12)
    else:
        _line(document, _NAMES[kind][0], bold=True, centred=True, size=14, before=12)
        _line(document, about, bold=True, centred=True, size=14)
        _line(document, "_______", centred=True)
        if kind == "proposal":
            _line(document, f"Kính gửi: {_DOTS}", centred=True, before=6)
    notes = Footnotes()
    _body(document, f"{_DOTS}{_DOTS}")  # the occasion and the grounds
    for number, part in enumerate(parts, start=1):
        _body(document, f"{number}. {safe_text(part.heading.strip()) or _DOTS}", style="Heading 1", bold=True)
        for clause in part.clauses:
            paragraph = _body(document, f"“{safe_text(' '.join(clause.text.split()))}”")
            notes.add(paragraph, safe_text(clause.form))
        _body(document, f"{_DOTS}{_DOTS}")
    _add_foot(document)
    notes.attach(document)
    title = f"{_NAMES[kind][0].capitalize()} {about}" if kind in _NAMES else about
    document.core_properties.title = title[:_TITLE_CHARACTERS]
    document.core_properties.created = document.core_properties.modified = made
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_head(document: WordDocument, kind: OutlineKind, about: str, made: datetime) -> None:
    """Issuer and number on the left, the national heading with place and date on the right."""
    left, right = _columns(document, 0.4)
    _cell_line(left, "TÊN CƠ QUAN CHỦ QUẢN", size=12)
    _cell_line(left, "TÊN CƠ QUAN BAN HÀNH", bold=True, size=12)
    _cell_line(left, "_______", size=_HEAD)
    number = f"Số: …/{_NAMES[kind][1]}-…" if kind in _NAMES else "Số: …/…-…"
    _cell_line(left, number, size=_HEAD)
    if kind == "letter":
        _cell_line(left, f"V/v {about}", size=12)
    _cell_line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12)
    _cell_line(right, "Độc lập - Tự do - Hạnh phúc", bold=True, size=_HEAD)
    _cell_line(right, "_____________________", size=_HEAD)
    _cell_line(right, f"…, ngày … tháng … năm {made.year}", italic=True, size=_HEAD)


def _add_foot(document: WordDocument) -> None:
    """Recipients on the left, office and name of who signs on the right."""
    left, right = _columns(document, 0.5)
    for text, bold, italic, size in (
        ("Nơi nhận:", True, True, 12),
        ("- Như trên;", False, False, _SMALL),
        (f"- {_DOTS};", False, False, _SMALL),
        ("- Lưu: VT, ….", False, False, _SMALL),
    ):
        _cell_line(left, text, bold=bold, italic=italic, size=size, centred=False)
    for text in ("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", "", "", "", "Họ và tên"):
        _cell_line(right, text, bold=True, size=_HEAD)


def _columns(document: WordDocument, share: float) -> tuple[_Cell, _Cell]:
    """Two cells side by side without a border; `share` is the width of the left one."""
    from docx.shared import Emu

    section = document.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Emu(int(room * share)), Emu(int(room * (1 - share)))
    return left, right


def _cell_line(
    cell: _Cell, text: str, *, size: int, bold: bool = False, italic: bool = False, centred: bool = True
) -> None:
    from docx.shared import Pt

    first = cell.paragraphs[0]
    paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    _set(paragraph, text, bold=bold, italic=italic, size=size, centred=centred, before=0)
    paragraph.paragraph_format.space_after = Pt(0)


def _line(
    document: WordDocument,
    text: str,
    *,
    bold: bool = False,
    centred: bool = False,
    size: int = _HEAD,
    before: int = 0,
) -> None:
    _set(document.add_paragraph(), text, bold=bold, size=size, centred=centred, before=before)


def _body(document: WordDocument, text: str, *, style: str = "Normal", bold: bool = False) -> Paragraph:
    """A paragraph of running text, its first line indented."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    paragraph = document.add_paragraph(style=style)
    _set(paragraph, text, bold=bold, size=14, centred=False, before=6)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    return paragraph


def _set(
    paragraph: Paragraph,
    text: str,
    *,
    size: int,
    centred: bool,
    before: int,
    bold: bool = False,
    italic: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold, run.italic = bold, italic
