"""axe-core on every part of the page. It is no dependency: `npm install axe-core`, and AXE names its axe.min.js."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_tabs import TABS
from tests.browser.visiting import Visit

AXE = os.environ.get("AXE", "")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALLOWING: dict[str, Any] = {"bypass_csp": True}  # the policy of the page lets no foreign script in

pytestmark = pytest.mark.skipif(
    not Path(AXE).is_file(), reason="axe-core is not here: set AXE to the path of its axe.min.js"
)


def violations(visit: Visit) -> list[str]:
    visit.page.evaluate(Path(AXE).read_text("utf-8"))
    found = visit.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(
    "visit", [ALLOWING, ALLOWING | {"color_scheme": "dark"}], indirect=True, ids=["light", "dark"]
)
def test_no_part_of_the_page_has_serious_violations(visit: Visit) -> None:
    assert violations(visit) == []
    visit.ask("So sánh mục tiêu của Huế và Cần Thơ đến năm 2030")
    visit.page.locator(".pa-next a").first.wait_for()
    assert violations(visit) == []
    visit.page.locator("li a.pa-marker").first.click()
    visit.clause()
    assert violations(visit) == []
    visit.page.keyboard.press("Escape")
    for name in TABS:
        visit.open_tab(name).locator("table, li").first.wait_for()
        assert violations(visit) == [], name
