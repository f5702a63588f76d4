"""The frame of a document, from the clauses that answers cite."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_accessibility import RULES
from tests.browser.visiting import Visit

DESK: dict[str, Any] = {"viewport": {"width": 1366, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
BESIDE = """[...document.querySelectorAll(".pa-outline *")].filter(
  each => each.checkVisibility() && each.getBoundingClientRect().right > each.closest("dialog").getBoundingClientRect().right
).map(each => each.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("visit", [DESK, PHONE], indirect=True, ids=["desk", "phone"])
def test_headings_and_ticked_clauses_become_a_word_file(visit: Visit) -> None:
    page = visit.page
    visit.ask("xin chào")
    visit.ask("Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?")
    visit.ask("Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?")
    answer = page.locator(".pa-answer").last
    answer.locator(".pa-as summary").click()
    answer.get_by_role("button", name="Soạn khung văn bản…").click()
    dialog = page.get_by_role("dialog", name="Soạn khung văn bản")
    ticked = [box.is_checked() for box in dialog.get_by_role("checkbox").all()]
    assert True in ticked  # those of the answer from which it was opened
    assert not ticked[0]
    assert page.evaluate(BESIDE) == []
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []

    dialog.get_by_role("checkbox").first.check()
    dialog.get_by_label("Đề mục 1").fill("Chỉ tiêu của Huế")
    dialog.get_by_label("Loại văn bản").select_option(label="Tờ trình")
    dialog.get_by_label("Về việc").fill("đào tạo nhân lực")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Tải tệp Word").click()
    assert download.value.suggested_filename == "khung-van-ban.docx"
    lines = [line.text for line in docx.Document(str(Path(download.value.path()))).paragraphs]
    assert [line for line in lines if line[:2] in ("1.", "2.")] == [
        "1. Chỉ tiêu của Huế",
        "2. Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030",
    ]
    assert "TỜ TRÌNH" in lines
    assert page.evaluate("document.activeElement.textContent") == "Lấy ra"


def test_nothing_ticked_is_said_and_escape_closes_the_dialog_alone(visit: Visit) -> None:
    page = visit.page
    visit.ask("So sánh mục tiêu tỉ lệ lao động qua đào tạo của Huế và Cần Thơ")
    page.locator(".pa-as summary").click()
    page.locator(".pa-as-outline").click()
    dialog = page.get_by_role("dialog", name="Soạn khung văn bản")
    assert (
        dialog.locator("label .pa-edit-soft").first.inner_text().startswith("- Tỉ lệ lao động")
    )  # as it stands there
    for box in dialog.get_by_role("checkbox").all():
        box.uncheck()
    dialog.get_by_role("button", name="Tải tệp Word").click()
    dialog.get_by_text("Hãy chọn ít nhất một đoạn.").wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert page.locator(".pa-answer").count() == 1
