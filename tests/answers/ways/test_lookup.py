"""Look-up: the clause in one sentence, with the words that are asked for in bold."""

from __future__ import annotations

from tests.answer_helpers import Ask, where


def test_a_figure_is_bold_within_its_clause_which_is_told_once(ask: Ask):
    _, draft, text, citations = ask("Tỷ lệ hộ dân có nước sạch của Huế đến năm 2030 là bao nhiêu?")
    assert draft.reason is None
    assert where(citations) == [("hue", "mục I.1, gạch đầu dòng 1")]
    assert text == "Huế, đến năm 2030: Tỷ lệ hộ dân có nước sạch **đạt trên 95%**. [1]"


def test_who_leads_names_the_body_first(ask: Ask):
    _, _, text, citations = ask("Đơn vị nào chủ trì quy hoạch công viên ở Huế?")
    assert "**Sở Xây dựng**" in text.splitlines()[0]
    assert where(citations)[0] == ("hue", "mục II.1, gạch đầu dòng 1")


def test_a_deadline_is_given_first(ask: Ask):
    _, _, text, citations = ask("Hạn báo cáo kết quả ở Cần Thơ là khi nào?")
    assert "**trước ngày 20 tháng 12 hằng năm**" in text.splitlines()[0]
    assert where(citations) == [("can-tho", "mục II.1.b")]


def test_press_is_marked_as_press(ask: Ask):
    _, draft, text, citations = ask("Công viên nước Hà Nội có bao nhiêu hồ bơi?")
    assert {c.tier for c in citations} == {"press"}
    assert "báo chí" in text
    assert draft.warnings
