"""Vietnamese text: normal forms, folding, syllables. Folding keeps every offset."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_SYLLABLE = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]")
# Old and new placement of the tone in open syllables: "hoà" and "hòa", "thuý" and "thúy". "quý" has one spelling:
# there the u belongs to the initial consonant.
_NEW_STYLE = re.compile(r"(?<![qQ])(o)([aeAE])([\u0300\u0301\u0303\u0309\u0323])(?![^\W_])", re.IGNORECASE)
_NEW_STYLE_UY = re.compile(r"(?<![qQ])(u)(y)([\u0300\u0301\u0303\u0309\u0323])(?![^\W_])", re.IGNORECASE)


def nfc(text: str) -> str:
    """The text in Unicode normal form C, the form of every stored text."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """A typed text made safe: NFC, no control, invisible or surrogate characters, single spaces."""
    text = text.encode("utf-8", "ignore").decode("utf-8")
    return " ".join(_CONTROL.sub(" ", nfc(text)).split())


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else base[0]


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d; as long as `text`, so that offsets hold (NFC expected)."""
    return "".join(map(_fold_character, text))


def has_diacritics(text: str) -> bool:
    """Whether a letter of the text differs from its folded form."""
    return fold(text) != text.lower()


def place_tones(text: str) -> str:
    """The text with the tone of oa, oe and uy on the first vowel: "hoà" becomes "hòa", "thuỷ" "thủy"."""
    decomposed = unicodedata.normalize("NFD", text)
    moved = _NEW_STYLE_UY.sub(r"\1\3\2", _NEW_STYLE.sub(r"\1\3\2", decomposed))
    return nfc(moved)


def tokens(text: str) -> list[str]:
    """Folded syllables in order; figures stay whole ("2,5")."""
    return _SYLLABLE.findall(fold(text))


def lexical_terms(text: str) -> list[str]:
    """What the lexical index counts: folded syllables and their bigrams."""
    words = tokens(text)
    return words + [f"{first}_{second}" for first, second in zip(words, words[1:], strict=False)]


def normalise_space(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(text.split())
