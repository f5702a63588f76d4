"""The glyphs of a page as PDFium finds them, with what annotations and form fields show on it."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from .rules import page_rules
from .shapes import Glyph, PageShapes

_HYPHENS = {
    0xFFFE,
    0x02,
    0xAD,
}  # what PDFium makes of a hyphen at a line's end; in Vietnamese it is always a real one
_SYMBOL = {
    0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB0: "°", 0xB4: "×", 0xB8: "÷", 0xD7: "·", 0x2D: "-", 0x2B: "+", 0x3D: "=",
    0xAE: "→", 0xDE: "⇒",
}  # fmt: skip
_WINGDINGS = {
    0xA7: "▪", 0x6E: "■", 0x76: "❖", 0xD8: "➢", 0xE0: "→", 0xF0: "⇨", 0xFC: "✓",
    0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x6C: "●",
}  # fmt: skip
# What a signature field says of the certificate and not of the document. Words of signing software, not of texts.
_CERTIFICATE = re.compile(
    r"(?:được )?ký (?:số )?bởi|người ký|email|thời gian ký|ngày ký|signed by|signature (?:not )?valid|chữ ký (?:số )?hợp lệ"
    r"|cơ quan\s*:|tổ chức\s*:|\bCN=|\bOID\.",
    re.IGNORECASE,
)


def page_shapes(document: pdfium.PdfDocument, index: int) -> PageShapes:
    """Read a page's glyphs and rules; what fields and annotations show becomes part of the page first."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return PageShapes(index + 1, 0.0, 0.0, 0, [], [], "none", damaged=True)
    own = None
    if pdfium_c.FPDFPage_GetAnnotCount(page) > 0:
        own = {_place_of(c) for c in _characters(page)}
        # PDFium's own function, not pypdfium2's: that one asks for form fields, and typed-on text has none.
        pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation() // 90 % 4
    width, height = (top - bottom, right - left) if rotation % 2 else (right - left, top - bottom)
    found = _characters(page)
    turns = Counter((turn - rotation) % 4 for _, _, turn, _, _, _ in found)
    turn = turns.most_common(1)[0][0] if turns else 0

    def place(x: float, y: float) -> tuple[float, float]:
        """A point of the file's own space in the frame in which most of the page's text is upright."""
        x, y = (
            (x - left, top - y),
            (y - bottom, x - left),
            (right - x, y - bottom),
            (top - y, right - x),
        )[rotation]
        return ((x, y), (height - y, x), (width - x, height - y), (y, width - x))[turn]

    if turn % 2:
        shown_width, shown_height = height, width
    else:
        shown_width, shown_height = width, height
    glyphs: list[Glyph] = []
    added: list[Glyph] = []
    for character in found:
        text, origin, direction, size, bold, box = character
        x0, y0 = place(box[0], box[1])
        x1, y1 = place(box[2], box[3])
        base_x, base_y = place(*origin)
        direction = (direction - rotation - turn) % 4
        if direction == 0:
            glyph = Glyph(text, min(x0, x1), max(x0, x1), base_y, size, bold)
        else:  # the frame of its own cell
            across = {1: (-y0, -y1), 2: (-x0, -x1), 3: (y0, y1)}[direction]
            base = {1: base_x, 2: -base_y, 3: -base_x}[direction]
            glyph = Glyph(text, min(across), max(across), base, size, bold, direction)
        middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
        if not (-1 <= middle_x <= shown_width + 1 and -1 <= middle_y <= shown_height + 1):
            continue  # cut off by the page's box
        glyph.added = own is not None and _place_of(character) not in own
        (added if glyph.added else glyphs).append(glyph)
    kept, private = _public(added)
    rules, pictured = page_rules(page, place, shown_width * shown_height)
    page.close()
    return PageShapes(
        index + 1,
        shown_width,
        shown_height,
        turn,
        glyphs + kept,
        rules,
        "text" if glyphs or kept else "none",
        pictured,
        private=private,
    )


_Found = tuple[str, tuple[float, float], int, float, bool, tuple[float, float, float, float]]


def _place_of(character: _Found) -> tuple[str, int, int]:
    text, (x, y), *_ = character
    return text, round(x * 2), round(y * 2)


def _characters(page: pdfium.PdfPage) -> list[_Found]:
    """Text, origin, quarter turns, size, bold and box of each character, in the order of the file."""
    textpage = page.get_textpage()
    try:
        return _found(textpage)
    finally:
        textpage.close()


def _found(textpage: pdfium.PdfTextPage) -> list[_Found]:
    found: list[_Found] = []
    x, y = ctypes.c_double(), ctypes.c_double()
    tight = [ctypes.c_double() for _ in range(4)]
    loose, matrix = pdfium_c.FS_RECTF(), pdfium_c.FS_MATRIX()
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    run: tuple[float, ...] = ()
    bold, font = False, ""
    for n in range(textpage.count_chars()):
        if pdfium_c.FPDFText_IsGenerated(textpage, n) == 1 and not pdfium_c.FPDFText_IsHyphen(textpage, n):
            continue
        code = pdfium_c.FPDFText_GetUnicode(textpage, n)
        pdfium_c.FPDFText_GetMatrix(textpage, n, matrix)
        pdfium_c.FPDFText_GetCharOrigin(textpage, n, x, y)
        along = math.hypot(matrix.a, matrix.b)
        if not along:
            continue
        size = pdfium_c.FPDFText_GetFontSize(textpage, n)
        if run != (matrix.e, matrix.f, size):
            run = (matrix.e, matrix.f, size)
            used = pdfium_c.FPDFText_GetFontInfo(textpage, n, name, len(name), flags)
            font = name.raw[: max(used - 1, 0)].decode("utf-8", "replace").lower()
            bold = "bold" in font or "black" in font
        text = _text(code, font)
        if not text:
            continue
        if unicodedata.combining(text) and found:
            last = found[-1]
            found[-1] = (unicodedata.normalize("NFC", last[0] + text), *last[1:])
            continue
        size *= abs(matrix.a * matrix.d - matrix.b * matrix.c) / along
        pdfium_c.FPDFText_GetLooseCharBox(textpage, n, loose)
        box = (loose.left, loose.bottom, loose.right, loose.top)
        if box[0] == box[2] or box[1] == box[3]:
            pdfium_c.FPDFText_GetCharBox(textpage, n, tight[0], tight[1], tight[2], tight[3])
            box = (tight[0].value, tight[2].value, tight[1].value, tight[3].value)
        quarter = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        found.append((text, (x.value, y.value), quarter, size, bold, box))
    return found


def _text(code: int, font: str) -> str:
    if code in _HYPHENS:
        return "-"
    if 0xF000 <= code <= 0xF0FF:  # a symbol font's own codes
        table = _WINGDINGS if "wingding" in font else _SYMBOL
        return table.get(code - 0xF000, "•" if code - 0xF000 in _WINGDINGS else "")
    if code < 32 or 0xD800 <= code <= 0xF8FF or 0x200B <= code <= 0x200F or code in (0xFEFF, 0xFFFF, 0x2060):
        return " " if code in (9, 10, 13) else ""
    return " " if code in (0xA0, 0x202F, 0x2007) else chr(code)


def _public(added: list[Glyph]) -> tuple[list[Glyph], list[str]]:
    """Part what annotations show: a number, a date, typed-on words; and what they say of a certificate."""
    rows: list[list[Glyph]] = []
    for glyph in added:
        last = rows[-1][-1] if rows else None
        if (
            last is not None
            and abs(glyph.base - last.base) < 2.5 * last.size
            and glyph.left - last.right < 40
        ):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    kept: list[Glyph] = []
    private: list[str] = []
    for row in rows:
        if _CERTIFICATE.search("".join(g.text for g in row)):
            private.append("signature")
        else:
            kept.extend(row)
    return kept, private
