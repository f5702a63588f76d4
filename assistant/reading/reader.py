"""Reads a question with clauses: how likely each answers it, and with which words.

The network is the built-in encoder's with the adapters of `reader.npz` merged into its weights, written as a graph once
and run on ONNX Runtime.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.index.builtin.cache import find_graph, graph_path
from assistant.index.builtin.engine import Session, processors
from assistant.index.builtin.tokens import open_weights
from assistant.index.builtin.weights import Precision, WeightFile, find_weights
from assistant.reading.adapter import FILE, ReaderAdapter, load_adapter
from assistant.reading.pairs import Pair, PairEncoder, Passage, best_span

logger = logging.getLogger(__name__)
_PAIRS_AT_ONCE = 8  # at most; each takes some 10 MB
_TRIMMED = " \t\n.,;:!?…*_|“”\"'()[]"  # around a span, besides brackets that close what opens inside


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """What reading one clause gave. `start`, `end`: the characters of its text that answer, if it does.

    `picked`: whether a chat model says that it answers; None where none said anything. `turn`: the logit of the turn as it
    was typed, behind the questions before it; None of one that was not read so.
    """

    logit: float
    probability: float
    start: int
    end: int
    picked: bool | None = None
    turn: float | None = None


class Reader:
    """Safe to share between threads.

    Raises: AdapterError, WeightsError, ImportError or ONNX Runtime's errors where it cannot run here.
    """

    def __init__(
        self, adapter: Path = FILE, *, path: Path | None = None, precision: Precision = "int8"
    ) -> None:
        weights, tokenizer = open_weights(find_weights())
        loaded = load_adapter(adapter)
        self._heads = loaded.heads
        self.path = path or graph_path(weights, precision, name="reader", adapter=loaded.matrices.key)
        self._weights = weights
        self._encoder = PairEncoder(tokenizer, weights.vocabulary)
        self._pairs_at_once = min(_PAIRS_AT_ONCE, processors())
        self._session = Session(find_graph(self.path, lambda: _make(weights, precision, loaded)))

    def read(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        earlier: Sequence[str] = (),
        deadline: float | None = None,
    ) -> list[ClauseReading | None]:
        """A reading for each passage, in their order; None for those that were not begun by the deadline.

        `earlier` are the questions before, oldest first. `deadline` is a time of `time.monotonic()`. Passages are read
        in their order, so the likeliest should come first; one that was begun is finished.
        """

        def read_one(passage: Passage) -> ClauseReading | None:
            if deadline is not None and time.monotonic() >= deadline:
                return None
            windows = self._encoder.windows(question, passage, earlier)
            return max((self._read(window, passage.text) for window in windows), key=lambda one: one.logit)

        if len(passages) < 2 or self._pairs_at_once == 1:
            return [read_one(passage) for passage in passages]
        with ThreadPoolExecutor(self._pairs_at_once) as pool:
            return list(pool.map(read_one, passages))

    def within(
        self, question: str, seconds: float, conversation: Sequence[str] = ()
    ) -> Callable[[Sequence[Passage]], list[ClauseReading | None]]:
        """What reads clauses with a question, for so long each time.

        `conversation`: the last questions as they were typed, this one last, with which they are read too, in the time that
        is left; nothing where it stands alone.
        """

        def read(passages: Sequence[Passage]) -> list[ClauseReading | None]:
            deadline = time.monotonic() + seconds
            alone = self.read(question, passages, deadline=deadline)
            if not conversation:
                return alone
            *earlier, turn = conversation
            behind = self.read(turn, passages, earlier=earlier, deadline=deadline)
            return [
                one and replace(one, turn=(other or one).logit)
                for one, other in zip(alone, behind, strict=True)
            ]

        return read

    def _read(self, pair: Pair, text: str) -> ClauseReading:
        embeddings = self._weights.word_rows(pair.ids) + self._weights.positions[: len(pair.ids)]
        given = {"embeddings": embeddings[np.newaxis], "segments": pair.segments[np.newaxis]}
        (hidden,) = self._session.run(["hidden"], given)
        logit, starts, ends = self._heads.judge(hidden[0])
        start, end = _trim(text, *best_span(starts, ends, pair))
        return ClauseReading(logit, self._heads.probability(logit), start, end)


def open_reader() -> tuple[Reader | None, str]:
    """The reader and what to call it. Where it cannot run, None with the reason, after one warning."""
    try:
        reader = Reader()
        reader.read("?", [Passage("", "?")])  # a processor without the instructions fails here
    except Exception as error:  # noqa: BLE001  # whatever is missing here, the rules answer without it
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        logger.warning("clauses are judged by rules alone, because the reader cannot be used: %s", reason)
        return None, reason
    size = reader.path.stat().st_size / 2**20 if reader.path.exists() else 0.0
    return reader, f"int8 graph: {f'{reader.path}, {size:.0f} MiB' if size else 'in memory'}"


def _make(weights: WeightFile, precision: Precision, adapter: ReaderAdapter) -> bytes:
    from assistant.index.builtin.graph import Segments, build_graph  # its library is needed only here

    segments = Segments(adapter.before, adapter.segments)
    graph = build_graph(weights, precision, changes=adapter.matrices.changes(), segments=segments)
    data: bytes = graph.SerializeToString()
    return data


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the marks around it; brackets stay where both are inside."""
    while start < end and text[end - 1] in _TRIMMED and not _closes(text[start:end]):
        end -= 1
    while start < end and text[start] in _TRIMMED and not _opens(text[start:end]):
        start += 1
    return start, end


def _closes(text: str) -> bool:
    return (text[-1] == ")" and "(" in text) or (text[-1] == "”" and "“" in text)


def _opens(text: str) -> bool:
    return (text[0] == "(" and ")" in text) or (text[0] == "“" and "”" in text)
