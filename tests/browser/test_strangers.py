"""What those see of the page who may neither change documents nor look into how it is run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.settings import Settings
from tests.browser.conftest import serving
from tests.browser.visiting import Visit


@pytest.fixture(scope="module")
def address(
    browser: object, corpus_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a server for everyone."""
    folder = tmp_path_factory.mktemp("public")
    given = {"ASSISTANT_ACCESS": "public", "ASSISTANT_FEEDBACK_FILE": str(folder / "feedback.sqlite3")}
    with serving(corpus_settings, folder, **given) as address:
        yield address


def test_who_may_not_edit_sees_nothing_of_it(visit: Visit) -> None:
    visit.open_tab("Văn bản").locator("#pa-documents li").first.wait_for()
    visit.page.wait_for_timeout(1000)  # for what should not come
    assert visit.page.locator("pa-editor, .pa-edit-manage").count() == 0
    assert not visit.page.locator("#pa-editing").is_visible()


def test_nobody_else_sees_the_tab_of_who_runs_it(visit: Visit) -> None:
    visit.open_tab("Chất lượng").locator("table").first.wait_for()
    assert visit.page.get_by_role("tab", name="Vận hành", include_hidden=True).count() == 0
    assert visit.page.locator("pa-operating").count() == 0
