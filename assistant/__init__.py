"""Policy Assistant: answers policy questions from plan documents, each statement with the clause it rests on."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.errors import AssistantError
    from assistant.settings import Settings
    from assistant.types import Answer, Citation, RowFilter, Turn

__all__ = [
    "Answer",
    "AssistantError",
    "Citation",
    "PolicyAssistant",
    "RowFilter",
    "Settings",
    "Turn",
]

__version__ = "0.1.0"

# ONNX Runtime reports to its maker, some seconds after it was first imported; nothing else switches that off.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

_MODULES = {
    "Answer": "types",
    "AssistantError": "errors",
    "Citation": "types",
    "PolicyAssistant": "assistant",
    "RowFilter": "types",
    "Settings": "settings",
    "Turn": "types",
}


def __getattr__(name: str) -> object:
    """The names above, imported when they are first asked for: the command line starts without them."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
