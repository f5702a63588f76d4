"""Registers as HTML tables, whose addresses open their clauses. All text in them is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from assistant.exporting import Report, shown_cell
from assistant.exporting.reports import Cell
from assistant.server.page.site import Site, clause_address
from assistant.types import Document, Responsibility, RowFilter, Target

SHOWN = 500  # rows of a table; exports have them all
_HIDDEN = ("document_id",)  # a column for machines; the link to the clause says it


def render_table(
    site: Site, report: Report, sources: Sequence[Target | Responsibility], documents: dict[str, Document]
) -> str:
    """The columns of the report that belong on a screen; `sources` are the rows in the order of its lines."""
    kept = [n for n, c in enumerate(report.columns) if c.on_screen and c.key not in _HIDDEN]
    filled = [n for n in kept if any(line.cells[n] is not None for line in report.lines)]
    columns = [report.columns[n] for n in filled]
    rows = []
    for line, source in list(zip(report.lines, sources, strict=True))[:SHOWN]:
        cells = [
            _address_cell(site, source, documents, column.head)
            if column.key == "address"
            else table_cell(line.cells[n], column.key, column.head)
            for n, column in zip(filled, columns, strict=True)
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return table(
        site, report.title, [(column.key, column.head) for column in columns], rows, total=len(report.lines)
    )


def table(
    site: Site, title: str, columns: Sequence[tuple[str, str]], rows: Sequence[str], *, total: int
) -> str:
    """A table with a caption that counts its rows; columns are (key, head), rows HTML."""
    count = (
        site.shown("rows_cut", shown=len(rows), count=total)
        if len(rows) < total
        else site.shown("rows", count=total)
    )
    heads = "".join(
        f'<th scope="col" class="pa-column-{escape(key)}">{escape(head)}</th>' for key, head in columns
    )
    return (
        f'<div class="pa-table"><table class="pa-register"><caption>{escape(title)}: {count}. '
        f"<span>{site.shown('row_check')}</span></caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def table_cell(cell: Cell, key: str, head: str) -> str:
    """A cell; on a phone its head stands before it, from `abbr`."""
    words = shown_cell(cell)
    if key in ("indicator", "task"):
        words = words[:1].upper() + words[1:]
    shown = escape(words).replace("\n", "<br>")
    return f'<td class="pa-column-{escape(key)}" abbr="{escape(head)}">{shown}</td>'


def link_to_clause(source: Target | Responsibility, documents: dict[str, Document]) -> str:
    """The row's address as a link that opens its clause."""
    address = escape(clause_address(source.document_id, source.section_id))
    title = escape(f"{documents[source.document_id].short_title}, {source.address}")
    return f'<a class="pa-open" href="{address}" target="_blank" title="{title}">{escape(str(source.address))}</a>'


def unsure_mark(site: Site, source: Target | Responsibility) -> str:
    """A mark on rows of which the register is unsure."""
    return f' <span class="pa-unsure">{site.shown("to_check")}</span>' if source.unsure else ""


def _address_cell(
    site: Site, source: Target | Responsibility, documents: dict[str, Document], head: str
) -> str:
    return (
        f'<td class="pa-column-address" abbr="{escape(head)}">{link_to_clause(source, documents)}'
        f"{unsure_mark(site, source)}</td>"
    )


def filter_query(where: RowFilter, **more: str | None) -> str:
    """A filter as the query of an address."""
    fields: dict[str, object] = {
        name: getattr(where, name)
        for name in ("documents", "places", "periods", "agencies", "roles", "kinds")
        if getattr(where, name)
    }
    fields |= {name: value for name, value in {"text": where.text, **more}.items() if value}
    return urlencode(fields, doseq=True)


def export_links(site: Site, register: str, query: str, formats: Sequence[str]) -> str:
    """Links that hand out the register, filtered, as files."""
    items = "".join(
        f'<a class="pa-export" href="exports/{register}.{form}{escape("?" + query) if query else ""}" download>'
        f"{site.shown(f'format_{form}')}</a>"
        for form in formats
    )
    return f'<p class="pa-exports"><span>{site.shown("export")}:</span> {items}</p>'


def notice(text: str, css_class: str = "pa-empty") -> str:
    """What is said where a table would stand."""
    return f'<p class="{css_class}">{escape(text)}</p>'
