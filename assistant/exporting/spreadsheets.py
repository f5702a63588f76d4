"""Reports as Excel workbooks: one sheet per register, one that names the documents."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.exporting.reports import CHECK, Cell, Report, safe_text
from assistant.messages import document_kind, say
from assistant.types import Document

_LONGEST_TEXT = 32_767  # characters of a cell
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_LINE_HEIGHT, _TALLEST_ROW = 15.75, 409.0  # points; Excel allows no taller row
_ROOM = 0.9  # Times New Roman is narrower than the font that widths are counted in
_A4 = 9
_LINK_HINT = {"vi": "Đến thông tin văn bản", "en": "To the document's details"}


def write_xlsx(reports: Sequence[Report]) -> bytes:
    """A workbook with a sheet for each report; all texts are stored as texts, so nothing in them runs as a formula."""
    from xlsxwriter import Workbook

    first = reports[0]
    file = io.BytesIO()
    workbook = Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    workbook.set_properties({"title": first.title, "created": first.made})
    formats = {
        "head": workbook.add_format(
            _FONT | {"bold": True, "text_wrap": True, "bg_color": "#DDEBF7", "border": 1, "align": "center"}
        ),
        "text": workbook.add_format(_FONT | {"text_wrap": True, "border": 1}),
        "whole": workbook.add_format(_FONT | {"num_format": "#,##0", "border": 1}),
        "decimal": workbook.add_format(_FONT | {"num_format": "#,##0.0##", "border": 1}),
        "date": workbook.add_format(_FONT | {"num_format": "dd/mm/yyyy", "border": 1, "align": "center"}),
        "link": workbook.add_format(_FONT | {"border": 1, "font_color": "#0563C1", "underline": 1}),
    }
    sheets = [workbook.add_worksheet(report.name) for report in reports]
    documents = list(dict.fromkeys(document for report in reports for document in report.documents))
    sheet_name = "Văn bản" if first.language == "vi" else "Documents"
    lines = {document.id: number for number, document in enumerate(documents, start=2)}
    for report, sheet in zip(reports, sheets, strict=True):
        _write_head(sheet, formats, [(column.head, column.width) for column in report.columns])
        for row, line in enumerate(report.lines, start=1):
            for position, (column, cell) in enumerate(zip(report.columns, line.cells, strict=True)):
                if column.key == "document_id" and cell in lines:
                    sheet.write_url(
                        row, position, f"internal:'{sheet_name}'!A{lines[str(cell)]}", formats["link"], str(cell),
                        _LINK_HINT[report.language],
                    )  # fmt: skip
                else:
                    _write_cell(sheet, formats, row, position, cell)
            _set_height(
                sheet,
                row,
                [(cell, column.width) for column, cell in zip(report.columns, line.cells, strict=True)],
            )
        printed = [column.printed or column.key == "address" for column in report.columns]
        _finish(sheet, len(report.lines), len(report.columns), printed=[*printed, False].index(False))
    _write_documents(workbook.add_worksheet(sheet_name), formats, first, documents)
    workbook.close()
    return file.getvalue()


def _write_documents(
    sheet: Any, formats: dict[str, Any], report: Report, documents: Sequence[Document]
) -> None:
    language = report.language
    vietnamese = language == "vi"
    heads = [
        ("Mã văn bản" if vietnamese else "Document id", 22),
        ("Tên văn bản" if vietnamese else "Title", 60),
        (say("field_kind", language), 16),
        (say("field_number", language), 18),
        (say("field_issuer", language), 28),
        (say("field_date", language), 12),
        (say("field_status", language), 16),
        ("Tính chất" if vietnamese else "Standing", 20),
        (say("field_source", language), 40),
    ]
    _write_head(sheet, formats, heads)
    for row, document in enumerate(documents, start=1):
        try:
            day: Cell = date.fromisoformat(document.date) if document.date else None
        except ValueError:
            day = document.date
        cells = [
            document.id, document.title, document_kind(document.kind, language), document.number, document.issuer, day,
            document.status, say(f"tier_{document.tier}", language), document.source,
        ]  # fmt: skip
        for position, cell in enumerate(cells):
            cell = safe_text(cell) if isinstance(cell, str) else cell
            _write_cell(sheet, formats, row, position, cell)
        _set_height(sheet, row, [(cell, width) for cell, (_, width) in zip(cells, heads, strict=True)])
    _finish(sheet, len(documents), len(heads), printed=len(heads), below=5)
    below = len(documents) + 2
    made: list[tuple[str, Cell]] = [
        ("Bản dữ liệu ngày" if vietnamese else "Documents as of", report.indexed_on),
        ("Mã để tra cứu kỹ thuật" if vietnamese else "Technical reference", report.index_id),
        ("Ngày kết xuất" if vietnamese else "Made on", report.made.date()),
        (say("note", language), CHECK[language]),
    ]
    if report.filters:
        made.append((say("filters", language), report.filters))
    for row, (name, value) in enumerate(made, start=below):
        _write_cell(sheet, formats, row, 0, name)
        _write_cell(sheet, formats, row, 1, value)


def _write_head(sheet: Any, formats: dict[str, Any], heads: Sequence[tuple[str, int]]) -> None:
    for position, (head, width) in enumerate(heads):
        sheet.write_string(0, position, head, formats["head"])
        sheet.set_column(position, position, width)


def _write_cell(sheet: Any, formats: dict[str, Any], row: int, position: int, cell: Cell) -> None:
    if cell is None:
        sheet.write_blank(row, position, None, formats["text"])
    elif isinstance(cell, str):
        sheet.write_string(row, position, cell[:_LONGEST_TEXT], formats["text"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, position, cell, formats["date"])
    else:
        sheet.write_number(row, position, cell, formats["whole" if float(cell).is_integer() else "decimal"])


def _set_height(sheet: Any, row: int, cells: Sequence[tuple[Cell, int]]) -> None:
    """Room for the wrapped text of the row; not every program makes it when it opens the file."""
    lines = max(
        sum(math.ceil((len(line) + 1) * _ROOM / width) for line in cell.splitlines() or [""])
        if isinstance(cell, str)
        else 1
        for cell, width in cells
    )
    sheet.set_row(row, min(lines * _LINE_HEIGHT, _TALLEST_ROW))


def _finish(sheet: Any, rows: int, columns: int, *, printed: int, below: int = 0) -> None:
    """What makes the sheet fit to read and to print: its first columns, and the rows below the table."""
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), columns - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, max(rows, 1) + below, printed - 1)
