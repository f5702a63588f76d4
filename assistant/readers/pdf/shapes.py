"""What a page consists of before it is read: glyphs and rules, in the frame in which its text stands upright."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.types.readings import Box, Origin


@dataclass(slots=True)
class Glyph:
    """A character, or a word of OCR, with its place: points from the top left, `base` is its baseline."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    turn: int = 0  # quarter turns against the page's text: 1 is written upwards
    raised: bool = False  # above the baseline and smaller: a note mark or an exponent
    added: bool = False  # shown by a form field or an annotation
    confidence: float | None = None  # of OCR, 0 to 1

    @property
    def top(self) -> float:
        """The height of capitals with a mark above the baseline; fonts state their ascent too differently."""
        return self.base - 0.85 * self.size

    @property
    def bottom(self) -> float:
        """Below the descenders."""
        return self.base + 0.22 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that is drawn: across (`place` is its height) or down (`place` is its distance from the left)."""

    across: bool
    place: float
    start: float
    end: float


@dataclass(slots=True)
class PageShapes:
    """A page: size and quarter turns are those of the frame in which most of its text is upright."""

    number: int
    width: float
    height: float
    turn: int
    glyphs: list[Glyph]
    rules: list[Rule]
    origin: Origin = "text"
    pictured: float = 0.0  # share of the page that pictures cover
    damaged: bool = False  # the file is, where the page should be
    private: list[str] = field(default_factory=list)  # what signature fields say of a certificate: left out

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A rectangle of this frame as the page is displayed."""
        if self.turn == 1:
            left, top, right, bottom = top, self.width - right, bottom, self.width - left
        elif self.turn == 2:
            left, top, right, bottom = (
                self.width - right,
                self.height - bottom,
                self.width - left,
                self.height - top,
            )
        elif self.turn == 3:
            left, top, right, bottom = self.height - bottom, left, self.height - top, right
        return Box(self.number, round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))

    @property
    def displayed(self) -> tuple[float, float]:
        """Width and height of the page as it is displayed."""
        return (self.height, self.width) if self.turn % 2 else (self.width, self.height)
