from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from assistant.index.cache import VectorCache, cache_key

VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
KEYS = [cache_key("encoder-1", text) for text in ("một", "hai", "ba")]


def fill(path: Path) -> None:
    with VectorCache(path) as cache:
        cache.write(KEYS, VECTORS)


def test_vectors_come_back_after_reopening(tmp_path: Path) -> None:
    fill(tmp_path / "cache")
    with VectorCache(tmp_path / "cache") as cache:
        found = cache.read([KEYS[2], cache_key("encoder-1", "bốn"), KEYS[0]])
    assert {key: vector.tolist() for key, vector in found.items()} == {
        KEYS[0]: [1, 0],
        KEYS[2]: VECTORS[2].tolist(),
    }


def test_another_encoder_has_other_keys() -> None:
    assert cache_key("encoder-2", "một") != KEYS[0]


def test_more_keys_than_fit_into_one_statement(tmp_path: Path) -> None:
    keys = [cache_key("e", str(number)) for number in range(1200)]
    with VectorCache(tmp_path / "cache") as cache:
        cache.write(keys, np.tile(VECTORS[:1], (1200, 1)))
        assert len(cache.read(keys)) == 1200


def test_what_is_not_used_is_dropped(tmp_path: Path) -> None:
    fill(tmp_path / "cache")
    with VectorCache(tmp_path / "cache") as cache:
        cache.keep_only(KEYS[1:])
        assert set(cache.read(KEYS)) == set(KEYS[1:])


@pytest.mark.parametrize("damage", ["overwritten", "cut", "empty", "other table"])
def test_damaged_cache_is_thrown_away(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "cache"
    keys = [cache_key("e", str(number)) for number in range(500)]
    with VectorCache(path) as cache:
        cache.write(keys, np.tile(VECTORS[:1], (500, 1)))
    if damage == "overwritten":
        path.write_bytes(path.read_bytes()[:4096] + b"x" * 12_000 + path.read_bytes()[16_096:])
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:9000])
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        path.write_bytes(b"not a database at all" * 100)
    with VectorCache(path) as cache:
        assert cache.read(keys) == {}
        cache.write(KEYS, VECTORS)
    with VectorCache(path) as cache:
        assert len(cache.read(KEYS)) == 3


def test_vector_that_is_not_of_unit_length_does_not_count(tmp_path: Path) -> None:
    fill(tmp_path / "cache")
    connection = sqlite3.connect(tmp_path / "cache")
    with connection:
        connection.execute("UPDATE vectors SET vector = ? WHERE key = ?", (b"\0" * 8, KEYS[0]))
        connection.execute("UPDATE vectors SET vector = ? WHERE key = ?", (b"\0" * 7, KEYS[1]))
    connection.close()
    with VectorCache(tmp_path / "cache") as cache:
        assert set(cache.read(KEYS)) == {KEYS[2]}
