"""Ablation: what becomes of the answers where one of the constants that decide them has another value."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any, cast

from assistant.judging import Judging, constants, judged_by, judging
from assistant.types import Catalog
from evals.answers import parse_answer, parse_hits
from evals.asking import Askable, ask_all
from evals.errors import EvaluationDataError
from evals.figures import FIGURES, figure_value, part_arrays
from evals.jsonl import Record
from evals.records import Question
from evals.scoring import DIGITS, QuestionScore, cluster_names, score_question
from evals.worded import FAITHFUL, judge, load_faithful

CHECKS = "checks."  # what only worded sentences meet


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one set of constants: of each question or sentence what may change, and the figures."""

    outcomes: Mapping[str, str]
    figures: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Variation:
    """One constant with another value: the outcomes that changed, and by how much each figure did."""

    name: str
    factor: float
    value: float
    changed: tuple[str, ...]
    total: int
    differences: Mapping[str, float]

    def to_dict(self) -> dict[str, Any]:
        """The variation as JSON."""
        return asdict(self)


class _Noting:
    """Constants that note in `read` which of them are asked for."""

    def __init__(self, constants: object, read: set[str], prefix: str = "") -> None:
        self._constants, self._read, self._prefix = constants, read, prefix

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._constants, name)
        if is_dataclass(value):
            self.__dict__[name] = _Noting(
                value, self._read, f"{name}."
            )  # one for a question: it is a key of caches
            return self.__dict__[name]
        self._read.add(self._prefix + name)
        return value


class Answers:
    """Asks questions under the constants in force: first all, then those whose answer depends on one constant.

    An answer that is the same is scored once.
    """

    def __init__(
        self,
        opened: Callable[[], AbstractContextManager[Askable]],
        questions: Sequence[Question],
        texts: Mapping[str, str],
        *,
        search: bool = False,
    ) -> None:
        self._opened = opened
        self._search = search
        self._questions = questions
        self._texts = texts
        self._clusters = cluster_names(questions, texts)
        self._scores: dict[tuple[str, str], QuestionScore] = {}
        self._shipped: dict[str, str] = {}
        self._read: dict[str, set[str]] = {}  # the constants that each answer depends on

    def __call__(self, varied: str | None = None) -> Measured:
        """The answers, with the hits of a search where that is wanted, and their figures; `varied`: what differs."""
        if varied is None:
            shipped, read = judging(), set[str]()
            with _noting(shipped, read), self._opened() as assistant:
                for question in self._questions:
                    with _noting(shipped, own := set[str]()):
                        self._shipped[question.id] = self._ask(assistant, question)
                    self._read[question.id] = own
            for own in self._read.values():
                own |= read
            outcomes = self._shipped
        else:
            again = [question for question in self._questions if varied in self._read[question.id]]
            outcomes = dict(self._shipped)
            if again:
                with self._opened() as assistant:
                    outcomes |= {question.id: self._ask(assistant, question) for question in again}
        scores = [self._score(question, outcomes[question.id]) for question in self._questions]
        values = {name: figure_value(part_arrays(figure, scores)) for name, figure in FIGURES.items()}
        return Measured(outcomes, values)

    def _ask(self, assistant: Askable, question: Question) -> str:
        asked = ask_all(assistant, [question], search=self._search)
        return json.dumps([*asked.answers, *asked.hits], ensure_ascii=False, sort_keys=True)

    def _score(self, question: Question, outcome: str) -> QuestionScore:
        if (question.id, outcome) not in self._scores:
            answer, *hits = json.loads(outcome)
            self._scores[question.id, outcome] = score_question(
                question,
                parse_answer(Record(answer, question.id)),
                parse_hits(Record(hits[0], question.id)) if hits else None,
                self._texts,
                self._clusters[question.id],
            )
        return self._scores[question.id, outcome]


def _noting(shipped: Judging, read: set[str]) -> AbstractContextManager[None]:
    return judged_by(cast("Judging", _Noting(shipped, read)))


class Checks:
    """Checks the faithful sentences and the lies made of them under the constants in force."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._sentences = load_faithful(FAITHFUL, catalog)

    def __call__(self, varied: str | None = None) -> Measured:
        """What was objected to, the share of false alarms and that of lies caught."""
        judged = judge(self._sentences, self._catalog)
        outcomes = {f"{n}: {each.text}": str(bool(each.problems)) for n, each in enumerate(judged)}
        faithful = [bool(each.problems) for each in judged if each.operator is None]
        lies = [bool(each.problems) for each in judged if each.operator is not None]
        figures = {"false_alarms": sum(faithful) / len(faithful), "caught": sum(lies) / len(lies)}
        return Measured(outcomes, figures)


def chosen(only: Iterable[str]) -> list[str]:
    """The constants of these groups or names; all where none is given. Raises: EvaluationDataError."""
    names = list(constants())
    wanted = list(only)
    for one in wanted:
        if not any(name == one or name.startswith(f"{one}.") for name in names):
            raise EvaluationDataError(f"no constant {one!r}", hint="assistant/judging.toml holds them")
    return [
        name
        for name in names
        if not wanted or any(name == one or name.startswith(f"{one}.") for one in wanted)
    ]


def ablate(
    measure: Callable[[str | None], Measured], names: Sequence[str], factors: Sequence[float]
) -> Iterator[Measured | Variation]:
    """What is measured with the constants as they are, then for each constant and factor what that changes."""
    before = measure(None)
    yield before
    for name in names:
        for factor in factors:
            value = constants()[name].value * factor
            varied = judging().changed(name, value)
            with judged_by(varied):
                after = measure(name)
            group, _, field = name.partition(".")
            yield Variation(
                name,
                factor,
                getattr(getattr(varied, group), field),
                tuple(one for one, outcome in before.outcomes.items() if after.outcomes[one] != outcome),
                len(before.outcomes),
                _differences(before.figures, after.figures),
            )


def _differences(before: Mapping[str, float | None], after: Mapping[str, float | None]) -> dict[str, float]:
    """The figures that changed, after − before."""
    return {
        name: round(other - value, DIGITS)
        for name, value in before.items()
        if value is not None and (other := after[name]) is not None and other != value
    }
