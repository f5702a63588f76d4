#!/usr/bin/env bash
# underthesea 9.5.0, text_normalize: the number of a Vietnamese official document is written apart at its slash, which makes
# another string of it; no later search for the number finds it.
#
# Valid input: document numbers after Decree 30/2020/NĐ-CP, and an amount.
# Seen:
#   Quyết định số 45/QĐ-UBND     Quyết định số 45 / QĐ-UBND
#   Nghị định số 30/2020/NĐ-CP   Nghị định số 30/2020 / NĐ-CP
#   đạt 2.400 trạm, 7,5%         đạt 2.400 trạm , 7,5 %
# A normaliser of spelling is expected to leave the spaces of a text alone; offsets into the text no longer hold either.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check underthesea==9.5.0
"$folder/venv/bin/python" - <<'PYTHON'
from underthesea import text_normalize

SEEN = {
    "Quyết định số 45/QĐ-UBND": "Quyết định số 45 / QĐ-UBND",
    "Nghị định số 30/2020/NĐ-CP": "Nghị định số 30/2020 / NĐ-CP",
    "đạt 2.400 trạm, 7,5%": "đạt 2.400 trạm , 7,5 %",
}
for text, expected in SEEN.items():
    written = text_normalize(text)
    print(text, written, sep=" -> ")
    assert written == expected, (text, written)
PYTHON
