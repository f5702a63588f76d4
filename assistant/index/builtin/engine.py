"""Runs the built-in encoder on ONNX Runtime: text to tokens, tokens to windows, windows to one vector."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.builtin.adapters import Adapter, load_adapter
from assistant.index.builtin.cache import find_graph, graph_path
from assistant.index.builtin.tokens import open_weights
from assistant.index.builtin.weights import Precision, WeightFile, find_weights
from assistant.memory import give_back

QUESTIONS = Path(__file__).with_name("questions.npz")  # training/questions.py makes it
_MARKS = 2  # beginning and end
_TEXTS_AT_ONCE = 8  # at most; each takes some 10 MB


class GraphEngine:
    """Vectors of texts, by the weights or, with the file `adapter`, by what training made of them.

    Raises: AdapterError, WeightsError, ImportError or ONNX Runtime's errors where it cannot run here.

    A text runs by itself, not padded among others: its vector then does not depend on its neighbours (activations
    share a scale per run). Texts run beside each other, each on one thread: on two cores that embeds 1.3 to 1.5 times as
    many passages as two threads for each text in turn, and a question takes a tenth longer.
    """

    def __init__(
        self, path: Path | None = None, *, precision: Precision = "int8", adapter: Path | None = None
    ) -> None:
        weights, self._tokenizer = open_weights(find_weights())
        vocabulary = weights.vocabulary
        loaded = load_adapter(adapter) if adapter else None
        self.path = path or _path(weights, precision, loaded)
        self._weights = weights
        self._marks = (vocabulary.begin, vocabulary.end)
        self._window = weights.shape.positions - _MARKS
        self.dim = weights.shape.width
        self._texts_at_once = min(_TEXTS_AT_ONCE, processors())
        self._session = Session(find_graph(self.path, lambda: _make(weights, precision, loaded)))

    def token_ids(self, text: str, is_query: bool) -> list[int]:
        """The ids of a text with its prefix, without the marks."""
        return self._tokenizer.ids(("query: " if is_query else "passage: ") + text)

    def encode(self, texts: Sequence[str], is_query: bool) -> NDArray[np.float32]:
        """Vectors of unit length, shape (texts, width)."""
        vectors = np.empty((len(texts), self.dim), dtype=np.float32)

        def fill(position: int) -> None:
            vectors[position] = self._vector(self.token_ids(texts[position], is_query))

        if len(texts) == 1 or self._texts_at_once == 1:
            for position in range(len(texts)):
                fill(position)
        else:
            with ThreadPoolExecutor(self._texts_at_once) as pool:
                list(pool.map(fill, range(len(texts))))
        return vectors

    def _vector(self, ids: list[int]) -> NDArray[np.float32]:
        """A text that is longer than the network's positions is cut into windows, weighted by their lengths."""
        total = np.zeros(self.dim, dtype=np.float32)
        for start in range(0, len(ids), self._window):
            part = ids[start : start + self._window]
            begin, end = self._marks
            tokens = np.array([begin, *part, end])
            embeddings = self._weights.word_rows(tokens) + self._weights.positions[: len(tokens)]
            (pooled,) = self._session.run(["pooled"], {"embeddings": embeddings[np.newaxis]})
            total += len(part) * pooled[0]
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def _path(weights: WeightFile, precision: Precision, adapter: Adapter | None) -> Path:
    if adapter is None:
        return graph_path(weights, precision)
    return graph_path(weights, precision, name="questions", adapter=adapter.key)


def _make(weights: WeightFile, precision: Precision, adapter: Adapter | None) -> bytes:
    from assistant.index.builtin.graph import build_graph  # its library is needed only here

    changes = adapter.changes() if adapter else None
    graph: bytes = build_graph(weights, precision, changes=changes).SerializeToString()
    return graph


class Session:
    """A graph that is ready to run, on one thread per call; safe to share between threads.

    No more calls run at a time than there are processors: more would not end sooner, and each takes memory of its own,
    which stays. Raises: ImportError or ONNX Runtime's errors.
    """

    def __init__(self, graph: str | bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # Threads that spin while they wait take the processors from other programs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Lengths differ from run to run; the arena stays, or every run would take its blocks from the system anew.
        options.enable_mem_pattern = False
        options.add_session_config_entry("session.use_device_allocator_for_initializers", "1")
        options.log_severity_level = 4
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._free = BoundedSemaphore(processors())
        give_back()  # reading the graph leaves 30 MB that nobody uses any more

    def run(self, outputs: Sequence[str], inputs: Mapping[str, NDArray[Any]]) -> list[NDArray[Any]]:
        """The outputs of those names, in their order."""
        with self._free:
            computed: list[NDArray[Any]] = self._session.run(outputs, inputs)
        return computed


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
