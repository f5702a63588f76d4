"""The blocks of a Word file in the order of its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from assistant.errors import CorpusError
from assistant.language.text import nfc
from assistant.readers.archives import open_archive
from assistant.readers.docx.fonts import decode_fonts
from assistant.readers.docx.inline import InlineReader, Words
from assistant.readers.docx.numbering import Numbering
from assistant.readers.docx.package import MC, R_ID, Package, W, is_on, value
from assistant.readers.docx.styles import Styles
from assistant.readers.docx.tables import RawCell, RawRow, read_rows
from assistant.readers.limits import MAX_BLOCKS
from assistant.types.readings import Block, Remark

_WRAPPERS = frozenset(W + name for name in "sdt sdtContent customXml ins moveTo smartTag".split())
_CONTENTS = re.compile(r"^(?:toc|table of figures)\b")
_DEEPEST_TABLE = 8
_DEEPEST_ATTACHED = 3
_LEAST_TEXT = 4  # paragraphs
_SPACES = re.compile(r"[ \t]*\n[ \t]*| +")
_GAP = re.compile(r"\s*\t[\s\t]*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that has words, a number, or something that hangs on it."""

    marker: str
    text: str  # tabs are kept: they set words side by side
    bold: bool
    centred: bool
    page: int | None
    aside: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows, and what hangs on its paragraphs."""

    rows: tuple[RawRow, ...]
    page: int | None
    aside: tuple[Block, ...] = ()


Piece = Paragraph | Table | Block


@dataclass(slots=True)
class _Merged:
    """The beginning of a paragraph whose end mark is not there: deleted, or hidden."""

    marker: str = ""
    text: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class BodyReader:
    """Reads a document's body into pieces, numbers computed on the way."""

    def __init__(self, package: Package, *, inside: int = 0) -> None:
        """`inside`: in how many other files this one is attached."""
        self._package = package
        self._inside = inside
        self.left_out: Counter[str] = Counter()
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._inline = InlineReader(self._styles, self.left_out)
        self._notes = {kind: self._read_notes(kind) for kind in ("footnotes", "endnotes")}
        self._noted: Counter[str] = Counter()
        self._merged: _Merged | None = None
        self._body = package.document()
        self.remarks = [Remark("decoded", detail=font) for font in decode_fonts(self._body, self._styles)]
        rendered = next(self._body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self._page: int | None = 1 if rendered else None
        self._count = 0
        self._depth = 0

    def read(self) -> list[Piece]:
        """The pieces of the whole body. Raises: CorpusError where there are far too many."""
        pieces = list(self._pieces(self._body))
        if self._merged and self._merged.text:
            pieces.append(Paragraph(self._merged.marker, _tidy(self._merged.text), False, False, self._page))
        self.remarks += [Remark("numbers_lost", detail=name) for name in sorted(self._numbering.unknown)]
        return pieces

    def running_heads(self) -> list[str]:
        """What stands above and below the pages, each once."""
        found: dict[str, None] = {}
        for kind in ("header", "footer"):
            for part in self._package.parts(kind):
                inline = InlineReader(self._styles, Counter())
                lines = (_tidy(inline.read(paragraph).text) for paragraph in part.iter(f"{W}p"))
                if text := "\n".join(filter(None, lines)):
                    found[text] = None
        return list(found)

    def _pieces(self, element: etree._Element) -> Iterator[Piece]:
        for child in element:
            self._count += 1
            if self._count > MAX_BLOCKS:
                raise CorpusError("has far more paragraphs than a document has", hint="split it into several")
            tag = child.tag
            if tag == f"{W}p":
                if paragraph := self._paragraph(child):
                    yield paragraph
            elif tag == f"{W}tbl":
                yield from self._table(child)
            elif tag in _WRAPPERS:
                yield from self._pieces(child)
            elif tag == f"{MC}AlternateContent":
                yield from self._pieces(child[0] if len(child) else child)
            elif tag == f"{W}altChunk":
                yield from self._attached(child)
            elif tag == f"{W}subDoc":
                self.remarks.append(Remark("cut", detail="subdocument"))

    def _paragraph(self, element: etree._Element) -> Paragraph | None:
        properties = element.find(f"{W}pPr")
        own = properties.find(f"{W}rPr") if properties is not None else None
        deleted = own is not None and (
            own.find(f"{W}del") is not None or own.find(f"{W}moveFrom") is not None
        )
        joined = deleted or bool(is_on(own, "vanish"))  # with a hidden end it runs on in the next one
        style = value(properties, "pStyle")
        words = self._inline.read(element)
        contents = self._inline.in_contents or _CONTENTS.match(self._styles.name(style)) is not None
        text = words.text
        marker = "" if deleted or (joined and not text.strip()) else self._numbering.marker(element)
        before, self._merged = self._merged or _Merged(), None
        page = self._turn(words)
        if contents:
            self.left_out["contents"] += 1
            return None
        merged = _Merged(
            before.marker or marker,
            before.text + text,
            before.notes + words.notes,
            before.boxes + words.boxes,
        )
        if joined:
            if merged.text.strip() or merged.notes or merged.boxes:
                self._merged = merged
            return None
        text = _tidy(merged.text)
        aside = (*self._boxes(merged.boxes), *self._notes_of(merged.notes))
        if not (text or aside or (merged.marker and self._depth)):
            return None  # an empty paragraph with a number counts, and says nothing
        alignment = value(properties, "jc") or self._styles.alignment(style or self._styles.default)
        return Paragraph(
            merged.marker if text or self._depth else "",
            text,
            words.bold,
            alignment == "center",
            page,
            aside,
        )

    def _turn(self, words: Words) -> int | None:
        """The page on which a paragraph begins; goes on to that on which it ends."""
        if self._page is None:
            return None
        page = self._page + words.breaks_before
        self._page += words.breaks
        return page

    def _table(self, element: etree._Element) -> Iterator[Piece]:
        if self._depth >= _DEEPEST_TABLE:
            raise CorpusError("has tables within tables without end", hint="save it again")
        page = self._page
        aside: list[Block] = []
        rows: list[RawRow] = []
        cells: list[list[Piece]] = []
        self._depth += 1
        for row in read_rows(element):
            # A row that a page break cuts has a mark in each of its cells.
            begun, turned = self._page, self._page
            filled: list[RawCell] = []
            for cell in row.cells:
                self._page = begun
                inside = list(self._pieces(cell.element)) if cell.element is not None else []
                cells.append(inside)
                if self._page is not None and turned is not None:
                    turned = max(turned, self._page)
                text, bold = _flatten(inside, aside)
                filled.append(cell.with_text(text, bold=bold))
            self._page = turned
            rows.append(row.with_cells(filled, page=_first_page(cells[-len(row.cells) :], begun)))
        self._depth -= 1
        if len(cells) == 1 and _is_text(cells[0]):  # a frame around it
            yield from cells[0]
        elif rows:
            yield Table(tuple(rows), page, tuple(aside))

    def _boxes(self, boxes: list[etree._Element]) -> Iterator[Block]:
        merged, self._merged = self._merged, None
        for box in boxes:
            aside: list[Block] = []
            text, _ = _flatten(list(self._pieces(box)), aside)
            if text:
                yield Block("box", text, page=self._page, about=self._page is not None)
            yield from aside
        self._merged = merged

    def _notes_of(self, references: list[tuple[str, str]]) -> Iterator[Block]:
        for kind, identifier in references:
            if text := self._notes[kind].get(identifier):
                self._noted[kind] += 1
                yield Block(
                    "note", text, str(self._noted[kind]), page=self._page, about=self._page is not None
                )

    def _read_notes(self, kind: str) -> dict[str, str]:
        root = self._package.part(kind)
        if root is None:
            return {}
        decode_fonts(root, self._styles)
        inline = InlineReader(self._styles, self.left_out)
        return {
            note.get(f"{W}id", ""): "\n".join(
                filter(None, (_tidy(inline.read(p).text) for p in note.iter(f"{W}p")))
            )
            for note in root
            if note.get(f"{W}type", "normal") == "normal"
        }

    def _attached(self, element: etree._Element) -> Iterator[Piece]:
        """Another file that Word shows in the place where it is attached."""
        from assistant.readers.formats import READERS, find_format
        from assistant.readers.reading import read_data

        data = self._package.attached(element.get(R_ID))
        name = find_format(data) if data else None
        if data and name == "text":
            yield from (
                Paragraph("", line, False, False, self._page)
                for line in map(_tidy, data.decode("utf-8-sig", "replace").splitlines())
                if line
            )
        elif data and name == "docx" and self._inside < _DEEPEST_ATTACHED:
            with open_archive(data) as archive:
                attached = BodyReader(Package(archive), inside=self._inside + 1)
                yield from attached.read()
            self.left_out += attached.left_out
            self.remarks += attached.remarks
        elif data and name in READERS and name != "docx":
            yield from read_data(name, data).blocks
        else:
            self.remarks.append(Remark("cut", detail="attachment"))


def _is_text(pieces: list[Piece]) -> bool:
    """Whether what a single cell holds is a text of its own, not the words of a cell."""
    filled = [piece for piece in pieces if not isinstance(piece, Paragraph) or piece.text]
    return len(filled) >= _LEAST_TEXT or any(isinstance(piece, Table) for piece in pieces)


def _flatten(pieces: list[Piece], aside: list[Block]) -> tuple[str, bool]:
    """What a cell or a box holds as lines, and whether all is bold; notes and boxes go to `aside`."""
    lines: list[str] = []
    bold = True
    for piece in pieces:
        if isinstance(piece, Paragraph):
            text = f"{piece.marker} {piece.text}".strip()
            bold = bold and (piece.bold or not text)
            if text:
                lines.append(_GAP.sub(" ", text))
        elif isinstance(piece, Table):
            bold = False
            lines += [
                "; ".join(cell.text for cell in row.cells if cell.text and not cell.continued)
                for row in piece.rows
            ]
        else:
            aside.append(piece)
            continue
        aside += piece.aside
    return "\n".join(lines), bold and bool(lines)


def _first_page(cells: list[list[Piece]], otherwise: int | None) -> int | None:
    pages = [piece.page for inside in cells for piece in inside if piece.page is not None]
    return min(pages, default=otherwise)


def _tidy(text: str) -> str:
    """Text in NFC with single spaces; its lines and its tabs are kept."""
    return nfc(_SPACES.sub(lambda space: "\n" if "\n" in space.group() else " ", text)).strip()
