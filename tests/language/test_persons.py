"""Persons that texts name."""

from __future__ import annotations

import pytest

from assistant.language.persons import find_persons


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
