#!/usr/bin/env bash
# PyMuPDF 2.0, pymupdf4llm.to_markdown: a hyphen at the end of a line is taken for a division of a word, also between the two
# years of a period, within a document number and within a name; it is deleted and its sides are joined.
#
# Valid input: a PDF whose lines end, as those of Word do, after a hyphen that belongs to the text.
# Seen (the line ends at the stroke); page.get_text() keeps each hyphen:
#   giai đoạn 2026-|2030            giai đoạn 20262030
#   Quyết định số 45/QĐ-|UBND       Quyết định số 45/QĐUBND
#   trước ngày 15-|12-2026          trước ngày 1512-2026
#   tỉnh Bà Rịa-|Vũng Tàu           tỉnh Bà RịaVũng Tàu
# Vietnamese is not divided at the end of a line at all, for its words are written by syllables: each hyphen there is a real one.
# Periods and document numbers, by which plans are searched and cited, turn into figures and signs that stand in no document.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pymupdf==2.0 fpdf2==2.8.9 font-roboto==0.0.1
"$folder/venv/bin/python" - <<'PYTHON'
from pathlib import Path

import font_roboto
import pymupdf
import pymupdf4llm
from fpdf import FPDF

SEEN = {
    ("giai đoạn 2026-", "2030"): "giai đoạn 20262030",
    ("Quyết định số 45/QĐ-", "UBND"): "Quyết định số 45/QĐUBND",
    ("trước ngày 15-", "12-2026"): "trước ngày 1512-2026",
    ("tỉnh Bà Rịa-", "Vũng Tàu"): "tỉnh Bà RịaVũng Tàu",
}
OPENING, END = "Căn cứ kế hoạch đã được phê duyệt, ", " và các văn bản hướng dẫn"
for (line, next_line), expected in SEEN.items():
    page = FPDF()
    page.add_page()
    page.add_font("Roboto", fname=Path(font_roboto.__file__).parent / "files" / "Roboto-Regular.ttf")
    page.set_font("Roboto", size=13)
    page.text(20, 20, OPENING + line)
    page.text(20, 26, next_line + END)
    document = pymupdf.open(stream=bytes(page.output()))
    plain = document[0].get_text()
    markdown = pymupdf4llm.to_markdown(document, use_ocr=False).strip()
    print(plain, markdown, sep="-> ")
    assert plain == f"{OPENING}{line}\n{next_line}{END}\n", plain
    assert markdown == OPENING + expected + END, markdown
PYTHON
