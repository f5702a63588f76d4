"""What callers see: questions answered, searched for and understood, registers, documents; over the newest index."""

from __future__ import annotations

import time
from collections.abc import Generator as Generated
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.answerable import can_answer
from assistant.answers import Answered, Writer, coverage_of, ending, heading, order, outcome_of
from assistant.engine import Engine, engine_on
from assistant.engines import Engines, Seen
from assistant.index import (
    Encoder,
    open_encoder,
    open_reranker,
)
from assistant.messages.phrases import Language
from assistant.precedence import Precedence
from assistant.questions import Part, read_parts
from assistant.questions.talk import from_own_body
from assistant.readers.records import KeptReading
from assistant.reading import open_reader
from assistant.registers import (
    Due,
    compare_targets,
    filter_responsibilities,
    filter_targets,
    match_sides,
    schedule,
)
from assistant.settings import Settings
from assistant.types import (
    Answer,
    CheckedSentence,
    Comparison,
    Document,
    Done,
    Event,
    Hit,
    Query,
    Responsibility,
    Retrieved,
    RowFilter,
    Section,
    Target,
    Turn,
)
from assistant.types.readings import ReadingReport
from assistant.wording import Consultation, Generator

EVERY_ROW = RowFilter()
_FOUND = 10  # hits of an event


class PolicyAssistant(Seen):
    """Answers questions from an index; safe to share between threads. Use as a context manager, or close it."""

    def __init__(self, settings: Settings, *, encoder: Encoder | None = None) -> None:
        """`encoder` stands for the one that the settings name, such as one that remembers its vectors."""
        self.settings = settings
        self._encoder = encoder or open_encoder(settings)
        reranker = open_reranker(settings) if settings.reranker else None
        self._generator = Generator.open(settings) if settings.llm else None
        self._precedence = Precedence()
        reader = open_reader()[0] if settings.reader else None
        self._engines = Engines(settings, self._encoder, reranker, reader, self._precedence)

    @classmethod
    def open(cls, settings: Settings | None = None) -> PolicyAssistant:
        """Open the index of the settings.

        Raises: IndexUnavailableError when there is none that fits; DependencyError when the encoder or the package of
        the chat model is not available; SettingsError for a chat model or prompts that cannot be used.
        """
        return cls(settings or Settings())

    def __enter__(self) -> PolicyAssistant:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        self._engines.close()

    def _current(self, as_of: date | None = None) -> Engine:
        """The engine of the newest generation, for what is in force on a day: today unless one is named."""
        return engine_on(self._engines.open(self._roles), as_of or date.today())

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str | Turn] = (),
        documents: Iterable[str] = (),
        places: Iterable[str] = (),
        language: Language | None = None,
        as_of: date | None = None,
    ) -> Answer:
        """Answer a question; `history` holds the questions before it, oldest first: as they were typed, or with the
        `standalone_question` of their answers. A question is answered in its own language; `language` is that of turns
        which have none, such as "ok" or "???". What is in force on the day `as_of` answers, today where it is None.

        Raises: QuestionError when the question is empty or too long; UnknownDocumentError.
        """
        bounds: Any = {"documents": documents, "places": places, "language": language, "as_of": as_of}
        for event in self.stream(question, history=history, **bounds):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("an answer ends with Done")

    def stream(
        self,
        question: str,
        *,
        history: Sequence[str | Turn] = (),
        documents: Iterable[str] = (),
        places: Iterable[str] = (),
        language: Language | None = None,
        as_of: date | None = None,
    ) -> Generated[Event, None, None]:
        """The events of an answer: Retrieved, a CheckedSentence for each sentence as it comes, Done with the answer.

        Closing the iterator stops all work on the answer, the chat model's too. Raises at its first step what `ask` raises.
        """
        engine, given = self._current(as_of), (question, history, documents, places)
        how: Any = {"language": language, "as_of": as_of, "precedence": self._precedence}
        yield from _answer(engine, self._generator, *given, **how)

    def generation_counts(self) -> dict[str, int]:
        """How often the chat model worded, failed, was corrected and so on, since the start; empty without one."""
        return self._generator.counters.snapshot() if self._generator else {}

    def understood(self, question: str, *, history: Sequence[str | Turn] = ()) -> tuple[Part, ...]:
        """What is understood of a question, part by part; of talk and several questions nothing. Raises: QuestionError."""
        engine = self._current()
        asked = from_own_body(question, history)
        query, *others = engine.read_all(asked, engine.turns(history))
        return () if query.act or others else read_parts(query, engine.understanding)

    def can_answer(self, question: str) -> bool:
        """Whether a question that stands alone has an answer, and nothing of it is said not to be stated; no chat model is asked.

        Raises: QuestionError.
        """
        return can_answer(self._current(), question)

    def give_way(self, until: float) -> bool:
        """Waits while answers are worked out, a second at most, not longer than `until`; whether none is, see `Precedence`."""
        return self._precedence.give_way(until)

    def search(
        self, text: str, *, k: int = 10, documents: Iterable[str] = (), places: Iterable[str] = ()
    ) -> tuple[Hit, ...]:
        """The `k` chunks that fit a question best, best first, in force or not."""
        allowed = (engine := self._current()).bounds(documents, places)
        ordered = order(engine.case(engine.read(text, allowed=allowed), allowed))
        return tuple(replace(hit, rank=rank) for rank, hit in enumerate(ordered[:k], start=1))

    def documents(self) -> tuple[Document, ...]:
        """The indexed documents."""
        return self._current().index.catalog.documents

    def sections(self, document_id: str) -> tuple[Section, ...]:
        """The clause tree of a document, in order.

        Raises: UnknownDocumentError.
        """
        engine = self._current()
        engine.bounds([document_id], ())
        return tuple(engine.reference.sections_of(document_id))

    def reading(self, document_id: str) -> KeptReading | None:
        """What a reader made of the file of a document: pages, blocks, boxes; None where the file is text itself.

        Raises: UnknownDocumentError.
        """
        engine = self._current()
        engine.bounds([document_id], ())
        return engine.index.reading(document_id)

    def reading_reports(self) -> dict[str, ReadingReport]:
        """How well each file was read that is not text itself, by document."""
        return self._current().index.reports

    def targets(self, where: RowFilter = EVERY_ROW) -> tuple[Target, ...]:
        """The target register, or the rows that are wanted: of what is in force, and of documents that are named.

        Raises: UnknownDocumentError or FilterError for a value that names nothing.
        """
        valid = self._current(where.as_of).reference.in_force_of(where.documents)
        return filter_targets(
            valid.targets, valid.documents, where, abbreviations=self.settings.abbreviations_file
        )

    def responsibilities(self, where: RowFilter = EVERY_ROW) -> tuple[Responsibility, ...]:
        """The responsibility register, or the rows that are wanted: of what is in force, and of documents that are named.

        Raises: UnknownDocumentError or FilterError for a value that names nothing.
        """
        valid = self._current(where.as_of).reference.in_force_of(where.documents)
        return filter_responsibilities(
            valid.responsibilities, valid.documents, where, abbreviations=self.settings.abbreviations_file
        )

    def deadlines(
        self,
        where: RowFilter = EVERY_ROW,
        before: date | None = None,
        after: date | None = None,
        *,
        today: date | None = None,
    ) -> tuple[Due, ...]:
        """The responsibilities that have a deadline, the next one first; `after` and `before` are first and last day.

        Raises: UnknownDocumentError or FilterError for a value that names nothing, DayOrderError.
        """
        return schedule(self.responsibilities(where), today=today or date.today(), after=after, before=before)

    def compare(
        self, documents: Sequence[str], periods: Sequence[str] = (), where: RowFilter = EVERY_ROW
    ) -> Comparison:
        """Targets side by side: of documents, named by id, number or place, or of one document's periods.

        Rows are kept of which one target at least is wanted. Raises: UnknownDocumentError, FilterError.
        """
        catalog = self._current(where.as_of).reference.catalog
        sides = match_sides(documents, periods, catalog.documents, catalog.targets)
        comparison = compare_targets(catalog.targets, sides)
        where = replace(where, documents=tuple(side.document_id for side in sides))
        wanted = {row.id for row in self.targets(where)}
        rows = tuple(row for row in comparison.rows if any(t and t.id in wanted for t in row.targets))
        return replace(comparison, rows=rows)

    def probe(self) -> Iterator[str]:
        """Tries what every answer needs, and names each part before it is tried. Raises what the part raises."""
        yield "encoder"
        vector = self._encoder.embed_queries(["kế hoạch"])[0]
        yield "search index"
        self._current().index.dense(vector, 1)

    @property
    def document_count(self) -> int:
        """How many documents the open index has; told at once, without a look for a newer one."""
        return len(self._engines.last(self._roles).index.catalog.documents)

    @property
    def index_id(self) -> str:
        """The id of the index that answers come from."""
        return self._current().index.index_id


def _answer(
    engine: Engine,
    generator: Generator | None,
    question: str,
    history: Sequence[str | Turn],
    documents: Iterable[str],
    places: Iterable[str],
    *,
    language: Language | None,
    as_of: date | None,
    precedence: Precedence,
) -> Generated[Event, None, None]:
    """The events of an answer over one generation of the index."""
    started = time.perf_counter()
    model = Consultation(generator) if generator else None
    with precedence.first():
        turns = engine.turns(history)
        allowed = engine.bounds(documents, places)
        asked = from_own_body(question, history)
        queries = engine.read_all(asked, turns, allowed, page=language)
        understood = time.perf_counter()
        parts = engine.answer_all(asked, queries, allowed, turns, model)
    answered = time.perf_counter()
    hits = [hit for part in parts for hit in part.case.found.hits[: _FOUND // len(parts)]]
    yield Retrieved(_standalone(parts), parts[0].query.language, tuple(hits))
    writer = Writer(engine.reference.documents, parts[0].query.language)
    mode = yield from _written(engine, parts, queries, writer, model)
    searching = [part.case.found.seconds for part in parts if part.case.found.seconds is not None]
    clock = (started, understood, answered, time.perf_counter())
    generating = generator is not None and any(_is_worded(part) for part in parts)
    timings = _timings(*clock, retrieving=sum(searching) if searching else None, worded=generating)
    answer = _finished(engine, question, parts, writer, mode=mode, timings=timings)
    yield Done(replace(answer, as_of=(as_of or date.today()).isoformat()))


def _written(
    engine: Engine,
    parts: Sequence[Answered],
    queries: Sequence[Query],
    writer: Writer,
    model: Consultation | None,
) -> Generated[CheckedSentence, None, str]:
    """The sentences of an answer as they come, those of several questions under each; returns how they were worded."""
    modes = set[str]()
    for number, part in enumerate(parts, start=1):
        if len(parts) > 1 and (written := writer.write(heading(number, part.query))):
            yield written
        worded = model if _is_worded(part) else None
        wording = worded.word(part.query, part.draft, engine.background) if worded else None
        with closing(wording.lines() if wording else (line for line in part.draft.lines)) as lines:
            for line in lines:
                if written := writer.write(line):
                    yield written
        modes.add(wording.mode if wording else "extractive")
    if len(parts) > 1 and (more := ending(queries, len(parts))) and (written := writer.write(more)):
        yield written
    return "generated" if "generated" in modes else "extractive"


def _is_worded(part: Answered) -> bool:
    """Whether a chat model words an answer, where there is one."""
    return part.draft.outcome == "answered" and part.query.act is None


def _finished(
    engine: Engine,
    question: str,
    parts: Sequence[Answered],
    writer: Writer,
    *,
    mode: str,
    timings: dict[str, float],
) -> Answer:
    """The whole answer, once all its sentences are written."""
    outcome = outcome_of(parts)
    reason = parts[0].draft.reason if outcome in ("not_stated", "talk") else None
    return Answer(
        question=question,
        standalone_question=_standalone(parts),
        language=parts[0].query.language,
        text=writer.text,
        sentences=tuple(writer.sentences),
        outcome=outcome,
        abstained=reason is not None,
        abstention_reason=reason,
        citations=tuple(writer.citations),
        coverage=coverage_of(parts),
        mode=mode,
        warnings=(*dict.fromkeys(w for part in parts for w in part.draft.warnings), *writer.warnings),
        timings_ms=timings,
        index_id=engine.index.index_id,
        settings_id=engine.settings_id,
        tables=tuple(writer.tables),
    )


def _standalone(parts: Sequence[Answered]) -> str:
    """The questions of a turn as they stand alone; the next turn reads them back as several."""
    if len(parts) == 1:
        return parts[0].query.text
    return " ".join(f"{part.query.text.rstrip(' ?.!,;')}?" for part in parts)


def _timings(
    started: float,
    understood: float,
    answered: float,
    finished: float,
    *,
    retrieving: float | None,
    worded: bool,
) -> dict[str, float]:
    """Milliseconds of each stage that there was."""
    seconds = {
        "understanding": understood - started,
        "retrieving": retrieving,
        "answering": answered - understood - (retrieving or 0.0),
        "generating": finished - answered if worded else None,
        "total": finished - started,
    }
    return {name: round(taken * 1000, 1) for name, taken in seconds.items() if taken is not None}
