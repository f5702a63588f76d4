"""Files that editors look at and do not add: refused, lost on the way, thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.settings import Settings
from tests.browser.conftest import changeable
from tests.browser.test_accessibility import violations
from tests.browser.test_editor import DESK, SECONDS, send
from tests.browser.visiting import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def address(
    browser: Browser, corpus_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """One server: no document of it is changed."""
    with changeable(corpus_settings, tmp_path_factory.mktemp("uploads")) as address:
        yield address


def test_what_cannot_be_taken_is_said_and_nothing_is_added(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    visit.open_tab("Văn bản")
    page.locator("pa-editor .pa-drop").wait_for()
    locked = tmp_path / "khóa.docx"
    locked.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le")
    )
    huge = tmp_path / "lớn.pdf"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    program = tmp_path / "x.exe"
    program.write_bytes(b"MZ")
    for path, said in (
        (locked, "Tệp được khóa bằng mật khẩu."),
        (huge, "Tệp lớn hơn 100 MB"),
        (program, "Loại tệp này không đọc được."),
    ):
        send(page, path)
        page.locator(".pa-upload-failed", has_text=said).wait_for(timeout=SECONDS * 1000)
        page.get_by_role("button", name="Bỏ tệp này").click()
    assert page.locator(".pa-upload").count() == 0
    assert page.locator("#pa-documents li").count() == 5


def test_a_lost_connection_is_said_and_the_file_is_sent_again(visit: Visit, plan: Path) -> None:
    page = visit.page
    visit.open_tab("Văn bản")
    page.locator("pa-editor .pa-drop").wait_for()
    page.route("**/api/v1/uploads?*", lambda route: route.abort())
    send(page, plan)
    page.locator(".pa-upload-failed", has_text="Mất kết nối khi đang tải lên").wait_for()
    page.unroute("**/api/v1/uploads?*")
    page.get_by_role("button", name="Gửi lại").click()
    page.locator(".pa-upload-ready").wait_for(timeout=SECONDS * 1000)
    page.get_by_role("button", name="Bỏ tệp này").click()
    page.locator(".pa-upload").wait_for(state="detached")
    visit.problems.clear()  # the browser notes a request that failed


@pytest.mark.parametrize(
    "visit",
    [DESK | {"bypass_csp": True}, DESK | {"bypass_csp": True, "color_scheme": "dark"}],
    indirect=True,
    ids=["light", "dark"],
)
def test_the_part_of_editors_has_no_serious_violations(visit: Visit, plan: Path) -> None:
    page = visit.page
    visit.open_tab("Văn bản")
    page.locator("pa-editor .pa-drop").wait_for()
    send(page, plan)
    page.locator(".pa-upload-ready").wait_for(timeout=SECONDS * 1000)
    for summary in page.locator("pa-editor summary:visible").all():
        summary.click()
    assert violations(visit) == []
    page.get_by_role("button", name="Bỏ tệp này").click()
    page.locator(".pa-edit-manage").first.click()
    page.locator("dialog[open]").wait_for()
    assert violations(visit) == []
