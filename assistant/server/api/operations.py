"""The operations. Each one checks what came in, calls the core, and returns its JSON."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, FastAPI, Header, Path, Query, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from assistant import __version__
from assistant.errors import UnknownDocumentError
from assistant.server.api.afterwards import RecentAnswers, answer_name, create_afterwards_router
from assistant.server.api.conversations import create_conversations_router, keeps_for
from assistant.server.api.editing import PREFIX, create_editing_router
from assistant.server.api.failures import RETRY_SECONDS, failures, handle_failures
from assistant.server.api.operating import create_operating_router
from assistant.server.api.outlines import create_outline_router
from assistant.server.api.probes import NotReadyError, Probe
from assistant.server.api.requests import (
    AskRequest,
    CompareQuery,
    DeadlineQuery,
    DutyQuery,
    SearchRequest,
    TargetQuery,
)
from assistant.server.api.responses import (
    ANSWER_EXAMPLE,
    ComparedTargets,
    DeadlineRow,
    DocumentEntry,
    DutyRow,
    Found,
    Liveness,
    Readiness,
    TargetRow,
)
from assistant.server.api.streaming import stream
from assistant.server.api.workers import Workers
from assistant.server.log import note
from assistant.server.seeing import as_seen
from assistant.server.shield import error_body
from assistant.settings import Settings
from assistant.types import Answer, Document, RowFilter

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.editing import Desk
    from assistant.operating import Recorder

DESCRIPTION = """\
Answers questions about the indexed policy documents. Every sentence of an answer cites the clause it rests on.

Offsets (`start`, `end`) count characters (Unicode code points) of the text that `/documents/{document_id}` returns.
Errors have one form everywhere: `{"error": {"code", "message", "hint"}}`. Every response names its `X-Request-ID`.
"""
EVENTS = """\
With `Accept: text/event-stream` the answer comes as events: `retrieved` (`standalone_question`, `language`, `hits`), a
`sentence` for each sentence as soon as it is checked (`text`, `citations`, `kind`; `added`, what it adds to the answer's
text; `new_citations`, the sources that it is the first to cite), and `done` with the whole Answer; or `error` with the
body of an error."""


def create_api(
    assistant: PolicyAssistant,
    settings: Settings,
    desk: Desk,
    recorder: Recorder,
    health: APIRouter | None = None,
) -> FastAPI:
    """The application below `/api/v1`; `desk` takes the changes of editors; `recorder` notes answers; `health` is the router
    of the probes where there is one already.
    """
    api = FastAPI(
        title="Policy Assistant",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,  # their scripts come from foreign addresses
        redoc_url=None,
    )
    handle_failures(api)
    workers = Workers(at_once=settings.concurrent_answers, seconds=settings.answer_seconds)
    recent = RecentAnswers()
    api.include_router(_answers(assistant, settings, workers, recorder, recent))
    api.include_router(create_afterwards_router(assistant, settings, workers, recent))
    api.include_router(create_outline_router(assistant, workers))
    api.include_router(_registers(assistant))
    api.include_router(_documents(assistant))
    api.include_router(create_editing_router(assistant, desk, keeps_for(settings)))
    api.include_router(create_conversations_router(settings))
    api.include_router(create_operating_router(assistant, settings, workers, recorder))
    api.include_router(health or create_health_router(assistant))
    return api


def _answers(
    assistant: PolicyAssistant,
    settings: Settings,
    workers: Workers,
    recorder: Recorder,
    recent: RecentAnswers,
) -> APIRouter:
    router = APIRouter(tags=["answers"])

    @router.post(
        "/ask",
        summary="Answer a question",
        description=EVENTS,
        response_model=Answer,
        responses=failures(404, 504)
        | {200: {"content": {"application/json": {"example": ANSWER_EXAMPLE}, "text/event-stream": {}}}},
    )
    async def ask(
        body: AskRequest, request: Request, accept: Annotated[str, Header(include_in_schema=False)] = ""
    ) -> Response:
        asked = {"question_characters": len(body.question), "turns": len(body.history)}
        note(request.scope, **asked, **({"question": body.question} if settings.log_questions else {}))
        turns: dict[str, Any] = {
            "history": body.turns(),
            "documents": body.documents,
            "places": body.places,
            "language": body.language,
            "as_of": body.as_of,
        }
        if "text/event-stream" in accept:
            events = recorder.follow(assistant.stream(body.question, **turns))
            events = recent.follow(answer_name(request), events)
            return await stream(events, workers, request)
        call = partial(assistant.ask, body.question, **turns)
        try:
            answer = await workers.run(call)
        except Exception as error:
            recorder.note_failure(error)
            raise
        recorder.note(answer)
        recent.keep(answer_name(request), answer)
        note(request.scope, outcome=answer.outcome, abstained=answer.abstained, mode=answer.mode)
        return JSONResponse(answer.to_dict())

    async def find(wanted: SearchRequest, request: Request) -> JSONResponse:
        note(request.scope, question_characters=len(wanted.query))
        call = partial(
            assistant.search, wanted.query, k=wanted.k, documents=wanted.documents, places=wanted.places
        )
        hits = await workers.run(call)
        return JSONResponse({"query": wanted.query, "hits": [hit.to_dict() for hit in hits]})

    described: dict[str, Any] = {"response_model": Found, "responses": failures(404, 504)}

    @router.post("/search", summary="Find clauses", **described)
    async def search(body: SearchRequest, request: Request) -> Response:
        return await find(body, request)

    @router.get("/search", summary="Find clauses, with the query in the address", **described)
    async def search_by_address(wanted: Annotated[SearchRequest, Query()], request: Request) -> Response:
        return await find(wanted, request)

    return router


def _registers(assistant: PolicyAssistant) -> APIRouter:
    router = APIRouter(tags=["registers"])

    @router.get("/targets", summary="List targets", response_model=list[TargetRow], responses=failures(404))
    def list_targets(wanted: Annotated[TargetQuery, Query()]) -> Response:
        return JSONResponse([row.to_dict() for row in assistant.targets(wanted.filter())])

    @router.get(
        "/responsibilities",
        summary="List who does what, and by when",
        response_model=list[DutyRow],
        responses=failures(404),
    )
    def list_responsibilities(wanted: Annotated[DutyQuery, Query()]) -> Response:
        return JSONResponse([row.to_dict() for row in assistant.responsibilities(wanted.filter())])

    @router.get(
        "/deadlines",
        summary="List what falls due, the next first",
        response_model=list[DeadlineRow],
        responses=failures(404),
    )
    def list_deadlines(wanted: Annotated[DeadlineQuery, Query()]) -> Response:
        rows = assistant.deadlines(wanted.filter(), wanted.before, wanted.after)
        return JSONResponse([row.to_dict() for row in rows])

    @router.get(
        "/compare",
        summary="Set targets of documents or periods side by side",
        response_model=ComparedTargets,
        responses=failures(404),
    )
    def compare(wanted: Annotated[CompareQuery, Query()]) -> Response:
        where = RowFilter(kinds=tuple(wanted.kinds), text=wanted.text, as_of=wanted.as_of)
        return JSONResponse(assistant.compare(wanted.documents, wanted.periods, where).to_dict())

    return router


def _documents(assistant: PolicyAssistant) -> APIRouter:
    router = APIRouter(tags=["documents"])

    @router.get(
        "/documents",
        summary="List the indexed documents",
        response_model=list[DocumentEntry],
        responses=failures(),
    )
    def list_documents() -> Response:
        return JSONResponse([document.to_dict() for document in assistant.documents()])

    @router.get(
        "/documents/{document_id}",
        summary="One document with its text",
        response_model=Document,
        responses=failures(404),
    )
    def read_document(document_id: Annotated[str, Path(examples=["hue-1002"])]) -> Response:
        for document in assistant.documents():
            if document.id == document_id:
                return JSONResponse(document.to_dict(with_text=True))
        raise UnknownDocumentError("there is no such document", hint=f"{PREFIX}/documents lists them")

    return router


def create_health_router(assistant: PolicyAssistant) -> APIRouter:
    """What probes ask, wherever they look for it."""
    router = APIRouter(tags=["health"])
    probe = Probe(lambda: assistant.probe())

    @router.get("/health/live", summary="Whether the process answers", response_model=Liveness)
    async def live() -> Response:
        return JSONResponse({"status": "live"})

    @router.get(
        "/health/ready",
        summary="Whether questions can be answered",
        response_model=Readiness,
        responses=failures(),
    )
    async def ready() -> (
        Response
    ):  # no thread is taken from the pool, whose threads may all wait for the same
        try:
            await probe.check()
        except NotReadyError as error:
            body = error_body(error.code, error.message, error.hint)
            return JSONResponse(body, error.http_status, {"Retry-After": str(RETRY_SECONDS)})
        return JSONResponse({"status": "ready", "documents": as_seen(assistant).document_count})

    return router
