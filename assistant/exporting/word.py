"""Reports as Word documents, set as Decree 30/2020/NĐ-CP, annex I, wants it: A4, margins, Times New Roman, footnotes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from assistant.documents.citations import name_document, vietnamese_date
from assistant.exporting.reports import CHECK, Cell, Report, safe_text, shown_cell
from assistant.messages import say

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_FONT = "Times New Roman"
_TEXT_SIZE, _TABLE_SIZE, _NOTE_SIZE = 13, 12, 11  # points; the decree sets 13 to 14 for running text
_MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 20}  # mm
_A4 = (210, 297)  # mm
_WIDE = 5  # columns from which the page lies on its side
_CHARACTER = 2.2  # mm, the mean width of a character in the table
_PADDING = 4.0  # mm, left and right of a cell's text
_LONGEST_WORD = 12  # characters that a column makes room for
_LINES_KEPT = 12  # a row of more lines may run over the end of a page
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def write_docx(report: Report) -> bytes:
    """A document with the table of the report; every row carries its citation as a footnote."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    filled = {
        column.key
        for position, column in enumerate(report.columns)
        if not report.lines or any(line.cells[position] is not None for line in report.lines)
    }
    printed = report.select(lambda column: column.printed and column.key in filled)
    document = docx.Document()
    set_styles(document)
    set_page(document, wide=len(printed.columns) >= _WIDE)
    title = document.add_paragraph(style="Heading 1")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(6)
    run = title.add_run(report.title.upper())
    run.bold = True
    run.font.size = Pt(14)
    if report.filters:
        chosen = document.add_paragraph()
        chosen.alignment = WD_ALIGN_PARAGRAPH.CENTER
        chosen.add_run(say("export_filtered", report.language, filters=report.filters)).italic = True
    footnotes = Footnotes()
    _add_table(document, printed, footnotes)
    _add_documents(document, report)
    footnotes.attach(document)
    document.core_properties.title = report.title
    document.core_properties.identifier = report.index_id
    document.core_properties.author = say("page_title", report.language)
    document.core_properties.created = document.core_properties.modified = report.made
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def set_styles(document: WordDocument) -> None:
    """Fonts and styles of the text and its footnotes."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt

    normal: Any = document.styles["Normal"]
    normal.font.name = _FONT
    normal.font.size = Pt(_TEXT_SIZE)
    # Word takes Vietnamese letters from the East Asian or complex font otherwise.
    for script in ("w:eastAsia", "w:cs"):
        normal.element.rPr.rFonts.set(qn(script), _FONT)
    language = normal.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): "vi-VN"})
    normal.element.rPr.append(language)
    for level in (1, 2):  # of the navigation; they look as what stands around them does
        heading: Any = document.styles[f"Heading {level}"]
        heading.element.rPr.clear()
        heading.font.bold = True
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = None
    text: Any = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = normal
    text.font.size = Pt(_NOTE_SIZE)
    text.paragraph_format.space_after = Pt(0)
    reference: Any = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True


def set_page(document: WordDocument, *, wide: bool) -> None:
    """A4 with the decree's margins and page number; on its side where it is to be wide."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    section = document.sections[0]
    width, height = reversed(_A4) if wide else _A4
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    for name, size in _MARGINS.items():
        setattr(section, name, Mm(size))
    section.different_first_page_header_footer = True  # the first page has no number
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(number, "PAGE")


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    from docx.oxml.ns import qn

    field = paragraph._p.makeelement(qn("w:fldSimple"), {qn("w:instr"): instruction})
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    field.append(run._r)


def _add_table(document: WordDocument, report: Report, footnotes: Footnotes) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    table = document.add_table(rows=1, cols=len(report.columns), style="Table Grid")
    table.autofit = False
    section = document.sections[0]
    room = ((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) / Mm(1)
    widths = _share(room, report)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)

    def fill(row: Any, texts: list[str], *, bold: bool, cells: tuple[Cell, ...]) -> list[Paragraph]:
        paragraphs = []
        if (
            max(len(text) * _CHARACTER / width for text, width in zip(texts, widths, strict=True))
            < _LINES_KEPT
        ):
            row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:cantSplit"), {}))
        for position, text in enumerate(texts):
            cell = row.cells[position]
            cell.width = Mm(widths[position])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(text)
            run.font.size = Pt(_TABLE_SIZE)
            run.bold = bold
            if bold or not isinstance(cells[position], str):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraphs.append(paragraph)
        return paragraphs

    head = table.rows[0]
    fill(head, [column.head for column in report.columns], bold=True, cells=(None,) * len(report.columns))
    head._tr.get_or_add_trPr().append(head._tr.makeelement(qn("w:tblHeader"), {}))
    for line in report.lines:
        paragraphs = fill(
            table.add_row(), [shown_cell(cell) for cell in line.cells], bold=False, cells=line.cells
        )
        for column, paragraph in zip(report.columns, paragraphs, strict=True):
            if citation := line.citations.get(column.key):
                footnotes.add(paragraph, citation)


def _share(room: float, report: Report) -> list[float]:
    """The widths of the columns in mm: room for the longest word of each, the rest by how much they hold."""
    least, weights = [], []
    for position, column in enumerate(report.columns):
        texts = [column.head, *(shown_cell(line.cells[position]) for line in report.lines)]
        longest = max((len(word) for text in texts for word in text.split()), default=1)
        least.append(min(longest, _LONGEST_WORD) * _CHARACTER * 1.2 + _PADDING)
        weights.append((sum(map(len, texts)) / len(texts)) ** 0.7)
    spare = max(room - sum(least), 0)
    return [floor + spare * weight / sum(weights) for floor, weight in zip(least, weights, strict=True)]


def _add_documents(document: WordDocument, report: Report) -> None:
    from docx.shared import Pt

    vietnamese = report.language == "vi"

    def add(text: str, *, style: str = "Normal", bold: bool = False, italic: bool = False) -> None:
        paragraph = document.add_paragraph(style=style)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
        run = paragraph.add_run(safe_text(text))
        run.bold, run.italic = bold, italic

    if report.documents:
        add("Văn bản được dẫn:" if vietnamese else "Documents cited:", style="Heading 2", bold=True)
    for cited in report.documents:
        name = name_document(cited)
        words = cited.title if name == cited.short_title else f"{name}: {cited.title}"
        facts = [
            cited.date and vietnamese_date(cited.date),
            cited.status,
            say(f"tier_{cited.tier}", report.language),
        ]
        add(f"- {words} ({'; '.join(fact for fact in facts if fact)}).")
    day = vietnamese_date(report.made.date().isoformat())
    made = f"Kết xuất ngày {day}" if vietnamese else f"Made on {day}"
    if report.indexed_on:
        indexed = vietnamese_date(report.indexed_on.isoformat())
        made += f" từ bản dữ liệu ngày {indexed}" if vietnamese else f" from the documents as of {indexed}"
    add(f"{made}. {CHECK[report.language]}", italic=True)


class Footnotes:
    """Footnotes as a part of the package; python-docx 1.2 has no interface for them."""

    def __init__(self) -> None:
        from docx.oxml import parse_xml

        self._root: Any = parse_xml(
            f'<w:footnotes xmlns:w="{_W}">'
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
            "</w:footnote></w:footnotes>"
        )
        self._count = 0

    def add(self, paragraph: Paragraph, text: str) -> None:
        """Puts the mark at the end of the paragraph and the text at the foot of its page."""
        from docx.oxml import parse_xml

        self._count += 1
        mark = '<w:rPr><w:rStyle w:val="footnotereference"/><w:vertAlign w:val="superscript"/></w:rPr>'
        paragraph._p.append(
            parse_xml(f'<w:r xmlns:w="{_W}">{mark}<w:footnoteReference w:id="{self._count}"/></w:r>')
        )
        note: Any = parse_xml(
            f'<w:footnote xmlns:w="{_W}" w:id="{self._count}"><w:p><w:pPr><w:pStyle w:val="footnotetext"/></w:pPr>'
            f'<w:r>{mark}<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"/></w:r></w:p></w:footnote>'
        )
        (words,) = note.iter(f"{{{_W}}}t")
        words.text = f" {text[:1].upper()}{text[1:]}."
        self._root.append(note)

    def attach(self, document: WordDocument) -> None:
        """Adds the part to the document."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart

        package = document.part.package
        part = XmlPart(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, self._root, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
