"""The pages of documents: each version in the viewer, what a version changed, and the original as a download."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from assistant.documents import parse_sections
from assistant.documents.files import read_bytes
from assistant.errors import CorpusError
from assistant.index.purging import PICTURES
from assistant.messages import Language, say
from assistant.revisions import compare_versions, find_kept, list_versions
from assistant.server import viewer
from assistant.server.access import read_origins
from assistant.server.pictures import PagePictures
from assistant.settings import Settings
from assistant.types import Document

if TYPE_CHECKING:
    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse
    from starlette.responses import Response

    from assistant.assistant import PolicyAssistant


def add_document_routes(
    app: FastAPI, assistant: PolicyAssistant, settings: Settings, language: Language, prefix: str = ""
) -> None:
    """The routes below `prefix` + /documents/, in the language."""
    from fastapi.responses import HTMLResponse

    policy = _policy(settings)
    missing = partial(_missing, language, policy)
    current = partial(_current, assistant)

    @app.get(prefix + "/documents/{document_id}", include_in_schema=False)
    def show_document(document_id: str, version: str | None = None) -> HTMLResponse:
        newest = current(document_id)
        document = find_kept(settings, document_id, version, assistant.documents(), hidden=assistant.hidden)
        if document is None or not assistant.may_see(document):
            return missing()
        if newest is not None and document.version == newest.version:
            sections = assistant.sections(document_id)
            versions = list_versions(settings, newest)
            return HTMLResponse(
                viewer.render_document(newest, sections, language, versions=versions), headers=policy
            )
        page = viewer.render_document(document, parse_sections(document), language, outdated=True)
        return HTMLResponse(page, headers=policy)

    @app.get(prefix + "/documents/{document_id}/changes", include_in_schema=False)
    def show_changes(document_id: str, since: str = "") -> HTMLResponse:
        newest = current(document_id)
        known = [v for v in list_versions(settings, newest) if v["version"] == since] if newest else []
        old = find_kept(settings, known[0]["document_id"], since, assistant.documents()) if known else None
        if newest is None or old is None or not assistant.may_see(old):
            return missing()
        comparison = compare_versions(old, newest, settings)
        return HTMLResponse(viewer.render_comparison(comparison, language), headers=policy)

    _add_original_routes(app, assistant, settings, language, prefix)


def _add_original_routes(
    app: FastAPI, assistant: PolicyAssistant, settings: Settings, language: Language, prefix: str
) -> None:
    """The original: its pages as pictures with the lines of a clause marked, and the file."""
    from fastapi.responses import HTMLResponse
    from fastapi.responses import Response as Answer

    policy = _policy(settings)
    missing = partial(_missing, language, policy)
    current = partial(_current, assistant)
    pictures = PagePictures(settings.index_path() / PICTURES)

    @app.get(prefix + "/documents/{document_id}/original", include_in_schema=False)
    def show_original(document_id: str, clause: str = "", page: int = 1) -> HTMLResponse:
        document = current(document_id)
        if document is None or not viewer.has_pictures(document):
            return missing("original_not_found")
        reading = assistant.reading(document_id)
        section = next((s for s in assistant.sections(document_id) if s.id == clause), None)
        pages = viewer.pages_of(reading, document, section, page) if reading else []
        if reading is None or not pages or (clause and section is None):
            return missing("original_not_found")
        last = len(reading.reading.pages)
        return HTMLResponse(viewer.render_original(document, section, pages, last, language), headers=policy)

    @app.get(prefix + "/documents/{document_id}/pages/{number}", include_in_schema=False)
    def send_page(document_id: str, number: int) -> Response:
        document = current(document_id)
        data = _original(settings, document) if document and viewer.has_pictures(document) else None
        if document is None or data is None:
            return missing("original_not_found")
        try:
            picture = pictures.picture(data, str(document.sha256), number)
        except CorpusError:
            return missing("original_not_found")
        kept = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
        return Answer(picture, media_type="image/png", headers=kept)

    @app.get(prefix + "/documents/{document_id}/file", include_in_schema=False)
    def send_original(document_id: str) -> Response:
        document = current(document_id)
        data = _original(settings, document) if document else None
        if document is None or data is None:
            return missing("original_not_found")
        name = str(document.file).rpartition("/")[2]
        return Answer(
            data,
            media_type="application/octet-stream",
            headers={
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "Cache-Control": "private, no-cache",
            },
        )


def _policy(settings: Settings) -> dict[str, str]:
    portals = read_origins(settings.frame_ancestors, "ASSISTANT_FRAME_ANCESTORS")
    return {"Content-Security-Policy": viewer.content_security_policy(portals)}


def _missing(language: Language, policy: dict[str, str], key: str = "document_not_found") -> HTMLResponse:
    from fastapi.responses import HTMLResponse

    page = viewer.render_message(say(key, language), say(f"{key}_hint", language), language)
    return HTMLResponse(page, status_code=404, headers=policy)


def _current(assistant: PolicyAssistant, document_id: str) -> Document | None:
    return next((document for document in assistant.documents() if document.id == document_id), None)


def _original(settings: Settings, document: Document) -> bytes | None:
    """The file that the document was read from; None where it is gone or is another one by now."""
    if document.file is None:
        return None
    for folder in (settings.corpus_dir, settings.additions_path()):
        root = folder.resolve()
        with suppress(CorpusError):
            data = read_bytes(root / document.file, root)
            if hashlib.sha256(data).hexdigest() == document.sha256:
                return data
    return None
