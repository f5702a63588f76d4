"""Chances of words of questions given words of clauses, counted from examples of our own."""

from __future__ import annotations

from assistant.reading.pairs import Passage
from training.material import Clause, Example
from training.translation import estimate

WRITTEN = [
    ("Kinh phí mua xuồng do huyện cấp", "Tiền mua xuồng ai lo?"),
    ("Kinh phí đào ao do xã cấp", "tiền đào ao ở đâu ra"),
    ("Kinh phí thuê máy do tỉnh cấp", "Tiền thuê máy tính sao?"),
    ("Thời hạn mua xuồng là tháng 5", "Bao giờ mua xuồng?"),
    ("Thời hạn đào ao là tháng 6", "đào ao bao giờ xong"),
    ("Thời hạn thuê máy là tháng 7", "bao giờ thuê máy"),
]


def examples() -> list[Example]:
    made = []
    for number, (text, question) in enumerate(WRITTEN):
        clause = Clause(str(number), "ke-hoach-9", Passage("Kế hoạch 9", text))
        made.append(Example("train", clause, question, (), True, "direct", None, False))
    return made


def test_what_is_asked_about_clauses_is_told_by_their_words_not_by_what_stands_beside_them() -> None:
    translation = estimate(examples())

    def chance(asked: str, told: str) -> float:
        return float(translation.chances[translation.asked[asked], translation.told[told]])

    assert chance("tiền", "phí") > 4 * chance("tiền", "hạn")
    assert chance("bao", "hạn") > 4 * chance("bao", "phí")


def test_clauses_are_told_apart_that_share_no_word_with_a_question() -> None:
    told = estimate(examples()).scores("tiền đâu", ["Kinh phí: 5 triệu", "Thời hạn: 5 ngày"])
    assert told[0] > told[1]
