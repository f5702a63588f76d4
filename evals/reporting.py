"""What a run says, worded: the parts that every format of the report shares, and the smaller formats."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from evals.answers import AnswerRecord
from evals.errors import EvaluationDataError
from evals.figures import FIGURES
from evals.jsonl import write_text
from evals.records import SUITES, Question
from evals.runs import Run, load_answers, load_scores, load_summary, load_timings
from evals.scoring import QuestionScore

LABELS_FILE = Path(__file__).parent / "data" / "labels.json"
FIGURES_START = "<!-- figures:start -->"
FIGURES_END = "<!-- figures:end -->"
DECIMAL_FIGURES = ("mrr", "ndcg@10")
FLOORS = {"marker_validity": 1.0, "quote_fidelity": 1.0, "unsupported_values": 0.0}
BASELINE_COLUMNS = ("trusted_rate", "exact", "false_answers", "false_refusals", "evidence_recall@5")
# What a reader of the README sees first; the reports have all.
HEADLINE = (
    "trusted_rate",
    "exact",
    "citation_recall",
    "unsupported_values",
    "false_answers",
    "false_refusals",
)
SUITE_COLUMNS = ("trusted_rate", "exact", "citation_recall", "evidence_recall@5")
TYPING_GROUPS = ("no-diacritics", "abbreviation", "typo", "vi", "en")


@lru_cache(maxsize=1)
def _labels() -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = json.loads(LABELS_FILE.read_text(encoding="utf-8"))
    return labels


def label(name: str, language: str) -> str:
    """The wording of a name; the name itself where there is none, such as a new tag."""
    return _labels().get(name, {}).get(language, name)


def short_label(name: str, language: str) -> str:
    """The wording for the head of a column."""
    return label(f"{name}_short" if f"{name}_short" in _labels() else name, language)


def percent(value: float, language: str, *, signed: bool = False) -> str:
    """A share as a percentage with one decimal, in the language's way."""
    text = f"{value * 100:+.1f}" if signed else f"{value * 100:.1f}"
    return (text.replace(".", ",") if language == "vi" else text) + " %"


def shown(name: str, value: float, language: str) -> str:
    """A figure as it is written: a percentage, or three decimals for ranking measures."""
    if name not in DECIMAL_FIGURES:
        return percent(value, language)
    return f"{value:.3f}".replace(".", ",") if language == "vi" else f"{value:.3f}"


def with_interval(name: str, figure: Mapping[str, Any] | None, language: str) -> str:
    """A figure and its interval: "87,2 % (83,0–91,0)"; a dash where it was not scored."""
    if figure is None:
        return "–"
    low, high = (shown(name, figure[edge], language).removesuffix(" %") for edge in ("low", "high"))
    return f"{shown(name, figure['value'], language)} ({low}–{high})"


@dataclass(frozen=True, slots=True)
class Report:
    """A run with its summary and scores, in one language."""

    run: Run
    summary: Mapping[str, Any]
    scores: Sequence[QuestionScore]
    answers: Mapping[str, AnswerRecord]
    timings: Mapping[str, Any]
    language: str

    def label(self, name: str) -> str:
        """The wording of a name."""
        return label(name, self.language)

    def short(self, name: str) -> str:
        """The wording for the head of a column."""
        return short_label(name, self.language)

    def cell(self, name: str, figures: Mapping[str, Any]) -> str:
        """A figure and its interval."""
        return with_interval(name, figures.get(name), self.language)

    def suites(self) -> list[tuple[str, Mapping[str, Any]]]:
        """The suites that were asked, in the order of their definition."""
        return [(name, self.summary["suites"][name]) for name in SUITES if name in self.summary["suites"]]

    def typing_groups(self) -> list[tuple[str, Mapping[str, Any]]]:
        """The ways of typing and the languages that were asked."""
        groups = {**self.summary["tags"], **self.summary["languages"]}
        return [(name, groups[name]) for name in TYPING_GROUPS if name in groups]

    def systems(self) -> list[tuple[str, Mapping[str, Any]]]:
        """The assistant, then its baselines, best first."""
        baselines = sorted(
            self.summary["baselines"].items(),
            key=lambda item: -(item[1]["figures"]["trusted_rate"] or {"value": 0})["value"],
        )
        return [("assistant", self.summary), *baselines]

    def floors(self) -> list[tuple[str, bool]]:
        """The hard floors and whether each holds; one that nothing was counted for holds."""
        figures = self.summary["figures"]
        return [
            (name, figures[name] is None or figures[name]["value"] == bound) for name, bound in FLOORS.items()
        ]

    def failures(self) -> list[tuple[Question, QuestionScore, AnswerRecord]]:
        """The questions that were not trusted or broke a floor."""
        by_id = {question.id: question for question in self.run.questions}
        return [
            (by_id[score.id], score, self.answers[score.id])
            for score in self.scores
            if not score.trusted or score.reasons
        ]

    def reasons(self, score: QuestionScore) -> list[str]:
        """Why a question was not trusted, in words."""
        details = {
            "error": self.answers[score.id].error or "",
            "missing_fact": ", ".join(score.missing),
            "forbidden_value": ", ".join(score.forbidden),
            "evidence_not_cited": f"{score.groups_cited}/{score.groups}",
            "unsupported_value": ", ".join(f"{each['value']} ({each['kind']})" for each in score.unsupported),
        }
        return [self.label(reason).format(detail=details.get(reason, "")) for reason in score.reasons]


def open_report(run: Run, language: str) -> Report:
    """The report of a scored run. Raises: EvaluationDataError where a part is missing."""
    answers, _ = load_answers(run.folder, run.questions)
    return Report(run, load_summary(run), load_scores(run), answers, load_timings(run.folder), language)


def as_json(report: Report) -> str:
    """Settings, summary and timings of the run, and every score."""
    content = {
        "run": report.run.name,
        "settings": report.run.settings,
        "summary": report.summary,
        "timings": report.timings,
        "scores": [score.to_dict() for score in report.scores],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_junit(report: Report) -> str:
    """A JUnit file: a suite for each suite, a failure for each question that was not trusted."""
    root = ElementTree.Element("testsuites", name=report.run.name)
    for suite, _ in report.suites():
        scores = [score for score in report.scores if score.suite == suite]
        failed = [score for score in scores if not score.trusted]
        errors = sum("error" in score.reasons for score in failed)
        element = ElementTree.SubElement(
            root,
            "testsuite",
            name=suite,
            tests=str(len(scores)),
            failures=str(len(failed) - errors),
            errors=str(errors),
        )
        for score in scores:
            case = ElementTree.SubElement(element, "testcase", classname=suite, name=score.id)
            if not score.trusted:
                kind = "error" if "error" in score.reasons else "failure"
                reasons = "; ".join(report.reasons(score))
                ElementTree.SubElement(case, kind, message=_xml_safe(reasons)).text = _xml_safe(
                    report.answers[score.id].text
                )
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _xml_safe(text: str) -> str:
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def figures_table(report: Report, names: Iterable[str] = FIGURES) -> str:
    """Two tables: the named figures of the assistant, and its baselines beside it."""
    figures = report.summary["figures"]
    rows = [
        [
            report.label("measure"),
            f"{report.label('value')} ({report.label('interval')})",
            report.label("count"),
        ]
    ]
    rows += [
        [report.label(name), report.cell(name, figures), str(figures[name]["count"])]
        for name in names
        if figures[name] is not None
    ]
    tables = [_table(rows)]
    if report.summary["baselines"]:
        rows = [[report.label("system"), *(report.short(name) for name in BASELINE_COLUMNS)]]
        rows += [
            [report.label(system), *(report.cell(name, summary["figures"]) for name in BASELINE_COLUMNS)]
            for system, summary in report.systems()
        ]
        tables.append(_table(rows))
    sets = ", ".join(f"`{each['name']}` ({each['questions']})" for each in report.run.settings["sets"])
    source = f"{report.label('sets')}: {sets}. {report.label('produced_by')} `{report.run.name}`."
    return "\n\n".join([*tables, source])


def as_markdown(report: Report) -> str:
    """The report for a page of text: figures, suites, baselines, robustness, and the failures by id."""
    parts = [f"# {report.label('title')}", figures_table(report), f"## {report.label('by_suite')}"]
    head = [report.label("suite"), report.label("questions"), *(report.short(name) for name in SUITE_COLUMNS)]
    parts.append(
        _table(
            [
                head,
                *(
                    [
                        report.label(name),
                        str(group["questions"]),
                        *(report.cell(column, group["figures"]) for column in SUITE_COLUMNS),
                    ]
                    for name, group in report.suites()
                ),
            ]
        )
    )
    if report.summary["robustness"]:
        names = list(next(iter(report.summary["robustness"].values()))["figures"])
        rows = [[report.label("variation"), *(report.short(name) for name in names)]]
        for variation, group in report.summary["robustness"].items():
            cells = [difference_cell(group["figures"][name], report.language) for name in names]
            rows.append([report.label(variation), *cells])
        parts += [f"## {report.label('robustness')}", report.label("robustness_text"), _table(rows)]
    parts.append(f"## {report.label('failures')}")
    lines = [f"- `{score.id}`: {'; '.join(report.reasons(score))}" for _, score, _ in report.failures()]
    parts.append("\n".join(lines) or report.label("no_failures"))
    return "\n\n".join(parts) + "\n"


def difference_cell(figure: Mapping[str, Any] | None, language: str) -> str:
    """A difference and its interval in percentage points."""
    if figure is None:
        return "–"
    low, high = (percent(figure[edge], language, signed=True).removesuffix(" %") for edge in ("low", "high"))
    return f"{percent(figure['difference'], language, signed=True)} ({low}; {high})"


def with_figures(readme: str, table: str) -> str:
    """The README with the table between its markers. Raises: EvaluationDataError without the markers."""
    before, start, rest = readme.partition(FIGURES_START)
    _, end, after = rest.partition(FIGURES_END)
    if not (start and end):
        raise EvaluationDataError(f"no place for the figures: {FIGURES_START} … {FIGURES_END} is missing")
    return f"{before}{start}\n{table}\n{end}{after}"


def update_readme(path: Path, run: Run, language: str = "en", *, write: bool = True) -> bool:
    """Put the run's figures into a README; returns whether it had other figures before."""
    readme = path.read_text(encoding="utf-8")
    updated = with_figures(readme, figures_table(open_report(run, language), HEADLINE))
    if write and updated != readme:
        write_text(path, updated)
    return updated != readme
