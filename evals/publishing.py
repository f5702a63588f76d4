"""What the page of the product shows of a run: words and cells in both languages, ready to be set in tables.

The product carries them as a data file, so that it needs nothing of the evaluation; `make docs` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.jsonl import read_json, write_text
from evals.reporting import BASELINE_COLUMNS, SUITE_COLUMNS, label, short_label, with_interval
from evals.runs import SETTINGS, SUMMARY, TIMINGS

LANGUAGES = ("vi", "en")
SUMMARISED = ("trusted_rate", "untrue", "quote_fidelity")
SEARCHED = ("evidence_recall@", "mrr", "ndcg@", "right_document@")  # figures of the search: for engineers


def page_figures(run: Path, language: str) -> dict[str, Any]:
    """Two sentences for everybody, the tables of figures and of groups of questions; how it was measured, as details."""
    summary, settings, timings = (read_json(run / name).fields for name in (SUMMARY, SETTINGS, TIMINGS))

    def cells(names: Sequence[str], figures: Mapping[str, Any]) -> list[str]:
        return [with_interval(name, figures.get(name), language) for name in names]

    def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
        heads = [short_label(name, language) for name in columns]
        return {"title": label(title, language), "columns": heads, "rows": rows}

    figures, searched = (
        [
            [
                label(name, language),
                with_interval(name, figure, language),
                str(figure["count"] if figure else 0),
            ]
            for name, figure in summary["figures"].items()
            if name.startswith(SEARCHED) is of_search
        ]
        for of_search in (False, True)
    )
    suites = [
        [label(name, language), str(suite["questions"]), *cells(SUITE_COLUMNS, suite["figures"])]
        for name, suite in summary["suites"].items()
    ]
    baselines = [
        [label(name, language), *cells(BASELINE_COLUMNS, system["figures"])]
        for name, system in [("assistant", summary), *_best_first(summary["baselines"])]
    ]
    sets = ", ".join(f"{each['name']} ({each['questions']})" for each in settings["sets"])
    answer = timings["answer_ms"]
    speed = (
        f"{label('answer_ms', language)}: {label('median', language)} {answer['p50']:.0f} ms, "
        f"{label('p95', language)} {answer['p95']:.0f} ms · {label('peak_memory', language)}: {timings['peak_memory_mb']:.0f} MB"
    )
    return {
        "value": with_interval("trusted_rate", summary["figures"]["trusted_rate"], language),
        "headline": label("headline", language),
        "summary": label("summary_text", language).format(
            questions=sum(each["questions"] for each in settings["sets"]),
            **{name: round(100 * summary["figures"][name]["value"]) for name in SUMMARISED},
        ),
        "tables": [
            table("measure", ["measure", "value", "count"], figures),
            table("by_suite", ["suite", "questions", *SUITE_COLUMNS], suites),
        ],
        "details": {
            "title": label("details", language),
            "texts": [
                label("meaning_text", language),
                f"{label('sets', language)}: {sets}. {speed}.",
                label("baselines_text", language),
            ],
            "tables": [
                table("search_measures", ["measure", "value", "count"], searched),
                table("baselines", ["system", *BASELINE_COLUMNS], baselines),
            ],
        },
    }


def _best_first(baselines: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(
        baselines.items(), key=lambda item: -(item[1]["figures"]["trusted_rate"] or {"value": 0})["value"]
    )


def publish(run: Path, path: Path, *, write: bool = True) -> bool:
    """Whether the data file of the page did not say what the run does; it does afterwards, if `write`."""
    figures = {language: page_figures(run, language) for language in LANGUAGES}
    text = json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
    changed = not path.exists() or path.read_text(encoding="utf-8") != text
    if changed and write:
        write_text(path, text)
    return changed
