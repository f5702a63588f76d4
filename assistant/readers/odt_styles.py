"""Styles and lists of an OpenDocument text: fonts, hidden and raised words, and the numbers that lists show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from assistant.readers.layout import in_order

_NAMES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_SHAPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_PLACE = re.compile(r"%(\d+)%")


def name(prefixed: str) -> str:
    """A name such as "text:p" as the tree has it."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


@dataclass(frozen=True, slots=True)
class Look:
    """How words are shown."""

    font: str = ""
    bold: bool = False
    hidden: bool = False
    raised: bool = False
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class _Level:
    shape: str = ""  # empty: no number
    before: str = ""
    after: str = ""
    start: int = 1
    levels: int = 1  # how many levels the number shows
    pattern: str = ""  # of LibreOffice: "%1%.%2%."
    bullet: bool = False


@dataclass(slots=True)
class Counter:
    """The numbers that a list has come to, by level."""

    counts: dict[int, int] = field(default_factory=dict)


class Styles:
    """The styles of a document, those of its text and those that it names."""

    def __init__(self, *roots: etree._Element) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._fonts: dict[str, str] = {}
        self._lists: dict[str, dict[int, _Level]] = {}
        self._outline: dict[int, _Level] = {}
        for root in roots:
            for face in root.iter(name("style:font-face")):
                family = (face.get(name("svg:font-family")) or "").strip("'\"")
                self._fonts[face.get(name("style:name")) or ""] = family
            for style in root.iter(name("style:style")):
                self._styles[style.get(name("style:name")) or ""] = style
            for style in root.iter(name("text:list-style")):
                self._lists[style.get(name("style:name")) or ""] = _levels(style)
            for style in root.iter(name("text:outline-style")):
                self._outline = _levels(style)

    def look(self, style: str | None, around: Look) -> Look:
        """How words of a style are shown within others."""
        look = around
        for properties in self._properties(style):
            font = properties.get(name("fo:font-family")) or self._fonts.get(
                properties.get(name("style:font-name")) or "", properties.get(name("style:font-name")) or ""
            )
            weight = properties.get(name("fo:font-weight"))
            position = properties.get(name("style:text-position"))
            display = properties.get(name("text:display"))
            transform = properties.get(name("fo:text-transform"))
            look = Look(
                font.strip("'\"") or look.font,
                look.bold if weight is None else weight == "bold",
                look.hidden if display is None else display == "none",
                look.raised if position is None else _is_raised(position),
                look.capitals if transform is None else transform == "uppercase",
            )
        return look

    def list_of(self, style: str | None) -> str | None:
        """The list style that a paragraph's style names, or one that it is based on."""
        for element in self._chain(style):
            if (named := element.get(name("style:list-style-name"))) is not None:
                return str(named)
        return None

    def is_contents(self, style: str | None) -> bool:
        """Whether a paragraph is of a table of contents."""
        return any(
            (element.get(name("style:name")) or "").startswith("Contents_20_")
            for element in self._chain(style)
        )

    def _chain(self, style: str | None) -> list[etree._Element]:
        """A style and those that it is based on."""
        chain: list[etree._Element] = []
        while style and (element := self._styles.get(style)) is not None and len(chain) < 30:
            chain.append(element)
            style = element.get(name("style:parent-style-name"))
        return chain

    def _properties(self, style: str | None) -> list[etree._Element]:
        found = [element.find(name("style:text-properties")) for element in reversed(self._chain(style))]
        return [properties for properties in found if properties is not None]

    def mark(self, style: str, level: int, counter: Counter, start: int | None) -> str:
        """The mark of the next item of a list at a level, from 1."""
        return _mark(self._lists.get(style, {}), level, counter, start)

    def outline_mark(self, level: int, counter: Counter, start: int | None) -> str:
        """The mark of the next heading at a level."""
        return _mark(self._outline, level, counter, start)


def _is_raised(position: str) -> bool:
    height = position.split()[0] if position.split() else ""
    return height == "super" or (
        height.endswith("%") and height[:-1].replace(".", "").isdigit() and float(height[:-1]) > 0
    )


def _levels(style: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in style:
        number = _whole(element.get(name("text:level")), 0)
        if element.tag == name("text:list-level-style-bullet"):
            levels[number] = _Level(bullet=True)
        elif element.tag in (name("text:list-level-style-number"), name("text:outline-level-style")):
            levels[number] = _Level(
                _SHAPES.get(element.get(name("style:num-format")) or "", ""),
                element.get(name("style:num-prefix")) or "",
                element.get(name("style:num-suffix")) or "",
                _whole(element.get(name("text:start-value")), 1),
                _whole(element.get(name("text:display-levels")), 1),
                element.get(name("loext:num-list-format")) or "",
            )
    return levels


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise


def _mark(levels: dict[int, _Level], level: int, counter: Counter, start: int | None) -> str:
    shape = levels.get(level, _Level())
    for deeper in [deep for deep in counter.counts if deep > level]:
        del counter.counts[deeper]
    counter.counts[level] = counter.counts.get(level, shape.start - 1) + 1 if start is None else start
    if shape.bullet:
        return "-"
    if not shape.shape:
        return f"{shape.before}{shape.after}".strip()

    def number(at: int) -> str:
        above = levels.get(at, _Level())
        count = counter.counts.get(at, above.start)
        return in_order(above.shape, count) if above.shape else ""

    if shape.pattern:
        return _PLACE.sub(lambda match: number(int(match[1])), shape.pattern).strip()
    shown = [number(at) for at in range(max(1, level - shape.levels + 1), level + 1)]
    return f"{shape.before}{'.'.join(filter(None, shown))}{shape.after}".strip()
