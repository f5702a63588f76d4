"""Words of OCR with wrong marks above or below, put right by how syllables are spelled and by the words beside them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from assistant.language.phrasing import NUMBER, load_phrasing
from assistant.language.text import fold, place_tones
from assistant.readers.syllables import is_real_syllable

from .shapes import Glyph

_SURE = 0.955  # confidence: above, a word stays as it was read; Tesseract gives .97 at most
_LEAST_PAIRS = 5  # times that another spelling is known beside the words around it
_OFTEN = 100  # what the pairs of a formula count
_LEAST_RATIO = 4  # times as often as the next best spelling
_VOWEL_MARKS = {"a": "\u0302\u0306", "e": "\u0302", "o": "\u0302\u031b", "u": "\u031b"}
_MARKED = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_WORD = re.compile(r"[^\W\d_]+")
_FORMULAS = ("cộng hòa xã hội chủ nghĩa việt nam", "độc lập tự do hạnh phúc")  # heads of documents
_DASHES = frozenset("-–—")
_AROUND = '.,;:()“”"'


def spell(lines: Sequence[Sequence[Glyph]]) -> None:
    """Put right the words that are no syllables, and unsure ones that nobody writes beside their neighbours."""
    words = [word for line in lines for word in line if word.text not in _DASHES]
    for word in words:
        word.text = _with_other_vowel(word.text)
    for n, word in enumerate(words):
        if word.confidence is None or word.confidence < _SURE:
            before = words[n - 1].text if n else ""
            after = words[n + 1].text if n + 1 < len(words) else ""
            word.text = _beside(before, word.text, after)


def _with_other_vowel(word: str) -> str:
    """A word that is no syllable but would be one with another mark on one vowel, and only one: "QUYÉT" is "QUYẾT"."""
    plain = word.strip(_AROUND)
    if (
        not plain.isalpha()
        or not any(c in _MARKED for c in unicodedata.normalize("NFD", plain))
        or is_real_syllable(plain)
    ):
        return word
    found = set()
    for n, letter in enumerate(plain):
        base, marks = unicodedata.normalize("NFD", letter)[0], unicodedata.normalize("NFD", letter)[1:]
        for mark in _VOWEL_MARKS.get(base.lower(), ""):
            kept = [m for m in marks if m not in _VOWEL_MARKS.get(base.lower(), "")]
            other = unicodedata.normalize("NFC", base + mark + "".join(kept))
            if other != letter and is_real_syllable(plain[:n] + other + plain[n + 1 :]):
                found.add(plain[:n] + other + plain[n + 1 :])
    return word.replace(plain, found.pop()) if len(found) == 1 else word


def _beside(before: str, word: str, after: str) -> str:
    """The word with the marks that make it a known pair with a neighbour, where as read it is none: "yêu câu" is "yêu cầu"."""
    plain = word.strip(_AROUND)
    if not plain.isalpha() or (plain.istitle() and before.istitle()):  # names are spelled as they are
        return word
    # What a comma or a bracket parts is no pair.
    first = "" if word[:1] in _AROUND or before[-1:] in _AROUND else before
    third = "" if word[-1:] in _AROUND or after[:1] in _AROUND else after
    known = {
        spelling: _pairs(first, spelling) + _pairs(spelling, third)
        for spelling in {*_spellings().get(fold(plain), ()), place_tones(plain.lower())}
    }
    best, *others = sorted(known, key=lambda spelling: -known[spelling])
    if (
        known[place_tones(plain.lower())]
        or known[best] < _LEAST_PAIRS
        or (others and known[best] < _LEAST_RATIO * known[others[0]])
    ):
        return word
    return word.replace(plain, _in_case_of(plain, best))


def _in_case_of(word: str, spelling: str) -> str:
    if word.isupper() and len(word) > 1:
        return spelling.upper()
    return spelling.capitalize() if word[0].isupper() else spelling


def _pairs(first: str, second: str) -> int:
    left, right = (
        NUMBER if word[:1].isdigit() else place_tones(word.strip(_AROUND).lower()) for word in (first, second)
    )
    return load_phrasing().pair_count(left, right) + _OFTEN * ((left, right) in _formula_pairs())


@cache
def _formula_pairs() -> frozenset[tuple[str, str]]:
    words = [place_tones(formula).split() for formula in _FORMULAS]
    return frozenset(pair for formula in words for pair in pairwise(formula))


@cache
def _spellings() -> Mapping[str, Sequence[str]]:
    """The known words by their bare letters."""
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for word in load_phrasing().words:
        if _WORD.fullmatch(word) and is_real_syllable(word):
            spellings[fold(word)].append(word)
    return spellings
