"""How well the check of worded sentences tells faithful ones from lies: catch rate per operator, false alarms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from assistant.answers import Source, cite
from assistant.checks import Background, Problem, check_sentence
from assistant.index import Library
from assistant.types import Catalog, Citation
from evals.corrupting import Lie, Worded, lies
from evals.errors import EvaluationDataError
from evals.jsonl import Record, read_json_lines
from evals.statistics import Interval, wilson

FAITHFUL = Path(__file__).parent / "grounding" / "faithful.jsonl"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and what the check found; `operator` is None for a faithful one."""

    text: str
    operator: str | None
    problems: tuple[Problem, ...]
    made_of: str


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many, with Wilson's interval."""

    count: int
    total: int

    @property
    def interval(self) -> Interval:
        """The share and its 95 % interval."""
        return wilson(self.count, self.total)


def load_faithful(path: Path, catalog: Catalog) -> list[Worded]:
    """The faithful sentences of a file with the clauses that they cite.

    Raises: EvaluationDataError where a line is invalid or a quote stands in no clause, or in several.
    """
    return [_worded(record, catalog) for record in read_json_lines(path)]


def _worded(record: Record, catalog: Catalog) -> Worded:
    cited = tuple(
        _citation(each, catalog, number) for number, each in enumerate(record.children("cites"), start=1)
    )
    counterparts = tuple(
        (each.text("operator"), each.text("number"), each.text("other"), _citation(each, catalog, 0))
        for each in (record.children("counterparts") if "counterparts" in record.fields else ())
    )
    worded = Worded(
        record.text("id"), record.choice("language", ["vi", "en"]), record.text("text"), cited, counterparts
    )
    record.refuse_unknown()
    return worded


def _citation(record: Record, catalog: Catalog, number: int) -> Citation:
    document, quote = record.text("document"), record.text("quote")
    found = [s for s in catalog.sections if s.document_id == document and quote in s.text]
    if len(found) != 1:
        raise record.error("quote", f"{quote!r} stands in {len(found)} clauses of {document}")
    documents = {document.id: document for document in catalog.documents}
    return cite(Source.of(found[0]), number, documents)


def judge(sentences: Sequence[Worded], catalog: Catalog) -> list[Judged]:
    """Every faithful sentence and every lie made of it, checked."""
    background = Background(Library(catalog))
    documents = {document.id: document for document in catalog.documents}
    clauses = [cite(Source.of(s), 1, documents) for s in catalog.sections if not s.heading]
    judged = []

    def check(text: str, cited: Sequence[Citation], language: str) -> tuple[Problem, ...]:
        return check_sentence(
            text, cited, background=background, language=cast("Literal['vi', 'en']", language)
        )

    for sentence in sentences:
        problems = check(sentence.text, sentence.cited, sentence.language)
        judged.append(Judged(sentence.text, None, problems, sentence.id))
        for lie in lies(sentence, clauses):
            judged.append(_judged(lie, check(lie.text, lie.cited, sentence.language)))
    return judged


def _judged(lie: Lie, problems: tuple[Problem, ...]) -> Judged:
    return Judged(lie.text, lie.operator, problems, lie.made_of)


def rates(judged: Sequence[Judged]) -> tuple[Rate, dict[str, Rate]]:
    """(false alarms on faithful sentences, catches by operator)."""
    faithful = [j for j in judged if j.operator is None]
    if not faithful:
        raise EvaluationDataError("there are no sentences", hint="a file holds one JSON object a line")
    caught: dict[str, list[bool]] = {}
    for each in judged:
        if each.operator is not None:
            caught.setdefault(each.operator, []).append(bool(each.problems))
    alarms = Rate(sum(bool(j.problems) for j in faithful), len(faithful))
    return alarms, {operator: Rate(sum(results), len(results)) for operator, results in caught.items()}
