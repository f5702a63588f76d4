"""Measures a reader on documents that it was not trained on: `python -m training.measure MATERIAL`, or `--help`.

It runs as in the product: int8, on ONNX Runtime, without torch. How much the search counts beside the reader is
chosen on the documents of `dev`, everything else is measured on those of `test`. Intervals are over documents.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.builtin.engine import GraphEngine, processors
from assistant.index.lexical import LexicalIndex
from assistant.index.search import standardise
from assistant.index.translation import load_translation
from assistant.language.text import fold
from assistant.reading import ClauseReading, Passage, Reader
from assistant.reading.adapter import FILE
from assistant.settings import Settings
from training.figures import area_under_curve, interval, span_overlap
from training.material import Clause, Example, read_clauses, read_examples

_AMONG = 20  # clauses that the search puts first
_WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0)  # of the logit beside the search's score
_TIMED_PAIRS, _TIMED_ROUNDS = 8, 7
_TIMED_CLAUSE = "điểm " * 90  # with the question and the headings 128 tokens


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the figures as JSON."""
    options = _parser().parse_args(arguments)
    reader = Reader(options.adapter)
    clauses = read_clauses(options.material)
    examples = read_examples(options.material, clauses)
    of_split = {split: [one for one in examples if one.split == split] for split in ("dev", "test")}
    figures = {"speed": speed(reader)} if options.speed else {}
    figures |= judging(reader, of_split["test"])
    if options.ranked:
        search = Search(clauses)
        chosen = {
            split: random.Random(0).sample(answered, min(options.ranked, len(answered)))
            for split, rows in of_split.items()
            if (answered := [one for one in rows if one.answers])
        }
        figures["first_among_twenty"] = ranking(reader, search, chosen["dev"], chosen["test"])
    print(json.dumps(figures, ensure_ascii=False, indent=1))


def read_all(reader: Reader, examples: Sequence[Example]) -> list[ClauseReading]:
    """A reading of each example, in their order."""

    def read(example: Example) -> ClauseReading:
        (reading,) = reader.read(example.question, [example.clause.passage], earlier=example.earlier)
        assert reading is not None  # nothing stops it  # noqa: S101
        return reading

    found: list[ClauseReading] = []
    with ThreadPoolExecutor(processors()) as pool:
        for reading in pool.map(read, examples):
            found.append(reading)
            if len(found) % 200 == 0:
                print(f"read {len(found)} of {len(examples)}", file=sys.stderr)
    return found


def judging(reader: Reader, examples: Sequence[Example]) -> dict[str, Any]:
    """How well it tells answers from near misses and finds the words, also without diacritics."""
    folded = [
        replace(one, question=fold(one.question), earlier=tuple(map(fold, one.earlier))) for one in examples
    ]
    documents = [one.clause.document for one in examples]
    labels = np.array([one.answers for one in examples])
    kinds = np.array([one.kind for one in examples])
    figures: dict[str, Any] = {"pairs": len(examples), "documents": len(set(documents))}
    for name, rows in (("as written", examples), ("without diacritics", folded)):
        readings = read_all(reader, rows)
        logits = np.array([reading.logit for reading in readings])
        chances = np.array([reading.probability for reading in readings])
        figures[name] = {
            "auroc": _rounded(
                interval(documents, lambda at, logits=logits: area_under_curve(logits[at], labels[at]))  # type: ignore[misc]
            ),
            "auroc by kind": {
                kind: round(
                    area_under_curve(logits[~labels | (kinds == kind)], labels[~labels | (kinds == kind)]), 3
                )
                for kind in sorted({one.kind for one in examples if one.answers})
            },
            "log loss": round(float(-np.log(np.where(labels, chances, 1 - chances)).mean()), 3),
            "right at one half": round(float(((chances > 0.5) == labels).mean()), 3),
            "span f1": _spans(rows, readings),
        }
    return figures


class Search:
    """The product's own search over all clauses of the material."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self._places = {clause.key: place for place, clause in enumerate(clauses)}
        texts = [f"{clause.passage.context}\n{clause.passage.text}" for clause in clauses]
        self._engine = GraphEngine()
        self._vectors = self._engine.encode(texts, is_query=False)
        self._lexical = LexicalIndex.build(texts)
        self._texts, self._settings = texts, Settings()

    def first(self, example: Example) -> tuple[list[Clause], NDArray[np.float64]]:
        """The best clauses with their scores, best first."""
        asked = " ".join((*example.earlier, example.question))
        cosines = self._vectors @ self._engine.encode([asked], is_query=True)[0]
        translated = load_translation().scores(asked, self._texts)
        scores = (
            self._settings.dense_weight * standardise(cosines)
            + standardise(self._lexical.scores(asked))
            + self._settings.translation_weight * standardise(translated)
        )
        order = np.argsort(-scores, kind="stable")[:_AMONG]
        return [self.clauses[place] for place in order.tolist()], scores[order]


def ranking(
    reader: Reader, search: Search, dev: Sequence[Example], test: Sequence[Example]
) -> dict[str, Any]:
    """How often the clause that a question was written for comes first, by search, by reader, by both."""
    rows = {}
    for name, examples in (("dev", dev), ("test", test)):
        found = [search.first(example) for example in examples]
        pairs = [
            replace(example, clause=clause)
            for example, (clauses, _) in zip(examples, found, strict=True)
            for clause in clauses
        ]
        logits = np.array([reading.logit for reading in read_all(reader, pairs)]).reshape(len(examples), -1)
        scores = np.array([scores for _, scores in found])
        wanted = np.array(
            [
                [clause.passage == example.clause.passage for clause in clauses]
                for example, (clauses, _) in zip(examples, found, strict=True)
            ]
        )
        rows[name] = logits, scores, wanted

    def firsts(name: str, weight: float, search_counts: bool = True) -> NDArray[np.bool_]:
        logits, scores, wanted = rows[name]
        best = (weight * logits + scores * search_counts).argmax(axis=1)
        return np.asarray(wanted[np.arange(len(wanted)), best])

    weight = max(_WEIGHTS, key=lambda weight: float(firsts("dev", weight).mean()))
    documents = [example.clause.document for example in test]

    def figure(hits: NDArray[np.bool_]) -> list[float]:
        return _rounded(interval(documents, lambda at: float(hits[at].mean())))

    return {
        "questions": len(test),
        "weight of the logit": weight,
        "among them": figure(np.asarray(rows["test"][2].any(axis=1))),
        "search": figure(firsts("test", 0.0)),
        "reader": figure(firsts("test", 1.0, search_counts=False)),
        "both": figure(firsts("test", weight)),
    }


def speed(reader: Reader) -> dict[str, float]:
    """Milliseconds for eight pairs of 128 tokens, the median of some rounds."""
    passages = [Passage("Kế hoạch 9 > II. Cảng", _TIMED_CLAUSE)] * _TIMED_PAIRS
    rounds = []
    for _ in range(_TIMED_ROUNDS):
        started = time.perf_counter()
        reader.read("Ai chủ trì việc nạo vét luồng vào cảng trong năm nay?", passages)
        rounds.append(time.perf_counter() - started)
    seconds = statistics.median(rounds)
    return {
        "ms for eight pairs": round(1000 * seconds, 1),
        "pairs a second": round(_TIMED_PAIRS / seconds, 1),
    }


def _spans(examples: Sequence[Example], readings: Sequence[ClauseReading]) -> list[float]:
    rows = [
        (one.clause.document, span_overlap(one.clause.passage.text, (reading.start, reading.end), one.span))
        for one, reading in zip(examples, readings, strict=True)
        if one.span
    ]
    overlaps = np.array([overlap for _, overlap in rows])
    return _rounded(interval([document for document, _ in rows], lambda at: float(overlaps[at].mean())))


def _rounded(figures: Sequence[float]) -> list[float]:
    return [round(figure, 3) for figure in figures]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.measure",
        description="Measures a reader on documents that it was not trained on.",
    )
    parser.add_argument("material", type=Path, help="folder with clauses.jsonl and questions.jsonl")
    parser.add_argument("--adapter", type=Path, default=FILE, help="the adapter (the one of the package)")
    parser.add_argument(
        "--ranked", type=int, default=300, help="questions that are put to twenty clauses each (300)"
    )
    parser.add_argument(
        "--speed", action="store_true", help="also measure how fast it reads; nothing else should run"
    )
    return parser


if __name__ == "__main__":
    main()
