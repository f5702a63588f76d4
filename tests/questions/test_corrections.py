"""Corrections are told from questions, by the examples of the entries themselves."""

from __future__ import annotations

import pytest

from assistant.questions.corrections import Correction, conversation, read_correction, without_reporter

ENTRY = conversation()["corrections"]


@pytest.mark.parametrize(("turn", "meant", "ruled_out"), ENTRY["reads"])
def test_a_correction_says_what_is_meant_and_what_is_not(turn: str, meant: str, ruled_out: str):
    assert read_correction(turn) == Correction(meant, ruled_out)


@pytest.mark.parametrize("turn", [*ENTRY["leaves"], "", "?", "cơ", "không"])
def test_any_other_turn_is_left_alone(turn: str):
    assert read_correction(turn) is None


@pytest.mark.parametrize(("turn", "told"), conversation()["reported"]["reads"])
def test_what_somebody_else_is_told_to_have_said_is_read_without_him(turn: str, told: str):
    assert without_reporter(turn) == told


@pytest.mark.parametrize("turn", conversation()["reported"]["leaves"])
def test_a_question_that_only_begins_like_a_report_is_left_alone(turn: str):
    assert without_reporter(turn) == turn
