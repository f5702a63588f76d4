"""Things that a text numbers or lists by a noun."""

from __future__ import annotations

import pytest

from assistant.language.items import announces, asked_noun, asks_for_things, only_counts, ordinal_items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Quan điểm thứ tư nói gì", {("diem", "tu")}),
        ("nhom thu hai va nhom thu bon", {("nhom", "hai"), ("nhom", "tu")}),
        ("Khâu thứ nhì là ươm giống, khâu thứ ba là trồng", {("khau", "hai"), ("khau", "ba")}),
        ("Họp vào ngày thứ tư hằng tuần", set()),
        ("thứ sáu là gì", set()),
        ("Điều thứ yếu", set()),
    ],
)
def test_items_are_told_by_noun_and_ordinal(text: str, items: set[tuple[str, str]]):
    assert ordinal_items(text) == items


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Tỉnh trồng những loại cây nào?", "loai cay"),
        ("Có 6 chương trình trọng điểm nào", "chuong trinh trong diem"),
        ("còn 3 cái bẫy ảnh thì sao", "3 bay anh"),
        ("kể cho tôi 5 nguyên tắc chọn giống", "5 nguyen tac"),
        ("Sở nào chủ trì?", None),
        ("Những ai được vay?", None),
    ],
)
def test_what_is_to_be_listed_is_read_from_the_question(question: str, noun: str | None):
    assert asked_noun(question) == noun


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("Tỉnh chọn 4 loại cây: chuối; bơ; sầu riêng.", True),
        ("Xuất khẩu sang các loại cây ăn quả nhiệt đới như: chuối, bơ", True),
        ("Mỗi loại cây có vườn ươm riêng.", False),
        ("Loại cây trồng: theo quy hoạch.", False),
    ],
)
def test_a_list_is_announced_by_its_noun_and_a_colon(text: str, lists: bool):
    assert announces(text, "loai cay") is lists


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Hai tỉnh nêu những nước nào, có khác nhau không?", True),
        ("Which schools does each plan name?", True),
        ("Những chỉ tiêu nào khác nhau?", False),
        ("Which plan sets a higher target?", False),
        ("Bên nào trồng nhiều hơn?", False),
    ],
)
def test_things_are_told_from_levels(question: str, wanted: bool):
    assert asks_for_things(question) is wanted


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Trọng tâm là 9 giống cây, thêm vài giống con nữa.", True),
        ("Tỉnh chọn 9 giống cây: chuối; bơ; sầu riêng.", False),
        ("Có 9 giống cây (chuối, bơ, …) được chọn.", False),
        ("9 giống cây trồng gồm chuối, bơ.", False),
        ("Tỉnh chọn 7 giống cây, thêm vài giống con.", False),
    ],
)
def test_a_number_of_things_tells_none_of_them(text: str, only: bool):
    assert only_counts("kể đủ 9 giống cây giúp em", text) is only
    assert not only_counts("Tỉnh chọn mấy giống cây?", text)
