"""Lets requests in: not while the server is switched off, not from strangers, not too many."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import AssistantError
from assistant.messages import say
from assistant.server.access import Access, SignInNeededError
from assistant.server.limits import Limiter
from assistant.server.log import note, pseudonym
from assistant.server.notices import Notices
from assistant.server.seeing import NOBODY, ROLES
from assistant.server.shield import local_path, refuse
from assistant.settings import Settings

LIVE = ("/health/live", "/api/v1/health/live")  # answer even while the server is switched off
OFF_FILE = "off"
OFF_CHARACTERS = 1000
OFF_RETRY_SECONDS = 60


class OffSwitch:
    """Off while a file exists, which every request looks at; its words are the notice."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.off_file or settings.index_path() / OFF_FILE
        self._language = settings.language

    def notice(self) -> str | None:
        """What is to be said while the server is off, None while it is on."""
        try:
            with self._path.open(encoding="utf-8", errors="replace") as file:
                said = file.read(OFF_CHARACTERS).strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            said = ""  # it is there, whatever it is
        return said or say("refused_switched_off", self._language)


class Admission:
    """Pure ASGI. Paths for everyone need no key; those without a limit are not counted either."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        access: Access,
        notices: Notices,
        *,
        for_everyone: Callable[[str], bool],
        without_limit: Callable[[str], bool],
    ) -> None:
        self._app = app
        self._access = access
        self._notices = notices
        self._off = OffSwitch(settings)
        self._limiter = Limiter(settings)
        self._for_everyone = for_everyone
        self._without_limit = without_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or says why not: as a page to who reads pages, else as JSON."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path, headers = local_path(scope), Headers(scope=scope)
        peer = (scope.get("client") or ("", 0))[0]
        if path not in LIVE and (notice := self._off.notice()) is not None:
            await self._say(scope, receive, send, 503, "switched_off", notice, retry_after=OFF_RETRY_SECONDS)
            return
        ROLES.set(NOBODY)
        stranger: AssistantError | None = None
        client, open_to_all = self._access.address(headers, peer), self._for_everyone(path)
        if not open_to_all:
            try:
                person = self._access.identify(headers, peer)  # at most one look at a small file
                client, scope.setdefault("state", {})["person"] = person.client, person
                ROLES.set(person.sees)  # of this request alone: its task has a context of its own
            except AssistantError as error:
                stranger = error
        note(scope, client=pseudonym(client))
        unknown = open_to_all or stranger is not None
        if not self._without_limit(path) and (seconds := self._limiter.wait(client, stranger=unknown)):
            message = "too many requests; the limit protects the others who ask"
            hint = f"try again in {seconds} s"
            await self._say(scope, receive, send, 429, "rate_limited", message, hint, retry_after=seconds)
        elif stranger is not None:
            await self._turn_away(stranger, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _turn_away(self, error: AssistantError, scope: Scope, receive: Receive, send: Send) -> None:
        if isinstance(error, SignInNeededError) and self._access.takes_keys:
            if wants_page(scope):
                path, query = local_path(scope), str(scope.get("query_string", b""), "latin-1")
                action = "../" * (path.count("/") - 1) + "sign-in"
                following = quote(path.lstrip("/")) + (f"?{query}" if query else "")
                page = self._notices.sign_in(action, following)
                await self._respond(page, 401, {}, scope, receive, send)
                return
            await refuse(
                send, 401, error.code, error.message, error.hint, headers={"www-authenticate": "Bearer"}
            )
            return
        await self._say(scope, receive, send, error.http_status, error.code, error.message, error.hint)

    async def _say(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        status: int,
        code: str,
        message: str,
        hint: str = "",
        *,
        retry_after: int | None = None,
    ) -> None:
        headers = {} if retry_after is None else {"retry-after": str(retry_after)}
        if wants_page(scope):
            page = self._notices.refusal(code, message if code == "switched_off" else "")
            await self._respond(page, status, headers, scope, receive, send)
        else:
            await refuse(send, status, code, message, hint, headers=headers)

    async def _respond(
        self, page: str, status: int, headers: dict[str, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        policy = {"Content-Security-Policy": self._notices.policy}
        await HTMLResponse(page, status, headers | policy)(scope, receive, send)


def wants_page(scope: Scope) -> bool:
    """Whether somebody looks at the answer in a browser."""
    return scope["method"] in ("GET", "HEAD") and "text/html" in Headers(scope=scope).get("accept", "")
