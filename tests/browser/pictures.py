"""Takes the pictures of the documentation from a running server.

python -m tests.browser.pictures http://127.0.0.1:7860 docs/images
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.visiting import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WINDOW, PHONE = (1200, 760), (390, 800)
TARGET, FOLLOW_UP, DUTIES = (
    "ty le lao dong qua dao tao cua hue den 2030",
    "Còn Cần Thơ thì sao?",
    "Công an thành phố làm gì?",
)


def take_pictures(browser: Browser, address: str, folder: Path) -> None:
    """Writes start, page, document, dark and phone as PNG."""
    photograph(browser, address, folder / "start.png")
    photograph(browser, address, folder / "page.png", [TARGET, FOLLOW_UP], document=folder / "document.png")
    photograph(browser, address, folder / "dark.png", [DUTIES], colours="dark")
    photograph(browser, address, folder / "phone.png", [TARGET], size=PHONE)


def photograph(
    browser: Browser,
    address: str,
    picture: Path,
    questions: Sequence[str] = (),
    *,
    size: tuple[int, int] = WINDOW,
    colours: Literal["light", "dark"] = "light",
    document: Path | None = None,
) -> None:
    """The page after these questions, and the document that the last answer cites first."""
    viewport = {"width": size[0], "height": size[1]}
    with browser.new_context(viewport=viewport, color_scheme=colours, locale="vi-VN") as context:  # type: ignore[arg-type]
        visit = Visit(context.new_page(), context, address.rstrip("/"))
        visit.open()
        for question in questions:
            visit.ask(question)
        visit.page.wait_for_timeout(1500)  # until the page has scrolled, which a new question makes it do
        visit.page.evaluate(
            "document.querySelector('#pa-chat .bubble-wrap').scrollTop = 0; document.activeElement.blur()"
        )
        visit.page.wait_for_timeout(300)
        visit.page.screenshot(path=picture)
        if document:
            with context.expect_page() as opened:
                visit.page.locator(".pa-answer").last.locator("a.pa-marker").first.click()
            opened.value.wait_for_selector(".clause:target")
            opened.value.screenshot(path=document)


def main() -> None:
    """Takes an address and a folder."""
    from playwright.sync_api import sync_playwright

    address, folder = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        take_pictures(browser, address, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
