"""What readers of formats without pages share: cells under their columns, what a table is for, marks that are no text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.language.text import CAPITALS, normalise_space
from assistant.types.readings import Block, BlockKind, Cell

_LONGEST_SPAN = 1000
_MOST_CELLS = 400_000  # of one table; spans may ask for more than any sheet has
_LETTERHEAD = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN|ĐỘC\s+LẬP\s*[-–—]\s*TỰ\s+DO", re.IGNORECASE
)
_NUMBER = re.compile(r"^Số\s*:", re.IGNORECASE)
_DATELINE = re.compile(r"\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b", re.IGNORECASE)
_SIGNATURE = re.compile(rf"\bNơi\s+nhận\b|^(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\s*\.?\s*[{CAPITALS}]", re.IGNORECASE)
_MOST_SIDE_BY_SIDE = 3  # columns of a table that only sets words side by side
_BULLET = re.compile(r"[^\w+*\s]|[oØüwvnq§]")  # of Symbol, Wingdings and Courier New, whose codes are letters

_ROMAN_DIGITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN_PLACES = [str.maketrans("ivx", letters) for letters in ("IVX", "XLC", "CDM", "M??")]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a format gives it: cells with their spans, whose columns `place` finds."""

    cells: tuple[Cell, ...]
    head: bool = False  # said to be one, or in bold throughout


def place(rows: Sequence[Row]) -> list[Row]:
    """Rows whose cells stand in their columns; one that covers several rows stands in each of them."""
    placed: list[Row] = []
    hanging: dict[int, tuple[Cell, int]] = {}  # by first column: what covers further rows, and how many
    count = 0
    for position, row in enumerate(rows):
        left = len(rows) - position
        cells: list[Cell] = []
        waiting = list(row.cells)
        column = 0
        below: dict[int, tuple[Cell, int]] = {}
        while waiting or any(first >= column for first in hanging):
            if column in hanging:
                cell, more = hanging[column]
                cells.append(replace(cell, continued=True))
                if more > 1:
                    below[column] = cell, more - 1
                column += cell.columns
            elif waiting:
                given = waiting.pop(0)
                free = min((first - column for first in hanging if first > column), default=_LONGEST_SPAN)
                cell = replace(
                    given,
                    column=column,
                    columns=max(1, min(given.columns, free, _LONGEST_SPAN)),
                    rows=max(1, min(given.rows, left)),
                )
                cells.append(cell)
                if cell.rows > 1:
                    below[column] = cell, cell.rows - 1
                column += cell.columns
            else:
                column = min(first for first in hanging if first >= column)
        hanging = below
        count += len(cells)
        if count > _MOST_CELLS:
            break
        placed.append(Row(tuple(cells), row.head))
    return placed


def table_blocks(rows: Sequence[Row], number: int) -> list[Block]:
    """The blocks of a table whose cells are placed. A row without words between others counts: rows have numbers."""
    worded = [n for n, row in enumerate(rows) if any(cell.text.strip() for cell in row.cells)]
    filled = [rows[n] for n in worded]
    kind = _table_kind(filled)
    if kind == "row" and all(len(row.cells) == 1 for row in filled):  # a frame around words
        return [
            Block("clause", text=line.strip())
            for row in filled
            for line in row.cells[0].text.split("\n")
            if line.strip()
        ]
    heads = next((n for n, row in enumerate(filled) if not row.head), 0)  # none where all rows are in bold
    blocks = []
    if kind == "row" and filled:
        filled[heads:] = rows[worded[heads] : worded[-1] + 1]
    for position, row in enumerate(filled):
        if kind == "row":
            cells = tuple(replace(cell, head=position < heads) for cell in row.cells)
        else:
            cells = tuple(
                Cell(cell.text, n) for n, cell in enumerate(c for c in row.cells if not c.continued)
            )
        blocks.append(Block(kind, cells=cells, table=number))
    return blocks


def _table_kind(rows: Sequence[Row]) -> BlockKind:
    """Whether a table only sets words side by side: issuer and national heading, or recipients and who signed."""
    if any(len(row.cells) > _MOST_SIDE_BY_SIDE for row in rows) or len(rows) > 8:
        return "row"
    texts = [normalise_space(cell.text) for row in rows for cell in row.cells]
    if any(map(_LETTERHEAD.search, texts)):
        return "letterhead"
    if any(map(_NUMBER.match, texts)) and any(map(_DATELINE.search, texts)):
        return "letterhead"
    return "signature" if any(map(_SIGNATURE.search, texts)) else "row"


def marker_of(label: str) -> str:
    """A list's mark as it is typed: bullets of whatever font are dashes."""
    label = normalise_space(label)
    return "-" if _BULLET.fullmatch(label) else label


def in_order(shape: str, number: int) -> str:
    """A number of a list as its shape shows it: "decimal", "lower-alpha", "upper-roman" and the like."""
    if shape in ("lower-roman", "upper-roman") and 0 < number < 4000:
        roman = "".join(
            _ROMAN_DIGITS[digit].translate(_ROMAN_PLACES[place])
            for place, digit in zip(range(3, -1, -1), map(int, f"{number:04}"), strict=True)
        )
        return roman if shape == "upper-roman" else roman.lower()
    if shape in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin") and number > 0:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("a") + letter) + letters
        return letters.upper() if shape.startswith("upper") else letters
    return f"{number:02}" if shape == "decimal-leading-zero" else str(number)
