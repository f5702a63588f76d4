"""The tab of the documents: what each is and whether it is in force; its clause tree and text in the viewer."""

from __future__ import annotations

from html import escape

import gradio as gr

from assistant.messages import document_kind, say
from assistant.messages.phrases import display_date
from assistant.server.page.site import Site
from assistant.server.page.updates import as_updates
from assistant.server.viewer import status_badge
from assistant.types import Document
from assistant.watching import FolderChange, WatchState

_LOOK_SECONDS = 5  # between two looks at what the watch of the folder tells
_NAMED = 8  # files of a change that are named


def build_documents(site: Site, page: gr.Blocks, renewed: gr.Textbox, tab: gr.Tab) -> None:
    """The tab. The script of the page shows the chosen document in a frame beside the list.

    The list is read anew whenever the tab is opened: others may have changed the documents meanwhile.
    """
    watch = site.watch
    gr.Markdown(
        '<div class="pa-editing-place"></div>', elem_id="pa-editing"
    )  # editor.js fills it, for editors
    if watch is not None:
        changes = gr.Markdown(elem_id="pa-changes")
        agree = gr.Button(site.say("watch_agree"), visible=False, size="sm", elem_id="pa-agree")
    with gr.Row(elem_id="pa-library"):
        listed = gr.Markdown(elem_id="pa-documents")
        gr.Markdown(
            f'<div class="pa-frame"><p>{site.shown("documents_choose")}</p></div>', elem_id="pa-reader"
        )
    gr.on(
        [page.load, tab.select, renewed.change],
        lambda: render(site),
        [],
        listed,
        trigger_mode="always_last",  # what is written while it is read is read behind it
        api_visibility="private",
        show_progress="hidden",
    )
    if watch is None:
        return

    def look(shown: str | None) -> tuple[object, ...]:
        current = site.assistant.index_id
        waiting = bool(watch.state.waiting) and not watch.state.building
        asked = waiting and site.settings.watch == "confirm"
        renew = gr.skip() if shown in (None, current) else current  # as after an act on the page
        return renew, render_changes(site, watch.state), gr.Button(visible=asked), current

    def take(shown: str | None) -> tuple[object, ...]:
        watch.confirm()
        return look(shown)

    known = gr.State(None)  # the index that the page shows
    every = gr.Timer(_LOOK_SECONDS)
    shows = [renewed, changes, agree, known]
    for event, call in ((page.load, look), (every.tick, look), (agree.click, take)):
        event(as_updates(call, shows), [known], shows, api_visibility="private", show_progress="hidden")


def render_changes(site: Site, state: WatchState) -> str:
    """What waits, what was taken last and what could not be, as HTML."""
    said = []
    if state.building:
        said.append(site.shown("watch_building"))
    elif state.waiting:
        said.append(f"{site.shown('watch_waiting')} {_changes(site, state.waiting)}")
    if state.problem and site.roles() is None:
        said.append(f"{site.shown('watch_problem')} {escape(state.problem)}")
    if state.at:
        clock = site.shown("watch_taken", time=f"{state.at:%H:%M}")
        said.append(f"{clock} {_changes(site, state.last)}")
    return "".join(f'<p class="pa-list-title">{words}</p>' for words in said)


def _changes(site: Site, change: FolderChange) -> str:
    if site.roles() is not None:  # files of documents that are not for everybody could be among them
        return "; ".join(
            site.shown(f"watch_{name}", count=len(paths)).rstrip(": ") for name, paths in change.named()
        )
    return "; ".join(
        f"{site.shown(f'watch_{name}', count=len(paths))} {escape(', '.join(paths[:_NAMED]))}"
        + ("…" if len(paths) > _NAMED else "")
        for name, paths in change.named()
    )


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
    if document.seen_by is not None:
        shown += f" · {site.shown('seen_by', roles=document.seen_by)}"
    tier = f'<span class="pa-tier pa-{document.tier}">{escape(say(f"tier_{document.tier}", language))}</span>'
    return (
        f'<li><a class="pa-document" href="documents/{escape(document.id)}" target="_blank">{escape(document.short_title)}</a>'
        f"<p>{shown}</p><p>{tier} {status_badge(document, language)}</p></li>"
    )
