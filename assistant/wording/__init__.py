"""Wording by a chat model, where one is set, which reads clauses too: all that it says is checked before it counts."""

from __future__ import annotations

from assistant.wording.consulting import Consultation
from assistant.wording.generator import Generator
from assistant.wording.models import ChatModel, ChatModelError, open_chat_model
from assistant.wording.prompts import load_prompts

__all__ = [
    "ChatModel",
    "ChatModelError",
    "Consultation",
    "Generator",
    "load_prompts",
    "open_chat_model",
]
