"""The tab of the documents: what each is and whether it is in force; its clause tree and text in the viewer."""

from __future__ import annotations

from html import escape

import gradio as gr

from assistant.messages import document_kind, say
from assistant.server.page.site import Site
from assistant.server.viewer import display_date, status_badge
from assistant.types import Document


def build_documents(site: Site, page: gr.Blocks) -> None:
    """The tab. The script of the page shows the chosen document in a frame beside the list."""
    with gr.Row(elem_id="pa-library"):
        listed = gr.Markdown(elem_id="pa-documents")
        gr.Markdown(
            f'<div class="pa-frame"><p>{site.shown("documents_choose")}</p></div>', elem_id="pa-reader"
        )
    page.load(lambda: render(site), [], listed, api_visibility="private", show_progress="hidden")


def render(site: Site) -> str:
    """The list: one card per document."""
    documents = site.assistant.documents()
    title = site.shown("documents_indexed", count=len(documents))
    return f'<p class="pa-list-title">{title}</p><ul>{"".join(_card(site, d) for d in documents)}</ul>'


def _card(site: Site, document: Document) -> str:
    language = site.language
    facts = [
        document_kind(document.kind, language),
        document.number and f"{site.say('field_number')}: {document.number}",
        document.issuer or document.outlet,
        display_date(document.date, language),
    ]
    shown = " · ".join(escape(fact) for fact in facts if fact)
    tier = f'<span class="pa-tier pa-{document.tier}">{escape(say(f"tier_{document.tier}", language))}</span>'
    return (
        f'<li><a class="pa-document" href="documents/{escape(document.id)}" target="_blank">{escape(document.short_title)}</a>'
        f"<p>{shown}</p><p>{tier} {status_badge(document, language)}</p></li>"
    )
