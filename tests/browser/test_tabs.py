from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.browser.visiting import Visit

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
TABS = ("Chỉ tiêu", "Phân công", "So sánh", "Văn bản", "Chất lượng")


def choose(visit: Visit, label: str, option: str) -> None:
    """Chooses with the keyboard: the list of options moves while it opens."""
    field = visit.page.locator("[role=tabpanel]:visible").get_by_label(label, exact=True)
    field.fill(option)
    visit.page.get_by_role("option", name=option, exact=True).wait_for()
    field.press("Enter")
    field.press("Escape")


def column(visit: Visit, name: str) -> list[str]:
    return visit.page.locator(f"[role=tabpanel]:visible td.pa-column-{name}").all_inner_texts()


def until_cells(visit: Visit, name: str, text: str) -> None:
    """Waits until every cell of the column in sight says so."""
    cells = f"[...document.querySelectorAll('td.pa-column-{name}')].filter(cell => cell.checkVisibility())"
    visit.until(f"(cells => cells.length > 0 && cells.every(cell => cell.innerText === '{text}'))({cells})")


def test_targets_are_filtered_sorted_and_exported(visit: Visit) -> None:
    panel = visit.open_tab("Chỉ tiêu")
    panel.locator("table.pa-register").wait_for()
    assert {"Huế", "Cần Thơ"} <= set(column(visit, "place"))
    choose(visit, "Địa phương", "Cần Thơ")
    until_cells(visit, "place", "Cần Thơ")
    before = column(visit, "indicator")
    panel.get_by_label("Tìm trong bảng").fill("cong nghe cao")
    rows = "[...document.querySelectorAll('td.pa-column-indicator')].filter(cell => cell.checkVisibility()).length"
    visit.until(f"{rows} > 0 && {rows} < {len(before)}")
    indicators = column(visit, "indicator")
    assert set(indicators) < set(before)
    head = panel.get_by_role("columnheader", name="Chỉ tiêu")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert sorted(column(visit, "indicator")) == sorted(indicators)
    with visit.page.expect_download() as download:
        panel.get_by_role("link", name="Excel").click()
    assert download.value.suggested_filename == "chi-tieu.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).worksheets[0]
    listed = [row for row in sheet.iter_rows(values_only=True) if row[1] == "Cần Thơ"]
    assert len(listed) == len(indicators)


def test_numbers_are_sorted_as_numbers(visit: Visit) -> None:
    panel = visit.open_tab("Chỉ tiêu")
    panel.get_by_role("button", name="Mức cần đạt").click()
    levels = [text for text in column(visit, "level") if text and "%" in text]
    numbers = [
        float("".join(c for c in text.split("%")[0] if c.isdigit() or c == ",").replace(",", "."))
        for text in levels
    ]
    assert numbers == sorted(numbers)


def test_an_address_opens_its_clause(visit: Visit) -> None:
    panel = visit.open_tab("Chỉ tiêu")
    link = panel.locator("a.pa-open").nth(1)
    title = link.get_attribute("title")
    link.click()
    visit.clause()
    assert visit.page.locator("#pa-panel h2").inner_text() == title


def test_nothing_found_is_said_and_filters_are_cleared(visit: Visit) -> None:
    panel = visit.open_tab("Chỉ tiêu")
    panel.get_by_label("Tìm trong bảng").fill("không có chữ này")
    panel.get_by_text("Không có dòng nào khớp với bộ lọc").wait_for()
    panel.get_by_role("button", name="Bỏ lọc").click()
    panel.locator("table.pa-register").wait_for()
    assert panel.get_by_label("Tìm trong bảng").input_value() == ""


def test_responsibilities_and_their_calendar(visit: Visit) -> None:
    panel = visit.open_tab("Phân công")
    panel.locator("table.pa-register").wait_for()
    choose(visit, "Vai trò", "chủ trì")
    until_cells(visit, "role", "chủ trì")
    with visit.page.expect_download() as download:
        panel.get_by_role("link", name="CSV").click()
    lines = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert {line["Vai trò"] for line in lines} == {"chủ trì"}
    panel.get_by_role("button", name="Bỏ lọc").click()
    panel.get_by_label("Chỉ việc có thời hạn, xếp theo ngày").check()
    calendar = panel.get_by_role("link", name="Lịch (.ics)")
    calendar.wait_for()
    with visit.page.expect_download() as download:
        calendar.click()
    assert Path(download.value.path()).read_bytes().startswith(b"BEGIN:VCALENDAR")
    panel.get_by_label("Đến hạn từ ngày").fill("hôm nọ")
    panel.get_by_label("Đến hạn từ ngày").press("Enter")
    panel.get_by_text("Chưa đọc được ngày").wait_for()


def test_a_choice_is_found_without_diacritics(visit: Visit) -> None:
    panel = visit.open_tab("Phân công")
    panel.locator("table.pa-register").wait_for()
    field = panel.get_by_label("Cơ quan", exact=True)
    field.press_sequentially("giao duc va d")
    visit.page.get_by_role("option", name="Sở Giáo dục và Đào tạo", exact=True).wait_for()
    assert visit.page.get_by_role("option", name="Sở Tài chính", exact=True).count() == 0
    field.press("Enter")
    until_cells(visit, "agency", "Sở Giáo dục và Đào tạo")


def test_two_documents_and_two_periods_are_compared(visit: Visit) -> None:
    panel = visit.open_tab("So sánh")
    panel.locator(".pa-chart rect").first.wait_for()
    bars = panel.locator(".pa-bars").first.locator("rect")
    assert bars.count() == 2
    first, second = (bar.bounding_box() for bar in bars.all())
    assert first
    assert second
    assert first["width"] < second["width"]  # over 80 % against 90 %
    assert panel.locator(".pa-verdict.pa-stricter, .pa-verdict.pa-looser").count() > 1
    row = panel.locator("tbody tr", has_text="đạt 90%").first
    assert row.locator("a.pa-open").count() == 2
    row.locator("a.pa-open").last.click()
    assert "90%" in visit.clause().inner_text()
    visit.page.keyboard.press("Escape")
    choose(visit, "Văn bản thứ hai", "Kế hoạch thực hiện QĐ 1002/QĐ-TTg – TP Huế")
    panel.get_by_text("Chọn hai văn bản khác nhau").wait_for()
    for period in ("2030", "2030-2035"):
        choose(visit, "Thời gian (chọn hai mốc để so trong một văn bản)", period)
    panel.get_by_role("columnheader", name="Huế, 2030-2035").first.wait_for()


def test_documents_are_listed_with_their_status_and_read_in_place(visit: Visit) -> None:
    panel = visit.open_tab("Văn bản")
    links = panel.locator("a.pa-document")
    links.first.wait_for()
    assert links.count() == 5
    assert panel.locator("li").nth(1).locator(".pa-status").inner_text() == "Chưa ghi hiệu lực"
    links.nth(1).click()
    document = visit.page.frame_locator("#pa-reader iframe")
    document.locator(".about").wait_for()
    assert document.locator(".about .pa-status").inner_text() == "Chưa ghi hiệu lực"
    assert "Ủy ban nhân dân thành phố Cần Thơ" in document.locator(".about").inner_text()
    document.locator(".contents a", has_text="MỤC TIÊU").first.click()
    document.locator(".clause:target").wait_for()
    assert links.nth(1).get_attribute("aria-current") == "true"


@pytest.mark.parametrize("visit", [{"viewport": {"width": 1280, "height": 480}}], indirect=True)
def test_what_is_chosen_far_down_a_list_of_documents_is_in_sight(visit: Visit) -> None:
    panel = visit.open_tab("Văn bản")
    last = panel.locator("a.pa-document").last
    last.scroll_into_view_if_needed()
    last.click()
    panel.frame_locator("#pa-reader iframe").locator(".about").wait_for()
    assert visit.page.evaluate("scrollY") > 200
    assert visit.page.evaluate("document.querySelector('#pa-reader iframe').getBoundingClientRect().top") >= 0


def test_quality_shows_the_measured_run(visit: Visit) -> None:
    panel = visit.open_tab("Chất lượng")
    assert "cứ 100 câu thì khoảng" in panel.locator(".pa-summary").inner_text()
    assert "MRR" not in panel.inner_text()
    panel.locator("summary").click()
    assert "MRR" in panel.inner_text()


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_on_a_phone_every_tab_fits(visit: Visit) -> None:
    for name in TABS:
        panel = visit.open_tab(name)
        panel.locator("table:visible, li:visible, .pa-document:visible").first.wait_for()
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390, name
    visit.open_tab("Văn bản").locator("a.pa-document").first.click()
    visit.page.frame_locator("#pa-panel iframe").locator(".about").wait_for()


def test_english_has_its_own_page(visit: Visit) -> None:
    visit.leave(visit.page.get_by_role("link", name="English"))
    assert visit.page.url.endswith("/en/")
    visit.page.wait_for_selector("#pa-chat .example")
    assert visit.page.evaluate("document.documentElement.lang") == "en"
    shown = "['2026-11-28', '2026-11', null].map(policyAssistant.elements.shownDay)"
    assert visit.page.evaluate(shown) == ["28 November 2026", "2026-11", None]
    visit.ask("What is Hue's target for trained workers by 2030?")
    assert "Put together by artificial intelligence (AI)" in visit.page.locator(".pa-ai").inner_text()
    visit.page.locator("a.pa-marker").first.click()
    assert "80%" in visit.clause().inner_text()
    assert visit.page.frame_locator("#pa-panel iframe").locator("html").get_attribute("lang") == "en"
    visit.page.keyboard.press("Escape")
    visit.open_tab("Targets").get_by_role("columnheader", name="Indicator").wait_for()
    visit.leave(visit.page.get_by_role("link", name="Tiếng Việt"))
    visit.page.get_by_role("tab", name="Hỏi đáp").wait_for()


@pytest.mark.parametrize("visit", [{}, PHONE], indirect=True, ids=["desk", "phone"])
def test_tabs_are_gone_through_by_arrows_and_are_one_step_of_the_tab_key(visit: Visit) -> None:
    page = visit.page
    names = page.get_by_role("tab").all_inner_texts()
    page.get_by_role("tab", name="Hỏi đáp").focus()
    for key, reached in (("Right", 1), ("Right", 2), ("Left", 1)):
        page.keyboard.press(f"Arrow{key}")
        open_tab = page.locator("[role=tab][aria-selected=true]")
        assert open_tab.inner_text() == names[reached]
        assert open_tab.evaluate("tab => tab === document.activeElement")
    page.locator("[role=tabpanel]:visible table").first.wait_for()
    for key, reached in (("End", -1), ("ArrowRight", 0), ("ArrowLeft", -1), ("Home", 0)):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == names[reached]
    in_order = "[...document.querySelectorAll('[role=tab]')].filter(tab => tab.tabIndex === 0).map(tab => tab.textContent)"
    visit.until(f"JSON.stringify({in_order}) === '[\"Hỏi đáp\"]'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[role=tablist]')") is None


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_a_tab_from_the_menu_is_the_one_that_the_tab_key_leads_to(visit: Visit) -> None:
    assert visit.page.get_by_role("button", name="Các phần khác").is_visible()
    visit.open_tab("Văn bản")
    visit.until("document.querySelector('[role=tab][tabindex=\"0\"]').textContent === 'Văn bản'")
    visit.page.get_by_role("tab", name="Văn bản").focus()
    visit.page.keyboard.press("Home")
    assert visit.page.locator("[role=tab][aria-selected=true]").inner_text() == "Hỏi đáp"
