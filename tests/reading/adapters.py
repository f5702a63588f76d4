"""A small adapter with chosen numbers: what it says of a pair can be worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.reading.adapter import save_adapter
from assistant.reading.pairs import SEGMENTS

WIDTH = 384
BEFORE = 11


def write_adapter(path: Path, *, change: float = 0.0, segment: float = 0.0) -> Path:
    """One whose logit is 2 * gelu(first unit of the first token), and whose spans begin and end by units 1 and 2."""
    arrays = {
        f"l{BEFORE}.fo.in": np.full((1, 1536), change),
        f"l{BEFORE}.fo.out": np.eye(WIDTH, 1),
        "segments": np.eye(SEGMENTS, WIDTH) * segment,
        "head.in": np.eye(WIDTH, 2 * WIDTH),
        "head.in.bias": np.zeros((1, WIDTH)),
        "head.out": 2 * np.eye(1, WIDTH),
        "head.out.bias": np.zeros((1, 1)),
        "span": np.eye(2, WIDTH, 1),
    }
    save_adapter(path, arrays, before=BEFORE, calibration=(2.0, -1.0))
    return path
