"""Where things stand on the page, measured."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from assistant.server.assets import ASSETS
from tests.browser.geometry import faults
from tests.browser.test_tabs import TABS
from tests.browser.visiting import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
TABLET: dict[str, Any] = {"viewport": {"width": 768, "height": 1024}}
TURNED: dict[str, Any] = {"viewport": {"width": 900, "height": 700}}  # a tablet on its side
DESK: dict[str, Any] = {"viewport": {"width": 1366, "height": 900}}
WALL: dict[str, Any] = {"viewport": {"width": 1920, "height": 1080}}
NARROW: dict[str, Any] = PHONE | {"viewport": {"width": 360, "height": 760}}
ZOOMED: dict[str, Any] = {
    "viewport": {"width": 683, "height": 384},
    "device_scale_factor": 2,
}  # 1366 × 768 at 200 %
TABLES = ("Chỉ tiêu", "Phân công", "So sánh")

# Every row as [{top, bottom, left, right, text: the top of what the cell says}] of the cells that are seen.
ROWS = """table => [...table.tBodies[0].rows].slice(0, 12).map(row => [...row.cells].filter(
  cell => cell.checkVisibility()
).map(cell => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const { top, bottom, left, right } = cell.getBoundingClientRect();
  const label = parseFloat(getComputedStyle(cell, "::before").height) || 0;
  return { top, bottom, left, right, label, text: range.getBoundingClientRect().top, width: range.getBoundingClientRect().right };
}))"""

BROKEN = {  # where it shows; a rule of the style sheet, and what stands in its place
    "cards-lost-their-labels": (PHONE, "Phân công", "content: attr(abbr)", "kontent: attr(abbr)"),
    "cards-squeezed": (
        TABLET, "Chỉ tiêu", "repeat(auto-fit, minmax(11rem, 1fr))", "repeat(6, 20px)",
    ),
    "cards-over-each-other": (
        PHONE, "Chỉ tiêu", "margin: 0 0 .6rem !important; padding: .3rem .2rem; }\n  .pa-result table.pa-register td {",
        "margin: 0 0 -3rem !important; padding: .3rem .2rem; }\n  .pa-result table.pa-register td {",
    ),
    "a-list-over-what-it-lists": (
        DESK, "Văn bản", "#pa-documents { flex: 0 1 22rem !important; min-width: 15rem !important; }",
        "#pa-documents { flex: 0 0 22rem !important; margin-right: -20rem; z-index: 3; }",
    ),
    "no-cards-on-a-tablet": (TABLET, "Phân công", "screen and (max-width: 1000px)", "(max-width: 1px)"),
    "a-column-squeezed": (
        DESK, "So sánh", '.pa-result th[class*="pa-column-level-"] { width: 20%; min-width: 11rem; }',
        '.pa-result [class*="pa-column-level"] { max-width: 60px; }',
    ),
    "pills-as-circles": (DESK, "So sánh", "border-radius: .75rem;", "border-radius: 50%; width: 4rem;"),
    "a-label-of-a-word-a-line": (
        WALL, "Phân công", "flex: 0 0 auto !important; width: auto; margin: 0 !important; }", "flex: 0 1 76px !important; }",
    ),
    "a-register-over-its-filters": (
        DESK, "Chỉ tiêu", ".pa-result .pa-table { overflow-x: auto; }",
        ".pa-result { margin-top: -9rem; background: #fff; z-index: 9; position: relative; }",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    "visit",
    [NARROW, PHONE, TABLET, TURNED, DESK, WALL, ZOOMED],
    indirect=True,
    ids=["narrow", "phone", "tablet", "turned", "desk", "wall", "zoomed"],
)
def test_nothing_is_cut_squeezed_or_covered_on_any_tab(visit: Visit) -> None:
    assert faults(visit) == []
    visit.ask("So sánh mục tiêu của Huế và Cần Thơ đến năm 2030")
    visit.page.locator(".pa-next a").first.wait_for()
    assert faults(visit) == []
    for name in TABS:
        panel = visit.open_tab(name)
        panel.locator("table, a.pa-document").first.wait_for()
        visit.page.wait_for_timeout(300)
        assert faults(visit) == [], name


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_style_sheet_is_seen(browser: Browser, address: str, broken: str) -> None:
    """Or else the test above would pass whatever the page looks like."""
    options, name, rule, instead = BROKEN[broken]
    sheet = (ASSETS / "page.css").read_text("utf-8")
    assert rule in sheet
    with browser.new_context(**options, locale="vi-VN") as context:
        style = sheet.replace(rule, instead)
        context.route("**/page/page.css", lambda route: route.fulfill(body=style, content_type="text/css"))
        visit = Visit(context.new_page(), context, address.rstrip("/"))
        visit.page.set_default_timeout(60_000)
        visit.open()
        visit.open_tab(name).locator("table.pa-register, a.pa-document").first.wait_for()
        visit.page.wait_for_timeout(300)
        assert faults(visit)


@pytest.mark.parametrize(
    "visit",
    [NARROW, PHONE, TABLET, DESK, WALL],
    indirect=True,
    ids=["narrow", "phone", "tablet", "desk", "wall"],
)
def test_the_conversation_fills_the_window_and_the_question_stays_in_it(visit: Visit) -> None:
    foot = "document.querySelector('#pa-foot').getBoundingClientRect().bottom"
    fills = f"innerHeight - {foot} >= 0 && innerHeight - {foot} < 24 && document.documentElement.scrollHeight <= innerHeight"
    visit.until(fills)
    field = visit.page.locator("#pa-question textarea")
    assert field.evaluate("field => field.scrollHeight - field.clientHeight") <= 4  # no hidden row
    visit.ask("So sánh mục tiêu của Huế và Cần Thơ đến năm 2030")
    visit.page.locator(".pa-next a").first.wait_for()
    visit.until(fills)


@pytest.mark.parametrize("visit", [DESK], indirect=True)
def test_on_paper_the_whole_conversation_stands_without_controls(visit: Visit) -> None:
    visit.ask("Liệt kê các mục tiêu đến năm 2030 của Huế")
    visit.page.emulate_media(media="print")
    for control in ("#pa-ask", "#pa-tabs [role=tablist]", ".pa-tools", "#pa-foot", ".pa-edit"):
        assert not visit.page.locator(control).first.is_visible(), control
    log = visit.page.locator("#pa-chat .bubble-wrap")
    assert log.evaluate("log => log.scrollHeight - log.clientHeight") <= 1
    assert visit.page.locator("#pa-chat").evaluate("chat => chat.scrollHeight - chat.clientHeight") <= 1
    visit.page.emulate_media(media="screen")
    visit.open_tab("Chỉ tiêu").locator("table.pa-register").wait_for()
    visit.page.emulate_media(media="print")
    assert visit.page.locator("table.pa-register thead").first.is_visible()
    assert not visit.page.locator(".pa-filters").nth(1).is_visible()
    visit.page.emulate_media(media="screen")
    visit.open_tab("Văn bản").locator(".pa-edit-manage").first.wait_for()
    visit.page.emulate_media(media="print")
    assert visit.page.locator("a.pa-document").first.is_visible()
    for control in (".pa-drop", ".pa-edit-log", ".pa-edit-manage", "#pa-reader"):
        assert not visit.page.locator(control).first.is_visible(), control


@pytest.mark.parametrize("visit", [DESK | {"reduced_motion": "reduce"}], indirect=True)
def test_nothing_moves_for_those_who_want_no_motion(visit: Visit) -> None:
    visit.ask("Công an thành phố làm gì?")
    moving = """() => document.getAnimations().filter(each => each.effect.getComputedTiming().duration > 10)
      .map(each => `${each.animationName || each.transitionProperty}`)"""
    assert visit.page.evaluate(moving) == []


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_on_a_phone_a_row_is_a_stack_of_cells_below_their_labels(visit: Visit, name: str) -> None:
    table = visit.open_tab(name).locator("table.pa-register")
    table.wait_for()
    rows = table.evaluate(ROWS)
    assert len(rows) == 12
    for row in rows:
        assert len(row) > 1
        for above, below in pairwise(row):
            assert below["top"] >= above["bottom"] - 0.5
            assert (below["left"], below["right"]) == (above["left"], above["right"])
        for cell in row:
            assert cell["label"] >= 14
            assert cell["text"] >= cell["top"] + cell["label"]  # what it says stands below its label
            assert cell["width"] <= cell["right"] + 0.5
    widths = table.evaluate("table => [table, table.caption].map(part => part.getBoundingClientRect().width)")
    assert widths[1] >= widths[0] - 24  # the table's own padding
    assert 320 <= widths[0] <= 390


@pytest.mark.parametrize("visit", [TABLET, TURNED], indirect=True, ids=["tablet", "turned"])
def test_on_a_tablet_the_page_takes_the_width_and_an_address_its_line(visit: Visit) -> None:
    table = visit.open_tab("Chỉ tiêu").locator("table.pa-register")
    table.wait_for()
    width = visit.page.evaluate("innerWidth")
    for part in (visit.page.locator("#pa-head"), visit.page.locator("#pa-tabs")):
        box = part.bounding_box()
        assert box
        assert box["width"] >= width - 48
    lines = table.evaluate(
        "table => [...table.querySelectorAll('td.pa-column-address > a')].slice(0, 12).map(link => link.getClientRects().length)"
    )
    assert lines == [1] * 12


@pytest.mark.parametrize("visit", [DESK], indirect=True)
def test_the_columns_of_a_comparison_share_the_width(visit: Visit) -> None:
    panel = visit.open_tab("So sánh")
    table = panel.locator("table.pa-register")
    table.wait_for()
    widths = table.evaluate(
        "table => [...table.tHead.rows[0].cells].map(cell => [cell.className, cell.getBoundingClientRect().width])"
    )
    assert len(widths) == 6
    assert [name for name, width in widths if width < 120] == []
    first, second = (width for name, width in widths if name.startswith("pa-column-level-"))
    assert abs(first - second) < 60
    assert table.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_nothing_of_the_conversation_lies_over_the_sheet(visit: Visit) -> None:
    visit.ask("ty le lao dong qua dao tao cua hue den 2030")
    visit.page.locator("a.pa-marker").first.click()
    visit.clause()
    visit.page.evaluate("document.querySelector('#pa-chat .bubble-wrap').scrollTop = 0")
    visit.page.wait_for_timeout(500)
    strangers = """() => {
      const { left, top, width, height } = document.querySelector("#pa-panel").getBoundingClientRect();
      const found = new Set();
      for (let x = 4; x < width; x += 8) for (let y = 16; y < height - 4; y += 8) {
        const there = document.elementFromPoint(left + x, top + y);
        if (there && !there.closest("#pa-panel")) found.add(there.outerHTML.slice(0, 100));
      }
      return [...found];
    }"""
    assert visit.page.evaluate(strangers) == []
