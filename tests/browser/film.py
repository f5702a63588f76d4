"""Makes the moving picture at the head of the README from a running server: a question, its answer, the clause it cites.

python -m tests.browser.film http://127.0.0.1:7860 docs/images/question.webp
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.visiting import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WINDOW = {"width": 1200, "height": 720}
WIDTH = 960  # pixels of the picture
QUESTION = "ty le lao dong qua dao tao cua Hue den 2030 la bao nhieu?"
TYPED_AT_ONCE = 2  # letters a frame
PATIENCE_SECONDS = 240.0  # on a machine that is busy
BYTES = 2_000_000
ACCENT = (179, 38, 30)


@dataclass
class Film:
    """Frames, and for how many milliseconds each is seen."""

    frames: list[Image.Image] = field(default_factory=list)
    durations: list[int] = field(default_factory=list)

    def take(self, visit: Visit, milliseconds: int, *, at: tuple[float, float] | None = None) -> None:
        """What is seen now, with a pointer that presses there."""
        frame = Image.open(io.BytesIO(visit.page.screenshot())).convert("RGB")
        if at:
            x, y = at
            ImageDraw.Draw(frame).ellipse((x - 15, y - 15, x + 15, y + 15), outline=ACCENT, width=4)
        self.frames.append(
            frame.resize((WIDTH, round(frame.height * WIDTH / frame.width)), Image.Resampling.LANCZOS)
        )
        self.durations.append(milliseconds)

    def write(self, path: Path) -> None:
        """An animated WebP that goes round without an end."""
        first, *others = self.frames
        first.save(
            path, save_all=True, append_images=others, duration=self.durations, loop=0, quality=70, method=6
        )  # fmt: skip


def make_film(browser: Browser, address: str) -> Film:
    """About twenty seconds."""
    film = Film()
    with browser.new_context(viewport=WINDOW, locale="vi-VN") as context:  # type: ignore[arg-type]
        visit = Visit(context.new_page(), context, address.rstrip("/"))
        visit.page.set_default_timeout(PATIENCE_SECONDS * 1000)
        visit.open()
        film.take(visit, 2500)
        field_ = visit.page.locator("#pa-question textarea")
        field_.focus()
        for end in range(TYPED_AT_ONCE, len(QUESTION) + TYPED_AT_ONCE, TYPED_AT_ONCE):
            field_.fill(QUESTION[:end])
            film.take(visit, 110)
        film.durations[-1] = 900
        visit.page.keyboard.press("Enter")
        visit.page.locator(".pa-answer:not(.pa-partial)").wait_for()
        visit.page.locator(".pa-next a").first.wait_for()
        visit.page.wait_for_timeout(1000)  # the page scrolls to the question
        visit.page.evaluate("document.activeElement.blur()")
        film.take(visit, 4200)
        marker = visit.page.locator(".pa-answer a.pa-marker").first
        box = marker.bounding_box()
        assert box
        film.take(visit, 900, at=(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
        marker.click()
        visit.clause()
        visit.page.wait_for_timeout(1000)
        film.take(visit, 6500)
    return film


def main() -> None:
    """Takes an address and a file."""
    from playwright.sync_api import sync_playwright

    address, path = sys.argv[1], Path(sys.argv[2])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        film = make_film(browser, address)
        browser.close()
    film.write(path)
    size = path.stat().st_size
    print(f"{path}: {sum(film.durations) / 1000:.1f} s, {len(film.frames)} frames, {size:,} bytes")
    if size > BYTES:
        sys.exit(f"more than {BYTES:,} bytes")


if __name__ == "__main__":
    main()
