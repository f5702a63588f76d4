#!/usr/bin/env bash
# docx2txt 0.9 and docx2python 3.7.1: Word's non-breaking hyphen (w:noBreakHyphen, Ctrl+Shift+_) is dropped, so that its two
# sides are one word; python-docx 1.2.0 gives "-" for it.
#
# Valid input: w:noBreakHyphen of ISO/IEC 29500-1 (17.3.3.18), with which a document number or a period is kept on one line.
# Seen:
#   Quyết định số 45/QĐ-UBND    Quyết định số 45/QĐUBND
#   Giai đoạn 2026-2030         Giai đoạn 20262030
# Careful clerks set the numbers of Vietnamese documents with it, and these are the words that citations are looked up by. The
# number found is one that no office ever gave, and two years have become one figure.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check docx2txt==0.9 docx2python==3.7.1 python-docx==1.2.0
"$folder/venv/bin/python" - "$folder/decision.docx" <<'PYTHON'
import sys

import docx2txt
from docx import Document
from docx.oxml import OxmlElement
from docx2python import docx2python

SEEN = {
    ("Quyết định số 45/QĐ", "UBND"): "Quyết định số 45/QĐUBND",
    ("Giai đoạn 2026", "2030"): "Giai đoạn 20262030",
}
document = Document()
for before, after in SEEN:
    paragraph = document.add_paragraph(before)
    paragraph.add_run()._r.append(OxmlElement("w:noBreakHyphen"))
    paragraph.add_run(after)
document.save(sys.argv[1])

lines = [paragraph.text for paragraph in Document(sys.argv[1]).paragraphs]
with docx2python(sys.argv[1]) as content:
    readings = {"docx2txt": docx2txt.process(sys.argv[1]), "docx2python": content.text}
assert lines == ["-".join(sides) for sides in SEEN], lines
for name, reading in readings.items():
    print(name, reading.split("\n\n"))
    assert reading.split("\n\n") == list(SEEN.values()), (name, reading)
PYTHON
