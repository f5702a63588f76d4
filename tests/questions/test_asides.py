"""What is said around a question and is none of it."""

from __future__ import annotations

import tomllib

import pytest

from assistant.language.vocabulary import VOCABULARY
from assistant.questions.asides import without_asides

ENTRIES = tomllib.loads((VOCABULARY / "asides.toml").read_text(encoding="utf-8"))["asides"]


@pytest.mark.parametrize(("turn", "question"), ENTRIES["read"])
def test_a_question_is_left_without_what_is_said_around_it(turn: str, question: str):
    assert without_asides(turn) == question


@pytest.mark.parametrize("turn", ENTRIES["other"])
def test_what_belongs_to_a_question_or_is_all_of_a_turn_stays(turn: str):
    assert without_asides(turn) == turn
