"""What belongs to one generation of the index: a question is read, bounded and looked up with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Case, Draft, Reference, answer, open_case
from assistant.answers.ways.talk import as_query, read_talk, without_talk
from assistant.checks import Background
from assistant.errors import QuestionError, UnknownDocumentError
from assistant.index import Encoder, Index, Reranker, Retriever
from assistant.language.places import find_places
from assistant.language.text import clean, vietnamese_key
from assistant.questions import Understanding, search_terms
from assistant.settings import Settings
from assistant.types import Document, Hit, Query
from assistant.wording import Generator


@dataclass(frozen=True, slots=True)
class Engine:
    """The stages of an answer, wired over one open index; safe to share between threads."""

    index: Index
    settings: Settings
    settings_id: str
    understanding: Understanding
    retriever: Retriever
    reference: Reference
    background: Background  # for the check of what a chat model words

    @classmethod
    def of(cls, index: Index, encoder: Encoder, settings: Settings, reranker: Reranker | None) -> Engine:
        """The engine of an index. Raises: IndexUnavailableError when another encoder made it."""
        reference = Reference(index.catalog)
        return cls(
            index,
            settings,
            settings.settings_id(),
            Understanding.of(reference, abbreviations=settings.abbreviations_file),
            Retriever(index, encoder, settings, reranker=reranker),
            reference,
            Background(reference),
        )

    @property
    def words(self) -> Collection[str]:
        """The folded words that documents and lexicon hold."""
        return self.understanding.normaliser.restorer.spellings

    def read(
        self, question: str, history: Sequence[str] = (), allowed: frozenset[str] = frozenset()
    ) -> Query:
        """What is understood of a turn that is asked of some documents; of all where there are none. Raises: QuestionError."""
        text = self._checked(question)
        if talk := read_talk(text, self.words, history):
            return as_query(text, talk)
        return self.understanding.within(allowed).read(without_talk(text), history)

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

    def turns(self, history: Sequence[str]) -> list[str]:
        """The last earlier questions, each within the length of a question; what was mere talk is none."""
        said = [turn[: self.settings.question_characters] for turn in history if clean(turn)]
        said = [without_talk(turn) for turn in said if read_talk(clean(turn), self.words) is None]
        return said[-self.settings.history_turns or len(said) :]

    def bounds(self, documents: Iterable[str], places: Iterable[str]) -> frozenset[str]:
        """The ids of the documents that a request is bounded to; empty: no bound.

        Raises: UnknownDocumentError.
        """
        known = self.reference.documents
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

    def case(self, query: Query, allowed: frozenset[str]) -> Case:
        """The case of a question; what a way asks of it is searched for in the index."""

        def search(query: Query, within: frozenset[str]) -> list[Hit]:
            return self.retriever.search(
                query.text,
                k=self.settings.candidate_count,
                lexical_text=" ".join(search_terms(query)),
                document_ids=within,
            )

        return open_case(query, self.reference, search, allowed=allowed)

    def reread(
        self, query: Query, turns: Sequence[str], allowed: frozenset[str], generator: Generator | None
    ) -> tuple[Query, Case, Draft] | None:
        """A follow-up that has no answer as a question of its own, read in another way that has one; None where none has.

        With the subject of the turn before it; then, where there is a chat model, as that model words it.
        """

        understanding = self.understanding.within(allowed)

        def answered(text: str) -> tuple[Query, Case, Draft] | None:
            other = understanding.read(text)
            case = self.case(other, allowed)
            draft = answer(case)
            return None if draft.reason else (replace(other, question=query.question), case, draft)

        if query.alternative is None:
            return None
        if second := answered(query.alternative):
            return second
        if generator:
            own = understanding.parse(understanding.normaliser.normalise(query.question)).focus_words
            if text := generator.condense(query.question, turns, query.language, keep=own):
                return answered(text)
        return None


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
