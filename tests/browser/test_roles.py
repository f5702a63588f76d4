"""Documents for named roles, and uploads by somebody who may not, each signed in with a key of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.server.keys import KeyStore
from assistant.settings import Settings
from tests.browser.conftest import serving
from tests.browser.visiting import Visit
from tests.editing.office import word_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SECONDS = 240  # on a machine that is busy


@dataclass
class Office:
    """A server that takes keys, and the keys of its people."""

    browser: Browser
    address: str
    store: KeyStore
    ids: dict[str, str]
    tokens: dict[str, str]

    @contextmanager
    def signed_in(self, who: str) -> Iterator[Visit]:
        """The page as one of them sees it."""
        with self.browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 860}) as context:
            visit = Visit(context.new_page(), context, self.address)
            visit.watch(visit.page)
            visit.page.goto(self.address)
            visit.page.locator("input[name=key]").fill(self.tokens[who])
            visit.page.keyboard.press("Enter")
            visit.page.wait_for_selector("#pa-chat .example")
            visit.problems.clear()  # the browser notes that the first request was refused
            yield visit
            assert visit.problems == []


@pytest.fixture(scope="module")
def office(
    browser: Browser, corpus_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    settings = Settings(corpus_dir=folder / "corpus", index_dir=folder / "index")
    shutil.copytree(corpus_settings.corpus_dir, settings.corpus_dir)
    shutil.copytree(corpus_settings.index_path(), settings.index_path())
    store = KeyStore(folder / "keys.json")
    made = {
        "editor": store.create("Văn thư", role="editor"),
        "insider": store.create("Kế toán", groups=["Tài chính"]),
        "outsider": store.create("Bảo vệ"),
        "leaving": store.create("Nghỉ hưu", role="editor"),
    }
    environment = {
        "ASSISTANT_ACCESS": "keys",
        "ASSISTANT_KEYS_FILE": str(folder / "keys.json"),
        "ASSISTANT_CORPUS_DIR": str(settings.corpus_dir),
        "ASSISTANT_ADDITIONS_DIR": str(folder / "added"),
    }
    with serving(settings, folder, **environment) as address:
        yield Office(
            browser,
            address.rstrip("/"),
            store,
            {who: key.id for who, (key, _) in made.items()},
            {who: token for who, (_, token) in made.items()},
        )


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "trồng cây.docx"
    path.write_bytes(word_file())
    return path


def listed(visit: Visit) -> list[str]:
    visit.open_tab("Văn bản").locator("#pa-documents li").first.wait_for()
    return visit.page.locator("#pa-documents a.pa-document").all_inner_texts()


def test_a_document_that_an_editor_gives_to_one_role_is_not_there_for_others(
    office: Office, plan: Path
) -> None:
    name = "Kế hoạch 57/KH-UBND"
    with office.signed_in("editor") as visit:
        page = visit.page
        visit.open_tab("Văn bản")
        page.locator("pa-editor .pa-drop").wait_for()
        page.locator("#pa-edit-files").set_input_files(plan)
        card = page.locator(".pa-upload-ready")
        card.locator("summary", has_text="Sửa thông tin").click(timeout=SECONDS * 1000)
        card.get_by_label("Chỉ cho nhóm (để trống: mọi người)").fill("tài chính, kế hoạch")
        card.get_by_role("button", name="Thêm vào", exact=True).click()
        page.locator(".pa-edit-done", has_text="Đã thêm").wait_for(timeout=SECONDS * 1000)
        entry = page.locator("#pa-documents li", has_text=name)
        entry.wait_for()
        assert "chỉ cho: kế hoạch, tài chính" in entry.inner_text()

    question = "Kế hoạch 57/KH-UBND trồng bao nhiêu cây xanh?"
    with office.signed_in("insider") as visit:
        visit.ask(question)
        assert "14.500" in visit.page.locator(".pa-answer").last.inner_text()
        assert name in listed(visit)
        assert visit.page.locator("pa-editor, .pa-edit-manage").count() == 0
    with office.signed_in("outsider") as visit:
        assert name not in visit.page.locator(".pa-start").inner_text()
        visit.ask(question)
        answer = visit.page.locator(".pa-answer").last.inner_text()
        assert "14.500" not in answer
        assert visit.page.locator("a.pa-marker").count() == 0
        assert name not in listed(visit)
        assert "cây xanh" not in visit.open_tab("Chỉ tiêu").inner_text()

    with office.signed_in("editor") as visit:
        page = visit.page
        visit.open_tab("Văn bản")
        page.get_by_role("button", name=f"Sửa, thay hoặc gỡ “{name}”").click()
        dialog = page.get_by_role("dialog", name=name)
        field = dialog.get_by_label("Chỉ cho nhóm (để trống: mọi người)")
        assert field.input_value() == "kế hoạch, tài chính"
        field.fill("")
        dialog.get_by_role("button", name="Lưu thông tin").click()
        page.locator(".pa-edit-done", has_text="Đã lưu thông tin").wait_for(timeout=SECONDS * 1000)
    with office.signed_in("outsider") as visit:
        assert name in listed(visit)


def test_who_may_not_add_is_refused_and_nothing_is_added(office: Office, plan: Path) -> None:
    with office.signed_in("outsider") as visit:
        before = listed(visit)
        api = f"{visit.address}/api/v1"
        refusals = [
            visit.page.request.post(f"{api}/uploads?name=x.docx", data=plan.read_bytes()),
            visit.page.request.post(f"{api}/documents", data={"documents": [{"upload": "0"}]}),
            visit.page.request.post(f"{api}/documents/hue-1002/withdraw", data={}),
        ]
        assert [answer.status for answer in refusals] == [403, 403, 403]
        visit.page.reload()
        visit.page.wait_for_selector("#pa-chat .example")
        assert listed(visit) == before
        visit.problems.clear()


def test_an_editor_whose_key_is_revoked_is_told_so(office: Office, plan: Path) -> None:
    with office.signed_in("leaving") as visit:
        page = visit.page
        visit.open_tab("Văn bản")
        page.locator("pa-editor .pa-drop").wait_for()
        office.store.revoke(office.ids["leaving"])
        page.locator("#pa-edit-files").set_input_files(plan)
        page.locator(".pa-upload-failed").wait_for()
        said = page.locator(".pa-upload-failed .pa-edit-bad").inner_text()
        assert said == "Phiên đăng nhập đã hết hạn. Hãy tải lại trang và đăng nhập."
        visit.problems.clear()  # the browser notes the refusals
