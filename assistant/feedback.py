"""What officials say about answers: right, wrong, a source is missing, a comment. Kept in one SQLite file, for a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.types import Answer

VERDICTS = ("right", "wrong", "missing", "comment")
COMMENT_CHARACTERS = 2000
BUSY_SECONDS = 2.0  # a person waits for it
_COLUMNS = (
    "reference", "made", "verdict", "comment", "question", "standalone_question", "answer", "sources", "mode", "index_id",
    "settings_id",
)  # fmt: skip
_SCHEMA = f"""
    CREATE TABLE IF NOT EXISTS feedback ({", ".join(f"{column} TEXT NOT NULL" for column in _COLUMNS)}, PRIMARY KEY (reference))
"""


class FeedbackError(AssistantError):
    """Feedback cannot be stored or read: the disk is full, the file is locked or no database."""

    code = "feedback_unavailable"
    exit_status = 3
    http_status = 503


@dataclass(frozen=True, slots=True)
class Feedback:
    """One person's word on one answer, with what is needed to make a test case of it. All texts as they were typed."""

    reference: str  # of the answer; a later word on the same answer replaces the earlier one
    made: str  # UTC, ISO
    verdict: str
    comment: str
    question: str
    standalone_question: str
    answer: str
    sources: str  # "[1] document, address", one a line
    mode: str
    index_id: str
    settings_id: str

    @classmethod
    def on(cls, answer: Answer, reference: str, verdict: str, comment: str) -> Feedback:
        """Feedback on an answer, made now. Raises: ValueError for an unknown verdict."""
        if verdict not in VERDICTS:
            raise ValueError(f"no verdict: {verdict!r}")
        sources = "\n".join(f"[{c.number}] {c.document_id}, {c.address}" for c in answer.citations)
        return cls(
            reference=reference, made=_stamp(datetime.now(UTC)), verdict=verdict, comment=comment.strip()[:COMMENT_CHARACTERS],
            question=answer.question, standalone_question=answer.standalone_question, answer=answer.text, sources=sources,
            mode=answer.mode, index_id=answer.index_id, settings_id=answer.settings_id,
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """The row as `feedback --json` prints it."""
        return asdict(self)


class FeedbackStore:
    """The feedback in a file; each call opens it anew, so that it may be moved, locked or lost between calls."""

    def __init__(self, path: Path, *, days: int, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._days = days
        self._busy_seconds = busy_seconds

    def add(self, feedback: Feedback) -> None:
        """Stores it and drops what is older than it may be. Raises: FeedbackError."""
        oldest = _stamp(datetime.now(UTC) - timedelta(days=self._days))
        marks = ", ".join("?" for _ in _COLUMNS)
        values = [storable(str(value)) for value in feedback.to_dict().values()]
        with self._open() as database, database:
            database.execute(_SCHEMA)
            database.execute("DELETE FROM feedback WHERE made < ?", (oldest,))
            database.execute(f"INSERT OR REPLACE INTO feedback VALUES ({marks})", values)

    def all(self, *, verdict: str | None = None) -> tuple[Feedback, ...]:
        """What is kept, oldest first. Raises: FeedbackError."""
        if not self.path.exists():
            return ()
        with self._open() as database:
            database.execute(_SCHEMA)
            rows = database.execute("SELECT * FROM feedback ORDER BY made, reference").fetchall()
        found = tuple(Feedback(*row) for row in rows)
        return tuple(row for row in found if verdict in (None, row.verdict))

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return open_feedback_file(self.path, busy_seconds=self._busy_seconds)


def feedback_store(settings: Settings) -> FeedbackStore:
    """The store of the settings."""
    return FeedbackStore(feedback_path(settings), days=settings.feedback_days)


def feedback_path(settings: Settings) -> Path:
    """The file in which it is kept."""
    return settings.feedback_file or user_data_path("policy-assistant") / "feedback.sqlite3"


@contextmanager
def open_feedback_file(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Iterator[sqlite3.Connection]:
    """The database in the file. Raises: FeedbackError, also for what fails while it is open."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=busy_seconds)) as database:
            yield database
    except (sqlite3.Error, OSError) as error:
        raise FeedbackError(
            f"the feedback in {path} cannot be used: {error}",
            hint="check the file, the space on its disk and ASSISTANT_FEEDBACK_FILE",
        ) from error


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def storable(text: str) -> str:
    """The text without lone surrogates, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
