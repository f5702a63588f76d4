"""A tab of the browser that asks and watches."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request

SECONDS = 90  # at most, on a machine that is busy


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

    def leave(self, to: str | Locator | None = None) -> None:
        """Loads the page anew, another address, or what a link leads to; that this ends its streams is no problem of the page."""
        if to is None:
            self.page.reload()
        elif isinstance(to, str):
            self.page.goto(to)
        else:
            with self.page.expect_navigation():
                to.click()
        ended = ("AbortError", "Connection errored out", "network error", "ERR_ABORTED")
        self.page.wait_for_timeout(200)
        self.problems[:] = [said for said in self.problems if not any(name in said for name in ended)]

    def ask(self, question: str) -> None:
        """Types a question, sends it with Enter and waits for the answer below it."""
        answers = self.page.locator(".pa-answer:not(.pa-partial), .pa-error")
        before = answers.count()
        self.page.fill("#pa-question textarea", question)
        self.page.keyboard.press("Enter")
        answers.nth(before).wait_for()
        assert self.page.input_value("#pa-question textarea") == ""

    def open_tab(self, name: str) -> Locator:
        """Opens a tab, from the menu of further tabs where there is no room for its name, and gives its panel."""
        tab = self.page.get_by_role("tab", name=name, exact=True)
        if not tab.is_visible():
            self.page.locator("#pa-tabs .overflow-menu > button").click()
            tab = self.page.locator("#pa-tabs .overflow-dropdown button", has_text=name)
        tab.click()
        panel = self.page.locator("#pa-tabs [role=tabpanel]:visible")
        panel.wait_for()
        return panel

    def until(self, expression: str) -> None:
        """Waits until an expression of JavaScript holds; Playwright's own waiting needs a laxer policy than the page has."""
        end = time.monotonic() + SECONDS
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, expression
            self.page.wait_for_timeout(50)

    def clause(self) -> Locator:
        """The highlighted clause in the panel, once it is there."""
        found = self.page.frame_locator("#pa-panel iframe").locator(".clause:target")
        found.wait_for()
        return found
