"""Answers and hits as the scoring sees them: parsed from the Answer JSON, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.jsonl import Record, read_json_lines

SENTENCE_KINDS = ("stated", "derived", "absence", "framing")


@dataclass(frozen=True, slots=True)
class AnsweredSentence:
    """A sentence with the numbers of its citations."""

    text: str
    citations: tuple[int, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class AnsweredCitation:
    """A citation; `quote` should be `source[start:end]` of its document."""

    number: int
    document_id: str
    document_title: str
    document_number: str | None
    issuer: str | None
    address: str
    headings: tuple[str, ...]
    quote: str
    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One answer, or the error that stood in its place (then everything else is empty)."""

    id: str
    text: str = ""
    standalone_question: str = ""
    language: str = "vi"
    sentences: tuple[AnsweredSentence, ...] = ()
    citations: tuple[AnsweredCitation, ...] = ()
    abstained: bool = False
    outcome: str | None = None  # answers from elsewhere state none
    abstention_reason: str | None = None
    coverage: tuple[int, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A search hit: where it stands."""

    document_id: str
    start: int
    end: int


def parse_answer(record: Record) -> AnswerRecord:
    """A line of answers.jsonl or of `batch`. Raises: EvaluationDataError naming line and field."""
    identifier = record.text("id")
    if error := record.optional_text("error"):
        return AnswerRecord(identifier, error=error)
    coverage = record.get("coverage")
    shown = record.child("coverage", coverage) if coverage is not None else None
    return AnswerRecord(
        id=identifier,
        text=record.text("text", empty=True),
        standalone_question=record.text("standalone_question", empty=True),
        language=record.text("language"),
        sentences=tuple(_sentence(child) for child in record.children("sentences")),
        citations=tuple(_citation(child) for child in record.children("citations")),
        abstained=record.boolean("abstained"),
        outcome=record.optional_text("outcome"),
        abstention_reason=record.optional_text("abstention_reason"),
        coverage=(shown.integer("shown"), shown.integer("total")) if shown else (),
    )


def _sentence(record: Record) -> AnsweredSentence:
    citations = record.items("citations")
    if not all(type(number) is int for number in citations):
        raise record.error("citations", "expected whole numbers")
    return AnsweredSentence(
        record.text("text", empty=True), tuple(citations), record.choice("kind", SENTENCE_KINDS)
    )


def _citation(record: Record) -> AnsweredCitation:
    return AnsweredCitation(
        number=record.integer("number"),
        document_id=record.text("document_id"),
        document_title=record.text("document_title", empty=True),
        document_number=record.optional_text("document_number"),
        issuer=record.optional_text("issuer"),
        address=record.text("address", empty=True),
        headings=record.texts("headings"),
        quote=record.text("quote", empty=True),
        start=record.integer("start"),
        end=record.integer("end"),
        url=record.optional_text("url") or "",
    )


def parse_hits(record: Record) -> tuple[FoundPassage, ...]:
    """The hits of a line of hits.jsonl, best first."""
    return tuple(
        FoundPassage(child.text("document_id"), child.integer("start"), child.integer("end"))
        for child in record.children("hits")
    )


def read_answers(path: Path) -> dict[str, AnswerRecord]:
    """The answers of a file by question id. Raises: EvaluationDataError where an id occurs twice."""
    answers: dict[str, AnswerRecord] = {}
    for record in read_json_lines(path):
        answer = parse_answer(record)
        if answer.id in answers:
            raise record.error("id", f"{answer.id!r} is answered twice")
        answers[answer.id] = answer
    return answers


def read_hits(path: Path) -> dict[str, tuple[FoundPassage, ...]]:
    """The hits of a file by question id; none where the file is missing, as with answers from elsewhere."""
    if not path.exists():
        return {}
    return {record.text("id"): parse_hits(record) for record in read_json_lines(path)}


def stored_answer(identifier: str, answer: dict[str, Any]) -> dict[str, Any]:
    """The Answer JSON as a run keeps it: with the id, without timings, so that two runs are equal."""
    return {"id": identifier} | {name: value for name, value in answer.items() if name != "timings_ms"}


def stored_hits(identifier: str, hits: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Search hits as a run keeps them: where each stands, not its text."""
    kept = ("rank", "score", "document_id", "address", "start", "end")
    return {"id": identifier, "hits": [{name: hit[name] for name in kept if name in hit} for hit in hits]}
