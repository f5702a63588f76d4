"""Writes small PDF files for tests: text at places, rules, pictures, fields; letters without a font that has them.

Every character gets a code of its own and a table that says which letter it is, as programs write them. A letter is half
as wide as it is high, a space a quarter.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
_FONTS = {False: ("F1", "Times-Roman"), True: ("F2", "Times-Bold")}


def width_of(text: str, size: float = 14) -> float:
    """How wide a text is, in points."""
    return sum(0.25 if c == " " else 0.5 for c in text) * size


@dataclass
class PdfPage:
    """A page; places are points from the top left."""

    pdf: PdfWriter
    width: float = WIDTH
    height: float = HEIGHT
    rotate: int = 0
    content: list[str] = field(default_factory=list)
    annotations: list[int] = field(default_factory=list)
    images: dict[str, int] = field(default_factory=dict)

    def text(
        self, left: float, base: float, text: str, *, size: float = 14, bold: bool = False, up: bool = False
    ) -> PdfPage:
        """Words that begin at `left` on the baseline `base`; `up` writes them upwards."""
        turn = "0 1 -1 0" if up else "1 0 0 1"
        codes = self.pdf.encode(text, bold)
        self.content.append(
            f"BT /{_FONTS[bold][0]} {size} Tf {turn} {left:.2f} {self.height - base:.2f} Tm <{codes}> Tj ET"
        )
        return self

    def centred(self, base: float, text: str, *, size: float = 14, bold: bool = True) -> PdfPage:
        """Words in the middle of the page's text area (85 to 539)."""
        return self.text(312 - width_of(text, size) / 2, base, text, size=size, bold=bold)

    def paragraph(
        self, base: float, *lines: str, indent: float = 36, leading: float = 20, ended: bool = True
    ) -> float:
        """Justified lines of a paragraph from 85 to 539, its first further in; returns the next baseline.

        One that has not `ended` goes on on the next page: its last line is full.
        """
        for n, line in enumerate(lines):
            left = 85 + (indent if n == 0 else 0)
            if n + 1 < len(lines) or not ended:  # spread its words up to the margin
                words = line.split(" ")
                gap = (539 - left - sum(map(width_of, words))) / (len(words) - 1)
                for word in words:
                    self.text(left, base, word)
                    left += width_of(word) + gap
            else:
                self.text(left, base, line)
            base += leading
        return base

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> PdfPage:
        """A line."""
        self.content.append(f"0.5 w {x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S")
        return self

    def grid(self, edges: list[float], tops: list[float]) -> PdfPage:
        """All rules of a table."""
        for y in tops:
            self.rule(edges[0], y, edges[-1], y)
        for x in edges:
            self.rule(x, tops[0], x, tops[-1])
        return self

    def row(
        self, edges: list[float], base: float, *cells: str, bold: bool = False, size: float = 10
    ) -> PdfPage:
        """Words of cells, each behind its left edge."""
        for left, cell in zip(edges, cells, strict=False):
            if cell:
                self.text(left + 4, base, cell, bold=bold, size=size)
        return self

    def picture(self) -> PdfPage:
        """A grey picture that covers the page."""
        self.images["Im"] = self.pdf.add(
            "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8",
            b"\xf0\xf1\xf2\xf3",
        )
        self.content.insert(0, f"q {self.width} 0 0 {self.height} 0 0 cm /Im Do Q")
        return self

    def field(self, left: float, base: float, text: str, *, size: float = 13, kind: str = "Sig") -> PdfPage:
        """A form field whose appearance shows a text; its value is in no content of the page."""
        codes = self.pdf.encode(text, False)
        wide, high = width_of(text, size) + 4, size * 1.6
        shown = self.pdf.add(
            f"/Type /XObject /Subtype /Form /BBox [0 0 {wide:.2f} {high:.2f}]"
            f" /Resources << /Font << /F1 {self.pdf.font(False)} 0 R >> >>",
            f"BT /F1 {size} Tf 0 4 Td <{codes}> Tj ET".encode(),
        )
        bottom = self.height - base - 4
        number = self.pdf.add(
            f"/Type /Annot /Subtype /Widget /FT /{kind} /T (f{len(self.pdf.fields)}) /F 4 /AP << /N {shown} 0 R >>"
            f" /Rect [{left:.2f} {bottom:.2f} {left + wide:.2f} {bottom + high:.2f}]"
        )
        self.pdf.fields.append(number)
        self.annotations.append(number)
        return self


class PdfWriter:
    """A file of pages."""

    def __init__(self) -> None:
        self.objects: list[bytes] = [b"", b""]  # catalog and pages come last
        self.pages: list[PdfPage] = []
        self.fields: list[int] = []
        self._codes: dict[bool, dict[str, int]] = {False: {}, True: {}}
        self._fonts: dict[bool, int] = {}

    def page(self, *, width: float = WIDTH, height: float = HEIGHT, rotate: int = 0) -> PdfPage:
        """A new page."""
        self.pages.append(PdfPage(self, width, height, rotate))
        return self.pages[-1]

    def add(self, entries: str, stream: bytes | None = None) -> int:
        """A new object; returns its number."""
        body = f"<< {entries} >>".encode()
        if stream is not None:
            packed = zlib.compress(stream)
            body = (
                f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
                + packed
                + b"\nendstream"
            )
        self.objects.append(body)
        return len(self.objects)

    def encode(self, text: str, bold: bool) -> str:
        """The codes of a text, as hexadecimal figures."""
        codes = self._codes[bold]
        return "".join(f"{codes.setdefault(c, 32 if c == ' ' else 33 + len(codes)):02x}" for c in text)

    def font(self, bold: bool) -> int:
        """The number of the font; what it holds is written in the end."""
        if bold not in self._fonts:
            self.objects.append(b"")
            self._fonts[bold] = len(self.objects)
        return self._fonts[bold]

    def save(self) -> bytes:
        """The file."""
        fonts = {bold: self.font(bold) for bold in (False, True)}
        kids = []
        for page in self.pages:
            content = self.add("", "\n".join(page.content).encode())
            images = " ".join(f"/{name} {number} 0 R" for name, number in page.images.items())
            annotations = " ".join(f"{n} 0 R" for n in page.annotations)
            kids.append(
                self.add(
                    f"/Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate}"
                    f" /Contents {content} 0 R /Annots [{annotations}] /Resources << /XObject << {images} >>"
                    f" /Font << /F1 {fonts[False]} 0 R /F2 {fonts[True]} 0 R >> >>"
                )
            )
        for bold, number in fonts.items():
            self.objects[number - 1] = self._font(bold)
        fields = " ".join(f"{n} 0 R" for n in self.fields)
        form = f" /AcroForm << /Fields [{fields}] >>" if self.fields else ""
        self.objects[0] = f"<< /Type /Catalog /Pages 2 0 R{form} >>".encode()
        listed = " ".join(f"{n} 0 R" for n in kids)
        self.objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
        data = bytearray(b"%PDF-1.7\n")
        places = []
        for number, body in enumerate(self.objects, 1):
            places.append(len(data))
            data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(data)
        data += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        data += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
        data += f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(data)

    def _font(self, bold: bool) -> bytes:
        codes = self._codes[bold]
        letters = "\n".join(f"<{code:02x}> <{c.encode('utf-16-be').hex()}>" for c, code in codes.items())
        table = self.add(
            "",
            f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
            f"{len(codes)} beginbfchar\n{letters}\nendbfchar endcmap end".encode(),
        )
        widths = " ".join("250" if code == 32 else "500" for code in range(32, 256))
        name = _FONTS[bold][1]
        return (
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /FirstChar 32 /LastChar 255 /Widths [{widths}]"
            f" /ToUnicode {table} 0 R >>"
        ).encode()
