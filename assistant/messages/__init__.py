"""Every sentence that users read, in Vietnamese and in English: of the surfaces, of the page, of answers."""

from __future__ import annotations

from assistant.messages.surfaces import MESSAGES, Language, describe_error, document_kind, document_kinds, say

__all__ = [
    "MESSAGES",
    "Language",
    "describe_error",
    "document_kind",
    "document_kinds",
    "say",
]
