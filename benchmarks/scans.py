"""Measures what OCR reads of texts that were laid out, made pictures of, and stamped: characters that come back wrong.

`python -m benchmarks.scans FOLDER… [--limit N] [--dpi 200] [--stamped] [--show]` needs LibreOffice and Tesseract with
`vie`. The first page and the one that is signed are drawn in colour, a little askew and with specks, and kept as JPEG. A stamped
document has the red rectangle of an office that received it on its first page, and a red round stamp and a blue signature over
who signs.
"""

from __future__ import annotations

import argparse
import difflib
import io
import random
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from assistant.language.text import plain, tidy
from assistant.readers import ReaderProcess, render
from benchmarks.layouts import pieces_of, to_word
from benchmarks.readers import convert

FONT = "DejaVuSerif-Bold.ttf"
_RED, _BLUE = (214, 32, 45), (38, 58, 160)
_CENTIMETRE = 72 / 2.54  # points
_QUALITY = 75  # of JPEG, as scanners have it
_SPECKS = 60  # a page


def to_scan(
    pdf: bytes, *, dpi: int = 200, stamped: bool = False, pages: int | None = None, seed: int = 0
) -> bytes:
    """The pages of a PDF, or the first of them, as pictures without text in a PDF."""
    chance = random.Random(seed)
    with pdfium.PdfDocument(pdf) as document:
        count = min(len(document), pages or len(document))
        pictures = [_scanned(document[n], n, dpi, chance, stamped=stamped) for n in range(count)]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi, quality=_QUALITY)
    return out.getvalue()


def _scanned(
    page: pdfium.PdfPage, number: int, dpi: int, chance: random.Random, *, stamped: bool
) -> Image.Image:
    picture: Image.Image = page.render(scale=dpi / 72).to_pil().convert("RGB")
    if stamped:
        scale, ink = dpi / 72, Image.new("RGB", picture.size, "white")
        if number == 0:
            _received(ImageDraw.Draw(ink), scale)
        if (at := _recipients(page)) is not None:
            _signed(ink, scale, at, chance)
        picture = ImageChops.multiply(picture, ink)
    draw = ImageDraw.Draw(picture)
    for _ in range(_SPECKS):
        x, y = chance.randrange(picture.width), chance.randrange(picture.height)
        draw.ellipse((x, y, x + 1, y + 1), fill=(90, 90, 90))
    askew = picture.rotate(chance.uniform(-0.6, 0.6), resample=Image.Resampling.BICUBIC, fillcolor="white")
    return askew.filter(ImageFilter.GaussianBlur(0.4))


def _recipients(page: pdfium.PdfPage) -> tuple[float, float] | None:
    """Where “Nơi nhận” stands, in points from the left and from the top."""
    text = page.get_textpage()
    found = text.search("Nơi nhận").get_next()
    if found is None:
        return None
    left, _, _, top = text.get_charbox(found[0])
    return left, page.get_height() - top


def _received(draw: ImageDraw.ImageDraw, scale: float) -> None:
    """The stamp of an office that received the document, at the upper left corner."""
    left, top, unit = 1.2 * _CENTIMETRE * scale, 0.8 * _CENTIMETRE * scale, scale
    draw.rectangle((left, top, left + 150 * unit, top + 50 * unit), outline=_RED, width=round(1.5 * unit))
    font = ImageFont.truetype(FONT, round(9 * unit))
    for line, words in enumerate(("CÔNG VĂN ĐẾN", "Số: 1284", "Ngày: 17/11/2025")):
        draw.text((left + 8 * unit, top + (4 + 15 * line) * unit), words, fill=_RED, font=font)


def _signed(ink: Image.Image, scale: float, at: tuple[float, float], chance: random.Random) -> None:
    """A round stamp with words around its star, over the left third of a signature, beside the recipients."""
    draw, unit = ImageDraw.Draw(ink), scale
    x, y, radius = at[0] + 10.2 * _CENTIMETRE, at[1] + 1.9 * _CENTIMETRE, 1.8 * _CENTIMETRE
    for r, width in ((radius, 2.0), (radius * 0.62, 1.0)):
        box = [(x - r) * unit, (y - r) * unit, (x + r) * unit, (y + r) * unit]
        draw.ellipse(box, outline=_RED, width=round(width * unit))
    points = [
        ((x + f * np.sin(a)) * unit, (y - f * np.cos(a)) * unit)
        for n in range(10)
        for a, f in [(np.pi * n / 5, radius * (0.45 if n % 2 == 0 else 0.18))]
    ]
    draw.polygon(points, fill=_RED)
    font = ImageFont.truetype(FONT, round(8 * unit))
    words = "ỦY BAN NHÂN DÂN ★ TỈNH AN BÌNH ★ "
    for n, letter in enumerate(words):
        angle = 360 * n / len(words)
        tile = Image.new("RGB", (round(14 * unit),) * 2, "white")
        ImageDraw.Draw(tile).text((2 * unit, 1 * unit), letter, fill=_RED, font=font)
        turned = tile.rotate(-angle, fillcolor="white", resample=Image.Resampling.BICUBIC)
        r = radius * 0.81
        place = (
            round((x + r * np.sin(np.radians(angle)) - 7) * unit),
            round((y - r * np.cos(np.radians(angle)) - 7) * unit),
        )
        region = (*place, place[0] + turned.width, place[1] + turned.height)
        ink.paste(ImageChops.multiply(ink.crop(region), turned), place)
    stroke = [((x + 20 + 9 * n) * unit, (y + chance.uniform(-22, 22)) * unit) for n in range(12)]
    draw.line(stroke, fill=_BLUE, width=round(1.4 * unit), joint="curve")


def _cut(pdf: bytes) -> bytes:
    """The first page of a PDF, and the one that is signed."""
    with pdfium.PdfDocument(pdf) as document, pdfium.PdfDocument.new() as chosen:
        signed = [n for n in range(len(document)) if _recipients(document[n])]
        chosen.import_pages(document, sorted({0, *signed[:1]}))
        out = io.BytesIO()
        chosen.save(out)
    return out.getvalue()


def errors(true: str, read: str) -> int:
    """Characters to be put in, taken out or changed to make one text of the other, white space left aside."""
    one, other = (
        np.array(
            [
                ord(c)
                for c in unicodedata.normalize("NFC", plain(text))
                if not c.isspace() and c not in "|*_-–"
            ]
        )
        for text in (true, read)
    )
    steps = np.arange(len(other) + 1)
    row = steps.copy()
    for n, character in enumerate(one, start=1):
        changed = row[:-1] + (other != character)
        row = np.concatenate(([n], np.minimum(row[1:] + 1, changed)))
        row = np.minimum.accumulate(row - steps) + steps
    return int(row[-1])


def differences(true: str, read: str) -> Iterator[str]:
    """What was read otherwise, word by word."""
    one, other = true.split(), read.split()
    for kind, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"{' '.join(one[a:b])[:90]!r} → {' '.join(other[c:d])[:90]!r}"


def main() -> None:
    """Prints the share of wrong characters of each document, and of all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--limit", type=int, default=6, help="texts of each folder")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--stamped", action="store_true")
    parser.add_argument("--show", action="store_true", help="what was read otherwise")
    options = parser.parse_args()
    wrong = characters = 0
    with ReaderProcess() as reader:
        for folder in options.folders:
            for number, file in enumerate(sorted(folder.glob("*.md"))[: options.limit]):
                pieces = list(pieces_of(tidy(file.read_text(encoding="utf-8"))))
                pdf = _cut(convert(to_word(pieces, "typed"), "pdf"))
                true = render(reader.read("pdf", pdf)).text
                scan = to_scan(pdf, dpi=options.dpi, stamped=options.stamped, seed=number)
                started = time.perf_counter()
                read = render(reader.read("pdf", scan)).text
                taken = time.perf_counter() - started
                found, of = errors(true, read), sum(not c.isspace() for c in true)
                wrong, characters = wrong + found, characters + of
                print(f"{file.name}: {found} of {of}, {found / of:.4f}; {taken:.1f} s", flush=True)
                if options.show:
                    print(*(f"  {each}" for each in differences(true, read)), sep="\n")
    print(f"all: {wrong} of {characters}, {wrong / characters:.4f}")


if __name__ == "__main__":
    main()
