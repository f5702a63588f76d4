"""Grounding: nothing unsupported leaves, neither what was composed from clauses nor what a model worded."""

from __future__ import annotations

from assistant.grounding.checking import check_sentence
from assistant.grounding.extracts import mentions, unsupported_values
from assistant.grounding.form import defuse
from assistant.grounding.problems import Problem, ProblemKind
from assistant.grounding.sources import Background

__all__ = [
    "Background",
    "Problem",
    "ProblemKind",
    "check_sentence",
    "defuse",
    "mentions",
    "unsupported_values",
]
