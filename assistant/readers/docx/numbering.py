"""The numbers that Word computes and no file holds: from numbering.xml, the styles, and what came before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from assistant.readers.docx.package import MC, W, is_on, number, value
from assistant.readers.docx.styles import Styles

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ORDINALS = {1: "nhất", 2: "hai", 4: "tư"}  # thứ nhất, thứ hai, thứ ba, thứ tư
_LEVELS = 9


def roman(count: int) -> str:
    """A count in capital Roman numerals."""
    written = ""
    for worth, letters in _ROMAN:
        written += letters * (count // worth)
        count %= worth
    return written


def letters(count: int) -> str:
    """A count as Word's letters: a to z, then aa, bb. They know no đ."""
    repeated = (count - 1) // 26 + 1
    return chr(ord("a") + (count - 1) % 26) * min(repeated, 30)


def in_words(count: int) -> str:
    """A count to 99 in Vietnamese words, larger ones in figures."""
    if count < 10:
        return _UNITS[count]
    if count > 99:
        return str(count)
    tens, unit = divmod(count, 10)
    ten = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(unit, _UNITS[unit])
    return f"{ten} {last}".strip()


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02}".format,
    "upperRoman": roman,
    "lowerRoman": lambda count: roman(count).lower(),
    "upperLetter": lambda count: letters(count).upper(),
    "lowerLetter": letters,
    "none": lambda count: "",
    "decimalEnclosedCircle": lambda count: chr(0x245F + count) if count <= 20 else str(count),
    "decimalEnclosedParen": "({})".format,
    "decimalEnclosedFullstop": "{}.".format,
    "numberInDash": "- {} -".format,
    "vietnameseCounting": in_words,
    "cardinalText": in_words,
    "ordinalText": lambda count: f"thứ {_ORDINALS.get(count) or in_words(count)}",
    "ordinal": str,
    "hex": "{:X}".format,
}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how its number looks, where it starts, and after which level (from 0) it starts again."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts: int | None = None  # None: after any level above; -1: never
    legal: bool = False  # all numbers in it as figures
    hidden: bool = False


@dataclass(slots=True)
class _List:
    """The levels of an abstract list, and how far its numbers are. Lists made of the same one go on with its numbers."""

    levels: dict[int, Level]
    styles: dict[str, int]  # the level of each style that has one
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Computes the number of each paragraph; to be asked in the order of the document."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._list_of: dict[str, str] = {}  # the abstract list of each list
        self._starts: dict[str, dict[int, int]] = {}  # where a list starts anew, by level
        self._changed: dict[str, dict[int, Level]] = {}  # levels that a list has for itself
        self.unknown: set[str] = set()  # formats that are shown as figures
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        linked: dict[str, str] = {}
        links: dict[str, str] = {}
        for element in root.iter(f"{W}abstractNum"):
            identifier = element.get(f"{W}abstractNumId", "")
            levels: dict[int, Level] = {}
            styles: dict[str, int] = {}
            for each in element.findall(f"{W}lvl"):
                depth = number(each.get(f"{W}ilvl"), 0)
                levels[depth] = _read_level(each)
                if style := value(each, "pStyle"):
                    styles[style] = depth
            self._lists[identifier] = _List(levels, styles)
            if style := value(element, "styleLink"):
                linked[style] = identifier
            if style := value(element, "numStyleLink"):
                links[identifier] = style
        for each in root.findall(f"{W}num"):
            identifier = each.get(f"{W}numId", "")
            abstract = self._list_of[identifier] = value(each, "abstractNumId") or ""
            for override in each.findall(f"{W}lvlOverride"):
                depth = number(override.get(f"{W}ilvl"), 0)
                own = override.find(f"{W}lvl")
                changed = self._changed.setdefault(identifier, {})
                if own is not None:
                    changed[depth] = _read_level(own)
                if (start := value(override, "startOverride")) is not None:
                    self._starts.setdefault(identifier, {})[depth] = number(start, 1)
                    usual = self._lists[abstract].levels.get(depth) if abstract in self._lists else None
                    if level := changed.get(depth, usual):
                        changed[depth] = replace(level, start=number(start, 1))
        for identifier, style in links.items():
            target = linked.get(style) or self._list_of.get(self._styles.numbering_of(style) or "")
            if target in self._lists:
                self._lists[identifier] = self._lists[target]

    def marker(self, paragraph: etree._Element) -> str:
        """What Word writes before a paragraph: "1.", "Điều 5.", "-"; empty where it is in no list."""
        found = self._place(paragraph)
        if found is None:
            return ""
        identifier, depth = found
        own = self._lists[self._list_of[identifier]]
        levels = own.levels | self._changed.get(identifier, {})
        if depth not in levels:
            return ""
        level = levels[depth]
        self._count(own, identifier, levels, depth)
        if level.hidden or (level.format == "none" and "%" not in level.text):
            return "" if level.hidden else level.text.strip()
        if level.format == "bullet":
            return _bullet(level.text)
        return _PLACE.sub(
            lambda place: self._written(own, levels, level, int(place[1]) - 1), level.text
        ).strip()

    def _count(self, own: _List, identifier: str, levels: dict[int, Level], depth: int) -> None:
        starts = self._starts.get(identifier, {})
        if depth in starts:
            own.counts[depth] = starts.pop(depth)
        else:
            own.counts[depth] = own.counts.get(depth, levels[depth].start - 1) + 1
        for below in [d for d in own.counts if d > depth]:
            restarts = levels[below].restarts if below in levels else None
            if restarts is None or (restarts >= 0 and depth < restarts):
                del own.counts[below]

    def _written(self, own: _List, levels: dict[int, Level], level: Level, depth: int) -> str:
        other = levels.get(depth, Level())
        count = own.counts.get(depth, other.start)
        if other.format == "bullet" or count < 0:
            return ""
        if level.legal and other.format != "none":
            return str(count)
        write = _FORMATS.get(other.format)
        if write is None:
            self.unknown.add(other.format)
            return str(count)
        return write(count) if count or other.format.startswith("decimal") else "0"

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """(list, level) of a paragraph: by itself, else by its style."""
        properties = paragraph.find(f"{W}pPr")
        identifier = value(properties, "numPr/numId")
        depth = value(properties, "numPr/ilvl")
        style = value(properties, "pStyle") or self._styles.default
        if identifier is None:
            for own in self._styles.chain(style):
                if (identifier := value(own, "pPr/numPr/numId")) is None:
                    continue
                listed = self._lists.get(self._list_of.get(identifier, ""))
                linked = listed.styles.get(own.get(f"{W}styleId", "")) if listed else None
                if depth is None:
                    depth = str(linked) if linked is not None else value(own, "pPr/numPr/ilvl")
                break
        if identifier is None or self._list_of.get(identifier) not in self._lists:
            return None
        return identifier, number(depth, 0)


def _read_level(element: etree._Element) -> Level:
    format_ = value(element, "numFmt")
    if format_ is None:  # one of a later version, with a plain one beside it for others
        other = element.find(f"{MC}AlternateContent/{MC}Fallback")
        format_ = value(other, "numFmt") or "decimal"
    restart = value(element, "lvlRestart")
    return Level(
        format=format_,
        text=value(element, "lvlText") or "",
        start=number(value(element, "start"), 0 if element.find(f"{W}start") is None else 1),
        restarts=None if restart is None else (-1 if restart == "0" else number(restart, 0)),
        legal=bool(is_on(element, "isLgl")),
        hidden=bool(is_on(element.find(f"{W}rPr"), "vanish")),
    )


def _bullet(text: str) -> str:
    """A bullet as it is typed: a letter of a font of symbols, of which there are hundreds, is a dash."""
    text = text.strip().replace("\uf02b", "+")  # as LibreOffice stores a plus sign
    return text if text in ("-", "–", "—", "+", "*", "•") else "-" if text else ""
