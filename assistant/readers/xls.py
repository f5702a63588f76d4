"""Workbooks of Excel before 2007, read by xlrd: cells with the formats that they are shown in, merged and hidden ones."""

from __future__ import annotations

import io
import struct

import xlrd

from assistant.errors import CorpusError
from assistant.readers.archives import damaged
from assistant.readers.legacy import Run
from assistant.readers.sheets import MAX_COLUMNS, Sheet, Value, read_sheets
from assistant.types.readings import Reading


def read(data: bytes) -> Reading:
    """A workbook as blocks; it has no pages. Raises: CorpusError."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise CorpusError("is encrypted", hint="save it without a password") from None
        raise damaged("it is no workbook") from None
    except (struct.error, IndexError, KeyError, ValueError, AssertionError, OverflowError):
        raise damaged("its parts do not fit together") from None
    shown = [sheet for sheet in book.sheets() if not sheet.visibility]
    hidden = [sheet.name for sheet in book.sheets() if sheet.visibility]
    return read_sheets(
        [_sheet(book, sheet) for sheet in shown], hidden, since_1904=bool(book.datemode), reader="xls"
    )


def _sheet(book: xlrd.Book, source: xlrd.sheet.Sheet) -> Sheet:
    sheet = Sheet(source.name)
    sheet.merged = [(first, last - 1, left, right - 1) for first, last, left, right in source.merged_cells]
    sheet.hidden_rows = {row for row, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {column for column, info in source.colinfo_map.items() if info.hidden}
    for row in range(source.nrows):
        for column, cell in enumerate(source.row(row)[:MAX_COLUMNS]):
            if (value := _value(book, cell)) is not None:
                sheet.cells[row, column] = value
    return sheet


def _value(book: xlrd.Book, cell: xlrd.sheet.Cell) -> Value | None:
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    font = book.font_list[style.font_index].name if style is not None else ""
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return Value([Run(cell.value, font)])
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        code = book.format_map[style.format_key].format_str if style is not None else "General"
        return Value(number=float(cell.value), format=code)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Value([Run("TRUE" if cell.value else "FALSE", "")])
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Value([Run(xlrd.error_text_from_code.get(cell.value, "#ERR"), "")])
    return None
