"""The tab of whoever runs the assistant; the page's script fills it over the API, which lets nobody else in."""

from __future__ import annotations

import gradio as gr

from assistant.server.access import Person


def build_operating(page: gr.Blocks, tab: gr.Tab) -> None:
    """The tab, which is there for those who may change documents."""
    gr.Markdown('<div class="pa-operating-place"></div>', elem_id="pa-operating")
    page.load(_appear, [], tab, api_visibility="private", show_progress="hidden")


def _appear(request: gr.Request) -> gr.Tab:
    person = request.request.scope.get("state", {}).get("person") if request.request else None
    return gr.Tab(visible=isinstance(person, Person) and person.edits)
