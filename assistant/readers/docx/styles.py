"""What the styles of a Word file say of text and of numbers, with what each inherits."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from assistant.readers.docx.package import W, is_on, number, value

_DEEPEST = 50  # styles on styles; more is a circle


@dataclass(frozen=True, slots=True)
class TextLook:
    """How text looks as far as it changes what is read; None where nothing is said."""

    hidden: bool | None = None
    capitals: bool | None = None
    bold: bool | None = None
    raised: int | None = None  # 1 above the line, -1 below, 0 on it

    def over(self, below: TextLook) -> TextLook:
        """This look, with what it leaves open from another."""
        return TextLook(
            below.hidden if self.hidden is None else self.hidden,
            below.capitals if self.capitals is None else self.capitals,
            below.bold if self.bold is None else self.bold,
            below.raised if self.raised is None else self.raised,
        )


PLAIN = TextLook()
_RAISED = {"superscript": 1, "subscript": -1}


def read_look(properties: etree._Element | None) -> TextLook:
    """The look that run properties (`rPr`) give."""
    if properties is None or not len(properties):
        return PLAIN
    raised = value(properties, "vertAlign")
    level = _RAISED.get(raised, 0) if raised else None
    if level is None and (lifted := number(value(properties, "position"), 0)):
        level = 1 if lifted > 0 else -1
    return TextLook(is_on(properties, "vanish"), is_on(properties, "caps"), is_on(properties, "b"), level)


def read_font(properties: etree._Element | None) -> str:
    """The font that run properties name for Latin letters."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""


class Styles:
    """The styles by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._root = root
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self.default = next(
            (
                style.get(f"{W}styleId")
                for style in found
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")
            ),
            None,
        )
        self._looks: dict[str, TextLook] = {}
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def look(self, style: str | None) -> TextLook:
        """The look of text in a style."""
        if style is None:
            return PLAIN
        if style not in self._looks:
            look = PLAIN
            for own in reversed(self.chain(style)):
                look = read_look(own.find(f"{W}rPr")).over(look)
            self._looks[style] = look
        return self._looks[style]

    def chain(self, style: str | None) -> list[etree._Element]:
        """A style, what it is based on, and so on."""
        chain: list[etree._Element] = []
        while style in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[style])
            style = value(chain[-1], "basedOn")
        return chain

    def fonts(self) -> list[etree._Element]:
        """The fonts that styles name."""
        return [] if self._root is None else list(self._root.iter(f"{W}rFonts"))

    def font(self, style: str | None) -> str:
        """The font of text in a style."""
        for own in self.chain(style):
            if font := read_font(own.find(f"{W}rPr")):
                return font
        return read_font(self._defaults)

    def name(self, style: str | None) -> str:
        """The name of a style, which is the same in all languages of Word, unlike its id."""
        return (value(self._styles.get(style or ""), "name") or "").lower()

    def alignment(self, style: str | None) -> str | None:
        """How the paragraphs of a style are aligned."""
        return next((found for own in self.chain(style) if (found := value(own, "pPr/jc"))), None)

    def numbering_of(self, style: str) -> str | None:
        """The list that a style of lists stands for."""
        return value(self._styles.get(style), "pPr/numPr/numId")
