"""Takes the pictures of the documentation from a running server.

python -m tests.browser.pictures http://127.0.0.1:7860 docs/images
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.visiting import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WINDOW, PHONE = (1280, 800), (390, 800)
TABS = {
    "Chỉ tiêu": "targets.png",
    "Phân công": "duties.png",
    "So sánh": "comparison.png",
    "Văn bản": "library.png",
    "Chất lượng": "quality.png",
}
TARGET, FOLLOW_UP, DUTIES = (
    "ty le lao dong qua dao tao cua hue den 2030",
    "Còn Cần Thơ thì sao?",
    "Công an thành phố làm gì?",
)


def take_pictures(browser: Browser, address: str, folder: Path) -> None:
    """Writes start, page, document, dark, phone, targets, duties, comparison, library and quality as PNG."""
    with opened(browser, address) as visit:
        visit.page.screenshot(path=folder / "start.png")
        visit.ask(TARGET)
        settle(visit)
        visit.ask(FOLLOW_UP)
        settle(visit)
        visit.page.screenshot(path=folder / "page.png")
        visit.page.locator(".pa-answer").last.locator("a.pa-marker").first.click()
        visit.clause()
        visit.page.wait_for_timeout(500)
        visit.page.screenshot(path=folder / "document.png")
        visit.page.keyboard.press("Escape")
        for name, picture in TABS.items():
            visit.open_tab(name).locator("table, a.pa-document").first.wait_for()
            if name == "Văn bản":
                visit.page.locator("a.pa-document").first.click()
                visit.page.frame_locator("#pa-reader iframe").locator(".about").wait_for()
            visit.page.wait_for_timeout(500)
            visit.page.screenshot(path=folder / picture)
    with opened(browser, address, colours="dark") as visit:
        visit.ask(DUTIES)
        settle(visit)
        visit.page.screenshot(path=folder / "dark.png")
    with opened(browser, address, size=PHONE) as visit:
        visit.ask(TARGET)
        settle(visit)
        visit.page.screenshot(path=folder / "phone.png")
        visit.page.locator("a.pa-marker").first.click()
        visit.clause()
        visit.page.wait_for_timeout(500)
        visit.page.screenshot(path=folder / "sheet.png")


@contextmanager
def opened(
    browser: Browser,
    address: str,
    *,
    size: tuple[int, int] = WINDOW,
    colours: Literal["light", "dark"] = "light",
) -> Iterator[Visit]:
    """The page in a window of its own."""
    viewport = {"width": size[0], "height": size[1]}
    with browser.new_context(viewport=viewport, color_scheme=colours, locale="vi-VN") as context:  # type: ignore[arg-type]
        visit = Visit(context.new_page(), context, address.rstrip("/"))
        visit.open()
        yield visit


def settle(visit: Visit) -> None:
    """Waits for what leads on, and until the page has scrolled, which a question makes it do; goes back to the first question."""
    visit.page.locator(".pa-next a").first.wait_for()
    visit.page.wait_for_timeout(1500)
    visit.page.evaluate(
        "document.querySelector('#pa-chat .bubble-wrap').scrollTop = 0; document.activeElement.blur()"
    )
    visit.page.wait_for_timeout(300)


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
