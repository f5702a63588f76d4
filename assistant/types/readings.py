"""What a reader makes of a file: its pages, and its blocks in reading order."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

BlockKind = Literal[
    "letterhead",  # cells side by side above the title: issuer and number, national heading and date
    "title",
    "clause",  # a paragraph, with the marker that the page shows before it
    "row",  # of a table
    "signature",  # cells side by side at the end: recipients, office and name of who signed
    "note",  # a footnote or endnote
    "box",  # text in a box of its own: "DỰ THẢO"
    "running_head",  # repeated at the top or bottom of pages, page numbers among them; not part of the text
]
Origin = Literal["text", "ocr", "none"]  # of a page's characters; none: there are none
RemarkCode = Literal[
    "page_without_text",
    "page_by_ocr",
    "page_unreadable",  # its text layer is no text, and there was no OCR
    "figure_unsure",  # a figure that OCR read with low confidence
    "numbers_lost",  # automatic numbers that the reader could not compute
    "handwriting",  # what was written by hand and could not be read
    "left_out",  # what was dropped on purpose: hidden text, a page's repeated head, a picture
    "decoded",  # written in a font of before Unicode
    "cut",  # what lies behind a limit
]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page as it is displayed, in points from the page's top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is displayed: its number from 1, its size in points, and where its characters come from."""

    number: int
    width: float
    height: float
    origin: Origin = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its text, its first column from 0, and how many columns and rows it covers.

    A cell that covers several rows stands in each of them, with the same text and `continued` in all but the first.
    """

    text: str
    column: int
    columns: int = 1
    rows: int = 1
    head: bool = False
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a file's text in NFC, in reading order. Rows, letterheads and signatures have cells, and their text is empty.

    `marker` is what the page shows before the text, typed or computed: "1.", "a)", "Điều 5.". `page` is None where the
    format has no pages; where only break marks tell it, `about` is true. `boxes` are its lines where they are known.
    """

    kind: BlockKind
    text: str = ""
    marker: str = ""
    cells: tuple[Cell, ...] = ()
    table: int | None = None  # the running number, from 0, of the table that a row is of
    page: int | None = None
    about: bool = False
    boxes: tuple[Box, ...] = ()
    confidence: float | None = None  # of OCR, 0 to 1


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a reading that a person should know; `detail` is the figure, the font or the words it is about."""

    code: RemarkCode
    page: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read. `reader` names the reader and its version: another version reads the file again."""

    reader: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Where a block stands in the text that was made of a reading: from `start` to before `end`; `block` is its number there."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """What became of a file. Pages are counted from 1; `left_out` holds what a reader dropped, as it names it
    ("comments: 2"), `missing` what it could not read ("handwriting: Số")."""

    reader: str
    pages: int  # 0 where the format has none
    pages_about: bool  # told by break marks alone
    pages_without_text: tuple[int, ...]
    pages_unreadable: tuple[int, ...]  # what they have as text is none
    pages_by_ocr: tuple[int, ...]
    syllable_share: float | None  # real Vietnamese syllables among the words; None where there are too few
    unsure_figures: tuple[str, ...]
    left_out: tuple[str, ...]
    missing: tuple[str, ...]
    decoded: tuple[str, ...]  # fonts of before Unicode

    @classmethod
    def of(cls, row: dict[str, Any]) -> ReadingReport:
        """The report that `to_dict` wrote, read from JSON."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
        }
        return cls(**values)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON."""
        return asdict(self)
