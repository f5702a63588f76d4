"""What of a conversation is in sight when something comes late, or is opened below an answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.visiting import Visit

FIRST, SECOND = "ty le lao dong qua dao tao cua hue den 2030", "Còn Cần Thơ thì sao?"
NARROW: dict[str, Any] = {"viewport": {"width": 900, "height": 700}}
LOW: dict[str, Any] = {"viewport": {"width": 900, "height": 480}}
# Whether the part is in sight within the conversation, and nothing that says that there is more lies over it.
SEEN = """part => {
  const [part_, log] = [part, document.querySelector("#pa-chat .bubble-wrap")].map(each => each.getBoundingClientRect());
  return part_.top >= log.top && part_.bottom <= log.bottom && !document.querySelector("#pa-chat.pa-more-below");
}"""


def settle(visit: Visit) -> None:
    """Until what moves by itself after an answer has come to rest."""
    visit.page.locator(".pa-next a").first.wait_for()
    visit.page.wait_for_timeout(1500)


def come_late(visit: Visit) -> None:
    """The questions that lead on go, and come once more."""
    onward = visit.page.locator("#pa-onward")
    for shown in ("none", ""):
        onward.evaluate("(part, shown) => { part.style.display = shown; }", shown)
        visit.page.wait_for_timeout(500)


@pytest.mark.parametrize("visit", [NARROW], indirect=True)
def test_what_leads_on_comes_late_and_hides_nothing_of_a_short_answer(visit: Visit) -> None:
    visit.ask(FIRST)
    visit.ask(SECOND)
    settle(visit)
    tools = visit.page.locator(".pa-tools").last
    assert tools.evaluate(SEEN)
    come_late(visit)
    assert tools.evaluate(SEEN)


@pytest.mark.parametrize("visit", [LOW], indirect=True)
def test_the_question_of_an_answer_that_does_not_fit_stays_in_sight(visit: Visit) -> None:
    visit.ask(FIRST)
    visit.ask(SECOND)
    settle(visit)
    question = visit.page.locator(".pa-question").last
    before = question.bounding_box()
    come_late(visit)
    assert question.bounding_box() == before


@pytest.mark.parametrize("visit", [NARROW, LOW], indirect=True, ids=["narrow", "low"])
def test_the_form_of_a_comment_is_in_sight_with_its_button(visit: Visit) -> None:
    visit.ask(FIRST)
    settle(visit)
    visit.page.get_by_role("button", name="Sai", exact=True).click()
    visit.page.get_by_text("Đã ghi nhận, cảm ơn.").first.wait_for()
    visit.page.wait_for_timeout(300)
    assert visit.page.locator(".pa-comment").evaluate(SEEN)
