"""What is to be looked into, as one list: what users said of answers, and questions without a sure answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from assistant.errors import AssistantError
from assistant.feedback import FeedbackStore, feedback_path, open_feedback_file, storable
from assistant.operating.observations import ObservationStore
from assistant.operating.records import Judgement, make_record
from assistant.settings import Settings
from assistant.types import Answer

NOTE_CHARACTERS = 1000
_SCHEMA = """CREATE TABLE IF NOT EXISTS worked (
    reference TEXT PRIMARY KEY, day TEXT NOT NULL, done INTEGER NOT NULL, note TEXT NOT NULL, record TEXT NOT NULL)"""


class UnknownCaseError(AssistantError):
    """There is no such case: what is old is deleted."""

    code = "unknown_case"
    http_status = 404


class CaseError(AssistantError):
    """A case cannot become the record that is asked for."""

    code = "case_refused"
    http_status = 409


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to look into. `kind` is the outcome of the answer, or the verdict of the user."""

    reference: str
    kind: str
    day: str
    count: int
    question: str  # as it stands alone
    answer: str
    sources: str
    comment: str
    done: bool = False
    note: str = ""  # of whoever looked into it
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class _Work:
    """What became of a case."""

    done: bool = False
    note: str = ""
    record: str = ""


class Worklist:
    """The cases in the file of the feedback."""

    def __init__(self, feedback: FeedbackStore, observations: ObservationStore, *, days: int) -> None:
        self._feedback = feedback
        self._observations = observations
        self._path: Path = feedback.path
        self._days = days

    @classmethod
    def of(cls, settings: Settings) -> Worklist:
        """The list of the settings."""
        feedback = FeedbackStore(feedback_path(settings), days=settings.feedback_days)
        return cls(feedback, ObservationStore.of(settings), days=settings.feedback_days)

    def cases(self) -> list[Case]:
        """All cases, the newest first. That an answer was right is none. Raises: FeedbackError."""
        works = self._works()
        said = [
            ("f" + one.reference, one.verdict, one.made[:10], 1, one.standalone_question, one.answer, one.sources, one.comment)
            for one in self._feedback.all()
            if one.verdict != "right"
        ]  # fmt: skip
        unsure = [
            (one.reference, one.outcome, one.day, one.count, one.question, one.answer, one.sources, "")
            for one in self._observations.unsure()
        ]
        found = []
        for values in (*said, *unsure):
            work = works.get(values[0], _Work())
            found.append(Case(*values, work.done, work.note, bool(work.record)))
        return sorted(found, key=lambda case: (case.day, case.count), reverse=True)

    def find(self, reference: str) -> Case:
        """One case. Raises: UnknownCaseError, FeedbackError."""
        found = next((case for case in self.cases() if case.reference == reference), None)
        if found is None:
            raise UnknownCaseError("there is no such case", hint="look at the list again")
        return found

    def mark(self, reference: str, *, done: bool, note: str) -> Case:
        """Notes what became of a case. Raises: as `find` does."""
        self.find(reference)
        record = self._works().get(reference, _Work()).record
        self._put(reference, _Work(done, note.strip()[:NOTE_CHARACTERS], record))
        return self.find(reference)

    def judge(self, reference: str, judgement: Judgement, answer: Answer) -> dict[str, Any]:
        """Makes a record for the evaluation of a case, which is done with it. `answer` is what is answered now.

        Raises: CaseError where nothing is shown that could be right; as `find` does.
        """
        case = self.find(reference)
        if judgement == "shown_is_right" and not answer.citations:
            raise CaseError("the answer names no clause", hint="say that it should be another one")
        note = " / ".join(filter(None, (case.comment, case.note)))
        record = make_record(reference, case.question, answer, judgement, note)
        self._put(reference, _Work(True, case.note, json.dumps(record, ensure_ascii=False)))
        return record

    def records(self) -> list[dict[str, Any]]:
        """The records that were made, oldest first. Raises: FeedbackError."""
        return [json.loads(work.record) for work in self._works().values() if work.record]

    def _works(self) -> dict[str, _Work]:
        if not self._path.exists():
            return {}
        with self._open() as database:
            rows = database.execute("SELECT reference, done, note, record FROM worked ORDER BY day, rowid")
            return {reference: _Work(bool(done), note, record) for reference, done, note, record in rows}

    def _put(self, reference: str, work: _Work) -> None:
        today = date.today()
        oldest = (today - timedelta(days=self._days)).isoformat()
        values = (reference, today.isoformat(), int(work.done), storable(work.note), storable(work.record))
        with self._open() as database:
            database.execute("DELETE FROM worked WHERE day < ?", (oldest,))
            database.execute("INSERT OR REPLACE INTO worked VALUES (?, ?, ?, ?, ?)", values)

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        with open_feedback_file(self._path) as database, database:
            database.execute(_SCHEMA)
            yield database
