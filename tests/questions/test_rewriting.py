"""What is left of a question without its question words, its places, its periods: nothing that only led to them."""

from __future__ import annotations

import pytest

from assistant.questions.rewriting import topic_of, without_places

TOPICS = [
    (
        "Hồ sơ vay vốn gửi cơ quan nào thẩm định, nộp vào thời điểm nào?",
        "Hồ sơ vay vốn thẩm định, nộp",
    ),
    ("Tỷ lệ che phủ rừng của Lào Cai là bao nhiêu?", "Tỷ lệ che phủ rừng của Lào Cai"),
    ("Trồng rừng ven biển trước khi nào?", "Trồng rừng ven biển"),
    ("Đề án nước sạch, do ai?", "Đề án nước sạch"),
    ("Hộ nghèo theo chuẩn mới", "Hộ nghèo theo chuẩn mới"),
    ("Sunrise 2.000 là chương trình gì?", "Sunrise 2.000"),
    ("mỗi năm bao nhiêu: Quỹ học bổng vùng cao", "Quỹ học bổng vùng cao"),
    ("Trồng rừng: Lào Cai", "Trồng rừng: Lào Cai"),
    ("Báo cáo về đâu (ở Sơn La)", "báo cáo (ở Sơn La)"),
    ("Xã báo cáo cho ai?", "Xã báo cáo"),
]


@pytest.mark.parametrize(("question", "topic"), TOPICS)
def test_a_topic_ends_with_no_word_that_led_to_what_was_taken_out(question: str, topic: str):
    assert topic_of(question) == topic


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Kế hoạch của Lào Cai: nguồn vốn", "Kế hoạch: nguồn vốn"),
        ("Lào Cai, Gia Lai: số xã", "số xã"),
        ("số xã ở Lào Cai, Gia Lai", "số xã"),
        ("Kết nối mạng: của Gia Lai: số xã", "Kết nối mạng: số xã"),
    ],
)
def test_no_mark_stands_alone_where_a_place_was_taken_out(text: str, left: str):
    assert without_places(text) == left
