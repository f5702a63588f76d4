"""Names of bodies: where a list of them comes apart, what is a group, which body a heading is about."""

from __future__ import annotations

import pytest

from assistant.language.bodies import agency_of_heading, body_end, is_group, opens_with_body, split_bodies


@pytest.mark.parametrize(
    ("words", "bodies"),
    [
        ("Sở Y tế, Sở Xây dựng và Công an tỉnh", ("Sở Y tế", "Sở Xây dựng", "Công an tỉnh")),
        (
            "Sở Văn hóa, Thể thao và Du lịch; Đài Phát thanh",
            ("Sở Văn hóa, Thể thao và Du lịch", "Đài Phát thanh"),
        ),
        ("Các Sở: Tư pháp, Nội vụ, Công Thương", ("Sở Tư pháp", "Sở Nội vụ", "Sở Công Thương")),
        ("Sở Nông nghiệp và Môi trường", ("Sở Nông nghiệp và Môi trường",)),
    ],
)
def test_a_list_of_bodies_comes_apart_between_names_only(words: str, bodies: tuple[str, ...]) -> None:
    assert split_bodies(words) == bodies


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("Các sở, ban, ngành", True),
        ("Các cơ quan, đơn vị liên quan", True),
        ("Sở Dân tộc và Tôn giáo", False),
    ],
)
def test_a_group_is_told_from_a_body(words: str, group: bool) -> None:
    assert is_group(words) is group


@pytest.mark.parametrize(
    ("heading", "agency"),
    [
        ("4. Sở Công Thương", "Sở Công Thương"),
        ("II. MỤC TIÊU CỤ THỂ", None),
        ("c) Kho bạc Nhà nước tỉnh:", "Kho bạc Nhà nước tỉnh"),
    ],
)
def test_the_body_that_a_heading_is_about(heading: str, agency: str | None) -> None:
    assert agency_of_heading(heading) == agency


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Sở Tài chính thẩm định dự toán", "Sở Tài chính"),
        ("Thanh tra tỉnh: kiểm tra việc thực hiện", "Thanh tra tỉnh"),
    ],
)
def test_a_name_ends_before_what_the_body_does(words: str, name: str) -> None:
    assert opens_with_body(words)
    assert words[: body_end(words)] == name
