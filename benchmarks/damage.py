"""Reads damaged variants of files: bytes changed, cut off, parts repeated, values made wrong. None may end the caller or hang.

`python -m benchmarks.damage FILE… [--count N] [--seed N]` prints what became of the variants of each kind, and the slowest.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import CorpusError
from assistant.readers import READERS, ReaderProcess, find_format

_VALUE = re.compile(rb'="[^"]*"')
_WRONG = (b'="-1"', b'="0"', b'="999999999999"', b'=""', b'="%1%2%9"', b'="x"')
_MOST_CHANGED = 30  # bytes


def change_bytes(data: bytes, chance: random.Random) -> bytes:
    """The data with some bytes changed."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, _MOST_CHANGED)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The data up to somewhere, as a copy that was broken off leaves it."""
    return data[: chance.randrange(len(data))]


def repeat(data: bytes, chance: random.Random) -> bytes:
    """The data with a piece of it many times: what is open in it nests."""
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.randrange(1, 2000))
    return data[:start] + data[start:end] * chance.randrange(2, 200) + data[end:]


def make_wrong(data: bytes, chance: random.Random) -> bytes:
    """The data with values that mean nothing in the places of some."""
    places = [match.span() for match in _VALUE.finditer(data)]
    for start, end in sorted(chance.sample(places, min(5, len(places))), reverse=True):
        data = data[:start] + chance.choice(_WRONG) + data[end:]
    return data


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (change_bytes, cut, repeat, make_wrong)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A damaged variant of a file; of a packed one, half the time, one of whose parts is."""
    way = chance.choice(WAYS)
    if not data.startswith(b"PK") or chance.random() < 1 / 2:
        return way(data, chance)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        victim = chance.choice([part.filename for part in source.infolist() if part.file_size])
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, way(part, chance) if name == victim else part)
    return out.getvalue()


@dataclass(slots=True)
class Outcome:
    """What became of the variants of a kind."""

    said: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0  # seconds


def try_variants(
    reader: ReaderProcess, data: bytes, count: int, chance: random.Random, outcome: Outcome
) -> None:
    """Reads `count` damaged variants of a file; whatever but a CorpusError comes of one is raised."""
    name = find_format(data)
    assert name in READERS, f"no reader of {name}"
    for _ in range(count):
        variant = damaged(data, chance)
        started = time.perf_counter()
        try:
            reader.read(name, variant)
            outcome.said["read"] += 1
        except CorpusError as error:
            outcome.said[error.message.partition(":")[0]] += 1
        outcome.slowest = max(outcome.slowest, time.perf_counter() - started)


def main() -> None:
    """Prints what became of the variants, by kind."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--count", type=int, default=500, help="variants of each kind of file")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    kinds: dict[str, list[bytes]] = {}
    for file in options.files:
        data = file.read_bytes()
        kinds.setdefault(str(find_format(data)), []).append(data)
    with ReaderProcess() as reader:
        for kind, seeds in kinds.items():
            outcome = Outcome()
            for nth, data in enumerate(seeds):
                share = options.count // len(seeds) + (nth < options.count % len(seeds))
                try_variants(reader, data, share, chance, outcome)
            said = ", ".join(f"{words} {count}" for words, count in outcome.said.most_common())
            print(f"{kind}: {said}; slowest {outcome.slowest:.1f} s", flush=True)


if __name__ == "__main__":
    main()
