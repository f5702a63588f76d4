"""Lays a text out as offices do, for `benchmarks.readers`: numbers typed or automatic, letterheads in tables or by tabs.

The texts are Markdown as converters write it: a clause a paragraph, a row of a table a line, letterhead and signature as rows.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Length, Pt

from assistant.documents.tables import is_table_head, table_cells
from assistant.language.marks import read_mark
from assistant.language.text import plain
from assistant.readers.docx.numbering import letters, roman

_EMPHASIS = re.compile(r"[*_]+")
_SEPARATOR = re.compile(r"^\|(?:\s*:?-{2,}:?\s*\|)+$")
_LETTERHEAD = re.compile(r"CỘNG HÒA XÃ HỘI|ĐẢNG CỘNG SẢN|\bSố ?:|\bngày\b.{0,12}\btháng\b|Kính gửi")
_LETTER, _CELL_MARGINS = 6.5, 12.0  # points: the width of a letter of 12 points, and what a cell keeps free
_MOST_ROWS = 8  # of a letterhead or a signature
_DECORATION = re.compile(r"[-–—.=_\s]*")
_FORMATS = {
    "roman": "upperRoman",
    "number": "decimal",
    "letter": "lowerLetter",
    "article": "decimal",
    "capital": "upperLetter",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A clause: the mark before it as a page shows it, its words, and whether it stands out."""

    marker: str
    text: str
    kind: str = ""
    label: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; those of a letterhead or a signature only set words side by side."""

    rows: tuple[tuple[str, ...], ...]
    side_by_side: bool


Piece = Paragraph | Table


def pieces_of(text: str) -> Iterator[Piece]:
    """The pieces of a text, in order."""
    rows: list[tuple[str, ...]] = []
    body = False
    for line in map(str.strip, text.split("\n")):
        if line.startswith("|"):
            if not _SEPARATOR.match(line):
                rows.append(tuple(table_cells(line)))
            continue
        if not line or _DECORATION.fullmatch(line):
            continue
        yield from _table(rows, in_body=body)
        rows = []
        bare = _EMPHASIS.sub("", line).strip()
        mark = read_mark(bare)
        body = body or mark is not None
        if mark is None or mark.rule.is_named:
            yield Paragraph("", plain(line), bold=line.startswith("**"))
        else:
            yield Paragraph(
                bare[: mark.end].strip(),
                bare[mark.end :].strip(),
                mark.kind,
                mark.label,
                line.startswith("**"),
            )
    yield from _table(rows, in_body=body)


def text_of(pieces: Sequence[Piece]) -> str:
    """The pieces as a text again, without what Markdown adds: emphasis such as "* (Mẫu số 2)*" makes a list of a title."""
    lines = (
        f"{piece.marker} {piece.text}".strip()
        if isinstance(piece, Paragraph)
        else "\n".join(f"| {' | '.join(row)} |" for row in piece.rows)
        for piece in pieces
    )
    return "\n\n".join(lines)


def _table(rows: Sequence[tuple[str, ...]], *, in_body: bool) -> Iterator[Table]:
    if not rows:
        return
    words = plain(" ".join(cell for row in rows for cell in row))
    columns = {len(row) for row in rows}
    side_by_side = (
        columns <= {2, 3}
        and len(rows) <= _MOST_ROWS
        and (
            rows[0][0].startswith("Nơi nhận")
            or (not in_body and not is_table_head(rows[0]) and _LETTERHEAD.search(words) is not None)
        )
    )
    yield Table(tuple(rows), side_by_side)


@dataclass(slots=True)
class _Lists:
    """Word's lists, made as they are needed so that they show the marks of the text."""

    numbering: Any
    current: dict[tuple[str, str], tuple[int, list[int]]] = field(default_factory=dict)  # (list, counts)
    made: int = 100

    def place(self, paragraph: Paragraph) -> tuple[int, int] | None:
        """(list, level) that shows the paragraph's mark; None where no list can."""
        values = _values(paragraph)
        if values is None:
            return None
        suffix = paragraph.marker[-1] if paragraph.marker[-1] in ".)/:" else ""
        key = paragraph.kind, suffix
        number, counts = self.current.get(key, (0, []))
        following = [
            *counts[: len(values) - 1],
            (counts[len(values) - 1] if len(counts) >= len(values) else 0) + 1,
        ]
        if not number or following != values:
            if len(values) > 1:
                return None  # programs differ in what they show above a list that begins with a lower level
            number = self._make(paragraph.kind, suffix, values)
        self.current[key] = number, values
        return number, len(values) - 1

    def _make(self, kind: str, suffix: str, values: Sequence[int]) -> int:
        self.made += 1
        levels = []
        for depth in range(4 if kind == "number" else 1):
            shown = ".".join(f"%{n + 1}" for n in range(depth + 1))
            text = (
                f"Điều {shown}{suffix}"
                if kind == "article"
                else {"dash": "-", "plus": "+"}.get(kind, f"{shown}{suffix}")
            )
            start = values[depth] if depth < len(values) else 1
            levels.append(
                f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{_FORMATS.get(kind, "bullet")}"/>'
                f'<w:lvlText w:val="{text}"/></w:lvl>'
            )
        abstract = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.made}">{"".join(levels)}</w:abstractNum>'
        )
        number = f'<w:num {nsdecls("w")} w:numId="{self.made}"><w:abstractNumId w:val="{self.made}"/></w:num>'
        self.numbering.insert(0, parse_xml(abstract))
        self.numbering.append(parse_xml(number))
        return self.made


def _values(paragraph: Paragraph) -> list[int] | None:
    label = paragraph.label
    if paragraph.kind in ("dash", "plus"):
        return [1]
    if paragraph.kind in ("number", "article"):
        parts = label.split(".")
        return (
            [int(part) for part in parts]
            if all(part.isdecimal() and part[0] != "0" for part in parts)
            else None
        )
    write: Callable[[int], str] = {"roman": roman, "letter": letters}.get(
        paragraph.kind, lambda n: letters(n).upper()
    )
    return next(([n] for n in range(1, 27) if write(n) == label), None)


Layout = Literal["typed", "automatic", "tabs", "landscape"]
LAYOUTS: tuple[Layout, ...] = ("typed", "automatic", "tabs", "landscape")


def to_word(pieces: Sequence[Piece], layout: Layout) -> bytes:
    """The pieces as a Word file by python-docx."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    lists = _Lists(document.part.numbering_part.element)
    for piece in pieces:
        if isinstance(piece, Paragraph):
            _add_paragraph(document, piece, lists if layout in ("automatic", "landscape") else None)
        elif piece.side_by_side and layout == "tabs":
            for row in piece.rows:
                document.add_paragraph("\t\t".join(filter(None, row)))
        else:
            turned = layout == "landscape" and not piece.side_by_side and len(piece.rows[0]) > 4
            if turned:
                _turn(document, WD_ORIENT.LANDSCAPE)
            _add_table(document, piece)
            if turned:
                _turn(document, WD_ORIENT.PORTRAIT)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_paragraph(document: Any, piece: Paragraph, lists: _Lists | None) -> None:
    place = lists.place(piece) if lists and piece.marker and piece.text else None
    words = piece.text if place else f"{piece.marker} {piece.text}".strip()
    paragraph = document.add_paragraph()
    paragraph.add_run(words).bold = piece.bold
    if place:
        number, level = place
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def _add_table(document: Any, piece: Table) -> None:
    width = max(map(len, piece.rows))
    table = document.add_table(rows=0, cols=width)
    widths: list[Any] = []
    if not piece.side_by_side:
        table.style = "Table Grid"
        section = document.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin
        widths = _widths(piece.rows, width, room)
        for column, given in zip(table.columns, widths, strict=True):
            column.width = given
    head = not piece.side_by_side and is_table_head(piece.rows[0])
    for nth, row in enumerate(piece.rows):
        cells = table.add_row().cells
        for cell, given in zip(cells, widths, strict=False):
            cell.width = given
        if len(row) < width:  # the last one spans what is left
            cells[len(row) - 1].merge(cells[-1])
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
            if not piece.side_by_side:
                cell.paragraphs[0].runs[0].font.size = Pt(12)
        if head and nth == 0:
            table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _widths(rows: Sequence[Sequence[str]], columns: int, room: int) -> list[Length]:
    """The columns' widths, as somebody draws them: no word is broken where that can be, and long texts get what is left."""
    whole = (
        [row for row in rows if len(row) == columns] or [row for row in rows if len(row) > 1] or list(rows)
    )
    least = [0.0] * columns
    wanted = [0.0] * columns
    for row in whole:
        for n, text in enumerate(row):
            least[n] = max(least[n], *map(len, text.split() or [""]))
            wanted[n] = max(wanted[n], len(text))
    narrow = [_LETTER * max(2.0, letters) + _CELL_MARGINS for letters in least]
    left = max(room / Pt(1) - sum(narrow), 0.0)
    shares = [wide**0.5 + 1e-6 for wide in wanted]
    points = [n + left * share / sum(shares) for n, share in zip(narrow, shares, strict=True)]
    return [Pt(point * room / Pt(1) / sum(points)) for point in points]


def _turn(document: Any, orientation: Any) -> None:
    section = document.add_section()
    if section.orientation != orientation:
        section.orientation = orientation
        section.page_width, section.page_height = section.page_height, section.page_width
