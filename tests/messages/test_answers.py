"""The sentences of answers: both languages say the same things."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import assistant.answers
from assistant.messages.answers import PHRASES


@pytest.mark.parametrize("key", PHRASES)
def test_a_sentence_has_the_same_placeholders_in_both_languages(key: str) -> None:
    vietnamese, english = (
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in PHRASES[key]
    )
    assert vietnamese == english


def test_every_sentence_that_an_answer_asks_for_is_there() -> None:
    package = Path(assistant.answers.__file__).parent
    called = re.compile(r"\b(?:say|abstain)\(\s*(?:\"[a-z_]+\",\s*)?\"([a-z_]+)\"")
    said = {key for file in package.rglob("*.py") for key in called.findall(file.read_text(encoding="utf-8"))}
    keyed = re.compile(r"\bkey = \"([a-z_]+)\"(?: if .+ else \"([a-z_]+)\")?")
    said |= {
        key
        for file in package.rglob("*.py")
        for pair in keyed.findall(file.read_text(encoding="utf-8"))
        for key in pair
    }
    assert said - {""} - set(PHRASES) == set()
