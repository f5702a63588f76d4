"""The HTTP interface: documents as JSON. Offsets of citations index into the text that it returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from assistant.shield import error_body

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant

PREFIX = "/api/v1"


def create_router(assistant: PolicyAssistant) -> APIRouter:
    """The routes below `/api/v1`."""
    router = APIRouter(prefix=PREFIX)

    @router.get("/documents")
    def list_documents() -> list[dict[str, Any]]:
        return [document.to_dict() for document in assistant.documents()]

    @router.get("/documents/{document_id}")
    def read_document(document_id: str) -> JSONResponse:
        for document in assistant.documents():
            if document.id == document_id:
                return JSONResponse(document.to_dict(with_text=True))
        body = error_body("unknown_document", "there is no such document", f"{PREFIX}/documents lists them")
        return JSONResponse(body, status_code=404)

    return router
