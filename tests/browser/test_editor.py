"""Documents added and changed in the browser, at the width of a desk and of a phone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.settings import Settings
from tests.browser.conftest import changeable
from tests.browser.visiting import Visit
from tests.editing.office import word_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

SECONDS = 240  # on a machine that is busy
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
BOTH = pytest.mark.parametrize("visit", [DESK, PHONE], indirect=True, ids=["desk", "phone"])


@pytest.fixture
def address(browser: Browser, corpus_settings: Settings, tmp_path: Path) -> Iterator[str]:
    """A server for each test: its documents are changed."""
    with changeable(corpus_settings, tmp_path) as address:
        yield address


def send(page: Page, *files: Path) -> None:
    page.locator("#pa-edit-files").set_input_files(files)


def done(page: Page, text: str) -> None:
    page.locator(".pa-edit-done", has_text=text).wait_for(timeout=SECONDS * 1000)


def sideways(page: Page) -> list[str]:
    """What of the editor's part stands over the right edge of the window."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("pa-editor *:not(input[type=file])")].filter(
          each => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1
        ).map(each => each.className)"""
    )
    return found


@BOTH
def test_a_file_is_looked_at_corrected_added_asked_about_and_undone(visit: Visit, plan: Path) -> None:
    page = visit.page
    visit.open_tab("Văn bản")
    page.locator("pa-editor .pa-drop").wait_for()
    send(page, plan)
    card = page.locator(".pa-upload-ready")
    card.wait_for()
    assert "57/KH-UBND" in card.inner_text()
    assert "12/03/2027" in card.inner_text()
    card.locator("summary", has_text="2 chỉ tiêu").click()
    assert "Trồng 14.500 cây xanh" in card.inner_text()
    card.locator("summary", has_text="đoạn").click()
    assert "2 mục trong 6 đoạn" in card.inner_text()
    card.locator("summary", has_text="Sửa thông tin").click()
    card.get_by_label("Có hiệu lực từ ngày").fill("31/02/2026")
    card.get_by_role("button", name="Thêm vào", exact=True).click()
    refused = card.get_by_text("Có hiệu lực từ ngày: “31/02/2026” không phải là một ngày.")
    refused.wait_for()
    assert "ngày/tháng/năm, ví dụ 12/3/2027" in refused.inner_text()
    assert page.evaluate("document.activeElement.name") == "effective"
    card.get_by_label("Có hiệu lực từ ngày").fill("15/3/2027")
    card.get_by_label("Ngày ban hành").fill("13/3/2027")
    card.get_by_label("Người ký", exact=True).fill("Lê Thị Hoa")
    assert sideways(page) == []
    card.get_by_role("button", name="Thêm vào", exact=True).click()
    done(page, "Đã thêm “Kế hoạch 57/KH-UBND”.")
    listed = page.locator("#pa-documents li", has_text="57/KH-UBND")
    listed.wait_for()
    assert "13/03/2027" in listed.inner_text()
    assert listed.locator(".pa-status").all_inner_texts() == ["Hiệu lực từ 15/03/2027"]
    colour = "part => getComputedStyle(part).color"  # what is not yet in force is soft, as the facts are
    assert listed.locator(".pa-status").evaluate(colour) == listed.locator("p").first.evaluate(colour)
    for tab in ("Chỉ tiêu", "Phân công"):  # without a reload
        visit.open_tab(tab).locator(".pa-result a[title*='57/KH-UBND']").first.wait_for()
    visit.open_tab("Hỏi đáp")
    page.locator(".pa-start", has_text="57/KH-UBND").wait_for()
    visit.open_tab("Văn bản")
    page.get_by_role("link", name="Hỏi thử: tóm tắt văn bản này").click()
    page.locator(".pa-answer:not(.pa-partial)", has_text="14.500").wait_for()
    visit.open_tab("Văn bản")
    page.locator(".pa-edit-done").get_by_role("button", name="Hoàn tác").click()
    done(page, "Đã hoàn tác")
    page.locator("#pa-documents li").nth(4).wait_for()
    visit.until("!document.querySelector('#pa-documents').innerText.includes('57/KH-UBND')")
    assert page.locator(".pa-edit-taken summary").inner_text() == "Văn bản đã gỡ (1)"
    targets = visit.open_tab("Chỉ tiêu")
    targets.locator("table").wait_for()
    visit.until("!document.querySelector('.pa-result a[title*=\"57/KH-UBND\"]')")


@BOTH
def test_a_document_is_corrected_replaced_withdrawn_and_deleted(
    visit: Visit, plan: Path, tmp_path: Path
) -> None:
    page = visit.page
    visit.open_tab("Văn bản")
    page.locator("pa-editor .pa-drop").wait_for()
    send(page, plan)
    page.get_by_role("button", name="Thêm vào", exact=True).click(timeout=SECONDS * 1000)
    done(page, "Đã thêm")
    manage = page.get_by_role("button", name="Sửa, thay hoặc gỡ “Kế hoạch 57/KH-UBND”")
    manage.click()
    dialog = page.get_by_role("dialog", name="Kế hoạch 57/KH-UBND")
    day = dialog.get_by_label("Có hiệu lực từ ngày")
    typed, hint = (
        day.evaluate("(field, part) => getComputedStyle(field, part).color", part)
        for part in (None, "::placeholder")
    )
    assert typed != hint
    dialog.get_by_label("Hiệu lực", exact=True).fill("Dự thảo")
    assert sideways(page) == []
    day.fill("abc")
    dialog.get_by_role("button", name="Lưu thông tin").click()
    dialog.get_by_text("“abc” không phải là một ngày.").wait_for()
    day.fill("")
    dialog.get_by_role("button", name="Lưu thông tin").click()
    done(page, "Đã lưu thông tin")
    page.wait_for_timeout(1000)  # of a smooth movement
    box = page.locator(".pa-edit-done").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= page.evaluate("innerHeight")
    page.locator("#pa-documents .pa-status", has_text="Dự thảo").wait_for()

    manage.click()
    newer = tmp_path / "ban-moi.docx"
    newer.write_bytes(word_file(15))
    dialog.locator("input[type=file]").set_input_files(newer)
    card = page.locator(".pa-upload-ready")
    card.get_by_role("button", name="Thay bản cũ").click(timeout=SECONDS * 1000)
    done(page, "Đã thay bản mới")

    manage.click()
    dialog.wait_for()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    manage.click()
    dialog.get_by_role("button", name="Gỡ văn bản này").click()
    done(page, "Đã gỡ “Kế hoạch 57/KH-UBND”.")
    page.locator(".pa-edit-taken summary").click()
    page.get_by_role("button", name="Xóa vĩnh viễn").click()
    assert page.evaluate("document.activeElement.textContent") == "Không xóa"
    page.locator(".pa-edit-danger", has_text="Xóa vĩnh viễn").click()
    page.locator(".pa-edit-busy", has_text="xóa vĩnh viễn “Kế hoạch 57/KH-UBND”").wait_for()
    done(page, "Đã xóa vĩnh viễn")
    assert list((tmp_path / "added").glob("files/*/*")) == []
    page.locator(".pa-edit-log summary").click()
    acts = page.locator(".pa-edit-log li").all_inner_texts()
    assert [act.partition(": ")[2].split(" “")[0] for act in acts] == [
        "xóa vĩnh viễn",
        "gỡ",
        "thay bản mới",
        "sửa thông tin",
        "thêm",
    ]


def test_list_and_frame_follow_what_is_changed_here_and_elsewhere(visit: Visit, plan: Path) -> None:
    page = visit.page
    elsewhere = Visit(visit.context.new_page(), visit.context, visit.address)
    elsewhere.watch(elsewhere.page)
    elsewhere.open()
    elsewhere.open_tab("Văn bản").locator("a.pa-document").first.wait_for()
    elsewhere.open_tab("Hỏi đáp")
    visit.open_tab("Văn bản")
    send(page, plan)
    add = page.get_by_role("button", name="Thêm vào", exact=True)
    add.wait_for(timeout=SECONDS * 1000)

    def answer_when_done(route: Route) -> None:
        answer = route.fetch()
        while any(act["outcome"] == "waiting" for act in answer.json()["changes"]):
            time.sleep(0.2)  # a visitor may ask only so often in a minute
            answer = route.fetch()
        route.fulfill(response=answer)

    page.route("**/api/v1/changes", answer_when_done)  # it is done before it is looked for
    add.click()
    done(page, "Đã thêm")
    page.unroute_all(behavior="wait")  # one more may be under way
    link = page.locator("a.pa-document", has_text="57/KH-UBND")
    link.wait_for()
    elsewhere.open_tab("Văn bản").locator("a.pa-document", has_text="57/KH-UBND").wait_for()

    link.click()
    about = page.frame_locator("#pa-reader iframe").locator(".about")
    about.wait_for()
    manage = page.get_by_role("button", name="Sửa, thay hoặc gỡ “Kế hoạch 57/KH-UBND”")
    manage.click()
    dialog = page.get_by_role("dialog", name="Kế hoạch 57/KH-UBND")
    dialog.get_by_label("Hiệu lực", exact=True).fill("Dự thảo")
    dialog.get_by_role("button", name="Lưu thông tin").click()
    done(page, "Đã lưu thông tin")
    about.locator(".pa-status", has_text="Dự thảo").wait_for()
    assert link.get_attribute("aria-current") == "true"
    manage.click()
    dialog.get_by_role("button", name="Gỡ văn bản này").click()
    done(page, "Đã gỡ")
    page.locator("#pa-reader p", has_text="Chọn văn bản để đọc").wait_for()
    assert page.locator("#pa-reader iframe").count() == 0


def test_of_two_editors_the_second_is_told(visit: Visit) -> None:
    page = visit.page
    visit.open_tab("Văn bản")
    page.locator(".pa-edit-manage").first.click()
    dialog = page.locator("dialog[open]")
    assert dialog.get_by_label("Loại văn bản").input_value() == "Kế hoạch"
    dialog.get_by_label("Người ký", exact=True).fill("Lê Thị Hoa")
    path = page.locator("a.pa-document").first.get_attribute("href")
    api = f"{visit.address}/api/v1/{path}/card"
    assert page.request.post(api, data={"card": {"signer": "Trần Văn Nam"}}).status == 202
    dialog.get_by_role("button", name="Lưu thông tin").click()
    dialog.locator(".pa-edit-bad", has_text="Người khác vừa thay đổi văn bản này.").wait_for()
    visit.problems.clear()  # the browser notes the refusal


def test_a_stranger_asks_about_a_file_of_their_own_in_six_clicks(visit: Visit, plan: Path) -> None:
    """From the first screen: the tab, the file (the zone, and a click in the system's window), add, ask.

    How long it takes is measured by `benchmarks.stranger`.
    """
    page, clicks = visit.page, 0
    visit.open_tab("Văn bản")
    clicks += 1
    with page.expect_file_chooser() as chooser:
        page.locator(".pa-drop").click()
    clicks += 1
    chooser.value.set_files(plan)
    clicks += 2  # the file and “Open”
    page.get_by_role("button", name="Thêm vào", exact=True).click(timeout=SECONDS * 1000)
    clicks += 1
    page.get_by_role("link", name="Hỏi thử: tóm tắt văn bản này").click(timeout=SECONDS * 1000)
    clicks += 1
    page.locator(".pa-answer:not(.pa-partial)", has_text="14.500").wait_for()
    assert clicks <= 6
