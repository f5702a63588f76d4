"""Duties are whole, body by body and plan by plan."""

from __future__ import annotations

from tests.answer_helpers import Ask, where


def test_duties_are_given_body_by_body_and_plan_by_plan(ask: Ask):
    _, draft, text, citations = ask("Sở Xây dựng làm gì?")
    assert draft.reason is None
    assert set(where(citations)) == {
        ("hue", "mục II.1, gạch đầu dòng 1"),
        ("hue", "mục II.1, gạch đầu dòng 2"),
        ("can-tho", "mục II.1.a"),
        ("can-tho", "mục II.1.b"),
    }
    assert text.count("2 nhiệm vụ") == 2
