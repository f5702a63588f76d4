"""How long somebody new takes from the start of the program to an answer from a Word file of their own, in clicks and seconds.

Run with `python -m benchmarks.stranger [--pages 20]`; it needs Chromium and Playwright. It starts a server of its own on a copy
of the default corpus, which it indexes first. Exit status 1 above 6 clicks or 90 s.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.load import own_server, word_file
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.visiting import Visit

CLICKS = 6
SECONDS = 90.0
PATIENCE_SECONDS = 120.0  # for a step


def measure(address: str, file: Path) -> tuple[int, list[tuple[str, float]]]:
    """Clicks, and the seconds after the first screen at which each step was done."""
    from playwright.sync_api import sync_playwright

    steps: list[tuple[str, float]] = []
    clicks = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        visit = Visit(context.new_page(), context, address.rstrip("/"))
        page = visit.page
        page.set_default_timeout(PATIENCE_SECONDS * 1000)
        visit.open()
        started = time.monotonic()
        visit.open_tab("Văn bản")
        clicks += 1
        with page.expect_file_chooser() as chooser:
            page.locator(".pa-drop").click()
        clicks += 1
        chooser.value.set_files(file)
        clicks += 2  # the file and “Open”, in the system's window
        add = page.get_by_role("button", name="Thêm vào", exact=True)
        add.wait_for()
        steps.append(("read and shown", time.monotonic() - started))
        add.click()
        clicks += 1
        ask = page.get_by_role("link", name="Hỏi thử: tóm tắt văn bản này")
        ask.wait_for()
        steps.append(("added", time.monotonic() - started))
        ask.click()
        clicks += 1
        page.locator(".pa-answer:not(.pa-partial) :is(a.pa-marker, .pa-run)").first.wait_for()
        steps.append(("answered", time.monotonic() - started))
        browser.close()
    return clicks, steps


def main() -> int:
    """Measures, and prints the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.stranger", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--pages", type=int, default=20, help="of the Word file")
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ke-hoach.docx"
        file.write_bytes(word_file(pages))
        started = time.monotonic()
        with own_server() as server:
            ready = time.monotonic() - started
            clicks, steps = measure(server.address, file)
    print(f"indexed and served after {ready:.1f} s; then, with {pages} pages and {clicks} clicks:")
    for name, seconds in steps:
        print(f"  {name:<16}{seconds:6.1f} s")
    print(f"load average {', '.join(f'{one:.1f}' for one in os.getloadavg())}")
    return int(clicks > CLICKS or steps[-1][1] > SECONDS)


if __name__ == "__main__":
    sys.exit(main())
