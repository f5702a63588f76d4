"""A file's bytes into a reading, in this process; `process` does it in another one."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from assistant.errors import CorpusError
from assistant.readers.formats import READERS, Format, reader_id
from assistant.types.readings import Reading


def read_data(name: Format, data: bytes) -> Reading:
    """The reading of a file of a known format. Raises: CorpusError, and whatever a damaged file makes a reader raise."""
    reading: Reading = import_module(READERS[name].module).read(data)
    if not reading.blocks:
        raise CorpusError("holds no text", hint="remove it, or export it from its program again")
    return replace(reading, reader=reader_id(name))
