"""Checks: nothing unsupported leaves, neither what was composed from clauses nor what a model worded."""

from __future__ import annotations

from assistant.checks.extracts import mentions, unsupported_values
from assistant.checks.form import defuse
from assistant.checks.problems import Problem, ProblemKind
from assistant.checks.sentence import check_sentence
from assistant.checks.sources import Background

__all__ = [
    "Background",
    "Problem",
    "ProblemKind",
    "check_sentence",
    "defuse",
    "mentions",
    "unsupported_values",
]
