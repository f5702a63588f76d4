#!/usr/bin/env bash
# pypdfium2 5.15.2, PdfTextPage.get_text_bounded (FPDFText_GetBoundedText of PDFium): a figure of one digit is joined to what the
# column before it holds, 100 points away; figures of two digits on the same page are kept apart.
#
# Valid input: a table without rules, its columns 100 points apart, set in 12 points.
# Seen:
#   An Bình | 12 | 9    An Bình 129
#   Tân Lập | 1  | 7    Tân Lập17
#   Hòa Sơn | 3  | 18   Hòa Sơn3 18
#   Phú Mỹ  | 15 | 20   Phú Mỹ 15 20
# get_text_range breaks the line at each of these places; its documentation sends readers to get_text_bounded for full Unicode.
# With longer heads of the columns and the first two rows only, both methods keep the figures apart.
# Tables of Vietnamese communes count in small figures (households, schools, health stations): 12 poor and 9 near-poor households
# are read as 129, a likely figure, which an answer then cites as the plan's.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 fpdf2==2.8.9 font-roboto==0.0.1
"$folder/venv/bin/python" - <<'PYTHON'
from pathlib import Path

import font_roboto
from fpdf import FPDF
from pypdfium2 import PdfDocument

SEEN = {
    ("Xã", "Nghèo", "Cận nghèo"): "Xã Nghèo Cận nghèo",
    ("An Bình", "12", "9"): "An Bình 129",
    ("Tân Lập", "1", "7"): "Tân Lập17",
    ("Hòa Sơn", "3", "18"): "Hòa Sơn3 18",
    ("Phú Mỹ", "15", "20"): "Phú Mỹ 15 20",
}
page = FPDF(unit="pt")
page.add_page()
page.add_font("Roboto", fname=Path(font_roboto.__file__).parent / "files" / "Roboto-Regular.ttf")
page.set_font("Roboto", size=12)
for row, cells in enumerate(SEEN):
    for column, cell in enumerate(cells):
        page.text(60 + 100 * column, 60 + 20 * row, cell)
text = PdfDocument(bytes(page.output()))[0].get_textpage()
bounded, ranged = text.get_text_bounded().split("\r\n"), text.get_text_range()
for cells, line in zip(SEEN, bounded, strict=True):
    print(*cells, sep=" | ", end=f" -> {line}\n")
assert bounded == list(SEEN.values()), bounded
assert "An Bình 12\r\n9\r\nTân Lập\r\n1\r\n7\r\n" in ranged, ranged
PYTHON
