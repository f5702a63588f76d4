"""What is kept of answers, in the file of the feedback: how many of each kind on each day, and how long they took.

Who asked is never kept. The words of a question are kept only where the settings say so, and then of those alone that had
no sure answer, without an hour; the same question is one row.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from assistant.feedback import feedback_path, open_feedback_file, storable
from assistant.language.text import fold, tokens
from assistant.settings import Settings
from assistant.types import Answer

SLOW_MS = 1500  # from here on an answer counts as slow; what a chat model takes is not counted
BOUNDS_MS = (
    100,
    250,
    500,
    1000,
    SLOW_MS,
    3000,
    10_000,
)  # answers are counted by the first of them that holds
UNBOUNDED = 10**9
QUESTIONS = 2000  # different ones that are kept, the newest
SLOW_ANSWERS = 500
UNSURE = ("not_stated", "possible", "partly")
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS asked (
        day TEXT NOT NULL, outcome TEXT NOT NULL, within INTEGER NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY (day, outcome, within));
    CREATE TABLE IF NOT EXISTS unsure (
        reference TEXT PRIMARY KEY, day TEXT NOT NULL, count INTEGER NOT NULL, outcome TEXT NOT NULL, question TEXT NOT NULL,
        answer TEXT NOT NULL, sources TEXT NOT NULL, index_id TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS slow (at TEXT NOT NULL, outcome TEXT NOT NULL, ms INTEGER NOT NULL, stages TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Observation:
    """What is kept of one answer. `question` and what was answered are empty unless they are to be kept."""

    day: str  # of this machine's clock, ISO
    at: str  # the same with the minute
    outcome: str  # of the answer, or `failed`
    ms: int  # without the chat model
    stages: dict[str, float] = field(default_factory=dict)
    question: str = ""
    answer: str = ""
    sources: str = ""  # "[1] document, address", one a line
    index_id: str = ""

    @classmethod
    def of(cls, answer: Answer, *, texts: bool) -> Observation:
        """An answer that was just given. That the documents say otherwise is an answer."""
        timings = dict(answer.timings_ms)
        ms = round(timings.pop("total", 0.0) - timings.get("generating", 0.0))
        refuted = answer.abstention_reason == "wrong_premise"
        outcome = "answered" if refuted else answer.outcome
        if not texts or outcome not in UNSURE:
            return cls(*_now(), outcome, ms, timings)
        sources = "\n".join(f"[{c.number}] {c.document_id}, {c.address}" for c in answer.citations)
        return cls(
            *_now(), outcome, ms, timings, answer.standalone_question, answer.text, sources, answer.index_id
        )

    @classmethod
    def failure(cls) -> Observation:
        """A question that got no answer."""
        return cls(*_now(), "failed", 0)


@dataclass(frozen=True, slots=True)
class DayFigures:
    """How many answers of each outcome there were on a day."""

    day: str
    outcomes: dict[str, int]
    slow: int
    within_ms: int | None  # what 95 of 100 kept to, one of `BOUNDS_MS`; None where these do not hold

    @property
    def asked(self) -> int:
        """All of them."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class SlowAnswer:
    """When, and which stage took how long (ms)."""

    at: str
    outcome: str
    ms: int
    stages: dict[str, float]


@dataclass(frozen=True, slots=True)
class UnsureQuestion:
    """A question without a sure answer: how often it was asked, when last, and what was answered then."""

    reference: str
    day: str
    count: int
    outcome: str
    question: str
    answer: str
    sources: str
    index_id: str


class ObservationStore:
    """Observations in a file; each call opens it anew, so that it may be moved, locked or lost between calls."""

    def __init__(self, path: Path, *, days: int) -> None:
        self._path = path
        self._days = days

    @classmethod
    def of(cls, settings: Settings) -> ObservationStore:
        """The store of the settings."""
        return cls(feedback_path(settings), days=settings.feedback_days)

    def add(self, observations: Iterable[Observation]) -> None:
        """Stores them and drops what is older than it may be, or more than is kept. Raises: FeedbackError."""
        with self._open() as database:
            for one in observations:
                _add(database, one)
            oldest = (date.today() - timedelta(days=self._days)).isoformat()
            database.execute("DELETE FROM asked WHERE day < ?", (oldest,))
            database.execute(
                "DELETE FROM unsure WHERE day < ? OR rowid NOT IN "
                "(SELECT rowid FROM unsure ORDER BY day DESC, rowid DESC LIMIT ?)",
                (oldest, QUESTIONS),
            )
            database.execute(
                "DELETE FROM slow WHERE at < ? OR rowid NOT IN (SELECT rowid FROM slow ORDER BY rowid DESC LIMIT ?)",
                (oldest, SLOW_ANSWERS),
            )

    def days(self, count: int) -> list[DayFigures]:
        """The figures of the last days on which something was asked, newest first. Raises: FeedbackError."""
        rows = self._read(
            "SELECT day, outcome, within, count FROM asked WHERE day IN "
            "(SELECT DISTINCT day FROM asked ORDER BY day DESC LIMIT ?) ORDER BY day DESC",
            (count,),
        )
        by_day: dict[str, list[tuple[str, int, int]]] = {}
        for day, *rest in rows:
            by_day.setdefault(day, []).append((rest[0], rest[1], rest[2]))
        return [_figures(day, counts) for day, counts in by_day.items()]

    def slow(self, count: int) -> list[SlowAnswer]:
        """The last slow answers, newest first. Raises: FeedbackError."""
        rows = self._read(
            "SELECT at, outcome, ms, stages FROM slow ORDER BY at DESC, rowid DESC LIMIT ?", (count,)
        )
        return [SlowAnswer(at, outcome, ms, json.loads(stages)) for at, outcome, ms, stages in rows]

    def unsure(self) -> list[UnsureQuestion]:
        """The questions that are kept, the last asked first. Raises: FeedbackError."""
        columns = "reference, day, count, outcome, question, answer, sources, index_id"
        rows = self._read(f"SELECT {columns} FROM unsure ORDER BY day DESC, count DESC, rowid DESC", ())
        return [UnsureQuestion(*row) for row in rows]

    def forget_questions(self) -> int:
        """Deletes the questions that are kept; returns how many there were. Raises: FeedbackError."""
        with self._open() as database:
            database.execute("PRAGMA secure_delete = ON")
            return database.execute("DELETE FROM unsure").rowcount

    def _read(self, query: str, values: Sequence[object]) -> list[tuple]:  # type: ignore[type-arg]  # rows of SQLite
        if not self._path.exists():
            return []
        with self._open() as database:
            return database.execute(query, values).fetchall()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with open_feedback_file(self._path) as database, database:
            database.executescript(_SCHEMA)
            yield database


def _add(database: sqlite3.Connection, one: Observation) -> None:
    within = next((bound for bound in BOUNDS_MS if one.ms <= bound), UNBOUNDED)
    database.execute(
        "INSERT INTO asked VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
        (one.day, one.outcome, within),
    )
    if one.ms > SLOW_MS:
        stages = json.dumps(one.stages)
        database.execute("INSERT INTO slow VALUES (?, ?, ?, ?)", (one.at, one.outcome, one.ms, stages))
    if not one.question:
        return
    texts = [storable(text) for text in (one.outcome, one.question, one.answer, one.sources, one.index_id)]
    database.execute(
        "INSERT INTO unsure VALUES (?, ?, 1, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + 1, day = excluded.day, "
        "outcome = excluded.outcome, answer = excluded.answer, sources = excluded.sources, index_id = excluded.index_id",
        (_reference(texts[1]), one.day, *texts),
    )


def _figures(day: str, counts: Sequence[tuple[str, int, int]]) -> DayFigures:
    outcomes: dict[str, int] = {}
    for outcome, _, count in counts:
        outcomes[outcome] = outcomes.get(outcome, 0) + count
    timed = [(within, count) for outcome, within, count in counts if outcome != "failed"]
    total = sum(count for _, count in timed)
    held = (
        bound
        for bound in BOUNDS_MS
        if total and sum(count for within, count in timed if within <= bound) >= 0.95 * total
    )
    slow = sum(count for within, count in timed if within > SLOW_MS)
    return DayFigures(day, outcomes, slow, next(held, None))


def _reference(question: str) -> str:
    """The same for a question however its letters are typed."""
    return "q" + hashlib.sha256(fold(" ".join(tokens(question))).encode()).hexdigest()[:24]


def _now() -> tuple[str, str]:
    now = datetime.now()
    return now.date().isoformat(), now.isoformat(timespec="minutes")
