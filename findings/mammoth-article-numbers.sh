#!/usr/bin/env bash
# mammoth 1.13.0 (the reader of .docx in markitdown): an automatic number that goes on after an ordinary paragraph starts again,
# so that every article is number 1; its word ("Điều", article) and the number of a numbered heading are lost.
#
# Valid input: one list of Word (a single w:num) with the level text "Điều %1.", its items parted by ordinary paragraphs.
# Seen, for what Word shows as "Điều 1. Phạm vi", "Điều 2. Đối tượng", "Điều 3. Thực hiện" and, as a heading, "Điều 4. Hiệu lực":
#   <ol><li>Phạm vi</li></ol>  <ol><li>Đối tượng</li></ol>  <ol><li>Thực hiện</li></ol>  <h1>Hiệu lực</h1>
# An HTML list without "start" counts from 1, and markitdown 0.1.9 writes 1, 1, 1 and "# Hiệu lực" (not run here).
# Vietnamese decrees and decisions are cited by article, clause and point: who cites from this text cites Điều 1 each time, and a
# question about "Điều 3" finds nothing or, worse, another article.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0
"$folder/venv/bin/python" - "$folder/decision.docx" <<'PYTHON'
import sys

import mammoth
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

SEEN = (
    "<ol><li>Phạm vi</li></ol><p>Áp dụng tại xã.</p>"
    "<ol><li>Đối tượng</li></ol><p>Hộ dân.</p>"
    "<ol><li>Thực hiện</li></ol><p>Sở Y tế chủ trì.</p>"
    "<h1>Hiệu lực</h1>"
)
NUMBER = 90
document = Document()
numbering = document.part.numbering_part.element
numbering.insert(
    0,
    parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBER}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum>'
    ),
)
numbering.append(
    parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUMBER}"><w:abstractNumId w:val="{NUMBER}"/></w:num>')
)


def add_article(title: str, style: str | None = None) -> None:
    properties = document.add_paragraph(title, style)._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, NUMBER


for title, sentence in (("Phạm vi", "Áp dụng tại xã."), ("Đối tượng", "Hộ dân."), ("Thực hiện", "Sở Y tế chủ trì.")):
    add_article(title)
    document.add_paragraph(sentence)
add_article("Hiệu lực", "Heading 1")
document.save(sys.argv[1])

with open(sys.argv[1], "rb") as file:
    html = mammoth.convert_to_html(file).value
print(html)
assert html == SEEN, html
PYTHON
