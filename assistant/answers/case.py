"""A question as every way gets it: with the documents it is asked of, and evidence that is searched for where a way needs it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from sys import maxsize
from time import perf_counter

from assistant.answers.draft import Draft, Line
from assistant.answers.evidence import Evidence, Judge
from assistant.answers.library import Reference
from assistant.documents import headings_of
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.text import fold
from assistant.messages.phrases import say
from assistant.reading import ClauseReading, Passage
from assistant.types import AbstentionReason, Chunk, Coverage, Document, Hit, Query, QuestionKind, Section

Read = Callable[
    [Sequence[Passage]], Sequence[ClauseReading | None]
]  # None: there was no time for the passage
Weight = tuple[float, float, bool]  # score, certainty, picked: as they stand in evidence
Search = Callable[[Query, frozenset[str]], Sequence[Hit]]  # hits of a query within documents, best first


class Found:
    """What is searched for a question: once for each bound, when a way first asks for it."""

    def __init__(
        self,
        query: Query,
        search: Search,
        judge: Judge,
        left_out: Collection[tuple[str, str]] = (),
        holding: frozenset[str] = frozenset(),
    ) -> None:
        """`left_out`: clauses, by document and id, that are no evidence; `holding`: folded words that evidence has."""
        self._query, self._search, self._judge, self._left_out = query, search, judge, left_out
        self._holding = holding
        self._evidence: dict[frozenset[str], tuple[Evidence, ...]] = {}
        self._grouped: tuple[Sequence[Document], dict[str, list[Evidence]]] = ((), {})
        self._weighed = set[str]()  # documents
        self.hurried = False  # whether there was no time to read each clause
        self.seconds: float | None = None  # that searching took; None where nothing was searched

    @property
    def hits(self) -> list[Hit]:
        """The hits of the first search, best first; none where nothing was searched."""
        return [evidence.hit for evidence in next(iter(self._evidence.values()), ())]

    def weigh(self, weights: Mapping[str, Weight], documents: Iterable[Document]) -> None:
        """Keeps what reading gave of the chunks of some documents, by their ids."""
        self._weighed |= {document.id for document in documents}
        self._evidence = {
            bound: tuple(
                _with_weight(e, weights[e.chunk.id]) if e.chunk.id in weights else e for e in evidence
            )
            for bound, evidence in self._evidence.items()
        }
        self._grouped = ((), {})

    def was_weighed(self, evidence: Evidence) -> bool:
        """Whether a clause was read, or others of the search were that are likelier to answer."""
        return evidence.chunk.document_id in self._weighed

    def within(self, documents: Iterable[Document]) -> tuple[Evidence, ...]:
        """The evidence in some documents, in the order of the hits."""
        bound = frozenset(document.id for document in documents)
        if bound not in self._evidence:
            started = perf_counter()
            hits = [
                hit
                for hit in (self._search(self._query, bound) if bound else ())
                if (hit.chunk.document_id, hit.chunk.section_id) not in self._left_out
                and (not self._holding or self._holding <= _folded_words(hit.chunk))
            ]
            self.seconds = (self.seconds or 0.0) + perf_counter() - started
            best, worst = (hits[0].score, hits[-1].score) if hits else (0.0, 0.0)
            self._evidence[bound] = tuple(
                self._judge.assess(self._query, hit, best_score=best, worst_score=worst) for hit in hits
            )
        return self._evidence[bound]

    def of(self, document: Document, among: Sequence[Document]) -> list[Evidence]:
        """The evidence of one document, of that within some documents."""
        if self._grouped[0] is not among:  # a way asks for one document after the other
            grouped: dict[str, list[Evidence]] = {}
            for evidence in self.within(among):
                grouped.setdefault(evidence.chunk.document_id, []).append(evidence)
            self._grouped = (among, grouped)
        return self._grouped[1].get(document.id, [])

    def asking(self, query: Query, holding: Iterable[str]) -> Found:
        """The search of another question, among clauses that have some words, in their headings or themselves."""
        return Found(query, self._search, self._judge, self._left_out, frozenset(map(fold, holding)))

    def without(self, clauses: Collection[tuple[str, str]]) -> Found:
        """The same search, with some clauses left out."""
        return Found(self._query, self._search, self._judge, clauses, self._holding)


def _with_weight(evidence: Evidence, weight: Weight) -> Evidence:
    score, certainty, picked = weight
    return replace(evidence, score=score, certainty=certainty, picked=picked)


def _folded_words(chunk: Chunk) -> frozenset[str]:
    return frozenset(fold(" ".join(words(" ".join((*chunk.headings, chunk.text))))).split())


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its case and the draft that answers it."""

    query: Query
    case: Case
    draft: Draft


def nothing_before() -> Answered | None:
    """What a question without history follows."""
    return None


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the documents it is asked of, and what a way needs to answer it."""

    query: Query
    reference: Reference
    found: Found
    allowed: tuple[Document, ...]  # those that the request is bounded to
    asked: tuple[
        Document, ...
    ]  # of these those that the question names by number or place; all where it names none
    scope: tuple[Document, ...]  # of these those that a way looks at
    missing: tuple[str, ...] = ()  # places that the question names and no document is of
    preface: tuple[Line, ...] = ()  # what is said before the answer, whichever way it goes
    before: Callable[[], Answered | None] = nothing_before
    again: bool = False  # a question of an earlier turn, answered once more
    continued: int = 0  # how often the answer before was asked to go on
    whole: bool = False  # a list is told to its end, however long
    conversation: tuple[
        str, ...
    ] = ()  # the last questions as typed, this one last, where it leans on those before
    read: Read | None = None  # reads clauses with the question; None: clauses are judged by their words alone

    @property
    def previous(self) -> Answered | None:
        """The last question about documents in this conversation, answered again within the same bounds.

        It takes the time of an answer, unless this was given a moment ago: ask for it only where it is needed.
        """
        return self.before()

    @property
    def talked_of(self) -> frozenset[tuple[str, tuple[str, ...]]]:
        """The documents and headings under which the clauses stand that the last answer cites."""
        last = None if self.again else self.previous
        lines = last.draft.lines if last else ()
        return frozenset((source.document_id, source.headings) for line in lines for source in line.sources)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence in the documents that a way looks at.

        Searched are all that the question is asked of: whether a clause fits best is told from the others beside it.
        """
        ids = {document.id for document in self.scope}
        return tuple(e for e in self.found.within(self.asked) if e.chunk.document_id in ids)

    @property
    def everywhere(self) -> tuple[Evidence, ...]:
        """The evidence in all documents that the request is bounded to."""
        return self.found.within(self.allowed)

    def of(self, document: Document) -> list[Evidence]:
        """The evidence of one document."""
        return self.found.of(document, self.asked)

    @property
    def tabular(self) -> bool:
        """Whether the question asks for a table."""
        wanted = self.query.form is not None and self.query.form.table
        said = words(self.query.question)
        said += [] if self.query.accented else ["|", *words(self.query.text)]  # typed as "lap bang"
        return wanted or bool(find_phrases(said, load_lexicon().tabular))

    @property
    def confirming(self) -> bool:
        """Whether the question asks for yes or no."""
        query, lexicon, said = self.query, load_lexicon(), words(self.query.text)
        begins = query.language == "en" and said[:1] and said[0] in lexicon.whether
        return query.kind == "yes_no" or bool(begins or find_phrases(said, lexicon.kinds["yes_no"]))

    def asking(self, kind: QuestionKind) -> Case:
        """The same case as if another kind of answer were asked for."""
        return replace(self, query=replace(self.query, kind=kind))

    @property
    def asks_of_body(self) -> bool:
        """Whether a question asks what a body does or has to do, so that an answer may say that it has no such duty."""
        query = self.query
        return query.charged or self.confirming or not query.focus_words

    def with_bodies_as_words(self) -> Case | None:
        """The same case with the bodies that are only part of what is asked read as words of it; None without such."""
        query = self.query
        if self.asks_of_body or not query.with_bodies:
            return None
        read = replace(query, agencies=(), other_agencies=(), focus=query.with_bodies, with_bodies=())
        of_bodies = set(read.focus_words) - set(query.focus_words)
        return replace(self, query=read, found=self.found.asking(read, of_bodies))

    def within(self, documents: Sequence[Document]) -> Case:
        """The same case, asked of some documents."""
        return replace(self, scope=tuple(documents))

    def in_force(self) -> Case:
        """The same case, asked of what is in force: of other documents only where they are named; itself where all is."""
        force, query = self.reference.force, self.query
        named = {*query.documents, *(query.facts.of.documents if query.facts else ())}
        left = {d.id for d in self.allowed if d.id not in named and not force.is_valid(d.id)}
        out = force.out
        if query.act or not (left or out):
            return self

        def valid(documents: tuple[Document, ...]) -> tuple[Document, ...]:
            return tuple(d for d in documents if d.id not in left)

        return replace(
            self,
            found=self.found.without(out),
            allowed=valid(self.allowed),
            asked=valid(self.asked),
            scope=valid(self.scope),
        )

    def room(self, most: int) -> int:
        """How many items a list may show, where an answer shows `most`."""
        return maxsize if self.whole else most

    def narrowed(self) -> Case:
        """The same case, asked of the documents whose titles the question speaks of."""
        return self.within(self.reference.narrowed(self.query, self.scope))

    def coverage(self, section: Section) -> float:
        """Share of the question's subject that a clause covers, with what stands above it, 0 to 1; nothing is searched for."""
        above = " ".join(headings_of(section))
        return self.reference.judge.coverage(self.query, section.document_id, section.text, above)

    def say(self, key: str, **values: object) -> str:
        """A sentence in the language of the question."""
        return say(key, self.query.language, **values)

    def draft(self, lines: Iterable[Line] = (), *, coverage: Coverage | None = None) -> Draft:
        """A draft of some lines."""
        return Draft(self.reference.documents, list(lines), coverage=coverage)

    def abstain(self, reason: AbstentionReason, key: str, **values: object) -> Draft:
        """A draft that says why there is no answer."""
        line = Line.of(self.say(key, **values), kind="absence")
        return Draft(self.reference.documents, [line], reason)
