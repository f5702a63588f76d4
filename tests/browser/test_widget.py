from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from assistant.feedback import FeedbackStore
from assistant.server.keys import KeyStore
from assistant.settings import Settings
from tests.browser.conftest import serving
from tests.browser.portals import Reader, Site, portal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page, Request

QUESTION = "ty le lao dong qua dao tao cua hue den 2030"
UNDERSTOOD = "tỷ lệ lao động qua đào tạo của Huế đến 2030"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def feedback_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("said") / "feedback.sqlite3"


@pytest.fixture
def store(feedback_file: Path) -> FeedbackStore:
    return FeedbackStore(feedback_file, days=30)


@pytest.fixture(scope="module")
def site(
    browser: Browser,
    corpus_settings: Settings,
    feedback_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """A portal whose frames may hold the assistant."""
    folder = tmp_path_factory.mktemp("server")
    with (
        portal() as site,
        serving(
            corpus_settings,
            folder,
            ASSISTANT_FRAME_ANCESTORS=site.origin,
            ASSISTANT_FEEDBACK_FILE=str(feedback_file),
        ) as address,
    ):
        site.embed(address)
        yield site


@pytest.fixture
def reader(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """Somebody on the portal's page; an indirect parameter sets options of the browser's context."""
    options = {"viewport": {"width": 1280, "height": 800}, "locale": "vi-VN"} | getattr(request, "param", {})
    with browser.new_context(**options) as context:
        reader = Reader(context.new_page(), context, site)
        reader.watch(reader.page)
        reader.page.goto(f"{site.origin}/")
        yield reader
    assert reader.problems == []


def test_it_answers_on_a_portal_with_a_strict_policy(reader: Reader) -> None:
    assert reader.launcher.get_attribute("aria-expanded") == "false"
    assert reader.page.locator("iframe").count() == 0  # nothing is loaded before somebody asks
    reader.open()
    assert reader.launcher.get_attribute("aria-expanded") == "true"
    assert reader.page.get_by_role("dialog", name="Trợ lý hỏi đáp chính sách").is_visible()
    assert reader.page.locator("iframe").get_attribute("title") == "Trợ lý hỏi đáp chính sách"
    disclaimer = reader.frame.inner_text("#disclaimer")
    for warning in (
        "trí tuệ nhân tạo (AI)",
        "hãy kiểm tra văn bản gốc",
        "bí mật nhà nước",
        "dữ liệu cá nhân",
    ):
        assert warning in disclaimer
    reader.ask(QUESTION)
    assert "đạt trên 80%" in reader.frame.inner_text(".answer .text")
    assert "mục II.2, gạch đầu dòng 1" in reader.frame.inner_text(".sources")


def test_a_citation_opens_the_document_at_its_clause(reader: Reader) -> None:
    reader.open()
    reader.ask(QUESTION)
    with reader.context.expect_page() as opened:
        reader.frame.locator("a.marker").first.click()
    document = opened.value
    reader.watch(document)
    clause = document.locator(".clause:target")
    clause.wait_for()
    assert "Tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%" in clause.inner_text()
    assert document.evaluate("window.opener") is None


def test_the_whole_way_by_keyboard(reader: Reader) -> None:
    keyboard = reader.page.keyboard
    reader.page.focus("input[type=search]")
    keyboard.press("Tab")
    assert reader.focused() == "launcher"
    keyboard.press("Enter")
    reader.page.frame_locator("iframe").locator("#question:focus").wait_for()
    keyboard.type("Cong an thanh pho lam gi?")
    keyboard.press("Enter")
    reader.frame.locator(".sources").wait_for()
    for _ in range(30):
        keyboard.press("Shift+Tab")
        if reader.frame.evaluate("document.activeElement.className") == "open":
            break
    with reader.context.expect_page() as opened:
        keyboard.press("Enter")
    opened.value.locator(".clause:target").wait_for()
    opened.value.close()
    keyboard.press("Escape")
    reader.page.get_by_role("dialog").wait_for(state="hidden")
    assert reader.focused() == "launcher"
    assert reader.launcher.get_attribute("aria-expanded") == "false"
    keyboard.press("Space")
    reader.page.frame_locator("iframe").locator("#question:focus").wait_for()
    assert reader.frame.locator(".answer").count() == 1  # the conversation is still there


def test_the_close_button_gives_the_focus_back(reader: Reader) -> None:
    reader.open()
    reader.page.get_by_role("button", name="Đóng").click()
    assert reader.focused() == "launcher"
    assert not reader.page.get_by_role("dialog").is_visible()


def test_follow_ups_are_understood_until_a_new_conversation(reader: Reader) -> None:
    reader.open()
    reader.ask(QUESTION)
    reader.ask("Còn Cần Thơ thì sao?")
    assert "90%" in reader.frame.locator(".answer").nth(1).inner_text()
    reader.frame.click("#restart")
    assert reader.frame.locator(".answer").count() == 0
    reader.ask("Còn Cần Thơ thì sao?")
    assert "90%" not in reader.frame.inner_text(".answer")


def test_a_conversation_goes_from_hello_to_thanks_and_sends_what_was_understood(reader: Reader) -> None:
    reader.open()
    asked: list[Any] = []

    def note(sent: Request) -> None:
        if sent.url.endswith("/api/v1/ask"):
            asked.append(sent.post_data_json)

    reader.page.on("request", note)
    turns = (
        ("xin chào", "Xin chào."),
        ("Đến 2030 tỷ lệ lao động qua đào tạo ở Huế là bao nhiêu?", "Huế, đến năm 2030:"),
        ("còn Cần Thơ?", "Cần Thơ, đến năm 2030: Tỷ lệ lao động qua đào tạo đạt 90%"),
        ("nguồn đâu", "Câu trả lời trước dẫn từ:"),
        ("cảm ơn", "Không có gì."),
    )
    for question, _ in turns:
        reader.ask(question)
    answers = reader.frame.locator(".answer").all()
    assert len(answers) == len(turns)
    for answer, (_, start) in zip(answers, turns, strict=True):
        assert answer.locator(".text").inner_text().startswith(start)
    assert "mục II.2.a" in answers[3].locator(".text").inner_text()
    shown = [answer.locator(".sources, a.marker").count() > 0 for answer in answers]
    assert shown == [False, True, True, True, False]
    assert [body["question"] for body in asked] == [question for question, _ in turns]
    assert asked[-1]["history"] == [
        {"question": "xin chào", "standalone_question": "xin chào"},
        {"question": turns[1][0], "standalone_question": turns[1][0]},
        {
            "question": "còn Cần Thơ?",
            "standalone_question": "Đến 2030 tỷ lệ lao động qua đào tạo ở Cần Thơ là bao nhiêu?",
        },
        {"question": "nguồn đâu", "standalone_question": "nguồn đâu"},
    ]


def test_a_suggestion_is_asked(reader: Reader) -> None:
    reader.open()
    suggestion = reader.frame.locator(".suggestion").first
    words = suggestion.inner_text()
    suggestion.click()
    reader.frame.locator(".sources").wait_for()
    assert reader.frame.inner_text(".question").endswith(words)


def test_an_answer_leads_on_to_further_questions(reader: Reader) -> None:
    reader.open()
    reader.ask(QUESTION)
    onward = reader.frame.locator(".next .suggestion")
    onward.first.wait_for()
    assert reader.frame.inner_text(".next .label") == "Có thể hỏi tiếp:"
    words = onward.first.inner_text()
    onward.first.click()
    reader.frame.locator(".answer").nth(1).locator(".sources").wait_for()
    assert reader.frame.locator(".question").nth(1).inner_text().endswith(words)
    reader.frame.locator(".answer").nth(1).locator(".next").wait_for()
    assert reader.frame.locator(".next").count() == 1  # of the last answer alone
    assert words not in onward.all_inner_texts()


@pytest.mark.parametrize("reader", [{}, PHONE], indirect=True, ids=["desk", "phone"])
def test_what_is_thought_of_an_answer_is_said_and_stored(reader: Reader, store: FeedbackStore) -> None:
    reader.open()
    reader.ask("xin chào")
    assert reader.frame.locator(".verdicts").count() == 0
    reader.ask(QUESTION)
    verdicts = reader.frame.locator(".verdicts")
    verdicts.get_by_role("button", name="Thiếu nguồn").click()
    verdicts.get_by_role("button", name="Thiếu nguồn", pressed=True).wait_for()
    comment = f"thiếu phụ lục {reader.page.viewport_size}"
    verdicts.get_by_label("Góp ý").fill(comment)
    assert reader.frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    verdicts.get_by_role("button", name="Gửi góp ý").click()
    verdicts.get_by_text("Đã ghi nhận, cảm ơn.").wait_for()
    until = time.monotonic() + 10
    while not (said := [row for row in store.all() if row.comment == comment]):
        assert time.monotonic() < until
        time.sleep(0.1)
    assert [(row.verdict, row.standalone_question) for row in said] == [("missing", UNDERSTOOD)]


def test_feedback_that_cannot_be_stored_is_said_so(reader: Reader) -> None:
    reader.page.route("**/feedback", lambda route: route.fulfill(status=503, body=to_json({"error": {}})))
    reader.open()
    reader.ask(QUESTION)
    right = reader.frame.locator(".verdicts").get_by_role("button", name="Đúng")
    right.click()
    reader.frame.get_by_text("Chưa ghi được góp ý").first.wait_for()
    assert right.get_attribute("aria-pressed") is None
    reader.problems.clear()  # the browser itself notes that a request failed


def test_enter_while_an_input_method_composes_does_not_send(reader: Reader) -> None:
    reader.open()
    reader.frame.fill("#question", "Huế")
    for event in ("{key: 'Enter', isComposing: true}", "{key: 'Enter', keyCode: 229}"):
        reader.frame.evaluate(
            "document.querySelector('#question').dispatchEvent(new KeyboardEvent('keydown', "
            f"{{...{event}, bubbles: true, cancelable: true}}))"
        )
    reader.page.wait_for_timeout(300)
    assert reader.frame.locator(".question").count() == 0
    assert reader.frame.input_value("#question") == "Huế"


def test_what_is_typed_is_shown_as_text(reader: Reader) -> None:
    typed = '<img src=x onerror="document.title=1"><script>alert(1)</script> **đậm** [x](http://example.com)'
    reader.open()
    reader.ask(typed)
    assert reader.frame.inner_text(".question").endswith(typed)
    assert reader.frame.locator("#log img, #log script, #log .question strong").count() == 0


def test_words_of_answers_are_text_lists_tables_and_markers(reader: Reader) -> None:
    text = (
        "Một **đậm** <b>b</b> [1] [7]\n\n- a [1]\n- b\n\n| Chỉ tiêu | 2030 |\n| --- | --- |\n| Lao \\| động | 80% |\n\n"
        "![x](http://example.com/x.png) [y](javascript:alert(1)) <img src=x>"
    )
    source = {
        "number": 1, "document_id": "<i>", "document_title": "<i>T</i>", "address": "mục I", "tier": "press",
        "quote": "<script>alert(1)</script>", "url": "https://evil.example/",
    }  # fmt: skip
    answer = {"text": text, "citations": [source], "warnings": ["<b>"], "abstained": True}
    events = f": ping\r\n\r\nevent: done\r\ndata: {to_json(answer)}\r\n\r\n"
    reader.page.route(
        "**/api/v1/ask",
        lambda route: route.fulfill(content_type="text/event-stream", body=events),
    )
    reader.open()
    reader.ask("?")
    shown = reader.frame.locator(".answer")
    assert shown.locator("b, i, img, script").count() == 0
    assert shown.locator("strong").first.inner_text() == "đậm"
    assert shown.locator("a.marker").all_inner_texts() == ["[1]", "[1]"]
    assert (
        shown.locator("a").first.get_attribute("href") == "documents/"
    )  # an address of ours, whatever was sent
    assert shown.locator("li").all_inner_texts()[:2] == ["a [1]", "b"]
    assert shown.locator("td").all_inner_texts() == ["Lao | động", "80%"]
    assert "![x](http://example.com/x.png) [y](javascript:alert(1)) <img src=x>" in shown.inner_text()
    assert "tóm lược báo chí" in shown.inner_text()


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (429, "rate_limited", "quá nhiều câu hỏi"),
        (503, "switched_off", "Bảo trì đến 14 giờ"),
        (503, "busy", "nhiều người hỏi"),
        (500, "internal", "Chưa trả lời được"),
    ],
)
def test_a_refusal_is_explained(reader: Reader, status: int, code: str, said: str) -> None:
    body = to_json({"error": {"code": code, "message": "Bảo trì đến 14 giờ", "hint": ""}})
    reader.page.route(
        "**/api/v1/ask",
        lambda route: route.fulfill(status=status, content_type="application/json", body=body),
    )
    reader.open()
    reader.ask("?")
    assert said in reader.frame.inner_text(".answer.failure")
    # The browser itself notes that a request failed.
    assert all("Failed to load resource" in problem for problem in reader.problems)
    reader.problems.clear()


def test_a_broken_connection_is_told(reader: Reader) -> None:
    reader.page.route(
        "**/api/v1/ask",
        lambda route: route.fulfill(content_type="text/event-stream", body="event: retrieved\r\n"),
    )
    reader.open()
    reader.ask("?")
    assert "Chưa trả lời được" in reader.frame.inner_text(".answer.failure")


def test_only_messages_of_the_frame_and_of_the_portal_count(reader: Reader) -> None:
    reader.open()
    closing = "window.postMessage({type: 'policy-assistant:close'}, '*')"
    reader.page.evaluate(closing)
    reader.page.evaluate(
        "() => { const other = document.createElement('iframe'); document.body.append(other);"
        "other.contentWindow.parent.postMessage({type: 'policy-assistant:close'}, '*'); }"
    )
    reader.frame.evaluate("document.activeElement.blur()")
    reader.frame.evaluate("window.postMessage({type: 'policy-assistant:focus'}, '*')")
    reader.page.wait_for_timeout(300)
    assert reader.page.get_by_role("dialog").is_visible()
    assert reader.frame.evaluate("document.activeElement.id") == ""


def test_it_leaves_nothing_in_the_scope_of_the_page(reader: Reader) -> None:
    names = "Object.getOwnPropertyNames(window).sort()"
    reader.open()
    with_widget = set(reader.page.evaluate(names))
    reader.page.goto(f"{reader.site.origin}/plain")
    added = with_widget - set(reader.page.evaluate(names))
    assert {name for name in added if not name.isdigit()} == set()  # a number is the frame


def test_the_style_of_the_page_stays_outside(reader: Reader) -> None:
    style = "getComputedStyle(document.querySelector('[data-policy-assistant]').shadowRoot.querySelector('.launcher'))"
    assert reader.page.evaluate(f"{style}.textTransform") == "none"
    assert (
        reader.page.evaluate(f"{style}.backgroundColor") == "rgb(161, 36, 28)"
    )  # data-color of the sample page


@pytest.mark.parametrize("reader", [PHONE], indirect=True)
def test_on_a_phone_it_fills_the_screen(reader: Reader) -> None:
    reader.open()
    box = reader.page.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 780}
    reader.ask("So sánh mục tiêu của Huế và Cần Thơ đến năm 2030")
    assert reader.frame.evaluate("document.documentElement.scrollWidth") <= 390
    assert reader.frame.evaluate("document.scrollingElement.scrollTop") == 0
    asked = reader.frame.locator("#question").bounding_box()
    assert asked
    assert asked["y"] + asked["height"] <= 780
    reader.page.get_by_role("button", name="Đóng").click()
    assert reader.focused() == "launcher"


def test_a_portal_that_is_not_listed_gets_no_frame(browser: Browser, site: Site) -> None:
    with portal() as other, browser.new_context(locale="vi-VN") as context:
        other.embed(site.assistant)
        page = context.new_page()
        page.clock.install()
        page.goto(f"{other.origin}/")
        page.get_by_role("button", name="Hỏi đáp chính sách").click()
        page.wait_for_timeout(500)
        page.clock.fast_forward(11_000)
        assert "Chưa mở được trợ lý ở đây" in page.get_by_role("alert").inner_text()
        assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"]


def test_holders_of_a_key_sign_in_inside_the_frame(
    browser: Browser, corpus_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("keys")
    _, token = KeyStore(folder / "keys.json").create("x")
    with portal() as site, browser.new_context(locale="vi-VN") as context:
        environment = {
            "ASSISTANT_ACCESS": "keys",
            "ASSISTANT_KEYS_FILE": str(folder / "keys.json"),
            "ASSISTANT_FRAME_ANCESTORS": site.origin,
        }
        with serving(corpus_settings, folder, **environment) as address:
            site.embed(address)
            reader = Reader(context.new_page(), context, site)
            reader.page.set_default_timeout(60_000)
            reader.page.goto(f"{site.origin}/")
            reader.launcher.click()
            form = reader.page.frame_locator("iframe")
            form.get_by_label("Khóa truy cập").fill("pa_00000000_wrong")
            form.get_by_role("button", name="Đăng nhập").click()
            form.get_by_role("alert").wait_for()
            form.get_by_label("Khóa truy cập").fill(token)
            form.get_by_role("button", name="Đăng nhập").click()
            form.locator("#question").wait_for()
            reader.ask(QUESTION)
            assert "80%" in reader.frame.inner_text(".answer")
            page = context.new_page()
            page.goto(address)
            page.wait_for_selector("#pa-question textarea")  # the page knows the key as well


@pytest.mark.parametrize("reader", [{}, PHONE], indirect=True, ids=["window", "phone"])
def test_axe_finds_nothing(reader: Reader) -> None:
    assert axe(reader.page) == []
    reader.open()
    assert axe(reader.page) == []
    assert axe(reader.frame) == []
    reader.ask("So sánh mục tiêu của Huế và Cần Thơ đến năm 2030")
    reader.frame.locator("summary").first.click()
    assert axe(reader.frame) == []


def axe(place: Page | Frame) -> list[str]:
    """What axe-core finds in a page or in a frame, without its frames."""
    found = Axe().run(place, options={"iframes": False, "resultTypes": ["violations"]})
    return [
        f"{rule['id']}: {node['html']}" for rule in found.response["violations"] for node in rule["nodes"]
    ]


def to_json(value: object) -> str:

    return json.dumps(value, ensure_ascii=False)
