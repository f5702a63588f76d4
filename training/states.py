"""What the frozen lower layers make of each pair, computed once and kept on disk.

They run as in the product (int8, a pair at a time), so that training sees what the reader will see.
"""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.builtin.engine import Session
from assistant.index.builtin.graph import build_graph
from assistant.index.builtin.tokens import Tokenizer
from assistant.index.builtin.weights import WeightFile
from assistant.reading.pairs import Pair, PairEncoder
from training.material import Example


@dataclass(frozen=True, slots=True)
class States:
    """Pairs and the hidden states of each: float16, shape (tokens, width)."""

    pairs: list[Pair]
    values: list[NDArray[np.float16]]


def encode(example: Example, encoder: PairEncoder) -> Pair:
    """The pair of the window that holds the span, else the first."""
    windows = encoder.windows(example.question, example.clause.passage, example.earlier)
    if example.span:
        start, end = example.span
        for window in windows:
            if len(window.words) and window.words[0, 2] <= start and end <= window.words[-1, 3] + 1:
                return window
    return windows[0]


def compute_states(
    examples: Sequence[Example], weights: WeightFile, layers: int, folder: Path, threads: int
) -> States:
    """The states behind the first `layers`: a file for each document, so that a run that was stopped goes on."""
    encoder = PairEncoder(Tokenizer(weights.vocabulary), weights.vocabulary)
    pairs = [encode(example, encoder) for example in examples]
    session = Session(build_graph(weights, layers=layers).SerializeToString())

    def run(row: int) -> NDArray[np.float16]:
        ids = pairs[row].ids
        embeddings = weights.word_rows(ids) + weights.positions[: len(ids)]
        (hidden,) = session.run(["hidden"], {"embeddings": embeddings[np.newaxis]})
        return np.asarray(hidden[0], dtype=np.float16)

    folder.mkdir(parents=True, exist_ok=True)
    of_document = defaultdict(list)
    for row, example in enumerate(examples):
        of_document[example.clause.document].append(row)
    values: dict[int, NDArray[np.float16]] = {}
    with ThreadPoolExecutor(threads) as pool:
        for rows in of_document.values():
            ids = b"".join(pairs[row].ids.tobytes() for row in rows)
            path = folder / f"states-{layers}-{hashlib.sha256(ids).hexdigest()[:16]}.npy"
            if not path.exists():
                with path.with_suffix(".part").open("wb") as file:
                    np.save(file, np.concatenate(list(pool.map(run, rows))))
                path.with_suffix(".part").replace(path)
            stops = np.cumsum([len(pairs[row].ids) for row in rows])
            values |= zip(rows, np.split(np.load(path, mmap_mode="r"), stops[:-1]), strict=True)
            print(f"lower layers: {len(values)} of {len(examples)} pairs", file=sys.stderr)
    return States(pairs, [values[row] for row in range(len(examples))])
