#!/usr/bin/env bash
# python-docx 1.2.0, Paragraph.text: what stands in a smart tag or in a simple field is left out, without a trace; the sentence
# that remains still reads like a sentence.
#
# Valid input: w:smartTag and w:fldSimple of ISO/IEC 29500-1 (17.5.1.9, 17.16.19). Word 2002 to 2007 tagged amounts with their
# units ("metricconverter") while they were typed.
# Seen:
#   Nâng cấp 35 km đường liên xã.    Nâng cấp  đường liên xã.
#   Số: 45/QĐ-UBND                   Số: /QĐ-UBND
# Vietnamese offices write a plan into the file of an earlier one, and a file of those years carries its tags along. A reader of
# such a plan gets targets without their figures and decisions without their numbers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0
"$folder/venv/bin/python" - "$folder/plan.docx" <<'PYTHON'
import sys

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


TAG = 'w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="metricconverter"'
FIELD = 'w:fldSimple w:instr=" DOCPROPERTY Number "'
SEEN = {
    f"{run('Nâng cấp ')}<{TAG}>{run('35 km')}</w:smartTag>{run(' đường liên xã.')}": "Nâng cấp  đường liên xã.",
    f"{run('Số: ')}<{FIELD}>{run('45')}</w:fldSimple>{run('/QĐ-UBND')}": "Số: /QĐ-UBND",
}
document = Document()
for content in SEEN:
    document.element.body.insert_element_before(parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"), "w:sectPr")
document.save(sys.argv[1])

for paragraph, expected in zip(Document(sys.argv[1]).paragraphs, SEEN.values(), strict=True):
    written = "".join(text.text for text in paragraph._p.iter("{*}t"))
    print(written, paragraph.text, sep=" -> ")
    assert paragraph.text == expected, (written, paragraph.text)
PYTHON
