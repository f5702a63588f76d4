"""Characters of fonts of symbols (Symbol, Wingdings), which Word stores as codes, and raised or lowered figures."""

from __future__ import annotations

import re

_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x78: "☒", 0x9E: "·", 0x9F: "•",
    0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xE8: "→", 0xF0: "⇒", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x98: "●", 0x99: "○", 0xA2: "■", 0xA3: "☐",
    0x2A: "☐", 0x30: "☐",
}  # fmt: skip
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″",
    0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅",
    0xD6: "√", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫", 0x40: "≅",
}  # fmt: skip
_GREEK = dict(zip("abcdefghiklmnopqrstuwxyz", "αβχδεφγηικλμνοπθρστυωξψζ", strict=True))
_SYMBOL |= {ord(latin): greek for latin, greek in _GREEK.items()}
_SYMBOL |= {ord(latin.upper()): greek.upper() for latin, greek in _GREEK.items()}
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")


PRIVATE = re.compile("[\uf000-\uf0ff]")


def is_of_symbols(font: str) -> bool:
    """Whether a font's letters are signs."""
    return font.startswith(("Wingdings", "Webdings", "Symbol"))


def symbol(font: str, code: int) -> str:
    """The sign that a code is in a font of symbols, as the nearest one of Unicode."""
    code &= 0xFF
    if font.startswith("Wingdings 2"):
        table = _WINGDINGS_2
    elif font.startswith("Wingdings"):
        table = _WINGDINGS
    else:
        table = _SYMBOL
    sign = table.get(code)
    if sign is None and table is _SYMBOL and 0x20 <= code < 0x7F:
        return chr(code)
    return sign or "•"


def private(text: str, font: str) -> str:
    """The text with the codes of private use that stand for signs of a font of symbols as those signs."""
    if not PRIVATE.search(text):
        return text
    return "".join(symbol(font or "Symbol", ord(c)) if "\uf000" <= c <= "\uf0ff" else c for c in text)


def raised(text: str) -> str:
    """Raised figures as such characters, so that 10⁶ is not 106; a raised o is a degree. Words stay as they are."""
    if text.strip() in ("o", "O"):
        return text.replace("o", "°").replace("O", "°")
    return text.translate(_RAISED) if any(map(str.isdigit, text)) or text.strip() == "n" else text


def lowered(text: str, before: str) -> str:
    """Lowered figures behind a figure as such characters; CO2 stays as it is typed and looked for."""
    return text.translate(_LOWERED) if before[-1:].isdigit() else text
