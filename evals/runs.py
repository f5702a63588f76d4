"""Run folders: what was asked, what came back, what it earned; a run is written whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.answers import AnswerRecord, FoundPassage, read_answers, read_hits
from evals.errors import EvaluationDataError
from evals.figures import FIGURES, figure_value, part_arrays, summarise, summarise_groups, trusted_by_suite
from evals.jsonl import read_json, read_json_lines, sha256_of, write_json, write_json_lines
from evals.records import Question, load_set
from evals.scoring import DIGITS, QuestionScore, cluster_names, parse_score, score_question
from evals.statistics import ClusterBootstrap, percentile_interval

SETTINGS = "run.json"
QUESTIONS = "questions.jsonl"
DOCUMENTS = "documents.jsonl"
ANSWERS = "answers.jsonl"
HITS = "hits.jsonl"
SCORES = "scores.jsonl"
SUMMARY = "summary.json"
TIMINGS = "timings.json"
BASELINES = "baselines"
ROBUSTNESS = "robustness"
DELTA_FIGURES = ("trusted_rate", "exact", "evidence_recall@5", "evidence_recall@10")


@dataclass(frozen=True, slots=True)
class Run:
    """A run as read from its folder."""

    folder: Path
    settings: Mapping[str, Any]
    questions: tuple[Question, ...]
    texts: Mapping[str, str]
    titles: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.resolve().name


def corpus_hash(texts: Mapping[str, str]) -> str:
    """The hash of ids and source texts, whatever their order."""
    return sha256_of("\0".join(f"{name}\0{texts[name]}" for name in sorted(texts)))


def load_run(folder: Path) -> Run:
    """The run in `folder`. Raises: EvaluationDataError where a part is missing or was changed."""
    if not folder.is_dir():
        raise EvaluationDataError(f"no run at {folder}", hint="`policy-assistant eval run` makes one")
    settings = read_json(folder / SETTINGS)
    questions = load_set(folder / QUESTIONS)
    if questions.sha256 != settings.text("questions_sha256"):
        raise EvaluationDataError(f"{folder / QUESTIONS}: not the questions of the run: its hash differs")
    texts: dict[str, str] = {}
    titles: dict[str, str] = {}
    for record in read_json_lines(folder / DOCUMENTS):
        texts[record.text("id")] = record.text("text", empty=True)
        titles[record.text("id")] = record.text("title", empty=True)
    if corpus_hash(texts) != settings.text("corpus_sha256"):
        raise EvaluationDataError(f"{folder / DOCUMENTS}: not the documents of the run: its hash differs")
    return Run(folder, settings.fields, questions.questions, texts, titles)


def load_answers(
    folder: Path, questions: Sequence[Question]
) -> tuple[dict[str, AnswerRecord], dict[str, tuple[FoundPassage, ...]]]:
    """Answers and hits of a folder. Raises: EvaluationDataError where one is missing or is of no question."""
    path = folder / ANSWERS
    answers = read_answers(path)
    expected = {question.id for question in questions}
    if missing := sorted(expected - answers.keys()):
        raise EvaluationDataError(
            f"{path}: field `id`: {len(missing)} of {len(expected)} answers are missing: {missing[0]!r} …",
            hint="the run was cut short: run it again",
        )
    if unknown := sorted(answers.keys() - expected):
        raise EvaluationDataError(f"{path}: field `id`: {unknown[0]!r} is no question of this run")
    return answers, read_hits(folder / HITS)


def score_answers(
    folder: Path, questions: Sequence[Question], texts: Mapping[str, str]
) -> list[QuestionScore]:
    """Score the answers of a folder, in the order of the questions."""
    answers, hits = load_answers(folder, questions)
    clusters = cluster_names(questions, texts)
    return [
        score_question(question, answers[question.id], hits.get(question.id), texts, clusters[question.id])
        for question in questions
    ]


def score_run(run: Run) -> dict[str, Any]:
    """Score the run with its baselines and variations, write scores and summary, return the summary."""
    scores = score_answers(run.folder, run.questions, run.texts)
    by_id = {score.id: score for score in scores}
    summary: dict[str, Any] = {**summarise(scores), **summarise_groups(scores)}
    written = {run.folder / SCORES: scores}
    summary["baselines"] = {}
    for folder in _parts(run.folder / BASELINES):
        part = written[folder / SCORES] = score_answers(folder, run.questions, run.texts)
        summary["baselines"][folder.name] = summarise(part) | {"trusted_by_suite": trusted_by_suite(part)}
    summary["robustness"] = {}
    for folder in _parts(run.folder / ROBUSTNESS):
        asked = read_answers(folder / ANSWERS)
        questions = [question for question in run.questions if question.id in asked]
        part = written[folder / SCORES] = score_answers(folder, questions, run.texts)
        summary["robustness"][folder.name] = differences(
            [by_id[score.id] for score in part], part, DELTA_FIGURES
        )
    for path, rows in written.items():
        write_json_lines(path, (score.to_dict() for score in rows))
    write_json(run.folder / SUMMARY, summary)
    return summary


def _parts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def differences(
    before: Sequence[QuestionScore], after: Sequence[QuestionScore], names: Sequence[str]
) -> dict[str, Any]:
    """after − before for each figure, with paired bootstrap intervals; the questions must be in one order."""
    bootstrap = ClusterBootstrap([score.cluster for score in before])
    figures: dict[str, Any] = {}
    for name in names:
        parts_before = part_arrays(FIGURES[name], before)
        parts_after = part_arrays(FIGURES[name], after)
        value_before, value_after = figure_value(parts_before), figure_value(parts_after)
        if value_before is None or value_after is None:
            figures[name] = None
            continue
        draws = bootstrap.mean_of_ratios(parts_after) - bootstrap.mean_of_ratios(parts_before)
        interval = percentile_interval(value_after - value_before, draws)
        figures[name] = {
            "before": round(value_before, DIGITS),
            "after": round(value_after, DIGITS),
            "difference": round(interval.value, DIGITS),
            "low": round(interval.low, DIGITS),
            "high": round(interval.high, DIGITS),
        }
    return {"questions": len(before), "figures": figures}


def load_scores(run: Run) -> list[QuestionScore]:
    """The scores that were written for a run. Raises: EvaluationDataError where one is missing."""
    path = run.folder / SCORES
    scores = {record.text("id"): parse_score(record) for record in read_json_lines(path)}
    for question in run.questions:
        if question.id not in scores:
            raise EvaluationDataError(
                f"{path}: field `id`: no score of {question.id!r}", hint="`policy-assistant eval score RUN`"
            )
    return [scores[question.id] for question in run.questions]


def load_summary(run: Run) -> dict[str, Any]:
    """The figures that were written for a run."""
    return read_json(run.folder / SUMMARY).fields


def load_timings(folder: Path) -> dict[str, Any]:
    """Times and memory of a run; empty where they were not kept."""
    return read_json(folder / TIMINGS).fields if (folder / TIMINGS).exists() else {}


class RunWriter:
    """Collects a run beside its place and moves it there when it is whole."""

    def __init__(self, folder: Path) -> None:
        self._target = folder
        self.folder = folder.with_name(f".{folder.name}.partial")

    def __enter__(self) -> RunWriter:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            if self._target.exists():
                shutil.rmtree(self._target)
            self.folder.replace(self._target)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


def first_difference(first: Sequence[Question], second: Sequence[Question]) -> str | None:
    """The id of a question that is not the same in both runs; None where all are."""
    ours = {question.id: question for question in first}
    theirs = {question.id: question for question in second}
    return next((name for name in sorted(ours | theirs) if ours.get(name) != theirs.get(name)), None)
