"""Numbers of cells as the sheet shows them: Excel's number formats, with the separators that Vietnamese is written with.

A file does not say which separators its reader's machine has. Grouped thousands are written as in Vietnamese (1.500.000), which
nobody can take for a decimal; figures without groups keep the point that they are stored with ("1.010" is a code).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: "#,##0;-#,##0;-", 42: "#,##0;-#,##0;-", 43: "#,##0.00;-#,##0.00;-",
    44: "#,##0.00;-#,##0.00;-", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_PIECE = re.compile(
    r'"([^"]*)"|\\(.)|_(?:.)|\*(?:.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[(h+|m+|s+)\]|\[[^\]]*\]'
    r"|(AM/PM|A/P)|(General)|([dmyhs]+)|((?:[#0?][#0?,]*)?(?:\.[#0?]*)?(?:E[+-][#0]+)?)(?<=[#0?.])(?:,*)|(.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_OF_DATES = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]|General', re.IGNORECASE)
_MOST_DIGITS = 15  # that a sheet computes with
_FIRST_DAY = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_LAST_DAY = 2_958_466


def built_in(number: int) -> str:
    """The format of a number that files leave unsaid; "General" for those of other languages."""
    return _BUILT_IN.get(number, "General")


@lru_cache(maxsize=1024)
def is_date(code: str) -> bool:
    """Whether a format shows dates or times."""
    return re.search(r"[dmyhs]", _OF_DATES.sub("", code.split(";")[0]), re.IGNORECASE) is not None


def show_number(value: float, code: str, *, since_1904: bool = False) -> str:
    """A number in a format; `since_1904`: whether the days of dates are counted from that year."""
    section, value = _section(value, code)
    if section.strip() in ("", "General", "@") and not code.strip().startswith(";"):
        return _general(value)
    if "?/" in section:
        return _general(value)  # as a fraction, which a decimal says as well
    if is_date(section):
        return _show_date(value, section, since_1904=since_1904)
    return _show_digits(value, section)


def show_text(text: str, code: str) -> str:
    """A text in a format: the fourth part of it may add words."""
    sections = _sections(code)
    if len(sections) < 4:
        return text
    return "".join(text if piece == "@" else piece for piece in _literals(sections[3]))


def _sections(code: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])+|(?<=;)(?=;|$)|^(?=;)', code)


def _section(value: float, code: str) -> tuple[str, float]:
    """The part of a format that holds for a value, and the value without the sign that the part shows itself."""
    sections = _sections(code)[:3] or [""]
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(value, condition[1], float(condition[2])):
                return section, value
        return sections[-1], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _holds(value: float, sign: str, limit: float) -> bool:
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit,
        "=": value == limit, "<>": value != limit,
    }[sign]  # fmt: skip


def _general(value: float) -> str:
    text = format(Decimal(f"{value:.{_MOST_DIGITS}g}"), "f") if value else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _literals(section: str) -> list[str]:
    """A part of a format without what takes room only; its words as they are shown, its places as they are written."""
    pieces: list[str] = []
    for match in _PIECE.finditer(section):
        quoted, escaped, currency = match[1], match[2], match[3]
        if quoted is not None:
            pieces.append(quoted)
        elif escaped or currency:
            pieces.append(escaped or currency)
        elif match[9]:
            pieces.append(match[9])
    return pieces


def _show_digits(value: float, section: str) -> str:
    shown: list[str] = []
    pattern_done = False
    plain = re.sub(r'"[^"]*"|\\.', "", section)
    value *= 100 ** plain.count("%")
    negative = value < 0
    for match in _PIECE.finditer(section):
        quoted, escaped, currency, _, _, general, dates, digits, other = match.groups()
        if quoted is not None:
            shown.append(quoted)
        elif escaped or currency:
            shown.append(escaped or currency)
        elif general:
            shown.append(_general(abs(value)))
        elif digits and not pattern_done:
            scale = len(match[0]) - len(match[0].rstrip(","))
            shown.append(
                _place(abs(value) / 1000**scale, match[0].rstrip(","), grouped="," in digits.rstrip(","))
            )
            pattern_done = True
        elif other or dates:
            shown.append("" if other in ("?", "/") else other or dates)
    text = "".join(shown).strip()
    return f"-{text}" if negative and re.search(r"[1-9]", text) else text


def _place(value: float, pattern: str, *, grouped: bool) -> str:
    """The digits of a number, not negative, in the places of a pattern such as "#,##0.00"."""
    pattern, _, power = pattern.replace(",", "").upper().partition("E")
    whole_places, _, decimals = pattern.partition(".")
    if power:
        return f"{value:.{len(decimals)}E}"
    number = Decimal(f"{value:.{_MOST_DIGITS}g}").quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    whole, _, rest = format(number, "f").partition(".")
    least = len(whole_places) - len(whole_places.lstrip("#?"))
    whole = whole.lstrip("0").rjust(len(whole_places) - least, "0")
    kept = len(decimals.rstrip("#?"))
    while len(rest) > kept and rest.endswith("0"):
        rest = rest[:-1]
    if grouped:
        whole = f"{int(whole or 0):,}".replace(",", ".") if whole else whole
    return f"{whole}{(',' if grouped else '.') + rest if rest else ''}"


def _show_date(value: float, section: str, *, since_1904: bool) -> str:
    if not 0 <= value < _LAST_DAY:
        return _general(value)
    seconds = round(value * 86_400)
    moment = _FIRST_DAY[since_1904] + timedelta(seconds=seconds)
    if not since_1904 and value < 60:
        moment += timedelta(days=1)  # Excel counts a 29 February 1900
    half = re.search("AM/PM|A/P", section, re.IGNORECASE) is not None
    matches = list(_PIECE.finditer(section))
    shown: list[str] = []
    for n, match in enumerate(matches):
        quoted, escaped, currency, elapsed, noon, _, dates, digits, other = match.groups()
        if quoted is not None:
            shown.append(quoted)
        elif escaped or currency:
            shown.append(escaped or currency)
        elif elapsed:
            shown.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[elapsed[0].lower()]))
        elif noon:
            shown.append("SA" if moment.hour < 12 else "CH")
        elif dates:
            shown += _date_parts(dates.lower(), moment, half=half, minutes=_is_minutes(matches, n))
        elif other:
            shown.append("" if other == "@" else other)
        elif digits and digits.startswith("."):
            shown.append("." + "0" * (len(digits) - 1))
    return "".join(shown).strip()


def _is_minutes(matches: list[re.Match[str]], position: int) -> bool:
    """Whether an m stands for minutes: behind an hour, or before seconds."""
    before = next((m for m in reversed(matches[:position]) if m[4] or m[7]), None)
    after = next((m for m in matches[position + 1 :] if m[4] or m[7]), None)
    hour = before is not None and (before[4] or before[7]).lower().startswith("h")
    return hour or (after is not None and (after[4] or after[7]).lower().startswith("s"))


def _date_parts(letters: str, moment: datetime, *, half: bool, minutes: bool) -> list[str]:
    parts: list[str] = []
    for run in re.finditer(r"d+|m+|y+|h+|s+", letters):
        kind, length = run[0][0], len(run[0])
        if kind == "y":
            parts.append(f"{moment.year}" if length > 2 else f"{moment.year % 100:02}")
        elif kind == "m" and not minutes:
            parts.append(f"{moment.month:02}" if length == 2 else f"{moment.month}")
        elif kind == "d" and length > 2:
            parts.append(
                ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")[moment.weekday()]
            )
        else:
            hour = (moment.hour % 12 or 12) if half else moment.hour
            number = {"d": moment.day, "m": moment.minute, "h": hour, "s": moment.second}[kind]
            parts.append(f"{number:02}" if length > 1 else f"{number}")
    return parts
