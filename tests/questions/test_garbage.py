"""Turns in which nothing could be meant, told from short questions."""

from __future__ import annotations

import random

import pytest

from assistant import PolicyAssistant
from assistant.language.diacritics import Restorer
from assistant.language.text import fold
from assistant.questions.garbage import is_garbage

KNOWN = Restorer.learn(
    [
        "Kinh phí thực hiện từ ngân sách tỉnh, 2.500 tỷ đồng, đạt 85% đến năm 2035.",
        "Sở Y tế tiêm vắc-xin cho trâu bò và đàn lợn; mỗi xã có một trạm thú y.",
        "Ứng dụng blockchain trong truy xuất nguồn gốc cà phê.",
    ]
)
MOST = 5  # of 500 random strings that may get a clause


@pytest.mark.parametrize(
    "turn",
    [
        "k", "Q", "?!", "…", "🙂🙂", "qwert", "asd", "sdfgh jkl", "zzzzz", "hmm", "brrr", "a d", "ư đ", "m m m",
        "sdfkj wqr 12 ;;", "wqrtp ,,, 77", "wqrt kk 56?? mm", "7", "#4/@+$90", "31", "4%7", "(!:;?3(", "12345", "si", "boi", "nu",
        "ưpkl asd;; 45 qwe", "mu bi tu", "rà kơ tha", "bi xe vu go", "trang com quan",
    ],
)  # fmt: skip
def test_nothing_is_meant(turn: str):
    assert is_garbage(turn, KNOWN, first=True)


@pytest.mark.parametrize(
    "turn",
    [
        "kh 12", "ubnd 45",
        "2035", "85%", "2.500?", "GRDP", "KTXH", "sgddt", "ngân sách?", "kinh phi", "Sở Y tế", "so y te", "R&D", "AI", "hs thpt",
        "blockchain", "Blockchain cà phê", "Sơn La", "lam dong", "trâu", "thủy lợi", "nghiêng", "trạm thú y", "budget", "x 2",
        "12/KH-UBND", "vắc xin", "Nên mua xe máy của hãng nào vậy?", "giống lúa lai chịu mặn mới nhất",
    ],
)  # fmt: skip
def test_something_may_be_meant(turn: str):
    assert not is_garbage(turn, KNOWN, first=True)


@pytest.mark.parametrize("turn", ["2040", "7", "si", "lý do", "mu bi tu"])
def test_what_follows_a_question_may_lean_on_it(turn: str):
    assert not is_garbage(turn, KNOWN, first=False)


def test_a_word_of_the_documents_is_never_noise():
    assert is_garbage("trsk", KNOWN, first=False)
    assert not is_garbage("TRSK", KNOWN, first=False)
    assert not is_garbage("trsk", Restorer.learn(["Mạng TRSK"]), first=True)


@pytest.mark.parametrize("turn", ["alkdj ;;; ???", "mnae,,,; ?", "ioqe uaw +++"])
def test_unknown_syllables_beside_marks_at_random_mean_nothing(turn: str):
    assert is_garbage(turn, KNOWN, first=False)


@pytest.mark.parametrize(
    "turn", ["trâu ;;; ???", "blockchain ;;; là gì", "what about ;;; Sơn La", "kinh phi ???"]
)
def test_a_word_beside_marks_at_random_is_meant(turn: str):
    assert not is_garbage(turn, KNOWN, first=False)


def test_a_word_that_only_restoring_makes_one_is_noise_beside_noise():
    known = Restorer.learn(["Làng quê trồng chè, nước sạch về bản"])
    assert is_garbage("ạkjdfg ,, qưe", known, first=False)
    assert not is_garbage("làng qưe", known, first=False)
    assert not is_garbage("qưe", known, first=False)
    assert not is_garbage("ạkjdfg quê", known, first=False)


def random_turns(count: int) -> list[str]:
    """Letters, made-up syllables, keys, signs and figures, words in nonsense order."""
    draw = random.Random(41)
    letters = "abcdefghijklmnopqrstuvwxyz"
    onsets, rhymes = (
        "b c ch đ g h kh l m n nh ph qu s t th tr v x".split(),
        "a á à an ang ê em i inh o ông ơ u ung ư uyên".split(),
    )
    nouns = "mèo gió bơi ghế xanh mây phở nhảy dép trăng táo bút ngủ ớt sông cười kéo vàng hoa tủ".split()
    kinds = [
        lambda: "".join(draw.choices(letters, k=draw.randint(1, 8))),
        lambda: " ".join(draw.choices(letters, k=draw.randint(1, 3))),
        lambda: " ".join(draw.choice(onsets) + draw.choice(rhymes) for _ in range(draw.randint(1, 4))),
        lambda: draw.choice(["qwerty", "asdf", "hjkl", "zxcv", "poiu"]) * draw.randint(1, 2),
        lambda: "".join(draw.choices("?!.,;:-_+*/()&%$#@0123456789", k=draw.randint(1, 8))),
        lambda: " ".join(draw.choices(nouns, k=draw.randint(2, 5))),
        lambda: fold(" ".join(draw.choices(nouns, k=draw.randint(2, 5)))),
    ]  # fmt: skip
    return [kinds[n % len(kinds)]() for n in range(count)]


def test_hardly_any_random_turn_gets_a_clause(assistant: PolicyAssistant):
    answers = [assistant.ask(turn) for turn in random_turns(500)]
    assert len([answer.question for answer in answers if answer.citations]) <= MOST


@pytest.mark.parametrize(
    "turn",
    ["ngân sách?", "R&D", "AI", "kinh phi", "hoc bong", "STEM Huế", "blockchain", "an ninh mang", "KHCN"],
)
def test_short_questions_are_answered(assistant: PolicyAssistant, turn: str):
    assert assistant.ask(turn).citations
