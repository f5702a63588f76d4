"""Turns that want the rest of something; the examples are those of `conversation.toml`."""

from __future__ import annotations

import pytest

from assistant.questions.corrections import conversation
from assistant.questions.remaining import adds, remaining


@pytest.mark.parametrize(("turn", "noun"), conversation()["remaining"]["reads"])
def test_a_turn_wants_the_rest_of_something(turn: str, noun: str) -> None:
    assert remaining(turn) == noun


@pytest.mark.parametrize("turn", conversation()["remaining"]["leaves"])
def test_a_turn_wants_no_rest(turn: str) -> None:
    assert remaining(turn) is None


@pytest.mark.parametrize("clause", conversation()["remaining"]["added"])
def test_a_clause_adds_to_the_one_before_it(clause: str) -> None:
    assert adds(clause)


@pytest.mark.parametrize("clause", conversation()["remaining"]["alone"])
def test_a_clause_stands_alone(clause: str) -> None:
    assert not adds(clause)
