"""Pages without text, or with a wrong one, by OCR: Tesseract in this process, through the extra `ocr`.

The words come back as glyphs with a baseline, so that lines, paragraphs and letterheads are found as on other pages.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from assistant.readers.syllables import LEAST_SHARE, is_real_syllable, share_of_syllables
from assistant.readers.tesseract import LANGUAGE, traineddata

from .drawings import without_drawings
from .inks import without_stamps
from .shapes import Glyph, PageShapes
from .words import RECIPIENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

_DPI = 300
_COARSE = 200  # dpi: a scan of less is drawn larger
_MOST_PIXELS = 20_000_000  # of a page's picture; larger pages get a coarser one
_SKEWS = np.arange(-3.0, 3.01, 0.25)  # degrees that a page is tried at
_LEAST_SKEW = 0.3  # degrees: less is left as it is
_MIDDLE = 0.42  # of the width: recipients stand left of it, who signs right of it
_ABOVE = 4.0  # of the size: who signs may begin above the recipients
_LEGIBLE = 0.8  # confidence of a word beside a stamp or signature
_LEAST_LEGIBLE = 0.4  # that of a syllable as Vietnamese spells it
_SIDEWAYS = 3.0  # times as much as rows, columns differ from their neighbours on a page that lies on its side
_NOISE = 0.5  # confidence: a word without letters and figures below this is a speck


def read_page(page: pdfium.PdfPage, number: int) -> PageShapes:
    """A page by OCR, its words as glyphs. Without Tesseract nothing is read."""
    width, height = page.get_size()
    picture = _picture(page, width, height)
    scale = picture.width / width
    quarter, words = _words(picture, scale)
    if quarter % 2:
        width, height = height, width
    return PageShapes(number, width, height, quarter, words, [], "ocr" if words else "none", 1.0)


def _picture(page: pdfium.PdfPage, width: float, height: float) -> Image.Image:
    """The page in grey, without what is red in it: a stamp of arrival has a number and a date of its own."""
    scale = min(_resolution(page, width) / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        colours = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
    return without_stamps(colours)


def _resolution(page: pdfium.PdfPage, width: float) -> float:
    """That of the scan, or twice it where that is coarse: between, its letters would be drawn anew."""
    widest = max(
        (image.get_px_size()[0] for image in page.get_objects((pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=3)),
        default=0,
    )
    native = 72 * widest / max(width, 1.0)
    while 70 <= round(native) < _COARSE:  # pixels are whole: a scan of 200 dpi has 199.97
        native *= 2
    return native if _COARSE <= round(native) <= 2 * _COARSE else _DPI


def _words(picture: Image.Image, scale: float) -> tuple[int, list[Glyph]]:
    """The words, and the quarter turns after which they are upright: a scan may lie on its side."""
    words: list[Glyph] | None = None
    if not _lies_on_its_side(picture):
        words = _upright(picture, scale)
        share = share_of_syllables(" ".join(w.text for w in words))
        if share is None or share >= LEAST_SHARE / 2:
            return 0, words
    small = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)
    for quarter in (1, 3) if words is None else (2, 1, 3):
        turned = small.rotate(-90 * quarter, expand=True)
        sample = turned.crop((0, turned.height // 4, turned.width, 3 * turned.height // 4))
        text = " ".join(word.text for line in _recognised(sample, scale / 2) for word in line)
        found = share_of_syllables(text)
        if found is not None and found >= LEAST_SHARE / 2:
            return quarter, _upright(picture.rotate(-90 * quarter, expand=True), scale)
    return 0, _upright(picture, scale) if words is None else words


def _lies_on_its_side(picture: Image.Image) -> bool:
    """Whether columns of the picture are by turns dark and white, as rows of a text are."""
    small = _thumbnail(picture)
    return _SIDEWAYS * _contrast(small, 0.0) < _contrast(small.rotate(90, expand=True), 0.0)


def _thumbnail(picture: Image.Image) -> Image.Image:
    return picture.resize((max(picture.width // 6, 1), max(picture.height // 6, 1)), Image.Resampling.BOX)


def _upright(picture: Image.Image, scale: float) -> list[Glyph]:
    skew = _skew(picture)
    if abs(skew) >= _LEAST_SKEW:
        picture = picture.rotate(skew, resample=Image.Resampling.BILINEAR, fillcolor=255)
    lines = list(_recognised(picture, scale))
    lines.extend(_signed(picture, scale, [line for line in lines if line]))
    usual = float(np.median([line[0].size for line in lines if line] or [0.0]))
    for line in lines:
        if line and 0.75 * usual < line[0].size < 1.35 * usual:  # heights of words are rough
            for word in line:
                word.size = usual
    return [word for line in lines for word in line]


def _signed(picture: Image.Image, scale: float, lines: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    """Office and name beside the recipients, where stamp and signature made Tesseract take them for a picture."""
    at = next((line for line in lines if RECIPIENTS.match(" ".join(word.text for word in line))), None)
    middle = picture.width / scale * _MIDDLE
    if at is None or at[0].left > middle:
        return
    size = at[0].size
    top = at[0].base - _ABOVE * size
    beside = [word for line in lines for word in line if word.base > top and word.right > middle]
    if any(word.base > at[0].base - 2 * size for word in beside):
        return
    top = max([top, *(word.base + 0.5 * size for word in beside)])
    below = [word.right for line in lines for word in line if word.base > top and word.left < middle]
    left = max([middle, *below]) + size
    region = picture.crop((round(left * scale), round(top * scale), picture.width, picture.height))
    if min(region.size) < 2 * size * scale:
        return
    for line in _recognised(without_drawings(region, size * scale), scale, block=True):
        sure = [word for word in line if _is_legible(word)]
        if len(sure) < 2:  # what is left of a signature
            continue
        for word in sure:
            word.left, word.right, word.base = word.left + left, word.right + left, word.base + top
        yield sure


def _is_legible(word: Glyph) -> bool:
    least = _LEAST_LEGIBLE if is_real_syllable(word.text) else _LEGIBLE
    return (word.confidence or 0.0) > least and word.text[0].isalnum()


def _skew(picture: Image.Image) -> float:
    """The angle, in degrees, that sets the lines of a page level: its rows are then either dark or white."""
    small = _thumbnail(picture)
    best = max(_SKEWS, key=lambda angle: (_contrast(small, float(angle)), -abs(angle)))
    return float(best) if _contrast(small, float(best)) > 1.05 * _contrast(small, 0.0) else 0.0


def _contrast(picture: Image.Image, angle: float) -> float:
    turned = picture.rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=255)
    dark = (255.0 - np.asarray(turned, dtype=np.float32)).sum(axis=1)
    return float(np.square(np.diff(dark)).sum())


def _recognised(picture: Image.Image, scale: float, *, block: bool = False) -> Iterator[list[Glyph]]:
    """The words of each line; places in points. `block`: the picture is one column of text, and no part of it a picture."""
    import tesserocr

    folder = traineddata()
    if folder is None:
        return
    mode = tesserocr.PSM.SINGLE_BLOCK if block else tesserocr.PSM.AUTO
    with tesserocr.PyTessBaseAPI(path=str(folder), lang=LANGUAGE, psm=mode) as engine:
        engine.SetVariable("debug_file", "NUL" if sys.platform == "win32" else "/dev/null")
        engine.SetImage(picture)
        engine.SetSourceResolution(_DPI)
        engine.Recognize()
        found = engine.GetIterator()
        if found is None:
            return
        line: list[Glyph] = []
        for word in tesserocr.iterate_level(found, tesserocr.RIL.WORD):
            if word.IsAtBeginningOf(tesserocr.RIL.TEXTLINE):
                yield _levelled(line)
                line = []
            text = (word.GetUTF8Text(tesserocr.RIL.WORD) or "").strip()
            text = text.replace("Đ\u00d0", "Đ").replace("\u00d0", "Đ")  # the Icelandic letter
            confidence = word.Confidence(tesserocr.RIL.WORD) / 100
            box = word.BoundingBox(tesserocr.RIL.WORD)
            if not text or box is None or _is_speck(text, confidence):
                continue
            left, top, right, bottom = (edge / scale for edge in box)
            baseline = word.Baseline(tesserocr.RIL.TEXTLINE)
            base = (baseline[0][1] + baseline[1][1]) / 2 / scale if baseline else bottom
            line.append(Glyph(text, left, right, base, bottom - top, confidence=confidence))
        yield _levelled(line)


def _is_speck(text: str, confidence: float) -> bool:
    plain = any(c.isalnum() for c in text)
    return (
        (not plain and confidence < 0.9 and text not in ("-", "–", "+"))
        or (confidence < _NOISE and len(text) < 2)
        or set(text) <= set("_|`'\"“”~¬\\")
    )


def _levelled(line: list[Glyph]) -> list[Glyph]:
    """The words of a line in one size: 1.1 times the height of those with ascenders, which the median has."""
    if line:
        size = 1.1 * float(np.median([word.size for word in line]))
        for word in line:
            word.size = size
    return line
