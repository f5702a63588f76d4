#!/usr/bin/env bash
# bm25s 0.3.16, tokenize: words of one letter are left out, and text in Unicode's decomposed form is cut at its diacritics, which go.
#
# Valid input: Vietnamese, whose words have one letter too (y, ý, ô, ở, and the letters of points); the same words in NFC and in NFD,
# which are the same text by the Unicode standard, and both of which Word files hold.
# Seen, with no stop words:
#   Sở Y tế lấy ý kiến; điểm a, đ     sở, tế, lấy, kiến, điểm
#   Kế hoạch hỗ trợ (NFD)             ke, hoa, ch, ho, tro
# A search for "y tế" (health) finds "kinh tế" (economy) as well, and one in NFC finds nothing in a document in NFD. The token pattern is
# that of scikit-learn, (?u)\b\w\w+\b; bm25s indexes tokens from elsewhere just as well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check bm25s==0.3.16
"$folder/venv/bin/python" - <<'PYTHON'
import unicodedata

import bm25s


def words(text: str) -> list[str]:
    return bm25s.tokenize([text], stopwords=None, return_ids=False, show_progress=False)[0]


POINT = unicodedata.normalize("NFC", "Sở Y tế lấy ý kiến; điểm a, đ")
PLAN = "Kế hoạch hỗ trợ"
SEEN = {
    POINT: ["sở", "tế", "lấy", "kiến", "điểm"],
    unicodedata.normalize("NFC", PLAN): ["kế", "hoạch", "hỗ", "trợ"],
    unicodedata.normalize("NFD", PLAN): ["ke", "hoa", "ch", "ho", "tro"],
}
for text, expected in SEEN.items():
    found = words(text)
    print(text, found, sep=" -> ")
    assert found == [unicodedata.normalize("NFC", word) for word in expected], (text, found)
PYTHON
