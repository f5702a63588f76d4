"""What the commands show in a terminal: progress, the figures of a run, the differences of two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from evals.gate import COMPARED, Comparison
from evals.registers import Failure, RegisterScore
from evals.reporting import BASELINE_COLUMNS, difference_cell, label, open_report, short_label, with_interval
from evals.runs import Run, load_summary

SUMMARY_FIGURES = (
    "trusted_rate",
    "exact",
    "citation_recall",
    "evidence_recall@5",
    "unsupported_values",
    "false_answers",
    "false_refusals",
    "possible",
    "untrue",
)

console = Console()
notes = Console(stderr=True)


@contextmanager
def shown_progress() -> Iterator[Callable[[str, int], Callable[[], None]]]:
    """Progress bars on standard error; none where that is no terminal."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=notes, disable=not notes.is_terminal, transient=True) as bars:

        def start(name: str, total: int) -> Callable[[], None]:
            task = bars.add_task(name, total=total)
            return lambda: bars.advance(task)

        yield start


def print_summary(run: Run) -> None:
    """The figures that matter first, and where the report is."""
    summary = load_summary(run)
    table = Table("measure", "value (95 % interval)")
    for name in SUMMARY_FIGURES:
        table.add_row(label(name, "en"), with_interval(name, summary["figures"][name], "en"))
    console.print(table)
    if summary["baselines"]:
        table = Table("system", *(short_label(name, "en") for name in BASELINE_COLUMNS))
        for name, system in {"assistant": summary, **summary["baselines"]}.items():
            found = [system["figures"][column] for column in BASELINE_COLUMNS]
            table.add_row(
                label(name, "en"), *("–" if each is None else f"{each['value']:.3f}" for each in found)
            )
        console.print(table)
    if summary["errors"] or summary["without_hits"]:
        console.print(label("unscored_text", "en").format(**summary), style="red")
    console.print(f"{summary['trusted']} of {summary['questions']} trusted", highlight=False)
    console.print(f"run: {run.folder}", soft_wrap=True, highlight=False)


def print_comparison(comparison: Comparison, after: Run) -> None:
    """Differences with intervals, then every question that moved with its reasons."""
    table = Table("measure", "before", "after", "difference (95 %)")
    for name in COMPARED:
        if figure := comparison.figures["figures"][name]:
            before, later = (f"{figure[key]:.3f}" for key in ("before", "after"))
            table.add_row(label(name, "en"), before, later, difference_cell(figure, "en"))
    console.print(table)
    console.print(
        f"lost {len(comparison.lost)}, won {len(comparison.won)}, McNemar p = {comparison.p_value:.3f}",
        highlight=False,
    )
    asked = {question.id: question for question in after.questions}
    worded = open_report(after, "en")
    for title, scores in (("lost", comparison.lost), ("won", comparison.won)):
        for each in scores:
            reasons = "; ".join(worded.reasons(each)) or "trusted"
            line = f"{title} {each.id}: {asked[each.id].turns[-1]} ({reasons})"
            console.print(escape(line), soft_wrap=True, highlight=False)


def print_register(score: RegisterScore, *, with_fields: bool) -> None:
    """The figures of a register, then every row that is missing or spurious, and wrong fields where wished."""
    parts = score.to_dict()
    table = Table(score.name, "precision", "recall", "agree", "gold", "extracted", "correct")
    rows = parts["rows"]
    table.add_row(
        "rows", *_shares(rows, "precision", "recall"), "", *_counts(rows, "gold", "extracted", "matched")
    )
    for name, figures in parts["fields"].items():
        shares = _shares(figures, "precision", "recall", "accuracy")
        table.add_row(name, *shares, *_counts(figures, "stated", "extracted", "correct"))
    console.print(table)
    for failure in score.failures:
        if with_fields or failure.kind != "wrong":
            console.print(_told(failure), soft_wrap=True, highlight=False, markup=False)


def _shares(figures: Mapping[str, Any], *names: str) -> list[str]:
    return ["–" if figures[name] is None else f"{figures[name]:.3f}" for name in names]


def _counts(figures: Mapping[str, Any], *names: str) -> list[str]:
    return [str(figures[name]) for name in names]


def _told(failure: Failure) -> str:
    quote = " ".join(failure.quote.split())
    shown = quote if len(quote) <= 100 else f"{quote[:100]}…"
    if failure.field is not None:
        return f"wrong {failure.field}: {failure.found!r} for {failure.expected!r} in {failure.document}: {shown}"
    fields = failure.expected if failure.kind == "missing" else failure.found
    told = ", ".join(f"{name} {value}" for name, value in fields.items())
    return f"{failure.kind} ({told}) in {failure.document}: {shown}"
