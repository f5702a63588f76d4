"""Whether a turn asks if the same holds of another: the entry reads its own examples and leaves the others."""

from __future__ import annotations

import pytest

from assistant.questions.corrections import conversation
from assistant.questions.sameness import without_sameness


@pytest.mark.parametrize("turn", conversation()["sameness"]["reads"])
def test_a_turn_that_asks_for_the_same_is_read(turn: str):
    assert without_sameness(turn) is not None


@pytest.mark.parametrize("turn", conversation()["sameness"]["leaves"])
def test_any_other_turn_is_left(turn: str):
    assert without_sameness(turn) is None


def test_what_is_left_is_what_it_is_asked_of():
    assert without_sameness("Còn Tây Ninh có y hệt vậy không?") == "Còn Tây Ninh"
    assert without_sameness("Tây Ninh thì có khác gì không?") == "Tây Ninh"
