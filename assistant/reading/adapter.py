"""The trained file of the reader: what is merged into the encoder's weights, and the heads on top.

`training/` writes it; MODEL_CARD.md beside it says of what and how good it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.builtin import adapters
from assistant.index.builtin.adapters import AdapterError, Array

FILE = Path(__file__).with_name("reader.npz")
_HEADS = ("head.in", "head.in.bias", "head.out", "head.out.bias", "span")


@dataclass(frozen=True, slots=True)
class Heads:
    """What reads the last layer, and the calibration: probability = sigmoid(slope * logit + offset)."""

    arrays: dict[str, Array]
    slope: float
    offset: float

    def judge(self, hidden: Array) -> tuple[float, Array, Array]:
        """The logit, and per token one that the span begins there and one that it ends; hidden: (tokens, width)."""
        pooled = np.concatenate([hidden[0], hidden.mean(axis=0)])
        inner = _gelu(self.arrays["head.in"] @ pooled + self.arrays["head.in.bias"][0])
        (logit,) = self.arrays["head.out"] @ inner + self.arrays["head.out.bias"][0]
        starts, ends = self.arrays["span"] @ hidden.T
        return float(logit), starts, ends

    def probability(self, logit: float) -> float:
        """How likely a clause with this logit answers."""
        return 1 / (1 + math.exp(-min(max(self.slope * logit + self.offset, -500.0), 500.0)))


@dataclass(frozen=True, slots=True)
class ReaderAdapter:
    """What is added to matrices of the encoder, and the heads."""

    matrices: adapters.Adapter
    before: int  # the layer before which the segments' vectors are added
    segments: Array
    heads: Heads


def load_adapter(path: Path = FILE) -> ReaderAdapter:
    """Reads the file. Raises: AdapterError."""
    loaded = adapters.load_adapter(path)
    try:
        heads = Heads(
            {name: loaded.arrays[name] for name in _HEADS}, *map(float, loaded.about["calibration"])
        )
        return ReaderAdapter(loaded, int(loaded.about["before"]), loaded.arrays["segments"], heads)
    except (ValueError, KeyError, TypeError) as error:
        raise AdapterError(f"{path.name} is no file of a reader: {error}") from error


def save_adapter(
    path: Path, arrays: Mapping[str, NDArray[np.floating]], *, before: int, calibration: tuple[float, float]
) -> None:
    """Writes the file: `MATRIX.in` and `MATRIX.out` for each adapter, the heads, the segments' vectors."""
    adapters.save_adapter(path, arrays, before=before, calibration=calibration)


def _gelu(values: Array) -> Array:
    return np.array(
        [0.5 * value * (1 + math.erf(value / math.sqrt(2))) for value in values], dtype=np.float32
    )
