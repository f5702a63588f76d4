"""The tab of comparisons: two documents, or two periods of one, with a chart and the paired table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

import gradio as gr

from assistant.exporting import Report, comparison_report, side_names, written_level
from assistant.server.page.site import Site, offer
from assistant.server.page.tables import (
    SHOWN,
    export_links,
    filter_query,
    link_to_clause,
    notice,
    table,
    table_cell,
    unsure_mark,
)
from assistant.types import Comparison, ComparisonRow, Document, RowFilter, Target

_FORMATS = ("xlsx", "docx", "csv")
_LEAST = 2.0  # per cent of the chart's width: the shortest bar that is seen


def build_comparison(site: Site, page: gr.Blocks, renewed: gr.Textbox) -> None:
    """The tab."""
    with gr.Row(elem_classes="pa-filters"):
        first, second = (
            gr.Dropdown(label=site.say(f"compare_{which}"), choices=[], scale=2, min_width=220)
            for which in ("first", "second")
        )
        periods = gr.Dropdown(
            label=site.say("compare_periods"), choices=[], multiselect=True, scale=2, min_width=220
        )
        text = gr.Textbox(
            label=site.say("filter_text"), max_length=200, lines=1, max_lines=1, scale=1, min_width=150
        )
    shown = gr.Markdown(elem_classes="pa-result")

    def show(one: str | None, other: str | None, chosen: list[str] | None, typed: str | None) -> str:
        try:
            return render(site, [id_ for id_ in (one, other) if id_], chosen or [], typed)
        except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the traceback
            return notice(site.explain(error), "pa-error")

    def renew(
        one: str | None = None,
        other: str | None = None,
        chosen: list[str] | None = None,
        typed: str | None = None,
    ) -> tuple[Any, Any, Any, str]:
        choices = _documents(site)
        known_ids = [id_ for _, id_ in choices]
        values = [id_ if id_ in known_ids else None for id_ in (one, other)]
        if not any(values):
            values = [*known_ids[:2], None, None][:2]
        known = sorted({str(row.period) for row in site.assistant.targets() if row.period})
        periods_offered = offer(known, chosen)
        return (
            gr.update(choices=choices, value=values[0]),
            gr.update(choices=choices, value=values[1]),
            periods_offered,
            show(values[0], values[1], periods_offered["value"], typed),
        )

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    page.load(renew, [], [first, second, periods, shown], **quiet)
    renewed.change(renew, [first, second, periods, text], [first, second, periods, shown], **quiet)
    changes = [first.input, second.input, periods.input, text.change]
    gr.on(changes, show, [first, second, periods, text], shown, trigger_mode="always_last", **quiet)


def _documents(site: Site) -> list[tuple[str, str]]:
    """The documents that state targets."""
    known = site.documents()
    return [
        (known[id_].short_title, id_)
        for id_ in dict.fromkeys(r.document_id for r in site.assistant.targets())
    ]


def render(site: Site, documents: Sequence[str], periods: Sequence[str], text: str | None) -> str:
    """Exports, chart and table. Raises: AssistantError for what cannot be compared."""
    chosen = list(dict.fromkeys(documents))
    if len(_documents(site)) < 2 and not chosen:
        return notice(site.say("compare_few"))
    if len(chosen) * max(len(periods), 1) < 2:
        return notice(site.say("compare_need_two"))
    where = RowFilter(text=(text or "").strip() or None)
    comparison = site.assistant.compare(chosen, periods, where)
    if not comparison.rows:
        return notice(site.say("no_rows"))
    known = site.documents()
    report = comparison_report(
        comparison, list(known.values()), language=site.language, index_id="", made=datetime.now()
    )
    query = filter_query(RowFilter(documents=tuple(chosen), periods=tuple(periods), text=where.text))
    names = side_names(comparison.sides, known)
    return (
        export_links(site, "comparison", query, _FORMATS)
        + _chart(site, comparison, names)
        + _table(site, comparison, report, known)
    )


def _table(site: Site, comparison: Comparison, report: Report, known: dict[str, Document]) -> str:
    """One row per indicator: the level of each side with its address, the verdict, what stands in the way of one."""
    position = {column.key: n for n, column in enumerate(report.columns)}
    columns = [column for column in report.columns if column.on_screen]
    rows = []
    for line, row in list(zip(report.lines, comparison.rows, strict=True))[:SHOWN]:
        cells = []
        for column in columns:
            name, _, side = column.key.partition("-")
            cell = line.cells[position[column.key]]
            target = row.targets[int(side)] if name == "level" else None
            if target:
                level = escape(str(cell or ""))
                said = level if target.value is None else f"<strong>{level}</strong>"
                cells.append(
                    f'<td class="pa-column-level" abbr="{escape(column.head)}">{said}'
                    f"<br>{link_to_clause(target, known)}{unsure_mark(site, target)}</td>"
                )
            elif name == "level":
                cells.append(
                    f'<td class="pa-column-level pa-absent" abbr="{escape(column.head)}">{site.shown("compare_only")}</td>'
                )
            elif name == "verdict":
                given = row.verdicts[int(side)]
                badge = f'<span class="pa-verdict pa-{given}">{escape(str(cell))}</span>' if given else ""
                cells.append(f'<td class="pa-column-verdict" abbr="{escape(column.head)}">{badge}</td>')
            else:
                cells.append(table_cell(cell, column.key, column.head))
        rows.append(f"<tr>{''.join(cells)}</tr>")
    heads = [(column.key, column.head) for column in columns]
    return f'<p class="pa-hint">{site.shown("compare_sides_note")}</p>' + table(
        site, report.title, heads, rows, total=len(report.lines)
    )


def _chart(site: Site, comparison: Comparison, names: Sequence[str]) -> str:
    """Bars of the indicators that every side gives a figure of the same unit for, grouped by period."""
    groups: dict[str, list[ComparisonRow]] = {}
    for row in comparison.rows:
        targets = [target for target in row.targets if target and target.value is not None]
        if len(targets) == len(row.targets) and len({target.unit for target in targets}) == 1:
            periods = {str(target.period or "") for target in targets}
            groups.setdefault(" / ".join(sorted(periods)), []).append(row)
    title = f'<p class="pa-chart-title">{site.shown("compare_chart")}</p>'
    if not groups:
        return (
            f'<div class="pa-chart">{title}<p class="pa-empty">{site.shown("compare_chart_none")}</p></div>'
        )
    legend = "".join(
        f'<li><span class="pa-key pa-side-{n % 4}"></span>{escape(name)}</li>' for n, name in enumerate(names)
    )
    parents = {target.id: target.indicator for target in site.assistant.targets()}
    drawn = "".join(
        f'<p class="pa-chart-period">{escape(period)}</p><div class="pa-plots">{_plots(rows, names, parents)}</div>'
        for period, rows in sorted(groups.items())
    )
    return f'<div class="pa-chart">{title}<ul class="pa-legend">{legend}</ul>{drawn}</div>'


def _plots(rows: Sequence[ComparisonRow], names: Sequence[str], parents: Mapping[str, str]) -> str:
    return "".join(_bars(row, names, parents) for row in rows)


def _bars(row: ComparisonRow, names: Sequence[str], parents: Mapping[str, str]) -> str:
    targets = [target for target in row.targets if target]
    most = max(target.upper or target.value or 0.0 for target in targets)
    scale = 100.0 if _is_share(targets[0]) and most <= 100 else most or 1.0
    bars = []
    for side, (target, name) in enumerate(zip(targets, names, strict=True)):
        value = target.upper or target.value or 0.0
        level = written_level(target) or ""
        width = max(_LEAST, 100 * max(value, 0.0) / scale)
        bars.append(
            f'<div class="pa-bar" title="{escape(f"{name}: {level}")}"><svg width="100%" height="14" class="pa-side-{side % 4}">'
            f'<rect width="{width:.1f}%" height="14" rx="3"></rect></svg><span>{escape(level)}</span></div>'
        )
    parent = parents.get(targets[0].parent or "")
    above = f"<span>{escape(parent)} › </span>" if parent else ""
    return f'<div class="pa-bars"><p>{above}{escape(targets[0].indicator)}</p>{"".join(bars)}</div>'


def _is_share(target: Target) -> bool:
    return bool(target.unit and target.unit.startswith("%"))
