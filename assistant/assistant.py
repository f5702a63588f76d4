"""The one place where the stages are wired: open an index, understand, retrieve, judge, answer."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Generator as Generated
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from types import TracebackType

from assistant.answers import Case, Draft, Reference, Writer, answer, open_case, order
from assistant.answers.ways.talk import as_query, read_talk, without_talk
from assistant.checks import Background
from assistant.documents import read_corpus
from assistant.errors import QuestionError, UnknownDocumentError
from assistant.index import (
    BuildReport,
    Encoder,
    Index,
    LiveIndex,
    Progress,
    Retriever,
    build_catalog,
    build_index,
    open_encoder,
    open_reranker,
)
from assistant.language.places import find_places
from assistant.language.text import clean, vietnamese_key
from assistant.questions import Part, Understanding, read_parts, search_terms
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
)
from assistant.wording import Generator

EVERY_ROW = RowFilter()
_FOUND = 10  # hits of an event


def build(settings: Settings, *, progress: Progress | None = None) -> BuildReport:
    """Read the corpus and build or update its index."""
    corpus = read_corpus(settings.corpus_dir)
    report = build_index(build_catalog(corpus.documents, settings), settings, progress=progress)
    return replace(report, skipped=corpus.skipped)


@dataclass(frozen=True, slots=True)
class _Engine:
    """What belongs to one generation of the index."""

    index: Index
    understanding: Understanding
    retriever: Retriever
    reference: Reference
    background: Background  # for the check of what a chat model words

    @property
    def words(self) -> Collection[str]:
        """The folded words that documents and lexicon hold."""
        return self.understanding.restorer.spellings


class PolicyAssistant:
    """Answers questions from an index; safe to share between threads. Use as a context manager, or close it."""

    def __init__(self, settings: Settings, *, encoder: Encoder | None = None) -> None:
        """`encoder` stands for the one that the settings name, such as one that remembers its vectors."""
        self.settings = settings
        self._live = LiveIndex(settings)
        self._encoder = encoder or open_encoder(settings)
        self._reranker = open_reranker(settings) if settings.reranker else None
        self._generator = Generator.open(settings) if settings.llm else None
        self._settings_id = settings.settings_id()
        self._engine = self._start(self._live.current())

    @classmethod
    def open(cls, settings: Settings | None = None) -> PolicyAssistant:
        """Open the index of the settings.

        Raises: IndexUnavailableError when there is none that fits; DependencyError when the encoder or the package of
        the chat model is not available; SettingsError for a chat model or prompts that cannot be used.
        """
        return cls(settings or Settings())

    def __enter__(self) -> PolicyAssistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        self._live.close()

    def _start(self, index: Index) -> _Engine:
        library = Reference(index.catalog)
        understanding = Understanding.of(library, abbreviations=self.settings.abbreviations_file)
        retriever = Retriever(index, self._encoder, self.settings, reranker=self._reranker)
        return _Engine(index, understanding, retriever, library, Background(library))

    def _current(self) -> _Engine:
        """The engine of the newest generation."""
        index = self._live.current()
        if index is not self._engine.index:
            self._engine = self._start(index)
        return self._engine

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        documents: Iterable[str] = (),
        places: Iterable[str] = (),
    ) -> Answer:
        """Answer a question; `history` holds the questions before it, oldest first.

        Raises: QuestionError when the question is empty or too long; UnknownDocumentError.
        """
        for event in self.stream(question, history=history, documents=documents, places=places):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("an answer ends with Done")

    def stream(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        documents: Iterable[str] = (),
        places: Iterable[str] = (),
    ) -> Generated[Event, None, None]:
        """The events of an answer: Retrieved, a CheckedSentence for each sentence as it comes, Done with the answer.

        Closing the iterator stops all work on the answer, the chat model's too. Raises at its first step what `ask` raises.
        """
        started = time.perf_counter()
        engine = self._current()
        turns = self._turns(engine, history)
        query = self._read(engine, question, turns)
        allowed = self._allowed(engine, documents, places)
        understood = time.perf_counter()
        case = self._case(engine, query, allowed)
        draft = answer(case)
        if draft.reason and (second := self._reread(engine, query, turns, allowed)):
            query, case, draft = second
        answered = time.perf_counter()
        yield Retrieved(query.text, query.language, tuple(case.found.hits[:_FOUND]))
        worded = self._generator if draft.reason is None and query.act is None else None
        wording = worded.word(query, draft, engine.background) if worded else None
        writer = Writer(draft.documents, query.language)
        with closing(wording.lines() if wording else (line for line in draft.lines)) as lines:
            for line in lines:
                if written := writer.write(line):
                    yield written
        finished = time.perf_counter()
        retrieving = case.found.seconds
        timings = {
            "understanding": understood - started,
            **({"retrieving": retrieving} if retrieving is not None else {}),
            "answering": answered - understood - (retrieving or 0.0),
            **({"generating": finished - answered} if wording else {}),
            "total": finished - started,
        }
        yield Done(
            Answer(
                question=question,
                standalone_question=query.text,
                language=query.language,
                text=writer.text,
                sentences=tuple(writer.sentences),
                outcome="talk" if query.act else "answered" if draft.reason is None else "not_stated",
                abstained=draft.reason is not None,
                abstention_reason=draft.reason,
                citations=tuple(writer.citations),
                coverage=draft.coverage,
                mode=wording.mode if wording else "extractive",
                warnings=(*draft.warnings, *writer.warnings),
                timings_ms={name: round(seconds * 1000, 1) for name, seconds in timings.items()},
                index_id=engine.index.index_id,
                settings_id=self._settings_id,
            )
        )

    def _case(self, engine: _Engine, query: Query, allowed: frozenset[str]) -> Case:
        """The case of a question; what a way asks of it is searched for in the engine's index."""

        def search(query: Query, within: frozenset[str]) -> list[Hit]:
            return engine.retriever.search(
                query.text,
                k=self.settings.candidate_count,
                lexical_text=" ".join(search_terms(query)),
                document_ids=within,
            )

        return open_case(query, engine.reference, search, allowed=allowed)

    def _reread(
        self, engine: _Engine, query: Query, turns: Sequence[str], allowed: frozenset[str]
    ) -> tuple[Query, Case, Draft] | None:
        """A follow-up that has no answer as a question of its own, read in another way that has one; None where none has.

        With the subject of the turn before it; then, where there is a chat model, as that model words it.
        """

        def answered(text: str) -> tuple[Query, Case, Draft] | None:
            other = engine.understanding.read(text)
            case = self._case(engine, other, allowed)
            draft = answer(case)
            return None if draft.reason else (replace(other, question=query.question), case, draft)

        if query.alternative is None:
            return None
        if second := answered(query.alternative):
            return second
        if self._generator:
            own = engine.understanding.parse(engine.understanding.normalise(query.question)).focus_words
            if text := self._generator.condense(query.question, turns, query.language, keep=own):
                return answered(text)
        return None

    def generation_counts(self) -> dict[str, int]:
        """How often the chat model worded, failed, was corrected and so on, since the start; empty without one."""
        return self._generator.counters.snapshot() if self._generator else {}

    def understood(self, question: str, *, history: Sequence[str] = ()) -> tuple[Part, ...]:
        """What is understood of a question, part by part, with the corrections that there are; of mere talk nothing.

        Raises: QuestionError.
        """
        engine = self._current()
        query = self._read(engine, question, self._turns(engine, history))
        return () if query.act else read_parts(query, engine.understanding)

    def can_answer(self, question: str) -> bool:
        """Whether a question that stands alone has an answer; no chat model is asked. Raises: QuestionError."""
        engine = self._current()
        draft = answer(self._case(engine, self._read(engine, question, ()), frozenset()))
        return draft.reason is None and any(line.sources for line in draft.lines)

    def search(
        self, text: str, *, k: int = 10, documents: Iterable[str] = (), places: Iterable[str] = ()
    ) -> tuple[Hit, ...]:
        """The `k` chunks that fit a question best, best first."""
        engine = self._current()
        query = self._read(engine, text, ())
        ordered = order(self._case(engine, query, self._allowed(engine, documents, places)))
        return tuple(replace(hit, rank=rank) for rank, hit in enumerate(ordered[:k], start=1))

    def _read(self, engine: _Engine, question: str, history: Sequence[str]) -> Query:
        """What is understood of a turn. Raises: QuestionError."""
        text = self._checked(question)
        if talk := read_talk(text, engine.words, history):
            return as_query(text, talk)
        return engine.understanding.read(without_talk(text), history)

    def _checked(self, question: str) -> str:
        """The question cleaned. Raises: QuestionError when it is empty or too long."""
        text = clean(question)
        if not text:
            raise QuestionError(
                "the question is empty", hint="type a question, such as: Sở Tài chính làm gì?"
            )
        limit = self.settings.question_characters
        if len(text) > limit:
            raise QuestionError(
                f"the question has {len(text):,} characters, more than {limit:,}",
                hint="ask it in fewer words",
            )
        return text

    def _turns(self, engine: _Engine, history: Sequence[str]) -> list[str]:
        """The last earlier questions, each within the length of a question; what was mere talk is none."""
        said = [turn[: self.settings.question_characters] for turn in history if clean(turn)]
        said = [without_talk(turn) for turn in said if read_talk(clean(turn), engine.words) is None]
        return said[-self.settings.history_turns or len(said) :]

    def _allowed(self, engine: _Engine, documents: Iterable[str], places: Iterable[str]) -> frozenset[str]:
        """The ids of the documents that a request is bounded to; empty: no bound."""
        known = engine.reference.documents
        wanted = list(documents)
        for identifier in wanted:
            if identifier not in known:
                raise UnknownDocumentError(
                    f"there is no document “{identifier}”", hint=f"there are: {', '.join(known)}"
                )
        chosen = set(wanted or known)
        names = [name for place in places for name in _place_names(place, known.values())]
        if names:
            chosen &= {d.id for d in known.values() if d.place in names}
            if not chosen:
                there_are = sorted({d.place for d in known.values() if d.place}, key=vietnamese_key)
                raise UnknownDocumentError(
                    f"no document of {', '.join(names)} is indexed", hint=f"there are: {', '.join(there_are)}"
                )
        return frozenset(chosen) if wanted or names else frozenset()

    def documents(self) -> tuple[Document, ...]:
        """The indexed documents."""
        return self._current().index.catalog.documents

    def sections(self, document_id: str) -> tuple[Section, ...]:
        """The clause tree of a document, in order.

        Raises: UnknownDocumentError.
        """
        engine = self._current()
        self._allowed(engine, [document_id], ())
        return tuple(engine.reference.sections_of(document_id))

    def targets(self, where: RowFilter = EVERY_ROW) -> tuple[Target, ...]:
        """The target register, or the rows that are wanted.

        Raises: UnknownDocumentError or FilterError for a value that names nothing.
        """
        catalog = self._current().index.catalog
        return filter_targets(
            catalog.targets, catalog.documents, where, abbreviations=self.settings.abbreviations_file
        )

    def responsibilities(self, where: RowFilter = EVERY_ROW) -> tuple[Responsibility, ...]:
        """The responsibility register, or the rows that are wanted.

        Raises: UnknownDocumentError or FilterError for a value that names nothing.
        """
        catalog = self._current().index.catalog
        return filter_responsibilities(
            catalog.responsibilities, catalog.documents, where, abbreviations=self.settings.abbreviations_file
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

        Raises: UnknownDocumentError or FilterError for a value that names nothing.
        """
        rows = self.responsibilities(where)
        return schedule(rows, today=today or date.today(), after=after, before=before)

    def compare(
        self, documents: Sequence[str], periods: Sequence[str] = (), where: RowFilter = EVERY_ROW
    ) -> Comparison:
        """Targets side by side: of documents, named by id, number or place, or of one document's periods.

        Rows are kept of which one target at least is wanted. Raises: UnknownDocumentError, FilterError.
        """
        catalog = self._current().index.catalog
        sides = match_sides(documents, periods, catalog.documents, catalog.targets)
        comparison = compare_targets(catalog.targets, sides)
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
        return len(self._engine.index.catalog.documents)

    @property
    def index_id(self) -> str:
        """The id of the index that answers come from."""
        return self._current().index.index_id


def _place_names(place: str, documents: Iterable[Document]) -> list[str]:
    """The present names of the places that a text names.

    Raises: UnknownDocumentError when it names none.
    """
    found = [p.name for p in find_places(place)]
    if not found:
        known = sorted({d.place for d in documents if d.place}, key=vietnamese_key)
        raise UnknownDocumentError(
            f"“{place}” is no province or city", hint=f"there are documents of: {', '.join(known)}"
        )
    return found
