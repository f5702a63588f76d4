"""The rows of a Word table with their columns, what is merged over several of them, and which are the heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from assistant.readers.docx.package import W, is_on, number, value
from assistant.types.readings import Cell

_WRAPPERS = frozenset(W + name for name in "sdt sdtContent customXml ins moveTo".split())
_MOST_COLUMNS = 63  # of Word
_ORDER_HEAD = re.compile(r"(?:S?TT|Stt|Số TT|Số thứ tự|STT)\.?")


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell: its first column, how many it covers, and whether the one above goes on in it."""

    element: etree._Element | None  # None: it was deleted
    column: int
    columns: int
    continued: bool
    text: str = ""
    bold: bool = False

    def with_text(self, text: str, *, bold: bool) -> RawCell:
        """The cell as it was read."""
        return replace(self, element=None, text=text, bold=bold)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row, and whether Word repeats it on every page as a head."""

    cells: tuple[RawCell, ...]
    head: bool
    page: int | None = None

    def with_cells(self, cells: Sequence[RawCell], *, page: int | None) -> RawRow:
        """The row with its cells as they were read."""
        return replace(self, cells=tuple(cells), page=page)


def read_rows(table: etree._Element) -> Iterator[RawRow]:
    """The rows that are seen, their cells not read yet."""
    for row in _within(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None and (properties.find(f"{W}del") is not None or is_on(properties, "hidden")):
            continue
        column = max(0, number(value(properties, "gridBefore"), 0))
        cells: list[RawCell] = []
        for cell in _within(row, f"{W}tc"):
            own = cell.find(f"{W}tcPr")
            columns = max(1, min(number(value(own, "gridSpan"), 1), _MOST_COLUMNS))
            if own is not None and _goes_on(own, "hMerge") and cells:  # how older files merge sideways
                cells[-1] = replace(cells[-1], columns=cells[-1].columns + columns)
            else:
                deleted = own is not None and own.find(f"{W}cellDel") is not None
                cells.append(
                    RawCell(
                        None if deleted else cell,
                        column,
                        columns,
                        own is not None and _goes_on(own, "vMerge"),
                    )
                )
            column += columns
        if cells:
            yield RawRow(tuple(cells), bool(is_on(properties, "tblHeader")))


def _goes_on(properties: etree._Element, name: str) -> bool:
    merge = properties.find(W + name)
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)


def merged_rows(rows: Sequence[RawRow]) -> list[tuple[Cell, ...]]:
    """The cells of the rows: one that is merged over several rows stands in each of them."""
    result: list[list[Cell]] = []
    open_: dict[int, tuple[int, int]] = {}  # column -> (row, place) of the cell that may go on below
    heads = _count_heads(rows)
    for nth, row in enumerate(rows):
        cells: list[Cell] = []
        above, open_ = open_, {}
        for place, raw in enumerate(row.cells):
            origin = above.get(raw.column) if raw.continued else None
            cell = Cell(raw.text, raw.column, raw.columns, head=nth < heads)
            if origin is not None:
                first = result[origin[0]][origin[1]]
                result[origin[0]][origin[1]] = replace(first, rows=first.rows + 1)
                cell = replace(cell, text=first.text, continued=True)
            open_[raw.column] = origin or (nth, place)
            cells.append(cell)
        result.append(cells)
    return [tuple(cells) for cells in result]


def _count_heads(rows: Sequence[RawRow]) -> int:
    """How many rows are heads: those that Word repeats, else the first where it looks like one, with what is below its cells."""
    repeated = next((n for n, row in enumerate(rows) if not row.head), len(rows))
    if 0 < repeated < len(rows):
        return repeated
    first = rows[0]
    filled = [cell for cell in first.cells if cell.text]
    numbered = bool(filled) and _ORDER_HEAD.fullmatch(filled[0].text.replace("\n", " ")) is not None
    if len(rows) < 2 or len(filled) < 2 or not (numbered or all(cell.bold for cell in filled)):
        return 0
    heads = 1
    while heads < len(rows) - 1 and any(
        cell.continued and any(above.column == cell.column for above in first.cells)
        for cell in rows[heads].cells
    ):
        heads += 1
    return heads
