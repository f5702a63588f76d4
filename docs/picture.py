"""Takes the README's picture of the page from a running assistant: python -m docs.picture [ADDRESS]."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).parent / "images" / "page.png"
QUESTION = "ty le lao dong qua dao tao cua hue den 2030"


def take_picture(address: str) -> None:
    """Asks the README's question on the page, waits for the sources, and saves what is seen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--hide-scrollbars"]
        )
        page = browser.new_page(viewport={"width": 1200, "height": 640})
        page.goto(address)
        question = page.get_by_role("textbox").first
        question.fill(QUESTION)
        question.press("Enter")
        page.get_by_role("link", name="Mở văn bản tại mục này").first.wait_for()
        page.screenshot(path=PICTURE, animations="disabled")
        browser.close()


if __name__ == "__main__":
    take_picture(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:7860")
