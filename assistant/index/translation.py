"""How clauses are asked about: how likely each word of a question is where a clause with certain words answers it.

Somebody asks for "tiền" where a plan says "kinh phí", and for "department" or "bên nào" where it says "chủ trì". Such chances
are learned from questions that were written to public documents (`training/translation.py`) by IBM Model 1 (Brown et al. 1993),
and rank clauses as a translation model of retrieval does (Berger and Lafferty 1999).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.language.lexicon import words

FILE = Path(__file__).with_name("translation.npz")
NOTHING = ""  # the word that every clause has: what is asked whatever it says
MOST_OFTEN = 3  # times that a word of a clause counts
_REMEMBERED = 8192  # clauses, some 1 KB each
Shares = tuple[
    NDArray[np.intp], NDArray[np.float32]
]  # of a clause: numbers of its words, and the share of each


@dataclass(frozen=True, slots=True, eq=False)
class TermTranslation:
    """Chances of words of questions given words of clauses, shape (words of questions, words of clauses)."""

    asked: dict[str, int]
    told: dict[str, int]
    chances: NDArray[np.float16]
    background: NDArray[np.float32]  # chance of each word of questions, whatever the clause is
    smoothing: float  # share of the background in each chance

    def scores(
        self, question: str, texts: Sequence[str], *, understood: Sequence[Collection[str]] | None = None
    ) -> NDArray[np.float32]:
        """How much likelier a question is where each text answers it than where any does: the mean logarithm over its words.

        `understood`: for each text words that do not count, as they say nothing of it. 0 where no other word is known.
        """
        said = sorted({word for word in words(question) if word in self.asked})
        if not said or not texts:
            return np.zeros(len(texts), dtype=np.float32)
        rows = [self.asked[word] for word in said]
        numbers, shares = zip(*(_shares(self, text) for text in texts), strict=True)
        begins = np.cumsum([0, *map(len, numbers[:-1])])
        columns = self.chances[rows].astype(np.float32).take(np.concatenate(numbers), axis=1)
        own = np.add.reduceat(columns * np.concatenate(shares), begins, axis=1)
        expected = self.background[rows][:, np.newaxis]
        likelier = np.log((1 - self.smoothing) * own / expected + self.smoothing)
        if understood is None:
            return np.asarray(likelier.mean(axis=0), dtype=np.float32)
        counted = np.array([[word not in known for known in understood] for word in said])
        return np.asarray((likelier * counted).sum(axis=0) / np.maximum(counted.sum(axis=0), 1), np.float32)

    def shares(self, text: str) -> Shares:
        """The known words of a text, NOTHING among them."""
        counts = Counter(self.told[word] for word in words(text) if word in self.told)
        numbers = np.array([self.told[NOTHING], *counts])
        often = np.array([1, *(min(count, MOST_OFTEN) for count in counts.values())], dtype=np.float32)
        return numbers, often / often.sum()


@lru_cache(maxsize=_REMEMBERED)
def _shares(translation: TermTranslation, text: str) -> Shares:
    return translation.shares(text)


@cache
def load_translation() -> TermTranslation:
    """What ships. Raises: OSError, ValueError or KeyError where it is missing or damaged."""
    with np.load(FILE, allow_pickle=False) as file:
        asked, told = (bytes(file[name]).decode().split("\n") for name in ("asked", "told"))
        chances = np.zeros((len(asked), len(told)), dtype=np.float16)
        chances[np.repeat(np.arange(len(asked)), file["counts"]), file["numbers"]] = file["chances"]
        return TermTranslation(
            {word: number for number, word in enumerate(asked)},
            {word: number for number, word in enumerate(told)},
            chances,
            file["background"],
            float(file["smoothing"]),
        )


def save_translation(translation: TermTranslation, path: Path) -> None:
    """Writes the chances above 0, by word of questions."""
    rows, numbers = np.nonzero(translation.chances)
    asked, told = (
        np.frombuffer("\n".join(known).encode(), dtype=np.uint8)
        for known in (translation.asked, translation.told)
    )
    np.savez_compressed(
        path,
        asked=asked,
        told=told,
        counts=np.bincount(rows, minlength=len(translation.asked)).astype(np.uint16),
        numbers=numbers.astype(np.uint16),
        chances=translation.chances[rows, numbers],
        background=translation.background,
        smoothing=np.float32(translation.smoothing),
    )
