"""What a turn leaves to a pronoun or a noun that points back, and the subject that a correction changes."""

from __future__ import annotations

import pytest

from assistant.questions.corrections import conversation
from assistant.questions.sameness import asks_same_level
from assistant.questions.things import with_subject

SUBJECTS = conversation()["pronouns"]
LEVELS = conversation()["same_level"]


@pytest.mark.parametrize(("asked", "meant", "other"), SUBJECTS["reads"])
def test_the_subject_of_a_question_gives_way_to_another(asked: str, meant: str, other: str):
    assert with_subject(asked, meant) == other


@pytest.mark.parametrize("asked", SUBJECTS["leaves"])
def test_a_question_without_such_a_subject_stays(asked: str):
    assert with_subject(asked, "thợ nề") is None


@pytest.mark.parametrize("turn", LEVELS["reads"])
def test_a_turn_asks_for_a_level_of_the_kind_that_was_talked_of(turn: str):
    assert asks_same_level(turn)


@pytest.mark.parametrize("turn", LEVELS["leaves"])
def test_another_turn_asks_for_none(turn: str):
    assert not asks_same_level(turn)
