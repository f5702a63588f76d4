#!/usr/bin/env bash
# markdownify 1.2.3 (the HTML of markitdown), html2text 2025.4.15, inscriptis 2.7.6, trafilatura 2.3.1: the numbers and letters that
# a page shows before the items of its lists become others, or a dash.
#
# Valid input: `start` and `type` of <ol>, `value` of <li> (HTML Living Standard, 4.4.5 and 4.4.8), as offices' programs and portals write
# them where a list goes on after a table or an amendment adds points.
# Seen, where the page shows "4. Bốn", "9. Chín", "a. Một", "b. Hai":
#   markdownify, html2text   4. Bốn, 5. Chín, 1. Một, 2. Hai
#   inscriptis               1. Bốn, 9. Chín, 1. Một, 2. Hai
#   trafilatura              - Bốn, - Chín, - Một, - Hai;  as Markdown 1. Bốn, 2. Chín, 1. Một, 2. Hai
# Clauses and points of Vietnamese documents are cited by these marks ("điểm b khoản 9"): each of the texts still reads well, and cites
# other clauses.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  markdownify==1.2.3 html2text==2025.4.15 inscriptis==2.7.6 trafilatura==2.3.1 lxml_html_clean
"$folder/venv/bin/python" - <<'PYTHON'
import re

import html2text
import inscriptis
import markdownify
import trafilatura

SENTENCE = "<p>Ủy ban nhân dân tỉnh giao các cơ quan thực hiện những nội dung sau đây trên địa bàn toàn tỉnh.</p>"
PAGE = f"""<html><body><article><h1>Quyết định</h1>{SENTENCE * 4}
<ol start="4"><li>Bốn việc của Sở Y tế</li><li value="9">Chín việc của Sở Nội vụ</li></ol>{SENTENCE}
<ol type="a"><li>Một việc của Sở Y tế</li><li>Hai việc của Sở Nội vụ</li></ol>{SENTENCE * 4}</article></body></html>"""
SEEN = {
    "markdownify": "4. Bốn, 5. Chín, 1. Một, 2. Hai",
    "html2text": "4. Bốn, 5. Chín, 1. Một, 2. Hai",
    "inscriptis": "1. Bốn, 9. Chín, 1. Một, 2. Hai",
    "trafilatura": "- Bốn, - Chín, - Một, - Hai",
    "trafilatura, Markdown": "1. Bốn, 2. Chín, 1. Một, 2. Hai",
}
texts = {
    "markdownify": markdownify.markdownify(PAGE),
    "html2text": html2text.html2text(PAGE),
    "inscriptis": inscriptis.get_text(PAGE),
    "trafilatura": trafilatura.extract(PAGE),
    "trafilatura, Markdown": trafilatura.extract(PAGE, output_format="markdown"),
}
for name, text in texts.items():
    items = ", ".join(f"{mark} {word}" for mark, word in re.findall(r"^\s*(\S+) (Bốn|Chín|Một|Hai)\b", text, re.MULTILINE))
    print(name, items, sep=": ")
    assert items == SEEN[name], (name, items)
PYTHON
