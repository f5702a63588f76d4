"""Tables as they come out of converters: heads over several rows, cells that were merged or empty and got lost, rows cut in two.

A converter drops what spans: a merged cell stands only in its first row, an empty cell disappears, and sometimes cuts
its row into two lines. Cells are put back under their columns where that is certain, and what spans a row stands in it
again; a row that stays short keeps the cells it has, and whoever reads it knows by their number that it could not be aligned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from assistant.language.marks import ROMAN, is_order
from assistant.language.text import fold, plain

Line = tuple[int, int, str]  # start, end, words

_SEPARATOR = re.compile(r"^\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?$")
_HEAD = re.compile(r"^(?:s?tt|noi dung|chi tieu|ten|nhiem vu|don vi|dvt|muc tieu)\b")
_FIGURE = r"\d[\d.,\u00a0]*(?:\s\d{3}(?!\d))*"
_BOUND = r"(?:(?:[≥≤><~]=?|trên|dưới|hơn|gần|khoảng|ít nhất|tối thiểu|tối đa|không quá|đạt|từ)\s*)*"
_VALUE = re.compile(
    rf"^{_BOUND}-?{_FIGURE}\s*[%‰]?(?:\s*(?:[-–÷~]|đến)\s*{_FIGURE}\s*[%‰]?)?(?:\s+trở (?:lên|xuống))?$|^[-–…]$",
    re.IGNORECASE,
)
_INDEX = re.compile(r"^\(?(?:\d{1,2}|[A-Z])\)?(?:\s*=.*)?$")  # "4=3/2" says how the column is reckoned
_COLUMN_NUMBER = re.compile(r"\(?(\d+)\)?(?=\s*(?:=|$))")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_HEAD_OF_YEAR = re.compile(
    r"^(?:[a-z]+ ){0,4}(?:19|20)\d{2}(?:\s*[-–]\s*(?:19|20)\d{2})?$"
)  # of a second row of heads
_ESTIMATE = re.compile(r"\b(?:thuc hien|uoc|uth)\b")
_INCLUDING = re.compile(r"^trong do\b")
_LONGEST_TITLE = 300
# How readily a head stands over one column alone: those that name a row before those that name a year.
_LEAFY = (
    (4, re.compile(r"^(?:s?tt|so tt|noi dung|chi tieu|ten|danh muc|nhiem vu|don vi|dvt|ghi chu|muc tieu|chu tri|phoi hop)\b")),
    (3, re.compile(r"^nam (?:19|20)\d{2}$|^(?:19|20)\d{2}$")),
    (1, re.compile(r"^(?!.*(?:giai doan|thoi ky|nam ke hoach|-)).*(?:19|20)\d{2}")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: `cells` stand under `columns` one by one where their numbers are equal, those that span it among them.

    `headings` are the rows that it belongs to, and what the cells that span it say.
    """

    start: int
    end: int
    kind: Literal["head", "group", "row"]
    cells: tuple[str, ...]
    columns: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def table_cells(line: str) -> list[str]:
    """The cells of a Markdown table row, without emphasis."""
    return [plain(cell) for cell in line.strip().strip("|").split("|")]


def row_in_words(cells: Sequence[str], columns: Sequence[str]) -> str:
    """What a row says, each cell behind its column's head: "Nhiệm vụ: Sửa cầu; Thời hạn: quý II/2027"; without its number."""
    heads = columns if len(columns) == len(cells) else ("",) * len(cells)
    said = [
        f"{head}: {cell}" if head else cell
        for number, (head, cell) in enumerate(zip(heads, (cell.rstrip(" .;") for cell in cells), strict=True))
        if cell.strip("-–…") and not (number == 0 and is_order(cell))
    ]
    return "; ".join(said) or " ".join(filter(None, cells))


def piece_in_words(row: str, start: int, end: int, columns: Sequence[str]) -> str:
    """What the characters `start` to `end` of a row say, as `row_in_words` does, where it is too long to be said at once."""
    piece, before = row[start:end].strip(), row[:start].count("|")
    cells = table_cells(piece)
    first = before if piece.startswith("|") else max(0, before - 1)
    first += max(0, len(columns) - len(table_cells(row)))  # the cells that span it stand in the row above
    return row_in_words(cells, columns[first : first + len(cells)])


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
        open_head = starts or (
            open_head and bool(head) and not part and _belongs_to_head(line[2], head[-1][2])
        )
        (head if open_head else part).append(line)
    return rows + _read_part(head, part)


def _opens_head(line: str) -> bool:
    return is_table_head(table_cells(line))


def _belongs_to_head(line: str, above: str) -> bool:
    """Whether a row below a head goes on with it: further bold names, or the numbers of the columns, which are its last row."""
    cells = table_cells(line)
    filled = [cell for cell in cells if cell]
    of_years = not cells[0] and len(filled) > 1 and all(_HEAD_OF_YEAR.match(fold(cell)) for cell in filled)
    names_columns = (
        (_is_bold(line) or of_years)
        and not is_order(cells[0])
        and not any(is_value(c) and not _YEAR.match(c) for c in cells)
    )
    return _is_index(cells) or (names_columns and not _is_index(table_cells(above)))


def _is_bold(line: str) -> bool:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|") if cell.strip()]
    return bool(cells) and all(cell.startswith("**") for cell in cells)


def _is_index(cells: Sequence[str]) -> bool:
    """A row that numbers the columns: 1, 2, 3 or (1), (2) or A, B, 1, 2."""
    numbers = [int(match[1]) for cell in cells if (match := _COLUMN_NUMBER.match(cell))]
    follow_on = all(second - first == 1 for first, second in pairwise(numbers))
    return len(numbers) > 1 and follow_on and all(_INDEX.match(cell) for cell in cells)


def _read_part(head: Sequence[Line], body: Sequence[Line]) -> list[TableRow]:
    heads = [table_cells(words) for _, _, words in head]
    rows = _without_next_heads([(start, end, table_cells(words)) for start, end, words in body])
    numbered = [cells for cells in heads if _is_index(cells)]
    titles = [cells for cells in heads if not _is_index(cells)]
    # What stands over all columns ("Đơn vị tính: ha") is the head of none.
    named = [cells for cells in titles if len(list(filter(None, cells))) > 1] or titles
    width = _width(named, numbered, [len(cells) for _, _, cells in rows])
    columns = _merge_heads(named, width)
    has_order = bool(columns and re.match(r"s?tt|so tt", fold(columns[0]))) or _mostly_orders(rows)
    bold = {start for start, _, words in body if _is_bold(words)}
    result = [TableRow(start, end, "head", tuple(table_cells(words))) for start, end, words in head]
    words = _columns_of_words([cells for _, _, cells in rows], width)
    above: list[tuple[int, str]] = []
    spanning: tuple[str, ...] = ()
    for start, end, cells in _join_cut(rows, width, has_order=has_order):
        ordered = is_order(cells[0]) and len(cells) > 1
        level = _level(cells, ordered=ordered)
        headings = tuple(title for rank, title in above if rank < level)
        title = _title(cells, ordered=ordered)
        if title and not _INCLUDING.match(fold(title)):
            above = [item for item in above if item[0] < level]
            above.append((level, title))
        group = _is_group(cells, width, bold=start in bold)
        if group:
            result.append(TableRow(start, end, "group", tuple(cells), columns, headings))
            spanning = ()  # what a title separates does not go on below it
            continue
        aligned = _align(cells, width, words, has_order=has_order)
        spanned = _spanned(aligned, spanning) if len(aligned) == width else aligned
        titles_above = " ".join(headings)
        headings += tuple(
            cell for cell, own in zip(spanned, aligned, strict=True)
            if cell != own and cell not in titles_above and len(cell) <= _LONGEST_TITLE
        )  # fmt: skip
        result.append(TableRow(start, end, "row", spanned, columns, headings))
        spanning = spanned if len(spanned) == width else ()
    return result


def _without_next_heads(rows: Sequence[tuple[int, int, list[str]]]) -> list[tuple[int, int, list[str]]]:
    """The rows without the title and the heads of a further table that a converter glued to the end of one."""
    usual = Counter(len(cells) for _, _, cells in rows).most_common(1)[0][0] if rows else 0

    def own(cells: list[str]) -> list[str]:
        glued = any(is_table_head(cells[n:]) for n in range(usual, len(cells) - 2))
        return cells[:usual] if glued else cells

    return [(start, end, own(cells)) for start, end, cells in rows]


def _width(named: Sequence[Sequence[str]], numbered: Sequence[Sequence[str]], lengths: Sequence[int]) -> int:
    """How many columns a table has: as its numbered row or its one head says where rows agree, else as its rows have."""
    counts = Counter(lengths)
    said = [len(cells) for cells in numbered] + [len(cells) for cells in named if len(named) == 1]
    if agreed := [length for length in said if counts[length] * 3 > len(lengths)]:
        return agreed[0]
    # A length that one row alone has, or few of many, is that of damaged rows.
    least = max(2, len(lengths) / 8) if len(lengths) > 2 else 1
    widest = max((length for length, count in counts.items() if count >= least), default=0)
    return max([widest, *map(len, named)])


def _mostly_orders(rows: Sequence[tuple[int, int, list[str]]]) -> bool:
    return sum(is_order(cells[0]) for _, _, cells in rows) * 2 > len(rows)


def _is_group(cells: Sequence[str], width: int, *, bold: bool) -> bool:
    """A row that names the rows below it: a mark and a title, or a title alone."""
    filled = [cell for cell in cells if cell]
    if width < 3 or len(filled) > 2 or any(map(is_value, cells[1:])):
        return False
    if len(filled) == 2 and not is_order(filled[0]) and not bold:
        return False  # the rest of a row that cells of the row above span
    return bold or len(cells) < width or bool(re.match(rf"^(?:[A-Z]|{ROMAN})[.)]?$", cells[0] or "-"))


def _level(cells: Sequence[str], *, ordered: bool) -> int:
    """How deep a row stands: A, I, 1, 1.1, a, a dash, a plus sign, then rows without any mark."""
    mark = cells[0].rstrip(".)") if ordered else next((cell[0] for cell in cells if cell), "")
    if ordered and mark not in "-–+":
        if mark[0].isdigit():
            return 3 + mark.count(".")
        if re.fullmatch(ROMAN, mark.split(".")[0]):
            return 2 if "." in mark else 1
        return 0 if mark.isupper() else 7
    return {"-": 8, "–": 8, "+": 9}.get(mark, 10)


def _title(cells: Sequence[str], *, ordered: bool) -> str:
    """What a row is called: its mark and the first cell of words."""
    named = [cell for cell in cells if cell and not is_value(cell)]
    words = " ".join(named[:2] if ordered and named[:1] == [cells[0]] else named[:1])
    if ordered and cells[0] not in words:
        words = f"{cells[0]} {words}"
    return words if len(words) <= _LONGEST_TITLE else ""


def _join_cut(
    rows: Sequence[tuple[int, int, list[str]]], width: int, *, has_order: bool
) -> list[tuple[int, int, list[str]]]:
    """Rows of which empty cells made several lines become one again, an empty cell at each cut where that fills the row."""
    pieces: list[tuple[int, int, list[list[str]]]] = []
    for start, end, cells in rows:
        before = [cell for piece in pieces[-1][2] for cell in piece] if pieces else []
        named = any(cell and not is_value(cell) for cell in before)
        if named and len(before) + len(cells) < width and all(map(is_value, cells)):
            pieces[-1] = (pieces[-1][0], end, [*pieces[-1][2], list(cells)])
        else:
            pieces.append((start, end, [list(cells)]))
    return [(start, end, _filled(parts, width, has_order=has_order)) for start, end, parts in pieces]


def _filled(parts: Sequence[Sequence[str]], width: int, *, has_order: bool) -> list[str]:
    """The cells of a cut row; with as many empty ones as there are cuts, or none where that does not make it whole."""
    cells = [cell for part in parts for cell in part]
    if len(parts) == 1:
        return cells
    order = [""] if has_order and not is_order(cells[0]) else []
    whole = [*order, *parts[0]]
    for part in parts[1:]:
        whole += ["", *part]
    return whole if len(whole) == width else cells


def _columns_of_words(rows: Sequence[Sequence[str]], width: int) -> tuple[bool | None, ...]:
    """For each column whether its cells in whole rows are words, not values; None where that is open."""
    whole = [cells for cells in rows if len(cells) == width]
    told: list[bool | None] = []
    for number in range(width):
        kinds = [is_value(cells[number]) for cells in whole if cells[number]]
        told.append(not kinds[0] if len(kinds) > 1 and len(set(kinds)) == 1 else None)
    return tuple(told)


def _align(
    cells: Sequence[str], width: int, words: Sequence[bool | None], *, has_order: bool
) -> tuple[str, ...]:
    """The cells under their columns where that is certain: a lost number, or cells that an upper row spans."""
    missing = width - len(cells)
    without_order = has_order and not is_order(cells[0])
    if missing == 1 and without_order:
        return ("", *cells)
    if missing <= 0 or (has_order and not without_order):
        return tuple(cells)
    of_words = [not is_value(cell) for cell in cells]
    under = words[missing:]
    fits = all(
        not cell or column in (None, own) for cell, own, column in zip(cells, of_words, under, strict=True)
    )
    if all(of_words[1:]) or (missing < len(cells) and fits and None not in under and words[0]):
        return ("",) * missing + tuple(cells)  # what is missing stands in the row above
    return tuple(cells)


def _spanned(cells: tuple[str, ...], above: Sequence[str]) -> tuple[str, ...]:
    """The cells of a row with those of the row above in the place of its first empty ones, where these are words."""
    first = next((n for n, cell in enumerate(cells) if cell), 0)
    if not above:
        return cells
    kept = [cell if cell and not is_order(cell) and not is_value(cell) else "" for cell in above[:first]]
    return (*kept, *cells[first:])


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
    if len(below) == len(above) == width:  # the lower row names its empty places
        return [f"{a} / {b}" if a and b and a != b else a or b for a, b in zip(above, below, strict=True)]
    alone = width - len(below)
    spanning = len(above) - alone
    if spanning < 1 or alone < 0 or len(above) == width:
        return above
    leafiness = _leafiness(above)
    ranked = sorted(range(len(above)), key=lambda n: (-leafiness[n], n))
    if 0 < alone < len(above) and leafiness[ranked[alone - 1]] == leafiness[ranked[alone]]:
        estimated = _estimated(above, below) if spanning == 1 else None
        if estimated is None:
            return above
        ranked = [n for n in ranked if n != estimated] + [estimated]
    wide = sorted(ranked[alone:])
    runs = _runs(below, len(wide))
    return _fill(above, dict(zip(wide, runs, strict=True))) if runs else above


def _estimated(above: Sequence[str], below: Sequence[str]) -> int | None:
    """The head over a plan and its estimate: that of the first year, since only the running year has an estimate."""
    years = {n: min(found) for n, head in enumerate(above) if (found := _YEAR.findall(head))}
    if not years or not any(_ESTIMATE.search(fold(head)) for head in below):
        return None
    return min(years, key=lambda n: years[n])


def _fill(above: Sequence[str], below: dict[int, list[str]]) -> list[str]:
    merged: list[str] = []
    for number, head in enumerate(above):
        merged += [f"{head} / {sub}" for sub in below[number]] if number in below else [head]
    return merged


def _leafiness(heads: Sequence[str]) -> list[int]:
    """How readily each head stands over one column alone: those before the first year name the row."""
    first_year = next((n for n, head in enumerate(heads) if _YEAR.search(head)), 0)
    ranks = [next((rank for rank, pattern in _LEAFY if pattern.search(fold(head))), 0) for head in heads]
    return [4 if n < first_year else rank for n, rank in enumerate(ranks)]


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
