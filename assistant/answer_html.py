"""An answer as HTML: its markers lead to their clauses, its sources follow. All text in it is escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape

from markdown_it import MarkdownIt

from assistant.messages import Language, say
from assistant.types import Answer, Citation, Document
from assistant.viewer import display_date

OPEN_QUOTES_UP_TO = 3  # sources; the quotes of longer lists are folded
_MARKER = re.compile(r"\[(\d+)\]")
_BLANK_LINES = re.compile(r"\n\s*\n")


def render_answer(answer: Answer, documents: Mapping[str, Document], language: Language) -> str:
    """The answer and its sources, without a blank line: Markdown takes it for one block of HTML."""
    sources = {citation.number: citation for citation in answer.citations}

    def link(marker: re.Match[str]) -> str:
        citation = sources.get(int(marker[1]))
        if citation is None:
            return marker[0]
        title = escape(f"{_title(citation, documents)}, {citation.address}")
        return (
            f'<a class="pa-marker" href="{_href(citation)}" target="_blank" title="{title}">{marker[0]}</a>'
        )

    body = _MARKER.sub(link, _markdown().render(answer.text))
    notes = "".join(
        f'<p class="pa-note"><strong>{say("note", language)}:</strong> {escape(warning)}</p>'
        for warning in answer.warnings
    )
    listed = "".join(_source(citation, answer, documents, language) for citation in answer.citations)
    if listed:
        listed = (
            f'<p class="pa-sources-title">{say("sources", language)}</p><ol class="pa-sources">{listed}</ol>'
        )
    kind = "pa-answer pa-abstained" if answer.abstained else "pa-answer"
    copy = f'<button type="button" class="pa-copy">{say("copy", language)}</button>'
    return _BLANK_LINES.sub(
        "\n", f'<div class="{kind}"><div class="pa-text">{body}</div>{notes}{listed}{copy}</div>'
    )


def render_plain(text: str, css_class: str) -> str:
    """A text as it is, such as what the user typed: nothing in it is Markdown or HTML."""
    lines = "<br>".join(escape(line) for line in text.splitlines())
    return f'<div class="{css_class}">{lines}</div>'


def _source(citation: Citation, answer: Answer, documents: Mapping[str, Document], language: Language) -> str:
    document = documents.get(citation.document_id)
    date = display_date(document.date, language) if document else None
    details = [escape(date)] if date else []
    if citation.tier == "press":
        details.append(f'<span class="pa-press">{say("press_digest", language)}</span>')
    quote = "<br>".join(escape(line) for line in citation.quote.strip().splitlines() if line.strip())
    state = " open" if len(answer.citations) <= OPEN_QUOTES_UP_TO else ""
    return (
        f'<li class="pa-source"><details{state}><summary><span class="pa-number">[{citation.number}]</span> '
        f"<strong>{escape(_title(citation, documents))}</strong>, {escape(citation.address)}"
        f"{''.join(f' · {detail}' for detail in details)}</summary>"
        f"<blockquote>{quote}</blockquote></details>"
        f'<a class="pa-open" href="{_href(citation)}" target="_blank">{say("open_clause", language)}</a></li>'
    )


def _title(citation: Citation, documents: Mapping[str, Document]) -> str:
    document = documents.get(citation.document_id)
    return document.short_title if document else citation.document_title


def _href(citation: Citation) -> str:
    """The address of the clause relative to the page, so that it holds under any prefix of a proxy."""
    return escape(citation.url.lstrip("/"))


@cache
def _markdown() -> MarkdownIt:
    """Paragraphs, lists, tables, emphasis; what could load or lead anywhere is off, HTML is shown as text."""
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    return reader.disable(["link", "image", "autolink", "reference", "html_block", "html_inline", "code"])
