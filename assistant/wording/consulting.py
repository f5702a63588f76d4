"""All that a chat model does for one answer: it reads clauses, rewrites a follow-up, words; within one time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from assistant.answers import Draft
from assistant.answers.case import Read
from assistant.checks import Background
from assistant.reading import ClauseReading, Passage
from assistant.types import Query
from assistant.wording.generator import Generator, WordedAnswer
from assistant.wording.models import ChatModelError, Failure
from assistant.wording.prompts import Language, as_data
from assistant.wording.reading import read_reply, show_clauses, with_picks

# A clause alone is of a document that is not asked: whether it says the same, the built-in reader tells.
_LEAST_SHOWN = 2


class Consultation:
    """A chat model that fails is not asked again for the same answer, so that one time-out is all that it costs."""

    def __init__(self, generator: Generator) -> None:
        self._generator = generator
        self._seconds_left = generator.model.total_seconds
        self._failure: Failure | None = None

    def reading(self, query: Query, builtin: Read | None) -> Read | None:
        """Reads clauses with a question, by the built-in reader and by the model; by the former alone where that is set."""
        if not self._generator.reads:
            return builtin

        def read(passages: Sequence[Passage]) -> Sequence[ClauseReading | None]:
            readings = builtin(passages) if builtin else [None] * len(passages)
            return self._read(query, passages, readings)

        return read

    def _read(
        self, query: Query, passages: Sequence[Passage], readings: Sequence[ClauseReading | None]
    ) -> Sequence[ClauseReading | None]:
        generator = self._generator
        prompt = generator.prompts.get("read", query.language)
        question = as_data(query.text)
        clauses = show_clauses(prompt, question, passages, generator.prompt_tokens)
        if self._failure or len(clauses) < _LEAST_SHOWN:
            return readings
        messages = prompt.fill(question=question, clauses="\n".join(clauses))
        try:
            with self._timed() as until, generator.model.turn(until) as turn:
                reply = turn.complete(messages)
        except ChatModelError as error:
            self._failure = error.failure
            generator.counters.add("reading_failed")
            return readings
        picked = read_reply(reply, passages[: len(clauses)])
        if picked is None:
            generator.counters.add("reading_refused")
            return readings
        generator.counters.add("reading_picked" if picked else "reading_none_picked")
        return with_picks(readings, picked, len(clauses))

    def condense(
        self, question: str, history: Sequence[str], language: Language, *, keep: Iterable[str] = ()
    ) -> str | None:
        """A follow-up as a question that stands alone; see `Generator.condense`."""
        if self._failure:
            return None
        with self._timed() as until:
            return self._generator.condense(question, history, language, keep=keep, until=until)

    def word(self, query: Query, draft: Draft, background: Background) -> WordedAnswer:
        """The lines of a draft in the model's words; in the draft's own where the model failed before."""
        until = time.monotonic() + self._seconds_left
        return WordedAnswer(self._generator, query, draft, background, until=until, failure=self._failure)

    @contextmanager
    def _timed(self) -> Iterator[float]:
        """Gives a job of the model the time when it must end; what it takes is not there for the next."""
        started = time.monotonic()
        try:
            yield started + self._seconds_left
        finally:
            self._seconds_left -= time.monotonic() - started
