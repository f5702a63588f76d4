"""What comes after an answer: what is thought of it, and the questions that lead on. Answers are known by their request's id."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Generator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from assistant.errors import AssistantError
from assistant.feedback import COMMENT_CHARACTERS, VERDICTS, Feedback, feedback_store
from assistant.server.access import Person
from assistant.server.api.failures import failures
from assistant.server.api.requests import HISTORY_TURNS, Text
from assistant.server.log import request_id
from assistant.server.suggestions import LOOKING_SECONDS, suggest_next
from assistant.types import Answer, Done, Event

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.server.api.workers import Workers
    from assistant.settings import Settings

KEPT = 500  # answers, the last ones
RequestId = Annotated[str, Path(max_length=64, description="`X-Request-ID` of the response with the answer.")]

_Name = tuple[str, str]


class UnknownAnswerError(AssistantError):
    """The answer was given too long ago, or before the server was started."""

    code = "unknown_answer"
    http_status = 404


class RecentAnswers:
    """The last answers by who asked and the ids of their requests, in memory. Safe to share between threads."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._answers: OrderedDict[_Name, tuple[str, Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, name: _Name, answer: Answer) -> None:
        """Keeps an answer in place of the oldest. A client may choose its ids, hence a name of our own for feedback."""
        with self._lock:
            self._answers[name] = (secrets.token_hex(8), answer)
            self._answers.move_to_end(name)
            while len(self._answers) > self._kept:
                self._answers.popitem(last=False)

    def follow(self, name: _Name, events: Generator[Event, None, None]) -> Generator[Event, None, None]:
        """The same events; the answer at their end is kept."""
        with closing(events):
            for event in events:
                if isinstance(event, Done):
                    self.keep(name, event.answer)
                yield event

    def find(self, name: _Name) -> tuple[str, Answer]:
        """The name of an answer for feedback, and the answer. Raises: UnknownAnswerError."""
        with self._lock:
            found = self._answers.get(name)
        if found is None:
            raise UnknownAnswerError("this answer is no longer known", hint="ask the question again")
        return found


def answer_name(request: Request, identifier: str = "") -> tuple[str, str]:
    """Under which an answer is known: who asked, and the id of the request. Nobody else gets at it."""
    person = request.scope.get("state", {}).get("person")
    client = person.client if isinstance(person, Person) else ""
    return client, identifier or request_id(request.scope)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Said(_Body):
    """What somebody thinks of an answer."""

    verdict: Literal[VERDICTS]  # type: ignore[valid-type]  # the names stand in one place
    comment: Annotated[Text, Field(max_length=COMMENT_CHARACTERS)] = ""


class Asked(_Body):
    """What need not be suggested again."""

    asked: list[Text] = Field(default=[], max_length=HISTORY_TURNS, description="Questions that were asked.")


class Suggestions(BaseModel):
    """Questions that lead on, each of which has an answer now."""

    questions: list[str]


def create_afterwards_router(
    assistant: PolicyAssistant, settings: Settings, workers: Workers, recent: RecentAnswers
) -> APIRouter:
    """Feedback and suggestions, for whoever may ask."""
    router = APIRouter(prefix="/answers", tags=["answers"])
    store = feedback_store(settings)

    @router.post(
        "/{request_id}/feedback",
        summary="Say what you think of an answer",
        status_code=201,
        responses=failures(404),
    )
    async def say(request_id: RequestId, body: Said, request: Request) -> Response:
        reference, answer = recent.find(answer_name(request, request_id))
        await run_in_threadpool(store.add, Feedback.on(answer, reference, body.verdict, body.comment))
        return JSONResponse({"verdict": body.verdict}, 201)

    @router.post(
        "/{request_id}/suggestions",
        summary="Questions that lead on from an answer",
        response_model=Suggestions,
        responses=failures(404, 504),
    )
    async def suggest(request_id: RequestId, body: Asked, request: Request) -> Response:
        _, answer = recent.find(answer_name(request, request_id))
        questions = await workers.run(partial(_suggest, assistant, answer, body.asked))
        return JSONResponse({"questions": questions})

    return router


def _suggest(assistant: PolicyAssistant, answer: Answer, asked: list[str]) -> list[str]:
    if answer.outcome == "talk":
        return []
    parts, until = assistant.understood(answer.standalone_question), time.monotonic() + LOOKING_SECONDS
    return list(suggest_next(assistant, answer, parts, answer.language, asked=asked, until=until))
