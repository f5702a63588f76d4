from __future__ import annotations

import pytest

from assistant import PolicyAssistant
from assistant.questions import Part, Understanding, read_parts


def part(parts: tuple[Part, ...], aspect: str) -> Part:
    (found,) = [part for part in parts if part.aspect == aspect]
    return found


def test_parts_of_a_question_typed_without_diacritics(understanding: Understanding) -> None:
    parts = read_parts(understanding.read("ty le lao dong qua dao tao cua hue den 2030"), understanding)
    assert [(p.aspect, p.name) for p in parts] == [
        ("place", "Huế"),
        ("period", "2030"),
        ("kind", "value"),
        ("about", "lao động qua đào tạo"),
    ]
    assert part(parts, "place").without == "Tỷ lệ lao động qua đào tạo đến 2030"
    assert part(parts, "period").without == "Tỷ lệ lao động qua đào tạo của Huế"
    assert dict(part(parts, "place").others)["Cần Thơ"] == "Tỷ lệ lao động qua đào tạo của Cần Thơ đến 2030"
    assert dict(part(parts, "kind").others) == {  # nobody is put in charge of it
        "list": "Liệt kê các mục tiêu về lao động qua đào tạo của Huế đến năm 2030"
    }


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("Mục tiêu tăng dân số của Huế là bao nhiêu?", []),
        ("Mục tiêu đào tạo giáo viên của Huế là bao nhiêu?", []),
        ("Cơ quan nào của Huế chủ trì tỉ lệ lao động qua đào tạo?", ["list", "value"]),
    ],
)
def test_other_kinds_of_questions_are_offered_where_a_row_states_them(
    understanding: Understanding, question: str, offered: list[str]
) -> None:
    kind = part(read_parts(understanding.read(question), understanding), "kind")
    assert [name for name, _ in kind.others] == offered


@pytest.mark.parametrize(
    ("question", "place", "without"),
    [
        ("So sánh mục tiêu của Huế và Cần Thơ", "Huế", "So sánh mục tiêu của Cần Thơ"),
        ("So sánh mục tiêu của Huế và Cần Thơ", "Cần Thơ", "So sánh mục tiêu của Huế"),
        ("Hạn báo cáo ở thành phố Huế là khi nào?", "Huế", "Hạn báo cáo là khi nào?"),
        ("What is Hue's target for trained workers?", "Huế", "What is target for trained workers?"),
    ],
)
def test_a_place_goes_with_the_words_that_lead_to_it(
    understanding: Understanding, question: str, place: str, without: str
) -> None:
    parts = read_parts(understanding.read(question), understanding)
    assert [p.without for p in parts if (p.aspect, p.name) == ("place", place)] == [without]


def test_what_would_leave_no_question_cannot_be_taken_out(understanding: Understanding) -> None:
    parts = read_parts(understanding.read("Huế thì sao?"), understanding)
    assert part(parts, "place").without is None


def test_an_agency_is_replaced_where_it_stands(understanding: Understanding) -> None:
    parts = read_parts(understanding.read("Sở KH&CN thành phố Huế được giao nhiệm vụ gì?"), understanding)
    agency = part(parts, "agency")
    assert agency.name == "Sở Khoa học và Công nghệ"
    changed = dict(agency.others)["Sở Giáo dục và Đào tạo"]
    assert changed == "Sở Giáo dục và Đào tạo thành phố Huế được giao nhiệm vụ gì?"


def test_a_correction_is_understood_as_what_it_says(assistant: PolicyAssistant) -> None:
    parts = assistant.understood("Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?")
    changed = dict(part(parts, "place").others)["Cần Thơ"]
    assert part(assistant.understood(changed), "place").name == "Cần Thơ"
    removed = part(parts, "period").without
    assert removed
    assert not [p for p in assistant.understood(removed) if p.aspect == "period"]


def test_whether_a_question_has_an_answer(assistant: PolicyAssistant) -> None:
    assert assistant.can_answer("Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?")
    assert not assistant.can_answer("Giá vé xe buýt ở Huế là bao nhiêu?")
