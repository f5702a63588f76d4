"""Signs a browser in with a key, which it keeps as a cookie that no script can read."""

from __future__ import annotations

from urllib.parse import parse_qs, quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.server.access import COOKIE, Access
from assistant.server.notices import Notices
from assistant.server.shield import local_path
from assistant.settings import Settings

PATHS = ("/sign-in", "/sign-out")
_SECONDS = 12 * 3600  # a working day
_FIELDS = 10


class SignIn:
    """The form, what it sends, and the way out; all else is the site's."""

    def __init__(self, site: ASGIApp, access: Access, notices: Notices, settings: Settings) -> None:
        self._site = site
        self._access = access
        self._notices = notices
        self._path = settings.root_path or "/"
        self._framed = bool(settings.frame_ancestors)
        routes = [
            Route("/sign-in", self._show, methods=["GET"]),
            Route("/sign-in", self._sign_in, methods=["POST"]),
            Route("/sign-out", self._sign_out, methods=["POST"]),
        ]
        self._own = Starlette(routes=routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves our paths, passes the others on."""
        own = scope["type"] == "http" and local_path(scope) in PATHS
        await (self._own if own else self._site)(scope, receive, send)

    def _form(self, following: str = "", *, refused: bool = False) -> Response:
        page = self._notices.sign_in("sign-in", following, refused=refused)
        headers = {"Content-Security-Policy": self._notices.policy}
        return HTMLResponse(page, 401 if refused else 200, headers)

    async def _show(self, _: Request) -> Response:
        return self._form()

    async def _sign_in(self, request: Request) -> Response:
        try:
            form = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=_FIELDS)
        except ValueError:
            form = {}
        token, following = (form.get(name, [""])[0].strip() for name in ("key", "following"))
        if not self._access.takes_keys or self._access.keys.find(token) is None:
            return self._form(following, refused=True)
        # Relative and quoted: whatever was sent, it leads to an address of ours.
        onward = "./" + quote(following.lstrip("/\\"), safe="/?=&%:+,;@~")
        return self._set_cookie(request, RedirectResponse(onward, 303), token, _SECONDS)

    async def _sign_out(self, request: Request) -> Response:
        return self._set_cookie(request, RedirectResponse("./", 303), "", 0)

    def _set_cookie(self, request: Request, response: Response, value: str, seconds: int) -> Response:
        peer = request.client.host if request.client else ""
        parts = [f"{COOKIE}={value}", f"Path={self._path}", f"Max-Age={seconds}", "HttpOnly"]
        if not self._access.is_https(request.url.scheme, request.headers, peer):
            parts.append("SameSite=Lax")
        elif self._framed:  # a portal's frame needs it; each portal gets a cookie of its own
            parts += ["Secure", "SameSite=None", "Partitioned"]
        else:
            parts += ["Secure", "SameSite=Lax"]
        response.headers["Set-Cookie"] = "; ".join(parts)
        return response
