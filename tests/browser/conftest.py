"""A real Chromium against a real server. Without them these tests are skipped, and the reason is printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.settings import PACKAGE, Settings
from tests.browser.visiting import Visit
from tests.editing.office import word_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
STARTING_SECONDS = 600  # on a machine that is busy
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def missing() -> str | None:
    """Why these tests cannot run here."""
    if find_spec("playwright") is None:
        return "playwright is not installed"
    return None if CHROMIUM else "there is no Chromium (apt-get install chromium)"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if reason := missing():
        terminalreporter.write_line(f"browser tests skipped: {reason}")


@pytest.fixture(scope="module")  # its event loop runs in this thread, where other tests need none
def browser() -> Iterator[Browser]:
    if reason := missing():
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@contextmanager
def serving(settings: Settings, folder: Path, *, port: str = "0", **environment: str) -> Iterator[str]:
    """The address of a server process on the index of these settings, with further settings, stopped at the end."""
    command = [sys.executable, "-m", "assistant", "serve", "--port", port, "--index", str(settings.index_dir)]
    log = folder / "log"  # a pipe that nobody reads would stop the server
    with (
        log.open("w") as file,
        subprocess.Popen(
            command, cwd=PACKAGE.parent, stderr=file, env={**os.environ, **environment}
        ) as server,
    ):
        try:
            until = time.monotonic() + STARTING_SECONDS
            while not (found := re.search(r"http://\S+", log.read_text())):
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < until
                time.sleep(0.1)
            yield found[0]
        finally:  # leaving the process waits for it
            server.terminate()
    assert [line for line in log.read_text().splitlines() if '"level": "error"' in line] == []


@contextmanager
def changeable(corpus: Settings, folder: Path) -> Iterator[str]:
    """The address of a server whose documents may be changed, on a corpus and an index of its own."""
    settings = Settings(corpus_dir=folder / "corpus", index_dir=folder / "index")
    shutil.copytree(corpus.corpus_dir, settings.corpus_dir)
    shutil.copytree(corpus.index_path(), settings.index_path())
    folders = {"CORPUS": settings.corpus_dir, "ADDITIONS": folder / "added"}
    with serving(
        settings, folder, **{f"ASSISTANT_{name}_DIR": str(folders[name]) for name in folders}
    ) as address:
        yield address


@pytest.fixture(scope="module")
def address(
    browser: Browser, corpus_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a server on the index of the corpus."""
    with serving(corpus_settings, tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """The page, opened; an indirect parameter sets options of the browser's context, such as its size."""
    options = {"viewport": {"width": 1280, "height": 860}, "locale": "vi-VN"} | getattr(request, "param", {})
    context = browser.new_context(**options)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    visited = Visit(context.new_page(), context, address.rstrip("/"))
    visited.watch(visited.page)
    visited.open()
    yield visited
    context.close()
    assert visited.problems == []
    assert visited.foreign == []


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "Kế hoạch trồng cây.docx"
    path.write_bytes(word_file())
    return path
