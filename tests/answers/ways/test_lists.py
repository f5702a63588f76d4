"""Lists are whole, with how many of how many."""

from __future__ import annotations

from tests.answer_helpers import Ask, where


def test_a_list_has_all_items_and_says_how_many(ask: Ask):
    _, draft, text, citations = ask("Liệt kê các mục tiêu của Huế đến năm 2030")
    assert draft.coverage is not None
    assert (draft.coverage.shown, draft.coverage.total) == (3, 3)
    assert "gồm 3 nội dung" in text
    assert [address for _, address in where(citations)][1:] == [
        f"mục I.1, gạch đầu dòng {n}" for n in (1, 2, 3)
    ]
