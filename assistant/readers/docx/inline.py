"""The text of a paragraph as it is seen: insertions in, deletions out, fields by their results, boxes and notes apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from assistant.readers.docx.package import MC, M, W, value
from assistant.readers.docx.styles import PLAIN, Styles, TextLook, read_font, read_look
from assistant.readers.docx.symbols import PRIVATE, is_of_symbols, lowered, private, raised, symbol

_SKIPPED = frozenset(
    W + name
    for name in (
        "delText delInstrText pPr rPr sdtPr sdtEndPr smartTagPr customXmlPr fldData footnoteRef endnoteRef "
        "annotationRef separator continuationSeparator rt rubyPr softHyphen proofErr bookmarkStart bookmarkEnd"
    ).split()
)
_BREAKS = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-"}
_DRAWN = (W + "drawing", W + "pict", W + "object")
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    "{urn:schemas-microsoft-com:vml}imagedata",
)


@dataclass(slots=True)
class Words:
    """What a paragraph holds: its text, whether all of it is bold, what hangs on it, and the page breaks in it."""

    text: str = ""
    bold: bool = True
    notes: list[tuple[str, str]] = field(default_factory=list)  # (footnote or endnote, id)
    boxes: list[etree._Element] = field(default_factory=list)  # their contents
    breaks_before: int = 0  # rendered page breaks before any text
    breaks: int = 0  # all rendered page breaks


class InlineReader:
    """Reads the paragraphs of a part, in order: fields may begin in one and end in another."""

    def __init__(self, styles: Styles, left_out: Counter[str]) -> None:
        self._styles = styles
        self._left_out = left_out
        self._fields: list[_Field] = []
        self._words = Words()
        self._paragraph = PLAIN
        self._leaves: dict[str, Callable[[etree._Element, TextLook, str], None]] = {
            f"{W}t": self._text,
            f"{W}sym": self._symbol,
            f"{W}fldChar": self._field_character,
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
            f"{W}lastRenderedPageBreak": self._page_break,
            f"{W}commentReference": lambda *_: self._left_out.update(["comments"]),
            f"{W}instrText": self._instruction,
            f"{W}del": lambda *_: self._left_out.update(["deletions"]),
            f"{W}moveFrom": lambda *_: self._left_out.update(["deletions"]),
            f"{M}oMath": lambda element, *_: self._add(_formula(element), PLAIN),
        }

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is open, which repeats the headings."""
        return any(each.instruction.split()[:1] == ["TOC"] for each in self._fields)

    def read(self, paragraph: etree._Element) -> Words:
        """The words of a paragraph."""
        self._words = Words()
        self._paragraph = self._styles.look(value(paragraph, "pPr/pStyle") or self._styles.default)
        self._children(paragraph, self._paragraph, "")
        return self._words

    def _children(self, element: etree._Element, look: TextLook, font: str) -> None:
        for child in element:
            tag = child.tag
            if (leaf := self._leaves.get(tag)) is not None:
                leaf(child, look, font)
                if child.get(f"{W}customMarkFollows") in ("1", "true", "on"):
                    return  # what follows in the run is the mark
            elif tag in _BREAKS:
                if self._words.text or child.get(f"{W}type") not in ("page", "column"):
                    self._add(_BREAKS[tag], look)
            elif tag == f"{W}r":
                self._run(child, look)
            elif tag == f"{MC}AlternateContent":
                self._alternatives(child, look, font)
            elif tag in _DRAWN:
                self._drawing(child)
            elif tag == f"{W}sdt":
                if child.find(f"{W}sdtPr/{W}showingPlcHdr") is None:  # what it invites to write
                    self._children(child, look, font)
            elif tag not in _SKIPPED:
                self._children(child, look, font)

    def _run(self, run: etree._Element, look: TextLook) -> None:
        properties = run.find(f"{W}rPr")
        font = ""
        if properties is not None and len(properties):
            # A style of characters goes over that of the paragraph, what the run itself says over both.
            look = read_look(properties).over(self._styles.look(value(properties, "rStyle"))).over(look)
            font = read_font(properties)
        if look.hidden:
            self._left_out["hidden"] += sum(1 for _ in run.iter(f"{W}t"))
            self._fields_in(run)
            return
        self._children(run, look, font)

    def _fields_in(self, run: etree._Element) -> None:
        """Follows the fields in hidden text, which may begin in it and be seen after it."""
        for child in run:
            if child.tag == f"{W}fldChar":
                self._field_character(child, PLAIN, "")
            elif child.tag == f"{W}instrText":
                self._instruction(child)

    def _text(self, element: etree._Element, look: TextLook, font: str) -> None:
        text = element.text or ""
        if font and is_of_symbols(font) and not PRIVATE.search(text):
            text = "".join(c if c.isspace() else symbol(font, ord(c)) for c in text if ord(c) < 256)
        self._add(private(text, font), look)

    def _symbol(self, element: etree._Element, look: TextLook, _: str) -> None:
        code = element.get(f"{W}char", "")
        try:
            self._add(symbol(element.get(f"{W}font", ""), int(code, 16)), look)
        except ValueError:
            return

    def _add(self, text: str, look: TextLook) -> None:
        if not text or any(each.open for each in self._fields):
            return
        if look.raised and not text.isspace():
            text = raised(text) if look.raised > 0 else lowered(text, self._words.text)
        if look.capitals:
            text = text.upper()
        if not look.bold and not text.isspace():
            self._words.bold = False
        self._words.text += text

    def _field_character(self, element: etree._Element, look: TextLook, _: str) -> None:
        match element.get(f"{W}fldCharType"):
            case "begin":
                box = element.find(f"{W}ffData/{W}checkBox")
                if box is not None:
                    ticked = value(box, "checked") or (
                        value(box, "default") if box.find(f"{W}checked") is None else "1"
                    )
                    self._add("☒" if ticked in ("1", "true", "on") else "☐", look)
                self._fields.append(_Field())
            case "separate" if self._fields:
                self._fields[-1].open = False
            case "end" if self._fields:
                self._fields.pop()

    def _instruction(self, element: etree._Element, *_: object) -> None:
        if self._fields:
            self._fields[-1].instruction += element.text or ""

    def _note(self, element: etree._Element, *_: object) -> None:
        if not any(each.open for each in self._fields):
            kind = "footnotes" if element.tag == f"{W}footnoteReference" else "endnotes"
            self._words.notes.append((kind, element.get(f"{W}id", "")))

    def _page_break(self, *_: object) -> None:
        self._words.breaks += 1
        if not self._words.text.strip():
            self._words.breaks_before += 1

    def _alternatives(self, element: etree._Element, look: TextLook, font: str) -> None:
        """What is stored in several forms, for newer and older programs, is read in one."""
        chosen = next(
            (form for form in element if any(True for _ in form.iter(f"{W}txbxContent", f"{W}t"))), None
        )
        if chosen is None:
            chosen = element.find(f"{MC}Choice")
        if chosen is not None:
            self._children(chosen, look, font)

    def _drawing(self, element: etree._Element) -> None:
        pending = list(element)
        while pending:
            child = pending.pop(0)
            if child.tag == f"{W}txbxContent":
                self._words.boxes.append(child)
            elif child.tag == f"{MC}AlternateContent":
                pending[:0] = child.findall(f"{MC}Choice")[:1]
            else:
                self._left_out["pictures"] += child.tag in _PICTURES
                pending[:0] = list(child)


@dataclass(slots=True)
class _Field:
    """A field that is open: first its instruction, which is not seen, then its result."""

    instruction: str = ""
    open: bool = True  # its instruction is


def _formula(element: etree._Element) -> str:
    """A formula on one line: fractions with a slash, powers raised."""
    parts: list[str] = []
    for child in element:
        tag = child.tag
        if tag == f"{M}t":
            parts.append(child.text or "")
        elif tag == f"{M}f":
            above, below = (_part(child, name) for name in ("num", "den"))
            parts.append(f"{_bracketed(above)}/{_bracketed(below)}")
        elif tag == f"{M}sSup":
            power = _part(child, "sup")
            parts.append(
                _part(child, "e") + (raised(power) if power.isdecimal() else f"^{_bracketed(power)}")
            )
        elif tag == f"{M}sSub":
            base = _part(child, "e")
            parts.append(base + lowered(_part(child, "sub"), base))
        elif not tag.endswith("Pr"):
            parts.append(_formula(child))
    return "".join(parts)


def _part(element: etree._Element, name: str) -> str:
    found = element.find(M + name)
    return "" if found is None else _formula(found)


def _bracketed(text: str) -> str:
    return text if text.isalnum() or len(text) < 2 else f"({text})"
