"""The tab of whoever runs the assistant, at the width of a desk and of a phone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from assistant.settings import Settings
from tests.browser.conftest import serving
from tests.browser.geometry import faults
from tests.browser.test_accessibility import RULES
from tests.browser.visiting import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DESK: dict[str, Any] = {"viewport": {"width": 1366, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
BOTH = pytest.mark.parametrize("visit", [DESK, PHONE], indirect=True, ids=["desk", "phone"])


@pytest.fixture
def address(browser: Browser, corpus_settings: Settings, tmp_path: Path) -> Iterator[str]:
    """The address of a server that keeps questions, in a file of its own."""
    given = {"ASSISTANT_LOG_QUESTIONS": "true", "ASSISTANT_FEEDBACK_FILE": str(tmp_path / "feedback.sqlite3")}
    with serving(corpus_settings, tmp_path, **given) as address:
        yield address


def violations(visit: Visit) -> list[str]:
    found = Axe().run(visit.page, options={"runOnly": RULES}).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]


@BOTH
def test_what_had_no_answer_and_what_was_said_is_looked_into(visit: Visit) -> None:
    page = visit.page
    visit.ask("Huế trồng bao nhiêu héc-ta sen đến năm 2030?")
    visit.ask("Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?")
    page.locator(".pa-feedback[value=wrong]").last.click()
    page.locator(".pa-comment textarea").fill("Số này đã cũ")
    page.locator(".pa-comment").get_by_role("button", name="Gửi").click()
    page.locator(".pa-verdicts .pa-label", has_text="Cảm ơn").wait_for()

    panel = visit.open_tab("Vận hành")
    cases = panel.locator(".pa-op-case")
    cases.nth(1).wait_for()
    assert sorted(panel.locator(".pa-op-kind").all_inner_texts()) == [
        "Chưa trả lời được",
        "Người dùng báo sai",
    ]
    assert panel.locator(".pa-op-glance strong").all_inner_texts()[:3] == ["2", "1", "1"]
    assert faults(visit) == []
    assert violations(visit) == []

    said = cases.filter(has_text="Số này đã cũ")
    said.get_by_label("Ghi chú").fill("Đã xem, số vẫn đúng")
    said.get_by_role("button", name="Đánh dấu đã xử lý").click()
    panel.get_by_role("button", name="Đã xử lý (1)").click()
    done = panel.locator(".pa-op-case", has_text="Số này đã cũ")
    assert done.get_by_label("Ghi chú").input_value() == "Đã xem, số vẫn đúng"
    done.locator("summary", has_text="Thành câu hỏi đánh giá").click()
    done.get_by_role("button", name="Đoạn đang dẫn là câu trả lời đúng").click()
    link = panel.get_by_role("link", name="Tải 1 câu hỏi đánh giá")
    with page.expect_download() as download:
        link.click()
    (line,) = Path(download.value.path()).read_text("utf-8").splitlines()
    record = json.loads(line)
    assert (record["facts"][0]["any_of"], record["evidence"][0][0]["document"]) == (["90%"], "can-tho-1002")


@BOTH
def test_kept_questions_are_deleted_on_a_second_click(visit: Visit) -> None:
    visit.ask("Huế trồng bao nhiêu héc-ta sen đến năm 2030?")
    panel = visit.open_tab("Vận hành")
    panel.locator(".pa-op-case").wait_for()
    panel.get_by_role("button", name="Xóa các câu hỏi đã lưu").click()
    assert visit.page.evaluate("document.activeElement.textContent") == "Không xóa"
    panel.locator(".pa-edit-danger").click()
    panel.get_by_text("Không còn việc nào cần xem lại.").wait_for()
    assert panel.locator(".pa-op-glance strong").first.inner_text() == "1"
