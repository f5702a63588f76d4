"""Conversations kept by the browser or on the server, and links to answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.settings import Settings
from tests.browser.conftest import serving
from tests.browser.visiting import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIRST, SECOND = "ty le lao dong qua dao tao cua hue den 2030", "Công an thành phố làm gì?"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
WIDE: dict[str, Any] = {"viewport": {"width": 1366, "height": 860}}


def kept(visit: Visit) -> list[str]:
    return visit.page.locator(".pa-conversation > span").all_inner_texts()


def begin_anew(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Cuộc trao đổi mới").click()
    visit.page.locator("#pa-chat .example").first.wait_for()


@pytest.mark.parametrize("visit", [WIDE], indirect=True)
def test_a_reload_keeps_the_conversation_and_follow_ups_go_on(visit: Visit) -> None:
    visit.ask(FIRST)
    visit.ask("Còn Cần Thơ thì sao?")
    visit.until("document.querySelectorAll('.pa-conversation').length === 1")
    visit.leave()
    visit.page.locator(".pa-answer").nth(1).wait_for()
    assert visit.page.locator(".pa-question").all_inner_texts() == [FIRST, "Còn Cần Thơ thì sao?"]
    place = visit.page.locator(".pa-answer").nth(1).locator(".pa-chip", has_text="Cần Thơ")
    place.locator("summary").click()
    place.locator("a", has_text="Huế").first.wait_for()  # what was understood can still be changed
    visit.page.keyboard.press("Escape")
    assert "90%" in visit.page.locator(".pa-answer .pa-text").nth(1).inner_text()
    visit.ask("Đến năm 2035?")
    assert "Cần Thơ" in visit.page.locator(".pa-answer .pa-text").nth(2).inner_text()


@pytest.mark.parametrize("visit", [WIDE], indirect=True)
def test_conversations_are_found_renamed_given_out_deleted_and_taken_back(visit: Visit) -> None:
    visit.ask(FIRST)
    visit.until("document.querySelectorAll('.pa-conversation').length === 1")
    begin_anew(visit)
    visit.ask(SECOND)
    visit.until("document.querySelectorAll('.pa-conversation').length === 2")
    assert kept(visit) == [SECOND, FIRST]
    search = visit.page.get_by_role("searchbox", name="Tìm cuộc trao đổi")
    search.fill("lao dong qua")  # what the answer says, without its marks
    assert kept(visit) == [FIRST]
    search.fill("không có chữ này")
    visit.page.get_by_text("Không có cuộc trao đổi nào như vậy.").wait_for()
    search.fill("")

    menus = visit.page.locator("#pa-conversations summary")
    menus.nth(1).click()
    with visit.page.expect_download() as download:
        visit.page.locator("#pa-conversations details[open]").get_by_text("Tải về (.txt)").click()
    written = Path(download.value.path()).read_text("utf-8-sig")
    assert f"Câu hỏi 1: {FIRST}" in written
    assert "80%" in written
    with visit.page.expect_download() as download:
        menus.first.click()
        visit.page.locator("#pa-conversations details[open]").get_by_text("Tải về (.txt)").click()
    duties = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert sum(line.startswith("- ") for line in duties) > 1

    menus.nth(1).click()
    visit.page.locator("#pa-conversations details[open]").get_by_text("Đổi tên").click()
    visit.page.get_by_role("textbox", name="Tên cuộc trao đổi").fill("Lao động ở Huế")
    visit.page.keyboard.press("Enter")
    visit.page.locator(".pa-conversation", has_text="Lao động ở Huế").wait_for()

    menus.first.click()
    visit.page.locator("#pa-conversations details[open]").get_by_text("Xóa", exact=True).click()
    visit.page.get_by_role("button", name="Hoàn tác").wait_for()
    assert kept(visit) == ["Lao động ở Huế"]
    visit.page.get_by_role("button", name="Hoàn tác").click()
    visit.until("document.querySelectorAll('.pa-conversation').length === 2")

    visit.page.locator(".pa-conversation", has_text="Lao động ở Huế").click()
    visit.page.locator(".pa-question", has_text=FIRST).wait_for()
    current = visit.page.locator(".pa-conversation[aria-current] > span")
    assert current.all_inner_texts() == ["Lao động ở Huế"]


@pytest.mark.parametrize("visit", [WIDE], indirect=True)
def test_the_conversation_that_was_deleted_while_it_was_shown_is_shown_again(visit: Visit) -> None:
    def delete_and_take_back(*, asked_meanwhile: str = "") -> None:
        visit.page.locator("#pa-conversations summary").first.click()
        visit.page.locator("#pa-conversations details[open]").get_by_text("Xóa", exact=True).click()
        visit.page.locator("#pa-chat .example").first.wait_for()
        if asked_meanwhile:
            visit.ask(asked_meanwhile)
            visit.until("document.querySelectorAll('.pa-conversation').length === 1")
        visit.page.get_by_role("button", name="Hoàn tác").click()

    visit.ask(FIRST)
    visit.until("document.querySelectorAll('.pa-conversation').length === 1")
    delete_and_take_back()
    visit.page.locator(".pa-question", has_text=FIRST).wait_for()
    assert visit.page.locator(".pa-conversation[aria-current] > span").all_inner_texts() == [FIRST]
    delete_and_take_back(asked_meanwhile=SECOND)  # nothing takes the place of what goes on
    visit.until("document.querySelectorAll('.pa-conversation').length === 2")
    assert visit.page.locator(".pa-question").all_inner_texts() == [SECOND]
    assert visit.page.locator(".pa-conversation[aria-current] > span").all_inner_texts() == [SECOND]


@pytest.mark.parametrize("visit", [WIDE], indirect=True)
def test_nothing_is_kept_where_that_is_switched_off(visit: Visit) -> None:
    visit.page.get_by_label("Lưu trên máy này").uncheck()
    visit.ask(SECOND)
    visit.page.locator(".pa-next a").first.wait_for()
    assert kept(visit) == []
    visit.leave()
    visit.page.locator("#pa-chat .example").first.wait_for()
    assert not visit.page.get_by_label("Lưu trên máy này").is_checked()


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_on_a_phone_the_list_lies_over_the_page_and_gives_the_focus_back(visit: Visit) -> None:
    visit.ask(SECOND)
    drawer = visit.page.locator("#pa-drawer")
    visit.until("document.querySelector('#pa-drawer').textContent === 'Đã lưu (1)'")
    assert not visit.page.locator(".pa-conversation").is_visible()
    drawer.click()
    assert visit.page.locator(".pa-conversation").is_visible()
    assert drawer.get_attribute("aria-expanded") == "true"
    assert visit.page.evaluate("document.activeElement.className") == "pa-kept-close"
    visit.page.keyboard.press("Escape")
    assert not visit.page.locator(".pa-conversation").is_visible()
    assert visit.page.evaluate("document.activeElement.id") == "pa-drawer"


def test_a_link_to_an_answer_asks_again_and_says_so(visit: Visit) -> None:
    visit.ask(FIRST)
    visit.page.locator("a.pa-link").click()
    visit.page.get_by_text("Đã sao chép").first.wait_for()
    link = visit.page.evaluate("navigator.clipboard.readText()")
    visit.leave(link)
    notes = visit.page.locator(".pa-answer:not(.pa-partial) .pa-note")
    notes.first.wait_for()
    assert "các văn bản vẫn như khi lập liên kết" in notes.first.inner_text()
    assert "chi-muc" not in visit.page.url
    visit.page.locator(".pa-as summary").click()
    visit.page.get_by_role("button", name="Sao chép thành đoạn văn").click()
    visit.page.get_by_text("Đã sao chép").first.wait_for()
    assert visit.page.evaluate("navigator.clipboard.readText()").endswith(" ".join(notes.all_inner_texts()))
    visit.leave(link.partition("&chi-muc=")[0] + "&chi-muc=0123456789ab")
    notes.filter(has_text="các văn bản đã thay đổi từ khi lập liên kết").wait_for()
    visit.page.locator(
        ".pa-next a"
    ).first.wait_for()  # the server is not stopped in the middle of finding them


def test_on_the_server_they_are_there_in_another_browser_until_they_are_deleted(
    browser: Browser, corpus_settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "conversations.sqlite3"
    environment = {"ASSISTANT_CONVERSATIONS_DAYS": "30", "ASSISTANT_CONVERSATIONS_FILE": str(file)}
    with serving(corpus_settings, tmp_path, **environment) as address:
        for number in range(2):
            with browser.new_context(locale="vi-VN", viewport=WIDE["viewport"]) as context:
                visit = Visit(context.new_page(), context, address.rstrip("/"))
                visit.watch(visit.page)
                visit.open()
                if number == 0:
                    visit.page.get_by_text(
                        "được lưu trên máy chủ cho riêng bạn, tự xóa sau 30 ngày"
                    ).wait_for()
                    visit.ask(FIRST)
                    visit.ask("Còn Cần Thơ thì sao?")
                    visit.until("document.querySelectorAll('.pa-conversation').length === 1")
                    continue
                visit.page.locator(".pa-conversation").click()
                visit.page.locator(".pa-answer").nth(1).wait_for()
                assert "90%" in visit.page.locator(".pa-answer .pa-text").nth(1).inner_text()
                visit.page.locator("#pa-conversations summary").click()
                visit.page.locator("#pa-conversations details[open]").get_by_text("Xóa", exact=True).click()
                visit.until("document.querySelectorAll('.pa-conversation').length === 0")
                visit.page.locator(".pa-kept-undo").get_by_role("button", name="Hoàn tác").click()
                visit.until("document.querySelectorAll('.pa-conversation').length === 1")
                visit.page.locator("#pa-conversations summary").click()
                visit.page.locator("#pa-conversations details[open]").get_by_text("Xóa", exact=True).click()
                visit.until("document.querySelectorAll('.pa-conversation').length === 0")
                assert visit.problems == []
    assert b"lao dong" not in file.read_bytes()
