"""Who somebody says to be before what he asks in the same turn."""

from __future__ import annotations

import pytest

from assistant.questions.lead_ins import split_lead_in, without_lead_in


def is_talk(piece: str) -> bool:
    return piece.lower().strip(" .,") in ("hi", "em chào anh chị")


@pytest.mark.parametrize(
    ("turn", "asked"),
    [
        (
            "Em làm kế toán ở một xã của Sơn La. Theo kế hoạch thì xã em phải làm gì?",
            "Theo kế hoạch thì ủy ban nhân dân các xã, phường ở Sơn La phải làm gì?",
        ),
        (
            "Tôi là phó chủ tịch một xã ở Sơn La. Cấp xã chúng tôi có những việc gì?",
            "ủy ban nhân dân các xã, phường ở Sơn La có những việc gì?",
        ),
        (
            "Tôi đang làm văn phòng ở Sở Xây dựng. Sở tôi nộp báo cáo khi nào?",
            "Sở Xây dựng nộp báo cáo khi nào?",
        ),
        ("Mình là giảng viên, mới nhận việc. Sơn La trồng bao nhiêu cây?", "Sơn La trồng bao nhiêu cây?"),
        (
            "Hi, I'm a visiting journalist. What does Sơn La spend on roads?",
            "What does Sơn La spend on roads?",
        ),
        (
            "Em chào anh chị, em mới về làm ở Sở Y tế. Kế hoạch của Lào Cai giao sở em việc gì?",
            "Kế hoạch của Lào Cai giao Sở Y tế việc gì?",
        ),
    ],
)
def test_who_somebody_is_is_no_part_of_what_he_asks(turn: str, asked: str):
    assert without_lead_in(turn, [], is_talk) == asked


@pytest.mark.parametrize(
    "turn",
    [
        "Tôi là giáo viên. Ở Sơn La tôi được hỗ trợ gì?",
        "Em là sinh viên. Có được vay vốn không?",
        "Sơn La trồng cây gì. Lào Cai trồng cây gì?",
        "Em làm ở một xã của TP. Huế phải nộp gì?",
        "Mình ở Sở Y tế.",
    ],
)
def test_what_may_be_a_part_of_the_question_is_kept(turn: str):
    assert without_lead_in(turn, [], is_talk) == turn


def test_later_turns_know_the_body_of_a_lead_in():
    said = ["Em làm kế toán ở một xã của Sơn La. Theo kế hoạch thì ai trồng cây?"]
    assert (
        without_lead_in("xã em phải làm gì?", said, is_talk)
        == "ủy ban nhân dân các xã, phường ở Sơn La phải làm gì?"
    )


def test_a_turn_is_split_behind_the_last_sentence_that_says_who_somebody_is():
    turn = "Mình ở Sở Y tế. Mình mới nhận việc. Hạn nộp là khi nào?"
    assert split_lead_in(turn, is_talk) == ("Mình ở Sở Y tế. Mình mới nhận việc.", "Hạn nộp là khi nào?")
