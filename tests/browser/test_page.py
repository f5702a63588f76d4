from __future__ import annotations

import zipfile
from typing import Any

import docx
import pytest

from tests.browser.visiting import Visit

QUESTION = "ty le lao dong qua dao tao cua hue den 2030"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
DARK: dict[str, Any] = {"color_scheme": "dark"}


def test_a_citation_opens_the_clause_beside_the_page_highlighted(visit: Visit) -> None:
    visit.ask(QUESTION)
    answer = visit.page.locator(".pa-answer")
    assert "80%" in answer.inner_text()
    marker = answer.locator("a.pa-marker").first
    assert (
        marker.get_attribute("title")
        == "Kế hoạch thực hiện QĐ 1002/QĐ-TTg – TP Huế, mục II.2, gạch đầu dòng 1"
    )
    marker.click()
    clause = visit.clause()
    assert "Tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%" in clause.inner_text()
    assert clause.evaluate("clause => getComputedStyle(clause).backgroundColor") == "rgb(255, 241, 184)"
    visit.page.wait_for_timeout(300)
    box = clause.bounding_box()
    assert box
    assert 90 < box["y"] < 760  # in sight, with its neighbours above and below
    for width in (1280, 1000, 824):
        visit.page.set_viewport_size({"width": width, "height": 860})
        visit.until("document.querySelector('#pa-chat').getBoundingClientRect().right < innerWidth - 380")
        chat, panel = (visit.page.locator(name).bounding_box() for name in ("#pa-chat", "#pa-panel"))
        assert chat
        assert panel
        assert chat["x"] + chat["width"] <= panel["x"] + 1  # neither covers the other
        assert chat["width"] > 360
    visit.page.set_viewport_size({"width": 780, "height": 860})
    visit.until(
        "document.querySelector('#pa-panel').getBoundingClientRect().top > 100"
    )  # below, as on a phone


def test_the_panel_has_a_permalink_and_gives_the_focus_back(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.locator("a.pa-marker").first.click()
    visit.clause()
    address = visit.page.url
    assert "?nguon=hue-1002%2Fii.2.1" in address
    visit.page.get_by_role("button", name="Sao chép liên kết").click()
    assert visit.page.evaluate("navigator.clipboard.readText()") == address
    visit.page.keyboard.press("Escape")
    assert not visit.page.locator("#pa-panel").is_visible()
    assert "nguon" not in visit.page.url
    assert visit.page.evaluate("document.activeElement.className") == "pa-marker"
    visit.leave(address)
    assert "đạt trên 80%" in visit.clause().inner_text()


def test_escape_within_the_document_closes_the_panel(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.locator("a.pa-marker").first.click()
    visit.clause().locator("a.link").focus()
    visit.page.keyboard.press("Escape")
    visit.page.locator("#pa-panel").wait_for(state="hidden")


def test_another_clause_of_the_same_document_moves_the_panel(visit: Visit) -> None:
    visit.ask("Liệt kê các mục tiêu đến năm 2030 của Huế")
    sources = visit.page.locator("a.pa-open")
    for number in (1, 4):
        sources.nth(number).click()
        visit.clause()
        visit.page.wait_for_timeout(300)
        box = visit.clause().bounding_box()
        assert box
        assert 60 < box["y"] < 860
    assert sources.nth(4).get_attribute("title") == visit.page.locator("#pa-panel h2").inner_text()


def test_a_link_is_still_a_link(visit: Visit) -> None:
    visit.ask(QUESTION)
    with visit.context.expect_page() as opened:
        visit.page.locator("a.pa-marker").first.click(modifiers=["Control"])
    document = opened.value
    visit.watch(document)
    document.locator(".clause:target").wait_for()
    assert document.locator(".at").inner_text() == "Đang xem: mục II.2, gạch đầu dòng 1"
    assert document.locator(".contents a[aria-current]").inner_text() == "2. Mục tiêu cụ thể đến năm 2030"


@pytest.mark.parametrize("choice", ["Cần Thơ", "Bỏ “Huế”"])
def test_what_was_understood_can_be_changed(visit: Visit, choice: str) -> None:
    visit.ask(QUESTION)
    chips = visit.page.locator(".pa-answer .pa-chip")
    assert visit.page.locator(".pa-answer :is(.pa-chip > summary, span.pa-chip)").all_text_contents() == [
        "Địa phương: Huế", "Thời gian: 2030", "Loại câu hỏi: hỏi giá trị", "Nội dung: lao động qua đào tạo",
    ]  # fmt: skip
    assert chips.first.locator("a").count() == 0
    chips.first.locator("summary").click()  # has the choices found
    visit.page.locator(".pa-answer details.pa-chip[open] a", has_text=choice).click()
    visit.page.locator(".pa-answer:not(.pa-partial)").nth(1).wait_for()
    assert "90%" in visit.page.locator(".pa-answer .pa-text").nth(1).inner_text()
    assert visit.page.locator(".pa-answer details.pa-chip[open]").count() == 0
    visit.until("document.activeElement === [...document.querySelectorAll('.pa-answer')].at(-1)")
    chips.first.locator("summary").click()  # those of the first answer are still there
    assert visit.page.locator(".pa-answer details.pa-chip[open] a", has_text=choice).count() == 1


def test_questions_that_lead_on_are_asked_and_answered(visit: Visit) -> None:
    visit.ask(QUESTION)
    onward = visit.page.locator(".pa-next a")
    onward.first.wait_for()
    question = onward.first.inner_text()
    onward.first.click()
    visit.page.locator(".pa-answer:not(.pa-partial)").nth(1).wait_for()
    assert visit.page.locator(".pa-question").nth(1).inner_text() == question
    assert visit.page.locator(".pa-answer").nth(1).locator("a.pa-marker").count() > 0


def test_a_question_in_the_address_is_asked(visit: Visit) -> None:
    visit.leave(f"{visit.address}/?hoi=ty%20le%20lao%20dong%20qua%20dao%20tao%20cua%20hue%20den%202030")
    visit.page.locator(".pa-answer a.pa-marker").first.wait_for()
    assert visit.page.locator(".pa-question").inner_text() == QUESTION


def test_questions_are_bounded_to_a_document(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Giới hạn phạm vi hỏi").click()
    visit.page.get_by_label("Chỉ của địa phương").click()
    visit.page.get_by_role("option", name="Cần Thơ").click()
    visit.page.keyboard.press("Escape")
    visit.ask("Tỷ lệ lao động qua đào tạo đến năm 2030?")
    sources = visit.page.locator(".pa-from .pa-facts").all_inner_texts()
    assert sources
    assert all("Cần Thơ" in source for source in sources)
    assert visit.page.locator(".pa-chip.pa-scope").inner_text() == "Cần Thơ"


def test_a_long_run_of_markers_is_one_control(visit: Visit) -> None:
    visit.ask("Liệt kê các mục tiêu đến năm 2030 của Huế")
    run = visit.page.locator("details.pa-run").first
    assert run.locator("a.pa-marker").count() >= 4
    assert not run.locator("a.pa-marker").first.is_visible()
    run.locator("summary").click()
    run.locator("a.pa-marker").last.click()
    visit.clause()


def test_the_conversation_is_exported_to_word(visit: Visit) -> None:
    visit.ask(QUESTION)
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Xuất Word").click()
    assert download.value.suggested_filename.startswith("hoi-dap-")
    lines = [paragraph.text for paragraph in docx.Document(str(download.value.path())).paragraphs]
    assert f"Câu hỏi 1: {QUESTION}" in lines
    assert any("khoản 2 mục II Kế hoạch" in line for line in lines)


@pytest.mark.parametrize("visit", [{"viewport": {"width": 1366, "height": 768}}], indirect=True)
def test_feedback_is_thanked_for_and_its_comment_is_sent(visit: Visit) -> None:
    visit.ask(QUESTION)
    wrong = visit.page.get_by_role("button", name="Sai", exact=True)
    wrong.click()
    said = visit.page.locator(".pa-verdicts .pa-label")
    visit.page.get_by_text("Đã ghi nhận, cảm ơn.").first.wait_for()
    assert wrong.get_attribute("aria-pressed") == "true"
    form, chat = (visit.page.locator(part).bounding_box() for part in (".pa-comment", "#pa-chat"))
    assert form
    assert chat
    assert form["y"] + form["height"] <= chat["y"] + chat["height"]  # with its button
    visit.page.get_by_role("textbox", name="Góp ý").fill("<b>sai</b>")
    visit.page.get_by_role("button", name="Gửi góp ý").click()
    visit.page.locator(".pa-comment").wait_for(state="detached")
    assert said.inner_text() == "Đã ghi nhận, cảm ơn."


def test_what_changes_is_announced(visit: Visit) -> None:
    visit.ask(QUESTION)
    status = visit.page.locator("#pa-status")
    visit.until("document.querySelector('#pa-status').textContent.includes('1 nguồn')")
    assert status.get_attribute("role") == "status"
    assert visit.page.get_by_role("log").get_attribute("aria-busy") == "false"
    for message in visit.page.locator("#pa-chat [data-testid=bot], #pa-chat [data-testid=user]").all():
        assert message.get_attribute("aria-label") is None  # else its whole HTML is read out


def test_follow_up_keeps_the_conversation_and_clear_ends_it(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask("Còn Cần Thơ thì sao?")
    answers = visit.page.locator(".pa-answer")
    assert "90%" in answers.nth(1).inner_text()
    assert answers.nth(1).locator(".pa-from strong").inner_text().endswith("TP Cần Thơ")
    assert "[1] mục II.2.a" in answers.nth(1).inner_text()
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
    ability, question = suggested.inner_text().split("\n")
    assert ability == "Tra một chỉ tiêu"
    suggested.click()
    visit.page.locator(".pa-answer a.pa-marker").first.wait_for()
    assert visit.page.locator(".pa-question").inner_text() == question


def test_what_is_typed_is_shown_as_text_and_never_run(visit: Visit) -> None:
    typed = '<img src=x onerror="document.title=1"> <script>alert(1)</script> **đậm** [x](http://example.com)'
    visit.ask(typed)
    assert visit.page.locator(".pa-question").inner_text() == typed
    assert visit.page.title() == "Trợ lý hỏi đáp chính sách"


def test_copy_takes_text_and_sources(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.get_by_role("button", name="Sao chép", exact=True).click()
    visit.page.get_by_role("button", name="Đã sao chép").wait_for()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert "80%" in copied
    # The answer has the clause's words, so the source does not repeat them.
    assert copied.endswith(
        "Nguồn\n[1] Gạch đầu dòng 1, khoản 2 mục II Kế hoạch thực hiện QĐ 1002/QĐ-TTg – TP Huế"
    )


def test_an_answer_is_taken_as_a_paragraph_as_a_table_and_as_word(visit: Visit) -> None:
    visit.ask("So sánh tỉ lệ lao động qua đào tạo của Huế và Cần Thơ")
    menu = visit.page.locator(".pa-as")

    def take(name: str) -> None:
        menu.locator("summary").click()
        menu.get_by_role("button", name=name).click()

    def copied() -> str:
        menu.get_by_text("Đã sao chép").wait_for()
        text: str = visit.page.evaluate("navigator.clipboard.readText()")
        menu.get_by_text("Lấy ra").wait_for()
        return text

    take("Sao chép thành đoạn văn")
    paragraph = copied()
    assert "đến năm 2030: Huế đạt trên 80% (gạch đầu dòng 1, khoản 2 mục II Kế hoạch" in paragraph
    assert "; Cần Thơ đạt 90% (điểm a khoản 2 mục II Kế hoạch" in paragraph
    assert "[" not in paragraph
    take("Sao chép thành bảng")
    rows = [line.split("\t") for line in copied().splitlines()]
    assert rows[0] == ["Chỉ tiêu", "Mốc thời gian", "Huế", "Cần Thơ", "So sánh"]
    assert rows[1][2:4] == ["đạt trên 80%", "đạt 90%"]
    with visit.page.expect_download() as download:
        take("Tệp Word có chú thích cuối trang")
    assert "word/footnotes.xml" in zipfile.ZipFile(str(download.value.path())).namelist()


def test_tables_are_taken_whole_and_what_has_no_figure_is_no_remark_of_the_assistant(visit: Visit) -> None:
    visit.ask("So sánh mục tiêu của Huế và Cần Thơ đến năm 2030")
    menu = visit.page.locator(".pa-as")
    menu.locator("summary").click()
    menu.get_by_role("button", name="Sao chép thành bảng").click()
    menu.get_by_text("Đã sao chép").wait_for()
    rows = [line.split("\t") for line in visit.page.evaluate("navigator.clipboard.readText()").splitlines()]
    assert [row[0] for row in rows if row[0].startswith("Chỉ ") and len(row) == 1] == [
        "Chỉ Huế nêu đến năm 2030:",
        "Chỉ Cần Thơ nêu đến năm 2030:",
    ]
    assert {row[1] for row in rows if row[0].startswith(("Ứng dụng AI", "Trung tâm Giám sát"))} == {
        "định tính"
    }
    menu.get_by_text("Lấy ra").wait_for()
    menu.locator("summary").click()
    menu.get_by_role("button", name="Sao chép thành đoạn văn").click()
    menu.get_by_text("Đã sao chép").wait_for()
    paragraph = visit.page.evaluate("navigator.clipboard.readText()")
    assert "Ứng dụng AI" in paragraph
    assert "định tính" not in paragraph


def test_values_side_by_side_have_a_chart(visit: Visit) -> None:
    visit.ask("So sánh tỉ lệ lao động qua đào tạo của Huế và Cần Thơ")
    chart = visit.page.locator(".pa-answer-chart")
    chart.locator("summary").click()
    first, second = (bar.bounding_box() for bar in chart.locator("rect").all()[:2])
    assert first
    assert second
    assert 0 < first["width"] < second["width"]  # over 80 % against 90 %


def test_a_long_answer_is_shown_in_short_or_in_full_and_stays_so(visit: Visit) -> None:
    question = "Liệt kê các mục tiêu đến năm 2030 của Huế"
    visit.ask(question)
    items = visit.page.locator(".pa-text").first.locator("li:visible")
    assert items.count() == 9
    visit.page.get_by_role("button", name="Xem gọn").click()
    assert items.count() == 3
    visit.ask("Liệt kê các mục tiêu đến năm 2030 của Cần Thơ")
    assert visit.page.locator(".pa-text").nth(1).locator("li:visible").count() == 3
    visit.page.get_by_role("button", name="Xem đủ (thêm 6 ý)").first.click()
    assert items.count() == 9


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
    for _ in range(40):
        visit.page.keyboard.press("Shift+Tab")
        if "pa-open" in visit.page.evaluate("document.activeElement.className"):
            break
    visit.page.keyboard.press("Enter")
    visit.clause()
    assert visit.page.evaluate("document.activeElement.textContent") == "Đóng"
    visit.page.keyboard.press("Enter")
    assert "pa-open" in visit.page.evaluate("document.activeElement.className")


def test_language_names_and_labels_are_vietnamese(visit: Visit) -> None:
    visit.ask(QUESTION)
    assert visit.page.evaluate("document.documentElement.lang") == "vi"
    assert visit.page.get_by_role("log").get_attribute("aria-label") == "Nội dung trao đổi"
    assert visit.page.get_by_role("textbox", name="Câu hỏi").is_visible()
    assert "trí tuệ nhân tạo (AI)" in visit.page.locator(".pa-side .pa-ai").inner_text()
    assert "Không nhập bí mật nhà nước" in visit.page.locator("#pa-disclaimer").inner_text()


@pytest.mark.parametrize("visit", [PHONE, PHONE | DARK], indirect=True, ids=["light", "dark"])
def test_on_a_phone_nothing_is_cut_and_the_question_stays_in_reach(visit: Visit) -> None:
    visit.ask("So sánh mục tiêu của Huế và Cần Thơ đến năm 2030")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    box = visit.page.locator("#pa-question textarea").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 800
    visit.page.locator(".pa-answer td a.pa-marker").first.click()
    visit.clause()
    sheet = visit.page.locator("#pa-panel").bounding_box()
    assert sheet
    assert (sheet["x"], sheet["width"]) == (0, 390)
    assert sheet["y"] + sheet["height"] == 800
    assert sheet["y"] > 100  # the page stays in sight above it
    frame = visit.page.frame_locator("#pa-panel iframe").locator("html")
    assert frame.evaluate("html => html.scrollWidth") <= 390


@pytest.mark.parametrize("visit", [{}, DARK], indirect=True, ids=["light", "dark"])
def test_text_has_enough_contrast(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.locator(".pa-next a").first.wait_for()
    visit.ask("So sánh mục tiêu của Huế và Cần Thơ đến năm 2030")  # its sources quote what its table does not
    visit.page.locator("blockquote").first.wait_for(state="attached")
    selectors = (
        "#pa-head a, #pa-disclaimer p, .pa-text .pa-p, a.pa-marker, a.pa-open, .pa-copy, blockquote, button.primary, .pa-cite, "
        ".pa-chip summary, .pa-ai, .pa-label"
    )
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


def test_a_question_that_is_sent_while_an_answer_comes_is_asked_behind_it(visit: Visit) -> None:
    answers = visit.page.locator(".pa-answer:not(.pa-partial)")
    for question in ("Sở Tài chính thành phố Huế làm gì?", "còn Cần Thơ?"):
        visit.page.fill("#pa-question textarea", question)
        visit.page.keyboard.press("Enter")
        visit.page.locator(".pa-question", has_text=question).wait_for()
    answers.nth(1).wait_for()
    assert answers.count() == 2
    assert "Cần Thơ" in answers.nth(1).locator(".pa-text").inner_text()


def test_a_conversation_goes_from_hello_to_thanks(visit: Visit) -> None:
    turns = (
        ("Chào bạn nhé", "Xin chào."),
        ("Tỉ lệ lao động qua đào tạo của Huế vào năm 2030?", "Huế, đến năm 2030: Tỉ lệ lao động qua đào tạo"),
        ("còn Cần Thơ?", "Cần Thơ, đến năm 2030: Tỷ lệ lao động qua đào tạo đạt 90%"),
        ("nguồn đâu", "Câu trả lời trước dẫn từ:"),
        ("cảm ơn", "Không có gì."),
    )
    for question, _ in turns:
        visit.ask(question)
    answers = visit.page.locator(".pa-answer:not(.pa-partial)").all()
    assert len(answers) == len(turns)
    for answer, (_, start) in zip(answers, turns, strict=True):
        assert answer.locator(".pa-text").inner_text().startswith(start)
    assert "mục II.2.a" in answers[3].locator(".pa-text").inner_text()
    assert "Cần Thơ" in answers[3].locator(".pa-text").inner_text()
    sources = ".pa-sources, a.pa-marker"
    assert [answer.locator(sources).count() > 0 for answer in answers] == [False, True, True, True, False]
