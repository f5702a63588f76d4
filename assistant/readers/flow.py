"""What flows through a page or an OpenDocument text: paragraphs and tables, in the cells of tables too; and it as blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.language.text import normalise_space
from assistant.readers.layout import Row, place, table_blocks
from assistant.readers.legacy import Run, decode_paragraphs
from assistant.types.readings import Block, BlockKind, Cell


@dataclass(slots=True)
class Paragraph:
    """Words in runs of one font, with the mark of their list."""

    kind: BlockKind = "clause"
    runs: list[Run] = field(default_factory=list)
    marker: str = ""
    bold: bool = True  # throughout
    aside: list[Item] = field(default_factory=list)  # notes and boxes that stand at it

    def text(self) -> str:
        """Its words, by lines."""
        lines = "".join(run.text for run in self.runs).split("\n")
        return "\n".join(filter(None, map(normalise_space, lines)))


@dataclass(slots=True)
class CellItems:
    """What a cell holds, and how many columns and rows it covers."""

    items: list[Item]
    columns: int
    rows: int


@dataclass(slots=True)
class Table:
    """Rows of cells, each with whether it is said to be a head."""

    rows: list[tuple[list[CellItems], bool]] = field(default_factory=list)


Item = Paragraph | Table


def decode_items(items: Sequence[Item]) -> Sequence[str]:
    """Puts what is in fonts of before Unicode into Unicode; returns the names of these fonts."""
    paragraphs = _paragraphs(items)
    decoded, fonts = decode_paragraphs([paragraph.runs for paragraph in paragraphs])
    for paragraph, runs in zip(paragraphs, decoded, strict=True):
        paragraph.runs = runs
    return fonts


def blocks_of(items: Sequence[Item], is_frame: Callable[[Table], bool]) -> list[Block]:
    """The blocks of items; what a table that is a frame holds is no table."""
    blocks: list[Block] = []
    _write(items, is_frame, blocks, [0])
    return blocks


def _write(
    items: Sequence[Item], is_frame: Callable[[Table], bool], blocks: list[Block], tables: list[int]
) -> None:
    """Adds the blocks of items; `tables` counts the tables."""
    for item in items:
        if isinstance(item, Paragraph):
            if text := item.text():
                blocks.append(Block(item.kind, text=text, marker=item.marker))
            _write(item.aside, is_frame, blocks, tables)
            continue
        cells = [cell for row, _ in item.rows for cell in row]
        if is_frame(item):
            for cell in cells:
                _write(cell.items, is_frame, blocks, tables)
            continue
        blocks += table_blocks(place([_row(row, head) for row, head in item.rows]), tables[0])
        tables[0] += 1
        for paragraph in (p for cell in cells for p in cell.items if isinstance(p, Paragraph)):
            _write(paragraph.aside, is_frame, blocks, tables)


def _row(cells: Sequence[CellItems], head: bool) -> Row:
    filled = [cell for cell in cells if text_of(cell.items)]
    bold = len(filled) > 1 and all(
        item.bold for cell in filled for item in cell.items if isinstance(item, Paragraph) and item.text()
    )
    made = (Cell(text_of(cell.items), 0, cell.columns, cell.rows) for cell in cells)
    return Row(tuple(made), head=head or bold)


def text_of(items: Sequence[Item]) -> str:
    """The words of items as those of a cell: a paragraph or a row a line."""
    lines: list[str] = []
    for item in items:
        if isinstance(item, Paragraph):
            text = item.text()
            lines.append(f"{item.marker} {text}" if item.marker and text else text)
        else:
            lines += [" ; ".join(text_of(cell.items) for cell in row) for row, _ in item.rows]
    return "\n".join(filter(None, lines))


def _paragraphs(items: Sequence[Item]) -> list[Paragraph]:
    found: dict[int, Paragraph] = {}  # a repeated cell has the same ones
    for item in items:
        if isinstance(item, Paragraph):
            found[id(item)] = item
            inner = item.aside
        else:
            inner = [inside for row, _ in item.rows for cell in row for inside in cell.items]
        found |= {id(paragraph): paragraph for paragraph in _paragraphs(inner)}
    return list(found.values())
