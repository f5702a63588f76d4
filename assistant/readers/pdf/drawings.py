"""What is drawn over the words of a scan, taken away: round stamps with what they say, and the strokes of signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_DARK = 128  # of 255: ink is darker
_TALL = 2.2  # lines of text that a stroke is higher than
_STAMP = 4.0  # lines of text that a stamp is higher than
_RING = 0.2  # of the inner circle, at most, as far as the letters around it reach
_ROUND = (0.75, 1.33)  # width by height of a stamp

_Box = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(slots=True)
class _Stroke:
    """Ink that hangs together: its runs as (row, start, end), and the box around them."""

    runs: list[tuple[int, int, int]] = field(default_factory=list)
    left: int = 1 << 30
    right: int = 0

    def add(self, row: int, start: int, end: int) -> None:
        """A run of dark pixels; rows come from the top."""
        self.runs.append((row, start, end))
        self.left, self.right = min(self.left, start), max(self.right, end)

    @property
    def box(self) -> _Box:
        """The box around the runs."""
        return self.left, self.runs[0][0], self.right, self.runs[-1][0] + 1


def without_drawings(picture: Image.Image, line: float) -> Image.Image:
    """A grey picture without what is higher than text and what stands in a stamp; `line`: the pixels of a line's height."""
    pixels = np.array(picture)
    strokes = _strokes(pixels < _DARK)
    tall = [s.box for s in strokes if s.box[3] - s.box[1] > _TALL * line]
    stamps = [_with_ring(box, tall) for box in tall if _is_stamp(box, line)]
    for stroke in strokes:
        if stroke.box in tall or any(_is_inside(stroke.box, stamp) for stamp in stamps):
            for row, start, end in stroke.runs:  # with the grey around the ink
                pixels[max(row - 2, 0) : row + 3, max(start - 2, 0) : end + 2] = 255
    return Image.fromarray(pixels)


def _with_ring(box: _Box, tall: Sequence[_Box]) -> _Box:
    """The box of a stamp; where its outer circle hangs together with a signature, that of the inner one and what is around it."""
    margin = round(_RING * (box[3] - box[1])) if any(_is_inside(box, other) for other in tall) else 0
    return box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin


def _is_inside(box: _Box, other: _Box) -> bool:
    return other[0] < box[0] and other[1] < box[1] and box[2] < other[2] and box[3] < other[3]


def _is_stamp(box: _Box, line: float) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return height > _STAMP * line and _ROUND[0] < width / height < _ROUND[1]


def _strokes(dark: NDArray[np.bool_]) -> list[_Stroke]:
    """The ink that hangs together, by joining the runs of each row to those of the row above that they touch."""
    runs: list[tuple[int, int, int]] = []
    parents: list[int] = []

    def root(n: int) -> int:
        while parents[n] != n:
            parents[n] = n = parents[parents[n]]
        return n

    edges = np.diff(np.pad(dark, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    above: list[int] = []
    for row, steps in enumerate(edges):
        current: list[int] = []
        for start, end in zip(
            np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True
        ):
            n = len(runs)
            runs.append((row, start, end))
            parents.append(n)
            current.append(n)
            for other in above:
                if runs[other][1] <= end and start <= runs[other][2]:
                    parents[root(n)] = root(other)
        above = current
    strokes: dict[int, _Stroke] = {}
    for n, (row, start, end) in enumerate(runs):
        strokes.setdefault(root(n), _Stroke()).add(row, start, end)
    return list(strokes.values())
