from __future__ import annotations

import pytest

from assistant.language.english import english_name


@pytest.mark.parametrize(
    ("wording", "name"),
    [
        ("Sở Y tế", "department of health"),
        ("dân số", "population"),
        ("người cao tuổi", "elderly"),
        ("dân số thành phố năm 2027", None),
    ],
)
def test_a_term_of_the_plans_has_its_usual_english_name(wording: str, name: str | None) -> None:
    assert english_name(wording) == name
