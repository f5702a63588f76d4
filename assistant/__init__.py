"""Policy Assistant: answers policy questions from plan documents, each statement with the clause it rests on."""

from __future__ import annotations

__version__ = "0.1.0"
