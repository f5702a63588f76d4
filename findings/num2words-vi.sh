#!/usr/bin/env bash
# num2words 0.5.14, lang="vi": amounts below zero and most decimals are said as other amounts, without an error.
#
# Valid input: negative whole numbers and decimals, which lang="en" says rightly in the same version.
# Seen:
#   -5     "mười lăm"          (fifteen)                        en: minus five
#   -15    "năm"               (five)                           en: minus fifteen
#   -20    "không"             (zero)                           en: minus twenty
#   10.05  "mười phẩy năm"     (how 10,5 is read aloud)         en: ten point zero five
#   7.005  "bảy"               (seven)                          en: seven point zero zero five
#   1.999  "hai"               (two)                            en: one point nine nine nine
# No sign is written, the number serves as an index from the end of the table of words, and decimals are rounded to two
# places whose leading nought is dropped. Whoever writes amounts of a budget in words gets other amounts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
"$folder/venv/bin/python" - <<'PYTHON'
from num2words import num2words

SEEN = {
    -5: ("mười lăm", "minus five"),
    -15: ("năm", "minus fifteen"),
    -20: ("không", "minus twenty"),
    10.05: ("mười phẩy năm", "ten point zero five"),
    7.005: ("bảy", "seven point zero zero five"),
    1.999: ("hai", "one point nine nine nine"),
}
for number, expected in SEEN.items():
    said = num2words(number, lang="vi"), num2words(number, lang="en")
    print(number, *said, sep=" | ")
    assert said == expected, (number, said, expected)
PYTHON
