"""Which documents a question is asked of: those of its places, numbers and bounds; former places are told."""

from __future__ import annotations

import pytest

from tests.answer_helpers import Ask, where


def test_a_question_without_a_place_is_answered_for_every_plan(ask: Ask):
    _, draft, text, citations = ask("Tỷ lệ hộ dân có nước sạch đến năm 2030 là bao nhiêu?")
    assert draft.reason is None
    assert {c.document_id for c in citations} == {"hue", "can-tho"}
    assert "95%" in text
    assert "90%" in text


def test_a_bound_on_documents_holds(ask: Ask):
    _, _, text, citations = ask(
        "Tỷ lệ hộ dân có nước sạch đến năm 2030 là bao nhiêu?", allowed=frozenset(["can-tho"])
    )
    assert {c.document_id for c in citations} == {"can-tho"}
    assert "95" not in text


def test_a_former_name_is_explained(ask: Ask):
    _, draft, text, _ = ask("Tỷ lệ hộ dân có nước sạch của Sóc Trăng đến năm 2030?")
    assert draft.reason is None
    assert text.startswith("Sóc Trăng nay thuộc Cần Thơ.")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Theo Kế hoạch số 62/KH-VH&TT, trồng bao nhiêu cây xanh?", [("62/KH-VH&TT", "mục I.1.b")]),
        ("theo ke hoach 61 trong bao nhieu cay xanh", [("61/KH-UBND", "mục I.1, gạch đầu dòng 2")]),
        ("Kế hoạch 61 /KH-UBND giao Sở Y tế làm gì?", [("61/KH-UBND", "mục II.2")]),
        (
            "khoản 2 mục I kế hoạch 61",
            [("61/KH-UBND", "mục I.2"), ("61/KH-UBND", "mục I.2, gạch đầu dòng 1")],
        ),
    ],
)
def test_a_document_that_is_named_by_its_number_alone_answers(
    numbered: Ask, question: str, found: list[tuple[str, str]]
):
    _, draft, _, citations = numbered(question)
    assert draft.reason is None
    assert where(citations) == found
