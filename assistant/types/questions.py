"""What was understood of a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.language.addresses import Address
from assistant.language.deadlines import Deadline
from assistant.language.values import Period, Value

QuestionKind = Literal[
    "value", "who", "where_to", "when", "duties", "list", "count", "compare", "why", "yes_no", "open"
]

# What a turn is that asks nothing of the documents.
Act = Literal[
    "documents", "abilities", "citing", "exporting", "freshness", "identity",  # about the assistant
    "locate", "issuer", "shorten", "continue", "repeat", "challenge", "recap",  # about the last answer
    "general", "drafting", "translating", "opinion", "prediction", "personal", "legal", "acting",  # what it does not do
    "complaint", "praise", "farewell", "thanks", "pause", "greeting", "acknowledgement", "unclear",
]  # fmt: skip
Aspect = Literal["lower", "higher", "equal", "different", "unequal", "shared", "only", "absent"]


@dataclass(frozen=True, slots=True)
class RegisterQuestion:
    """What a question asks of a whole register: its targets of a kind, its duties of a role, its deadlines up to a day."""

    register: Literal["targets", "responsibilities", "deadlines"]
    measure: Literal["percent", "quantitative", "qualitative"] | None = None
    roles: tuple[str, ...] = ()
    to_agency: bool = False  # the named body is the one that is reported to
    due: Deadline | None = None  # "trước tháng 12"
    bodies: str | None = None  # each body whose name begins so is asked about; of "" all of them


@dataclass(frozen=True, slots=True)
class Unclear:
    """What a turn leaves open that points back to the turns before: the answer asks for it."""

    about: Literal["place", "period", "body", "item"]
    choices: tuple[str, ...] = ()  # what may be meant; of an item how many there are


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier turn of a conversation: what was asked, and the question that stands alone which its answer gave."""

    question: str
    standalone_question: str | None = None
    continued: int = 0  # how often its answer was asked to go on, in the turns behind it

    @classmethod
    def of(cls, turn: str | Turn) -> Turn:
        """The turn that a caller gives, the question alone or both."""
        return cls(turn) if isinstance(turn, str) else turn

    @property
    def text(self) -> str:
        """What a follow-up leans on."""
        return self.standalone_question or self.question


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary that a question asks for: what it is of, as a question of its own, in how many points.

    `firm`: one is asked for whatever else is said; else only where nothing but a document or a section is named.
    """

    of: Query
    points: int | None
    firm: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What a question asks of documents themselves ("number", "signer"), and of which, as a question of its own."""

    of: Query
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """In what form an answer is wanted: in so many points or sentences, names or figures alone, as a table, in short.

    `located`: it says in words where in the document it stands. `language`: that of the sentences around what is quoted.
    """

    points: int | None = None
    sentences: bool = False  # the points are sentences, not items of a list
    names: bool = False
    figures: bool = False
    table: bool = False
    short: bool = False
    located: bool = False
    language: Literal["vi", "en"] | None = None


@dataclass(frozen=True, slots=True)
class AnswerType:
    """What an answer has to be where the kind of question leaves several: an amount of money, a time of day, a class in school.

    `noun`: of what it is one ("lớp" of "lớp mấy"). `alone`: nothing else is an answer.
    """

    name: str
    noun: str
    alone: bool


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
    charged: bool = False  # one of these is taken for the one who acts, or its duties are asked for
    with_bodies: tuple[str | None, ...] = ()  # the focus with the words that name these
    values: tuple[Value, ...] = ()
    numbers: tuple[str, ...] = ()  # running numbers of the documents that are named
    aspect: Aspect | None = None  # what a comparison of registers asks to see
    aspect_of: str | None = None  # the place that is lower or higher, that alone states a target or lacks it
    registered: Literal["targets", "other"] | None = (
        None  # rows that a question names: targets, or tasks and the like
    )
    counted: str | None = None  # the noun of "bao nhiêu …"
    percent: bool = False  # a share is asked for
    answer_type: AnswerType | None = None
    of_register: RegisterQuestion | None = None
    addresses: tuple[Address, ...] = ()  # "khoản 2 Điều 5", "mục V.4.a"
    documents: tuple[
        str, ...
    ] = ()  # ids of the documents that are named, by number or, with an address, by title
    unindexed: tuple[str, ...] = ()  # documents that are named by a number that none of the corpus has
    press: bool = False
    accented: bool = True
    summary: Summary | None = None
    facts: Facts | None = None  # that are asked of documents themselves
    act: Act | None = None  # of a turn that asks nothing of the documents
    also: Act | None = None  # about the last answer, beside `act`
    first: int | None = None  # how many of a list are asked for, from its beginning
    form: Form | None = None  # in which the answer is wanted; the text is without it
    unclear: Unclear | None = None

    @property
    def focus_words(self) -> tuple[str, ...]:
        """The focus without its gaps."""
        return tuple(word for word in self.focus if word)
