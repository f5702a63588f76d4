"""Question records: what a set holds, read strictly and checked against the documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.errors import EvaluationDataError
from evals.jsonl import Record, read_json_lines, sha256_of
from evals.normalise import contains_phrase
from evals.values import Evidence, extract_values

SUITES = (
    "targets",
    "responsibilities",
    "deadlines",
    "comparison",
    "lists",
    "press",
    "follow-ups",
    "unanswerable",
)
FACT_KINDS = ("number", "percent", "date", "document", "agency", "text")
UNANSWERABLE_KINDS = ("wrong_place", "wrong_period", "altered_premise", "not_in_corpus", "out_of_scope")
MAXIMUM_TURN_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the expected answer: any one of the spellings suffices."""

    any_of: tuple[str, ...]
    kind: str
    vital: bool


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Words of the clause that answers, verbatim."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold; `evidence` is a list of groups: each is needed, any member of it suffices."""

    id: str
    suite: str
    turns: tuple[str, ...]
    language: str
    answerable: bool
    unanswerable_kind: str | None
    facts: tuple[Fact, ...]
    evidence: tuple[tuple[GoldQuote, ...], ...]
    forbidden: tuple[str, ...]
    tags: tuple[str, ...]
    note: str | None

    def to_dict(self) -> dict[str, Any]:
        """The record as a line of a set."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A named set; `sha256` is the hash of its file."""

    name: str
    path: Path
    sha256: str
    questions: tuple[Question, ...]


def parse_question(record: Record) -> Question:
    """A checked question. Raises: EvaluationDataError naming line and field."""
    answerable = record.boolean("answerable")
    kind = record.optional_text("unanswerable_kind")
    if answerable and kind is not None:
        raise record.error("unanswerable_kind", "must be null for an answerable question")
    if not answerable:
        kind = record.choice("unanswerable_kind", UNANSWERABLE_KINDS)
    turns = record.texts("turns", needed=True)
    for position, turn in enumerate(turns):
        if len(turn) > MAXIMUM_TURN_CHARACTERS:
            raise record.error(f"turns[{position}]", f"longer than {MAXIMUM_TURN_CHARACTERS} characters")
    evidence = tuple(
        tuple(
            _gold_quote(record.child(f"evidence[{outer}][{inner}]", member))
            for inner, member in enumerate(_members(record, outer, group))
        )
        for outer, group in enumerate(record.items("evidence"))
    )
    facts = tuple(_fact(child) for child in record.children("facts"))
    if answerable and not evidence:
        raise record.error("evidence", "an answerable question needs at least one group")
    if answerable and not any(fact.vital for fact in facts):
        raise record.error("facts", "an answerable question needs at least one vital fact")
    if not answerable and facts:
        raise record.error("facts", "must be empty for an unanswerable question")
    question = Question(
        id=record.text("id"),
        suite=record.choice("suite", SUITES),
        turns=turns,
        language=record.choice("language", ("vi", "en")),
        answerable=answerable,
        unanswerable_kind=kind,
        facts=facts,
        evidence=evidence,
        forbidden=record.texts("forbidden"),
        tags=record.texts("tags"),
        note=record.optional_text("note"),
    )
    record.refuse_unknown()
    for position, value in enumerate(question.forbidden):
        if any(contains_phrase(alternative, value) for fact in facts for alternative in fact.any_of):
            raise record.error(f"forbidden[{position}]", f"{value!r} is part of an expected fact")
    return question


def _members(record: Record, position: int, group: Any) -> list[Any]:
    if not isinstance(group, list) or not group:
        raise record.error(f"evidence[{position}]", "expected a list with at least one quote")
    return group


def _gold_quote(record: Record) -> GoldQuote:
    quote = GoldQuote(record.text("document"), unicodedata.normalize("NFC", record.text("quote")))
    record.refuse_unknown()
    return quote


def _fact(record: Record) -> Fact:
    fact = Fact(
        record.texts("any_of", needed=True), record.choice("kind", FACT_KINDS), record.boolean("vital")
    )
    record.refuse_unknown()
    return fact


def load_set(path: Path, name: str | None = None) -> QuestionSet:
    """The questions of a file. Raises: EvaluationDataError for a malformed record or a repeated id."""
    places: dict[str, str] = {}
    questions = []
    for record in read_json_lines(path):
        question = parse_question(record)
        if question.id in places:
            raise record.error("id", f"{question.id!r} already stands at {places[question.id]}")
        places[question.id] = record.place
        questions.append(question)
    if not questions:
        raise EvaluationDataError(f"{path}: holds no question")
    return QuestionSet(name or path.stem, path, sha256_of(path.read_text(encoding="utf-8")), tuple(questions))


def merge_sets(sets: Sequence[QuestionSet]) -> tuple[Question, ...]:
    """The questions of all sets, each once. Raises: EvaluationDataError where two questions share an id."""
    merged: dict[str, tuple[Question, QuestionSet]] = {}
    for question_set in sets:
        for question in question_set.questions:
            known, first = merged.setdefault(question.id, (question, question_set))
            if known != question:
                raise EvaluationDataError(
                    f"{question_set.path}: field `id`: {question.id!r} names another question in {first.path}"
                )
    return tuple(question for question, _ in merged.values())


def quote_spans(text: str, quote: str) -> list[tuple[int, int]]:
    """Where the quote stands in the text: all occurrences as (start, end)."""
    spans = []
    start = text.find(quote)
    while start >= 0:
        spans.append((start, start + len(quote)))
        start = text.find(quote, start + 1)
    return spans


def check_against_documents(question_set: QuestionSet, texts: Mapping[str, str]) -> list[str]:
    """Warnings about gold that is doubtful but usable; `texts` maps document ids to source texts.

    Raises: EvaluationDataError where a document is unknown or a quote is not verbatim in it.
    """
    places = {str(record.fields["id"]): record for record in read_json_lines(question_set.path)}
    warnings = []
    for question in question_set.questions:
        record = places[question.id]
        for outer, group in enumerate(question.evidence):
            for inner, gold in enumerate(group):
                name = f"evidence[{outer}][{inner}]"
                if gold.document not in texts:
                    known = ", ".join(sorted(texts))
                    raise record.error(
                        f"{name}.document", f"{gold.document!r} is not indexed (there are: {known})"
                    )
                count = len(quote_spans(texts[gold.document], gold.quote))
                if count == 0:
                    raise record.error(
                        f"{name}.quote", f"not verbatim in {gold.document}: {gold.quote[:60]!r}"
                    )
                if count > 1:
                    warnings.append(f"{record.place}: {name}.quote stands {count} times in {gold.document}")
        warnings += _facts_without_gold(question, record, texts)
    return warnings


def _facts_without_gold(question: Question, record: Record, texts: Mapping[str, str]) -> list[str]:
    """Warnings where a figure or a date that is expected stands in no clause that is given as gold."""
    lines = [
        texts[gold.document][slice(*line_around(texts[gold.document], gold.quote))]
        for group in question.evidence
        for gold in group
    ]
    evidence = Evidence(lines)
    found = []
    for position, fact in enumerate(question.facts):
        if fact.kind not in ("number", "percent", "date") or "derived" in question.tags:
            continue
        alternatives = [extract_values(alternative, question.language) for alternative in fact.any_of]
        if not any(values and all(map(evidence.supports, values)) for values in alternatives):
            found.append(f"{record.place}: facts[{position}] {fact.any_of[0]!r} stands in no gold clause")
    return found


def line_around(text: str, quote: str) -> tuple[int, int]:
    """The span of the lines that the first occurrence of the quote touches: the clause, near enough."""
    start = max(text.find(quote), 0)
    line_end = text.find("\n", start + len(quote))
    return text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end


def shared_clauses(
    first: Iterable[Question], second: Iterable[Question], texts: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Pairs of questions of two sets whose gold lies in one clause, as (id, id, quote)."""

    def clauses(questions: Iterable[Question]) -> dict[tuple[str, int], tuple[str, str]]:
        return {
            (gold.document, line_around(texts[gold.document], gold.quote)[0]): (question.id, gold.quote)
            for question in questions
            for group in question.evidence
            for gold in group
        }

    ours, theirs = clauses(first), clauses(second)
    return [(ours[clause][0], theirs[clause][0], ours[clause][1]) for clause in ours if clause in theirs]
