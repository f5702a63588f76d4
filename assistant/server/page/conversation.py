"""The tab of questions and answers: a conversation, streamed, with its sources beside it."""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import gradio as gr

from assistant.errors import IndexUnavailableError
from assistant.feedback import Feedback, feedback_store
from assistant.language.text import vietnamese_key
from assistant.messages.phrases import display_date
from assistant.server.page.answer import (
    render_answer,
    render_choices,
    render_failure,
    render_next,
    render_partial,
)
from assistant.server.page.downloads import Shelf, put_conversation
from assistant.server.page.keeping import keep, restore
from assistant.server.page.site import Site, offer
from assistant.server.page.starting import StartingQuestions, introduce
from assistant.server.page.turns import TURNS_KEPT, Turn, history_of, messages_of
from assistant.server.page.updates import as_updates, on
from assistant.server.suggestions import LOOKING_SECONDS, answerable, suggest_next
from assistant.types import CheckedSentence, Citation, Done
from assistant.types import Turn as EarlierTurn

logger = logging.getLogger(__name__)

_PIECE_SECONDS = 0.15  # at least between two pictures of an answer that grows


def build_conversation(site: Site, shelf: Shelf, page: gr.Blocks, renewed: gr.Textbox) -> None:
    """The tab."""
    conversation = _Conversation(site, shelf)
    with gr.Row(elem_id="pa-talk"):
        gr.Markdown('<div class="pa-kept-list"></div>', elem_id="pa-conversations")
        with gr.Column(elem_id="pa-main"):
            _build_main(conversation, site, page, renewed)


def _build_main(conversation: _Conversation, site: Site, page: gr.Blocks, renewed: gr.Textbox) -> None:
    with gr.Accordion(site.say("scope"), open=False, elem_id="pa-scope"), gr.Row(elem_classes="pa-filters"):
        documents, places = (
            gr.Dropdown(label=site.say(f"scope_{name}"), choices=[], multiselect=True, min_width=220)
            for name in ("documents", "places")
        )
    shown = gr.Chatbot(
        label=site.say("conversation"),
        show_label=False,
        placeholder=introduce(site),
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
    onward = gr.Markdown(elem_id="pa-onward")
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
        send = gr.Button(site.say("send"), variant="primary", scale=0, min_width=90, elem_id="pa-send")
        stop = gr.Button(
            site.say("stop"), variant="stop", scale=0, min_width=90, visible=False, elem_id="pa-stop"
        )
    with gr.Row(elem_id="pa-foot"):
        gr.Markdown(f'<p class="pa-warning">{site.shown("no_secrets")}</p>', elem_id="pa-disclaimer")
        file = gr.Markdown(elem_id="pa-file")
        export = gr.Button(
            site.say("export_conversation"), size="sm", scale=0, min_width=100, elem_classes="pa-quiet"
        )
        clear = gr.Button(
            site.say("clear"), size="sm", scale=0, min_width=140, elem_id="pa-new", elem_classes="pa-quiet"
        )
    # What links in answers ask and what is said about answers; the scripts of the page write it.
    linked = gr.Textbox(
        label="linked", elem_id="pa-linked", elem_classes="pa-wire", max_length=8000, container=False
    )

    wanted = gr.Textbox(
        label="wanted", elem_id="pa-wanted", elem_classes="pa-wire", max_length=100, container=False
    )
    restored = gr.Textbox(
        label="restored", elem_id="pa-restored", elem_classes="pa-wire", max_length=60_000, container=False
    )
    meant = gr.Textbox(
        label="meant", elem_id="pa-meant", elem_classes="pa-wire", max_length=100, container=False
    )
    choices = gr.Markdown(elem_id="pa-choices", elem_classes="pa-wire")  # behind what was understood
    kept = gr.Markdown(elem_id="pa-kept", elem_classes="pa-wire")  # what the browser keeps
    said = gr.Textbox(
        label="said", elem_id="pa-said", elem_classes="pa-wire", max_length=4000, container=False
    )
    heard = gr.Markdown(elem_id="pa-heard", elem_classes="pa-wire")

    turns = gr.State([])  # kept here and not read back from the browser
    bounds = [documents, places]
    changed = [shown, turns, send, stop, onward, kept]  # page.js empties the field of the question
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    answers: dict[str, Any] = quiet | {
        "concurrency_limit": site.settings.concurrent_answers,
        "concurrency_id": f"answers-{site.language}",
    }
    asking = [
        on(
            [question.submit, send.click],
            conversation.answer,
            [question, turns, *bounds],
            changed,
            trigger_mode="always_last",  # what is sent while an answer comes is asked behind it, and not lost
            **answers,
        ),
        on([shown.example_select], conversation.answer_example, [turns, *bounds], changed, **answers),
        on([linked.change], conversation.answer_linked, [linked, turns, *bounds], changed, **answers),
    ]
    # A step of its own, outside the conversation: the next question need not wait for it, and what somebody has opened
    # in the answer stays open.
    leading = [
        answered.then(
            as_updates(partial(lead_on, site), [onward]),
            [turns],
            [onward],
            trigger_mode="multiple",
            concurrency_limit=1,  # answers go before it
            concurrency_id=f"onward-{site.language}",
            **quiet,
        )
        for answered in asking
    ]
    on([stop.click], conversation.stop, [turns], changed, cancels=asking, **quiet)
    left: dict[str, Any] = quiet | {
        "cancels": [*asking, *leading]
    }  # what comes late belongs to no other conversation
    on([clear.click, shown.clear], conversation.restart, [], [*changed, file, question], **left)
    on(
        [restored.change],
        partial(restore, site),
        [restored, turns],
        [shown, turns, send, stop, onward, kept],
        **left,
    )
    gr.on([meant.change], partial(find_choices, site), [meant, turns], [choices], **quiet)
    gr.on([wanted.change], conversation.export_one, [wanted, turns], [file], **quiet)
    gr.on([export.click], conversation.export, [turns], [file], **quiet)
    gr.on([said.change], conversation.hear, [said, turns], [heard], **quiet)
    page.load(conversation.welcome, [], [shown, *bounds], **quiet)
    renewed.change(conversation.welcome, bounds, [shown, *bounds], **quiet)
    # A step of its own: finding them takes a while where the documents are new.
    offered = StartingQuestions(site)
    gr.on([page.load, renewed.change], offered.offer, [], [shown], trigger_mode="always_last", **quiet)


class _Conversation:
    """What happens when something is asked, stopped, cleared, exported or opened."""

    def __init__(self, site: Site, shelf: Shelf) -> None:
        self._site = site
        self._shelf = shelf
        self._feedback = feedback_store(site.settings)

    def answer(
        self,
        question: str,
        turns: list[Turn],
        documents: list[str] | None,
        places: list[str] | None,
        starts_anew: bool = False,
        linked_index: str = "",
    ) -> Iterator[tuple[Any, ...]]:
        """Adds the question and, as it comes, its answer; a refused question is explained and does not count as a turn."""
        if not question.strip():
            yield (gr.skip(),) * 6
            return
        site = self._site
        turn = Turn(secrets.token_hex(8), question, starts_anew, linked_index=linked_index)
        turn.shown = render_partial("", (), {}, site.language, status=site.say("working"))
        history = history_of(turns) if not starts_anew else []
        turns = [*turns, turn][-TURNS_KEPT:]
        yield messages_of(turns), turns, gr.update(visible=False), gr.update(visible=True), "", gr.skip()
        try:
            for picture in self._pictures(turn, history, documents or (), places or ()):
                turn.shown = picture
                if not turn.answered:  # the whole comes with the step that ends the answer
                    yield messages_of(turns), turns, *(gr.skip(),) * 4
        except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the traceback
            turn.shown = render_failure(site.explain(error), question, site.language)
        buttons = gr.update(visible=True), gr.update(visible=False)
        yield messages_of(turns), turns, *buttons, gr.skip(), keep(turns)

    def _pictures(
        self, turn: Turn, history: Sequence[EarlierTurn], documents: Sequence[str], places: Sequence[str]
    ) -> Iterator[str]:
        """The answer as HTML: what there is of it, and at last the whole."""
        site = self._site
        known = site.documents()
        text, citations, answer, drawn = "", list[Citation](), None, time.monotonic()
        events = site.assistant.stream(
            turn.question, history=history, documents=documents, places=places, language=site.language
        )
        for event in site.recorder.follow(events) if site.recorder else events:
            match event:
                case CheckedSentence():
                    text += event.text
                    citations += event.citations
                    if time.monotonic() - drawn > _PIECE_SECONDS:
                        drawn = time.monotonic()
                        status = site.say("wording")
                        yield render_partial(text, citations, known, site.language, status=status)
                case Done():
                    turn.answer = answer = event.answer
                    turn.answered_at = time.monotonic()
        if answer is None:
            raise AssertionError("an answer ends with Done")
        yield render_answer(
            answer,
            known,
            site.language,
            parts=site.assistant.understood(answer.standalone_question),
            scope=[*(known[id_].short_title for id_ in documents if id_ in known), *places],
            reference=turn.reference,
            notes=self._notes(turn),
        )

    def _notes(self, turn: Turn) -> tuple[tuple[str, str], ...]:
        """What a link that asked the question has to say about the documents: whether they are those of its time."""
        if not turn.linked_index:
            return ()
        assistant = self._site.assistant
        day = display_date(assistant.indexed_on.isoformat(), self._site.language)
        said = "link_changed" if turn.linked_index != assistant.index_id else "link_same"
        return ((self._site.say(said, date=day), turn.linked_index),)

    def answer_example(
        self, turns: list[Turn], documents: list[str] | None, places: list[str] | None, chosen: gr.SelectData
    ) -> Iterator[tuple[Any, ...]]:
        """Asks the suggested question that was clicked."""
        yield from self.answer(str(chosen.value["text"]), turns, documents, places)

    def answer_linked(
        self, linked: str, turns: list[Turn], documents: list[str] | None, places: list[str] | None
    ) -> Iterator[tuple[Any, ...]]:
        """Asks what a link asks: {"question", "alone"}; alone, what was asked before says nothing about it."""
        try:
            wanted = json.loads(linked)
            question, alone, index = (
                str(wanted["question"]),
                bool(wanted["alone"]),
                str(wanted.get("index", ""))[:64],
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            question, alone, index = "", False, ""  # not written by our script
        yield from self.answer(question, turns, documents, places, starts_anew=alone, linked_index=index)

    def stop(self, turns: list[Turn]) -> tuple[Any, ...]:
        """Leaves what was there of the running answer."""
        if turns and not turns[-1].answered:
            site = self._site
            last = turns[-1]
            stopped = render_failure(site.say("stopped"), last.question, site.language)
            last.shown = last.shown.replace(" pa-working", " pa-stopped") + stopped
        return (
            messages_of(turns),
            turns,
            gr.update(visible=True),
            gr.update(visible=False),
            gr.skip(),
            gr.skip(),
        )

    def restart(self) -> tuple[Any, ...]:
        """An empty conversation."""
        return [], [], gr.update(visible=True), gr.update(visible=False), "", "", "", ""

    def hear(self, said: str, turns: list[Turn]) -> str:
        """Stores what is said about an answer: {"reference", "verdict", "comment", "at"}. What fails here harms no answer.

        `at` comes back, so that the script knows which of its messages this is about.
        """
        at = 0
        try:
            given = json.loads(said)
            at = int(given["at"])
            reference, verdict, comment = (str(given[name]) for name in ("reference", "verdict", "comment"))
            (answer,) = [turn.answer for turn in turns if turn.reference == reference]
            if answer is None:
                raise ValueError("there is no answer yet")
            self._feedback.add(Feedback.on(answer, reference, verdict, comment))
        except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the reason
            logger.warning("feedback was not stored: %s", error)
            return f'<p class="pa-unheard" title="{at}">{self._site.shown("feedback_failed")}</p>'
        return f'<p class="pa-thanks" title="{at}">{self._site.shown("feedback_thanks")}</p>'

    def export(self, turns: list[Turn]) -> str:
        """A link to the conversation as a Word document; page.js follows it."""
        return put_conversation(self._site, self._shelf, turns)

    def export_one(self, wanted: str, turns: list[Turn]) -> str:
        """The same of one answer, its sources as footnotes: {"reference", "at"}."""
        reference = wanted.partition(" ")[0]
        chosen = [turn for turn in turns if turn.reference == reference]
        return put_conversation(self._site, self._shelf, chosen, footnotes=True)

    def welcome(
        self, bounding: Sequence[str] | None = None, within: Sequence[str] | None = None
    ) -> tuple[Any, ...]:
        """What can be asked and what questions can be bounded to, as the index is now; which bounds are set."""
        site = self._site
        documents = site.assistant.documents()
        return (
            gr.update(placeholder=introduce(site)),
            offer([(document.short_title, document.id) for document in documents], bounding),
            offer(sorted({d.place for d in documents if d.place}, key=vietnamese_key), within),
        )


def find_choices(site: Site, meant: str, turns: list[Turn]) -> str:
    """The corrections of what was understood that have an answer; `meant`: the reference of the answer, and when."""
    reference = meant.partition(" ")[0]
    try:
        parts = [
            part
            for turn in turns
            if turn.answered and turn.reference == reference
            for part in answerable(site.assistant, site.assistant.understood(turn.standalone_question))
        ]
    except Exception:  # the answer stands without them
        logger.exception("no corrections of what was understood")
        parts = []
    return render_choices(parts, reference, site.language)


def lead_on(site: Site, turns: list[Turn]) -> str:
    """Questions that lead on from the last answer, each with an answer.

    None where there is no answer, finding them fails, or so many ask that nobody waits for them any more.
    """
    last = turns[-1] if turns else None
    answer = last.answer if last else None
    if last is None or answer is None or answer.outcome == "talk":
        return ""
    until = last.answered_at + LOOKING_SECONDS
    if time.monotonic() > until:
        return ""
    try:
        parts = site.assistant.understood(answer.standalone_question)
        asked = [turn.standalone_question for turn in turns if turn.answered]
        questions = suggest_next(site.assistant, answer, parts, answer.language, asked=asked, until=until)
    except IndexUnavailableError as error:  # such as that of a server which is stopping
        logger.info("no questions that lead on: %s", error)
        return ""
    except Exception:  # the answer is there and stands without them
        logger.exception("no questions that lead on")
        return ""
    return render_next(questions, site.language)
