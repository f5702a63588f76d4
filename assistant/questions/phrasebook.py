"""Phrases of what people say, some of whose words stand for others ("{you} giỏi quá"), found where a turn has them.

A phrase is never written out: with four such words it would stand for a million.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.language.lexicon import words
from assistant.language.text import fold
from assistant.messages.phrases import Language
from assistant.types import Act

_STANDS = re.compile(r"\{(\w+)\}")
Said = tuple[tuple[str, ...], str]  # folded words, and how they are written


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase as it is written out, of an act; of none, where it is a word of courtesy."""

    written: str
    act: Act | None
    language: Language


class _Part:
    """A place of a phrase with all that may stand there."""

    def __init__(self, choices: Iterable[str]) -> None:
        self.choices = [(tuple(map(fold, words(choice))), choice) for choice in choices]

    @cached_property
    def by_first(self) -> dict[str, list[Said]]:
        """The choices that have a word, by the first."""
        found: dict[str, list[Said]] = {}
        for choice in self.choices:
            if choice[0]:
                found.setdefault(choice[0][0], []).append(choice)
        return found

    @cached_property
    def empty(self) -> list[Said]:
        """The choices without a word."""
        return [choice for choice in self.choices if not choice[0]]

    @cached_property
    def longest(self) -> int:
        """The number of words of the longest choice."""
        return max((len(said) for said, _ in self.choices), default=0)


@dataclass(frozen=True, slots=True)
class _Phrase:
    parts: tuple[_Part, ...]
    act: Act | None
    language: Language

    def firsts(self) -> Iterator[str]:
        """The words that it may begin with."""
        for part in self.parts:
            yield from part.by_first
            if not part.empty:
                return

    def ends(
        self, typed: Sequence[str], at: int, part: int = 0, written: str = ""
    ) -> Iterator[tuple[int, str]]:
        """(where it ends in folded words, how it is written there) of each way in which it begins at a place."""
        if part == len(self.parts):
            yield at, written
            return
        own = self.parts[part]
        for said, choice in (*own.empty, *own.by_first.get(typed[at] if at < len(typed) else "", ())):
            if tuple(typed[at : at + len(said)]) == said:
                yield from self.ends(typed, at + len(said), part + 1, written + choice)


class Phrasebook:
    """The phrases of several acts, looked up by their first word."""

    def __init__(
        self, phrases: Iterable[tuple[str, Act | None, Language]], stands_for: Mapping[str, Sequence[str]]
    ) -> None:
        parts = {name: _Part(choices) for name, choices in stands_for.items()}
        self._by_first: dict[str, list[_Phrase]] = {}
        self.longest = 0  # words of a phrase
        for written, act, language in phrases:
            pieces = _STANDS.split(written)  # every second one is a name
            made = tuple(parts[piece] if n % 2 else _Part([piece]) for n, piece in enumerate(pieces) if piece)
            phrase = _Phrase(made, act, language)
            self.longest = max(self.longest, sum(part.longest for part in made))
            for first in dict.fromkeys(phrase.firsts()):
                self._by_first.setdefault(first, []).append(phrase)

    def begun(self, typed: Sequence[str], start: int) -> dict[int, list[Entry]]:
        """What begins at a place of folded words, by where it ends; the entries in the order of the phrases."""
        found: dict[int, list[Entry]] = {}
        for phrase in self._by_first.get(typed[start], ()):
            for end, written in phrase.ends(typed, start):
                found.setdefault(end, []).append(Entry(written, phrase.act, phrase.language))
        return found


def written_out(phrase: str, stands_for: Mapping[str, Sequence[str]]) -> list[str]:
    """A phrase with each of the words that one stands for in it."""
    made = [""]
    for n, piece in enumerate(_STANDS.split(phrase)):
        made = [before + choice for before in made for choice in (stands_for[piece] if n % 2 else [piece])]
    return made
