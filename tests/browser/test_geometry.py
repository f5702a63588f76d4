"""Where things stand on the page, measured."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.browser.visiting import Visit

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1366, "height": 900}}
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

# The words of pills of which a corner lies outside the rounded frame, by more than a pixel.
OUTSIDE = """panel => [...panel.querySelectorAll(".pa-verdict, .pa-unsure, .pa-status")].filter(
  pill => pill.checkVisibility()
).filter(pill => {
  const frame = pill.getBoundingClientRect();
  const wanted = parseFloat(getComputedStyle(pill).borderTopLeftRadius);
  const round = Math.min(wanted, frame.width / 2, frame.height / 2);
  const range = document.createRange();
  range.selectNodeContents(pill);
  return [...range.getClientRects()].some(line => [line.left, line.right].some(x => [line.top, line.bottom].some(y => {
    const across = Math.max(frame.left + round - x, x - frame.right + round, 0);
    const down = Math.max(frame.top + round - y, y - frame.bottom + round, 0);
    return (across > 0 && down > 0 ? Math.hypot(across, down) : Math.max(across, down)) > round + 1;
  })));
}).map(pill => pill.innerText)"""


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


@pytest.mark.parametrize("visit", [DESK, PHONE], indirect=True, ids=["desk", "phone"])
def test_no_text_stands_outside_its_pill(visit: Visit) -> None:
    panel = visit.open_tab("So sánh")
    panel.locator(".pa-verdict").first.wait_for()
    assert panel.locator(".pa-verdict").count() > 10
    assert panel.evaluate(OUTSIDE) == []
    panel = visit.open_tab("Văn bản")
    panel.locator(".pa-status").first.wait_for()
    assert panel.evaluate(OUTSIDE) == []


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
