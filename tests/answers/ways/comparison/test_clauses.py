"""One thing in two plans: both clauses, with a verdict."""

from __future__ import annotations

from tests.answer_helpers import Ask, where


def test_a_comparison_gives_a_verdict_and_both_clauses(ask: Ask):
    _, draft, text, citations = ask("So sánh tỷ lệ hộ dân có nước sạch của Huế và Cần Thơ đến 2030")
    assert draft.reason is None
    assert {("hue", "mục I.1, gạch đầu dòng 1"), ("can-tho", "mục I.1.a")} <= set(where(citations))
    assert draft.lines[0].kind == "derived"
    assert "Huế đặt mức cao hơn Cần Thơ" in text
