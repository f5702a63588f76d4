"""Pages into blocks: running heads out, what stands side by side and tables in rows, the rest in paragraphs over pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.types.readings import Block, Box, Remark

from .columns import Zone, rest_of_signature, with_rest, zones_of
from .grids import Grid
from .lines import MARKER, Line
from .paragraphs import Measures, Paragraph, Paragraphs, is_centred, measure
from .running import running_lines
from .shapes import PageShapes
from .tables import Table, begin, extend, goes_on, rows_of

_NOTE = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}|\*{1,3})\s+\S")
_NARROW_BOX = 0.4  # of the page's width: a lone cell up to this is a box, and above a row
_NOTE_SIZE = 0.9  # of the text's size: a note's is smaller


@dataclass(slots=True)
class PageContent:
    """A page's tables and the lines outside them."""

    shapes: PageShapes
    lines: list[Line]
    grids: list[Grid]

    @property
    def text(self) -> str:
        """Its words."""
        return "\n".join(
            [*(line.text for line in self.lines), *(c.text for g in self.grids for c in g.cells)]
        )


@dataclass(slots=True)
class _Note:
    paragraph: Paragraph


@dataclass(slots=True)
class _Ready:
    block: Block


_Draft = Paragraph | Table | _Note | _Ready


class Layout:
    """Takes pages in order and gives the blocks of the whole."""

    def __init__(self, pages: Sequence[PageContent]) -> None:
        self.pages = pages
        self.drafts: list[_Draft] = []
        self.titles: set[int] = set()  # ids of paragraphs that are titles
        self.remarks: list[Remark] = []
        self.paragraphs = Paragraphs()
        self.table: Table | None = None  # at the foot of what was read so far
        self.signed: Zone | None = None  # the same of who signed
        self.count = 0
        self.in_title = False

    def read(self) -> list[Block]:
        """The blocks in reading order."""
        running = running_lines([(p.shapes.height, p.lines) for p in self.pages])
        bodies = [
            [line for line in page.lines if line not in out]
            for page, out in zip(self.pages, running, strict=True)
        ]
        size = _text_size(bodies)
        by_width: dict[int, Measures] = {}
        for page in self.pages:
            key = round(page.shapes.width / 20)
            if key not in by_width:
                alike = [
                    line
                    for other, some in zip(self.pages, bodies, strict=True)
                    if round(other.shapes.width / 20) == key
                    for line in some
                ]
                by_width[key] = measure(alike, None, page.shapes.width)
        for page, lines, out in zip(self.pages, bodies, running, strict=True):
            fallback = by_width[round(page.shapes.width / 20)]
            notes = _notes(lines, size, page.shapes.height)
            text = [line for line in lines if line not in notes]
            measures = measure(text, fallback, page.shapes.width)
            for line in out:
                self.drafts.append(
                    _Ready(
                        Block("running_head", line.text, page=page.shapes.number, boxes=(_box(page, line),))
                    )
                )
            self._page(page, text, measures)
            self._notes(page, notes, measures)
        seen = Counter(re.sub(r"\d+", "#", line.text) for out in running for line in out)
        self.remarks.extend(Remark("left_out", detail=text) for text in seen if re.search(r"[^\W\d_]", text))
        return [block for draft in self.drafts for block in self._blocks(draft)]

    def _page(self, page: PageContent, lines: Sequence[Line], measures: Measures) -> None:
        if self.signed is not None and lines:
            lines = self._rest_of_signature(self.signed, page, lines)
        zones = zones_of(lines, page.shapes.width)
        taken = {id(line) for zone in zones for line in zone.lines}
        items: list[tuple[float, float, Line | Grid | Zone]] = [
            *((line.top, line.left, line) for line in lines if id(line) not in taken),
            *((grid.top, grid.left, grid) for grid in page.grids),
            *((zone.top, 0.0, zone) for zone in zones),
        ]
        first = True
        for _, _, item in sorted(
            items, key=lambda i: (round(i[0] / 4) if isinstance(i[2], Grid) else i[0] / 4, i[1])
        ):
            if isinstance(item, Grid):
                self._grid(page, item, first)
            elif isinstance(item, Zone):
                self._zone(page, item)
            else:
                self._line(page, item, measures)
            first = False

    def _rest_of_signature(self, zone: Zone, page: PageContent, lines: Sequence[Line]) -> Sequence[Line]:
        """Take what goes on with who signed at the foot of the page before; returns the other lines."""
        self.signed = None
        count = rest_of_signature(zone, lines)
        last = self.drafts[-1]
        above = [grid for grid in page.grids if grid.top < lines[0].top]
        if not count or above or not isinstance(last, _Ready) or last.block.kind != "signature":
            return lines
        boxes = (*last.block.boxes, *(_box(page, line) for line in lines[:count]))
        last.block = replace(
            last.block, cells=with_rest(last.block.cells, lines[:count], zone.gutter), boxes=boxes
        )
        return lines[count:]

    def _grid(self, page: PageContent, grid: Grid, first: bool) -> None:
        self.paragraphs.close()
        self.in_title, self.signed = False, None
        boxes = [
            page.shapes.box(grid.edges[0], upper, grid.edges[-1], lower)
            for upper, lower in zip(grid.tops, grid.tops[1:], strict=False)
        ]
        number = page.shapes.number
        if len(grid.cells) == 1 and grid.edges[-1] - grid.edges[0] < _NARROW_BOX * page.shapes.width:
            self.drafts.append(_Ready(Block("box", grid.cells[0].text, page=number, boxes=(boxes[0],))))
            return
        rows = rows_of(grid, number, boxes)
        if first and self.table is not None and goes_on(self.table, grid):
            extend(self.table, rows)
        elif rows:
            self.table = begin(self.count, grid, rows)
            self.count += 1
            self.drafts.append(self.table)

    def _zone(self, page: PageContent, zone: Zone) -> None:
        self.paragraphs.close()
        self.table = None
        boxes = tuple(_box(page, line) for line in zone.lines)
        table = None
        if zone.kind == "row":
            table, self.count = self.count, self.count + 1
        for cells in zone.rows:
            block = Block(zone.kind, cells=cells, table=table, page=page.shapes.number, boxes=boxes)
            self.drafts.append(_Ready(block))
        self.in_title = zone.kind == "letterhead"
        self.signed = zone if zone.kind == "signature" else None

    def _line(self, page: PageContent, line: Line, measures: Measures) -> None:
        self.table = self.signed = None
        begun = self.paragraphs.add(line, _box(page, line), measures)
        if begun is None:
            return
        self.drafts.append(begun)
        self.in_title = self.in_title and is_centred(line, measures)
        if self.in_title:
            self.titles.add(id(begun))

    def _notes(self, page: PageContent, notes: Sequence[Line], measures: Measures) -> None:
        open_note: Paragraph | None = None
        for line in notes:
            if open_note is None or _begins_note(line):
                open_note = Paragraph(page.shapes.number, [line], False, [_box(page, line)])
                self.drafts.append(_Note(open_note))
            else:
                open_note.lines.append(line)
                open_note.boxes.append(_box(page, line))

    def _blocks(self, draft: _Draft) -> list[Block]:
        if isinstance(draft, Table):
            if draft.repeated:
                head = " | ".join(draft.rows[0].texts)
                self.remarks.append(Remark("left_out", draft.repeated[0], head))
            return draft.blocks()
        if isinstance(draft, _Ready):
            return [draft.block]
        if isinstance(draft, _Note):
            note = draft.paragraph
            text = note.text
            if note.lines[0].segments[0].noted:
                text = re.sub(r"^(\d{1,3}|\*{1,3})\s*", r"[\1] ", text)
            return [Block("note", text, page=note.page, boxes=tuple(note.boxes), confidence=note.confidence)]
        text = draft.text
        mark = MARKER.match(text)
        marker = mark.group() if mark else ""
        return [
            Block(
                "title" if id(draft) in self.titles else "clause",
                text[len(marker) :].strip(),
                marker,
                page=draft.page,
                boxes=tuple(draft.boxes),
                confidence=draft.confidence,
            )
        ]


def _box(page: PageContent, line: Line) -> Box:
    return page.shapes.box(line.left, line.top, line.right, line.bottom)


def _text_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size in which most letters of a document are set."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _begins_note(line: Line) -> bool:
    return line.segments[0].noted or bool(_NOTE.match(line.text))


def _notes(lines: Sequence[Line], size: float, height: float) -> list[Line]:
    """The notes at the foot of a page: smaller than the text, the first behind a mark."""
    start = len(lines)
    while start and lines[start - 1].size <= _NOTE_SIZE * size and lines[start - 1].top > 0.4 * height:
        start -= 1
    while start < len(lines) and not _begins_note(lines[start]):
        start += 1
    return list(lines[start:])
