"""Counts how clauses are asked about: `python -m training.translation MATERIAL [--check] [--out FILE]`.

From the answered questions of the documents for training, each with its clause, it estimates how likely each word of a question
is given each word of a clause: IBM Model 1 by expectation maximisation, in some ten seconds. `--check` writes nothing and tells
for the documents for choosing and for measuring how often a question's clause is among the first of all, and of its document.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.lexical import LexicalIndex
from assistant.index.search import standardise
from assistant.index.translation import FILE, NOTHING, TermTranslation, save_translation
from assistant.language.lexicon import words
from training.material import Clause, Example, read_clauses, read_examples, read_passages, split_of

LEAST_OFTEN = 3  # questions, or clauses, that a word has to be in
ROUNDS = 5
DOUBT = 1.0  # added to what each word of clauses accounts for, so that rare ones are sure of nothing
LEAST = 0.001  # chance that is kept
SMOOTHING = 0.5
_FIRST = (1, 5, 8)


def estimate(examples: Sequence[Example]) -> TermTranslation:
    """The chances of words of the examples' questions given words of their clauses."""
    clauses = {example.clause.key: example.clause for example in examples}
    told = _numbers((text_of(clause) for clause in clauses.values()), first=NOTHING)
    asked = _numbers(example.question for example in examples)
    size = len(told)
    translation = TermTranslation(
        asked, told, np.zeros((len(asked), size), np.float16), np.zeros(len(asked), np.float32), SMOOTHING
    )
    shares = {key: translation.shares(text_of(clause)) for key, clause in clauses.items()}
    pairs: list[NDArray[np.int64]] = []
    weights: list[NDArray[np.float32]] = []
    which: list[NDArray[np.int64]] = []
    for example in examples:
        rows = sorted({asked[word] for word in words(example.question) if word in asked})
        numbers, own = shares[example.clause.key]
        pairs.append((np.array(rows, dtype=np.int64)[:, None] * size + numbers).ravel())
        weights.append(np.tile(own, len(rows)))
        which.append(np.repeat(np.arange(len(rows)) + (which[-1][-1] + 1 if which else 0), len(numbers)))
    cells, cell = np.unique(np.concatenate(pairs), return_inverse=True)
    weight, word = np.concatenate(weights), np.concatenate(which)
    chances = np.full(len(cells), 1 / len(asked))
    for _ in range(ROUNDS):
        shared = chances[cell] * weight
        shared /= np.bincount(word, weights=shared)[word]
        counts = np.bincount(cell, weights=shared)
        chances = counts / (np.bincount(cells % size, weights=counts, minlength=size)[cells % size] + DOUBT)
    kept = chances > LEAST
    translation.chances[np.divmod(cells[kept], size)] = chances[kept]
    translation.background[:] = _background(translation, shares.values())
    return translation


def text_of(clause: Clause) -> str:
    """A clause with what it stands under, as the search counts its words."""
    return f"{clause.passage.context}\n{clause.passage.text}"


def _numbers(texts: Iterable[str], *, first: str | None = None) -> dict[str, int]:
    often = Counter(word for text in texts for word in set(words(text)))
    known = sorted(word for word, count in often.items() if count >= LEAST_OFTEN)
    return {word: number for number, word in enumerate([first, *known] if first is not None else known)}


def _background(
    translation: TermTranslation, shares: Iterable[tuple[NDArray[np.intp], NDArray[np.float32]]]
) -> NDArray[np.float32]:
    """The chance of each word of questions over all clauses; a little where it has none."""
    mean = np.zeros(len(translation.told), dtype=np.float64)
    count = 0
    for numbers, own in shares:
        mean[numbers] += own
        count += 1
    return np.asarray(translation.chances.astype(np.float64) @ (mean / count) + 1e-6, dtype=np.float32)


def check(translation: TermTranslation, material: Path, split: str) -> dict[str, object]:
    """How often a question's clause is among the first, by BM25 alone and with the chances, of all and of its document."""
    clauses = [
        clause
        for clause in (*read_clauses(material), *read_passages(material))
        if split_of(clause.document) == split
    ]
    texts = list(dict.fromkeys(map(text_of, clauses)))
    places = {text: place for place, text in enumerate(texts)}
    document = {text_of(clause): clause.document for clause in clauses}
    documents = np.array([document[text] for text in texts])
    lexical = LexicalIndex.build(texts)
    ranks: dict[str, list[int]] = {}
    asked = [e for e in read_examples(material, read_clauses(material)) if e.answers and e.split == split]
    for example in asked:
        question = " ".join((*example.earlier, example.question))
        by_words = standardise(lexical.scores(question))
        both = by_words + standardise(translation.scores(question, texts))
        right = places[text_of(example.clause)]
        for name, scores in (("BM25", by_words), ("with translation", both)):
            better = scores > scores[right]
            ranks.setdefault(f"{name}, all", []).append(int(better.sum()))
            inside = better & (documents == example.clause.document)
            ranks.setdefault(f"{name}, its document", []).append(int(inside.sum()))
    figures = {
        name: {first: round(float(np.mean(np.array(own) < first)), 3) for first in _FIRST}
        for name, own in ranks.items()
    }
    return {"split": split, "questions": len(asked), "clauses": len(texts)} | figures


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m training.translation", description=__doc__)
    parser.add_argument(
        "material", type=Path, help="folder with clauses.jsonl, questions.jsonl and passages.jsonl"
    )
    parser.add_argument("--out", type=Path, default=FILE, help="the file to write (the one of the package)")
    parser.add_argument("--check", action="store_true", help="measure what ships, write nothing")
    options = parser.parse_args()
    examples = read_examples(options.material, read_clauses(options.material))
    translation = estimate([e for e in examples if e.answers and e.split == "train"])
    if not options.check:
        save_translation(translation, options.out)
        print(json.dumps({"file": str(options.out), "bytes": options.out.stat().st_size}))
        return
    for split in ("dev", "test"):
        print(json.dumps(check(translation, options.material, split), ensure_ascii=False))


if __name__ == "__main__":
    main()
