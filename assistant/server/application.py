"""Composes page, documents and API into one application behind the shield, and serves it."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.settings import Settings

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

    from assistant.assistant import PolicyAssistant
    from assistant.watching import FolderWatch


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


def create_app(
    assistant: PolicyAssistant, settings: Settings, *, watch: FolderWatch | None = None
) -> ASGIApp:
    """The whole application; `watch` follows the folder of the documents. Raises: SettingsError."""
    return protect(create_site(assistant, settings, watch=watch), settings)


def create_site(
    assistant: PolicyAssistant, settings: Settings, *, watch: FolderWatch | None = None
) -> ASGIApp:
    """Page, documents and API, open to whoever reaches them."""
    from fastapi import FastAPI
    from fastapi.responses import FileResponse

    from assistant.aside import call_aside
    from assistant.editing import Desk
    from assistant.editing.previews import preview_file
    from assistant.operating import Recorder
    from assistant.server import api, page, widget
    from assistant.server.access import read_origins
    from assistant.server.documents import add_document_routes
    from assistant.server.seeing import as_seen
    from assistant.watching import build_beside

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    health = api.create_health_router(assistant)
    desk = Desk(
        settings,
        assistant.documents,
        make=build_beside(watch),
        preview=partial(call_aside, preview_file),
        follow=assistant.follow,
    )
    whole, assistant = assistant, as_seen(assistant)
    recorder = Recorder.of(settings)
    app.mount(api.PREFIX, api.create_api(assistant, settings, desk, recorder, health))
    app.include_router(health)

    portals = read_origins(settings.frame_ancestors, "ASSISTANT_FRAME_ANCESTORS")
    app.include_router(widget.create_router(assistant, settings, portals=portals))

    add_document_routes(app, assistant, settings, settings.language)

    @app.get("/page/{name}")
    def read_page_file(name: str) -> FileResponse:  # only the names of `page.FILES` come through the shield
        return FileResponse(page.FILES[f"/page/{name}"], headers={"Cache-Control": "no-cache"})

    page.mount(app, whole, settings, recorder, watch)
    return app


def protect(site: ASGIApp, settings: Settings) -> ASGIApp:
    """The site behind all that stands before it. Raises: SettingsError."""
    from assistant.server import api, page, sign_in, widget
    from assistant.server.access import Access, read_origins
    from assistant.server.admission import Admission
    from assistant.server.log import RequestLog
    from assistant.server.notices import Notices
    from assistant.server.shield import BodyLimit, Shield, any_of

    access = Access(settings)
    frame_ancestors = read_origins(settings.frame_ancestors, "ASSISTANT_FRAME_ANCESTORS")
    notices = Notices(settings.language, frame_ancestors)
    health = ("/health/live", "/health/ready")
    probes = (*health, *(api.PREFIX + path for path in health))
    icons = (path for path in page.PATHS if path.endswith("/favicon.ico"))
    libraries = (prefix for prefix in page.PATH_PREFIXES if prefix.endswith(("/assets/", "/static/")))
    without_limit = any_of((*probes, *page.FILES, *widget.FILES, *icons), libraries)
    admission = Admission(
        BodyLimit(sign_in.SignIn(site, access, notices, settings), streamed=any_of(api.STREAMED, ())),
        settings,
        access,
        notices,
        for_everyone=any_of((*probes, *sign_in.PATHS, *widget.FILES), ()),
        without_limit=without_limit,
    )
    paths = (*health, *sign_in.PATHS, *page.FILES, *page.PATHS, *widget.FILES, widget.PAGE)
    shield = Shield(
        admission,
        is_open=any_of(paths, ("/documents/", f"{api.PREFIX}/", *page.PATH_PREFIXES)),
        allowed_origins=read_origins(settings.allowed_origins, "ASSISTANT_ALLOWED_ORIGINS"),
        frame_ancestors=frame_ancestors,
    )
    return RequestLog(shield, is_quiet=without_limit)


def server_config(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    """How the application is served: no connection, header or shutdown takes for ever."""
    import uvicorn

    from assistant.server.connections import SHUTDOWN_SECONDS, BoundedProtocol

    return uvicorn.Config(
        app,
        http=BoundedProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # it would believe any header from this machine; `Access` counts the proxies
        root_path=settings.root_path,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS + 2,  # for connections that do not close
        limit_concurrency=512,
        ws="none",
    )


def serve(
    assistant: PolicyAssistant,
    settings: Settings,
    listener: socket.socket,
    *,
    announce: Callable[[str], None],
    watch: FolderWatch | None = None,
) -> None:
    """Serves until it is stopped; `announce` gets the address once the page answers there."""
    from assistant.server.connections import BoundedServer
    from assistant.server.log import configure_logging

    host, port = listener.getsockname()[:2]
    configure_logging()
    config = server_config(create_app(assistant, settings, watch=watch), settings)
    shown = f"[{host}]" if ":" in host else host
    announce(f"http://{shown}:{port}")
    # uvicorn finishes what is under way and then raises the signal again, of which Python would die on the spot.
    signal.signal(signal.SIGTERM, _stop)
    BoundedServer(config).run(sockets=[listener])


def _stop(*_: object) -> None:
    raise KeyboardInterrupt
