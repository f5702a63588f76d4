"""What flows through an RTF file: paragraphs, tables in the cells of tables, and what stands aside, a note or a box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assistant.language.text import nfc, normalise_space
from assistant.readers.layout import Row, marker_of, table_blocks
from assistant.readers.legacy import Run, decode_runs, encoding_of
from assistant.types.readings import Block, BlockKind, Cell

_SAME_EDGE = 60  # twentieths of a point between edges of cells that are one
_DEEPEST_TABLE = 50


@dataclass(slots=True)
class Piece:
    """Characters in one font."""

    text: str
    font: str
    bold: bool


@dataclass(slots=True)
class _Paragraph:
    kind: BlockKind = "clause"
    pieces: list[Piece] = field(default_factory=list)
    marker: list[Piece] = field(default_factory=list)
    aside: list[_Item] = field(default_factory=list)  # notes and boxes that stand at it

    def text(self) -> str:
        return nfc("".join(piece.text for piece in self.pieces)).strip()

    def label(self) -> str:
        return marker_of("".join(piece.text for piece in self.marker))

    def bold(self) -> bool:
        return all(piece.bold for piece in self.pieces if piece.text.strip())


@dataclass(slots=True)
class _Edge:
    """The right edge of a cell as a row defines it, in twentieths of a point, and how it is merged."""

    right: int
    joins_left: bool = False
    joins_above: bool = False


@dataclass(slots=True)
class _TableRow:
    left: int
    edges: list[_Edge]
    cells: list[list[_Item]]
    head: bool


@dataclass(slots=True)
class _Table:
    rows: list[_TableRow] = field(default_factory=list)
    cells: list[list[_Item]] = field(default_factory=list)  # of the row that is open
    cell: list[_Item] = field(default_factory=list)


_Item = _Paragraph | _Table


@dataclass(slots=True)
class Flow:
    """Collects paragraphs and tables in order."""

    items: list[_Item] = field(default_factory=list)
    paragraph: _Paragraph = field(default_factory=_Paragraph)
    tables: list[_Table] = field(default_factory=list)  # open ones, the outer first
    level: int = 0  # how deep in tables the paragraph stands
    left: int = 0
    edges: list[_Edge] = field(default_factory=list)
    head: bool = False
    _next: _Edge = field(default_factory=lambda: _Edge(0))
    _outer: list[tuple[BlockKind, _Paragraph, list[_Item], list[_Table], int]] = field(default_factory=list)

    def add(self, piece: Piece, *, marker: bool) -> None:
        """Characters of the open paragraph, or of its mark."""
        (self.paragraph.marker if marker else self.paragraph.pieces).append(piece)

    def word(self, word: str, value: int | None) -> None:
        """A control word of paragraphs and tables."""
        if word in ("par", "sect"):
            self._end_paragraph()
        elif word in ("cell", "nestcell"):
            self._end_cell(1 if word == "cell" else max(self.level, 2))
        elif word in ("row", "nestrow"):
            self._end_row(1 if word == "row" else max(self.level, 2))
        elif word == "pard":
            self.level = 0
        elif word == "intbl":
            self.level = max(self.level, 1)
        elif word == "itap":
            self.level = min(max(value or 0, 0), _DEEPEST_TABLE)
        else:
            self._row_word(word, value)

    def _row_word(self, word: str, value: int | None) -> None:
        if word == "trowd":
            self.left, self.edges, self.head, self._next = 0, [], False, _Edge(0)
        elif word == "trleft":
            self.left = value or 0
        elif word == "trhdr":
            self.head = True
        elif word == "clmrg":
            self._next.joins_left = True
        elif word == "clvmrg":
            self._next.joins_above = True
        elif word == "cellx":
            self._next.right = value or 0
            self.edges.append(self._next)
            self._next = _Edge(0)

    def open_aside(self, kind: BlockKind) -> None:
        """What follows belongs to a note or a box at the open paragraph."""
        self._outer.append((kind, self.paragraph, self.items, self.tables, self.level))
        self.paragraph, self.items, self.tables, self.level = _Paragraph(), [], [], 0

    def close_aside(self) -> None:
        """The note or box ends."""
        self.finish()
        items = self.items
        kind, self.paragraph, self.items, self.tables, self.level = self._outer.pop()
        for item in items:
            if isinstance(item, _Paragraph):
                item.kind = kind
        self.paragraph.aside += items

    def finish(self) -> None:
        """The text ends, whole or not."""
        self._end_paragraph(last=True)
        self._close_tables(0)

    def _end_paragraph(self, *, last: bool = False) -> None:
        paragraph, self.paragraph = self.paragraph, _Paragraph()
        if not last or paragraph.pieces or paragraph.aside:
            self._container(self.level).append(paragraph)

    def _container(self, level: int) -> list[_Item]:
        self._close_tables(level)
        while len(self.tables) < level:
            self.tables.append(_Table())
        return self.tables[-1].cell if level else self.items

    def _close_tables(self, level: int) -> None:
        while len(self.tables) > level:
            table = self.tables.pop()
            if table.cell or table.cells:  # a row that is not ended
                table.cells.append(table.cell)
                table.rows.append(_TableRow(0, [], table.cells, head=False))
            if table.rows:
                (self.tables[-1].cell if self.tables else self.items).append(table)

    def _end_cell(self, level: int) -> None:
        self.level = level
        self._end_paragraph()
        table = self.tables[-1]
        table.cells.append(table.cell)
        table.cell = []

    def _end_row(self, level: int) -> None:
        self._container(level)
        table = self.tables[-1]
        if table.cells:
            table.rows.append(_TableRow(self.left, list(self.edges), table.cells, self.head))
        table.cells, table.cell = [], []


def blocks_of(flow: Flow) -> tuple[list[Block], list[str]]:
    """The blocks of a whole flow, and the old fonts that were read as Unicode."""
    fonts = _decode(flow.items)
    blocks: list[Block] = []
    _write(flow.items, blocks, [0])
    return blocks, fonts


def _decode(items: list[_Item]) -> list[str]:
    pieces: list[Piece] = []
    for paragraph in _paragraphs(items):
        pieces += [
            *paragraph.marker,
            Piece("\n", "", bold=False),
            *paragraph.pieces,
            Piece("\n", "", bold=False),
        ]
    decoded = decode_runs([Run(piece.text, piece.font) for piece in pieces])
    fonts = {
        piece.font
        for piece, text in zip(pieces, decoded, strict=True)
        if piece.text != text and encoding_of(piece.font)
    }
    for piece, text in zip(pieces, decoded, strict=True):
        piece.text = text
    return sorted(fonts)


def _paragraphs(items: list[_Item]) -> Iterator[_Paragraph]:
    for item in items:
        if isinstance(item, _Paragraph):
            yield item
            yield from _paragraphs(item.aside)
        else:
            for row in item.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell)


def _write(items: list[_Item], blocks: list[Block], tables: list[int]) -> None:
    """Adds the blocks of items; `tables` counts the tables."""
    for item in items:
        if isinstance(item, _Table):
            if all(len(row.cells) == 1 for row in item.rows):  # a frame around words
                for row in item.rows:
                    _write(row.cells[0], blocks, tables)
                continue
            blocks += table_blocks(_rows(item), tables[0])
            tables[0] += 1
            aside = [a for row in item.rows for cell in row.cells for p in _paragraphs(cell) for a in p.aside]
            _write(aside, blocks, tables)
            continue
        text = item.text()
        if text or (item.label() and item.pieces):
            blocks.append(Block(item.kind, text=text, marker=item.label()))
        _write(item.aside, blocks, tables)


def _rows(table: _Table) -> list[Row]:
    """The rows of a table, cells in the columns that all edges of its cells make."""
    edges = sorted(
        {edge.right for row in table.rows for edge in row.edges} | {row.left for row in table.rows}
    )
    columns: dict[int, int] = {}
    start, number = None, -1
    for place in edges:
        if start is None or place - start > _SAME_EDGE:
            start, number = place, number + 1
        columns[place] = number
    rows: list[Row] = []
    above: dict[int, Cell] = {}
    for row in table.rows:
        cells: list[Cell] = []
        left = row.left
        for n, items in enumerate(row.cells):
            edge = row.edges[n] if n < len(row.edges) else None
            column = columns[left] if edge else n
            columns_wide = max(1, columns[edge.right] - column) if edge else 1
            left = edge.right if edge else left
            if edge and edge.joins_left and cells:
                cells[-1] = replace(cells[-1], columns=column + columns_wide - cells[-1].column)
                continue
            cell = Cell(_cell_text(items), column, columns_wide)
            if edge and edge.joins_above and column in above and not cell.text:
                cell = replace(above[column], continued=True)
            cells.append(cell)
        above = {cell.column: cell for cell in cells}
        rows.append(Row(tuple(cells), row.head or _bold(row)))
    return rows


def _bold(row: _TableRow) -> bool:
    paragraphs = [p for cell in row.cells for p in _paragraphs(cell) if p.text()]
    return len(paragraphs) > 1 and all(paragraph.bold() for paragraph in paragraphs)


def _cell_text(items: list[_Item]) -> str:
    lines: list[str] = []
    for item in items:
        if isinstance(item, _Table):
            lines += [" ; ".join(map(_cell_text, row.cells)) for row in item.rows]
        elif line := normalise_space(f"{item.label()} {item.text()}" if item.text() else ""):
            lines.append(line)
    return "\n".join(lines)
