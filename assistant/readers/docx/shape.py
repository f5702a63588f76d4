"""What the pieces of a document are: letterhead, title, clauses, rows, signature; the form is that of Decree 30/2020, annex I."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.language.marks import read_mark
from assistant.readers.docx.body import Paragraph, Piece, Table
from assistant.readers.docx.tables import merged_rows
from assistant.types.readings import Block, BlockKind, Cell

_NATIONAL = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM", re.IGNORECASE
)
_OWN_HEAD = re.compile(
    r"\bSố\s*:|\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b|Độc lập\s*[-–]\s*Tự do", re.IGNORECASE
)
_RECIPIENTS = re.compile(r"^\W*Nơi nhận\s*:?", re.IGNORECASE)
_ADDRESSEES = re.compile(r"^\W*Kính gửi\s*:?", re.IGNORECASE)
_SIGNS = re.compile(
    r"^(?:(?:TM|KT|TL|TUQ|Q)\.\s?\S|(?:(?:PHÓ )?CHỦ TỊCH|(?:BỘ|THỨ) TRƯỞNG|(?:PHÓ )?GIÁM ĐỐC|THỦ TƯỚNG|CHÁNH VĂN PHÒNG)\b)"
)
_GAP = re.compile(r"\t+")
_HEAD_PIECES = 12  # of a document, within which its letterhead stands
_SPACE = re.compile(r"[ \t]+")


def shape(pieces: Sequence[Piece]) -> Iterator[Block]:
    """The blocks of a document."""
    tables = 0
    head = _head_ends(pieces)
    titled: bool | None = None  # None: nothing stood below the letterhead yet
    in_head = False  # of the document or of a form in its annexes
    for place, piece in enumerate(pieces):
        if isinstance(piece, Block):
            yield piece
        elif isinstance(piece, Table):
            yield from _rows(piece, tables, _kind(piece, in_head=place <= head))
            tables += 1
            yield from piece.aside
        else:
            own = _OWN_HEAD if in_head else _NATIONAL
            in_head = place <= head or bool(own.search(piece.text)) or (in_head and not piece.text)
            if columns := _side_by_side(piece, in_head=in_head):
                kind: BlockKind = "letterhead" if in_head else "signature"
                cells = tuple(Cell(text.strip(), nth) for nth, text in enumerate(columns))
                yield Block(kind, cells=cells, page=piece.page, about=piece.page is not None)
            elif piece.text or piece.marker:
                if place > head:
                    titled = piece.centred and not piece.marker and titled is not False
                marker, text = _marked(piece)
                yield Block(
                    "title" if titled else "clause", text, marker,
                    page=piece.page, about=piece.page is not None,
                )  # fmt: skip
            yield from piece.aside


def _marked(paragraph: Paragraph) -> tuple[str, str]:
    """The mark and the words of a paragraph; a mark that was typed is one where a space parts it from the words."""
    text = _SPACE.sub(" ", paragraph.text)
    mark = None if paragraph.marker else read_mark(text)
    if mark is None or mark.rule.is_named or text[mark.end - 1] != " ":
        return paragraph.marker, text
    return text[: mark.end].rstrip(), text[mark.end :]


def _head_ends(pieces: Sequence[Piece]) -> int:
    """The place of the last piece of the letterhead; -1 where there is none."""
    last = -1
    for place, piece in enumerate(pieces[:_HEAD_PIECES]):
        if isinstance(piece, Block):
            continue
        text = piece.text if isinstance(piece, Paragraph) else _text(piece)
        if isinstance(piece, Paragraph) and "\t" not in text:
            if not text and piece.aside:
                continue
            if not (_NATIONAL.search(text) or (last >= 0 and len(text) < 80 and _OWN_HEAD.search(text))):
                if last >= 0:
                    break
                continue
        if _NATIONAL.search(text) or (last >= 0 and _OWN_HEAD.search(text)):
            last = place
        elif last >= 0:
            break
    return last


def _text(table: Table) -> str:
    return " ".join(cell.text for row in table.rows for cell in row.cells)


def _kind(table: Table, *, in_head: bool) -> BlockKind:
    widths = {len(row.cells) for row in table.rows}
    if max(widths) > 3:
        return "row"
    if in_head or _ADDRESSEES.match(table.rows[0].cells[0].text):
        return "letterhead"
    cells = [cell.text for row in table.rows for cell in row.cells]
    if any(_RECIPIENTS.match(text) for text in cells[:2]) or (
        len(table.rows) <= 4 and any(_SIGNS.match(text) for text in cells[:3])
    ):
        return "signature"
    return "row"


def _rows(table: Table, number: int, kind: BlockKind) -> Iterator[Block]:
    rows = merged_rows(table.rows)
    if kind == "signature":
        rows = list(_joined(rows))
    for raw, cells in zip(table.rows, rows, strict=False):
        if kind == "row" or any(cell.text for cell in cells):  # an empty row counts, as in the table
            yield Block(kind, cells=cells, table=number, page=raw.page, about=raw.page is not None)


def _joined(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a signature, with what stands below the office (the place of the seal, the name) beside the recipients."""
    whole: list[Cell] = []
    for row in rows:
        if whole and (row[0].continued or not row[0].text) and len(row) <= len(whole):
            for place, cell in enumerate(row):
                if cell.text and not cell.continued:
                    whole[place] = replace(whole[place], text=f"{whole[place].text}\n{cell.text}".strip())
            continue
        if whole:
            yield tuple(whole)
        whole = list(row)
    yield tuple(whole)


def _side_by_side(paragraph: Paragraph, *, in_head: bool) -> list[str]:
    """The words of a line of letterhead or signature that tabs set side by side."""
    parts = [part for part in _GAP.split(paragraph.text) if part.strip()]
    if len(parts) < 2 or paragraph.marker:
        return []
    if in_head or _RECIPIENTS.match(parts[0]) or (len(parts) == 2 and _SIGNS.match(parts[1])):
        return parts
    return []
