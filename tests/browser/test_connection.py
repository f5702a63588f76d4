from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.messages import Language, say
from assistant.settings import Settings
from tests.browser.conftest import serving
from tests.browser.visiting import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATHS: dict[Language, str] = {"vi": "", "en": "/en/"}


def test_that_the_server_is_gone_is_said_in_the_language_of_the_page_and_it_can_be_tried_again(
    browser: Browser, corpus_settings: Settings, tmp_path: Path
) -> None:
    question = "Công an thành phố làm gì?"
    context = browser.new_context(locale="vi-VN")
    visits: dict[Language, Visit] = {}
    with serving(corpus_settings, tmp_path) as address:
        port = address.rstrip("/").rpartition(":")[2]
        for language, path in PATHS.items():
            visit = visits[language] = Visit(context.new_page(), context, address.rstrip("/") + path)
            visit.page.set_default_timeout(60_000)
            visit.open()
            assert visit.page.locator("#pa-lost").count() == 0
    for language, visit in visits.items():
        visit.page.fill("#pa-question textarea", question)
        visit.page.keyboard.press("Enter")
        notice = visit.page.locator("#pa-lost[role=alert]")
        notice.wait_for()
        assert notice.locator("p").inner_text() == say("server_lost", language)
        assert not visit.page.locator(".toast-wrap").is_visible()
        box, head = notice.bounding_box(), visit.page.locator("#pa-head").bounding_box()
        assert box
        assert head
        assert box["y"] + box["height"] <= head["y"]  # it lies over nothing
        foot = "document.querySelector('#pa-foot').getBoundingClientRect().bottom"
        visit.until(f"{foot} <= innerHeight")
        notice.get_by_role("button", name=say("server_reconnect", language)).click()
        notice.get_by_text(say("server_still_lost", language)).wait_for()
        notice.get_by_role("button", name=say("panel_close", language)).click()
        notice.wait_for(state="detached")
        visit.page.keyboard.press("Enter")  # in the question, and it is said again
        notice.wait_for()
    with serving(corpus_settings, tmp_path, port=port):
        for language, visit in visits.items():
            notice = visit.page.locator("#pa-lost[role=alert]")
            notice.get_by_role("button", name=say("server_reconnect", language)).click()
            notice.wait_for(state="detached")
            visit.until(f"document.querySelector('#pa-question textarea')?.value === '{question}'")
    context.close()
