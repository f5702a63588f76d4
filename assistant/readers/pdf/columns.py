"""Words set side by side without rules: letterheads, signatures and tables whose columns only gaps part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.types.readings import Cell

from .lines import Line, Segment, join_lines
from .words import ALONE, ATTACHMENT, DATED, NATIONAL, NUMBER, RECIPIENTS

_GUTTER = 4.5  # points: what parts recipients and who signed, at least
_LISTED = re.compile(r"[-–+•]\s*\S|.*;")  # one of the recipients
_LEAST_LINES = 3  # of words side by side that make a table


@dataclass(slots=True)
class Zone:
    """Lines that stand side by side: `rows` of cells, and the lines that they are made of."""

    kind: Literal["letterhead", "signature", "row"]
    rows: list[tuple[Cell, ...]]
    lines: list[Line]
    gutter: float = 0.0  # between recipients and who signed

    @property
    def top(self) -> float:
        """Where it begins."""
        return min(line.top for line in self.lines)


def zones_of(lines: Sequence[Line], width: float) -> list[Zone]:
    """The letterheads, signatures and unruled tables among the lines of a page."""
    zones: list[Zone] = []
    taken: set[int] = set()
    for find in (_letterhead, _signature):
        zone = find([line for line in lines if id(line) not in taken], width)
        if zone is not None:
            zones.append(zone)
            taken.update(map(id, zone.lines))
    zones.extend(_unruled([line if id(line) not in taken else None for line in lines]))
    return zones


def _letterhead(lines: Sequence[Line], width: float) -> Zone | None:
    found = next(
        ((n, s) for n, line in enumerate(lines) for s in line.segments if NATIONAL.search(s.text)), None
    )
    if found is None:
        return None
    at, heading = found
    start = _heading_start(heading)
    middle = (start + heading.right) / 2
    if abs(middle - width / 2) < 0.06 * width and len(lines[at].segments) == 1 and start == heading.left:
        return None  # one below the other
    columns: tuple[list[Segment], list[Segment]] = ([], [])
    used: list[Line] = []
    first = at
    while first > 0 and lines[at].base - lines[first - 1].base < 3 * lines[at].size and first > at - 3:
        first -= 1
    last = lines[at].base
    for n, line in enumerate(lines[first:], first):
        sides = _sides(line, start, middle, width)
        if sides is None or ALONE.fullmatch(line.text) or line.base - last > 5 * line.size:
            if n < at:
                columns, used = ([], []), []
                continue
            break
        for column, segments in zip(columns, sides, strict=True):
            column.extend(segments)
        used.append(line)
        last = line.base
    return Zone("letterhead", _letterhead_rows(*columns), used) if used else None


def _heading_start(heading: Segment) -> float:
    """Where the national heading begins; the issuer may stand so near that both are one segment."""
    words = heading.words
    for n in range(len(words)):
        if NATIONAL.match(" ".join(w[2] for w in words[n:])):
            return words[n][0]
    return heading.left


def _sides(
    line: Line, start: float, middle: float, width: float
) -> tuple[list[Segment], list[Segment]] | None:
    """The line's words left and right of where the national heading starts; None: it is not part of a letterhead."""
    left: list[Segment] = []
    right: list[Segment] = []
    for segment in line.segments:
        centred = abs(segment.middle - width / 2) < 0.03 * width and abs(segment.left - start) > 4
        beside = segment.left > start - 12 and segment.middle > width / 2
        if not centred and (beside or abs(segment.middle - middle) < 0.08 * width):
            right.append(segment)
        elif segment.right < start + 6 and segment.middle < 0.45 * width and not centred:
            left.append(segment)
        else:
            parts = _parted(segment, start)
            if parts is None:
                return None
            left.append(parts[0])
            right.append(parts[1])
    return left, right


def _parted(segment: Segment, start: float) -> tuple[Segment, Segment] | None:
    """Part a segment at the widest gap near `start`: number and date, issuer and heading set close together."""
    words = segment.words
    gaps = [(words[n][0] - words[n - 1][1], n) for n in range(1, len(words)) if abs(words[n][0] - start) < 70]
    if not gaps:
        return None
    gap, at = max(gaps)
    text = " ".join(w[2] for w in words)
    if gap < 0.7 * segment.size and not (NATIONAL.search(text) or DATED.search(text)):
        return None
    if not (NATIONAL.search(text) or (NUMBER.match(text) and DATED.search(text))):
        return None
    return _piece(segment, words[:at]), _piece(segment, words[at:])


def _piece(segment: Segment, words: list[tuple[float, float, str]]) -> Segment:
    return Segment(
        " ".join(w[2] for w in words),
        words[0][0],
        words[-1][1],
        segment.base,
        segment.size,
        segment.bold,
        words,
        False,
        segment.confidence,
    )


def _letterhead_rows(left: list[Segment], right: list[Segment]) -> list[tuple[Cell, ...]]:
    """Issuer beside the national heading, and below them the number beside place and date."""
    number = next((n for n, s in enumerate(left) if NUMBER.match(s.text)), None)
    dated = next((n for n, s in enumerate(right) if DATED.search(s.text)), None)
    if number is None or dated is None or (number == 0 and dated == 0):
        return [_cells(left, right)]
    rows = [_cells(left[:number], right[:dated]), _cells(left[number:], right[dated:])]
    return [row for row in rows if any(cell.text for cell in row)]


def _cells(*columns: Sequence[Segment]) -> tuple[Cell, ...]:
    return tuple(Cell(join_lines(s.text for s in column), n) for n, column in enumerate(columns))


def _signature(lines: Sequence[Line], width: float) -> Zone | None:
    at = next(
        (
            n
            for n, line in enumerate(lines)
            if line.left < 0.4 * width and any(RECIPIENTS.match(s.text) for s in line.segments[:1])
        ),
        None,
    )
    if at is None:
        return None
    first = at
    while first > 0:  # the office of who signs may stand a line higher
        above = lines[first - 1]
        if above.left > 0.42 * width and lines[first].base - above.base < 2.4 * above.size:
            first -= 1
        else:
            break
    used: list[Line] = []
    strips = [(0.3 * width, 0.68 * width)]  # where no word stands
    for line in lines[first:]:
        if ATTACHMENT.match(line.text) or ALONE.fullmatch(line.text):
            break
        free = strips
        for segment in line.segments:
            for word_left, word_right, _ in segment.words:
                free = [
                    piece
                    for a, b in free
                    for piece in ((a, min(b, word_left)), (max(a, word_right), b))
                    if piece[1] - piece[0] > _GUTTER
                ]
        if not free:
            break
        strips = free
        used.append(line)
    if not used:
        return None
    start, end = max(strips, key=lambda s: s[1] - s[0])
    gutter = (start + end) / 2
    left, right = _beside(used, gutter)
    cells = _cells(left, right) if right else _cells(left)
    return Zone("signature", [cells], used, gutter)


def rest_of_signature(zone: Zone, lines: Sequence[Line]) -> int:
    """How many lines at the top of a page go on with recipients and who signed at the foot of the one before."""
    start = min(line.left for line in zone.lines)
    count = 0
    for line in lines:
        if ATTACHMENT.match(line.text) or not _parts_at(line, zone.gutter):
            break
        near = count > 0 and line.base - lines[count - 1].base < 1.6 * line.size
        listed = _LISTED.match(line.text) is not None or line.text[:1].islower()
        if not (listed or line.left > zone.gutter or (near and abs(line.left - start) < 3)):
            break
        count += 1
    return count


def _parts_at(line: Line, gutter: float) -> bool:
    """Whether the words of a line stand left and right of the gutter."""
    words = [word for segment in line.segments for word in segment.words]
    end = max((right for left, right, _ in words if left < gutter), default=0.0)
    start = min((left for left, _, _ in words if left >= gutter), default=end + 2 * _GUTTER)
    return end <= gutter and start - end > _GUTTER


def with_rest(cells: tuple[Cell, ...], lines: Sequence[Line], gutter: float) -> tuple[Cell, ...]:
    """Recipients and who signed with the lines of the next page."""
    texts = [cell.text for cell in cells] + [""] * (2 - len(cells))
    for n, column in enumerate(_beside(lines, gutter)):
        texts[n] = join_lines(filter(None, [texts[n], *(s.text for s in column)]))
    return tuple(Cell(text, n) for n, text in enumerate(texts) if text or n == 0)


def _beside(lines: Sequence[Line], gutter: float) -> tuple[list[Segment], list[Segment]]:
    """What stands left and right of the gutter."""
    left: list[Segment] = []
    right: list[Segment] = []
    for line in lines:
        for segment in line.segments:
            for words, column in (
                ([w for w in segment.words if w[1] <= gutter], left),
                ([w for w in segment.words if w[1] > gutter], right),
            ):
                if words:
                    column.append(_piece(segment, words))
    return left, right


def _unruled(lines: Sequence[Line | None]) -> list[Zone]:
    zones: list[Zone] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and _goes_on(run, line):
            run.append(line)
            continue
        while run and len(run[-1].segments) == 1:
            run.pop()
        if sum(len(r.segments) > 1 for r in run) >= _LEAST_LINES:
            zone = _table(run)
            if zone is not None:
                zones.append(zone)
        run = [line] if line is not None and len(line.segments) > 1 else []
    return zones


def _goes_on(run: list[Line], line: Line) -> bool:
    if not run:
        return False
    if line.base - run[-1].base > 3 * line.size:
        return False
    if len(line.segments) > 1:
        return True
    columns = _columns(run)
    inside = [c for c in columns if c[0] - 3 <= line.left and line.right <= c[1] + 3]
    return len(columns) > 1 and bool(inside)


def _columns(run: Sequence[Line]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in sorted((s.left, s.right) for line in run for s in line.segments):
        if merged and left < merged[-1][1] + 2:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _table(run: list[Line]) -> Zone | None:
    """Rows of an unruled table: a line with words in the first column, or in all, begins a row."""
    columns = _columns(run)
    if len(columns) < 2:
        return None
    rows: list[list[list[str]]] = []
    for line in run:
        filled: dict[int, str] = {}
        for segment in line.segments:
            column = next(n for n, c in enumerate(columns) if c[0] - 1 <= segment.middle <= c[1] + 1)
            filled[column] = (filled[column] + " " if column in filled else "") + segment.text
        if not rows or 0 in filled or len(filled) == len(columns):
            rows.append([[] for _ in columns])
        for column, text in filled.items():
            rows[-1][column].append(text)
    if len(rows) < 2:
        return None
    return Zone(
        "row", [tuple(Cell(join_lines(texts), n) for n, texts in enumerate(row)) for row in rows], run
    )
