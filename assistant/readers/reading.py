"""A file's bytes into a reading, in this process; `process` does it in another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from assistant.readers.checking import check_reading
from assistant.readers.formats import READERS, Format, reader_id
from assistant.readers.legacy import decode
from assistant.types.readings import Block, Reading, Remark


def read_data(name: Format, data: bytes) -> Reading:
    """The reading of a file of a known format, in Unicode.

    Raises: CorpusError, also for a reading that cannot be trusted, and whatever a damaged file makes a reader raise.
    """
    reading: Reading = import_module(READERS[name].module).read(data)
    reading = in_unicode(replace(reading, reader=reader_id(name)))
    check_reading(reading)
    return reading


def in_unicode(reading: Reading) -> Reading:
    """The reading with what is in a font of before Unicode decoded, where its reader could not tell by the fonts."""
    texts = [text for block in reading.blocks for text in _texts(block)]
    decoded, encoding = decode("\n".join(texts))
    if encoding is None:
        return reading
    lines = iter(decoded.split("\n"))
    renewed = iter(["\n".join(next(lines) for _ in range(text.count("\n") + 1)) for text in texts])
    blocks = tuple(_renewed(block, renewed) for block in reading.blocks)
    return replace(reading, blocks=blocks, remarks=(*reading.remarks, Remark("decoded", detail=encoding)))


def _texts(block: Block) -> Iterator[str]:
    yield block.marker
    yield block.text
    yield from (cell.text for cell in block.cells)


def _renewed(block: Block, texts: Iterator[str]) -> Block:
    marker, text = next(texts), next(texts)
    cells = tuple(replace(cell, text=next(texts)) for cell in block.cells)
    return replace(block, marker=marker, text=text, cells=cells)
