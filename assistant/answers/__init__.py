"""Answers: which clauses answer a question, and the draft that they make; or what is not stated."""

from __future__ import annotations

from assistant.answers.answerer import Answerer
from assistant.answers.draft import Draft, Line, Source, Writer, cite, read_markers
from assistant.answers.evidence import Judge

__all__ = [
    "Answerer",
    "Draft",
    "Judge",
    "Line",
    "Source",
    "Writer",
    "cite",
    "read_markers",
]
