"""Conversations stay in the browser: an answer as a short text for it to keep, and such texts taken back.

What comes back was in somebody's hands: it is read like any input, shown escaped, and leads to clauses of ours alone.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import QuestionError
from assistant.language.text import plain
from assistant.messages import say
from assistant.questions import Part
from assistant.server.page.answer import render_answer
from assistant.server.page.site import Site
from assistant.server.page.turns import TURNS_KEPT, Turn, messages_of
from assistant.types import Answer

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LARGEST = 2_000_000  # bytes of an answer as JSON
_CLAUSES = "/documents/"


def pack(answer: Answer) -> str:
    """The answer as letters and digits: about a tenth of its JSON."""
    written = json.dumps(answer.to_dict(), ensure_ascii=False).encode()
    return base64.b64encode(zlib.compress(written, 9)).decode()


def unpack(packed: str) -> Answer | None:
    """The answer that was packed; None for anything else."""
    try:
        unpacker = zlib.decompressobj()
        written = unpacker.decompress(base64.b64decode(packed, validate=True), LARGEST)
        if not unpacker.eof:
            return None  # cut off, or larger than any answer
        answer = _reader().validate_json(written)
    except (binascii.Error, zlib.error, ValueError):
        return None
    return answer if all(each.url.startswith(_CLAUSES) for each in answer.citations) else None


@cache
def _reader() -> TypeAdapter[Answer]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)


def read_turns(restored: str) -> tuple[str, bool, list[Mapping[str, Any]]]:
    """What the script sends: the name of the message, whether it begins a conversation, and turns; nothing of what is not so."""
    try:
        sent = json.loads(restored)
        name, first, turns = str(sent["name"]), bool(sent["first"]), list(sent["turns"])
    except (ValueError, TypeError, KeyError):
        return "", False, []
    return name, first, [turn for turn in turns if isinstance(turn, dict)]


def written(turn: Turn, answer: Answer) -> str:
    """A turn as the browser keeps it; `text` is what its search reads and it gives out, line by line: the answer, its sources."""
    lines = [plain(line) for line in answer.text.strip().splitlines()]
    if answer.citations:
        lines += ["", say("sources", answer.language)]
        lines += [f"[{citation.number}] {citation.form}" for citation in answer.citations]
    fields = {
        "reference": turn.reference, "question": turn.question, "alone": turn.starts_anew,
        "text": "\n".join(lines), "packed": pack(answer),
    }  # fmt: skip
    return json.dumps(fields, ensure_ascii=False)


def take_back(site: Site, sent: Sequence[Mapping[str, Any]]) -> list[Turn]:
    """Turns that the browser kept, as they are shown again: an answer from other documents than today's says so."""
    known = site.documents()
    turns = []
    for each in sent[:TURNS_KEPT]:
        answer = unpack(str(each.get("packed")))
        if answer is None:
            continue
        turn = Turn(secrets.token_hex(8), str(each.get("question")), bool(each.get("alone")))
        turn.answer = answer
        changed = answer.index_id != site.assistant.index_id
        notes = ((site.say("kept_changed"), answer.index_id),) if changed else ()
        turn.shown = render_answer(
            answer,
            known,
            site.language,
            parts=_understood(site, answer),
            reference=turn.reference,
            notes=notes,
        )
        turns.append(turn)
    return turns


def _understood(site: Site, answer: Answer) -> Sequence[Part]:
    """What was understood of the question; nothing where it cannot be read any more."""
    with suppress(QuestionError):
        return site.assistant.understood(answer.standalone_question)
    return ()


def keep(turns: list[Turn]) -> Any:
    """The last answer, for the browser to keep; conversations.js takes it from here."""
    last = turns[-1] if turns else None
    answer = last.answer if last else None
    if last is None or answer is None:
        return gr.skip()
    return f'<p class="pa-kept" title="{escape(written(last, answer))}"></p>'


def restore(site: Site, restored: str, turns: list[Turn]) -> tuple[Any, ...]:
    """Takes turns back that the browser kept: after those that are there, or as the first ones.

    Messages, turns, both buttons (an answer that was under way is given up), what leads on, and the name of what was taken:
    then the script sends the next part.
    """
    name, first, sent = read_turns(restored)
    if not name:
        return (gr.skip(),) * 6
    turns = [*([] if first else turns), *take_back(site, sent)][-TURNS_KEPT:]
    buttons = gr.update(visible=True), gr.update(visible=False)
    return messages_of(turns), turns, *buttons, "", f'<p class="pa-taken" title="{escape(name)}"></p>'
