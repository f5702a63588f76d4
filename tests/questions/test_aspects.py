"""What a comparison asks to see, read from the words around the places of a question."""

from __future__ import annotations

import pytest

from assistant.questions.aspects import read_aspect


@pytest.mark.parametrize(
    ("question", "aspect", "of"),
    [
        ("Huế thấp hơn Cần Thơ ở chỉ tiêu nào?", "lower", "Huế"),
        ("Ở chỉ tiêu nào Cần Thơ cao hơn Huế?", "higher", "Cần Thơ"),
        ("So với Cần Thơ, Huế kém hơn ở đâu?", "lower", "Huế"),
        ("Where does Huế fall below Cần Thơ?", "lower", "Huế"),
        ("Where is Can Tho's plan more ambitious than Hue's?", "higher", "Cần Thơ"),
        ("Chỉ tiêu nào chỉ Huế có?", "only", "Huế"),
        ("chỉ tiêu nào Huế có mà Cần Thơ không có", "only", "Huế"),
        ("Chỉ tiêu nào Cần Thơ không có?", "absent", "Cần Thơ"),
        ("Which targets are only in the Can Tho plan?", "only", "Cần Thơ"),
        ("Which targets does Hue have that Can Tho lacks?", "only", "Huế"),
        ("Chỉ tiêu nào cả Huế và Cần Thơ đều có?", "shared", None),
        ("Chỉ tiêu nào của Huế và Cần Thơ giống nhau?", "equal", None),
        ("Huế và Cần Thơ khác nhau chỗ nào?", "different", None),
        ("Huế và Cần Thơ, bên nào đặt mục tiêu cao hơn?", "unequal", None),
        ("Huế cao hơn hay thấp hơn Cần Thơ?", "unequal", None),
    ],
)
def test_aspects(question: str, aspect: str, of: str | None) -> None:
    asked = read_aspect(question)
    assert asked is not None
    assert (asked.aspect, asked.of) == (aspect, of)


@pytest.mark.parametrize("question", ["So sánh chỉ tiêu của Huế và Cần Thơ", "Huế đặt chỉ tiêu bao nhiêu?"])
def test_most_questions_have_none(question: str) -> None:
    assert read_aspect(question) is None
