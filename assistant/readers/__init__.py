"""Files as offices have them into blocks in reading order: a module for each format, each with `read(data: bytes) -> Reading`."""

from __future__ import annotations

from assistant.readers.cache import READING_CACHE, ReadingCache
from assistant.readers.formats import READERS, SUFFIXES, Format, find_format, reader_id
from assistant.readers.process import ReaderProcess
from assistant.readers.rendering import Rendering, page_starts, render

__all__ = [
    "READERS",
    "READING_CACHE",
    "SUFFIXES",
    "Format",
    "ReaderProcess",
    "ReadingCache",
    "Rendering",
    "find_format",
    "page_starts",
    "reader_id",
    "render",
]
