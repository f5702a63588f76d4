"""Vietnamese fonts of before Unicode into Unicode: TCVN3 (.VnTime, ABC) and VNI (VNI-Times, VNI-Win).

Both put Vietnamese letters into the codes of Latin-1. TCVN3 has a code for each letter; its ư is the code of the soft hyphen,
which some PDFs give as a minus sign, so a text is decoded before anything is cleaned from it. Most of its capitals
are a font of their own (.VnTimeH), so that their codes are those of small letters. VNI writes a letter and a mark.

A text is decoded where its words are no Vietnamese as they stand and are once decoded; a run of a text whose font is
known, where all runs in such fonts together are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from assistant.language.text import nfc
from assistant.readers.syllables import LEAST_SHARE, is_real_syllable, share_of_syllables, words_of

Encoding = Literal["tcvn3", "vni"]
Case = Literal["small", "capital", "unsure"]

_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢§£¤¥¦",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)
_VNI_MARKS = {  # vowels, the marks behind them, the letters that the two make
    "a": ("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "u": ("ùøûõï", "úùủũụ"),
    "y": ("ùøûõ", "ýỳỷỹ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "ö": ("ùøûõï", "ứừửữự"),
}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}
_VNI = {
    vowel + mark: letter
    for vowel, (marks, letters) in _VNI_MARKS.items()
    for mark, letter in zip(marks, letters, strict=True)
} | _VNI_LETTERS
_VNI_PIECE = re.compile(
    "|".join(
        [
            *(f"{vowel}[{marks}]" for vowel, (marks, _) in _VNI_MARKS.items()),
            f"[{''.join(_VNI_LETTERS)}]",
        ]
    ),
    re.IGNORECASE,
)
_SYMBOL_CODES = {0xF000 + code: code for code in range(0x21, 0x100)}  # of fonts that are marked as symbols
_MINUS = "\u2212"
_HYPHENED = re.compile(rf"[^\W\d_]*(?:[-{_MINUS}][^\W\d_]+)+|[^\W\d_]+[-{_MINUS}](?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_OF_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")  # Vietnamese letters that Latin-1 has no code for
_SUBSET = re.compile(r"^[A-Z]{6}\+")  # of a font that is embedded in part


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one font."""

    text: str
    font: str


def encoding_of(font: str) -> Encoding | None:
    """The old encoding that a font of this name has."""
    name = _SUBSET.sub("", font.strip("'\" ")).lower()
    if name.startswith((".vn", "abc ")):
        return "tcvn3"
    return "vni" if name.startswith(("vni-", "vni ")) else None


def decode(text: str) -> tuple[str, Encoding | None]:
    """A text whose fonts are not known in Unicode, and what it was; unchanged where its lines are Vietnamese already."""
    lines = text.split("\n")
    share = share_of_syllables(text)
    all_old = share is not None and share < LEAST_SHARE
    best: tuple[float, Encoding, dict[int, str]] | None = None
    for encoding in ("tcvn3", "vni"):
        decoded = _decode_lines(lines, encoding, all_old=all_old)
        before = share_of_syllables("\n".join(lines[n] for n in decoded))
        after = share_of_syllables("\n".join(decoded.values()))
        if before is None or after is None or not before < LEAST_SHARE <= after:
            continue
        if best is None or after > best[0]:
            best = after, encoding, decoded
    if best is None:
        return text, None
    return "\n".join(best[2].get(n, line) for n, line in enumerate(lines)), best[1]


def _decode_lines(lines: Sequence[str], encoding: Encoding, *, all_old: bool) -> dict[int, str]:
    """The lines that are more Vietnamese once decoded (of a text that is none as a whole: not less), by their number."""
    candidates = [n for n, line in enumerate(lines) if not line.isascii() and not _OF_UNICODE.search(line)]
    minus = encoding == "tcvn3" and not any("\u00ad" in lines[n] for n in candidates)
    result: dict[int, str] = {}
    for n in candidates:
        decoded = _decode_line(lines[n], encoding, minus=minus)
        gain = _count(decoded) - _count(lines[n])
        if gain > 0 or (all_old and gain == 0):
            result[n] = decoded
    return result


def _count(text: str) -> int:
    return sum(map(is_real_syllable, words_of(text)))


def decode_runs(runs: Sequence[Run]) -> list[str]:
    """The texts of runs that follow each other, those in old fonts in Unicode.

    A run in such a font that is Unicode all the same (pasted, or the font only a style's) stays as it is.
    """
    texts = [run.text for run in runs]
    for encoding in ("tcvn3", "vni"):
        old = [n for n, run in enumerate(runs) if encoding_of(run.font) == encoding]
        if not old or not _is_old([texts[n] for n in old], encoding):
            continue
        plain = {n: texts[n].translate(_SYMBOL_CODES) for n in old if not _OF_UNICODE.search(texts[n])}
        if encoding == "vni":
            _join_marks(plain)
        for n, text in plain.items():
            texts[n] = "\n".join(_decode_line(line, encoding, minus=False) for line in text.split("\n"))
    _show_capitals(runs, texts)
    return texts


def decode_paragraphs(paragraphs: Sequence[Sequence[Run]]) -> tuple[list[list[Run]], list[str]]:
    """The runs of paragraphs in Unicode, and the fonts (or the encoding, where no font told) that were old."""
    end = Run("\n", "")
    flat = [run for runs in paragraphs for run in (*runs, end)]
    texts = decode_runs(flat)
    fonts = {
        run.font for run, text in zip(flat, texts, strict=True) if run.text != text and encoding_of(run.font)
    }
    decoded: list[list[Run]] = []
    position = 0
    for runs in paragraphs:
        decoded.append([Run(texts[position + n], run.font) for n, run in enumerate(runs)])
        position += len(runs) + 1
    if fonts:
        return decoded, sorted(fonts)
    lines = ["".join(run.text for run in runs).replace("\n", "\v") for runs in decoded]
    whole, encoding = decode("\n".join(lines))
    if encoding is None:
        return decoded, []
    changed = [line.replace("\v", "\n") for line in whole.split("\n")]
    return [[Run(line, "")] for line in changed], [encoding]


def _show_capitals(runs: Sequence[Run], texts: list[str]) -> None:
    """Put in capitals what a font of capitals shows, where a line was typed in small letters alone.

    A line typed as sentences are keeps that: its capitals tell names and where the words of a title begin.
    """
    line: list[int] = []
    for n, run in enumerate([*runs, Run("\n", "")]):
        if _is_capital(run.font):
            line.append(n)
        if "\n" in run.text:
            if not any(map(str.istitle, _WORD.findall("".join(texts[m] for m in line)))):
                for m in line:
                    texts[m] = texts[m].upper()
            line = []


def _is_old(texts: Sequence[str], encoding: Encoding) -> bool:
    """Whether the texts in old fonts really are: as a whole they are more Vietnamese once decoded."""
    whole = " ".join(texts).translate(_SYMBOL_CODES)
    share = share_of_syllables(whole)
    if share is not None and share >= LEAST_SHARE:
        return False
    return _count(_decode_line(whole, encoding, minus=False)) >= _count(whole)


def _is_capital(font: str) -> bool:
    return encoding_of(font) == "tcvn3" and font.strip("'\" ").lower().endswith("h")


def _join_marks(texts: dict[int, str]) -> None:
    """Give a mark that a run begins with to the run before it, which ends with its vowel."""
    for first, second in pairwise(texts):
        pair = texts[first][-1:] + texts[second][:1]
        if second == first + 1 and pair.lower() in _VNI:
            texts[first], texts[second] = texts[first] + texts[second][0], texts[second][1:]


def _decode_line(line: str, encoding: Encoding, *, minus: bool) -> str:
    line = line.translate(_SYMBOL_CODES)
    return _decode_vni(line) if encoding == "vni" else _decode_tcvn3(line, minus=minus)


def _decode_vni(line: str) -> str:
    def letter(match: re.Match[str]) -> str:
        piece = match.group()
        found = _VNI[piece.lower()]
        return found.upper() if piece[0].isupper() else found

    return nfc(_VNI_PIECE.sub(letter, line))


def _decode_tcvn3(line: str, *, minus: bool) -> str:
    """`minus`: whether a hyphen within a word may be the letter ư; a true minus sign at a letter always may."""
    decoded = line.translate(_TCVN3_TABLE)
    if minus or _MINUS in decoded:
        decoded = _HYPHENED.sub(lambda match: _with_horn(match.group(), minus=minus), decoded)
    words = list(_WORD.finditer(decoded))
    cases = [_case(line[word.start() : word.end()]) for word in words]
    telling: list[Case] = [  # an acronym tells nothing of its neighbours
        case if case == "small" or is_real_syllable(word.group()) else "unsure"
        for case, word in zip(cases, words, strict=True)
    ]
    before = list(accumulate(telling, _latest))
    after = list(accumulate(reversed(telling), _latest))[::-1]
    letters = list(decoded)
    for word, case, *nearest in zip(words, cases, before, after, strict=True):
        if case == "capital" or (case == "unsure" and "capital" in nearest and "small" not in nearest):
            letters[word.start() : word.end()] = word.group().upper()
    return nfc("".join(letters))


def _latest(known: Case, case: Case) -> Case:
    return known if case == "unsure" else case


def _case(raw: str) -> Case:
    """The case that the plain letters of a word in TCVN3 show; the others have no capitals in most of its fonts."""
    plain = [character for character in raw if character.isascii()]
    if any(map(str.islower, plain)):
        return "small"
    return "capital" if len(plain) > 1 else "unsure"


def _with_horn(word: str, *, minus: bool) -> str:
    """The word with ư for its hyphens where that makes it a syllable and it is none without."""
    hyphens = f"-{_MINUS}" if minus else _MINUS
    joined = re.sub(f"[{hyphens}]", "ư", word)
    pieces = [piece for piece in re.split(f"[{hyphens}]", word) if piece]
    whole = len(pieces) > 1 and all(map(is_real_syllable, pieces))
    return joined if joined != word and is_real_syllable(joined) and not whole else word
