"""Running heads: what stands at the top or bottom of page after page, and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from .lines import Line

_EDGE = 0.12  # of the page's height: where running heads stand
_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:Trang|Page)\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s.]*", re.IGNORECASE
)
_LEAST_PAGES = 3  # that a running head is repeated on
_LEAST_SHARE = 0.2  # of all pages


def running_lines(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[list[Line]]:
    """For each page (its height, its lines) those that are running heads."""
    seen: defaultdict[tuple[bool, str], set[int]] = defaultdict(set)
    candidates: list[list[tuple[Line, tuple[bool, str]]]] = []
    for n, (height, lines) in enumerate(pages):
        found = [
            (line, (upper, re.sub(r"\d+", "#", line.text)))
            for upper, edge in ((True, lines[:3]), (False, lines[-3:]))
            for line in edge
            if (line.bottom < _EDGE * height if upper else line.top > (1 - _EDGE) * height)
        ]
        candidates.append(found)
        for _, key in found:
            seen[key].add(n)
    enough = max(_LEAST_PAGES, _LEAST_SHARE * len(pages))
    result: list[list[Line]] = []
    for (_, lines), found in zip(pages, candidates, strict=True):
        outer = {id(line) for line in (*lines[:1], *lines[-1:])}
        result.append(
            [
                line
                for line, key in found
                if len(seen[key]) >= enough or (id(line) in outer and _NUMBER.fullmatch(line.text))
            ]
        )
    return result
