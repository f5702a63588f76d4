"""The domain types, in the order in which data flows: document, section, chunk, register rows, hit, answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from assistant.language.addresses import Address, ClauseAddress
from assistant.language.bodies import join_names
from assistant.language.deadlines import Deadline
from assistant.language.values import EACH_YEAR, Period, Value

Tier = Literal["official", "press"]
SentenceKind = Literal["stated", "derived", "absence", "framing"]
Outcome = Literal["answered", "not_stated", "talk"]  # talk: the turn asked nothing of the documents
AbstentionReason = Literal["not_in_corpus", "wrong_premise", "out_of_scope", "ambiguous"]
SectionKind = Literal[
    "preamble",  # letterhead, title and grounds before the first heading
    "heading",  # a Markdown heading
    "part",  # Phần, Chương, Mục
    "appendix",  # Phụ lục
    "capital",  # A, B, C
    "roman",  # I, II, III
    "article",  # Điều
    "number",  # 1, 2, 3 and 1.1, 1.2
    "letter",  # a), b), đ)
    "dash",  # - and *
    "plus",  # +
    "paragraph",  # text under a heading without a mark of its own
    "table_row",
    "closing",  # "Trên đây là Kế hoạch ..." and what follows
    "recipients",  # Nơi nhận and the signature
    "boilerplate",  # what a publishing site wraps around a document
]


def written_fields(row: Any) -> dict[str, Any]:
    """The fields of a row as JSON has them: a period, a deadline and an address as they are written, bodies by one name."""
    written: dict[str, Any] = {}
    for each in fields(row):
        match getattr(row, each.name):
            case Period() | Deadline() | ClauseAddress() as value:
                written[each.name] = str(value)
            case names if each.name == "agencies":
                written["agency_name"] = join_names(names)
            case value:
                written[each.name] = value
    return written


@dataclass(frozen=True, slots=True)
class Document:
    """One source document; `text` is NFC, and every offset in the project indexes into it."""

    id: str
    title: str
    short_title: str
    kind: str
    tier: Tier
    text: str
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    status: str | None = None
    source: str | None = None
    rights: str | None = None
    outlet: str | None = None

    def to_dict(self, *, with_text: bool = False) -> dict[str, Any]:
        """The document as JSON, its text left out unless asked for."""
        row = asdict(self)
        if not with_text:
            del row["text"]
        return row


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file of a corpus folder that is not indexed: its path there, what is wrong with it, what to do."""

    path: str
    reason: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path} {self.reason}"


@dataclass(frozen=True, slots=True)
class Section:
    """One clause of a document.

    `start` and `end` bound the clause's own words (a heading line, an item, a table row), not those of its
    children: the sections of a document follow each other and leave nothing out. `text` is
    `document.text[start:end]`. `headings` are the headings above it, outermost first.
    """

    id: str
    document_id: str
    parent: str | None
    kind: SectionKind
    label: str
    address: ClauseAddress
    heading: str
    headings: tuple[str, ...]
    text: str
    start: int
    end: int
    columns: tuple[str, ...] = ()  # table rows: the heads of the columns, as far as the table has any
    cells: tuple[str, ...] = ()  # table rows: as many as columns where they could be aligned

    def to_dict(self) -> dict[str, Any]:
        """The clause as `sections --json` prints it."""
        return {
            "id": self.id,
            "parent": self.parent,
            "address": str(self.address),
            "heading": self.heading,
            "kind": self.kind,
            "text": self.text,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is embedded and indexed: a clause (or a piece of a long one) and the context it stands in."""

    id: str
    document_id: str
    section_id: str
    address: ClauseAddress
    headings: tuple[str, ...]
    context: str
    text: str
    start: int
    end: int
    tier: Tier
    place: str | None
    kind: SectionKind

    @property
    def indexed_text(self) -> str:
        """The text that encoder and lexical index see: context first, then the clause."""
        return f"{self.context}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the target register (bảng chỉ tiêu): what is to be reached, by when."""

    id: str
    document_id: str
    section_id: str
    place: str | None
    indicator: str
    indicator_name: str
    comparator: str | None
    value: float | None  # of a range its lower end
    upper: float | None  # of a range its upper end; None for a single value
    unit: str | None
    base: str | None  # what a share is a share of, as worded: "học sinh tốt nghiệp trung học phổ thông"
    period: Period | None
    kind: Literal["quantitative", "qualitative"]
    parent: str | None
    address: ClauseAddress
    quote: str
    start: int
    end: int
    unsure: bool = False

    @property
    def years(self) -> Period | None:
        """The years of its period; None also where it holds anew each year."""
        return None if self.period == EACH_YEAR else self.period

    def to_dict(self) -> dict[str, Any]:
        """The row as `targets --json` prints it."""
        return written_fields(self)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A row of the responsibility register (bảng phân công): who does what, with whom, by when, to whom it reports."""

    id: str
    document_id: str
    section_id: str
    place: str | None
    agency: str
    agencies: tuple[str, ...]  # the canonical name of each body: a joint duty has several
    role: str
    task: str
    partners: tuple[str, ...]
    product: str | None
    deadline: Deadline | None
    recipient: str | None
    address: ClauseAddress
    quote: str
    start: int
    end: int
    unsure: bool = False
    left_open: tuple[str, ...] = ()  # of the six that must be clear (6 rõ): "người", "thời gian", …

    @property
    def agency_name(self) -> str:
        """The canonical names of its bodies in one text."""
        return join_names(self.agencies)

    def to_dict(self) -> dict[str, Any]:
        """The row as `responsibilities --json` prints it."""
        return written_fields(self)


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows of a register are wanted: those that fit one value of every field that is given; empty fields bound nothing."""

    documents: tuple[str, ...] = ()  # ids
    places: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()  # "2030", "2030-2035"
    agencies: tuple[str, ...] = ()  # as typed: "Sở GDĐT"
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # of targets: quantitative, qualitative
    text: str | None = None  # words that the row holds, with or without diacritics


Verdict = Literal[
    "equal",
    "stricter",  # asks for more than the first side does
    "looser",
    "not_comparable",  # another base, unit or way of stating the level
]

Reason = Literal[  # why two levels are not comparable
    "unsure",  # the register is unsure of a row
    "several",  # a side states the indicator more than once, at different levels
    "wording",  # worded so differently that it may not be the same
    "no_figure",  # a side gives no figure
    "other_unit",
    "other_base",
    "change",  # one gives an increase or decrease, the other a level
    "bounds",  # "over 80" against "90": the one may lie above or below the other
    "direction",  # it is not known whether more or less is asked for
]


@dataclass(frozen=True, slots=True)
class Side:
    """One column of a comparison: the targets of a document, of all its periods or of one."""

    document_id: str
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One indicator on each side; `verdicts` say how each side stands against the first that states it.

    The verdict of that first side, and of a side without the indicator, is None. `reason` says why levels are not comparable.
    """

    indicator: str
    targets: tuple[Target | None, ...]
    verdicts: tuple[Verdict | None, ...]
    reason: Reason | None = None

    @property
    def only_here(self) -> bool:
        """Whether one side alone states the indicator."""
        return sum(target is not None for target in self.targets) == 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """The indicators of several sides, paired: those that are shared first, in the order of the first side."""

    sides: tuple[Side, ...]
    rows: tuple[ComparisonRow, ...]

    def to_dict(self) -> dict[str, Any]:
        """The comparison as `compare --json` prints it."""
        rows = [
            written_fields(row) | {"targets": [target and target.to_dict() for target in row.targets]}
            for row in self.rows
        ]
        return {"sides": [written_fields(side) for side in self.sides], "rows": rows}


@dataclass(frozen=True, slots=True)
class Catalog:
    """All that is known of a corpus; computed from the documents alone, stored with the index."""

    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    targets: tuple[Target, ...]
    responsibilities: tuple[Responsibility, ...]


@dataclass(frozen=True, slots=True)
class RegisterQuestion:
    """What a question asks of a whole register: its targets of a kind, its duties of a role, its deadlines up to a day."""

    register: Literal["targets", "responsibilities", "deadlines"]
    measure: Literal["percent", "quantitative", "qualitative"] | None = None
    roles: tuple[str, ...] = ()
    to_agency: bool = False  # the named body is the one that is reported to
    due: Deadline | None = None  # "trước tháng 12"
    bodies: str | None = None  # each body whose name begins so is asked about; of "" all of them


QuestionKind = Literal[
    "value", "who", "where_to", "when", "duties", "list", "count", "compare", "why", "yes_no", "open"
]

# What a turn is that asks nothing of the documents.
Act = Literal[
    "documents", "abilities", "identity", "farewell", "thanks", "greeting", "acknowledgement", "unclear"
]

Aspect = Literal["lower", "higher", "equal", "different", "unequal", "shared", "only", "absent"]


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood of a question.

    `text` is the question with abbreviations written out and diacritics restored, follow-ups resolved; `focus` its
    words that say what it is about, lower case with diacritics, in order, gaps marked by None.
    """

    question: str
    text: str
    read: str  # the text as it was read: of an English question, with its policy terms in Vietnamese
    language: Literal["vi", "en"]
    kind: QuestionKind
    focus: tuple[str | None, ...]
    alternative: str | None = None  # another reading of a follow-up, with the subject of the turn before
    places: tuple[str, ...] = ()
    former_places: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    agencies: tuple[str, ...] = ()  # canonical names that the corpus gives duties to
    other_agencies: tuple[str, ...] = ()  # bodies that the corpus gives no duties to
    values: tuple[Value, ...] = ()
    numbers: tuple[str, ...] = ()  # running numbers of the documents that are named
    aspect: Aspect | None = None  # what a comparison of registers asks to see
    aspect_of: str | None = None  # the place that is lower or higher, that alone states a target or lacks it
    registered: Literal["targets", "other"] | None = (
        None  # rows that a question names: targets, or tasks and the like
    )
    counted: str | None = None  # the noun of "bao nhiêu …"
    percent: bool = False  # a share is asked for
    of_register: RegisterQuestion | None = None
    addresses: tuple[Address, ...] = ()  # "khoản 2 Điều 5", "mục V.4.a"
    documents: tuple[
        str, ...
    ] = ()  # ids of the documents that are named, by number or, with an address, by title
    unindexed: tuple[str, ...] = ()  # documents that are named by a number that none of the corpus has
    press: bool = False
    accented: bool = True
    act: Act | None = None  # of a turn that asks nothing of the documents

    @property
    def focus_words(self) -> tuple[str, ...]:
        """The focus without its gaps."""
        return tuple(word for word in self.focus if word)


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved chunk. `score` is the weighted sum of the standardised scores, higher is better."""

    rank: int
    score: float
    chunk: Chunk
    dense: float = 0.0  # cosine similarity, -1 to 1
    lexical: float = 0.0  # BM25 score, 0 and up

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
