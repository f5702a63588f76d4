"""The report as one HTML page: no script, no font, nothing from outside."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.answers import AnsweredCitation, AnswerRecord
from evals.charts import Bar, bar_chart, difference_chart
from evals.figures import FIGURES
from evals.records import GoldQuote, Question, quote_spans
from evals.reporting import (
    BASELINE_COLUMNS,
    SUITE_COLUMNS,
    Report,
    difference_cell,
    percent,
    with_interval,
)
from evals.runs import DELTA_FIGURES
from evals.scoring import QuestionScore

TEMPLATES = Path(__file__).parent / "templates"
CARDS = (
    "exact",
    "citation_recall",
    "evidence_recall@5",
    "false_answers",
    "false_refusals",
    "unsupported_values",
)


class Sources:
    """The clauses that the page links to; each is shown once, under its own anchor."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._lines: dict[tuple[str, int, int], str] = {}

    def anchor(self, document_id: str, start: int, end: int) -> str | None:
        """The link to the lines around a span; None where the document is not there."""
        text = self._report.run.texts.get(document_id)
        if text is None or not 0 <= start < end <= len(text):
            return None
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end - 1)
        key = (document_id, first, len(text) if last < 0 else last)
        return "#" + self._lines.setdefault(key, f"s-{document_id}-{first}-{key[2]}")

    def listed(self) -> list[tuple[str, list[dict[str, str]]]]:
        """(document title, clauses) in the order of the text."""
        by_document: dict[str, list[dict[str, str]]] = {}
        for (document_id, start, end), anchor in sorted(self._lines.items()):
            text = self._report.run.texts[document_id][start:end]
            by_document.setdefault(document_id, []).append({"anchor": anchor, "text": text})
        titles = self._report.run.titles
        return [(f"{name}: {titles[name]}", clauses) for name, clauses in by_document.items()]


def as_html(report: Report, base_url: str = "") -> str:
    """The page; with `base_url`, the address of a running assistant, clauses also open there."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sources = Sources(report)
    failures = [_failure(report, sources, base_url.rstrip("/"), *each) for each in report.failures()]
    answerable = [score for score in report.scores if score.answerable]
    unanswerable = [score for score in report.scores if not score.answerable]
    headline = report.summary["figures"]["trusted_rate"]
    content: dict[str, Any] = {
        "language": report.language,
        "label": report.label,
        "short": report.short,
        "run": report.run,
        "summary": report.summary,
        "headline": percent(headline["value"], report.language),
        "headline_interval": with_interval("trusted_rate", headline, report.language)
        .partition(" (")[2]
        .rstrip(")"),
        "headline_text": report.label("headline_text").format(
            answerable=sum(score.trusted for score in answerable),
            answerable_count=len(answerable),
            unanswerable=sum(score.trusted for score in unanswerable),
            unanswerable_count=len(unanswerable),
        ),
        "unscored_text": report.label("unscored_text").format(**report.summary),
        "cards": [(name, *_split(report, name)) for name in CARDS if report.summary["figures"][name]],
        "floors": report.floors(),
        "figures": [
            (name, report.cell(name, report.summary["figures"]), report.summary["figures"][name]["count"])
            for name in FIGURES
            if report.summary["figures"][name] is not None
        ],
        "suite_columns": SUITE_COLUMNS,
        "suites": [
            (name, group["questions"], [report.cell(column, group["figures"]) for column in SUITE_COLUMNS])
            for name, group in report.suites()
        ],
        "suite_chart": bar_chart(
            [_bar(report, name, group["figures"]["trusted_rate"]) for name, group in report.suites()],
            report.label("by_suite"),
        ),
        "kinds": _kinds(report),
        "typing": [
            (name, group["questions"], report.cell("trusted_rate", group["figures"]))
            for name, group in report.typing_groups()
        ],
        "baseline_columns": BASELINE_COLUMNS,
        "systems": [
            (name, [report.cell(column, summary["figures"]) for column in BASELINE_COLUMNS])
            for name, summary in report.systems()
        ],
        "baseline_chart": bar_chart(
            [
                _bar(report, name, summary["figures"]["trusted_rate"], emphasised=name == "assistant")
                for name, summary in report.systems()
            ],
            report.label("baselines"),
        ),
        "systems_by_suite": _systems_by_suite(report),
        "delta_columns": DELTA_FIGURES[1:],
        "robustness": [
            (
                name,
                group["questions"],
                [difference_cell(group["figures"][column], report.language) for column in DELTA_FIGURES[1:]],
            )
            for name, group in report.summary["robustness"].items()
        ],
        "robustness_chart": difference_chart(_deltas(report), report.label("robustness")),
        "timings": report.timings,
        "failures": failures,
        "sources": sources.listed(),
    }
    return environment.get_template("report.html.j2").render(content)


def _split(report: Report, name: str) -> tuple[str, str]:
    value, _, interval = report.cell(name, report.summary["figures"]).partition(" (")
    return value, interval.rstrip(")")


def _bar(report: Report, name: str, figure: Mapping[str, float] | None, *, emphasised: bool = False) -> Bar:
    if figure is None:
        return Bar(report.label(name), 0, 0, 0, "–")
    written = percent(figure["value"], report.language)
    return Bar(report.label(name), figure["value"], figure["low"], figure["high"], written, emphasised)


def _deltas(report: Report) -> list[Bar]:
    return [
        Bar(
            report.label(name),
            figure["difference"],
            figure["low"],
            figure["high"],
            percent(figure["difference"], report.language, signed=True),
        )
        for name, group in report.summary["robustness"].items()
        if (figure := group["figures"]["evidence_recall@10"])
    ]


def _systems_by_suite(report: Report) -> list[tuple[str, list[str]]]:
    """(suite, the trusted rate of each system) in the order of `report.systems()`."""
    rows = []
    for suite, group in report.suites():
        own = group["figures"]["trusted_rate"]["value"]
        others = [summary["trusted_by_suite"][suite] for _, summary in report.systems()[1:]]
        rows.append((suite, [percent(value, report.language) for value in (own, *others)]))
    return rows


def _kinds(report: Report) -> list[tuple[str, int, int]]:
    """(kind, questions, refused) of the unanswerable questions."""
    return [
        (name, group["questions"], group["trusted"])
        for name, group in report.summary["unanswerable_kinds"].items()
    ]


def _failure(
    report: Report,
    sources: Sources,
    base_url: str,
    question: Question,
    score: QuestionScore,
    answer: AnswerRecord,
) -> dict[str, Any]:
    return {
        "id": question.id,
        "suite": question.suite,
        "trusted": score.trusted,
        "turns": question.turns,
        "answer": answer.text or answer.error or "",
        "expected": [fact.any_of for fact in question.facts if fact.vital],
        "forbidden": question.forbidden,
        "gold": [[_gold(report, sources, gold) for gold in group] for group in question.evidence],
        "citations": [_cited(sources, base_url, citation) for citation in answer.citations],
        "reasons": report.reasons(score),
        "note": question.note,
    }


def _gold(report: Report, sources: Sources, gold: GoldQuote) -> dict[str, Any]:
    spans = quote_spans(report.run.texts.get(gold.document, ""), gold.quote)
    return {"quote": gold.quote, "link": sources.anchor(gold.document, *spans[0]) if spans else None}


def _cited(sources: Sources, base_url: str, citation: AnsweredCitation) -> dict[str, Any]:
    local = citation.url.startswith("/") and not citation.url.startswith("//")
    return {
        "number": citation.number,
        "title": citation.document_title,
        "place": ", ".join(filter(None, (citation.document_id, citation.address))),
        "link": sources.anchor(citation.document_id, citation.start, citation.end),
        "url": base_url + citation.url if base_url and local else None,
    }
