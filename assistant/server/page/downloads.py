"""Files that the page hands out: the registers, filtered by the address; conversations, for a few minutes."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, Response

from assistant.errors import AssistantError
from assistant.exporting import (
    MEDIA_TYPES,
    Exchange,
    FileFormat,
    export_comparison,
    export_conversation,
    export_deadlines,
    export_responsibilities,
    export_targets,
    name_filters,
)
from assistant.registers import measured_first, read_date
from assistant.server import viewer
from assistant.server.page.site import Site
from assistant.server.page.turns import Turn
from assistant.types import RowFilter

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

_KEPT = 64  # files of conversations
_SECONDS = 600  # for which they are kept
_MOST = 50  # values of one field of a filter
_LONGEST = 300  # characters of a value


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    format_: FileFormat
    name: str
    until: float


class Shelf:
    """Files waiting to be fetched, each under an address that nobody can guess; in memory alone."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, _File] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, content: bytes, format_: FileFormat, name: str) -> str:
        """The token of the file; the oldest make room."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._files[token] = _File(content, format_, name, time.monotonic() + _SECONDS)
            while len(self._files) > _KEPT:
                self._files.popitem(last=False)
        return token

    def get(self, token: str) -> _File | None:
        """The file of the token, as long as it is kept."""
        with self._lock:
            for old in [t for t, file in self._files.items() if file.until < time.monotonic()]:
                del self._files[old]
            return self._files.get(token)


def put_conversation(site: Site, shelf: Shelf, turns: Sequence[Turn], *, footnotes: bool = False) -> str:
    """Puts the answered turns on the shelf as a Word document, and gives the link to it; what is mere talk is left out."""
    exchanges = [
        Exchange(turn.question, answer)
        for turn in turns
        if (answer := turn.answer) and answer.outcome != "talk"
    ]
    if not exchanges:
        return f"<p>{site.shown('conversation_empty')}</p>"
    made = datetime.now()
    content = export_conversation(exchanges, made=made, language=site.language, footnotes=footnotes)
    name = f"{site.say('file_conversation')}-{made:%Y%m%d-%H%M}.docx"
    token = shelf.put(content, "docx", name)
    words = site.shown("conversation_file", name=name)
    return f'<a class="pa-file" href="exports/conversations/{token}" download>{words}</a>'


def add_routes(app: FastAPI, site: Site, shelf: Shelf, prefix: str) -> None:
    """`exports/…` below the prefix of the page."""

    @app.get(prefix + "/exports/conversations/{token}", include_in_schema=False)
    def hand_out(token: str) -> Response:
        file = shelf.get(token)
        return _attachment(file.content, file.format_, file.name) if file else _refuse(site, None, 404)

    @app.get(prefix + "/exports/{register}.{form}", include_in_schema=False)
    def export(register: str, form: str, request: Request) -> Response:
        if register not in _REGISTERS or form not in MEDIA_TYPES:
            return _refuse(site, None, 404)
        try:
            content = _export(site, register, form, request.query_params)
        except AssistantError as error:
            return _refuse(site, error, 400)
        return _attachment(content, form, f"{site.say(f'file_{register}')}.{form}")


_REGISTERS = ("targets", "responsibilities", "deadlines", "comparison")


def _export(site: Site, register: str, format_: FileFormat, query: QueryParams) -> bytes:
    """The register as a file. Raises: AssistantError."""
    assistant = site.assistant

    def values(name: str) -> tuple[str, ...]:
        return tuple(value[:_LONGEST] for value in query.getlist(name) if value.strip())[:_MOST]

    documents, periods = values("documents"), values("periods")
    text = query.get("text", "")[:_LONGEST].strip() or None
    all_documents = assistant.documents()
    of: dict[str, Any] = {
        "made": datetime.now(), "language": site.language, "index_id": assistant.index_id, "indexed_on": assistant.indexed_on,
    }  # fmt: skip
    if register == "comparison":
        compared = assistant.compare(documents, periods, RowFilter(text=text))
        return export_comparison(
            compared,
            all_documents,
            format_,
            filters=_named(site, RowFilter(periods=periods, text=text)),
            **of,
        )
    where = RowFilter(
        documents=documents, places=values("places"), periods=periods, agencies=values("agencies"),
        roles=values("roles"), kinds=values("kinds"), text=text,
    )  # fmt: skip
    if register == "targets":
        return export_targets(
            measured_first(assistant.targets(where)), all_documents, format_,
            register=assistant.targets(), filters=_named(site, where), **of,
        )  # fmt: skip
    if register == "responsibilities":
        return export_responsibilities(
            assistant.responsibilities(where), all_documents, format_, filters=_named(site, where), **of
        )
    after, before = _day(query.get("after")), _day(query.get("before"))
    due = assistant.deadlines(where, before, after)
    return export_deadlines(due, all_documents, format_, filters=_named(site, where, after, before), **of)


def _named(site: Site, where: RowFilter, after: date | None = None, before: date | None = None) -> str:
    return name_filters(where, site.documents(), site.language, after=after, before=before)


def _day(typed: str | None) -> date | None:
    return read_date(typed[:_LONGEST]) if typed else None


def _attachment(content: bytes, format_: FileFormat, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA_TYPES[format_], headers=headers)


def _refuse(site: Site, error: AssistantError | None, status: int) -> HTMLResponse:
    text = site.explain(error) if error else site.say("export_gone_hint")
    page = viewer.render_message(site.say("export_gone"), text, site.language)
    headers = {"Content-Security-Policy": viewer.content_security_policy()}
    return HTMLResponse(page, status_code=status, headers=headers)
