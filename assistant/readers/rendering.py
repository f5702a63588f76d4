"""A reading as the text that is parsed, quoted and counted in: tidy, a block a paragraph, a table's rows as Markdown rows.

The letterhead and the signature are rows too, as the parser expects them. A note and a box follow what they stand at, behind
the table where that is one. What is repeated on every page is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.language.text import normalise_space, tidy
from assistant.types.readings import Block, Cell, Reading, Span

NOTE = "[chú thích] "
_Numbered = tuple[int, Block]
_Line = tuple[int | None, str]  # the number of the block that a line is of


@dataclass(frozen=True, slots=True)
class Rendering:
    """The text of a reading, and where in it each block stands, in order."""

    text: str
    spans: tuple[Span, ...]


def render(reading: Reading) -> Rendering:
    """The text of a reading. It is tidy: `tidy` would change nothing."""
    pieces: list[str] = []
    spans: list[Span] = []
    position = 0
    for group in _paragraphs(reading.blocks):
        lines = [(number, line) for number, line in group if line]
        for nth, (number, line) in enumerate(lines):
            if pieces:
                pieces.append("\n" if nth else "\n\n")
                position += len(pieces[-1])
            pieces.append(line)
            if number is not None:
                spans.append(Span(position, position + len(line), number))
            position += len(line)
    return Rendering("".join(pieces), tuple(spans))


def page_starts(reading: Reading, rendering: Rendering) -> tuple[int, ...]:
    """Where in the text each page begins, from the first; empty where the format has no pages.

    What stands on an earlier page than the text before it (a note in a column) counts to the page of that text.
    """
    starts: list[int] = []
    for span in rendering.spans:
        page = reading.blocks[span.block].page or 0
        starts += [span.start if starts else 0] * (page - len(starts))
    return tuple(starts)


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Sequence[_Line]]:
    """What a blank line parts: a table's rows, or one block; each line with the number of its block."""
    numbered = [item for item in enumerate(blocks) if item[1].kind != "running_head"]
    tables: dict[int, int] = {}  # the last row of each table
    for place, (_, block) in enumerate(numbered):
        if block.table is not None:
            tables[block.table] = place
    place = 0
    while place < len(numbered):
        number, block = numbered[place]
        if block.table is None or not block.cells:
            yield [(number, _line(block))]
            place += 1
            continue
        end = tables[block.table] + 1
        inside = numbered[place:end]
        aside = [
            item for item in inside if item[1].table != block.table
        ]  # notes and boxes that stand at a row
        yield from _table([item for item in inside if item[1].table == block.table])
        for number_aside, block_aside in aside:
            yield [(number_aside, _line(block_aside))]
        place = end


def _table(rows: list[_Numbered]) -> Iterator[Sequence[_Line]]:
    """The lines of a table, `| --- |` below its heads; rows that only set words side by side are apart."""
    for side_by_side, some in groupby(rows, key=lambda row: row[1].kind != "row"):
        if side_by_side:
            yield from ([(number, _line(block))] for number, block in some)
            continue
        body = list(some)
        heads = next((n for n, (_, block) in enumerate(body) if not _is_head(block)), len(body))
        spread = heads > 1  # one head over two stands over each, so that those below it find their columns
        lines: list[_Line] = []
        for place, (number, block) in enumerate(body):
            texts = _texts(block.cells, spread=spread and place < heads)
            lines.append((number, f"| {' | '.join(texts)} |"))
            if place + 1 == heads:
                lines.append((None, f"|{' --- |' * len(texts)}"))
        yield lines


def _is_head(block: Block) -> bool:
    return any(cell.head for cell in block.cells)


def _line(block: Block) -> str:
    if block.cells:
        return f"| {' | '.join(_text(cell) for cell in block.cells)} |"
    if block.kind == "note":
        return NOTE + normalise_space(tidy(block.text))
    words = f"{block.marker} {block.text}" if block.marker and block.text else block.marker or block.text
    lines = (normalise_space(line) for line in tidy(words).split("\n"))
    return "\n".join(_bare(line) for line in lines if line)


def _bare(line: str) -> str:
    """A line that begins with a bar and is no row of a table."""
    return f"¦{line[1:]}" if line.startswith("|") else line


def _texts(cells: Sequence[Cell], *, spread: bool) -> list[str]:
    """The cells of a row under their columns: what a cell spans is empty, or repeats it; at the end of a row it is left out."""
    texts: list[str] = []
    for nth, cell in enumerate(cells):
        texts += [""] * (cell.column - len(texts))
        text = _text(cell)
        texts.append(text)
        if spread or nth + 1 < len(cells):
            texts += [text if spread else ""] * (cell.columns - 1)
    return texts


def _text(cell: Cell) -> str:
    return normalise_space(tidy(cell.text)).replace("|", "¦")
