"""Reports as comma-separated values for spreadsheet programs."""

from __future__ import annotations

import csv
import io
from datetime import date

from assistant.exporting.reports import Cell, Report

# A spreadsheet program runs a cell that begins so as a formula; full-width forms count as well.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(report: Report) -> bytes:
    """UTF-8 with a byte order mark; numbers with a decimal point, dates in ISO form, no cell that runs as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.head for column in report.columns)
    writer.writerows([_plain(cell) for cell in line.cells] for line in report.lines)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        # The apostrophe is how spreadsheet programs mark text.
        return f"'{cell}" if cell.lstrip(" \xa0").startswith(_FORMULA_STARTS) else cell
    return f"{cell:.15g}"
