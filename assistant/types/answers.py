"""What is found, answered and cited, and the events of a running answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from assistant.types.clauses import Chunk, Tier

SentenceKind = Literal["stated", "derived", "absence", "framing"]
# partly: of several questions in one turn some are answered; talk: the turn asked nothing of the documents.
Outcome = Literal["answered", "possible", "partly", "not_stated", "talk"]
AbstentionReason = Literal["not_in_corpus", "wrong_premise", "out_of_scope", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved chunk. `score` is the weighted sum of the standardised scores, higher is better."""

    rank: int
    score: float
    chunk: Chunk
    dense: float = 0.0  # cosine similarity, -1 to 1
    lexical: float = 0.0  # BM25 score, 0 and up
    translation: float = 0.0  # how much likelier the question is where this clause answers it, a logarithm

    def to_dict(self) -> dict[str, Any]:
        """The hit as `search --json` prints it."""
        return {
            "rank": self.rank,
            "score": round(self.score, 4),
            "document_id": self.chunk.document_id,
            "address": str(self.chunk.address),
            "headings": list(self.chunk.headings),
            "text": self.chunk.text,
            "start": self.chunk.start,
            "end": self.chunk.end,
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source: `quote` is `document.text[start:end]`, word for word."""

    number: int
    document_id: str
    document_title: str
    document_number: str | None
    issuer: str | None
    tier: Tier
    address: str
    headings: tuple[str, ...]
    page: int | None
    quote: str
    start: int
    end: int
    url: str
    form: str = ""  # the long form after Decree 30/2020: division, kind, number, date, issuer, subject of the document


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with the numbers of the citations that it rests on."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Values that stand side by side in an answer: the heads of the columns, and rows with a cell for each."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or list item, or table row) of an answer with the numbers of its citations."""

    text: str
    citations: tuple[int, ...]
    kind: SentenceKind


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the clauses or rows that answer are shown."""

    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What every surface receives; `to_dict` is the JSON that is promised to the outside."""

    question: str
    standalone_question: str
    language: Literal["vi", "en"]
    text: str
    sentences: tuple[Sentence, ...]
    outcome: Outcome
    abstained: bool  # true for "not_stated" alone
    abstention_reason: AbstentionReason | None
    citations: tuple[Citation, ...]
    coverage: Coverage | None
    mode: str
    warnings: tuple[str, ...]
    timings_ms: dict[str, float] = field(default_factory=dict)
    index_id: str = ""
    settings_id: str = ""
    tables: tuple[Table, ...] = ()  # those of the text, in its order, as data
    as_of: str = ""  # the day whose law it states, written 2026-11-27

    def to_dict(self) -> dict[str, Any]:
        """The answer as `ask --json` prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """An event of a running answer: the question as it was understood, and the clauses that were found, best first."""

    standalone_question: str
    language: Literal["vi", "en"]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """An event of a running answer: a sentence that was checked, and the citations that it is the first to use.

    `text` is what it adds to the answer's text, with its markers and the line breaks before it.
    """

    sentence: Sentence
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The last event of a running answer: the whole of it. Its text is what the sentences added up to."""

    answer: Answer


Event = Retrieved | CheckedSentence | Done
