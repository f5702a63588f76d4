"""How questions are worded: how likely a word is behind two others, from pairs and triples of words in questions.

Its counts, `phrasing.npz`, are made by `training/phrasing.py` from questions that were written to public documents; they
know how people ask, and hardly what about: for that there are the documents (`diacritics`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from assistant.judging import judging

START, END = "^", "$"
NUMBER = "0"  # stands for any number
_COUNTS = Path(__file__).with_name("phrasing.npz")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")


def tokens(text: str) -> list[str]:
    """The words of a text in small letters, every number as one token."""
    return [NUMBER if token.isdigit() else token for token in _TOKEN.findall(text.lower())]


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Counts over the numbers of words, START and END among them; a pair or a triple is one number, its words as digits."""

    words: tuple[str, ...]
    pairs: Mapping[int, int]
    triples: Mapping[int, int]
    _ids: dict[str, int] = field(init=False, repr=False)
    _openings: dict[int, int] = field(init=False, repr=False)  # how often a word stands before another
    _pair_openings: dict[int, int] = field(init=False, repr=False)  # the same of two, in kept triples
    _follows: dict[int, int] = field(init=False, repr=False)  # how many different words come before one

    def __post_init__(self) -> None:
        size = len(self.words)
        openings: Counter[int] = Counter()
        for pair, count in self.pairs.items():
            openings[pair // size] += count
        pair_openings: Counter[int] = Counter()
        for triple, count in self.triples.items():
            pair_openings[triple // size] += count
        object.__setattr__(self, "_pair_openings", dict(pair_openings))
        object.__setattr__(self, "_ids", {word: number for number, word in enumerate(self.words)})
        object.__setattr__(self, "_openings", dict(openings))
        object.__setattr__(self, "_follows", dict(Counter(pair % size for pair in self.pairs)))

    @classmethod
    def count(cls, questions: Iterable[list[str]], known: Iterable[str], *, least: int) -> Phrasing:
        """The counts of questions as tokens: of pairs and triples of known words; triples of which there are `least`."""
        words = (START, END, NUMBER, *sorted(set(known) - {START, END, NUMBER}))
        size = len(words)
        ids = {word: number for number, word in enumerate(words)}
        pairs: Counter[int] = Counter()
        triples: Counter[int] = Counter()
        for question in questions:
            said = [ids.get(token) for token in (START, *question, END)]
            for n, third in enumerate(said[1:], 1):
                first, second = said[n - 2] if n > 1 else ids[START], said[n - 1]
                if second is None or third is None:
                    continue
                pairs[second * size + third] += 1
                if first is not None:
                    triples[(first * size + second) * size + third] += 1
        return cls(words, pairs, {triple: c for triple, c in triples.items() if c >= least})

    def pair_count(self, first: str, second: str) -> int:
        """How often the second word was asked right behind the first."""
        a, b = self._ids.get(first), self._ids.get(second)
        return 0 if a is None or b is None else self.pairs.get(a * len(self.words) + b, 0)

    def likelihood(self, first: str, second: str, third: str) -> float:
        """How likely the third word is behind the others: triples, backed off to pairs, these to how many words one follows."""
        size, prior = len(self.words), judging().typing.asked_prior
        a, b, c = (self._ids.get(word) for word in (first, second, third))
        follows = self._follows.get(c, 0) if c is not None else 0
        likely = (follows + judging().typing.unseen) / (len(self.pairs) or 1)
        if b is None or c is None:
            return likely
        pair = self.pairs.get(b * size + c, 0)
        likely = (pair + prior * likely) / (self._openings.get(b, 0) + prior)
        if a is None:
            return likely
        triple = self.triples.get((a * size + b) * size + c, 0)
        return (triple + prior * likely) / (self._pair_openings.get(a * size + b, 0) + prior)


@cache
def load_phrasing() -> Phrasing:
    """The counts that ship with the package."""
    import numpy as np  # takes a while, and `--help` needs none

    with np.load(_COUNTS, allow_pickle=False) as stored:
        words = tuple(bytes(stored["words"]).decode().split())
        pairs, triples = (
            dict(
                zip(
                    np.cumsum(stored[f"{name}s"], dtype=np.int64).tolist(),
                    stored[f"{name}_counts"].tolist(),
                    strict=True,
                )
            )
            for name in ("pair", "triple")
        )
    return Phrasing(words, pairs, triples)


def save_phrasing(phrasing: Phrasing, path: Path) -> None:
    """Write the counts to a file; keys as the steps between them, which pack better."""
    import numpy as np

    arrays: dict[str, Any] = {"words": np.frombuffer(" ".join(phrasing.words).encode(), dtype=np.uint8)}
    for name, counted in (("pair", phrasing.pairs), ("triple", phrasing.triples)):
        keys = sorted(counted)
        arrays[f"{name}s"] = np.diff(np.array(keys, dtype=np.int64), prepend=0)
        arrays[f"{name}_counts"] = np.array([min(counted[key], 65535) for key in keys], dtype=np.uint16)
    np.savez_compressed(path, **arrays)
