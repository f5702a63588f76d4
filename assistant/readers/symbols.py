"""Characters of the fonts Symbol and Wingdings, which have signs in the codes of letters."""

from __future__ import annotations

_SYMBOL = {
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD5: "∏", 0xD6: "√", 0xE5: "∑", 0xF0: "•",
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
}  # fmt: skip
_WINGDINGS = {
    0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0xA8: "☐", 0xE0: "→", 0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def is_symbol_font(font: str) -> bool:
    """Whether a font of this name has signs in the codes of letters."""
    return font.lower().startswith(("symbol", "wingdings", "webdings"))


def read_symbol(font: str, code: int) -> str:
    """The sign that a font shows for a code; a bullet where only the font knows."""
    code &= 0xFF
    if font.lower().startswith("symbol"):
        return _SYMBOL.get(code) or (chr(code) if 0x20 <= code < 0x7F else "•")
    return " " if code == 0x20 else _WINGDINGS.get(code, "•")
