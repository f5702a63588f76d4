"""Quantities that share a subject are each asked with it; other questions are left as they are."""

from __future__ import annotations

import pytest

from assistant.questions.quantities import with_shared_subject
from assistant.questions.several import split_questions


@pytest.mark.parametrize(
    ("turn", "behind"),
    [
        (
            "Đến năm 2030 các xã ven biển phải trồng bao nhiêu ha phi lao, bao nhiêu ha đước và xây dựng bao nhiêu vườn ươm?",
            [
                "Đến năm 2030 các xã ven biển phải trồng bao nhiêu ha đước",
                "Đến năm 2030 các xã ven biển phải xây dựng bao nhiêu vườn ươm",
            ],
        ),
        ("Tỉnh có bao nhiêu hồ chứa và bao nhiêu trạm bơm?", ["Tỉnh có bao nhiêu trạm bơm"]),
        ("Trạm y tế có bao nhiêu giường, kinh phí lấy từ đâu?", ["kinh phí lấy từ đâu"]),
        ("Đề án đào tạo bao nhiêu kỹ sư, kinh phí bao nhiêu?", ["kinh phí bao nhiêu"]),
        ("Bão làm sập bao nhiêu nhà, bao nhiêu người bị thương?", ["bao nhiêu người bị thương"]),
    ],
)
def test_a_quantity_is_asked_with_the_subject_before_it(turn: str, behind: list[str]):
    parts = split_questions(turn)
    assert [part.rstrip("?") for part in with_shared_subject(parts)] == [parts[0], *behind]
