"""Corrections are told from questions, by the examples of the entries themselves."""

from __future__ import annotations

import pytest

from assistant.questions.corrections import Correction, conversation, read_correction

ENTRY = conversation()["corrections"]


@pytest.mark.parametrize(("turn", "meant", "ruled_out"), ENTRY["reads"])
def test_a_correction_says_what_is_meant_and_what_is_not(turn: str, meant: str, ruled_out: str):
    assert read_correction(turn) == Correction(meant, ruled_out)


@pytest.mark.parametrize("turn", [*ENTRY["leaves"], "", "?", "cơ", "không"])
def test_any_other_turn_is_left_alone(turn: str):
    assert read_correction(turn) is None
