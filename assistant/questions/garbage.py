"""Turns in which nothing could be meant: no word, letters, keys at random, syllables that never stand together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.language.diacritics import Restorer, is_syllable
from assistant.language.english import is_english
from assistant.language.lexicon import expand_abbreviations, load_abbreviations, words
from assistant.language.places import find_places
from assistant.language.text import fold, has_diacritics
from assistant.language.values import find_values

_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 5  # of a turn whose syllables are looked at; a longer one is said to be out of scope
_SHORT = 4  # letters of a word without diacritics that may stand for too many: "ma", "boi"
_LEAST_KEYS = 3  # letters that are keys at random, with digits among them: "kh 12" is none
_MARKS = re.compile(r"[;:,.+*#@&]{3}|[;:,+*#@&]{2}|\?{2,}(?=\s*\w)")  # that nobody writes one after the other
_LEAST_DIGITS = 3  # of a bare number that may be a document's or a year
# What fingers leave on a keyboard: no vowel, one letter three times, five consonants or four neighbouring keys in a row.
_NOISE = re.compile(r"[^aeiouy]+|.*(?:(.)\1\1|[^aeiouy]{5}).*")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS = frozenset(run[n : n + 4] for row in _ROWS for run in (row, row[::-1]) for n in range(len(row) - 3))


def is_garbage(text: str, known: Restorer, *, first: bool) -> bool:
    """Whether a turn holds nothing that could be meant in documents of known words; `first`: it follows no question."""
    typed = _WORD.findall(text)
    if not typed:
        return not re.search(r"\d", text) or (first and not _is_figure(text, known))
    if re.search(r"\d", text):
        keys = [word for word in typed if len(word) >= _LEAST_KEYS]
        return (len(keys) > 1 or (bool(keys) and _MARKS.search(text) is not None)) and all(
            _is_noise(word, known) or _is_malformed(word, known) for word in typed
        )
    if all(len(word) == 1 for word in typed):
        return not re.search(r"\w&\w", text)  # "R&D"
    noise = [_is_noise(word, known) for word in typed]
    if any(noise) and all(n or _is_malformed(word, known) for n, word in zip(noise, typed, strict=True)):
        return True
    if _MARKS.search(text) and not (is_english(text) or any(_is_word(word, known) for word in typed)):
        return True
    return first and len(typed) <= _MOST_WORDS and not _may_mean(text, typed, known)


def _is_noise(typed: str, known: Restorer) -> bool:
    word = fold(typed)
    if word in known.spellings or word in load_abbreviations()[1] or (typed.isupper() and len(typed) > 1):
        return False
    if len(word) > 2 and any(word in row for row in _ROWS):
        return True
    return bool(_NOISE.fullmatch(word)) or any(word[n : n + 4] in _KEYS for n in range(len(word) - 3))


def _is_word(typed: str, known: Restorer) -> bool:
    word = typed.lower()
    return is_syllable(word) or fold(word) in known.spellings or fold(word) in load_abbreviations()[1]


def _is_malformed(typed: str, known: Restorer) -> bool:
    """Whether a word has diacritics that no syllable has, whatever it would be without them: "qưe" is no "quê"."""
    word = typed.lower()
    return word != fold(word) and not is_syllable(word) and word not in known.unigrams


def _is_figure(text: str, known: Restorer) -> bool:
    """Whether a turn without words is one figure that documents may hold: "85%", "2035"."""
    said = text.strip(" ?!.")
    values = find_values(said)
    if len(values) != 1 or values[0].written != said:
        return False
    return values[0].kind != "number" or (len(said) >= _LEAST_DIGITS and said in known.spellings)


def _may_mean(text: str, typed: Sequence[str], known: Restorer) -> bool:
    """Whether words stand for something: a name, a foreign word, or syllables that stand together somewhere."""
    if any(word.isupper() and len(word) > 1 for word in typed) or find_places(text) or is_english(text):
        return True
    if len(typed) == 1:
        word = typed[0].lower()
        foreign = word in known.spellings and not is_syllable(word)
        return len(word) > _SHORT or word != fold(word) or foreign or word in load_abbreviations()[1]
    restored = words(known.restore(expand_abbreviations(text)))
    if any(fold(word) in known.spellings and not is_syllable(word) for word in restored):
        return True
    pairs = [n for n, pair in enumerate(pairwise(restored)) if known.bigrams[pair]]
    beside = {word for n in pairs for word in (n, n + 1)}
    # Without diacritics two syllables in five may stand together by chance.
    return bool(beside) and (has_diacritics(text) or len(beside) * 3 > len(restored) * 2)
