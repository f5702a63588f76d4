"""What an undertaking is called: the name that a noun points back to, and the last name of its own in a text."""

from __future__ import annotations

import pytest

from assistant.questions.undertakings import proper_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chương trình tài năng Sunrise 2.000 mỗi năm nhận bao nhiêu người?", "Sunrise 2.000"),
        ("Quỹ Phòng chống thiên tai tỉnh Lào Cai do ai quản lý?", "Quỹ Phòng chống thiên tai"),
        ("Chiến dịch Áo ấm mùa đông bắt đầu ngày nào?", "Chiến dịch Áo ấm mùa đông"),
        ("Đề án “Mái trường xanh” của Gia Lai", "Đề án “Mái trường xanh”"),
        ("Đến năm 2030 Lào Cai trồng 40 ha?", None),
        ("Dự án nào của Gia Lai lớn nhất?", None),
        ("Trung tâm Y tế nào mua máy?", None),
        ("chương trình đào tạo nghề cho nông dân", None),
        ("Until 2030", None),
        ("sunrise 2500 bat dau khi nao", "sunrise 2500"),
        ("grdp 14500 cua lao cai", None),
        ("tang 1000 ha rung", None),
        ("does the fund train 500 nurses", None),
        (
            "Xây dựng Trung tâm Quan trắc và cảnh báo lũ quét ven suối thành phố giữ vai trò đầu mối",
            "Trung tâm Quan trắc và cảnh báo lũ quét ven suối",
        ),
    ],
)
def test_the_name_of_an_undertaking_is_told_from_common_nouns(text: str, name: str | None):
    assert proper_name(text) == name
