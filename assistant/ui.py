"""The web page: a conversation with its sources. The only module that knows Gradio."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from assistant.answer_html import render_answer, render_plain
from assistant.errors import AssistantError
from assistant.messages import Language, describe_error, say
from assistant.settings import PACKAGE, Settings
from assistant.suggesting import suggest_questions
from assistant.viewer import display_date

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported, like the next one
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.assistant import PolicyAssistant

logger = logging.getLogger(__name__)

# What of Gradio the page needs. All else stays closed: uploads, the routes that fetch foreign addresses
# (file=, proxy=), its API pages, monitoring, sign-in.
PATHS = (
    "/", "/config", "/theme.css", "/favicon.ico", "/robots.txt", "/manifest.json", "/gradio_api/queue/join",
    "/gradio_api/queue/data",
)  # fmt: skip
PATH_PREFIXES = ("/assets/", "/static/", "/gradio_api/heartbeat/")
MESSAGES_KEPT = 100
FILES = {"/page/page.js": PACKAGE / "data" / "page.js", "/page/page.css": PACKAGE / "data" / "page.css"}

Message = dict[str, Any]


def mount(app: FastAPI, assistant: PolicyAssistant, settings: Settings) -> None:
    """Puts the page at `/` of the application; routes that are there already keep their paths."""
    # Where no event loop runs, Gradio opens several and never closes them.
    asyncio.run(_mount(app, assistant, settings))


async def _mount(app: FastAPI, assistant: PolicyAssistant, settings: Settings) -> None:
    # The bundled fonts have all Vietnamese letters in these two weights only.
    font, mono = (
        gr.themes.LocalFont("Source Sans Pro", (400, 700)),
        gr.themes.LocalFont("IBM Plex Mono", (400, 700)),
    )
    gr.mount_gradio_app(
        app,
        build_page(assistant, settings),
        path="/",
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
        head='<link rel="stylesheet" href="page/page.css">'
        f'<script src="page/page.js" data-language="{settings.language}" '
        f'data-copied="{escape(say("copied", settings.language))}" '
        f'data-conversation="{escape(say("conversation", settings.language))}" defer></script>',
    )


def build_page(assistant: PolicyAssistant, settings: Settings) -> gr.Blocks:
    """The page as Gradio blocks. Conversations live in the server's memory, one per browser tab."""
    speak = partial(_say, settings.language)
    conversation = _Conversation(assistant, settings)
    with gr.Blocks(title=speak("page_title"), analytics_enabled=False, fill_height=True) as page:
        # Markdown and not HTML: Gradio's HTML component evaluates a template, which the policy forbids.
        gr.Markdown(
            f"<h1>{escape(speak('page_title'))}</h1><p>{escape(speak('page_intro'))}</p>", elem_id="pa-head"
        )
        with gr.Row(elem_id="pa-bar"):
            documents = gr.Markdown(elem_id="pa-documents")
            clear = gr.Button(speak("clear"), variant="secondary", size="sm", scale=0, min_width=140)
        shown = gr.Chatbot(
            label=speak("conversation"),
            show_label=False,
            placeholder=f"<strong>{escape(speak('try_asking'))}</strong>",
            elem_id="pa-chat",
            height="",  # the style sheet decides
            autoscroll=False,  # it would hide the beginning of a long answer; page.js scrolls to the question
            layout="bubble",
            buttons=[],
            feedback_options=None,
            latex_delimiters=[],
            allow_file_downloads=False,
            group_consecutive_messages=False,
            scale=1,
        )
        with gr.Row(elem_id="pa-ask"):
            question = gr.Textbox(
                label=speak("question_label"),
                show_label=False,
                container=False,
                placeholder=speak("question_hint"),
                lines=1,
                max_lines=5,
                max_length=settings.question_characters,
                scale=1,
                elem_id="pa-question",
            )
            send = gr.Button(speak("send"), variant="primary", scale=0, min_width=90)
        gr.Markdown(f"<p>{escape(speak('disclaimer'))}</p>", elem_id="pa-disclaimer")

        messages = gr.State([])  # kept here and not read back from the browser
        history = gr.State([])
        state = [messages, history]
        changed = [question, shown, messages, history]
        events: tuple[tuple[list[Any], Any, list[Any], list[Any]], ...] = (
            ([question.submit, send.click], conversation.answer, [question, *state], changed),
            ([shown.example_select], conversation.answer_example, state, changed),
            ([clear.click, shown.clear], conversation.restart, [], changed),
            ([page.load], conversation.welcome, [], [documents, shown]),
        )
        for triggers, function, inputs, outputs in events:
            gr.on(triggers, function, inputs, outputs, api_visibility="private", show_progress="hidden")
    built: gr.Blocks = page
    return built


class _Conversation:
    """What happens when something is asked, cleared or opened."""

    def __init__(self, assistant: PolicyAssistant, settings: Settings) -> None:
        self._assistant = assistant
        self._settings = settings
        self._language: Language = settings.language
        self._suggested: tuple[object, list[dict[str, str]]] = (None, [])
        self.welcome()  # the first visitor should not wait for the encoder

    def answer(
        self, question: str, messages: list[Message], history: list[str]
    ) -> tuple[str, list[Message], list[Message], list[str]]:
        """Adds the question and its answer; a refused question is explained and does not count as a turn."""
        if not question.strip():
            return "", messages, messages, history
        try:
            found = self._assistant.ask(question, history=history)
            documents = {document.id: document for document in self._assistant.documents()}
            reply = render_answer(found, documents, found.language)
            history = [*history, question][-self._settings.history_turns :]
        except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the traceback
            reply = render_plain(self._explain(error), "pa-error")
        asked = {"role": "user", "content": render_plain(question, "pa-question")}
        messages = [*messages, asked, {"role": "assistant", "content": reply}][-MESSAGES_KEPT:]
        return "", messages, messages, history

    def answer_example(
        self, chosen: gr.SelectData, messages: list[Message], history: list[str]
    ) -> tuple[str, list[Message], list[Message], list[str]]:
        """Asks the suggested question that was clicked."""
        return self.answer(str(chosen.value["text"]), messages, history)

    def restart(self) -> tuple[str, list[Message], list[Message], list[str]]:
        """An empty conversation."""
        return "", [], [], []

    def welcome(self) -> tuple[str, Any]:
        """The list of documents and the questions to start with, as the index is now."""
        documents = self._assistant.documents()
        if self._suggested[0] is not documents:  # another index brings another tuple
            questions = suggest_questions(self._assistant, self._language)
            self._suggested = (documents, [{"text": question} for question in questions])
        items = "".join(
            f'<li><a href="documents/{escape(document.id)}" target="_blank">'
            f"{escape(document.short_title)}</a>"
            f"{f' ({date})' if (date := display_date(document.date, self._language)) else ''}"
            f"{_press_label(document.tier, self._language)}</li>"
            for document in documents
        )
        title = escape(say("documents_indexed", self._language, count=len(documents)))
        listed = f"<details><summary>{title}</summary><ul>{items}</ul></details>"
        return listed, gr.update(examples=self._suggested[1])

    def _explain(self, error: Exception) -> str:
        if isinstance(error, AssistantError):
            limit = self._settings.question_characters
            return describe_error(error.code, self._language, question_characters=limit)
        reference = secrets.token_hex(4)
        logger.error("error %s while answering", reference, exc_info=error)
        return say("error_internal", self._language, reference=reference)


def _press_label(tier: str, language: Language) -> str:
    return f' <span class="pa-press">{say("press_digest", language)}</span>' if tier == "press" else ""


def _say(language: Language, key: str, **values: object) -> str:
    return say(key, language, **values)
