"""Small charts of the tables in answers: bars where values of one unit stand side by side. All text in them is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.types import Cell, Table

GROUPS = 12  # of bars; a longer table is read, not seen
_LEAST = 2.0  # per cent of the width: the shortest bar that is seen
_SIDES = 4  # colours
_STATED = re.compile(r"\*\*(.+)\*\*")  # the values of a table are emphasised
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Bar:
    """A value of a table: as it is written, as a number, in which unit."""

    name: str
    written: str
    value: float
    unit: str


def read_bar(name: str, cell: Cell) -> Bar | None:
    """The value of a cell that states exactly one."""
    stated = _STATED.fullmatch(cell.text.strip())
    numbers = list(_NUMBER.finditer(stated[1])) if stated else []
    if stated is None or len(numbers) != 1:
        return None
    value = float(numbers[0].group().replace(".", "").replace(",", "."))
    return Bar(name, stated[1], value, stated[1][numbers[0].end() :].strip().lower())


def groups_of(table: Table) -> list[tuple[str, list[Bar]]]:
    """What can be seen side by side, by its heading: the sides of a row, else the rows of the one column of values."""
    found: list[tuple[str, list[Bar]]] = []
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        bars = [bar for head, cell in pairs if (bar := read_bar(head, cell)) is not None]
        if len(bars) > 1 and len({bar.unit for bar in bars}) == 1:
            found.append((", ".join(cell.text for cell in row[:2] if not _STATED.search(cell.text)), bars))
    if found:
        return found[:GROUPS]
    column = [
        bar for row in table.rows for cell in row[1:] if (bar := read_bar(row[0].text, cell)) is not None
    ]
    same = len(column) == len(table.rows) > 1 and len({bar.unit for bar in column}) == 1
    return [("", column)] if same and len(column) <= GROUPS else []


def render_charts(tables: Sequence[Table], title: str) -> str:
    """The charts of an answer behind one control; nothing where no values of one unit stand side by side."""
    drawn = "".join(
        _group(heading, bars, one_side=not heading) for table in tables for heading, bars in groups_of(table)
    )
    if not drawn:
        return ""
    return f'<details class="pa-answer-chart"><summary>{escape(title)}</summary><div class="pa-plots">{drawn}</div></details>'


def _group(heading: str, bars: Sequence[Bar], *, one_side: bool) -> str:
    most = max(bar.value for bar in bars)
    scale = 100.0 if bars[0].unit.startswith("%") and most <= 100 else most or 1.0
    drawn = "".join(
        f'<div class="pa-bar"><span>{escape(bar.name)}</span>'
        f'<svg width="100%" height="14" class="pa-side-{0 if one_side else side % _SIDES}" aria-hidden="true">'
        f'<rect width="{max(_LEAST, 100 * bar.value / scale):.1f}%" height="14" rx="3"></rect></svg>'
        f"<span>{escape(bar.written)}</span></div>"
        for side, bar in enumerate(bars)
    )
    return f'<div class="pa-bars">{f"<p>{escape(heading)}</p>" if heading else ""}{drawn}</div>'
