"""A question and a clause as the reader takes them: one row of tokens, each told what it belongs to.

`<s> earlier questions, question </s></s> context, clause </s>`. Words are cut one by one, so that tokens lead back
to the characters of the clause. What is long is cut: of the earlier questions the end is kept, of the context the
document's name and the nearest headings; a long clause is read in windows that overlap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.index.builtin.tokens import Tokenizer
from assistant.index.builtin.weights import Vocabulary

EARLIER, QUESTION, CONTEXT, CLAUSE = range(4)  # the segments; marks belong to what they close
SEGMENTS = 4
_EARLIER_TOKENS = 32
_QUESTION_TOKENS = 64
_CONTEXT_ENDS = (16, 32)  # of a context that is longer: tokens of its beginning and of its end
_WINDOW = 192
_OVERLAP = 64
_MOST_WINDOWS = 8
_SPAN_WORDS = 60
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause and the headings that it stands under."""

    context: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One window. `words` are the clause's: first and last token, start and end in its text; shape (words, 4)."""

    ids: NDArray[np.int64]
    segments: NDArray[np.int64]
    words: NDArray[np.int64]


class PairEncoder:
    """Writes pairs with the encoder's own pieces."""

    def __init__(self, tokenizer: Tokenizer, vocabulary: Vocabulary) -> None:
        self._tokenizer = tokenizer
        self._begin, self._end = vocabulary.begin, vocabulary.end

    def windows(self, question: str, passage: Passage, earlier: Sequence[str] = ()) -> list[Pair]:
        """The pairs of a question with each window of the clause; one at least."""
        before = self._ids(" ".join(earlier))[-_EARLIER_TOKENS:]
        asked = self._ids(question)[:_QUESTION_TOKENS]
        context = self._ids(passage.context)
        head, tail = _CONTEXT_ENDS
        if len(context) > head + tail:
            context = context[:head] + context[-tail:]
        start = [self._begin, *before, *asked, self._end, self._end, *context]
        kinds = (
            [QUESTION]
            + [EARLIER] * len(before)
            + [QUESTION] * (len(asked) + 1)
            + [CONTEXT] * (1 + len(context))
        )
        words = [(match.start(), match.end(), self._ids(match[0])) for match in _WORD.finditer(passage.text)]
        pairs = []
        for part in _parts([len(ids) for _, _, ids in words]):
            clause: list[int] = []
            places = []
            for first, last, ids in words[part]:
                ids = ids[: _WINDOW - len(clause)]
                at = len(start) + len(clause)
                clause += ids
                if ids:
                    places.append((at, at + len(ids) - 1, first, last))
            pairs.append(
                Pair(
                    np.array([*start, *clause, self._end]),
                    np.array([*kinds, *[CLAUSE] * (len(clause) + 1)]),
                    np.array(places, dtype=np.int64).reshape(-1, 4),
                )
            )
        return pairs

    def _ids(self, text: str) -> list[int]:
        return self._tokenizer.ids(text.encode("utf-8", "ignore").decode("utf-8")) if text.strip() else []


def _parts(lengths: Sequence[int]) -> list[slice]:
    """Which words each window holds: as many as fit, and at least one."""
    stops = np.cumsum([0, *lengths])
    parts: list[slice] = []
    start = 0
    while len(parts) < _MOST_WINDOWS:
        stop = max(start + 1, int(np.searchsorted(stops, stops[start] + _WINDOW, side="right")) - 1)
        parts.append(slice(start, stop))
        if stop >= len(lengths):
            break
        start = max(start + 1, int(np.searchsorted(stops, stops[stop] - _OVERLAP)))
    return parts


def best_span(starts: NDArray[np.float32], ends: NDArray[np.float32], pair: Pair) -> tuple[int, int]:
    """Where the words that answer begin and end in the clause: those with the highest sum; (0, 0) without words.

    `starts`, `ends`: a logit per token.
    """
    if not len(pair.words):
        return 0, 0
    first, last, begins, stops = pair.words.T
    sums = starts[first][:, np.newaxis] + ends[last]
    lengths = np.arange(len(first)) - np.arange(len(first))[:, np.newaxis]
    sums = np.where((lengths >= 0) & (lengths < _SPAN_WORDS), sums, -np.inf)
    start, stop = divmod(int(sums.argmax()), len(first))
    return int(begins[start]), int(stops[stop])
