"""Runs: what is stored, that they repeat, that damage is found, and that each fault lowers its own figure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import QuestionError
from evals.baselines import Row
from evals.errors import EvaluationDataError
from evals.gate import compare_runs
from evals.jsonl import write_json_lines
from evals.running import make_run
from evals.runs import Run, load_run, load_scores, load_summary, score_run
from tests.evals.material import DOCUMENTS, ROWS, Oracle, question_row, small_set

Copy = Callable[[str], Run]
PERFECT = {
    "trusted_rate": 1,
    "exact": 1,
    "citation_recall": 1,
    "citation_precision": 1,
    "marker_validity": 1,
    "quote_fidelity": 1,
    "unsupported_values": 0,
    "false_answers": 0,
    "false_refusals": 0,
    "possible": 0,
    "untrue": 0,
    "balanced_accuracy": 1,
    "evidence_recall@1": 0.875,  # one of four questions has two groups, and one hit finds one of them
    "evidence_recall@5": 1,
    "evidence_recall@10": 1,
    "mrr": 1,
    "ndcg@10": 1,
    "right_document@1": 1,
}


def values(summary: dict[str, Any]) -> dict[str, float]:
    return {name: figure["value"] for name, figure in summary["figures"].items()}


def edit_answer(run: Run, identifier: str, change: Callable[[dict[str, Any]], None]) -> Run:
    path = run.folder / "answers.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    (row,) = (row for row in rows if row["id"] == identifier)
    change(row)
    write_json_lines(path, rows)
    return run


def test_an_assistant_without_a_fault_earns_everything(flawless: Run) -> None:
    assert values(load_summary(flawless)) == PERFECT


def test_a_run_keeps_what_was_asked_and_what_came_back(flawless: Run) -> None:
    assert sorted(path.name for path in flawless.folder.iterdir()) == [
        "answers.jsonl", "documents.jsonl", "hits.jsonl", "questions.jsonl", "run.json", "scores.jsonl",
        "summary.json", "timings.json",
    ]  # fmt: skip
    answers = (flawless.folder / "answers.jsonl").read_text(encoding="utf-8")
    assert "timings_ms" not in answers
    assert flawless.settings["sets"][0]["questions"] == len(ROWS)


def test_follow_ups_are_asked_with_their_history(tmp_path: Path) -> None:
    questions = small_set(tmp_path)
    oracle = Oracle(questions.questions)
    make_run(tmp_path / "run", [questions], DOCUMENTS, oracle, settings={})
    assert ("Nộp cho ai?", ("Cần Thơ nộp báo cáo hạn nào?",)) in oracle.asked


def test_the_same_run_twice_gives_the_same_files(flawless: Run, tmp_path: Path) -> None:
    questions = small_set(tmp_path)
    make_run(
        tmp_path / "again",
        [questions],
        DOCUMENTS,
        Oracle(questions.questions),
        settings={"settings_id": "oracle"},
    )
    for name in (
        "run.json",
        "questions.jsonl",
        "answers.jsonl",
        "hits.jsonl",
        "scores.jsonl",
        "summary.json",
    ):
        assert (tmp_path / "again" / name).read_bytes() == (flawless.folder / name).read_bytes()


def test_scoring_again_changes_nothing(copied: Copy) -> None:
    run = copied("again")
    before = (run.folder / "summary.json").read_bytes(), (run.folder / "scores.jsonl").read_bytes()
    score_run(run)
    assert before == ((run.folder / "summary.json").read_bytes(), (run.folder / "scores.jsonl").read_bytes())


def change_digit(row: dict[str, Any]) -> None:
    row["text"] = row["text"].replace("80%", "81%")
    row["sentences"][0]["text"] = row["sentences"][0]["text"].replace("80%", "81%")


def shift_marker(row: dict[str, Any]) -> None:
    row["text"] = row["text"].replace("[1]", "[2]")


def alter_quote(row: dict[str, Any]) -> None:
    row["citations"][0]["quote"] = row["citations"][0]["quote"].replace("Tỉ", "Tì")


def swap_citations(row: dict[str, Any]) -> None:
    row["text"] = row["text"].replace("[1]", "[x]").replace("[2]", "[1]").replace("[x]", "[2]")
    for sentence, number in zip(row["sentences"], (2, 1), strict=True):
        sentence["citations"] = [number]


def add_forbidden(row: dict[str, Any]) -> None:
    row["text"] += " Có nơi đặt 90%."


def refuse(row: dict[str, Any]) -> None:
    row |= {"abstained": True, "abstention_reason": "not_in_corpus"}


def guess(row: dict[str, Any]) -> None:
    row |= {"abstained": False, "abstention_reason": None}


def deny(row: dict[str, Any]) -> None:
    row |= {"outcome": "not_stated", "abstained": True, "abstention_reason": "wrong_premise"}


def be_unsure(row: dict[str, Any]) -> None:
    row |= {"outcome": "possible", "abstained": False, "abstention_reason": None}


def greet(row: dict[str, Any]) -> None:
    said = {"text": "Xin chào, có 2 văn bản.", "citations": [], "kind": "framing"}
    row |= {
        "outcome": "talk",
        "abstained": False,
        "abstention_reason": None,
        "citations": [],
        "coverage": None,
    }
    row |= {"text": said["text"], "sentences": [said]}


def drop_citation(row: dict[str, Any]) -> None:
    row["sentences"].pop()
    row["citations"].pop()
    row["text"] = row["text"].partition("\n")[0]


def fail(row: dict[str, Any]) -> None:
    identifier = row["id"]
    row.clear()
    row |= {"id": identifier, "error": "the index is gone"}


@pytest.mark.parametrize(
    ("identifier", "fault", "lowered"),
    [
        pytest.param(
            "t-1", change_digit, {"trusted_rate", "exact", "unsupported_values"}, id="a digit changed"
        ),
        pytest.param("t-1", shift_marker, {"marker_validity"}, id="a marker shifted to nothing"),
        pytest.param(
            "c-1",
            swap_citations,
            {"trusted_rate", "unsupported_values"},
            id="two sentences cite each other's clause",
        ),
        pytest.param(
            "t-1",
            alter_quote,
            {"quote_fidelity", "citation_recall", "citation_precision", "trusted_rate"},
            id="a quote altered by one letter",
        ),
        pytest.param(
            "t-1",
            add_forbidden,
            {"exact", "trusted_rate", "unsupported_values", "untrue"},
            id="the other city's value added",
        ),
        pytest.param(
            "t-1",
            refuse,
            {"exact", "trusted_rate", "false_refusals", "balanced_accuracy"},
            id="an answer refused",
        ),
        pytest.param(
            "u-1",
            guess,
            {"trusted_rate", "false_answers", "balanced_accuracy", "untrue"},
            id="a refusal turned into a guess",
        ),
        pytest.param(
            "t-1",
            be_unsure,
            {"exact", "trusted_rate", "possible"},
            id="an answer only shown as possibly related",
        ),
        pytest.param(
            "u-1",
            be_unsure,
            {"trusted_rate", "false_answers", "balanced_accuracy", "possible"},
            id="something possibly related instead of a refusal",
        ),
        pytest.param(
            "t-1",
            deny,
            {"exact", "trusted_rate", "false_refusals", "balanced_accuracy", "untrue"},
            id="an answer denied",
        ),
        pytest.param(
            "t-1",
            greet,
            {"exact", "trusted_rate", "false_refusals", "balanced_accuracy", "citation_recall"},
            id="a greeting instead of an answer",
        ),
        pytest.param(
            "u-1",
            greet,
            {"trusted_rate", "false_answers", "balanced_accuracy"},
            id="a greeting instead of a refusal",
        ),
        pytest.param(
            "c-1", drop_citation, {"exact", "trusted_rate", "citation_recall"}, id="half of a comparison"
        ),
        pytest.param(
            "t-1",
            fail,
            {"exact", "trusted_rate", "false_refusals", "balanced_accuracy", "citation_recall"},
            id="an error instead of an answer",
        ),
    ],
)
def test_each_fault_lowers_its_own_figures(
    copied: Copy, identifier: str, fault: Callable[[dict[str, Any]], None], lowered: set[str]
) -> None:
    run = edit_answer(copied("faulty"), identifier, fault)
    figures = values(score_run(run))
    assert {name for name, value in figures.items() if value != PERFECT[name]} == lowered


def test_errors_are_counted_aloud(copied: Copy) -> None:
    run = edit_answer(copied("faulty"), "t-1", fail)
    assert score_run(run)["errors"] == 1


class Hesitant(Oracle):
    """Fails on one question."""

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Row:
        if question.startswith("So sánh"):
            raise QuestionError("too hard")
        return super().ask(question, history=history)


def test_an_expected_failure_takes_the_place_of_the_answer(tmp_path: Path) -> None:
    questions = small_set(tmp_path)
    make_run(tmp_path / "run", [questions], DOCUMENTS, Hesitant(questions.questions), settings={})
    scores = {score.id: score for score in load_scores(load_run(tmp_path / "run"))}
    assert scores["c-1"].reasons[0] == "error"
    assert not scores["c-1"].trusted


def test_a_crash_leaves_no_run_behind(tmp_path: Path) -> None:
    class Broken(Oracle):
        def ask(self, question: str, *, history: Sequence[str] = ()) -> Row:
            raise ZeroDivisionError

    questions = small_set(tmp_path)
    with pytest.raises(ZeroDivisionError):
        make_run(tmp_path / "run", [questions], DOCUMENTS, Broken(questions.questions), settings={})
    assert [path.name for path in tmp_path.iterdir()] == ["small.jsonl"]


def test_answers_from_elsewhere_are_scored_without_asking(flawless: Run, tmp_path: Path) -> None:
    summary = make_run(
        tmp_path / "given",
        [small_set(tmp_path)],
        DOCUMENTS,
        None,
        settings={},
        answers_file=flawless.folder / "answers.jsonl",
    )
    assert summary["figures"]["trusted_rate"]["value"] == 1
    assert summary["figures"]["mrr"] is None
    assert summary["without_hits"] == 4


def cut(run: Run, name: str, keep: int) -> None:
    path = run.folder / name
    path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[:keep]), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda run: cut(run, "answers.jsonl", 4), "answers.jsonl: field `id`: 2 of 6 answers are missing"),
        (lambda run: (run.folder / "answers.jsonl").unlink(), "answers.jsonl cannot be read"),
        (lambda run: cut(run, "questions.jsonl", 4), "questions.jsonl: not the questions of the run"),
        (lambda run: cut(run, "documents.jsonl", 1), "documents.jsonl: not the documents of the run"),
        (lambda run: (run.folder / "run.json").write_text("{", encoding="utf-8"), "run.json: not JSON"),
        (
            lambda run: edit_answer(run, "t-1", lambda row: row["citations"][0].pop("quote")),
            "answers.jsonl:1: field `citations[0].quote`: missing",
        ),
        (
            lambda run: edit_answer(run, "t-1", lambda row: row["sentences"][0].update(kind="rumour")),
            "answers.jsonl:1: field `sentences[0].kind`: 'rumour' is none of",
        ),
        (
            lambda run: edit_answer(run, "t-1", lambda row: row.update(id="zz")),
            "answers.jsonl: field `id`: 1 of 6 answers are missing",
        ),
    ],
)
def test_a_damaged_run_is_refused(copied: Copy, damage: Callable[[Run], object], message: str) -> None:
    run = copied("damaged")
    damage(run)
    with pytest.raises(EvaluationDataError) as caught:
        score_run(load_run(run.folder))
    assert message in caught.value.message
    assert caught.value.exit_status == 2


def test_a_missing_score_is_refused(copied: Copy) -> None:
    run = copied("damaged")
    cut(run, "scores.jsonl", 2)
    with pytest.raises(EvaluationDataError, match=r"scores.jsonl: field `id`: no score of 'c-1'"):
        load_scores(run)


def test_runs_of_different_questions_are_not_compared(flawless: Run, tmp_path: Path) -> None:
    questions = small_set(tmp_path, [question_row("t-1", tags=["changed"]), *ROWS[1:]])
    make_run(tmp_path / "other", [questions], DOCUMENTS, Oracle(questions.questions), settings={})
    with pytest.raises(EvaluationDataError, match="asked different questions: field `id`: 't-1'"):
        compare_runs(flawless, load_run(tmp_path / "other"))


def test_variations_are_scored_against_the_questions_as_typed(tmp_path: Path) -> None:
    class Accented(Oracle):
        """Knows a question only in the spelling of the set."""

        def ask(self, question: str, *, history: Sequence[str] = ()) -> Row:
            if question not in self._by_turn:
                raise QuestionError("not understood")
            return super().ask(question, history=history)

        def search(self, query: str, *, k: int = 10) -> list[Row]:
            return super().search(query, k=k) if query in self._by_turn else []

    questions = small_set(tmp_path)
    assistant = Accented(questions.questions)
    summary = make_run(tmp_path / "run", [questions], DOCUMENTS, assistant, settings={}, robustness=True)
    bare = summary["robustness"]["no_diacritics"]
    assert bare["questions"] == 4
    assert bare["figures"]["exact"]["difference"] == -1
    assert summary["robustness"]["decomposed"]["figures"]["evidence_recall@10"]["after"] == 0
