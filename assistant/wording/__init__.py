"""Wording by a chat model, where one is set: every sentence is checked before it is shown."""

from __future__ import annotations

from assistant.wording.generator import Generator
from assistant.wording.models import ChatModel, ChatModelError, open_chat_model
from assistant.wording.prompts import load_prompts

__all__ = [
    "ChatModel",
    "ChatModelError",
    "Generator",
    "load_prompts",
    "open_chat_model",
]
