"""Acts of turns that no listed phrase tells, and questions that are none."""

from __future__ import annotations

import pytest

from assistant.questions.acts import classify, features

ACTS = {
    "greeting": ["chào em, anh mới ghé dùng lần đầu xem sao", "hi, first time I try this tool"],
    "farewell": ["thôi anh về ăn cơm cái đã, chào nhé"],
    "abilities": ["mình dùng cái này để làm được việc gì", "what could I use you for?"],
    "documents": [
        "em đang tra được những văn bản nào ở trong đó",
        "ban dang co trong kho nhung van ban nao the",
    ],
    "locate": ["so which clause of the plan is it in?"],
    "shorten": ["nhac lai ma ngan hon nua di em"],
    "repeat": ["ủa em vừa nói gì đấy, nói lại lần nữa coi", "sorry could you tell me that again"],
    "continue": ["ngoài mấy cái đó ra còn gì nữa không em", "anything else left on the list?"],
    "challenge": ["có chắc không vậy, anh nhớ là 900 cơ mà", "hmm are you sure? I remember 35%"],
    "complaint": ["mấy câu trả lời của em chán quá đi mất", "you still have not answered my question"],
}
QUESTIONS = [
    "Chào em, bên anh là Sở Xây dựng, đường vành đai hoàn thành năm nào",
    "chắc chắn phải trồng bao nhiêu cây",
    "hồ chứa nằm ở xã nào",
    "Tóm tắt quy hoạch thủy lợi của Phú Yên",
    "còn bao nhiêu hộ chưa có điện",
    "which plan mentions reservoirs?",
    "học phí?",
    "Thôi, gói lại mục IV.2 trong ba câu cho tôi",
    "còn Kon Tum",
    "Nhắc lại thời hạn nộp hồ sơ của Sở Y tế",
    "ai ban hành bảng giá đất",
    "văn bản nào nói về cấp nước",
    "is there a grant for fishing boats",
    "trong đó có bán dẫn không?",
    "trong đó có hướng dẫn viên không",
]


@pytest.mark.parametrize(("act", "turn"), [(act, turn) for act, turns in ACTS.items() for turn in turns])
def test_a_turn_of_other_words_is_read(act: str, turn: str):
    assert classify(turn, answered=True) == act


@pytest.mark.parametrize("turn", QUESTIONS)
def test_a_question_is_no_act(turn: str):
    assert classify(turn, answered=True) is None


def test_what_is_about_the_last_answer_needs_one():
    assert classify("có chắc không vậy, anh nhớ là 900 cơ mà", answered=False) is None


def test_a_long_turn_is_a_question():
    assert classify("rút lại còn đúng hai dòng giúp anh " * 4, answered=True) is None


def test_figures_and_marks_of_tones_do_not_tell_turns_apart():
    assert features("Nhớ là 900 mà") == features("nho la 125 ma")
