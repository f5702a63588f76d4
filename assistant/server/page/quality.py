"""The tab of quality: the figures of the recorded evaluation run, the same as in the README."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from typing import Any

import gradio as gr

from assistant.messages import Language
from assistant.server.assets import ASSETS
from assistant.server.page.site import Site
from assistant.server.page.tables import notice

SCORECARD = ASSETS / "scorecard.json"  # worded and written by `make docs`


def build_quality(site: Site) -> None:
    """The tab; the run does not change while the page is served."""
    gr.Markdown(
        render(site.language, site.say("quality_none")), elem_id="pa-quality", elem_classes="pa-result"
    )


@cache
def render(language: Language, nothing: str) -> str:
    """Two sentences, the tables, and the rest on request; `nothing` where no run was recorded."""
    if not SCORECARD.is_file():
        return notice(nothing)
    shown = json.loads(SCORECARD.read_text(encoding="utf-8"))[language]
    details = shown["details"]
    method = "".join(f'<p class="pa-hint">{escape(text)}</p>' for text in details["texts"])
    return (
        f'<p class="pa-headline"><strong>{escape(shown["value"])}</strong> '
        f"<span>{escape(shown['headline'])}</span></p>"
        f'<p class="pa-summary">{escape(shown["summary"])}</p>'
        + "".join(map(_table, shown["tables"]))
        + f'<details class="pa-details"><summary>{escape(details["title"])}</summary>{method}'
        + "".join(map(_table, details["tables"]))
        + "</details>"
    )


def _table(table: dict[str, Any]) -> str:
    heads: list[str] = table["columns"]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        "<tr>"
        f'<th scope="row" abbr="{escape(heads[0])}">{escape(row[0])}</th>'
        + "".join(
            f'<td abbr="{escape(text)}">{escape(cell)}</td>'
            for text, cell in zip(heads[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in table["rows"]
    )
    return (
        f'<div class="pa-table"><table class="pa-figures"><caption>{escape(table["title"])}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
