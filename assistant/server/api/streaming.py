"""An answer as server-sent events: `retrieved`, a `sentence` for each, `done` with the whole Answer; or `error`."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator, Generator
from dataclasses import asdict, dataclass
from typing import Any

from fastapi import Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.server.api.failures import describe
from assistant.server.api.workers import Workers
from assistant.types import CheckedSentence, Done, Event, Retrieved

PING_SECONDS = 15
SEND_SECONDS = 20  # a client that reads nothing for so long is let go


@dataclass(frozen=True, slots=True)
class Message:
    """One event as it is sent: its name and its JSON."""

    name: str
    data: dict[str, Any]


def message_of(event: Event) -> Message:
    """An event of the core as it is sent."""
    match event:
        case Retrieved():
            return Message(
                "retrieved",
                {
                    "standalone_question": event.standalone_question,
                    "language": event.language,
                    "hits": [hit.to_dict() for hit in event.hits],
                },
            )
        case CheckedSentence():
            added = {"added": event.text, "new_citations": [asdict(source) for source in event.citations]}
            return Message("sentence", asdict(event.sentence) | added)
        case Done():
            return Message("done", event.answer.to_dict())


class _Steps:
    """The events of an answer, taken in one thread after the other and given up in whichever is next."""

    def __init__(self, events: Generator[Event, None, None]) -> None:
        self._events = events
        self._lock = threading.Lock()

    def next(self) -> Event | None:
        with self._lock:
            return next(self._events, None)

    def close(self) -> None:
        with self._lock:
            self._events.close()


async def stream(
    events: Generator[Event, None, None], workers: Workers, request: Request
) -> EventSourceResponse:
    """Streams the events. What fails before the first of them is an ordinary HTTP error."""
    steps = _Steps(events)
    first = await workers.run(steps.next)

    async def messages() -> AsyncIterator[ServerSentEvent]:
        event = first
        try:
            while event is not None:
                yield _encode(message_of(event))
                event = await workers.run(steps.next)
        except Exception as error:  # noqa: BLE001 - the status is sent; the stream must say that it failed
            request.state.failure = error
            yield _encode(Message("error", describe(error, request)[1]))
        finally:
            # The client may have gone while a step is under way, whose end nobody waits for.
            threading.Thread(target=steps.close, daemon=True).start()

    return EventSourceResponse(messages(), ping=PING_SECONDS, send_timeout=SEND_SECONDS)


def _encode(message: Message) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(message.data, ensure_ascii=False), event=message.name)
