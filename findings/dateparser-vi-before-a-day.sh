#!/usr/bin/env bash
# dateparser 1.5.0, search_dates(languages=["vi"]): a deadline "trước ngày 15 tháng 12 năm 2026" (before 15 December 2026)
# is torn into three dates, the first of them years in the past; the same day without "trước" (before) is read rightly.
#
# Valid input: the usual wording of deadlines in Vietnamese official documents.
# Seen, with 1 January 2026 as the relative base:
#   ngày 15 tháng 12 năm 2026         one date, 2026-12-15
#   trước ngày 15 tháng 12 năm 2026   "15 tháng" 2024-10-01, "12 năm" 2014-01-01, "2026" 2026-01-01
# "trước" is also the word for "ago", so the figures of day and month are taken as "15 months ago" and "12 years ago".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime

from dateparser.search import search_dates


def found(text: str) -> list[tuple[str, str]]:
    settings = {"RELATIVE_BASE": datetime(2026, 1, 1)}
    dates = search_dates(text, languages=["vi"], settings=settings) or []
    return [(words, date.date().isoformat()) for words, date in dates]


day = "ngày 15 tháng 12 năm 2026"
alone, before = found(day), found(f"trước {day}")
print(alone, before, sep="\n")
assert alone == [(day, "2026-12-15")], alone
assert before == [("15 tháng", "2024-10-01"), ("12 năm", "2014-01-01"), ("2026", "2026-01-01")], before
PYTHON
