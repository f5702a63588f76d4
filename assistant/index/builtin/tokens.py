"""Cuts text into the pieces of a unigram vocabulary, as SentencePiece does: the segmentation with the best score.

The library `tokenizers` gives the same pieces, but its table of this vocabulary takes 260 MB and a second. Here the
pieces stay as they lie in the file, ordered by length, and a word that was met before is not cut again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.builtin.weights import Vocabulary, WeightFile

_SPACE = "\u2581"  # stands for the space before a word; no piece has one inside
_WORDS = re.compile(f"{_SPACE}?[^{_SPACE}]+|{_SPACE}")
_KEPT_WORDS = 20_000  # some 5 MB
_KEPT_LENGTH = 40  # characters; longer words are rare
_UNKNOWN_PENALTY = 10.0  # below the worst piece, as in SentencePiece


class Tokenizer:
    """Text to ids, without the marks of beginning and end."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._unknown = vocabulary.unknown
        self._scores = vocabulary.scores
        self._unknown_score = float(vocabulary.scores.min()) - _UNKNOWN_PENALTY
        self._replacements = vocabulary.replacements
        self._by_length = _order_pieces(vocabulary)
        self._known = lru_cache(_KEPT_WORDS)(self._cut)

    def ids(self, text: str) -> list[int]:
        """The ids of the pieces of a text."""
        text = re.sub(" {2,}", " ", text.translate(self._replacements))
        text = (text if text.startswith(" ") else " " + text).replace(" ", _SPACE)
        ids: list[int] = []
        for word in _WORDS.findall(text):
            ids += self._known(word) if len(word) <= _KEPT_LENGTH else self._cut(word)
        return ids

    def _cut(self, word: str) -> list[int]:
        """The best segmentation; a character of no piece is the unknown one."""
        found = self._pieces(word)
        best = [0.0] + [-np.inf] * len(word)
        steps: list[tuple[int, int]] = [(0, 0)] * (len(word) + 1)  # where the last piece starts, and its id
        for start in range(len(word)):
            for stop, piece in [*found[start], (start + 1, self._unknown)]:
                known = piece != self._unknown
                score = best[start] + (float(self._scores[piece]) if known else self._unknown_score)
                if score > best[stop]:
                    best[stop], steps[stop] = score, (start, piece)
        ids, stop = [], len(word)
        while stop:
            stop, piece = steps[stop]
            ids.append(piece)
        return ids[::-1]

    def _pieces(self, word: str) -> dict[int, list[tuple[int, int]]]:
        """Per start the stops of the pieces that begin there, with their ids."""
        data = word.encode()
        offsets = np.cumsum([0, *(len(character.encode()) for character in word)]).tolist()
        spans = defaultdict(list)
        longest = max(self._by_length)
        for start in range(len(word)):
            for stop in range(start + 1, len(word) + 1):
                length = offsets[stop] - offsets[start]
                if length > longest:
                    break
                spans[length].append((start, stop))
        found = defaultdict(list)
        for length, of_length in spans.items():
            if length not in self._by_length:
                continue
            pieces, ids = self._by_length[length]
            texts = np.array(
                [data[offsets[start] : offsets[stop]] for start, stop in of_length], pieces.dtype
            )
            places = np.minimum(np.searchsorted(pieces, texts), len(pieces) - 1)
            for position in np.flatnonzero(pieces[places] == texts).tolist():
                start, stop = of_length[position]
                piece = int(ids[places[position]])
                if piece != self._unknown:
                    found[start].append((stop, piece))
        return found


@cache
def open_weights(path: Path) -> tuple[WeightFile, Tokenizer]:
    """The weights with their tokenizer, whose tables (10 MB) all who use the file share. Raises: WeightsError."""
    weights = WeightFile(path)
    return weights, Tokenizer(weights.vocabulary)


def _order_pieces(vocabulary: Vocabulary) -> dict[int, tuple[NDArray[np.bytes_], NDArray[np.int32]]]:
    """Per length in bytes the pieces in order, with their ids."""
    starts = np.concatenate([[0], vocabulary.stops[:-1]])
    lengths = vocabulary.stops - starts
    by_length = {}
    for length in np.unique(lengths[lengths > 0]).tolist():
        ids = np.flatnonzero(lengths == length)
        rows = vocabulary.text[starts[ids, np.newaxis] + np.arange(length)]
        pieces = rows.view(f"S{length}").reshape(-1)
        order = np.argsort(pieces, kind="stable")
        by_length[length] = (pieces[order], ids[order].astype(np.int32))
    return by_length
