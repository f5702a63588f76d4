"""The sentences of answers: both languages say the same things."""

from __future__ import annotations

import string

import pytest

from assistant.messages.answers import PHRASES


@pytest.mark.parametrize("key", PHRASES)
def test_a_sentence_has_the_same_placeholders_in_both_languages(key: str) -> None:
    vietnamese, english = (
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in PHRASES[key]
    )
    assert vietnamese == english
