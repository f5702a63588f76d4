"""Asking: every question of a set goes through the public interface; what comes back is kept as it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from assistant.errors import AssistantError
from evals.answers import stored_answer, stored_hits
from evals.records import Question

HITS = 10


class AsDictionary(Protocol):
    """An answer or a hit."""

    def to_dict(self) -> dict[str, Any]:
        """The JSON that is promised to the outside."""


class SourceDocument(Protocol):
    """A document with its NFC text."""

    @property
    def id(self) -> str:
        """The slug that questions name."""

    @property
    def title(self) -> str:
        """The full title."""

    @property
    def text(self) -> str:
        """The source text that offsets index into."""


class Askable(Protocol):
    """What is measured: the product's `PolicyAssistant`, a baseline, or any other assistant."""

    def ask(self, question: str, *, history: Sequence[str] = ()) -> AsDictionary:
        """The answer to a question after earlier ones."""

    def search(self, query: str, *, k: int = HITS) -> Sequence[AsDictionary]:
        """The best hits, best first."""


@dataclass(slots=True)
class Asked:
    """The rows of answers.jsonl and hits.jsonl, and the milliseconds of each answer and search."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    hits: list[dict[str, Any]] = field(default_factory=list)
    answer_ms: list[float] = field(default_factory=list)
    search_ms: list[float] = field(default_factory=list)


def ask_all(
    assistant: Askable,
    questions: Iterable[Question],
    advance: Callable[[], None] = lambda: None,
    *,
    search: bool = True,
) -> Asked:
    """Ask every question, and search for each that can be answered; an error of one takes the place of its answer."""
    asked = Asked()
    for question in questions:
        *history, last = question.turns
        started = time.perf_counter()
        try:
            answer = stored_answer(question.id, assistant.ask(last, history=history).to_dict())
        except AssistantError as error:
            answer = {"id": question.id, "error": error.message}
        asked.answer_ms.append((time.perf_counter() - started) * 1000)
        asked.answers.append(answer)
        if search and question.answerable:
            started = time.perf_counter()
            try:
                found = assistant.search(str(answer.get("standalone_question") or last), k=HITS)
            except AssistantError:
                found = []
            asked.search_ms.append((time.perf_counter() - started) * 1000)
            asked.hits.append(stored_hits(question.id, [hit.to_dict() for hit in found]))
        advance()
    return asked
