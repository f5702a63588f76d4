"""Phrases with gaps, as vocabularies write them: "soạn {paper} {unasked}".

A gap is {anything} (any words, or none), {unasked} (such of which none asks something), {figure} (a number and what it
counts) or {number}; every other name stands for one of its phrases. Each word may be typed without its diacritics.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.language.lexicon import words
from assistant.language.text import fold

_COUNTED = 4  # words that may follow a number and belong to it: "30 tỷ đồng mỗi năm"
_NUMBER = r" \d\S*"
_NAME = re.compile(r"\{(\w+)\}")
GAPS = frozenset(["anything", "unasked", "figure", "number"])


def has_gap(phrase: str) -> bool:
    """Whether a phrase has a gap, and is no phrase to be looked up as it stands."""
    return not GAPS.isdisjoint(_NAME.findall(phrase))


def compile_phrases(
    phrases: Sequence[str],
    stands_for: Mapping[str, Sequence[str]],
    asks: Sequence[str],
    *,
    bare: bool = True,
) -> re.Pattern[str]:
    """What matches one of the phrases whole, in words that each have a space before them; `bare`: without diacritics too."""

    def spell(text: str) -> str:
        return "".join(f" {_any_of([word, fold(word)] if bare else [word])}" for word in words(text))

    gaps = {
        "anything": r"(?: \S+)*",
        "unasked": rf"(?:(?!{_any_of([spell(word) for word in asks], escape=False)}(?: |$)) \S+)*",
        "figure": rf"{_NUMBER}(?: [^\W\d]+){{0,{_COUNTED}}}",
        "number": _NUMBER,
    }

    def of_name(name: str) -> str:
        return gaps.get(name) or _any_of([spell(said) for said in stands_for[name]], escape=False)

    def of_phrase(phrase: str) -> str:
        pieces = _NAME.split(phrase)  # literal, name, literal, …
        return "".join(of_name(p) if n % 2 else spell(p) for n, p in enumerate(pieces))

    return re.compile(_any_of([of_phrase(phrase) for phrase in phrases], escape=False))


class GappedPhrases:
    """Phrases of which each is compiled when what is said has the words for it: all of a vocabulary take seconds."""

    def __init__(
        self,
        phrases: Sequence[str],
        stands_for: Mapping[str, Sequence[str]],
        asks: Sequence[str],
        *,
        bare: bool = True,
    ) -> None:
        self._compiled = cache(lambda phrase: compile_phrases([phrase], stands_for, asks, bare=bare))
        pieces = {phrase: _NAME.split(phrase) for phrase in phrases}
        self._literal = {phrase: _folded(" ".join(own[::2])) for phrase, own in pieces.items()}
        self._names = {
            phrase: [name for name in own[1::2] if name not in GAPS] for phrase, own in pieces.items()
        }
        named = {name for names in self._names.values() for name in names}
        self._said = {name: [_folded(said) for said in stands_for[name]] for name in named}

    def matches(self, said: str) -> bool:
        """Whether one of the phrases is all that is said, in words that each have a space before them."""
        had = _folded(said)
        may = cache(lambda name: any(own <= had for own in self._said[name]))
        return any(
            self._compiled(phrase).fullmatch(said)
            for phrase, literal in self._literal.items()
            if literal <= had and all(map(may, self._names[phrase]))
        )


def _folded(text: str) -> frozenset[str]:
    return frozenset(map(fold, words(text)))


def _any_of(choices: Sequence[str], *, escape: bool = True) -> str:
    return f"(?:{'|'.join(dict.fromkeys(map(re.escape, choices) if escape else choices))})"
