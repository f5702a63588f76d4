"""The first screen of a conversation: what can be asked, of which documents, and questions to start with."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote

import gradio as gr

from assistant.server.page.site import Site
from assistant.server.suggestions import Suggested

DOCUMENTS_NAMED = 6


class StartingQuestions:
    """The questions to start with, as the index is now."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._suggested = Suggested(site.language)
        if site.language == site.settings.language:
            self.offer()  # the first visitor should not wait for the encoder

    def offer(self) -> Any:
        """The update of the conversation's component."""
        examples = [
            {"text": each.question, "display_text": f"{each.ability}\n{each.question}"}
            for each in self._suggested.of(self._site.assistant)
        ]
        return gr.update(examples=examples)


def introduce(site: Site) -> str:
    """What can be asked, and of which documents, as HTML."""
    documents = site.assistant.documents()
    links = [
        f'<a class="pa-open" href="documents/{quote(document.id)}" target="_blank" title="{escape(document.title)}">'
        f"{escape(document.short_title)}</a>"
        for document in documents[:DOCUMENTS_NAMED]
    ]
    if len(documents) > DOCUMENTS_NAMED:
        links.append(site.shown("start_more", count=len(documents) - DOCUMENTS_NAMED))
    listed = "".join(f"<li>{link}</li>" for link in links)
    return (
        f'<div class="pa-start"><p class="pa-start-title">{site.shown("start_title")}</p>'
        f"<p>{site.shown('page_intro')}</p>"
        f'<p class="pa-start-count">{site.shown("start_documents", count=len(documents))}:</p><ul>{listed}</ul></div>'
    )
