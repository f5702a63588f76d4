"""Abstentions have their reason, and show the way on."""

from __future__ import annotations

import pytest

from assistant.answers.choose import is_form
from assistant.index import build_catalog
from assistant.language.text import nfc
from assistant.settings import Settings
from assistant.types import Document
from tests.answer_helpers import Ask, where


def test_what_only_the_other_plan_states_is_not_stated_and_shown(ask: Ask):
    _, draft, text, citations = ask("Cần Thơ chi bao nhiêu % ngân sách cho công viên?")
    assert draft.reason == "not_in_corpus"
    assert where(citations) == [("hue", "mục I.1, gạch đầu dòng 3")]
    assert text.startswith("Không tìm thấy nội dung được hỏi ở Cần Thơ")
    assert draft.lines[0].kind == "absence"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Tỷ lệ hộ dân có nước sạch của Cần Thơ đến năm 2045?", "wrong_premise"),
        ("Bộ Quốc phòng làm gì?", "wrong_premise"),
        ("Mục VII.9 của Huế nói gì?", "not_in_corpus"),
        ("Đà Nẵng trồng bao nhiêu cây xanh?", "not_in_corpus"),
        ("Thời tiết hôm nay thế nào?", "out_of_scope"),
        ("?!", "ambiguous"),
    ],
)
def test_an_abstention_has_its_reason_and_still_has_a_text(ask: Ask, question: str, reason: str):
    _, draft, text, _ = ask(question)
    assert draft.reason == reason
    assert text
    assert any(line.kind == "absence" for line in draft.lines)


def test_a_wrong_figure_is_set_right_with_the_clause(ask: Ask):
    _, _, text, citations = ask("Có phải Huế đặt 70% hộ dân có nước sạch đến năm 2030?")
    assert where(citations) == [("hue", "mục I.1, gạch đầu dòng 1")]
    assert "95%" in text


def test_an_english_question_gets_english_words_around_the_vietnamese_clause(ask: Ask):
    query, draft, text, _ = ask("Compare Hue and Da Nang: trees by 2030")
    assert query.language == "en"
    assert "Đà Nẵng" in text
    assert "No document of" in text
    assert draft.lines


def test_head_and_foot_are_told_from_clauses() -> None:
    text = (
        "| ỦY BAN NHÂN DÂN TỈNH SƠN LA | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc |\n\nKẾ HOẠCH\n"
        "Giám sát hồ chứa trên địa bàn tỉnh Sơn La\n\nI. MỤC TIÊU\nGiám sát trực tiếp các hồ chứa.\n\n"
        "Nơi nhận:\n- Ủy ban nhân dân các xã;\n- Lưu: VT."
    )
    document = Document(
        "son-la", "Kế hoạch Giám sát hồ chứa", "KH Sơn La", "plan", "official", nfc(text), place="Sơn La"
    )
    chunks = build_catalog((document,), Settings()).chunks
    told = [chunk.text for chunk in chunks if not is_form(chunk)]
    assert any("Giám sát trực tiếp các hồ chứa" in text for text in told)
    assert not any("CỘNG HÒA" in text or "Nơi nhận" in text for text in told)
