"""Composes page, documents and API into one application behind the shield, and serves it."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from assistant.assistant import PolicyAssistant

SHUTDOWN_SECONDS = 3  # for answers under way; the page's heartbeat never ends by itself


class PortError(AssistantError):
    """The address cannot be listened on."""

    code = "port_unavailable"


@contextmanager
def listen(host: str, port: int) -> Iterator[socket.socket]:
    """A socket bound to the address. Raises: PortError when it is taken or is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(128)
        except OSError as error:
            raise PortError(
                f"{host}, port {port} cannot be served: {error.strerror or error}",
                hint="choose another port with --port, or an address of this machine with --host",
            ) from None
        yield listener


def create_app(assistant: PolicyAssistant, settings: Settings) -> ASGIApp:
    """The whole application."""
    from fastapi import FastAPI
    from fastapi.responses import FileResponse, HTMLResponse

    from assistant import api, ui, viewer
    from assistant.messages import say
    from assistant.request_log import RequestLog
    from assistant.shield import Shield, any_of

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.mount(api.PREFIX, api.create_api(assistant, settings))
    app.include_router(api.create_health_router(assistant))

    @app.get("/documents/{document_id}")
    def show_document(document_id: str) -> HTMLResponse:
        policy = {"Content-Security-Policy": viewer.content_security_policy()}
        for document in assistant.documents():
            if document.id == document_id:
                page = viewer.render_document(document, assistant.sections(document_id), settings.language)
                return HTMLResponse(page, headers=policy)
        title = say("document_not_found", settings.language)
        page = viewer.render_message(
            title, say("document_not_found_hint", settings.language), settings.language
        )
        return HTMLResponse(page, status_code=404, headers=policy)

    @app.get("/page/{name}")
    def read_page_file(name: str) -> FileResponse:  # only the names of `ui.FILES` come through the shield
        return FileResponse(ui.FILES[f"/page/{name}"], headers={"Cache-Control": "no-cache"})

    ui.mount(app, assistant, settings)
    paths = ("/health/live", "/health/ready", *ui.FILES, *ui.PATHS)
    prefixes = ("/documents/", f"{api.PREFIX}/", *ui.PATH_PREFIXES)
    return RequestLog(Shield(app, is_open=any_of(paths, prefixes)))


def serve(
    assistant: PolicyAssistant,
    settings: Settings,
    listener: socket.socket,
    *,
    announce: Callable[[str], None],
) -> None:
    """Serves until it is stopped; `announce` gets the address once the page answers there."""
    import uvicorn

    host, port = listener.getsockname()[:2]
    config = uvicorn.Config(
        create_app(assistant, settings),
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        limit_concurrency=512,
        h11_max_incomplete_event_size=16_384,
        ws="none",
    )
    shown = f"[{host}]" if ":" in host else host
    announce(f"Policy Assistant: http://{shown}:{port} (Ctrl-C stops it)")
    uvicorn.Server(config).run(sockets=[listener])
