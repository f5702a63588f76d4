"""The gate passes what is as good as before, and names what is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cli import main
from evals.gate import compare_runs, compare_scores, gate_problems
from evals.jsonl import write_json_lines
from evals.runs import Run, load_scores
from evals.scoring import QuestionScore

Copy = Callable[[str], Run]


def many(scores: Sequence[QuestionScore], times: int) -> list[QuestionScore]:
    """The scores, again and again under new ids and clauses."""
    return [
        replace(score, id=f"{score.id}.{round_}", cluster=f"{score.cluster}.{round_}")
        for round_ in range(times)
        for score in scores
    ]


def losing(scores: Sequence[QuestionScore], count: int) -> list[QuestionScore]:
    """The scores with so many answerable questions refused."""
    changed = list(scores)
    for position in [position for position, score in enumerate(scores) if score.answerable][:count]:
        changed[position] = replace(
            changed[position], trusted=False, exact=False, abstained=True, reasons=("refused",)
        )
    return changed


def test_a_run_passes_against_itself(flawless: Run) -> None:
    comparison = compare_runs(flawless, flawless)
    assert gate_problems(comparison, load_scores(flawless)) == []
    assert comparison.p_value == 1
    assert all(figure["difference"] == 0 for figure in comparison.figures["figures"].values())


def test_a_small_set_tolerates_two_lost_questions(flawless: Run) -> None:
    before = many(load_scores(flawless), 4)
    two, three = losing(before, 2), losing(before, 3)
    assert gate_problems(compare_scores(before, two), two) == []
    assert gate_problems(compare_scores(before, three), three) == [
        "3 questions lost, 2 tolerated: t-1.0, t-2.0, c-1.0"
    ]


def test_a_full_set_is_judged_by_the_lower_bound(flawless: Run) -> None:
    before = many(load_scores(flawless), 100)
    one, twenty = losing(before, 1), losing(before, 20)
    assert gate_problems(compare_scores(before, one), one) == []
    (problem,) = gate_problems(compare_scores(before, twenty), twenty)
    assert problem.startswith("trusted_rate may have lost 0.0")


def test_more_false_answers_fail_a_full_set(flawless: Run) -> None:
    before = many(load_scores(flawless), 100)
    after = [
        replace(score, abstained=False, trusted=False) if score.id.startswith("u-1.1") else score
        for score in before
    ]
    problems = gate_problems(compare_scores(before, after), after)
    assert [problem.split()[0] for problem in problems] == ["trusted_rate", "false_answers"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"markers_valid": 0}, "marker validity is below 1: t-1"),
        ({"faithful": 0}, "quote fidelity is below 1: t-1"),
        ({"unsupported": ({"value": "7"},)}, "values are unsupported: t-1"),
        ({"reasons": ("error",)}, "answers are errors: t-1"),
    ],
)
def test_a_broken_floor_fails_whatever_the_baseline(
    flawless: Run, change: dict[str, object], problem: str
) -> None:
    before = load_scores(flawless)
    after = [replace(before[0], **change), *before[1:]]  # type: ignore[arg-type]
    assert gate_problems(compare_scores(after, after), after) == [problem]


def damage(run: Run) -> None:
    """Turns every answer of a run into a refusal, and every refusal into an answer."""
    path = run.folder / "answers.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    write_json_lines(path, (row | {"abstained": not row["abstained"]} for row in rows))


def test_the_command_passes_an_unchanged_run(
    flawless: Run, copied: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    after = copied("after")
    assert main(["eval", "gate", str(after.folder), "--baseline", str(flawless.folder)]) == 0
    assert "gate: passed" in capsys.readouterr().out


def test_the_command_fails_a_damaged_answer_file_and_names_the_questions(
    flawless: Run, copied: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    after = copied("after")
    damage(after)
    assert main(["eval", "gate", str(after.folder), "--baseline", str(flawless.folder)]) == 1
    printed = capsys.readouterr()
    assert "gate: 6 questions lost, 2 tolerated: t-1, t-2, c-1, d-1, u-1, u-2" in printed.err
    assert (
        "lost u-2: Giá vàng hôm nay? (answered although the documents do not say)" in printed.out.splitlines()
    )


def test_the_command_refuses_a_run_that_is_not_there(
    flawless: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing"
    assert main(["eval", "gate", str(missing), "--baseline", str(flawless.folder)]) == 2
    assert capsys.readouterr().err.startswith(f"error: no run at {missing}\nhint: ")
