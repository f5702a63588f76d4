"""What OCR reads is checked: figures and handwriting by their confidence, marks by the marks around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.language.text import CAPITALS, fold
from assistant.types.readings import Block, Remark

from .shapes import Glyph
from .spelling import spell

_SURE = 0.9  # confidence: below, a figure is flagged; 10 of 11 wrong ones were
_NUMBER = re.compile(r"(Số\s*[:.;]?)\s*([^/]*)(/.*)")
_DAY = re.compile(r"\d{1,2},?")
_CODE_BREAKS = re.compile(r"[“(]?(?=.*[\d/])\w[\w/-]*-")
_CODE_GOES_ON = re.compile(r"[A-ZĐ\d]")
_TORN = 0.2  # of the size: a space is wider
_GLUED = re.compile(rf"((?:[IVX]+|\d{{1,2}})\.)(?=[{CAPITALS}])")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_LIKE_LETTER = {
    "đ": "dởđ", "g": "øgø8q9", "h": "bh", "i": "1l¡íïj!ì", "o": "0o", "q": "gq9", "b": "6h", "e": "c", "l": "1i", "d": "đ",
}  # fmt: skip
_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV".split()
_LIKE_ROMAN = {
    "I": "l | IL",
    "II": "H 11 IL lI Il TI",
    "III": "HI IH IIL II1 1H 111 TII",
    "IV": "TV 1V IY",
    "V": "Y",
    "VI": "VL Vl V1",
    "VII": "VH VIL",
    "VIII": "VHI VIH",
}


def check_words(words: Sequence[Glyph], page: int) -> tuple[list[Glyph], list[Remark]]:
    """The words of a page without what could be handwriting in its number and date, and what a person should know."""
    kept: list[list[Glyph]] = []
    remarks: list[Remark] = []
    for _, group in groupby(words, key=lambda w: w.base):
        line = _without_written(list(group), page, remarks)
        if line and (glued := _GLUED.match(line[0].text)):
            line[0].text = f"{glued.group(1)} {line[0].text[glued.end() :]}"
        line = list(_with_whole_codes(_without_echoes(_without_specks(line))))
        kept.append(line)
        remarks.extend(
            Remark("figure_unsure", page, word.text)
            for word in line
            if any(c.isdigit() for c in word.text) and (word.confidence or 0.0) < _SURE
        )
    spell(kept)
    return [word for line in kept for word in line], remarks


def _without_specks(line: list[Glyph]) -> list[Glyph]:
    """A line without the speck that stands before a word like an apostrophe that nothing closes: "'SỞ"."""
    if sum(word.text.count("'") for word in line) == 1:
        for word in line:
            if len(word.text) > 1:
                word.text = word.text.removeprefix("'")
    return line


def _without_echoes(line: list[Glyph]) -> list[Glyph]:
    """Tesseract gives a letter twice where a word begins with a mark above it: "ủ ủy", "ú ứng"."""
    return [
        word
        for word, after in zip(line, [*line[1:], None], strict=True)
        if after is None
        or len(word.text) != 1
        or not word.text.isalpha()
        or len(after.text) < 2
        or not fold(after.text).startswith(fold(word.text))
        or after.left - word.left
        > (0.8 if after.text.lower().startswith(word.text.lower()) else 0) * word.size
    ]


def _with_whole_codes(line: list[Glyph]) -> Iterator[Glyph]:
    """The words, those that a code was torn into joined again: "52-", "CT/TW"."""
    torn: Glyph | None = None
    for word in line:
        if torn is not None and _CODE_GOES_ON.match(word.text) and word.left - torn.right < _TORN * word.size:
            word = replace(
                torn,
                text=torn.text + word.text,
                right=word.right,
                confidence=min(torn.confidence or 0.0, word.confidence or 0.0),
            )
        elif torn is not None:
            yield torn
        torn = word if _CODE_BREAKS.fullmatch(word.text) else None
        if torn is None:
            yield word
    if torn is not None:
        yield torn


def _without_written(line: list[Glyph], page: int, remarks: list[Remark]) -> list[Glyph]:
    """A letterhead's number and day are often written in by hand: they stay where they are surely figures."""
    start = next((n for n, word in enumerate(line) if re.match(r"Số\b", word.text)), None)
    if start is not None and (start == 0 or line[start].left - line[start - 1].right > 2 * line[start].size):
        end = next((n for n in range(start, len(line)) if "/" in line[n].text), None)
        if end is not None and end - start <= 4:
            line = _number(line, start, end, page, remarks)
    for n, word in enumerate(line[1:], 1):
        if not word.text.startswith("ngày") or not line[n - 1].text.endswith(","):
            continue
        month = next((m for m in range(n + 1, min(n + 4, len(line))) if line[m].text == "tháng"), None)
        if month is None:
            break
        written = line[n + 1 : month]
        sure = len(written) == 1 and bool(_DAY.fullmatch(written[0].text)) and _is_sure(written)
        if not sure or word.text != "ngày":
            word.text = "ngày"
            word.right = max(w.right for w in (word, *written))
            remarks.append(Remark("handwriting", page, "ngày"))
            line = [*line[: n + 1], *line[month:]]
        break
    return line


def _number(line: list[Glyph], start: int, end: int, page: int, remarks: list[Remark]) -> list[Glyph]:
    words = line[start : end + 1]
    found = _NUMBER.match(" ".join(w.text for w in words))
    if found is None:
        return line
    figures = found.group(2).replace(" ", "")
    if re.fullmatch(r"\d+[a-zA-Z]?", figures) and _is_sure(
        w for w in words if re.search(r"\d", w.text.split("/")[0])
    ):
        return line
    remarks.append(Remark("handwriting", page, "Số"))
    label, rest = words[0], words[-1]
    label.text, label.confidence = f"{found.group(1)} {found.group(3)}", rest.confidence
    label.right = rest.right
    return [*line[:start], label, *line[end + 1 :]]


def _is_sure(words: Iterable[Glyph]) -> bool:
    return all((word.confidence or 0.0) >= _SURE for word in words)


def check_marks(blocks: Sequence[Block]) -> list[Block]:
    """Marks that stand where another is due and look like it are read as that: "ø)" behind "e)" is "g)"."""
    checked: list[Block] = []
    letter = roman = -1  # of the last mark of each kind
    for n, block in enumerate(blocks):
        if block.kind not in ("clause", "title"):
            checked.append(block)
            continue
        text = f"{block.marker} {block.text}".strip()
        token, _, rest = text.partition(" ")
        if token in _ROMANS[roman + 1 : roman + 2] and rest.isupper():  # a heading whose full stop was lost
            token += "."
        body, end = token[:-1], token[-1:]
        if end == ")" and len(body) == 1:
            due = _LETTERS[letter + 1] if 0 <= letter < len(_LETTERS) - 1 else ""
            if (
                due
                and body != due
                and body in _LIKE_LETTER.get(due, "")
                and not _counts(blocks[n + 1 :], body)
            ):
                body = due
            letter = _LETTERS.find(body)
        elif end == "." and 0 < len(body) <= 5:
            due = _ROMANS[roman + 1] if roman < len(_ROMANS) - 1 else ""
            if due and body != due and body in _LIKE_ROMAN.get(due, "").split() and rest[:1].isupper():
                body = due
            if body in _ROMANS:
                roman, letter = _ROMANS.index(body), -1
        mark = body + end
        if mark != text.partition(" ")[0]:
            block = replace(block, marker=mark, text=rest.strip())
        checked.append(block)
    return checked


def _counts(later: Sequence[Block], body: str) -> bool:
    """Whether a figure is the first of a count: "1)" before a "2)"."""
    if not body.isdigit():
        return False
    for block in later:
        if block.marker == f"{int(body) + 1})":
            return True
        if re.fullmatch(r"[a-zđ]\)", block.marker):
            return False
    return False
