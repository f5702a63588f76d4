"""What a complaint is about; the examples are those of `talk.toml`."""

from __future__ import annotations

import pytest

from assistant.questions.complaints import complained_of, complaint_data


@pytest.mark.parametrize(("turn", "fault"), complaint_data()["reads"])
def test_a_complaint_names_a_fault(turn: str, fault: str) -> None:
    assert complained_of(turn) == fault


@pytest.mark.parametrize("turn", complaint_data()["other"])
def test_a_complaint_names_no_fault(turn: str) -> None:
    assert complained_of(turn) is None
