"""Ablation: what one constant with another value changes, counted and scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.judging import constants, judging
from evals.ablating import Answers, Measured, Variation, ablate, chosen
from evals.baselines import Row, quote_passages
from evals.errors import EvaluationDataError
from tests.evals.material import TEXTS, Oracle, small_set


class Wary(Oracle):
    """Answers like the oracle where its constants are as shipped; refuses everything where it is to be surer."""

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Row:
        if judging().evidence.sure > constants()["evidence.sure"].value:
            return Row(quote_passages(question, [], "oracle").fields | {"timings_ms": {}})
        return super().ask(question, history=history)


def measured(folder: Path, *, search: bool = False) -> Answers:
    questions = small_set(folder).questions

    @contextmanager
    def opened() -> Iterator[Wary]:
        yield Wary(questions)

    return Answers(opened, questions, TEXTS, search=search)


def test_each_constant_is_varied_by_each_factor(tmp_path: Path) -> None:
    before, *varied = ablate(measured(tmp_path), ["evidence.sure", "evidence.count_reach"], [0.75, 1.25])
    assert isinstance(before, Measured)
    assert before.figures["trusted_rate"] == 1.0
    refused = Variation(
        "evidence.sure",
        1.25,
        0.62 * 1.25,
        ("t-1", "t-2", "c-1", "d-1"),
        6,
        {
            "trusted_rate": -0.5,
            "exact": -1.0,
            "citation_recall": -1.0,
            "false_refusals": 1.0,
            "balanced_accuracy": -0.5,
        },
    )
    assert varied == [
        Variation("evidence.sure", 0.75, 0.62 * 0.75, (), 6, {}),
        refused,
        Variation("evidence.count_reach", 0.75, 7, (), 6, {}),
        Variation("evidence.count_reach", 1.25, 12, (), 6, {}),
    ]


def test_hits_count_where_they_are_asked_for(tmp_path: Path) -> None:
    (with_hits,) = ablate(measured(tmp_path, search=True), [], [])
    (without,) = ablate(measured(tmp_path), [], [])
    assert isinstance(with_hits, Measured)
    assert isinstance(without, Measured)
    assert (with_hits.figures["mrr"], without.figures["mrr"]) == (1.0, None)


def test_constants_are_chosen_by_group_and_by_name() -> None:
    outline = [name for name in constants() if name.startswith("outline.")]
    assert chosen(["outline", "evidence.sure"]) == ["evidence.sure", *outline]
    assert chosen([]) == list(constants())
    with pytest.raises(EvaluationDataError, match="no constant 'outlines'"):
        chosen(["outlines"])


def test_only_those_are_asked_again_that_read_the_constant(tmp_path: Path) -> None:
    class Half(Wary):
        def ask(self, question: str, *, history: Sequence[str] = ()) -> Row:
            if "Huế" in question:
                return super().ask(question, history=history)
            return Oracle.ask(self, question, history=history)

    questions = small_set(tmp_path).questions
    made: list[Half] = []

    @contextmanager
    def opened() -> Iterator[Half]:
        made.append(Half(questions))
        yield made[-1]

    list(ablate(Answers(opened, questions, TEXTS), ["evidence.sure", "outline.sure"], [1]))
    first, again = ([text for text, _ in each.asked] for each in made)
    assert first == [question.turns[-1] for question in questions]
    assert again == [text for text in first if "Huế" in text]
