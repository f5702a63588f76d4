"""Whether the text of a page is text: layers of another language's OCR and letters without codes look like it and are none."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.readers.legacy import decode
from assistant.readers.syllables import LEAST_SHARE, LEAST_WORDS, is_english, share_of_syllables, words_of

from .grids import Grid, GridCell
from .lines import Line, Segment

_SCAN = 0.5  # of the page: a picture as large as this is the page itself


def needs_ocr(text: str, pictured: float, *, trusted: bool) -> bool:
    """Whether a page's text is missing or wrong. `trusted`: the document as a whole is Vietnamese, or English.

    A page of a trusted document may be a list of codes or names; one under a picture of itself has to show its worth.
    """
    if not text.strip():
        return pictured > 0.02
    share = share_of_syllables(text)
    if share is None:  # a page number, or a stamp that software put on a scan
        return pictured >= _SCAN and len(words_of(text)) < LEAST_WORDS
    if share >= LEAST_SHARE or is_english(text):
        return False
    return pictured >= _SCAN or not trusted


def is_scanned(pictured: float) -> bool:
    """Whether a page is a picture for the most part."""
    return pictured >= _SCAN


def decode_page(lines: Sequence[Line], grids: Sequence[Grid]) -> str | None:
    """Put a page that is written in a font of before Unicode into Unicode; returns the encoding that it was in."""
    segments = [segment for line in lines for segment in line.segments]
    cells = [cell for grid in grids for cell in grid.cells]
    items: list[Segment | GridCell] = [*segments, *cells]
    texts = [item.text for item in items]
    text, encoding = decode("\n".join(texts))
    decoded = text.split("\n")
    share = share_of_syllables(text)
    if encoding is None or share is None or share < LEAST_SHARE or len(decoded) != len(texts):
        return None
    for item, new in zip(items, decoded, strict=True):
        item.text = new
    for segment in segments:
        words = segment.text.split()
        if len(words) == len(segment.words):
            segment.words = [(w[0], w[1], new) for w, new in zip(segment.words, words, strict=True)]
    return encoding
