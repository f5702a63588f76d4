"""Mounts the page and the viewer of documents in the server, once for each language."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from assistant.messages import MESSAGES, Language, document_kinds
from assistant.messages.editing import EDITING_MESSAGES
from assistant.messages.operating import OPERATING_MESSAGES
from assistant.readers import SUFFIXES
from assistant.readers.limits import MAX_BYTES
from assistant.server.assets import ASSETS
from assistant.settings import Settings

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported, like the next one
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr

from assistant.server.documents import add_document_routes
from assistant.server.page.blocks import build_page
from assistant.server.page.downloads import Shelf, add_routes
from assistant.server.page.sessions import KnownSessions
from assistant.server.page.site import Site, roles_of_event
from assistant.server.seeing import as_seen

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.assistant import PolicyAssistant
    from assistant.operating import Recorder
    from assistant.watching import FolderWatch

__all__ = ["FILES", "PATHS", "PATH_PREFIXES", "mount"]

LANGUAGES: tuple[Language, ...] = (
    "vi",
    "en",
)  # the one that is not the settings' has its page below /vi or /en
_OWN_FILES = (
    "page.js",
    "tabs.js",
    "elements.js",
    "answers.js",
    "clauses.js",
    "conversations.js",
    "feedback.js",
    "tables.js",
    "cards.js",
    "uploads.js",
    "editor.js",
    "operating.js",
    "outlines.js",
    "page.css",
    "conversations.css",
    "editor.css",
    "operating.css",
)

# What of Gradio the page needs. All else stays closed: uploads, the routes that fetch foreign addresses
# (file=, proxy=), its API pages, monitoring, sign-in.
_PAGE_PATHS = (
    "/", "/config", "/theme.css", "/favicon.ico", "/robots.txt", "/manifest.json", "/gradio_api/queue/join",
    "/gradio_api/queue/data", "/gradio_api/cancel", "/gradio_api/reset",
)  # fmt: skip
_PAGE_PREFIXES = ("/assets/", "/static/", "/gradio_api/heartbeat/", "/exports/")
_BELOW = ("", *(f"/{language}" for language in LANGUAGES))
PATHS = tuple(below + path for below in _BELOW for path in _PAGE_PATHS) + _BELOW[1:]
PATH_PREFIXES = tuple(below + path for below in _BELOW for path in _PAGE_PREFIXES) + tuple(
    f"{below}/documents/" for below in _BELOW[1:]
)
FILES = {f"{below}/page/{name}": ASSETS / name for below in _BELOW for name in _OWN_FILES}


def mount(
    app: FastAPI,
    assistant: PolicyAssistant,
    settings: Settings,
    recorder: Recorder,
    watch: FolderWatch | None = None,
) -> None:
    """Puts the page at `/` of the application, and that in the other language below `/en` (or `/vi`).

    Routes that are there already keep their paths.
    """
    # Where no event loop runs, Gradio opens several and never closes them.
    seen = as_seen(assistant, roles_of_event)
    site = Site(seen, settings, settings.language, watch, recorder, roles_of_event)
    asyncio.run(_mount(app, site, as_seen(assistant)))


async def _mount(app: FastAPI, first: Site, of_requests: PolicyAssistant) -> None:
    """`of_requests` is the assistant for routes, which are no events of the page."""
    shelf = Shelf()
    (other,) = (language for language in LANGUAGES if language != first.language)
    second = replace(first, language=other)
    _add_documents(app, replace(second, assistant=of_requests), f"/{other}")
    add_routes(app, replace(second, assistant=of_requests), shelf, f"/{other}")
    pages = {f"/{other}": _mount_page(app, second, shelf, f"/{other}")}
    add_routes(app, replace(first, assistant=of_requests), shelf, "")
    pages[""] = _mount_page(app, first, shelf, "")
    app.add_middleware(KnownSessions, pages=pages)


def _add_documents(app: FastAPI, site: Site, prefix: str) -> None:
    """The documents and the page's files once more, where the links of the second page look for them."""
    from fastapi.responses import FileResponse, RedirectResponse

    @app.get(prefix, include_in_schema=False)
    def lead_in() -> RedirectResponse:  # without the stroke relative links would miss
        return RedirectResponse(f"{prefix.lstrip('/')}/")

    add_document_routes(app, site.assistant, site.settings, site.language, prefix)

    @app.get(prefix + "/page/{name}", include_in_schema=False)
    def read_page_file(name: str) -> FileResponse:  # only the names of `FILES` come through the shield
        return FileResponse(FILES[f"/page/{name}"], headers={"Cache-Control": "no-cache"})


def _mount_page(app: FastAPI, site: Site, shelf: Shelf, prefix: str) -> gr.Blocks:
    # The bundled fonts have all Vietnamese letters in these two weights only.
    font, mono = (
        gr.themes.LocalFont("Source Sans Pro", (400, 700)),
        gr.themes.LocalFont("IBM Plex Mono", (400, 700)),
    )
    words = {
        name: MESSAGES[key][site.language]  # the script fills the placeholders
        for name, key in {
            "copied": "copied", "conversation": "conversation", "tabs": "tabs", "tabsMore": "tabs_more",
            "panel": "panel", "close": "panel_close",
            "link": "panel_link", "alone": "document_alone", "frame": "document_frame", "sort": "sort_by",
            "working": "working", "answered": "answered", "stopped": "stopped", "commentHint": "feedback_comment_hint",
            "comment": "feedback_comment", "sendComment": "feedback_send",
            "lost": "server_lost", "reconnect": "server_reconnect", "reconnecting": "server_reconnecting",
            "stillLost": "server_still_lost", "all": "filter_all", "filters": "filters",
            "fresh": "clear", "question": "question_label", "keptTitle": "kept_title", "keptSearch": "kept_search",
            "keptNone": "kept_none", "keptNoneServer": "kept_none_server", "keptOnServer": "kept_on_server",
            "keptFailed": "kept_failed", "keptNotFound": "kept_not_found", "keptOn": "kept_on", "keptMore": "kept_more",
            "keptRename": "kept_rename", "keptName": "kept_name", "keptExport": "kept_export", "keptDelete": "kept_delete",
            "keptDeleteAll": "kept_delete_all", "keptDeleted": "kept_deleted", "keptUndo": "kept_undo", "keptShort": "kept_short",
            "shortened": "answer_short", "full": "answer_full",
            "qualitative": "qualitative", **{name: name for name in MESSAGES if name.startswith("outline_")},
        }.items()
    }  # fmt: skip
    scripts = "".join(
        f'<script src="page/{name}" defer></script>' for name in _OWN_FILES if name.endswith(".js")
    )
    styles = "".join(
        f'<link rel="stylesheet" href="page/{name}">' for name in _OWN_FILES if name.endswith(".css")
    )
    page = build_page(site, shelf, "../" if prefix else f"{_other(site.language)}/")
    gr.mount_gradio_app(
        app,
        page,
        path=prefix or "/",
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        max_file_size=1,
        enable_monitoring=False,
        run_history=False,
        theme=gr.themes.Base(
            primary_hue="blue",
            neutral_hue="slate",
            font=[font, "system-ui", "sans-serif"],
            font_mono=[mono, "monospace"],
        ),
        # Linked and not given as `css`, which would put a prefix before every selector.
        head=styles + f'<meta name="pa-words" content="{escape(json.dumps(words, ensure_ascii=False))}">'
        f'<meta name="pa-editing" content="{escape(_editing(site.language, prefix))}">'
        f'<meta name="pa-operating" content="{escape(_operating(site.language))}">'
        f'<meta name="pa-language" content="{site.language}">{scripts}',
    )
    return page


def _editing(language: Language, prefix: str) -> str:
    """What the script of editors needs, as JSON: its sentences, where the API is, which files are taken, kinds of documents."""
    given = {
        "api": "../" * bool(prefix) + "api/v1/",
        "suffixes": SUFFIXES,
        "largest": MAX_BYTES,
        "kinds": document_kinds(language),
        "words": _words(EDITING_MESSAGES, language),
    }
    return json.dumps(given, ensure_ascii=False)


def _operating(language: Language) -> str:
    """The sentences of the script of the tab for whoever runs the assistant, as JSON."""
    return json.dumps(_words(OPERATING_MESSAGES, language), ensure_ascii=False)


def _words(messages: dict[str, dict[str, str]], language: Language) -> dict[str, str]:
    """The sentences by their names without the first part, which they share."""
    return {name.partition("_")[2]: each[language] for name, each in messages.items()}


def _other(language: Language) -> Language:
    return "en" if language == "vi" else "vi"
