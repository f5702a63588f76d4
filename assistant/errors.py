"""The error tree: each error tells a person what is wrong and what to do next, and has its exit and HTTP status."""

from __future__ import annotations


class AssistantError(Exception):
    """An expected failure: `message` says what is wrong in one sentence, `hint` what to do."""

    code = "error"
    exit_status = 2
    http_status = 400

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SettingsError(AssistantError):
    """A setting is unknown or has a value that cannot be used."""

    code = "invalid_setting"


class CorpusError(AssistantError):
    """A document or the manifest cannot be read."""

    code = "invalid_corpus"


class QuestionError(AssistantError):
    """A question is empty, too long or not text."""

    code = "invalid_question"


class UnknownDocumentError(AssistantError):
    """A document id or a place names nothing that is indexed."""

    code = "unknown_document"
    http_status = 404


class IndexUnavailableError(AssistantError):
    """The index is missing, unreadable or was made by another encoder."""

    code = "index_unavailable"
    http_status = 503


class IndexBusyError(IndexUnavailableError):
    """Another process is building the index."""

    code = "index_busy"


class DependencyError(AssistantError):
    """An optional package or an outside service is not available."""

    code = "unavailable"
    http_status = 503
