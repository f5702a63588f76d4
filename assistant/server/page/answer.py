"""An answer as HTML: its markers lead to their clauses, its sources stand beside it. All text in it is escaped.

What can be asked from here are links: `?hoi=QUESTION` asks a question of its own, with class `pa-again` in the conversation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from urllib.parse import quote

from markdown_it import MarkdownIt

from assistant.answers import unescaped
from assistant.documents.citations import cite_clause
from assistant.language.addresses import ClauseAddress
from assistant.language.text import plain
from assistant.messages import Language, say
from assistant.messages.phrases import display_date
from assistant.questions import Part
from assistant.server.page.charts import render_charts
from assistant.server.viewer import status_badge
from assistant.types import Answer, Citation, Document

OPEN_QUOTES_UP_TO = 3  # sources; the quotes of longer lists are folded
LISTED_UP_TO = 8  # sources of a document; one control opens the others
FOLDED_FROM = 4  # markers in a row
FEEDBACK = ("right", "wrong", "missing")
_MARKER = re.compile(r"\[(\d+)\]")
_MARKERS = re.compile(rf"\[\d+\](?:\s*\[\d+\]){{{FOLDED_FROM - 1},}}|\[\d+\]")
_MARK = re.compile(r"^(?:[-+•*–]|\(?(?:[a-zđ]|\d{1,2}|[ivxlc]{1,5})[.)])\s+", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n")


def render_answer(
    answer: Answer,
    documents: Mapping[str, Document],
    language: Language,
    *,
    parts: Sequence[Part] = (),
    scope: Sequence[str] = (),
    reference: str = "",
    notes: Sequence[tuple[str, str]] = (),
) -> str:
    """The answer and its sources, without a blank line: Markdown takes it for one block of HTML.

    What is mere talk has no sources, rests on no document, and nobody needs to say whether it is right.

    `parts`: what was understood; `scope`: documents and places it was bounded to; `reference`: by which feedback names it;
    `notes`: what is to be known about it beside the answer's own warnings, each with the id of the index that it speaks of.
    """
    if answer.outcome == "talk":
        text = _body(answer.text, (), documents)
        return _BLANK_LINES.sub(
            "\n", f'<div class="pa-answer pa-talk"><div class="pa-text">{text}</div></div>'
        )
    noted = "".join(
        f'<p class="pa-note" title="{escape(index)}"><strong>{say("note", language)}:</strong> {escape(text)}</p>'
        for text, index in (*notes, *((text, "") for text in answer.warnings))
    )
    kind = "pa-answer pa-doubtful" if _is_unsure(answer) else "pa-answer"
    tools = _tools(answer, language, reference)
    chart = render_charts(answer.tables, say("answer_chart", language))
    html = (
        f'<div class="{kind}">{_understood(answer, parts, scope, language)}'
        f'<div class="pa-columns"><div class="pa-main"><div class="pa-text">{_body(answer.text, answer.citations, documents)}'
        f"</div>{chart}{noted}</div>{_side(answer.text, answer.citations, documents, language)}</div>"
        f"{tools}</div>"
    )
    return _BLANK_LINES.sub("\n", html)


def render_partial(
    text: str,
    citations: Sequence[Citation],
    documents: Mapping[str, Document],
    language: Language,
    *,
    status: str,
    working: bool = True,
) -> str:
    """What there is of an answer that is being put together, or was stopped."""
    state = " pa-working" if working else " pa-stopped"
    html = (
        f'<div class="pa-answer pa-partial{state}"><div class="pa-columns"><div class="pa-main">'
        f'<div class="pa-text">{_body(text, citations, documents)}</div><p class="pa-progress">{escape(status)}</p></div>'
        f"{_side(text, citations, documents, language) if citations else ''}</div></div>"
    )
    return _BLANK_LINES.sub("\n", html)


def render_next(questions: Sequence[str], language: Language) -> str:
    """Questions that lead on from the last answer, as links that ask them."""
    if not questions:
        return ""
    items = "".join(
        f'<li><a class="pa-alone" href="{_asking(question)}">{escape(question)}</a></li>'
        for question in questions
    )
    return f'<div class="pa-next"><span class="pa-label">{say("next_questions", language)}:</span><ul>{items}</ul></div>'


def render_choices(parts: Sequence[Part], reference: str, language: Language) -> str:
    """The corrections that can be chosen of each part of what was understood; page.js puts them where the answer has none yet."""
    lists = "".join(_choices(part, language) for part in parts)
    return f'<div class="pa-choices" title="{escape(reference)}">{lists}</div>'


def render_plain(text: str, css_class: str) -> str:
    """A text as it is, such as what the user typed: nothing in it is Markdown or HTML."""
    lines = "<br>".join(escape(line) for line in text.splitlines())
    return f'<div class="{css_class}">{lines}</div>'


def render_failure(text: str, question: str, language: Language) -> str:
    """Why a question was not answered, and a way to ask it again."""
    again = f'<a class="pa-again pa-tool" href="{_asking(question)}">{say("retry", language)}</a>'
    return f'<div class="pa-error"><p>{escape(text)}</p>{again}</div>'


def _body(text: str, citations: Sequence[Citation], documents: Mapping[str, Document]) -> str:
    """The text with its markers as links; long runs of them are folded into one control that opens the list."""
    sources = {citation.number: citation for citation in citations}

    def link(marker: re.Match[str]) -> str:
        citation = sources.get(int(marker[1]))
        if citation is None:
            return marker[0]
        title = escape(f"{_title(citation, documents)}, {citation.address}")
        return (
            f'<a class="pa-marker" href="{_href(citation)}" target="_blank" title="{title}">{marker[0]}</a>'
        )

    def fold(run: re.Match[str]) -> str:
        markers = _MARKER.findall(run[0])
        links = _MARKER.sub(link, run[0])
        if len(markers) < FOLDED_FROM:
            return links
        return f'<details class="pa-run"><summary>[{markers[0]}] … [{markers[-1]}]</summary><span>{links}</span></details>'

    body = _MARKERS.sub(fold, _markdown().render(text))
    body = body.replace("<table>", '<div class="pa-table"><table>').replace("</table>", "</table></div>")
    # A folded run is no part of a paragraph, for browsers.
    return body.replace("<p>", '<div class="pa-p">').replace("</p>", "</div>")


def _understood(answer: Answer, parts: Sequence[Part], scope: Sequence[str], language: Language) -> str:
    if not parts:
        return ""
    chips = "".join(_chip(part, language) for part in parts)
    bounds = "".join(f'<span class="pa-chip pa-scope">{escape(name)}</span>' for name in scope)
    edit = f'<a class="pa-edit" href="{_asking(answer.standalone_question)}">{say("edit_question", language)}</a>'
    hint = escape(say("understood_hint", language))
    return (
        f'<div class="pa-understood" title="{hint}"><span class="pa-label">{say("understood", language)}:</span>'
        f"{bounds}{chips}{edit}</div>"
    )


def _chip(part: Part, language: Language) -> str:
    label = f'<span class="pa-unseen">{say(f"chip_{part.aspect}", language)}: </span>'
    name = escape(_named(part, part.name, language))
    if not (part.others or part.without):
        return f'<span class="pa-chip">{label}{name}</span>'
    waits = f'<ul class="pa-waits"><li>{say("chip_waits", language)}</li></ul>'
    return f'<details class="pa-chip"><summary>{label}{name}</summary>{waits}</details>'


def _named(part: Part, name: str, language: Language) -> str:
    return say(f"kind_of_{name}", language) if part.aspect == "kind" else name


def _choices(part: Part, language: Language) -> str:
    choices = [(_named(part, other, language), question) for other, question in part.others]
    if part.without:
        choices.append((say("chip_remove", language, name=part.name), part.without))
    items = "".join(
        f'<li><a class="pa-alone" href="{_asking(question)}" title="{escape(question)}">{escape(text)}</a></li>'
        for text, question in choices
    )
    none = f"<li>{say('chip_none', language)}</li>"
    return f"<ul>{items or none}</ul>"


def _is_unsure(answer: Answer) -> bool:
    """Whether the answer is less than what was asked for. That a premise is wrong the documents say plainly: it is not."""
    denied = answer.abstention_reason == "wrong_premise"
    return answer.outcome == "possible" or (answer.abstained and not denied)


def _side(
    text: str, citations: Sequence[Citation], documents: Mapping[str, Document], language: Language
) -> str:
    """The sources under their documents, and who speaks: required by the Law on AI 134/2025/QH15, article 11."""
    many = len(citations) > OPEN_QUOTES_UP_TO
    shown = _bare(_MARKER.sub("", unescaped(text)))
    groups: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for citation in citations:
        quoted = _bare(citation.quote) not in shown
        source = _source(citation, documents, language, quoted=quoted, opened=quoted and not many)
        groups.setdefault(citation.document_id, []).append(source)
        titles.setdefault(citation.document_id, _from(citation, documents, language))
    listed = "".join(
        f'<div class="pa-from">{titles[document]}{_listed(sources, language)}</div>'
        for document, sources in groups.items()
    )
    title = f'<p class="pa-sources-title">{say("sources", language)}</p>' if listed else ""
    return f'<div class="pa-side">{title}{listed}<p class="pa-ai">{say("ai_line", language)}</p></div>'


def _listed(sources: Sequence[str], language: Language) -> str:
    """Sources of one document; what a long list has more is behind one control that counts it."""
    shown, more = sources[:LISTED_UP_TO], sources[LISTED_UP_TO:]
    html = f'<ol class="pa-sources">{"".join(shown)}</ol>'
    if not more:
        return html
    count = say("more_sources", language, count=len(more))
    return f'{html}<details class="pa-more"><summary>{count}</summary><ol class="pa-sources">{"".join(more)}</ol></details>'


def _from(citation: Citation, documents: Mapping[str, Document], language: Language) -> str:
    """The document of sources: its title, its date, its standing."""
    document = documents.get(citation.document_id)
    details = [f"<strong>{escape(_title(citation, documents))}</strong>"]
    if document and (date := display_date(document.date, language)):
        details.append(f'<span class="pa-date">{escape(date)}</span>')
    if citation.tier == "press":
        details.append(f'<span class="pa-press">{say("press_digest", language)}</span>')
    if document and (badge := status_badge(document, language)):
        details.append(str(badge))
    return f'<p class="pa-facts">{" ".join(details)}</p>'


def _bare(text: str) -> str:
    """The words of a clause without its mark, its emphasis and the punctuation at its end."""
    return _MARK.sub("", plain(text)).rstrip(" .;,:").lower()


def _source(
    citation: Citation,
    documents: Mapping[str, Document],
    language: Language,
    *,
    quoted: bool,
    opened: bool,
) -> str:
    """A source: where it stands, how it is cited, and its words where the answer does not show them already."""
    document = documents.get(citation.document_id)
    lines = "<br>".join(escape(line) for line in citation.quote.strip().splitlines() if line.strip())
    cite = cite_clause(ClauseAddress(citation.address), document) if document else citation.address
    quote = f"<blockquote>{lines}</blockquote>" if quoted else ""
    number, title = f'<span class="pa-number">[{citation.number}]</span>', _title(citation, documents)
    copy = (
        f'<button type="button" class="pa-copy-cite pa-tool" value="{escape(citation.form)}" title="{escape(citation.form)}">'
        f"{say('copy_citation', language)}</button>"
    )
    cited = f"<span>{say('cite_as', language)}:</span> {escape(cite[:1].upper() + cite[1:])}"
    return (
        f'<li class="pa-source"><details{" open" if opened else ""}><summary>{number} {escape(citation.address)}</summary>'
        f'{quote}<p class="pa-cite">{cited}</p>{copy}</details>'
        f'<a class="pa-open" href="{_href(citation)}" target="_blank" title="{escape(f"{title}, {citation.address}")}">'
        f'{say("open_clause_short", language)}<span class="pa-unseen"> {escape(citation.address)}</span></a></li>'
    )


def _tools(answer: Answer, language: Language, reference: str) -> str:
    copy = f'<button type="button" class="pa-copy pa-tool">{say("copy", language)}</button>'
    again = f'<a class="pa-alone pa-tool" href="{_asking(answer.standalone_question)}">{say("retry", language)}</a>'
    if not reference:
        return f'<div class="pa-tools">{copy}{again}</div>'
    address = f"{_asking(answer.standalone_question)}&chi-muc={quote(answer.index_id, safe='')}"
    link = f'<a class="pa-link pa-tool" href="{escape(address)}">{say("answer_link", language)}</a>'
    verdicts = "".join(
        f'<button type="button" class="pa-feedback pa-tool" name="{escape(reference)}" value="{verdict}">'
        f"{say(f'feedback_{verdict}', language)}</button>"
        for verdict in (*FEEDBACK, "comment")
    )
    asked = f'<span class="pa-label">{say("feedback", language)}</span>'
    tabular = bool(answer.tables) or "\n- " in answer.text
    more = "".join(
        f'<li><button type="button" class="pa-as-{name}" value="{escape(reference)}">'
        f"{say(f'answer_as_{name}', language)}</button></li>"
        for name in (
            "paragraph",
            *(("table",) if tabular else ()),
            "word",
            *(("outline",) if answer.citations else ()),
        )
    )
    menu = f'<details class="pa-menu pa-as"><summary>{say("answer_as", language)}</summary><ul>{more}</ul></details>'
    return (
        f'<div class="pa-tools">{copy}{menu}{link}{again}'
        f'<span class="pa-verdicts">{asked}{verdicts}</span></div>'
    )


def _asking(question: str) -> str:
    return f"?hoi={quote(question, safe='')}"


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
