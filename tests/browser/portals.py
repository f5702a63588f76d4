"""A portal of another origin that embeds the assistant's widget."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from docs.refresh import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Frame, Locator, Page

SAMPLE = ROOT / "docs" / "integration" / "portal"
SAMPLE_ADDRESS = "http://127.0.0.1:7860"  # of the assistant, in the sample page
LAUNCHER = "Hỏi đáp chính sách"


@dataclass(slots=True)
class Site:
    """A portal's server: the sample page, which names the assistant once its address is known."""

    origin: str
    assistant: str = ""
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)

    def embed(self, assistant: str) -> None:
        """Serves the sample page for this assistant at `/`, and the same without its script at `/plain`."""
        self.assistant = assistant
        page = (SAMPLE / "index.html").read_text("utf-8").replace(SAMPLE_ADDRESS, assistant)
        without = "\n".join(line for line in page.splitlines() if "/widget.js" not in line)
        self.pages = {
            "/": ("text/html; charset=utf-8", page),
            "/plain": ("text/html; charset=utf-8", without),
            "/portal.css": ("text/css; charset=utf-8", (SAMPLE / "portal.css").read_text("utf-8")),
        }


@contextmanager
def portal() -> Iterator[Site]:
    """A running portal, without a page yet."""
    site = Site("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, page = site.pages.get(self.path, ("text/plain", ""))
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, format: str, *values: object) -> None:  # noqa: A002 - the name of the base class
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.origin = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield site
        server.shutdown()


@dataclass  # no slots: Playwright keeps its wrappers of the handlers on the object
class Reader:
    """Somebody on a portal's page, and what went wrong there."""

    page: Page
    context: BrowserContext
    site: Site
    problems: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Collects errors and warnings of a tab, and requests to anyone but the portal and the assistant."""
        page.set_default_timeout(60_000)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda sent: self._note_request(sent.url))

    def _note(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.problems.append(said.text)

    def _note_request(self, address: str) -> None:
        if not address.startswith((self.site.origin, self.site.assistant, "data:")):
            self.problems.append(f"request to {address}")

    @property
    def launcher(self) -> Locator:
        """The widget's button."""
        return self.page.get_by_role("button", name=LAUNCHER)

    @property
    def frame(self) -> Frame:
        """The widget's frame."""
        return next(frame for frame in self.page.frames if "/widget" in frame.url)

    def open(self) -> None:
        """Opens the widget and waits until a question can be typed."""
        self.launcher.click()
        self.page.frame_locator("iframe").locator("#question:focus").wait_for()

    def ask(self, question: str) -> None:
        """Types a question, sends it with Enter and waits for the end of the answer."""
        before = self.frame.locator(".answer").count()
        self.frame.fill("#question", question)
        self.frame.press("#question", "Enter")
        self.frame.locator(".answer[aria-busy=false]").nth(before).wait_for()

    def focused(self) -> str:
        """The class of the element of the widget that has the focus on the portal's page."""
        return str(self.page.evaluate("document.activeElement.shadowRoot?.activeElement?.className ?? ''"))
