"""Readings as bytes: between the process that reads and the one that asks, in the cache, and in the index."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any

from assistant.types.readings import Block, Box, Cell, Page, Reading, Remark, Span


@dataclass(frozen=True, slots=True)
class KeptReading:
    """A reading, and where its blocks stand in the text that was made of it: `spans` in order."""

    reading: Reading
    spans: tuple[Span, ...] = ()

    def blocks_between(self, start: int, end: int) -> tuple[Block, ...]:
        """The blocks that hold any of the text from `start` to before `end`, in order."""
        return tuple(self.reading.blocks[s.block] for s in self.spans if s.start < end and start < s.end)

    def boxes_between(self, start: int, end: int) -> tuple[Box, ...]:
        """The lines, on their pages, of the blocks that hold any of the text; none where the format has no pages."""
        return tuple(box for block in self.blocks_between(start, end) for box in block.boxes)


def encode_reading(reading: Reading, spans: tuple[Span, ...] = ()) -> bytes:
    """A reading as compressed JSON, with the places of its blocks in the text that was made of it."""
    pages = [[page.number, page.width, page.height, page.origin] for page in reading.pages]
    remarks = [[remark.code, remark.page, remark.detail] for remark in reading.remarks]
    rows = {
        "reader": reading.reader,
        "pages": pages,
        "blocks": [_written(block) for block in reading.blocks],
        "remarks": remarks,
        "spans": [[span.start, span.end, span.block] for span in spans],
    }
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def decode_reading(data: bytes) -> KeptReading:
    """What `encode_reading` wrote. Raises: ValueError for a damaged one."""
    try:
        rows = json.loads(zlib.decompress(data))
        reading = Reading(
            rows["reader"],
            tuple(_read(row) for row in rows["blocks"]),
            tuple(Page(*row) for row in rows["pages"]),
            tuple(Remark(*row) for row in rows["remarks"]),
        )
        return KeptReading(reading, tuple(Span(*row) for row in rows["spans"]))
    except (LookupError, TypeError, zlib.error) as error:
        raise ValueError(f"not a reading: {error}") from None


def _written(block: Block) -> list[Any]:
    cells = [[c.text, c.column, c.columns, c.rows, int(c.head), int(c.continued)] for c in block.cells]
    boxes = [
        [box.page, *(round(side, 1) for side in (box.left, box.top, box.right, box.bottom))]
        for box in block.boxes
    ]
    return [
        block.kind, block.text, block.marker, cells, block.table, block.page, int(block.about), boxes, block.confidence,
    ]  # fmt: skip


def _read(row: list[Any]) -> Block:
    kind, text, marker, cells, table, page, about, boxes, confidence = row
    return Block(
        kind, text, marker,
        tuple(Cell(cell[0], cell[1], cell[2], cell[3], bool(cell[4]), bool(cell[5])) for cell in cells),
        table, page, bool(about), tuple(Box(*box) for box in boxes), confidence,
    )  # fmt: skip
