"""The turns of a conversation on the page: what was asked, what is shown of it, what a follow-up may lean on."""

from __future__ import annotations

import pickle
import zlib
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
    """A question and what came of it, kept small: of a long conversation most is never looked at again."""

    reference: str
    question: str
    starts_anew: bool  # whether what was asked before it says nothing about it
    linked_index: str = ""  # of the link that asked it: the index at the time of the link
    answered_at: float = 0.0  # `time.monotonic()`
    standalone_question: str = ""  # of the answer
    _shown: bytes = b""
    _answer: bytes = b""

    @property
    def shown(self) -> str:
        """What is shown of it, HTML."""
        return zlib.decompress(self._shown).decode() if self._shown else ""

    @shown.setter
    def shown(self, html: str) -> None:
        self._shown = zlib.compress(html.encode())

    @property
    def answered(self) -> bool:
        """Whether the answer is there."""
        return bool(self._answer)

    @property
    def answer(self) -> Answer | None:
        """The answer; None before it is there."""
        return pickle.loads(zlib.decompress(self._answer)) if self._answer else None

    @answer.setter
    def answer(self, answer: Answer) -> None:
        self._answer = zlib.compress(pickle.dumps(answer))
        self.standalone_question = answer.standalone_question


def history_of(turns: Sequence[Turn]) -> list[EarlierTurn]:
    """The answered questions that a follow-up may lean on, oldest first."""
    history: list[EarlierTurn] = []
    for turn in turns:
        if turn.starts_anew:
            history = []
        if turn.answered:
            history.append(EarlierTurn(turn.question, turn.standalone_question))
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
