"""The frame of a document to be written, as a Word file: the clauses are named, and their words come from the index."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from assistant.documents.citations import cite_in_full, page_note
from assistant.errors import AssistantError, UnknownDocumentError
from assistant.exporting import MEDIA_TYPES, ChosenClause, OutlineKind, OutlinePart, export_outline
from assistant.language.text import plain
from assistant.server.api.failures import failures
from assistant.server.api.requests import Name, Text
from assistant.types import Document, Section

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.server.api.workers import Workers

PARTS = 40
CLAUSES = 60  # of one part


class UnknownClauseError(AssistantError):
    """The document has no such clause: it may have changed."""

    code = "unknown_clause"
    http_status = 404


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Clause(_Body):
    """A clause, as the address in a citation names it: `/documents/DOCUMENT#CLAUSE`."""

    document: Name
    clause: Name


class Part(_Body):
    """A heading and the clauses below it."""

    heading: Annotated[Text, Field(max_length=300)]
    clauses: list[Clause] = Field(max_length=CLAUSES)


class Outline(_Body):
    """What the file holds."""

    kind: OutlineKind = Field(description="`report`, `proposal`, `plan`, or `letter` (công văn).")
    subject: Annotated[Text, Field(max_length=500, description="What it is about.")] = ""
    parts: list[Part] = Field(min_length=1, max_length=PARTS)


def create_outline_router(assistant: PolicyAssistant, workers: Workers) -> APIRouter:
    """The one route, for whoever may ask."""
    router = APIRouter(tags=["answers"])

    @router.post(
        "/outlines",
        summary="Frame a document after Decree 30/2020, with chosen clauses, as a Word file",
        response_class=Response,
        responses=failures(404, 504) | {200: {"content": {MEDIA_TYPES["docx"]: {}}}},
    )
    async def frame(body: Outline) -> Response:
        content = await workers.run(partial(_export, assistant, body))
        headers = {
            "Content-Disposition": 'attachment; filename="khung-van-ban.docx"',
            "Cache-Control": "no-store",
        }
        return Response(content, media_type=MEDIA_TYPES["docx"], headers=headers)

    return router


def _export(assistant: PolicyAssistant, wanted: Outline) -> bytes:
    """Raises: UnknownDocumentError, UnknownClauseError."""
    documents = {document.id: document for document in assistant.documents()}
    parts = [
        OutlinePart(part.heading, tuple(_choose(assistant, documents, each) for each in part.clauses))
        for part in wanted.parts
    ]
    return export_outline(wanted.kind, wanted.subject, parts, made=datetime.now())


def _choose(assistant: PolicyAssistant, documents: dict[str, Document], wanted: Clause) -> ChosenClause:
    document = documents.get(wanted.document)
    if document is None:
        raise UnknownDocumentError("there is no such document", hint="ask the question again")
    found = next((each for each in assistant.sections(document.id) if each.id == wanted.clause), None)
    if found is None:
        raise UnknownClauseError("the document has no such clause", hint="ask the question again")
    return ChosenClause(
        _words(found), cite_in_full(found.address, document) + page_note(document, found.start)
    )


def _words(section: Section) -> str:
    """The clause's words without the marks of the text; the cells of a row one after the other."""
    if section.kind == "table_row":
        cells = (
            plain(cell.replace("\\|", "|")).strip() for cell in section.text.strip().strip("|").split(" | ")
        )
        return "; ".join(filter(None, cells))
    return plain(section.text.lstrip("#").strip()).lstrip("-–+ ")
