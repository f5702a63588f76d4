"""What a question for yes or no states, and whether it denies something."""

from __future__ import annotations

import pytest

from assistant.answers.bearing import denies, stated_in


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Trạm y tế có phải lo thuốc cho bệnh viện không?", "trạm y tế lo thuốc cho bệnh viện"),
        ("Trạm y tế có phải lo thuốc cho bệnh viện không (ở Huế)", "trạm y tế lo thuốc cho bệnh viện"),
    ],
)
def test_the_words_that_ask_are_no_part_of_what_is_stated(question: str, said: str) -> None:
    assert stated_in(question) == said
    assert not denies(question)


def test_what_denies_something_is_told() -> None:
    assert denies("Trạm y tế không lo thuốc cho bệnh viện, đúng không (ở Huế)")
