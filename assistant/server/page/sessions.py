"""Refuses what Gradio's queue would answer with a traceback: streams of sessions, and events, that it does not know."""

from __future__ import annotations

import json
from collections.abc import Mapping

import gradio as gr
from starlette.datastructures import QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.server.shield import local_path, refuse

_QUEUE = "/gradio_api/queue"


class KnownSessions:
    """Stands before the pages; `pages` are they by the prefix of their paths."""

    def __init__(self, app: ASGIApp, pages: Mapping[str, gr.Blocks]) -> None:
        self._app = app
        self._streams = {f"{prefix}{_QUEUE}/data": blocks for prefix, blocks in pages.items()}
        self._joins = {f"{prefix}{_QUEUE}/join": blocks for prefix, blocks in pages.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses or passes on one request."""
        path = local_path(scope) if scope["type"] == "http" else ""
        if blocks := self._streams.get(path):
            session = QueryParams(scope["query_string"]).get("session_hash", "")
            if session not in blocks._queue.pending_messages_per_session:
                await refuse(
                    send, 404, "unknown_session", "there is no such session", "open the page once more"
                )
                return
        elif blocks := self._joins.get(path):
            message = await receive()  # the whole body, which the shield has read
            if not _is_known(message, blocks):
                await refuse(
                    send, 404, "unknown_event", "the page has no such event", "open the page once more"
                )
                return
            pending = [message]

            async def replay() -> Message:
                return pending.pop() if pending else await receive()

            await self._app(scope, replay, send)
            return
        await self._app(scope, receive, send)


def _is_known(message: Message, blocks: gr.Blocks) -> bool:
    """Whether an event is the page's; what cannot be read is left to Gradio, which says what is wrong with it."""
    try:
        index = json.loads(message.get("body", b""))["fn_index"]
        return index is None or int(index) in blocks.fns
    except (ValueError, TypeError, KeyError, OverflowError):
        return True
