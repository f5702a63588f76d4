"""The page as Gradio blocks: its head, the language switch, and one tab for each kind of work."""

from __future__ import annotations

from html import escape

import gradio as gr

from assistant.server.page.comparison import build_comparison
from assistant.server.page.conversation import build_conversation
from assistant.server.page.documents import build_documents
from assistant.server.page.downloads import Shelf
from assistant.server.page.operating import build_operating
from assistant.server.page.quality import build_quality
from assistant.server.page.registers import build_duties, build_targets
from assistant.server.page.site import Site


def build_page(site: Site, shelf: Shelf, other_page: str) -> gr.Blocks:
    """All tabs; `other_page` is where the page in the other language is. Conversations live in the server's memory."""
    other = "en" if site.language == "vi" else "vi"
    with gr.Blocks(title=site.say("page_title"), analytics_enabled=False, fill_height=True) as page:
        # Markdown and not HTML: Gradio's HTML component evaluates a template, which the policy forbids.
        gr.Markdown(
            f'<h1>{site.shown("page_title")}</h1><p><a class="pa-switch" href="{escape(other_page)}" lang="{other}" '
            f'hreflang="{other}">{site.shown("other_language")}</a></p>',
            elem_id="pa-head",
        )
        # editor.js writes it when documents were changed: each tab reads the index anew.
        renewed = gr.Textbox(label="renewed", elem_id="pa-renewed", elem_classes="pa-wire", container=False)
        with gr.Tabs(elem_id="pa-tabs"):
            with gr.Tab(site.say("tab_ask"), id="ask"):
                build_conversation(site, shelf, page, renewed)
            with gr.Tab(site.say("tab_targets"), id="targets"):
                build_targets(site, page, renewed)
            with gr.Tab(site.say("tab_duties"), id="duties"):
                build_duties(site, page, renewed)
            with gr.Tab(site.say("tab_compare"), id="compare"):
                build_comparison(site, page, renewed)
            with gr.Tab(site.say("tab_documents"), id="documents") as documents:
                build_documents(site, page, renewed, documents)
            with gr.Tab(site.say("tab_quality"), id="quality"):
                build_quality(site)
            with gr.Tab(site.say("tab_operating"), id="operating", visible=False) as operating:
                build_operating(page, operating)
    built: gr.Blocks = page
    return built
