"""Measures what OCR reads of texts that were laid out, made pictures of, and stamped: characters that come back wrong.

`python -m benchmarks.scans FOLDER… [--limit N] [--dpi 200] [--stamped] [--show]` needs LibreOffice and Tesseract with
`vie`. The first page and the one that is signed are drawn in colour, a little askew and with specks, and kept as JPEG. A stamped
document has the rectangle of an office that received it on its first page, and a round stamp and a blue signature over who
signs. The ink of the stamps and where they lie are another in each document: over names and letterheads too.
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
from assistant.readers.reading import read_data
from benchmarks.layouts import pieces_of, to_word
from benchmarks.readers import convert

FONT = "DejaVuSerif-Bold.ttf"
_INKS = (
    (214, 32, 45),
    (176, 28, 48),
    (226, 84, 92),
    (206, 44, 120),
    (232, 92, 40),
    (120, 20, 30),
)  # of stamps
_BLUE = (38, 58, 160)
_Colour = tuple[int, int, int]
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
        red = _INKS[seed % len(_INKS)] if stamped else None
        signed = _signatures(pdf) if stamped else {}
        pictures = [_scanned(document[n], n, dpi, chance, red, signed.get(n)) for n in range(count)]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi, quality=_QUALITY)
    return out.getvalue()


def _scanned(
    page: pdfium.PdfPage,
    number: int,
    dpi: int,
    chance: random.Random,
    red: _Colour | None,
    signed: tuple[float, float] | None,
) -> Image.Image:
    picture: Image.Image = page.render(scale=dpi / 72).to_pil().convert("RGB")
    if red:
        scale, ink = dpi / 72, Image.new("RGB", picture.size, "white")
        if number == 0:
            _received(ImageDraw.Draw(ink), scale, red, chance)
        if signed:
            _signed(ink, scale, signed, red, chance)
        picture = ImageChops.multiply(picture, ink)
    draw = ImageDraw.Draw(picture)
    for _ in range(_SPECKS):
        x, y = chance.randrange(picture.width), chance.randrange(picture.height)
        draw.ellipse((x, y, x + 1, y + 1), fill=(90, 90, 90))
    askew = picture.rotate(chance.uniform(-0.6, 0.6), resample=Image.Resampling.BICUBIC, fillcolor="white")
    return askew.filter(ImageFilter.GaussianBlur(0.4))


def _signatures(pdf: bytes) -> dict[int, tuple[float, float]]:
    """Where recipients and signature begin, in points from the left and from the top, by the index of the page."""
    blocks = (block for block in read_data("pdf", pdf).blocks if block.kind == "signature" and block.boxes)
    return {
        block.boxes[0].page - 1: (min(b.left for b in block.boxes), min(b.top for b in block.boxes))
        for block in blocks
        if block.cells[0].text.startswith("Nơi nhận")
    }


def _received(draw: ImageDraw.ImageDraw, scale: float, red: _Colour, chance: random.Random) -> None:
    """The stamp of an office that received the document, at the upper left or over what stands below it."""
    left, top = (chance.uniform(*bounds) * _CENTIMETRE * scale for bounds in ((1.0, 4.0), (0.6, 5.0)))
    unit = scale
    draw.rectangle((left, top, left + 150 * unit, top + 50 * unit), outline=red, width=round(1.5 * unit))
    font = ImageFont.truetype(FONT, round(9 * unit))
    for line, words in enumerate(("CÔNG VĂN ĐẾN", "Số: 1284", "Ngày: 17/11/2025")):
        draw.text((left + 8 * unit, top + (4 + 15 * line) * unit), words, fill=red, font=font)


def _signed(
    ink: Image.Image, scale: float, at: tuple[float, float], red: _Colour, chance: random.Random
) -> None:
    """A round stamp with words around its star, over the left third of a signature, beside the recipients."""
    draw, unit = ImageDraw.Draw(ink), scale
    x, y = (
        at[0] + chance.uniform(8.7, 11.2) * _CENTIMETRE,
        at[1] + chance.uniform(0.9, 2.4) * _CENTIMETRE,
    )
    radius = 1.8 * _CENTIMETRE
    for r, width in ((radius, 2.0), (radius * 0.62, 1.0)):
        box = [(x - r) * unit, (y - r) * unit, (x + r) * unit, (y + r) * unit]
        draw.ellipse(box, outline=red, width=round(width * unit))
    points = [
        ((x + f * np.sin(a)) * unit, (y - f * np.cos(a)) * unit)
        for n in range(10)
        for a, f in [(np.pi * n / 5, radius * (0.45 if n % 2 == 0 else 0.18))]
    ]
    draw.polygon(points, fill=red)
    font = ImageFont.truetype(FONT, round(8 * unit))
    words = "ỦY BAN NHÂN DÂN ★ TỈNH AN BÌNH ★ "
    for n, letter in enumerate(words):
        angle = 360 * n / len(words)
        tile = Image.new("RGB", (round(14 * unit),) * 2, "white")
        ImageDraw.Draw(tile).text((2 * unit, 1 * unit), letter, fill=red, font=font)
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
        chosen.import_pages(document, sorted({0, *list(_signatures(pdf))[:1]}))
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
