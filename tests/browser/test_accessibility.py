"""axe-core on every part of the page."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_tabs import PHONE, TABS
from tests.browser.visiting import Visit

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALLOWING: dict[str, Any] = {"bypass_csp": True}  # the policy of the page lets no foreign script in


def violations(visit: Visit) -> list[str]:
    found = Axe().run(visit.page, options={"runOnly": RULES}).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(
    "visit",
    [ALLOWING, ALLOWING | {"color_scheme": "dark"}, ALLOWING | PHONE],
    indirect=True,
    ids=["light", "dark", "phone"],
)
def test_no_part_of_the_page_has_serious_violations(visit: Visit) -> None:
    assert violations(visit) == []
    visit.ask("So sánh mục tiêu của Huế và Cần Thơ đến năm 2030")
    visit.page.locator(".pa-next a").first.wait_for()
    assert violations(visit) == []
    visit.page.locator(".pa-answer td a.pa-marker").first.click()
    visit.clause()
    assert violations(visit) == []
    visit.page.keyboard.press("Escape")
    for name in TABS:
        visit.open_tab(name).locator("table:visible, li:visible").first.wait_for()
        assert violations(visit) == [], name
