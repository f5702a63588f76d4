"""An answer as server-sent events: `retrieved`, a `sentence` for each, `done` with the whole Answer; or `error`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.api.failing import describe
from assistant.api.working import Workers
from assistant.types import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

PING_SECONDS = 15
SEND_SECONDS = 20  # a client that reads nothing for so long is let go


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its name and its JSON."""

    name: str
    data: dict[str, Any]


def answer_events(ask: Callable[[], Answer]) -> Iterator[Event]:
    """The events of one answer, in order."""
    answer = ask()
    yield Event("retrieved", {"standalone_question": answer.standalone_question, "language": answer.language})
    for sentence in answer.sentences:
        yield Event("sentence", asdict(sentence))
    yield Event("done", answer.to_dict())


async def stream(events: Iterator[Event], workers: Workers, request: Request) -> EventSourceResponse:
    """Streams the events. What fails before the first of them is an ordinary HTTP error."""
    following = partial(next, events, None)
    first = await workers.run(following)

    async def messages() -> AsyncIterator[ServerSentEvent]:
        event = first
        try:
            while event is not None:
                yield _message(event)
                event = await workers.run(following)
        except Exception as error:  # noqa: BLE001 - the status is sent; the stream must say that it failed
            request.state.failure = error
            yield _message(Event("error", describe(error, request)[1]))

    return EventSourceResponse(messages(), ping=PING_SECONDS, send_timeout=SEND_SECONDS)


def _message(event: Event) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(event.data, ensure_ascii=False), event=event.name)
