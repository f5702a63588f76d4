#!/usr/bin/env bash
# LibreOffice 7.4.7 (the export to HTML): a list that begins above one and is interrupted by a paragraph begins again where it
# began, so that two clauses have one number; and "Điều" before the number of an automatically numbered article is left out.
#
# Valid input: a list of ISO/IEC 29500-1 with w:start 4 and the level text "Điều %1.": two articles, a paragraph, two articles.
# Shown by Word, by LibreOffice itself and in its PDF: Điều 4, Điều 5, (paragraph), Điều 6, Điều 7.
# Seen: <ol start="4"> two items </ol>, paragraph, <ol start="4"> two items </ol>. With w:start 1 the second list has start="3".
# Decrees that amend another one begin at its articles. A citation of "Điều 5" then points at two clauses, of which one is the
# seventh.
#
# Needs soffice on the path, of any version; the script fails where one does otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

for start in (1, 4):
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum>'
    ))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for words in ("Phạm vi", "Đối tượng", "", "Hiệu lực", "Thi hành"):
        paragraph = document.add_paragraph(words or "Sửa đổi như sau:")
        if words:
            paragraph._p.get_or_add_pPr().append(parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
            ))
    document.save(f"{sys.argv[1]}/from-{start}.docx")
PYTHON
soffice "-env:UserInstallation=file://$folder/profile" --headless --convert-to html --outdir "$folder" \
    "$folder/from-1.docx" "$folder/from-4.docx" >"$folder/log" 2>&1
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import re
import sys
from pathlib import Path

for start, seen in ((1, ["<ol>", '<ol start="3">']), (4, ['<ol start="4">', '<ol start="4">'])):
    page = Path(sys.argv[1], f"from-{start}.html").read_text(encoding="utf-8")
    lists = re.findall(r"<ol[^>]*>", page)
    print(f"from {start}:", lists)
    assert lists == seen, lists
    assert "Điều" not in page
PYTHON
