"""Tables as rows of cells, joined over pages: repeated heads dropped, labels carried, split rows put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.types.readings import Block, Box, Cell

from .grids import Grid, GridCell
from .lines import MARKER, completes, join_lines

_NEAR = 5.0  # points: columns of one table on two pages
_LEAST_HEIGHT = 8.0  # points: of a row without words; between double rules are lower ones
_SPACE, _LETTER = 0.25, 0.6  # of the size
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
    def is_written(self) -> bool:
        """Whether a cell that begins here has words."""
        return any(c.text for c in self.own)

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
    """The rows of a grid in which a cell begins; `boxes` are those of its rows. Those at its edges have words of their own."""
    rows: list[Row] = []
    for position, box in enumerate(boxes):
        cells = sorted((c for c in grid.cells if c.row <= position < c.row + c.rows), key=lambda c: c.column)
        row = Row(page, cells, [box], position)
        if row.is_written or (rows and row.own == cells and box.bottom - box.top > _LEAST_HEIGHT):
            rows.append(row)
    while rows and not rows[-1].is_written:  # a page's end cuts rows
        rows.pop()
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


def _is_head(cells: Sequence[GridCell]) -> bool:
    """Whether cells of a row look like those of a head."""
    written = [c for c in cells if c.text]
    return len(written) > 1 and (all(c.bold for c in written) or bool(_NUMBERED.fullmatch(written[0].text)))


def goes_on(table: Table, grid: Grid) -> bool:
    """Whether a grid at the top of a page has the columns of the table at the foot of the page before.

    Rows that span columns hide edges: either may lack some of the other's. Both have their cells under all edges then.
    """
    shift = grid.edges[0] - table.edges[0]
    edges = [edge - shift for edge in grid.edges]
    if abs(edges[-1] - table.edges[-1]) > _NEAR:
        return False
    if len(edges) != len(table.edges) or any(
        abs(a - b) > _NEAR for a, b in zip(edges, table.edges, strict=True)
    ):
        wider, fewer = (table.edges, edges) if len(table.edges) >= len(edges) else (edges, table.edges)
        if any(_nearest(wider, edge) is None for edge in fewer):
            return False
        top = sorted((c for c in grid.cells if c.row == 0), key=lambda c: c.column)
        if [c.text for c in top] != table.rows[0].texts and _is_head(top):
            return False
        _widen([c for row in table.rows for c in row.cells], table.edges, wider)
        _widen(grid.cells, edges, wider)
        edges = list(wider)
    table.edges = [edge + shift for edge in edges]
    return True


def _nearest(edges: Sequence[float], edge: float) -> int | None:
    return next((n for n, other in enumerate(edges) if abs(edge - other) <= _NEAR), None)


def _widen(cells: Sequence[GridCell], edges: Sequence[float], wider: Sequence[float]) -> None:
    """Put cells of some edges under all of them."""
    places = [_nearest(wider, edge) or 0 for edge in edges]
    for cell in {id(c): c for c in cells}.values():
        start, end = places[cell.column], places[cell.column + cell.columns]
        cell.column, cell.columns = start, end - start


def extend(table: Table, rows: list[Row]) -> None:
    """Put the rows of the next page below those of the pages before."""
    rows = _without_head(table, rows)
    if not rows:
        return
    labels = _carry_labels(table.rows[-1], rows)
    numbered = all(row.cells[0].text for row in table.rows[table.heads :])
    if _splits(table.rows[-1], rows[0], labels, numbered=numbered):
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


def _splits(last: Row, first: Row, labels: set[int], *, numbered: bool) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    `numbered`: all rows of the table so far have words in their first column.
    """
    cells = [c for c in first.cells if c.column not in labels]
    filled = [c for c in cells if c.text]
    if not filled or [c.column for c in first.cells] != [c.column for c in last.cells]:
        return False
    before = {c.column: c for c in last.cells}
    if not all(before[c.column].text for c in filled):
        return False
    partly = len(filled) < sum(bool(before[c.column].text) for c in cells)
    marked = any(MARKER.match(c.text) for c in filled)
    full = not any(_fits(before[c.column], c) for c in filled)
    goes_on_low = any(c.text[:1].islower() and not _ENDED.search(before[c.column].text) for c in filled)
    if not cells[0].text and partly:
        return numbered or (not marked and (goes_on_low or full))
    broken = [_is_broken(before[c.column]) for c in filled]
    ended = all(
        _ENDED.search(before[c.column].text) and not torn for c, torn in zip(filled, broken, strict=True)
    )
    counts = cells[0].text[:1].isdigit() and not _is_broken(before[cells[0].column])
    return full and not marked and not counts and (goes_on_low or (partly and not ended))


def _is_broken(above: GridCell) -> bool:
    """Whether not even one more letter would have stood on the last line of a cell: what follows may be the rest of a word."""
    return above.last_line + _LETTER * above.size > above.room


def _fits(above: GridCell, below: GridCell) -> bool:
    """Whether the first word of a cell would have stood on the last line of the one above: it is no rest of it then."""
    return above.last_line + _SPACE * above.size + below.first_word < above.room - 1


def _join(last: Row, first: Row, labels: set[int]) -> None:
    rest = {c.column: c for c in first.cells if c.column not in labels}
    for cell in last.cells:
        if cell.column in rest and rest[cell.column].text:
            below = rest[cell.column]
            begun, ending = cell.text.rpartition(" ")[2], below.text.partition(" ")[0]
            if _is_broken(cell) and ((begun + ending).isdigit() or completes(begun, ending)):
                cell.text += below.text
            else:
                cell.text = join_lines(t for t in (cell.text, below.text) if t)
            cell.last_line = below.last_line
    last.boxes.extend(first.boxes)
