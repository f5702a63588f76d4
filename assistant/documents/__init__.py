"""Documents: files read into texts, texts into clauses, clauses cut into chunks; clauses that give orders to a machine."""

from __future__ import annotations

from assistant.documents.chunks import chunk_sections, count_tokens
from assistant.documents.clauses import parse_sections
from assistant.documents.corpus import load_corpus, read_corpus
from assistant.documents.headings import headings_of
from assistant.documents.identifiers import unmarked
from assistant.documents.injections import find_injection
from assistant.documents.portals import is_for_visitors

__all__ = [
    "chunk_sections",
    "count_tokens",
    "find_injection",
    "headings_of",
    "is_for_visitors",
    "load_corpus",
    "parse_sections",
    "read_corpus",
    "unmarked",
]
