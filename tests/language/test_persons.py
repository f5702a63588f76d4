"""Persons that texts name."""

from __future__ import annotations

import pytest

from assistant.language.persons import find_persons, listed_persons


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Theo ông Lò Văn Minh, Giám đốc Sở Y tế, tỉnh thiếu 40 bác sĩ.", ["ông Lò Văn Minh"]),
        ("Đồng chí Hà Thị Lan và bà Bàn Thị Sáu dự họp.", ["Đồng chí Hà Thị Lan", "bà Bàn Thị Sáu"]),
        ("Mr. Tran Nam spoke.", ["Mr. Tran Nam"]),
        ("Trồng rừng ở xã Không Ông Hai.", []),
        ("Bà con nông dân được vay vốn.", []),
    ],
)
def test_a_person_is_told_by_how_he_is_addressed(text: str, persons: list[str]):
    assert find_persons(text) == persons


def test_persons_of_a_list_are_told_by_their_offices_too():
    listed = (
        "Dự họp có các đồng chí Hà Thị Lan (Bí thư huyện ủy), Lò Văn Minh (Chánh văn phòng) và ông Bàn Phúc."
    )
    assert listed_persons(listed) == ["đồng chí Hà Thị Lan", "đồng chí Lò Văn Minh", "ông Bàn Phúc"]
    assert listed_persons("Ba trạm y tế (hai ở vùng cao) mở cửa cả ngày.") == []
