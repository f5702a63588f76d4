"""ClauseReading: does this clause answer this question, and with which words? A trained reader on the encoder's weights."""

from __future__ import annotations

from assistant.reading.pairs import Passage
from assistant.reading.reader import ClauseReading, Reader, open_reader

__all__ = ["ClauseReading", "Passage", "Reader", "open_reader"]
