"""The operations of editors: files sent and looked at, added, corrected, withdrawn, undone; and who one is."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from assistant.documents.corrections import CORRECTABLE
from assistant.editing import NewDocument, list_withdrawn
from assistant.editing.uploads import describe_problem
from assistant.errors import AssistantError, CorpusError, UnknownDocumentError
from assistant.messages.readings import describe_reading
from assistant.messages.refusals import describe_refusal
from assistant.revisions import list_versions
from assistant.server.access import Person
from assistant.server.api.failures import failures
from assistant.server.api.requests import Name, Text
from assistant.server.shield import is_foreign

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.editing import Act, Desk, Upload

PREFIX = "/api/v1"
STREAMED = (f"{PREFIX}/uploads",)  # whose bodies are files
SILENT_SECONDS = 30.0  # without a byte of a file
ARRIVING_SECONDS = 1800.0  # for a whole file
READING_SECONDS = 20.0  # at most, that a response waits for a file to be read
_PIECE = 1 << 20  # bytes written at once
CardField = Literal[CORRECTABLE]  # type: ignore[valid-type]  # the names stand in one place
Card = dict[CardField, Annotated[Text, Field(max_length=1000)] | None]
Shown = Annotated[Literal["vi", "en"], Query(description="The language of what is said of a file.")]


class NoEditorError(AssistantError):
    """Who asks may not change documents."""

    code = "not_an_editor"
    http_status = 403


class ForeignPageError(AssistantError):
    """A page of another site asks for a change."""

    code = "foreign_origin"
    http_status = 403


class SlowUploadError(AssistantError):
    """A file comes too slowly, or the connection was lost."""

    code = "too_slow"
    http_status = 408


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Addition(_Body):
    """A file that waits, to be added."""

    upload: Name = Field(description="The id of the upload.")
    card: Card = Field(default={}, description="What is corrected on the card; null: the document has none.")
    replaces: Name | None = Field(default=None, description="The document whose new version the file is.")
    seen: Name | None = Field(default=None, description="`seen` of that document's card, as you read it.")


class Additions(_Body):
    """Files to be added together: all or none."""

    documents: list[Addition] = Field(min_length=1, max_length=60)


class Seen(_Body):
    """What the caller has seen of the document."""

    seen: Name | None = Field(
        default=None,
        description="`seen` of the card, as you read it: refused where somebody changed it since.",
    )


class Correction(Seen):
    """What is corrected on a card."""

    card: Card = Field(default={}, description="Fields and what they should be; null: the document has none.")
    taken_back: list[CardField] = Field(default=[], description="Corrections taken back.")


class Me(BaseModel):
    """Who asks."""

    name: str
    edits: bool = Field(description="Whether documents may be added and changed.")
    conversations_days: int | None = Field(
        description="How many days the server keeps my conversations; null: it keeps none."
    )


def editor(request: Request) -> Person:
    """The editor who asks. Raises: NoEditorError, ForeignPageError."""
    if is_foreign(Headers(scope=request.scope)):
        raise ForeignPageError("documents are changed from the page of this server alone")
    person = person_of(request)
    if not person.edits:
        raise NoEditorError(
            "documents are changed by editors only",
            hint="the administrator can give you a key with the role editor, or put you into a group of editors",
        )
    return person


def person_of(request: Request) -> Person:
    """Who sends it."""
    person = request.scope.get("state", {}).get("person")
    return person if isinstance(person, Person) else Person("")


Editor = Annotated[Person, Depends(editor)]
DocumentId = Annotated[str, Path(max_length=200)]
UploadId = Annotated[str, Path(max_length=40)]


def create_editing_router(
    assistant: PolicyAssistant, desk: Desk, conversations_days: int | None = None
) -> APIRouter:
    """All routes of editors; `desk` takes their changes."""
    router = APIRouter(tags=["editing"])

    @router.get("/me", summary="Who I am", response_model=Me, responses=failures())
    async def me(request: Request) -> Response:
        person = person_of(request)
        told = {"name": person.name, "edits": person.edits, "conversations_days": conversations_days}
        return JSONResponse(told)

    _add_uploads(router, desk)
    _add_changes(router, assistant, desk)
    return router


def _add_uploads(router: APIRouter, desk: Desk) -> None:
    uploads = desk.uploads

    @router.post(
        "/uploads",
        summary="Send a file, which is read and not added yet",
        status_code=201,
        responses=failures(408, 507),
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            }
        },
    )
    async def send(
        who: Editor,
        request: Request,
        name: Annotated[str, Query(min_length=1, max_length=1000, description="The name of the file.")],
        language: Shown = "en",
    ) -> Response:
        stated = request.headers.get("content-length", "")
        size = int(stated) if stated.isascii() and stated.isdigit() else None
        incoming = await run_in_threadpool(uploads.begin, name, who.client, size)
        with incoming:
            piece = bytearray()
            try:
                async with asyncio.timeout(ARRIVING_SECONDS):
                    stream = request.stream().__aiter__()
                    while True:
                        async with asyncio.timeout(SILENT_SECONDS):
                            data = await anext(stream, None)
                        if data is None:
                            break
                        piece += data
                        if len(piece) >= _PIECE:
                            await run_in_threadpool(incoming.write, bytes(piece))
                            piece.clear()
            except (TimeoutError, ClientDisconnect):
                raise SlowUploadError(
                    "the file did not arrive whole; nothing of it was kept", hint="send it again"
                ) from None
            await run_in_threadpool(incoming.write, bytes(piece))
            upload = await run_in_threadpool(incoming.finish)
        await run_in_threadpool(uploads.get, upload.id, who.client, wait=READING_SECONDS)
        return JSONResponse(describe_upload(upload, language), 201)

    @router.get("/uploads", summary="List the files I sent and have not added", responses=failures())
    def list_uploads(who: Editor, language: Shown = "en") -> Response:
        return JSONResponse([describe_upload(upload, language) for upload in uploads.of(who.client)])

    @router.get("/uploads/{upload_id}", summary="What was read of a file I sent", responses=failures(404))
    def read_upload(
        who: Editor,
        upload_id: UploadId,
        language: Shown = "en",
        wait: Annotated[float, Query(ge=0, le=READING_SECONDS, description="Seconds to wait for it.")] = 0,
    ) -> Response:
        return JSONResponse(describe_upload(uploads.get(upload_id, who.client, wait=wait), language))

    @router.post("/uploads/{upload_id}/discard", summary="Drop a file I sent", responses=failures(404))
    def discard(who: Editor, upload_id: UploadId) -> Response:
        uploads.discard(upload_id, who.client)
        return JSONResponse({"discarded": upload_id})


def _add_changes(router: APIRouter, assistant: PolicyAssistant, desk: Desk) -> None:
    @router.post(
        "/documents", summary="Add files that were read", status_code=202, responses=failures(404, 409, 507)
    )
    def add(who: Editor, body: Additions) -> Response:
        items = [
            NewDocument(desk.uploads.get(one.upload, who.client), one.card, one.replaces, one.seen)
            for one in body.documents
        ]
        return JSONResponse([describe_act(act) for act in desk.add(who.name, items)], 202)

    @router.get(
        "/documents/{document_id}/card",
        summary="The card of a document, to correct it",
        responses=failures(404),
    )
    def read_card(who: Editor, document_id: DocumentId) -> Response:
        document = next((one for one in assistant.documents() if one.id == document_id), None)
        if document is None:
            raise UnknownDocumentError("there is no such document", hint=f"{PREFIX}/documents lists them")
        standing = desk.standings.of(document_id)
        acts = desk.journal.last(document=document_id, limit=20)
        return JSONResponse(
            {
                "id": document_id,
                "card": {name: getattr(document, name) for name in CORRECTABLE},
                "corrected": [name for name, _ in standing.card],
                "seen": desk.standings.revision(document_id),
                "versions": list(list_versions(assistant.settings, document))[1:],
                "changes": [describe_act(act, undoable=act.after == standing) for act in acts],
            }
        )

    @router.post(
        "/documents/{document_id}/card",
        summary="Correct a card",
        status_code=202,
        responses=failures(404, 409, 507),
    )
    def correct(who: Editor, document_id: DocumentId, body: Correction) -> Response:
        act = desk.correct(who.name, document_id, body.card, body.taken_back, seen=body.seen)
        return JSONResponse(describe_act(act), 202)

    @router.post(
        "/documents/{document_id}/withdraw",
        summary="Take a document out of the index; its file stays",
        status_code=202,
        responses=failures(404, 409, 507),
    )
    def withdraw(who: Editor, document_id: DocumentId, body: Seen) -> Response:
        return JSONResponse(describe_act(desk.withdraw(who.name, document_id, seen=body.seen)), 202)

    @router.post(
        "/documents/{document_id}/delete",
        summary="Delete a withdrawn document for good",
        responses=failures(404, 409, 507),
    )
    def delete(who: Editor, document_id: DocumentId) -> Response:
        return JSONResponse(describe_act(desk.delete(who.name, document_id)))

    @router.get(
        "/changes", summary="Who changed what, the last first; what is under way", responses=failures()
    )
    def list_changes(
        who: Editor,
        document: Annotated[str | None, Query(max_length=200)] = None,
        limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    ) -> Response:
        progress = desk.indexing.progress
        building = dict(zip(("stage", "done", "total"), progress, strict=True)) if progress else None
        acts = desk.journal.last(document=document, limit=limit)
        rows = [describe_act(act, undoable=_is_undoable(act, desk)) for act in acts]
        withdrawn = [asdict(one) for one in list_withdrawn(desk.journal, desk.standings)]
        return JSONResponse(
            {"building": building, "index_id": assistant.index_id, "changes": rows, "withdrawn": withdrawn}
        )

    @router.post(
        "/changes/{number}/undo", summary="Undo a change", status_code=202, responses=failures(404, 409, 507)
    )
    def undo(who: Editor, number: Annotated[int, Path(ge=1)]) -> Response:
        return JSONResponse(describe_act(desk.undo(who.name, number)), 202)


def _is_undoable(act: Act, desk: Desk) -> bool:
    return act.outcome == "done" and act.before is not None and act.after == desk.standings.of(act.document)


def describe_act(act: Act, *, undoable: bool = False) -> dict[str, Any]:
    """A change as JSON."""
    row: dict[str, Any] = {
        name: getattr(act, name)
        for name in ("id", "at", "who", "kind", "document", "title", "undoes", "outcome", "problem")
    }
    return row | {"undoable": undoable and act.outcome == "done" and act.before is not None}


def describe_upload(upload: Upload, language: Literal["vi", "en"]) -> dict[str, Any]:
    """A file that waits as JSON, with what was read of it or why it cannot be."""
    row: dict[str, Any] = {"id": upload.id, "name": upload.name, "size": upload.size, "state": upload.state}
    if upload.problem:
        error = describe_problem(upload.problem)
        said = (
            describe_refusal(error.message, error.hint, language)
            if isinstance(error, CorpusError)
            else error.message
        )
        return row | {
            "problem": {"code": error.code, "message": error.message, "hint": error.hint, "said": said}
        }
    if upload.state == "reading":
        return row
    preview = upload.preview()
    shown = asdict(preview) | {
        "warnings": describe_reading(preview.report, language) if preview.report else []
    }
    del shown["report"]
    return row | {"preview": shown}
