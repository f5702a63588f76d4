"""One thing in two plans: both clauses, with a verdict."""

from __future__ import annotations

import pytest

from tests.answer_helpers import Ask, where


def test_a_comparison_gives_a_verdict_and_both_clauses(ask: Ask):
    _, draft, text, citations = ask("So sánh tỷ lệ hộ dân có nước sạch của Huế và Cần Thơ đến 2030")
    assert draft.reason is None
    assert {("hue", "mục I.1, gạch đầu dòng 1"), ("can-tho", "mục I.1.a")} <= set(where(citations))
    assert draft.lines[0].kind == "derived"
    assert "Huế đặt mức cao hơn Cần Thơ" in text


@pytest.mark.parametrize(
    ("question", "computed"),
    [
        (
            "Huế và Cần Thơ lệch nhau mấy điểm phần trăm về tỷ lệ hộ dân có nước sạch đến 2030?",
            "Hai mức chênh nhau (tính từ hai văn bản): 95% − 90% = **5 điểm phần trăm**.",
        ),
        (
            "Đến 2030 Huế trồng nhiều hơn Cần Thơ bao nhiêu cây xanh?",
            "Hai mức chênh nhau (tính từ hai văn bản): 500 cây xanh − 300 cây xanh = **200 cây xanh**.",
        ),
        (
            "Đến 2030 số cây xanh trồng ở Huế gấp mấy lần Cần Thơ?",
            "Tỷ lệ giữa hai mức (tính từ hai văn bản): 500 cây xanh : 300 cây xanh, tức là gấp **khoảng 1,67 lần**.",
        ),
    ],
)
def test_a_difference_and_a_ratio_are_worked_out_from_both_clauses(ask: Ask, question: str, computed: str):
    _, draft, _, _ = ask(question)
    (line,) = [line for line in draft.lines if "tính từ" in line.text]
    assert (line.text, line.kind) == (computed, "derived")
    assert {source.document_id for source in line.sources} == {"hue", "can-tho"}


def test_nothing_is_worked_out_that_is_not_asked_for(ask: Ask):
    assert "tính từ" not in ask("So sánh tỷ lệ hộ dân có nước sạch của Huế và Cần Thơ đến 2030")[2]


def test_no_level_is_compared_where_things_are_asked_for(ask: Ask):
    text = ask("Huế và Cần Thơ nêu những loại cây xanh nào, có gì khác nhau?")[2]
    assert "cây xanh" in text
    assert "đặt mức" not in text
