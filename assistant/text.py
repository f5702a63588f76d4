"""Vietnamese text: normal forms, folding, syllables. Folding keeps every offset."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_SYLLABLE = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]"
)
_WORD = re.compile(r"[^\W\d_]+")
_MARKED = frozenset("ăâêôơư")
_EMPHASIS = re.compile(r"[*_]+")
_ALPHABET = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONE_ORDER = {
    tone: rank for rank, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)
}  # after ngang
_SORTED_WORD = re.compile(r"\d+|(?:[^\W\d_][\u0300-\u036f]*)+")  # of decomposed text

NameKey = tuple[tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...], tuple[bool, ...], str]


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
    """The text with each tone on the vowel where older spelling puts it: "hoà" and "hòa" are one word.

    Typing errors such as "taọ" come right too. The rule is the school one: a vowel with a mark of its own (ê, ơ, ...)
    carries the tone; else the last vowel before a final consonant, the middle of three, the first of two.
    """
    return _WORD.sub(lambda match: _place_tone(match.group()), text)


@lru_cache(maxsize=8192)
def _place_tone(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    tones = [character for character in decomposed if character in _TONES]
    if len(tones) != 1 or len(word) > 7:
        return word
    letters = list(nfc("".join(character for character in decomposed if character not in _TONES)))
    vowels = [n for n, letter in enumerate(letters) if fold(letter) in "aeiouy"]
    folded = fold("".join(letters))
    if folded.startswith("qu") or (folded.startswith("gi") and len(vowels) > 1):
        vowels = vowels[1:]
    if not vowels or vowels[-1] - vowels[0] != len(vowels) - 1:
        return word  # not one Vietnamese syllable
    marked = [n for n in vowels if letters[n].lower() in _MARKED]
    if marked:
        place = marked[-1]
    elif vowels[-1] < len(letters) - 1 or len(vowels) == 1:
        place = vowels[-1]
    else:
        place = vowels[1] if len(vowels) == 3 else vowels[0]
    letters[place] += tones[0]
    placed = nfc("".join(letters))
    return placed if len(placed) == len(word) else word  # "ÑÛ": offsets must hold


def tokens(text: str) -> list[str]:
    """Folded syllables in order; figures stay whole ("2,5")."""
    return _SYLLABLE.findall(fold(text))


def lexical_terms(text: str) -> list[str]:
    """What the lexical index counts: folded syllables and their bigrams."""
    words = tokens(text)
    return words + [f"{first}_{second}" for first, second in pairwise(words)]


def normalise_space(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """A clause's words on one line without Markdown emphasis: what is shown, while quotes stay verbatim."""
    return normalise_space(_EMPHASIS.sub("", text))


def vietnamese_key(name: str) -> NameKey:
    """What sorts names as a Vietnamese dictionary does: `sorted(names, key=vietnamese_key)`.

    Syllable by syllable, so that all of "ba …" stands before "bà …": first the letters (a ă â … d đ e ê …), then the
    tone (ngang, huyền, hỏi, ngã, sắc, nặng), wherever in the syllable it is written. Numbers go by their value and
    before letters; other scripts after them. Between names that differ in nothing else, small letters come first.
    """
    text = nfc(name)
    words = _SORTED_WORD.findall(unicodedata.normalize("NFD", text))
    return tuple(map(_word_key, words)), tuple(map(str.isupper, text)), text


def _word_key(word: str) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    if word[0].isdecimal():
        figures = word.lstrip("0")
        return 0, (len(figures), *map(ord, figures)), ()
    letters: list[str] = []
    marks: list[int] = []
    for character in word.lower():
        if not unicodedata.combining(character):
            letters.append(character)
        elif letters and (marked := nfc(letters[-1] + character)) in _ALPHABET:
            letters[-1] = marked
        else:
            marks.append(_TONE_ORDER.get(character, ord(character)))
    return 1, tuple(_ALPHABET.get(letter, ord(letter)) for letter in letters), tuple(marks)
