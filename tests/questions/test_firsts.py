"""Questions that ask for the first few of a list; the examples are those of `forms.toml`."""

from __future__ import annotations

import pytest

from assistant.questions.firsts import without_first
from assistant.questions.forms import form_data


@pytest.mark.parametrize(("question", "rest", "count"), form_data()["first"]["reads"])
def test_the_first_few_of_a_list_are_asked_for(question: str, rest: str, count: int) -> None:
    assert without_first(question) == (rest, count)


@pytest.mark.parametrize("question", form_data()["first"]["leaves"])
def test_no_few_of_a_list_are_asked_for(question: str) -> None:
    assert without_first(question) == (question, None)
