"""The domain types, in the order in which data flows: document, section, chunk, register rows, hit, answer."""

from __future__ import annotations

from assistant.types.answers import (
    AbstentionReason,
    Answer,
    CheckedSentence,
    Citation,
    Coverage,
    Done,
    Event,
    Hit,
    Outcome,
    Retrieved,
    Sentence,
    SentenceKind,
)
from assistant.types.catalog import Catalog
from assistant.types.clauses import Chunk, Document, Section, SectionKind, SkippedFile, Tier
from assistant.types.questions import Act, Aspect, Query, QuestionKind, RegisterQuestion, Summary, Turn
from assistant.types.registers import (
    Comparison,
    ComparisonRow,
    Reason,
    Responsibility,
    RowFilter,
    Side,
    Target,
    Verdict,
    written_fields,
)

__all__ = [
    "AbstentionReason",
    "Act",
    "Answer",
    "Aspect",
    "Catalog",
    "CheckedSentence",
    "Chunk",
    "Citation",
    "Comparison",
    "ComparisonRow",
    "Coverage",
    "Document",
    "Done",
    "Event",
    "Hit",
    "Outcome",
    "Query",
    "QuestionKind",
    "Reason",
    "RegisterQuestion",
    "Responsibility",
    "Retrieved",
    "RowFilter",
    "Section",
    "SectionKind",
    "Sentence",
    "SentenceKind",
    "Side",
    "SkippedFile",
    "Summary",
    "Target",
    "Tier",
    "Turn",
    "Verdict",
    "written_fields",
]
