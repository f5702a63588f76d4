"""Errors of the evaluation, in the product's tree so that every surface prints them alike."""

from __future__ import annotations

from assistant.errors import AssistantError


class EvaluationDataError(AssistantError):
    """A question set, a run folder or a benchmark cannot be used; the message names the place."""

    code = "invalid_evaluation_data"
    exit_status = 2
