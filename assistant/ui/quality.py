"""The tab of quality: the figures of the committed evaluation run, the same as in the README."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

import gradio as gr

from assistant.messages import Language
from assistant.ui.site import Site
from assistant.ui.tables import notice


def build_quality(site: Site) -> None:
    """The tab; the run does not change while the page is served."""
    gr.Markdown(
        render(site.language, site.say("quality_none")), elem_id="pa-quality", elem_classes="pa-result"
    )


@cache
def render(language: Language, nothing: str) -> str:
    """Headline, figures, groups of questions and baselines; `nothing` where there is no run."""
    from evals.cli import SCORECARD_RUN
    from evals.errors import EvaluationDataError
    from evals.jsonl import read_json
    from evals.reporting import BASELINE_COLUMNS, SUITE_COLUMNS, label, with_interval
    from evals.runs import SETTINGS, SUMMARY, TIMINGS

    try:
        summary, settings, timings = (
            read_json(SCORECARD_RUN / name).fields for name in (SUMMARY, SETTINGS, TIMINGS)
        )
    except (EvaluationDataError, OSError):
        return notice(nothing)

    def cells(names: Sequence[str], figures: Mapping[str, Any]) -> list[str]:
        return [with_interval(name, figures.get(name), language) for name in names]

    figures = [
        [label(name, language), with_interval(name, figure, language), str(figure["count"] if figure else 0)]
        for name, figure in summary["figures"].items()
    ]
    suites = [
        [label(name, language), str(suite["questions"]), *cells(SUITE_COLUMNS, suite["figures"])]
        for name, suite in summary["suites"].items()
    ]
    systems = [("assistant", summary), *_best_first(summary["baselines"])]
    baselines = [
        [label(name, language), *cells(BASELINE_COLUMNS, system["figures"])] for name, system in systems
    ]
    sets = ", ".join(f"{each['name']} ({each['questions']})" for each in settings["sets"])
    answer = timings["answer_ms"]
    speed = (
        f"{label('answer_ms', language)}: {label('median', language)} {answer['p50']:.0f} ms, "
        f"{label('p95', language)} {answer['p95']:.0f} ms · {label('peak_memory', language)}: {timings['peak_memory_mb']:.0f} MB"
    )
    headline = summary["figures"]["trusted_rate"]
    return (
        f'<p class="pa-headline"><strong>{escape(with_interval("trusted_rate", headline, language))}</strong> '
        f"<span>{escape(label('headline', language))}</span></p>"
        f'<p class="pa-hint">{escape(label("meaning_text", language))}</p>'
        f'<p class="pa-hint">{escape(label("sets", language))}: {escape(sets)}. {escape(speed)}.</p>'
        + _table(label("measure", language), ["measure", "value", "count"], figures, language)
        + _table(
            label("by_suite", language),
            ["suite", "questions", *SUITE_COLUMNS],
            suites,
            language,
        )
        + _table(label("baselines", language), ["system", *BASELINE_COLUMNS], baselines, language)
        + f'<p class="pa-hint">{escape(label("baselines_text", language))}</p>'
    )


def _best_first(baselines: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(
        baselines.items(), key=lambda item: -(item[1]["figures"]["trusted_rate"] or {"value": 0})["value"]
    )


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], language: Language) -> str:
    from evals.reporting import short_label

    heads = [short_label(name, language) for name in columns]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        "<tr>"
        f'<th scope="row" abbr="{escape(heads[0])}">{escape(row[0])}</th>'
        + "".join(
            f'<td abbr="{escape(text)}">{escape(cell)}</td>'
            for text, cell in zip(heads[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="pa-table"><table class="pa-figures"><caption>{escape(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
