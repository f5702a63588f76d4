"""Paragraphs: which line goes on with the one before, on the same page and over pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.types.readings import Box

from .lines import MARKER, Line, join_lines
from .words import ALONE, GROUND, SPEAKER

_DECORATION = re.compile(r"[\s*_\-–—.=~]{3,}")
_ENDED = re.compile(r"[.;:!?…]['\"”’)]?$|[-–]{3}$")


@dataclass(slots=True)
class Measures:
    """The text area of a page: its edges, the distance of its baselines, and where lines often begin."""

    left: float
    right: float
    leading: float
    starts: tuple[float, ...]

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left

    @property
    def indented(self) -> bool:
        """Whether paragraphs begin further right than their other lines."""
        return any(8 < start - self.left < 0.2 * self.width for start in self.starts)


@dataclass(slots=True)
class Paragraph:
    """Lines that make one paragraph, and the page it begins on."""

    page: int
    lines: list[Line]
    centred: bool
    boxes: list[Box] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words."""
        return join_lines(line.text for line in self.lines)

    @property
    def confidence(self) -> float | None:
        """The lowest of its lines, of OCR."""
        return min((c for line in self.lines if (c := line.confidence) is not None), default=None)


def measure(lines: Sequence[Line], fallback: Measures | None, width: float) -> Measures:
    """The text area that lines of a page (or of several) fill; of the fallback where there are too few."""
    single = [line for line in lines if len(line.segments) == 1 and line.right - line.left > 0.3 * width]
    if len(single) < 4 and fallback is not None:
        return fallback
    if not single:
        return Measures(0.12 * width, 0.92 * width, 20.0, ())
    lefts = Counter(round(line.left) for line in lines if len(line.segments) == 1)
    near = {x: sum(c for other, c in lefts.items() if abs(other - x) <= 1) for x in lefts}
    enough = max(2, 0.06 * len(lines))
    left = min((x for x, count in near.items() if count >= enough), default=min(near))
    rights = Counter(round(line.right) for line in single)
    common = max(2, 0.12 * len(single))
    right = max(
        (x for x in rights if sum(c for other, c in rights.items() if abs(other - x) <= 2) >= common),
        default=max(rights),
    )
    gaps = sorted(
        b.base - a.base for a, b in pairwise(lines) if 0.9 * a.size < b.base - a.base < 2.4 * a.size
    )
    leading = gaps[len(gaps) // 5] if gaps else 1.3 * single[0].size
    return Measures(left, right, leading, tuple(x for x, count in near.items() if count >= max(3, enough)))


def _capital(line: Line) -> bool:
    """Whether a line has no small letter; figures alone go with any."""
    return line.text == line.text.upper()


def _loud_words(text: str) -> bool:
    return text == text.upper() and sum(c.isalpha() for c in text) > 12


def is_centred(line: Line, measures: Measures) -> bool:
    """Whether a line stands in the middle of the text area and not where paragraphs begin."""
    off = abs((line.left + line.right) / 2 - (measures.left + measures.right) / 2)
    margin = line.left - measures.left
    loud = line.bold or _capital(line)
    if len(line.segments) > 1 or (MARKER.match(line.text) and not loud):
        return False
    if loud and off < 4 and margin > 3 and not MARKER.match(line.text):
        return True
    if any(abs(line.left - start) <= 2 for start in measures.starts):
        return False
    return margin > 0.06 * measures.width and off < 0.02 * measures.width + 3


class Paragraphs:
    """Takes lines in order and puts each into the open paragraph or begins the next."""

    def __init__(self) -> None:
        self.open: Paragraph | None = None
        self.page = 0
        self.room = 0.0  # behind the last line, up to the edge of its page's text

    def close(self) -> None:
        """What follows begins a paragraph."""
        self.open = None

    def add(self, line: Line, box: Box, measures: Measures) -> Paragraph | None:
        """Take a line; returns the paragraph that it begins, or None where it goes on with the open one."""
        centred = is_centred(line, measures)
        goes_on = self.open is not None and self._goes_on(self.open, line, centred, measures, box.page)
        self.room = measures.right - line.right
        if self.open is not None and goes_on:
            self.open.lines.append(line)
            self.open.boxes.append(box)
            self.open.centred = self.open.centred or centred
            self.page = box.page
            return None
        self.open = Paragraph(box.page, [line], centred, [box])
        self.page = box.page
        return self.open

    def _goes_on(
        self, paragraph: Paragraph, line: Line, centred: bool, measures: Measures, page: int
    ) -> bool:
        last = paragraph.lines[-1]
        if _DECORATION.fullmatch(line.text) or _DECORATION.fullmatch(last.text):
            return False
        gap = (line.base - last.base) / measures.leading if page == self.page else 1.0
        if gap > 2.2 or abs(line.size - last.size) > 0.15 * last.size:
            return False
        first = line.segments[0].words[0]
        space = 0.25 * line.size
        fits = first[1] - first[0] + space < self.room - 1
        if centred or paragraph.centred:
            return self._title_goes_on(paragraph, line, centred, fits, gap)
        if _loud_words(paragraph.text) and not _capital(line):
            return False
        begins_low = line.text[:1].islower()
        ended = bool(_ENDED.search(last.text))
        if fits and not (begins_low and not ended and self.room < 0.3 * measures.width and gap < 1.3):
            return False
        if MARKER.match(line.text):
            return not self._marks(paragraph, line, measures, gap, ended)
        if gap > (1.6 if begins_low else 1.3) or (gap > 1.25 and ended):
            return False
        if ended and GROUND.match(line.text):
            return False
        return _aligned(paragraph, line, measures, ended, begins_low)

    def _title_goes_on(self, paragraph: Paragraph, line: Line, centred: bool, fits: bool, gap: float) -> bool:
        last = paragraph.lines[-1]
        alike = last.bold == line.bold and _capital(last) == _capital(line)
        if not alike or gap > 1.5 or ALONE.fullmatch(paragraph.text) or ALONE.fullmatch(line.text):
            return False
        if fits and SPEAKER.match(line.text):
            return False
        if MARKER.match(line.text) or not (centred or (_capital(line) and paragraph.centred)):
            return False
        return paragraph.centred or (not fits and (line.bold or _capital(line)))

    @staticmethod
    def _marks(paragraph: Paragraph, line: Line, measures: Measures, gap: float, ended: bool) -> bool:
        """Whether a mark at the start of a line after a full one begins a paragraph or is part of the sentence."""
        if line.left > measures.left + 8 or gap > 1.15:
            return True
        if len(paragraph.lines) > 1 and line.left < paragraph.lines[-1].left - 6:
            return True  # further out than the lines of a hanging paragraph
        behind = line.text.partition(" ")[2]
        dashed = line.text[:1] in "-+•*" and line.text[:2] != paragraph.text[:2]
        begins = ended or (behind[:1].isupper() and not dashed)
        level = abs(line.left - paragraph.lines[0].left) < 4
        return begins and (level or not measures.indented)


def _aligned(paragraph: Paragraph, line: Line, measures: Measures, ended: bool, begins_low: bool) -> bool:
    """Whether a line after a full one begins where lines of the paragraph do."""
    if len(paragraph.lines) > 1:
        rest = paragraph.lines[1].left
        return line.left < rest + 6 and (line.left > rest - 6 or not ended)
    start = paragraph.lines[0].left
    if line.left > start + 6:  # hanging, behind a mark
        return bool(MARKER.match(paragraph.lines[0].text)) and not (
            ended and line.left > start + 0.2 * measures.width
        )
    if line.left > start - 6 and start > measures.left + 8:  # as far in as the first
        return not ended or begins_low
    return True
