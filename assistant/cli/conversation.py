"""The conversation in the terminal: a line in, an answer out, a few commands."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.cli.terminal import print_error, print_events, print_sources, typed_text
from assistant.errors import AssistantError
from assistant.messages import Language, say
from assistant.types import Answer, Turn

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant

_COMMANDS = {
    "/nguon": "sources", "/nguồn": "sources", "/sources": "sources",
    "/moi": "new", "/mới": "new", "/new": "new",
    "/thoat": "quit", "/thoát": "quit", "/quit": "quit", "/exit": "quit",
    "/giup": "help", "/giúp": "help", "/help": "help",
}  # fmt: skip


def converse(
    assistant: PolicyAssistant,
    language: Language,
    *,
    documents: Sequence[str],
    places: Sequence[str],
    as_of: date | None = None,
) -> None:
    """Answers line by line until the input ends or /thoat; a question that is refused ends nothing."""
    titles = {document.id: document.short_title for document in assistant.documents()}
    history: list[Turn] = []
    last: Answer | None = None
    if sys.stdin.isatty():
        print(say("chat_welcome", language, count=len(titles)))
    for line in _lines():
        if not line:
            continue
        if line.startswith("/"):
            command = _COMMANDS.get(line.lower().split()[0])
            if command == "quit":
                return
            if command == "new":
                history, last = [], None
                print(say("chat_restarted", language))
            elif command == "sources" and last and last.citations:
                print_sources(last, titles, quotes=True)
            elif command == "sources":
                print(say("chat_no_sources", language))
            elif command == "help":
                print(say("chat_commands", language))
            else:
                print(say("chat_unknown_command", language, command=line.split()[0]))
        else:
            try:
                events = assistant.stream(
                    line,
                    history=history,
                    documents=documents,
                    places=places,
                    language=language,
                    as_of=as_of,
                )
                answer = print_events(events, titles, quotes=False)
            except AssistantError as error:
                print_error(error.message, error.hint)
                continue
            history.append(Turn(line, answer.standalone_question))
            if answer.outcome != "talk":  # after "cảm ơn" the sources are still those of the answer before
                last = answer
        print(flush=True)


def _lines() -> Iterator[str]:
    """What is typed, line by line; the prompt appears only in a terminal."""
    if not sys.stdin.isatty():
        yield from (typed_text(line).strip() for line in sys.stdin)
        return
    import readline  # noqa: F401 - arrow keys and recall in input()

    while True:
        try:
            yield typed_text(input("> ")).strip()
        except EOFError:
            print()
            return
