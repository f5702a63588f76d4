from __future__ import annotations

from typing import Any

import pytest

from tests.browser.visiting import Visit

QUESTION = "ty le lao dong qua dao tao cua hue den 2030"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
DARK: dict[str, Any] = {"color_scheme": "dark"}


def test_a_citation_opens_the_document_at_its_clause_highlighted(visit: Visit) -> None:
    visit.ask(QUESTION)
    answer = visit.page.locator(".pa-answer")
    assert "80%" in answer.inner_text()
    marker = answer.locator("a.pa-marker").first
    assert (
        marker.get_attribute("title")
        == "Kế hoạch thực hiện QĐ 1002/QĐ-TTg – TP Huế, mục II.2, gạch đầu dòng 1"
    )
    with visit.context.expect_page() as opened:
        marker.click()
    document = opened.value
    visit.watch(document)
    clause = document.locator(".clause:target")
    clause.wait_for()
    assert "Tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%" in clause.inner_text()
    assert (
        document.evaluate("getComputedStyle(document.querySelector(':target')).backgroundColor")
        == "rgb(255, 241, 184)"
    )
    box = clause.bounding_box()
    assert box
    assert 60 < box["y"] < 600  # below the bar, in the window
    assert document.locator(".at").inner_text() == "Đang xem: mục II.2, gạch đầu dòng 1"
    assert document.locator(".contents a[aria-current]").inner_text() == "2. Mục tiêu cụ thể đến năm 2030"


def test_follow_up_keeps_the_conversation_and_clear_ends_it(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask("Còn Cần Thơ thì sao?")
    answers = visit.page.locator(".pa-answer")
    assert "90%" in answers.nth(1).inner_text()
    assert "TP Cần Thơ, mục II.2.a" in answers.nth(1).inner_text()
    assert "tóm lược" not in answers.nth(1).inner_text()
    visit.page.get_by_role("button", name="Cuộc trao đổi mới").click()
    visit.page.locator("#pa-chat .example").first.wait_for()
    assert answers.count() == 0
    visit.ask("Còn Cần Thơ thì sao?")
    assert "90%" not in answers.first.inner_text()


@pytest.mark.parametrize("visit", [{"viewport": {"width": 1000, "height": 560}}], indirect=True)
def test_a_new_question_is_scrolled_to_the_top(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask("Còn Cần Thơ thì sao?")
    visit.page.wait_for_timeout(500)
    chat = visit.page.locator("#pa-chat").bounding_box()
    asked = visit.page.locator(".pa-question").nth(1).bounding_box()
    assert chat
    assert asked
    assert chat["y"] <= asked["y"] < chat["y"] + 60


def test_a_suggested_question_is_asked_and_answered(visit: Visit) -> None:
    suggested = visit.page.locator("#pa-chat .example").first
    question = suggested.inner_text()
    suggested.click()
    visit.page.locator(".pa-answer a.pa-marker").first.wait_for()
    assert visit.page.locator(".pa-question").inner_text() == question


def test_documents_are_listed_and_lead_to_the_viewer(visit: Visit) -> None:
    visit.page.get_by_text("Văn bản đã nạp (5)").click()
    links = visit.page.locator("#pa-documents a")
    assert links.count() == 5
    with visit.context.expect_page() as opened:
        links.nth(2).click()
    visit.watch(opened.value)
    assert opened.value.locator(".tier").inner_text() == "Tóm lược báo chí"


def test_what_is_typed_is_shown_as_text_and_never_run(visit: Visit) -> None:
    typed = '<img src=x onerror="document.title=1"> <script>alert(1)</script> **đậm** [x](http://example.com)'
    visit.ask(typed)
    assert visit.page.locator(".pa-question").inner_text() == typed
    assert visit.page.title() == "Trợ lý hỏi đáp chính sách"


def test_copy_takes_text_and_sources(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.get_by_role("button", name="Sao chép").click()
    visit.page.get_by_role("button", name="Đã sao chép").wait_for()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert "80%" in copied
    assert (
        "Nguồn\n[1] Kế hoạch thực hiện QĐ 1002/QĐ-TTg – TP Huế, mục II.2, gạch đầu dòng 1\n“- Tỉ lệ" in copied
    )


def test_enter_while_an_input_method_composes_does_not_send(visit: Visit) -> None:
    visit.page.fill("#pa-question textarea", "Huế")
    visit.page.evaluate(
        """() => document.querySelector('#pa-question textarea').dispatchEvent(new KeyboardEvent('keydown',
        {key: 'Enter', code: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"""
    )
    visit.page.wait_for_timeout(700)
    assert visit.page.locator(".pa-question").count() == 0
    assert visit.page.input_value("#pa-question textarea") == "Huế"


def test_the_whole_way_by_keyboard(visit: Visit) -> None:
    visit.page.focus("#pa-question textarea")
    visit.page.keyboard.type("Cong an thanh pho lam gi?")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent").strip() == "Gửi"
    visit.page.keyboard.press("Enter")
    visit.page.locator(".pa-answer a.pa-marker").first.wait_for()
    for _ in range(30):
        visit.page.keyboard.press("Shift+Tab")
        if "pa-open" in visit.page.evaluate("document.activeElement.className"):
            break
    with visit.context.expect_page() as opened:
        visit.page.keyboard.press("Enter")
    visit.watch(opened.value)
    opened.value.locator(".clause:target").wait_for()


def test_language_names_and_labels_are_vietnamese(visit: Visit) -> None:
    visit.ask(QUESTION)
    assert visit.page.evaluate("document.documentElement.lang") == "vi"
    assert visit.page.get_by_role("log").get_attribute("aria-label") == "Nội dung trao đổi"
    assert visit.page.get_by_role("textbox", name="Câu hỏi").is_visible()
    assert "trí tuệ nhân tạo (AI)" in visit.page.locator("#pa-disclaimer").inner_text()


@pytest.mark.parametrize("visit", [PHONE, PHONE | DARK], indirect=True, ids=["light", "dark"])
def test_on_a_phone_nothing_is_cut_and_the_question_stays_in_reach(visit: Visit) -> None:
    visit.ask("So sánh mục tiêu của Huế và Cần Thơ đến năm 2030")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    box = visit.page.locator("#pa-question textarea").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 800
    with visit.context.expect_page() as opened:
        visit.page.locator("a.pa-marker").nth(3).click()
    visit.watch(opened.value)
    opened.value.locator(".clause:target").wait_for()
    assert opened.value.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("visit", [{}, DARK], indirect=True, ids=["light", "dark"])
def test_text_has_enough_contrast(visit: Visit) -> None:
    visit.ask(QUESTION)
    selectors = "#pa-head p, #pa-disclaimer p, .pa-text p, a.pa-marker, a.pa-open, .pa-copy, blockquote, button.primary"
    for selector in selectors.split(", "):
        assert visit.page.evaluate(CONTRAST, selector) >= 4.5, selector


# Contrast of an element's text with the nearest background that is not transparent, after WCAG 2.2.
CONTRAST = """selector => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const element = document.querySelector(selector);
  let behind = element;
  while (behind && parse(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const front = getComputedStyle(element).color;
  const back = behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)';
  const [a, b] = [front, back].map(text => light(parse(text)) + 0.05);
  return Math.max(a, b) / Math.min(a, b);
}"""
