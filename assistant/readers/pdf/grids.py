"""Ruled tables: the grid that rules make, its merged cells, and the text in each."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .lines import cell_lines, room_in
from .shapes import Glyph, Rule

_TOUCH = 2.5  # points: rules as near as this meet
_JOIN = 3.5  # points: pieces of a rule as near as this are one
_COVERED = 0.6  # share of a cell's edge that a rule must cover
_LOW_FRAME = 60.0  # points: a lone cell is at most as high
_MOST_CELLS = 40_000  # of a grid; hatchings and charts have more


@dataclass(slots=True)
class GridCell:
    """A cell of a table: its place in rows and columns, and its text."""

    row: int
    rows: int
    column: int
    columns: int
    text: str
    bold: bool = False
    room: float = 0.0  # points: how wide a line of its words may be
    first_word: float = 0.0  # points: the width of its first word, and that of its last line
    last_line: float = 0.0
    size: float = 0.0  # of its letters


@dataclass(slots=True)
class Grid:
    """A table on one page. `edges` are the places of its columns, `tops` those of its rows."""

    cells: list[GridCell]
    edges: list[float]
    tops: list[float]
    used: set[int]  # ids of the glyphs inside

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.edges[0]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.tops[0]


def grids_of(rules: Sequence[Rule], glyphs: Sequence[Glyph], height: float) -> list[Grid]:
    """The ruled tables of a page, from the top down, those side by side from left to right."""
    across = _joined([r for r in rules if r.across])
    down = _joined([r for r in rules if not r.across])
    found = []
    for group in _connected(across, down):
        grid = _grid([r for r in group if r.across], [r for r in group if not r.across], glyphs, height)
        if grid is not None:
            found.append(grid)
    found.sort(key=lambda g: (g.top, g.left))
    return found


def _joined(rules: list[Rule]) -> list[Rule]:
    """Rules of one height (or distance) in one piece where their pieces touch."""
    places: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.place):
        if places and rule.place - places[-1][0].place <= 1.6:
            places[-1].append(rule)
        else:
            places.append([rule])
    joined = []
    for group in places:
        place = sum(r.place for r in group) / len(group)
        start, end = None, 0.0
        for rule in sorted(group, key=lambda r: r.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start - end <= _JOIN:
                end = max(end, rule.end)
            else:
                joined.append(Rule(rule.across, place, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            joined.append(Rule(group[0].across, place, start, end))
    return [r for r in joined if r.end - r.start > 5]


def _connected(across: list[Rule], down: list[Rule]) -> list[list[Rule]]:
    rules = [*across, *down]
    parent = list(range(len(rules)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for n, rule in enumerate(across):
        for m, other in enumerate(down, len(across)):
            if (
                other.start - _TOUCH <= rule.place <= other.end + _TOUCH
                and rule.start - _TOUCH <= other.place <= rule.end + _TOUCH
            ):
                parent[root(n)] = root(m)
    groups: defaultdict[int, list[Rule]] = defaultdict(list)
    for n, rule in enumerate(rules):
        groups[root(n)].append(rule)
    return list(groups.values())


def _places(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 3:
            kept.append(value)
    return kept


def _grid(across: list[Rule], down: list[Rule], glyphs: Sequence[Glyph], height: float) -> Grid | None:
    if len(across) < 2 or not down:
        return None
    tops = _places([r.place for r in across] + [e for r in down for e in (r.start, r.end)])
    edges = _places([r.place for r in down] + [e for r in across for e in (r.start, r.end)])
    rows, columns = len(tops) - 1, len(edges) - 1
    if rows < 1 or columns < 1 or rows * columns > _MOST_CELLS:
        return None
    homes = _merged(across, down, tops, edges)
    inside: defaultdict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        x, y = _middle(glyph, height)
        row, column = bisect_right(tops, y) - 1, bisect_right(edges, x) - 1
        if 0 <= row < rows and 0 <= column < columns:
            inside[homes[row * columns + column]].append(glyph)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for n, home in enumerate(homes):
        members[home].append(n)
    filled = sum(any(not g.text.isspace() for g in inside[home]) for home in members)
    if not filled:
        return None
    if len(members) == 1 and (len(down) < 2 or tops[-1] - tops[0] > _LOW_FRAME):
        return None  # a frame around text, or around the page
    cells = []
    for places in sorted(members.values()):
        cells.append(_cell(places, columns, inside[homes[places[0]]], edges))
    return Grid(cells, edges, tops, {id(g) for group in inside.values() for g in group})


def _cell(places: Sequence[int], columns: int, glyphs: Sequence[Glyph], edges: Sequence[float]) -> GridCell:
    """The cell that covers these elementary cells, numbered from left to right and from the top down."""
    rows, covered = [n // columns for n in places], [n % columns for n in places]
    width = edges[max(covered) + 1] - edges[min(covered)]
    cell = GridCell(
        min(rows),
        max(rows) - min(rows) + 1,
        min(covered),
        max(covered) - min(covered) + 1,
        "",
        room=room_in(width),
    )
    written = [g for g in glyphs if not g.text.isspace()]
    if not written:
        return cell
    cell.bold = sum(g.bold for g in written) * 2 > len(written)
    cell.text, lines = cell_lines(glyphs, width)
    if lines:
        left, right, _ = lines[0].segments[0].words[0]
        cell.first_word, cell.last_line = right - left, lines[-1].right - lines[-1].left
        cell.size = lines[-1].size
    return cell


def _middle(glyph: Glyph, height: float) -> tuple[float, float]:
    """Where a glyph's body is, in the page's frame."""
    along, body = (glyph.left + glyph.right) / 2, glyph.base - 0.3 * glyph.size
    if glyph.turn == 1:
        return glyph.base - 0.3 * glyph.size, -along
    if glyph.turn == 2:
        return -along, -body
    if glyph.turn == 3:
        return -body, along
    return along, body


def _merged(across: list[Rule], down: list[Rule], tops: list[float], edges: list[float]) -> list[int]:
    """For each elementary cell the number of the merged cell that it is part of."""
    rows, columns = len(tops) - 1, len(edges) - 1
    parent = list(range(rows * columns))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    walls, floors = _covering(down, edges, tops), _covering(across, tops, edges)
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not walls[column + 1][row]:
                parent[root(here + 1)] = root(here)
            if row + 1 < rows and not floors[row + 1][column]:
                parent[root(here + columns)] = root(here)
    return [root(n) for n in range(rows * columns)]


def _covering(rules: list[Rule], places: list[float], cuts: list[float]) -> list[list[bool]]:
    """For each place and each span between cuts: whether rules there cover it."""
    covered = [[0.0] * (len(cuts) - 1) for _ in places]
    for rule in rules:
        near = min(range(len(places)), key=lambda n: abs(places[n] - rule.place))
        if abs(places[near] - rule.place) > 3.2:
            continue
        for n in range(len(cuts) - 1):
            covered[near][n] += max(0.0, min(rule.end, cuts[n + 1]) - max(rule.start, cuts[n]))
    return [[share >= _COVERED * (cuts[n + 1] - cuts[n]) for n, share in enumerate(row)] for row in covered]
