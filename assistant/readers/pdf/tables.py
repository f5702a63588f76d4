"""Tables as rows of cells, joined over pages: repeated heads dropped, labels carried, split rows put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.types.readings import Block, Box, Cell

from .grids import Grid, GridCell
from .lines import MARKER, join_lines

_NEAR = 5.0  # points: columns of one table on two pages
_ENDED = re.compile(r"[.;:!?]$")
_NUMBERED = re.compile(r"(?:STT|S\.?TT|TT|SỐ TT|Số TT|Stt)\b\.?", re.IGNORECASE)


@dataclass(slots=True)
class Row:
    """A row: the cells that stand in it, from left to right, those of rows above too where they cover it."""

    page: int
    cells: list[GridCell]
    boxes: list[Box]
    position: int  # in the grid that it comes from

    @property
    def own(self) -> list[GridCell]:
        """The cells that begin here."""
        return [c for c in self.cells if c.row == self.position]

    @property
    def texts(self) -> list[str]:
        """The words of each cell."""
        return [c.text for c in self.cells]


@dataclass(slots=True)
class Table:
    """A table over one or more pages."""

    number: int
    edges: list[float]
    rows: list[Row]
    heads: int = 0  # rows that are its head
    repeated: list[int] = field(default_factory=list)  # pages where the head was left out

    def blocks(self) -> list[Block]:
        """Its rows as blocks."""
        shown: set[int] = set()
        blocks = []
        for n, row in enumerate(self.rows):
            cells = tuple(
                Cell(c.text, c.column, c.columns, c.rows, n < self.heads, id(c) in shown) for c in row.cells
            )
            shown.update(map(id, row.cells))
            blocks.append(Block("row", cells=cells, table=self.number, page=row.page, boxes=tuple(row.boxes)))
        return blocks


def rows_of(grid: Grid, page: int, boxes: Sequence[Box]) -> list[Row]:
    """The rows of a grid that have words of their own; `boxes` are those of its rows."""
    rows = []
    for position, box in enumerate(boxes):
        cells = sorted((c for c in grid.cells if c.row <= position < c.row + c.rows), key=lambda c: c.column)
        row = Row(page, cells, [box], position)
        if any(c.text for c in row.own):
            rows.append(row)
    return rows


def begin(number: int, grid: Grid, rows: list[Row]) -> Table:
    """A table that begins with these rows."""
    table = Table(number, grid.edges, rows)
    table.heads = _heads(rows)
    return table


def _heads(rows: Sequence[Row]) -> int:
    """How many rows are the head: bold throughout above rows that are not, or over a column of running numbers."""
    if len(rows) < 2:
        return 0
    first = [c for c in rows[0].cells if c.text]
    bold = all(c.bold for c in first) and not all(c.bold for c in rows[-1].cells if c.text)
    if not bold and not any(_NUMBERED.fullmatch(c.text) for c in first[:1]):
        return 0
    return min(max(c.row + c.rows for c in rows[0].cells) - rows[0].position, len(rows) - 1)


def goes_on(table: Table, grid: Grid) -> bool:
    """Whether a grid at the top of a page has the columns of the table at the foot of the page before.

    It may have fewer where its rows part none of them: then the first row of the table stands above it again.
    """
    shift = grid.edges[0] - table.edges[0]
    places = [
        next((n for n, old in enumerate(table.edges) if abs(new - old - shift) <= _NEAR), None)
        for new in grid.edges
    ]
    if None in places or places[-1] != len(table.edges) - 1:
        return False
    if len(table.edges) == len(grid.edges):
        return True
    top = sorted((c for c in grid.cells if c.row == 0), key=lambda c: c.column)
    if [c.text for c in top] != table.rows[0].texts:
        return False
    for cell in grid.cells:
        start, end = places[cell.column] or 0, places[cell.column + cell.columns] or 0
        cell.column, cell.columns = start, end - start
    return True


def extend(table: Table, rows: list[Row]) -> None:
    """Put the rows of the next page below those of the pages before."""
    rows = _without_head(table, rows)
    if not rows:
        return
    labels = _carry_labels(table.rows[-1], rows)
    if _splits(table.rows[-1], rows[0], labels):
        _join(table.rows[-1], rows[0], labels)
        rows = rows[1:]
    table.rows.extend(rows)


def _without_head(table: Table, rows: list[Row]) -> list[Row]:
    same = 0
    while same < min(len(rows), len(table.rows), 5) and rows[same].texts == table.rows[same].texts:
        same += 1
    if same:
        table.heads = max(table.heads, same)
        table.repeated.append(rows[0].page)
    return rows[same:]


def _carry_labels(last: Row, rows: list[Row]) -> set[int]:
    """Give merged cells whose words stand on the page before their words again; returns their columns."""
    labels: set[int] = set()
    before = {c.column: c for c in last.cells}
    for cell in rows[0].own:
        label = before.get(cell.column)
        if label is None or cell.text or not label.text or label.columns != cell.columns:
            continue
        if cell.rows > 1 or label.rows > 1:
            labels.add(cell.column)
            for row in rows:
                row.cells = [label if c is cell else c for c in row.cells]
    return labels


def _splits(last: Row, first: Row, labels: set[int]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before."""
    cells = [c for c in first.cells if c.column not in labels]
    filled = [c for c in cells if c.text]
    if not filled or [c.column for c in first.cells] != [c.column for c in last.cells]:
        return False
    before = {c.column: c.text for c in last.cells}
    if any(MARKER.match(c.text) for c in filled):
        return False
    goes_on_low = any(
        c.text[:1].islower() and before[c.column] and not _ENDED.search(before[c.column]) for c in filled
    )
    if not cells[0].text and len(filled) < len(cells):
        return goes_on_low or all(before[c.column] for c in filled)
    return goes_on_low and not cells[0].text[:1].isdigit()


def _join(last: Row, first: Row, labels: set[int]) -> None:
    rest = {c.column: c for c in first.cells if c.column not in labels}
    for cell in last.cells:
        if cell.column in rest and rest[cell.column].text:
            cell.text = join_lines(t for t in (cell.text, rest[cell.column].text) if t)
    last.boxes.extend(first.boxes)
