"""The operations on kept conversations: one's own alone. Only where the settings keep them on the server."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import Headers
from starlette.responses import Response

from assistant.conversations import ConversationStore
from assistant.errors import AssistantError
from assistant.server.api.editing import ForeignPageError, person_of
from assistant.server.api.failures import failures
from assistant.server.api.requests import Text
from assistant.server.shield import is_foreign
from assistant.settings import Settings

ConversationId = Annotated[str, Path(max_length=100)]
Title = Annotated[Text, Field(max_length=200)]


class NotKeptError(AssistantError):
    """Conversations are not kept on the server."""

    code = "conversations_not_kept"
    http_status = 404


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewTurn(_Body):
    """A question and its answer, as the page keeps them."""

    title: Title = Field(description="Of the conversation, where it begins with this turn.")
    turn: dict[str, Any] = Field(description="Comes back as it is.")


class NewTitle(_Body):
    """What a conversation is called from now on."""

    title: Title


def keeps_for(settings: Settings) -> int | None:
    """How many days conversations are kept on the server; None: not at all, as nobody knows whose they are or nobody wants it."""
    return None if settings.access == "public" else settings.conversations_days


def create_conversations_router(settings: Settings) -> APIRouter:
    """All routes; without a store each refuses."""
    router = APIRouter(tags=["conversations"])
    store = ConversationStore.of(settings) if keeps_for(settings) else None

    def own(request: Request) -> tuple[ConversationStore, str]:
        """The store, and who asks."""
        if is_foreign(Headers(scope=request.scope)):
            raise ForeignPageError("conversations are kept from the page of this server alone")
        if store is None:
            raise NotKeptError(
                "conversations are not kept on this server", hint="the page keeps them in the browser"
            )
        return store, "local" if settings.access == "local" else person_of(request).client

    @router.get("/conversations", summary="My kept conversations", responses=failures(404))
    def list_own(request: Request) -> Response:
        kept, who = own(request)
        found = [
            {
                "id": one.id,
                "title": one.title,
                "at": one.at,
                "turns": [json.loads(turn) for turn in one.turns],
            }
            for one in kept.all(who)
        ]
        return JSONResponse({"conversations": found})

    @router.post("/conversations/{conversation}/turns", summary="Keep a turn", responses=failures(404))
    def add(request: Request, conversation: ConversationId, body: NewTurn) -> Response:
        kept, who = own(request)
        kept.add(who, conversation, body.title, json.dumps(body.turn, ensure_ascii=False))
        return JSONResponse({"kept": True})

    @router.post(
        "/conversations/{conversation}/title", summary="Rename a conversation", responses=failures(404)
    )
    def rename(request: Request, conversation: ConversationId, body: NewTitle) -> Response:
        kept, who = own(request)
        kept.rename(who, conversation, body.title)
        return JSONResponse({"kept": True})

    @router.post(
        "/conversations/{conversation}/delete", summary="Delete one for good", responses=failures(404)
    )
    def delete(request: Request, conversation: ConversationId) -> Response:
        kept, who = own(request)
        kept.delete(who, conversation)
        return JSONResponse({"deleted": True})

    return router
