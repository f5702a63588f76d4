"""The tab of questions and answers: a conversation with its sources."""

from __future__ import annotations

from html import escape
from typing import Any

import gradio as gr

from assistant.answer_html import render_answer, render_plain
from assistant.suggesting import suggest_questions
from assistant.ui.downloads import Shelf
from assistant.ui.site import Site

MESSAGES_KEPT = 100

Message = dict[str, Any]


def build_conversation(site: Site, shelf: Shelf, page: gr.Blocks) -> None:
    """The tab."""
    conversation = _Conversation(site)
    shown = gr.Chatbot(
        label=site.say("conversation"),
        show_label=False,
        placeholder=f"<p>{site.shown('page_intro')}</p><strong>{site.shown('try_asking')}</strong>",
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
            label=site.say("question_label"),
            show_label=False,
            container=False,
            placeholder=site.say("question_hint"),
            lines=1,
            max_lines=5,
            max_length=site.settings.question_characters,
            scale=1,
            elem_id="pa-question",
        )
        send = gr.Button(site.say("send"), variant="primary", scale=0, min_width=90)
        clear = gr.Button(site.say("clear"), variant="secondary", size="sm", scale=0, min_width=140)
    gr.Markdown(f"<p>{escape(site.say('disclaimer'))}</p>", elem_id="pa-disclaimer")

    messages = gr.State([])  # kept here and not read back from the browser
    history = gr.State([])
    state = [messages, history]
    changed = [question, shown, messages, history]
    events: tuple[tuple[list[Any], Any, list[Any], list[Any]], ...] = (
        ([question.submit, send.click], conversation.answer, [question, *state], changed),
        ([shown.example_select], conversation.answer_example, state, changed),
        ([clear.click, shown.clear], conversation.restart, [], changed),
        ([page.load], conversation.welcome, [], [shown]),
    )
    for triggers, function, inputs, outputs in events:
        gr.on(triggers, function, inputs, outputs, api_visibility="private", show_progress="hidden")


class _Conversation:
    """What happens when something is asked, cleared or opened."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._suggested: tuple[object, list[dict[str, str]]] = (None, [])
        self.welcome()  # the first visitor should not wait for the encoder

    def answer(
        self, question: str, messages: list[Message], history: list[str]
    ) -> tuple[str, list[Message], list[Message], list[str]]:
        """Adds the question and its answer; a refused question is explained and does not count as a turn."""
        if not question.strip():
            return "", messages, messages, history
        site = self._site
        try:
            found = site.assistant.ask(question, history=history)
            reply = render_answer(found, site.documents(), found.language)
            history = [*history, question][-site.settings.history_turns :]
        except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the traceback
            reply = render_plain(site.explain(error), "pa-error")
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

    def welcome(self) -> Any:
        """The questions to start with, as the index is now."""
        documents = self._site.assistant.documents()
        if self._suggested[0] is not documents:  # another index brings another tuple
            questions = suggest_questions(self._site.assistant, self._site.language)
            self._suggested = (documents, [{"text": question} for question in questions])
        return gr.update(examples=self._suggested[1])
