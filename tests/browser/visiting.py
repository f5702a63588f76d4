"""A tab of the browser that asks and watches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

SECONDS = 20


@dataclass  # no slots: Playwright keeps its wrappers of the two handlers on the object
class Visit:
    """A tab of a fresh browser profile, and what went wrong in it."""

    page: Page
    context: BrowserContext
    address: str
    problems: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Collects the errors of a tab and every request that leaves the server."""
        page.set_default_timeout(SECONDS * 1000)
        page.on("console", self._note_problem)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", self._note_request)

    def _note_problem(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.problems.append(said.text)

    def _note_request(self, sent: Request) -> None:
        if not sent.url.startswith((self.address, "data:")):
            self.foreign.append(sent.url)

    def open(self) -> None:
        """Opens the page and waits until a question can be typed."""
        self.page.goto(self.address)
        self.page.wait_for_selector("#pa-chat .example")

    def ask(self, question: str) -> None:
        """Types a question, sends it with Enter and waits for the answer below it."""
        before = self.page.locator(".pa-answer, .pa-error").count()
        self.page.fill("#pa-question textarea", question)
        self.page.keyboard.press("Enter")
        self.page.locator(".pa-answer, .pa-error").nth(before).wait_for()
