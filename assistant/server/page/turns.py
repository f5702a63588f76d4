"""The turns of a conversation on the page: what was asked, what is shown of it, what a follow-up may lean on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.server.page.answer import render_plain
from assistant.types import Answer
from assistant.types import Turn as EarlierTurn

TURNS_KEPT = 50

Message = dict[str, Any]


@dataclass(slots=True)
class Turn:
    """A question and what came of it."""

    reference: str
    question: str
    starts_anew: bool  # whether what was asked before it says nothing about it
    shown: str = ""  # HTML
    answer: Answer | None = None
    linked_index: str = ""  # of the link that asked it: the index at the time of the link
    answered_at: float = 0.0  # `time.monotonic()`


def history_of(turns: Sequence[Turn]) -> list[EarlierTurn]:
    """The answered questions that a follow-up may lean on, oldest first."""
    history: list[EarlierTurn] = []
    for turn in turns:
        if turn.starts_anew:
            history = []
        if turn.answer:
            history.append(EarlierTurn(turn.question, turn.answer.standalone_question))
    return history


def messages_of(turns: Sequence[Turn]) -> list[Message]:
    """The conversation as the chat component takes it."""
    return [
        message
        for turn in turns
        for message in (
            {"role": "user", "content": render_plain(turn.question, "pa-question")},
            {"role": "assistant", "content": turn.shown},
        )
    ]
