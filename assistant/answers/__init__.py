"""Answers: which clauses answer a question, and the draft that they make; or what is not stated."""

from __future__ import annotations

from assistant.answers.answering import answer
from assistant.answers.case import Answered, Case, Search
from assistant.answers.choose import order
from assistant.answers.draft import Draft, Line, Source, Writer, cite, read_markers, unescaped, write_markers
from assistant.answers.evidence import Judge
from assistant.answers.joining import coverage_of, ending, heading, join_answers, outcome_of, timed
from assistant.answers.library import Reference
from assistant.answers.scope import open_case

__all__ = [
    "Answered",
    "Case",
    "Draft",
    "Judge",
    "Line",
    "Reference",
    "Search",
    "Source",
    "Writer",
    "answer",
    "cite",
    "coverage_of",
    "ending",
    "heading",
    "join_answers",
    "open_case",
    "order",
    "outcome_of",
    "read_markers",
    "timed",
    "unescaped",
    "write_markers",
]
