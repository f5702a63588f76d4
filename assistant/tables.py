"""Tables as they come out of converters: heads over several rows, cells that were merged or empty and got lost, rows cut in two.

A converter drops what spans: a merged cell stands only in its first row, an empty cell disappears, and sometimes cuts
its row into two lines. Cells are put back under their columns where that is certain; a row that stays short keeps
the cells it has, and whoever reads it knows by their number that it could not be aligned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from assistant.text import fold, plain

Line = tuple[int, int, str]  # start, end, words

_SEPARATOR = re.compile(r"^\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?$")
_HEAD = re.compile(r"^(?:s?tt|noi dung|chi tieu|ten|nhiem vu|don vi|dvt|muc tieu)\b")
_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{0,3}))"
_ORDER = re.compile(rf"^(?=\S)(?:{_ROMAN}(?:\.\d+)*|[A-ZĐ]|\d{{1,3}}(?:\.\d{{1,3}})*|[a-zđ]|[-–+])[.)]?$")
_VALUE = re.compile(r"^[≥≤><~]?\s*-?\d[\d.,]*\s*(?:%|[-–]\s*\d[\d.,]*\s*%?)?$|^[-–…]$")
_INDEX = re.compile(r"^(?:\d{1,2}|[A-Z])$")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_INCLUDING = re.compile(r"^trong do\b")
_LONGEST_TITLE = 300
# How readily a head stands over one column alone: those that name a row before those that name a year.
_LEAFY = (
    (4, re.compile(r"^(?:s?tt|so tt|noi dung|chi tieu|ten|danh muc|nhiem vu|don vi|dvt|ghi chu|muc tieu|chu tri|phoi hop)\b")),
    (3, re.compile(r"^nam (?:19|20)\d{2}$|^(?:19|20)\d{2}$")),
    (1, re.compile(r"^(?!.*(?:giai doan|du kien|thoi ky|-)).*(?:19|20)\d{2}")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: `cells` stand under `columns` one by one where their numbers are equal. `headings` are the rows it belongs to."""

    start: int
    end: int
    kind: Literal["head", "group", "row"]
    cells: tuple[str, ...]
    columns: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def table_cells(line: str) -> list[str]:
    """The cells of a Markdown table row, without emphasis."""
    return [plain(cell) for cell in line.strip().strip("|").split("|")]


def is_table_head(cells: Sequence[str]) -> bool:
    """Whether cells are the heads of columns: the first one is called TT, Nội dung, Chỉ tiêu and the like."""
    return len(cells) > 2 and bool(_HEAD.match(fold(cells[0])))


def is_value(cell: str) -> bool:
    """Whether a cell holds a number, a range, a share or a dash in the place of one."""
    return _VALUE.match(cell) is not None


def read_table(lines: Sequence[Line]) -> list[TableRow]:
    """The rows of a table, heads first; a new head starts the columns anew."""
    rows: list[TableRow] = []
    part: list[Line] = []
    head: list[Line] = []
    open_head = True
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if _SEPARATOR.match(line[2]):
            continue
        starts = _opens_head(line[2]) or (following is not None and bool(_SEPARATOR.match(following[2])))
        if starts and part:
            rows += _read_part(head, part)
            head, part = [], []
        open_head = starts or (open_head and bool(head) and not part and _belongs_to_head(line[2]))
        (head if open_head else part).append(line)
    return rows + _read_part(head, part)


def _opens_head(line: str) -> bool:
    return is_table_head(table_cells(line))


def _belongs_to_head(line: str) -> bool:
    names_columns = _is_bold(line) and not _ORDER.match(table_cells(line)[0])
    return names_columns or _is_index(table_cells(line))


def _is_bold(line: str) -> bool:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|") if cell.strip()]
    return bool(cells) and all(cell.startswith("**") for cell in cells)


def _is_index(cells: Sequence[str]) -> bool:
    """A row that numbers the columns: 1, 2, 3 or A, B, 1, 2."""
    numbers = [int(cell) for cell in cells if cell.isdigit()]
    follow_on = all(second - first == 1 for first, second in pairwise(numbers))
    return len(numbers) > 1 and follow_on and all(_INDEX.match(cell) for cell in cells)


def _read_part(head: Sequence[Line], body: Sequence[Line]) -> list[TableRow]:
    heads = [table_cells(words) for _, _, words in head]
    rows = [(start, end, table_cells(words)) for start, end, words in body]
    numbered = [cells for cells in heads if _is_index(cells)]
    named = [cells for cells in heads if not _is_index(cells)]
    widest = max((len(cells) for _, _, cells in rows), default=0)
    width = len(numbered[0]) if numbered else max(widest, len(named[0]) if named else 0)
    columns = _merge_heads(named, width)
    has_order = bool(columns and re.match(r"s?tt|so tt", fold(columns[0]))) or _mostly_orders(rows)
    bold = {start for start, _, words in body if _is_bold(words)}
    result = [TableRow(start, end, "head", tuple(table_cells(words))) for start, end, words in head]
    above: list[tuple[int, str]] = []
    for start, end, cells in _join_cut(rows, width):
        ordered = bool(_ORDER.match(cells[0])) and len(cells) > 1
        level = _level(cells, ordered=ordered)
        headings = tuple(title for rank, title in above if rank < level)
        title = _title(cells, ordered=ordered)
        if title and not _INCLUDING.match(fold(title)):
            above = [item for item in above if item[0] < level]
            above.append((level, title))
        group = _is_group(cells, width, bold=start in bold)
        aligned = tuple(cells) if group else _align(cells, width, has_order=has_order)
        result.append(TableRow(start, end, "group" if group else "row", aligned, columns, headings))
    return result


def _mostly_orders(rows: Sequence[tuple[int, int, list[str]]]) -> bool:
    return sum(bool(_ORDER.match(cells[0])) for _, _, cells in rows) * 2 > len(rows)


def _is_group(cells: Sequence[str], width: int, *, bold: bool) -> bool:
    """A row that names the rows below it: a mark and a title, or a title alone."""
    filled = [cell for cell in cells if cell]
    if width < 3 or len(filled) > 2 or any(map(is_value, cells[1:])):
        return False
    return bold or len(cells) < width or bool(re.match(rf"^(?:[A-Z]|{_ROMAN})[.)]?$", cells[0] or "-"))


def _level(cells: Sequence[str], *, ordered: bool) -> int:
    """How deep a row stands: A, I, 1, 1.1, a, a dash, a plus sign, then rows without any mark."""
    mark = cells[0].rstrip(".)") if ordered else cells[0][:1]
    if ordered and mark not in "-–+":
        if mark.isdigit() or "." in mark:
            return 3 + mark.count(".")
        if re.fullmatch(_ROMAN, mark.split(".")[0]):
            return 1
        return 0 if mark.isupper() else 7
    return {"-": 8, "–": 8, "+": 9}.get(mark, 10)


def _title(cells: Sequence[str], *, ordered: bool) -> str:
    """What a row is called: its mark and the first cell of words."""
    named = [cell for cell in cells if cell and not is_value(cell)]
    words = " ".join(named[:2] if ordered and named[:1] == [cells[0]] else named[:1])
    if ordered and cells[0] not in words:
        words = f"{cells[0]} {words}"
    return words if len(words) <= _LONGEST_TITLE else ""


def _join_cut(rows: Sequence[tuple[int, int, list[str]]], width: int) -> list[tuple[int, int, list[str]]]:
    """Rows of which an empty cell made two lines become one again, the empty cells put where the cut was."""
    joined: list[tuple[int, int, list[str]]] = []
    for start, end, cells in rows:
        before = joined[-1][2] if joined else []
        only_values = all(is_value(cell) for cell in cells)
        named = any(cell and not is_value(cell) for cell in before)
        if only_values and named and len(before) > 0 and len(before) + len(cells) <= width:
            if len(before) + len(cells) == width - 1:
                cells = ["", *cells]
            joined[-1] = (joined[-1][0], end, before + cells)
        else:
            joined.append((start, end, list(cells)))
    return joined


def _align(cells: Sequence[str], width: int, *, has_order: bool) -> tuple[str, ...]:
    """The cells under their columns where that is certain: a lost number, or cells that an upper row spans."""
    missing = width - len(cells)
    without_order = has_order and not _ORDER.match(cells[0])
    if missing == 1 and without_order:
        return ("", *cells)
    if missing > 0 and not any(is_value(cell) for cell in cells[1:]):
        return ("",) * missing + tuple(cells)  # words alone: what is missing stands in the row above
    return tuple(cells)


def _merge_heads(heads: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """One head for each column; none where it is not certain which head spans which columns."""
    if not heads:
        return ()
    columns = list(heads[0])
    for below in heads[1:]:
        columns = (
            _spread(columns, list(below), width)
            if len(columns) < width or len(below) == len(columns)
            else columns
        )
    return tuple(columns)


def _spread(above: list[str], below: list[str], width: int) -> list[str]:
    if below and not below[0] and len(below) > len(above):  # the first columns have one head each
        return above[:1] + _spread(above[1:], below[1:], width - 1)
    if len(below) == len(above):  # the lower row names its empty places
        return [f"{a} / {b}" if a and b and a != b else a or b for a, b in zip(above, below, strict=True)]
    alone = width - len(below)
    spanning = len(above) - alone
    if spanning < 1 or alone < 0:
        return above
    ranked = sorted(range(len(above)), key=lambda n: (-_leafiness(above[n]), n))
    if 0 < alone < len(above) and _leafiness(above[ranked[alone - 1]]) == _leafiness(above[ranked[alone]]):
        return (
            above
            if spanning > 1 or ranked[alone:] != [len(above) - 1]
            else _fill(above, {len(above) - 1: below})
        )
    wide = sorted(ranked[alone:])
    runs = _runs(below, len(wide))
    return _fill(above, dict(zip(wide, runs, strict=True))) if runs else above


def _fill(above: Sequence[str], below: dict[int, list[str]]) -> list[str]:
    merged: list[str] = []
    for number, head in enumerate(above):
        merged += [f"{head} / {sub}" for sub in below[number]] if number in below else [head]
    return merged


def _leafiness(head: str) -> int:
    folded = fold(head)
    return next((rank for rank, pattern in _LEAFY if pattern.search(folded)), 0)


def _runs(below: list[str], count: int) -> list[list[str]]:
    """The lower heads, shared out: all to one, by years and other words where that gives the number, else in equal parts."""
    if count == 1:
        return [below]
    runs = [list(group) for _, group in groupby(below, key=lambda head: bool(_YEAR.search(head)))]
    if len(runs) == count:
        return runs
    if len(below) % count == 0:
        size = len(below) // count
        return [below[n : n + size] for n in range(0, len(below), size)]
    return []
