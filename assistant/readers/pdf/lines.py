"""Lines of a page: glyphs of one baseline, in segments where wide gaps part them; note marks taken out of figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile
from statistics import median

from assistant.language.phrasing import load_phrasing
from assistant.language.text import CAPITALS, place_tones
from assistant.readers.syllables import is_real_syllable

from .shapes import Glyph

_SAME_LINE = 0.28  # of the size: how far baselines of one line lie apart
_WORD_GAP = 0.12  # of the size: what parts words where no space is written; letters stand within .05
_HORN_GAP = 0.03  # of the size: the same behind ơ and ư, whose horn reaches into the space
_SEGMENT_GAP = 2.2  # of the size: what parts columns
_SMALLER = 0.82  # of the line's size: a raised glyph is at most as large
_PADDING = 12.0  # points: left and right of the words in a cell, together
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_FIGURE = re.compile(rf"{_GROUPED.pattern}|\d+[.,]\d+")
_CODE = re.compile(  # of a document, or a day
    r"\d+/(?:\d{4}/)?[A-ZĐ][A-ZĐ\d]*(?:-[A-ZĐ]+)*|\d{1,2}/\d{1,2}/\d{4}"
)
_LAST_WORD, _FIRST_WORD = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+")
_EXPONENTS = str.maketrans("0123456789+-−–noi", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿᵒⁱ")
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]{1,3})[\])]?(?:,\d{1,3})*")
_POWERED = re.compile(r"(?:^|[\s\d(/.,×x])(?:[kdcmµh]?m|10|x10|X)$")  # before an exponent: m², km², 3/m³, 10⁶
MARKER = re.compile(
    r"(?:(?:Điều|ĐIỀU)\s+\d+[a-zđ]?[.:]|(?:[IVX]+|\d{1,3}|[A-HK])\.(?:\d{1,2}\.)*(?:\d{1,2})?|\d{1,2}(?:\.\d{1,2})+[.)]?"
    rf"|\d{{1,2}}[)/]|[a-zđ]\d?[)]|[a-zđ]\.(?=\s+[{CAPITALS}])|[a-zđ]\.\d{{1,2}}[.)]|\(\d{{1,2}}\)|[-–−+•*▪➢❖✓●○◦■·])(?=\s|$)"
)


@dataclass(slots=True)
class Segment:
    """Words that stand together on a line."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    words: list[tuple[float, float, str]]  # left, right and letters of each
    noted: bool = False  # begins with a raised mark, as a note at the foot does
    confidence: float | None = None

    @property
    def top(self) -> float:
        """Where its capitals end."""
        return self.base - 0.85 * self.size

    @property
    def bottom(self) -> float:
        """Where its descenders end."""
        return self.base + 0.22 * self.size

    @property
    def middle(self) -> float:
        """Halfway between left and right."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Line:
    """A line of a page, its segments from left to right."""

    segments: list[Segment]

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(s.text for s in self.segments)

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return self.segments[-1].right

    @property
    def base(self) -> float:
        """Its baseline."""
        return self.segments[0].base

    @property
    def size(self) -> float:
        """The size of its letters."""
        return max(s.size for s in self.segments)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(s.bold for s in self.segments)

    @property
    def top(self) -> float:
        """Where its capitals end."""
        return min(s.top for s in self.segments)

    @property
    def bottom(self) -> float:
        """Where its descenders end."""
        return max(s.bottom for s in self.segments)

    @property
    def confidence(self) -> float | None:
        """The lowest of its words, of OCR."""
        return min((s.confidence for s in self.segments if s.confidence is not None), default=None)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of upright glyphs, from the top down."""
    rows: list[list[Glyph]] = []
    reference = 0.0
    for glyph in sorted((g for g in glyphs if g.turn == 0), key=lambda g: g.base):
        if rows and abs(glyph.base - reference) < _SAME_LINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            reference = glyph.base
    rows = _with_raised([row for row in rows if any(not g.text.isspace() for g in row)])
    return [line for row in rows if (line := _line(row)) is not None]


def cell_lines(glyphs: Sequence[Glyph], width: float) -> tuple[str, list[Line]]:
    """The words of a cell as wide as this, and its upright lines; what is written upwards or downwards in its own direction."""
    texts: list[str] = []
    upright: list[Line] = []
    for turn in sorted({g.turn for g in glyphs}):
        turned = [g for g in glyphs if g.turn == turn]
        if turn:
            turned = [Glyph(g.text, g.left, g.right, g.base, g.size, g.bold) for g in turned]
        lines = lines_of(turned)
        if not turn:
            upright = lines
        begun = ""  # a word that goes on below, as far as it was read
        for n, line in enumerate(lines):
            if n and not turn and _breaks_word(begun or lines[n - 1].text, lines[n - 1], lines[n:], width):
                texts[-1] += line.text
                begun = (begun or lines[n - 1].text) + line.text if " " not in line.text else ""
            else:
                texts.append(line.text)
                begun = ""
    return join_lines(texts), upright


def room_in(width: float) -> float:
    """How wide a line of words in a cell as wide as this may be."""
    return width - _PADDING


def _breaks_word(begun: str, last: Line, lines: Sequence[Line], width: float) -> bool:
    """Whether a word or figure is too long for its cell and goes on below: it fills the cell and is whole with the rest only."""
    rest = lines[0].text.partition(" ")[0]
    if rest[0] in ").,;:":
        return True
    if " " in last.text or last.right - last.left + 0.6 * last.size <= room_in(width):
        return False
    whole = begun + "".join(line.text for line in takewhile(lambda line: " " not in line.text, lines))
    if _GROUPED.fullmatch(whole):
        return not _GROUPED.fullmatch(begun) or len(rest) < 3
    return _goes_on_in(_CODE.match(whole), begun, rest) or completes(begun, rest)


def _goes_on_in(code: re.Match[str] | None, begun: str, rest: str) -> bool:
    """Whether a code or a day has all of the rest, and what was begun is none that is whole already."""
    whole = begun[-1].isalpha() and rest[0] != "-" and len(rest) > 2
    return code is not None and code.end() >= len(begun) + len(rest) and not whole


def completes(begun: str, rest: str) -> bool:
    """Whether words that fill their line and the first of what follows are one word or figure that was broken."""
    if _FIGURE.fullmatch(begun + rest):
        return not _FIGURE.fullmatch(begun) or len(rest) < 3
    word, ending = _LAST_WORD.search(begun), _FIRST_WORD.match(rest)
    if word is None or ending is None:
        return False
    if is_real_syllable(word.group()):
        whole = word.group() + ending.group()
        known = _is_word(whole) and not (_is_word(word.group()) and _is_word(ending.group()))
        return is_real_syllable(whole) and (known or not is_real_syllable(ending.group()))
    return len(ending.group()) == 1 or is_real_syllable(word.group() + ending.group())


def _is_word(syllable: str) -> bool:
    """Whether people write it, of all syllables that could be: "mười", not "mư" and "ời"."""
    return place_tones(syllable.lower()) in _words()


@cache
def _words() -> frozenset[str]:
    return frozenset(load_phrasing().words)


def join_lines(texts: Iterable[str]) -> str:
    """One text out of lines. A hyphen at a line's end is a real one, and "2025-" goes on with "2030" without a space."""
    joined = ""
    for text in texts:
        if not joined:
            joined = text
        elif re.search(r"[\w)](?:-|/)$", joined) and re.match(r"\w", text):
            joined += text
        else:
            joined += " " + text
    return joined


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put smaller glyphs above or below a baseline into the line that they touch."""
    sizes = [median(g.size for g in row if not g.text.isspace()) for row in rows]
    kept: list[list[Glyph]] = [list(row) for row in rows]
    for n, row in enumerate(rows):
        near = [
            m
            for m in range(max(n - 2, 0), min(n + 3, len(rows)))
            if m != n
            and sizes[n] < _SMALLER * sizes[m]
            and -0.75 * sizes[m] < row[0].base - rows[m][0].base < 0.35 * sizes[m]
        ]
        if not near:
            continue
        rest: list[Glyph] = []
        for run in _runs(row):
            home = next((m for m in near if _touches(run, rows[m], sizes[m])), None)
            if home is None:
                rest.extend(run)
                continue
            for glyph in run:
                glyph.raised = glyph.base < rows[home][0].base
                kept[home].append(glyph)
        kept[n] = rest
    for row, size in zip(kept, sizes, strict=True):
        base = median([g.base for g in row if not g.text.isspace() and not g.raised] or [0.0])
        for glyph in row:
            if glyph.size < _SMALLER * size and base - glyph.base > 0.12 * size:
                glyph.raised = True
    return [row for row in kept if any(not g.text.isspace() for g in row)]


def _runs(row: Sequence[Glyph]) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = []
    for glyph in sorted((g for g in row if not g.text.isspace()), key=lambda g: g.left):
        if runs and glyph.left - runs[-1][-1].right < 0.5 * glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _touches(run: Sequence[Glyph], row: Sequence[Glyph], size: float) -> bool:
    left, right = run[0].left, run[-1].right
    if right - left > 4 * size:
        return False  # a text of its own
    return any(
        -0.4 * size < left - g.right < 0.5 * size or -0.2 * size < g.left - right < 0.4 * size
        for g in row
        if not g.text.isspace()
    )


def _line(row: list[Glyph]) -> Line | None:
    ordered = _without_doubles(sorted(row, key=lambda g: (g.left, g.right)))
    size = median(g.size for g in ordered if not g.text.isspace())
    base = (
        median(g.base for g in ordered if not g.raised)
        if any(not g.raised for g in ordered)
        else ordered[0].base
    )
    words: list[list[Glyph]] = []
    spaced = True
    for glyph in ordered:
        if glyph.text.isspace():
            spaced = True
            continue
        if words and not _parts(words[-1][-1], glyph, size, spaced=spaced):
            words[-1].append(glyph)
        else:
            words.append([glyph])
        spaced = False
    if not words:
        return None
    groups: list[list[list[Glyph]]] = [[words[0]]]
    for before, word in pairwise(words):
        gap = word[0].left - max(g.right for g in before)
        first = len(groups[-1]) <= 2 and MARKER.fullmatch(_text_of(groups[-1]))
        if gap > _SEGMENT_GAP * size and not (first and gap < 5 * size):
            groups.append([word])
        else:
            groups[-1].append(word)
    segments = [_segment(group, base, size) for group in groups]
    return Line([s for s in segments if s.text]) if any(s.text for s in segments) else None


def _parts(before: Glyph, glyph: Glyph, size: float, *, spaced: bool) -> bool:
    """Whether a word ends between two glyphs. Spaces that a form field's figures lie over part nothing."""
    gap = glyph.left - before.right
    if before.added and glyph.added:
        return gap > _WORD_GAP * size
    if before.added != glyph.added:
        if "/" in (before.text, glyph.text):
            return gap > _SEGMENT_GAP * size  # a number in front of its code
        mixed = before.text.isalpha() != glyph.text.isalpha() and (before.text + glyph.text).isalnum()
        return mixed or gap > _WORD_GAP * size
    if before.raised and glyph.text.isalpha() and not glyph.raised:
        return spaced or gap > 0  # a mark in front of its note
    least = _HORN_GAP if "\u031b" in unicodedata.normalize("NFD", before.text) else _WORD_GAP
    return spaced or before.confidence is not None or gap > least * max(size, glyph.size)


def _segment(words: list[list[Glyph]], base: float, size: float) -> Segment:
    glyphs = [g for word in words for g in word]
    confidences = [g.confidence for g in glyphs if g.confidence is not None]
    return Segment(
        _text_of(words),
        min(g.left for g in glyphs),
        max(g.right for g in glyphs),
        base,
        size,
        sum(g.bold for g in glyphs) * 2 > len(glyphs),
        [(word[0].left, max(g.right for g in word), _text_of([word])) for word in words],
        glyphs[0].raised,
        min(confidences) if confidences else None,
    )


def _text_of(words: list[list[Glyph]]) -> str:
    text = " ".join("".join(_spelled(word)) for word in words)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text)).strip()


def _spelled(word: list[Glyph]) -> Iterable[str]:
    """The word's letters: note marks are left out, exponents kept as such, other raised letters as they are."""
    n = 0
    while n < len(word):
        glyph = word[n]
        if not glyph.raised:
            yield glyph.text
            n += 1
            continue
        end = n
        while end < len(word) and word[end].raised:
            end += 1
        raised = "".join(g.text for g in word[n:end])
        before = "".join(g.text for g in word[:n])
        if n == 0 or not _NOTE_MARK.fullmatch(raised):
            if raised in ("o", "0", "O") and n and end < len(word) and word[end].text in "CF":
                raised = "°"
            yield raised
        elif _POWERED.search(before):
            yield raised.translate(_EXPONENTS)
        n = end


def _without_doubles(ordered: list[Glyph]) -> list[Glyph]:
    """One of each glyph that was drawn twice to look bold."""
    kept: list[Glyph] = []
    for glyph in ordered:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.text == glyph.text
            and len(glyph.text) == 1
            and glyph.left - last.left < 0.3 * (glyph.right - glyph.left)
        ):
            continue
        kept.append(glyph)
    return kept
