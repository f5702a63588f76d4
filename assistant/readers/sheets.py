"""The sheets of a workbook into blocks: titles above a table, its head, its rows, what is signed below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.language.text import fold, normalise_space
from assistant.readers.layout import Row, table_blocks
from assistant.readers.legacy import Run, decode_paragraphs
from assistant.readers.limits import MAX_BLOCKS
from assistant.readers.number_formats import is_date, show_number
from assistant.types.readings import Block, Cell, Reading, Remark

MAX_COLUMNS = 2_000  # of a sheet that are read; wider ones are no tables of a document
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NUMBER = re.compile(r"[-(]?\d[\d.,]*\s*%?\)?")
_LIKE_THOUSANDS = re.compile(
    r"-?[1-9]\d{0,2}\.\d{3}%?"
)  # in Vietnamese a decimal point that nobody would see
_OF_CODES = re.compile(r"(?:ma|ky hieu|so hieu|s?tt|so tt|so thu tu|code)\b")
_LONGEST_HEAD = 4  # rows
_LONGEST_GROUP = 60  # characters of a row that names those below it


@dataclass(slots=True)
class Value:
    """What a cell shows: its text, or a number with its format."""

    runs: list[Run] = field(default_factory=list)
    number: float | None = None
    format: str = "General"


@dataclass(slots=True)
class Sheet:
    """A sheet: cells and merged ranges by row and column from 0; what is hidden stays in it until `blocks_of` takes it out."""

    name: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # first and last row, first and last column
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cell where it is shown, with its reach."""

    text: str
    column: int
    columns: int
    rows: int
    decimal: bool = False  # a number that is shown with a decimal point
    continued: bool = False


def read_sheets(
    sheets: Sequence[Sheet], hidden: Sequence[str], *, since_1904: bool, missing: int = 0, reader: str
) -> Reading:
    """A workbook as blocks. `hidden` are the names of sheets that are not shown, `missing` formulas without a value."""
    values = [value for sheet in sheets for value in sheet.cells.values()]
    decoded, fonts = decode_paragraphs([value.runs for value in values])
    for value, runs in zip(values, decoded, strict=True):
        value.runs = runs
    shown = [(sheet, list(_shown_rows(sheet, since_1904=since_1904))) for sheet in sheets]
    shown = [(sheet, rows) for sheet, rows in shown if any(rows)]
    blocks: list[Block] = []
    remarks = [Remark("left_out", detail=f"hidden sheet: {name}") for name in hidden]
    tables = 0
    for sheet, rows in shown:
        if len(shown) > 1:
            blocks.append(Block("title", text=normalise_space(sheet.name), marker="##"))
        for region in _regions(rows):
            made, tables = _region_blocks(region, tables)
            blocks += made
        remarks += _remarks(sheet)
        if len(blocks) > MAX_BLOCKS:
            blocks = blocks[:MAX_BLOCKS]
            remarks.append(Remark("cut", detail=f"{MAX_BLOCKS} rows"))
            break
    if missing:
        remarks.append(Remark("left_out", detail=f"formulas without a value: {missing}"))
    remarks += [Remark("decoded", detail=font) for font in fonts]
    return Reading(reader, tuple(blocks), remarks=tuple(remarks))


def _remarks(sheet: Sheet) -> Iterator[Remark]:
    """What of a sheet that is filled is hidden."""
    rows = len({row for row, column in sheet.cells if row in sheet.hidden_rows})
    columns = len({column for row, column in sheet.cells if column in sheet.hidden_columns})
    if rows:
        yield Remark("left_out", detail=f"hidden rows in {sheet.name}: {rows}")
    if columns:
        yield Remark("left_out", detail=f"hidden columns in {sheet.name}: {columns}")


def _text(value: Value, *, since_1904: bool) -> str:
    if value.number is not None:
        return show_number(value.number, value.format, since_1904=since_1904)
    return "\n".join(filter(None, map(normalise_space, "".join(run.text for run in value.runs).split("\n"))))


def _shown_rows(sheet: Sheet, *, since_1904: bool) -> Iterator[list[_Shown]]:
    """The rows that are shown, columns counted without the hidden ones; a blank row is an empty list."""
    covered, reach = _reaches(sheet)
    columns = sorted({column for _, column in sheet.cells} | {column for _, column in reach})
    columns = [column for column in columns if column not in sheet.hidden_columns]
    place = {column: n for n, column in enumerate(columns)}
    last = max((row for row, _ in sheet.cells), default=-1)
    by_row: dict[int, list[int]] = {}
    for row, column in {*sheet.cells, *covered}:
        by_row.setdefault(row, []).append(column)
    hanging: dict[int, tuple[_Shown, int]] = {}
    for row in range(last + 1):
        if row in sheet.hidden_rows:
            continue
        cells: list[_Shown] = []
        for column in sorted(by_row.get(row, ())):
            if column not in place:
                continue
            origin = covered.get((row, column), (row, column))
            if origin != (row, column):
                above, until = hanging.get(column, (None, -1))
                if above is not None and row <= until:
                    cells.append(replace(above, continued=True))
                continue
            value = sheet.cells.get(origin, Value())
            last_row, last_column = reach.get(origin, origin)
            wide = sum(1 for c in range(column, last_column + 1) if c in place)
            high = sum(1 for r in range(row, last_row + 1) if r not in sheet.hidden_rows)
            text = _text(value, since_1904=since_1904)
            shown = _Shown(text, place[column], max(1, wide), max(1, high), decimal=_is_decimal(value, text))
            if last_row > row:
                hanging[column] = shown, last_row
            cells.append(shown)
        yield cells if any(cell.text for cell in cells) else []


def _is_decimal(value: Value, text: str) -> bool:
    return value.number is not None and "." in text and "," not in value.format and not is_date(value.format)


def _reaches(
    sheet: Sheet,
) -> tuple[dict[tuple[int, int], tuple[int, int]], dict[tuple[int, int], tuple[int, int]]]:
    """Of each merged cell the one that it belongs to, and of that one the last row and column."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    reach: dict[tuple[int, int], tuple[int, int]] = {}
    last_row = max((row for row, _ in sheet.cells), default=0)
    for first, last, left, right in sheet.merged:
        last, right = min(last, last_row), min(right, MAX_COLUMNS)
        if last < first or right < left:
            continue
        reach[first, left] = last, right
        for row in range(first, last + 1):
            for column in range(left, right + 1):
                covered[row, column] = first, left
    return covered, reach


def _regions(rows: Sequence[list[_Shown]]) -> Iterator[list[list[_Shown]]]:
    """What blank rows part, where what follows one begins with words alone; a gap within a table parts nothing."""
    region: list[list[_Shown]] = []
    blank = False
    for cells in rows:
        if not cells:
            blank = bool(region)
            continue
        if blank and _filled(cells) == 1:
            yield region
            region = []
        blank = False
        region.append(cells)
    if region:
        yield region


def _filled(cells: Sequence[_Shown]) -> int:
    return sum(bool(cell.text) for cell in cells)


def _region_blocks(rows: list[list[_Shown]], tables: int) -> tuple[list[Block], int]:
    """Blocks of rows: lines alone above and below, and the table between them; and how many tables there are now."""
    widest = max(map(_filled, rows))
    least = 2 if widest < 4 else 3
    inside = [n for n, cells in enumerate(rows) if _filled(cells) >= least]
    if widest < 2 or not inside:
        return [block for cells in rows for block in _lines(cells)], tables
    first, last = inside[0], inside[-1]
    while last + 1 < len(rows) and _belongs(rows[last + 1]):
        last += 1
    blocks: list[Block] = []
    for position, part in enumerate((rows[:first], rows[first : last + 1], rows[last + 1 :])):
        if position != 1:
            for cells in part:
                made = _side_by_side(cells, tables) if _filled(cells) > 1 else _lines(cells)
                tables += any(block.cells for block in made)
                blocks += made
            continue
        blocks += table_blocks(_table(part), tables)
        tables += 1
    return blocks, tables


def _belongs(cells: Sequence[_Shown]) -> bool:
    """Whether a row with few words below a table is one of its rows, not a line or a signature below it."""
    if any(cell.continued for cell in cells):
        return True
    if _filled(cells) > 1:
        return _side_by_side(cells, 0)[0].kind == "row"
    return len(cells) > 1 and bool(cells[0].text) and len(cells[0].text) < _LONGEST_GROUP


def _lines(cells: Sequence[_Shown]) -> list[Block]:
    return [Block("clause", text=cell.text) for cell in cells if cell.text and not cell.continued]


def _side_by_side(cells: Sequence[_Shown], table: int) -> list[Block]:
    return table_blocks(
        [Row(tuple(Cell(cell.text, cell.column, cell.columns) for cell in cells if cell.text))], table
    )


def _table(rows: Sequence[list[_Shown]]) -> list[Row]:
    heads = _head_rows(rows)
    with_comma = _decimal_columns(rows, heads)
    width = max(cell.column + cell.columns for cells in rows for cell in cells)
    made: list[Row] = []
    for position, cells in enumerate(rows):
        built = [
            Cell(
                cell.text.replace(".", ",") if cell.decimal and cell.column in with_comma else cell.text,
                cell.column, cell.columns, cell.rows, continued=cell.continued,
            )
            for cell in cells
        ]  # fmt: skip
        alone = _filled(cells) < min(width, 3) and not any(_is_number(cell.text) for cell in cells[1:])
        made.append(Row(tuple(_whole_row(built, 0 if alone else width)), head=position < heads))
    return made


def _whole_row(cells: list[Cell], width: int) -> Iterator[Cell]:
    """The cells of a row with empty ones where nothing stands; those of a title end with its words."""
    while cells and not width and not cells[-1].text:
        cells.pop()
    column = 0
    for cell in cells:
        for empty in range(column, cell.column):
            yield Cell("", empty)
        yield cell
        column = cell.column + cell.columns
    for empty in range(column, width):
        yield Cell("", empty)


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _head_rows(rows: Sequence[list[_Shown]]) -> int:
    """How many rows are the head: the first where it has words alone, and those that its merged cells reach to."""
    if len(rows) < 2 or any(_is_number(cell.text) and not _YEAR.fullmatch(cell.text) for cell in rows[0]):
        return 0
    heads = 1
    for position, cells in enumerate(rows[:_LONGEST_HEAD]):
        if position >= heads:
            break
        for cell in (cell for cell in cells if not cell.continued):
            heads = max(heads, position + min(cell.rows, _LONGEST_HEAD))
            if cell.columns > 1 and _filled(cells) > 1:
                heads = max(heads, position + 2)
    return heads if heads < len(rows) else 1


def _decimal_columns(rows: Sequence[list[_Shown]], heads: int) -> set[int]:
    """Columns of amounts of which one would be read as thousands: "2.345" for two and a third. Codes keep their point."""
    names: dict[int, str] = {}
    for cells in rows[:heads]:
        for cell in cells:
            for column in range(cell.column, cell.column + cell.columns):
                names[column] = fold(normalise_space(cell.text)) or names.get(column, "")
    decimals = [cell for cells in rows[heads:] for cell in cells if cell.decimal]
    found = {cell.column for cell in decimals if _LIKE_THOUSANDS.fullmatch(cell.text)}
    return {column for column in found if not _OF_CODES.match(names.get(column, ""))}
