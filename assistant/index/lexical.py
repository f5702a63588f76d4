"""The lexical index: BM25 over folded syllables and their bigrams, derived from the stored texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.language.text import lexical_terms

FREQUENT = 5  # a term that more than one text in so many has
_COUNTS = "counts.npz"  # beside the library's files, for the next build


@dataclass(frozen=True, slots=True)
class TermCounts:
    """How often each term occurs in each text: a cell for each of both, by term and within a term by text.

    There are millions of cells, so that what is done to all of them takes as few arrays, of as few bytes, as can be.
    """

    vocabulary: dict[str, int]
    terms: NDArray[np.int32]  # of the cells, as are the next two
    texts: NDArray[np.int32]
    occurrences: NDArray[Any]  # whole numbers
    lengths: NDArray[np.int64]  # terms of each text

    @classmethod
    def of(cls, texts: Sequence[str]) -> TermCounts:
        """The counts of the texts."""
        none = np.empty(0, np.int32)
        return cls({}, none, none, none, none.astype(np.int64)).changed(np.empty(0, np.intp), texts)

    def changed(self, places: NDArray[np.intp], texts: Sequence[str]) -> TermCounts:
        """The counts of other texts: those of the n-th text here are now of `texts[places[n]]`, -1 where it is gone."""
        count = len(texts)
        new = np.setdiff1d(np.arange(count), places)
        terms_of = [lexical_terms(texts[place]) for place in new]
        vocabulary = dict(self.vocabulary)
        terms = np.fromiter(
            (vocabulary.setdefault(term, len(vocabulary)) for own in terms_of for term in own), np.int64
        )
        lengths = np.zeros(count, np.int64)
        lengths[places[places >= 0]] = self.lengths[places >= 0]
        lengths[new] = np.fromiter(map(len, terms_of), np.int64)
        added, often = np.unique(terms * count + np.repeat(new, lengths[new]), return_counts=True)
        cells = self._at(places, count)._with(added, often, count)
        return replace(cells, vocabulary=vocabulary, lengths=lengths)._without_unused()

    def _at(self, places: NDArray[np.intp], count: int) -> TermCounts:
        """The cells of the texts that stay, where these now are among `count`."""
        texts = places.astype(np.int32)[self.texts]
        if (gone := texts < 0).any():
            texts, kept = texts[~gone], (self.terms[~gone], self.occurrences[~gone])
        else:
            kept = self.terms, self.occurrences
        moved = TermCounts(self.vocabulary, kept[0], texts, kept[1], self.lengths)
        cells = moved._cells(count)
        if (cells[1:] > cells[:-1]).all():
            return moved
        order = np.argsort(cells, kind="stable")
        return replace(moved, terms=kept[0][order], texts=texts[order], occurrences=kept[1][order])

    def _cells(self, count: int) -> NDArray[np.int64]:
        """A number for each cell, which ascend."""
        cells = self.terms.astype(np.int64)
        cells *= count
        cells += self.texts
        return cells

    def _with(self, added: NDArray[np.int64], often: NDArray[np.int64], count: int) -> TermCounts:
        """The cells with others, by their numbers, put in."""
        if not len(added):
            return self
        where = np.searchsorted(self._cells(count), added)
        terms, texts = np.divmod(added, count)
        room = np.promote_types(self.occurrences.dtype, np.min_scalar_type(often.max()))
        return replace(
            self,
            terms=np.insert(self.terms, where, terms),
            texts=np.insert(self.texts, where, texts),
            occurrences=np.insert(self.occurrences.astype(room, copy=False), where, often),
        )

    def frequencies(self) -> NDArray[np.intp]:
        """How many texts each term occurs in."""
        return np.diff(np.searchsorted(self.terms, np.arange(len(self.vocabulary) + 1, dtype=np.int32)))

    def _without_unused(self) -> TermCounts:
        """The same without the terms that no text has any more."""
        used = self.frequencies() > 0
        if used.all():
            return self
        number = np.cumsum(used, dtype=np.int32) - 1
        vocabulary = {
            term: int(own)
            for (term, _), own, kept in zip(self.vocabulary.items(), number, used, strict=True)
            if kept
        }
        return replace(self, vocabulary=vocabulary, terms=number[self.terms])


class LexicalIndex:
    """BM25 scores of all texts for a query; read-only, safe to share between threads."""

    def __init__(self, model: Any, text_count: int, counts: TermCounts | None = None) -> None:
        self._model = model
        self.text_count = text_count
        self._counts = counts  # of one that was not loaded

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """An index of the texts, in their order."""
        return cls._of(TermCounts.of(texts))

    @classmethod
    def build_from(cls, folder: Path, places: NDArray[np.intp], texts: Sequence[str]) -> LexicalIndex:
        """An index of the texts, which scores as `build` makes it; only those that the one saved in `folder` lacks are read.

        What was its n-th text is `texts[places[n]]`, -1 where it is gone. Raises: as `load`, also where there are other texts.
        """
        saved = cls.load(folder)._model
        with np.load(folder / _COUNTS, allow_pickle=False) as counts:
            occurrences, lengths = counts["occurrences"], counts["lengths"].astype(np.int64)
        frequencies = np.diff(saved.scores["indptr"])
        terms = np.repeat(np.arange(len(frequencies), dtype=np.int32), frequencies)
        if len(lengths) != len(places) or len(occurrences) != len(terms):
            raise ValueError("the counts are those of other texts")
        known = TermCounts(saved.vocab_dict, terms, saved.scores["indices"], occurrences, lengths)
        return cls._of(known.changed(places, texts))

    @classmethod
    def _of(cls, counts: TermCounts) -> LexicalIndex:
        # The library refuses a corpus without a word.
        model = _weighed(counts) if counts.vocabulary else None
        return cls(model, len(counts.lengths), counts)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """The saved index. Raises: OSError, ValueError or KeyError where it is missing or damaged."""
        import bm25s

        # Never mapped into memory: a mapped file that is cut short kills the process.
        model = bm25s.BM25.load(folder, mmap=False, load_corpus=False)
        return cls(model, int(model.scores["num_docs"]))

    def save(self, folder: Path) -> None:
        """Writes the index into `folder`; one without any word leaves the folder empty."""
        folder.mkdir(parents=True, exist_ok=True)
        if self._model is None:
            return
        self._model.save(folder, show_progress=False)
        if self._counts:
            both = {"occurrences": self._counts.occurrences, "lengths": self._counts.lengths}
            small = {name: row.astype(np.min_scalar_type(row.max())) for name, row in both.items()}
            np.savez(folder / _COUNTS, occurrences=small["occurrences"], lengths=small["lengths"])

    def scores(self, text: str) -> NDArray[np.float32]:
        """The BM25 score of every text, 0 where no term of the query occurs."""
        terms = lexical_terms(text)
        if self._model is None or not terms:
            return np.zeros(self.text_count, dtype=np.float32)
        scores, columns = np.zeros(self.text_count, dtype=np.float32), self._model.scores
        for term in self._model.get_tokens_ids(terms):
            if (row := self._frequent.get(term)) is not None:
                scores += row
            else:
                own = slice(columns["indptr"][term], columns["indptr"][term + 1])
                np.add.at(scores, columns["indices"][own], columns["data"][own])
        return scores

    @cached_property
    def _frequent(self) -> dict[int, NDArray[np.float32]]:
        """The scores of all texts for each term that many have: a row is added sooner than as many places."""
        columns = self._model.scores
        rows: dict[int, NDArray[np.float32]] = {}
        for term in np.flatnonzero(np.diff(columns["indptr"]) * FREQUENT > self.text_count).tolist():
            own = slice(columns["indptr"][term], columns["indptr"][term + 1])
            rows[term] = np.zeros(self.text_count, dtype=np.float32)
            rows[term][columns["indices"][own]] = columns["data"][own]
        return rows


def _weighed(counts: TermCounts) -> Any:
    """The library's BM25 of the counts, by its formula ("lucene") and to the bit, of all texts at once and not text by text."""
    import bm25s

    model = bm25s.BM25(backend="numpy")
    count, lengths, frequencies = len(counts.lengths), counts.lengths, counts.frequencies()
    rarity = np.log(1 + (count - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
    norms = model.k1 * ((1 - model.b) + model.b * lengths / lengths.mean())
    weights = norms[counts.texts]
    weights += counts.occurrences
    np.divide(counts.occurrences, weights, out=weights)
    weights *= rarity[counts.terms]
    model.scores = {
        "data": weights.astype(np.float32),
        "indices": counts.texts,
        "indptr": np.concatenate(([0], np.cumsum(frequencies))),
        "num_docs": count,
    }
    model.vocab_dict = counts.vocabulary
    model.unique_token_ids_set = set(counts.vocabulary.values())
    model.nonoccurrence_array = None  # of other formulas
    return model
