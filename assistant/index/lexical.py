"""The lexical index: BM25 over folded syllables and their bigrams, derived from the stored texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    """How often each term occurs in each text; a cell is `term * (number of texts) + text`, and they ascend."""

    vocabulary: dict[str, int]
    cells: NDArray[np.int64]
    occurrences: NDArray[np.int64]  # of the cells
    lengths: NDArray[np.int64]  # terms of each text

    @classmethod
    def of(cls, texts: Sequence[str]) -> TermCounts:
        """The counts of the texts."""
        none = np.empty(0, np.int64)
        return cls({}, none, none, none).changed(np.empty(0, np.intp), texts)

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
        if not len(self.lengths):
            return TermCounts(vocabulary, added, often, lengths)
        known, where = np.divmod(self.cells, len(self.lengths))
        where = places[where]
        stays = where >= 0
        cells = np.concatenate([known[stays] * count + where[stays], added])
        order = np.argsort(cells, kind="stable")
        occurrences = np.concatenate([self.occurrences[stays], often])[order]
        return TermCounts(vocabulary, cells[order], occurrences, lengths)._without_unused()

    def _without_unused(self) -> TermCounts:
        """The same without the terms that no text has any more."""
        count = len(self.lengths)
        terms, texts = np.divmod(self.cells, max(1, count))
        used = np.bincount(terms, minlength=len(self.vocabulary)) > 0
        if used.all():
            return self
        number = np.cumsum(used) - 1
        vocabulary = {
            term: int(own)
            for (term, _), own, kept in zip(self.vocabulary.items(), number, used, strict=True)
            if kept
        }
        return TermCounts(vocabulary, number[terms] * count + texts, self.occurrences, self.lengths)


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
            occurrences, lengths = (counts[name].astype(np.int64) for name in ("occurrences", "lengths"))
        frequencies = np.diff(saved.scores["indptr"])
        terms = np.repeat(np.arange(len(frequencies)), frequencies)
        if len(lengths) != len(places) or len(occurrences) != len(terms):
            raise ValueError("the counts are those of other texts")
        cells = terms * len(lengths) + saved.scores["indices"]
        return cls._of(TermCounts(saved.vocab_dict, cells, occurrences, lengths).changed(places, texts))

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
    count, lengths = len(counts.lengths), counts.lengths
    terms, texts = np.divmod(counts.cells, count)
    frequencies = np.bincount(terms, minlength=len(counts.vocabulary))
    rarity = np.log(1 + (count - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
    norms = model.k1 * ((1 - model.b) + model.b * lengths / lengths.mean())
    share = counts.occurrences / (norms[texts] + counts.occurrences)
    model.scores = {
        "data": (rarity[terms] * share).astype(np.float32),
        "indices": texts.astype(np.int32),
        "indptr": np.concatenate(([0], np.cumsum(frequencies))),
        "num_docs": count,
    }
    model.vocab_dict = counts.vocabulary
    model.unique_token_ids_set = set(counts.vocabulary.values())
    model.nonoccurrence_array = None  # of other formulas
    return model
