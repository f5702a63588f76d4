"""Whole conversations, written without sight of the code: a turn that was answered rightly stays so."""

from __future__ import annotations

import pytest

from assistant import PolicyAssistant
from evals.conversations import FOLDER, converse, faulty, known_faults, load_scripts


@pytest.mark.parametrize("name", known_faults())
def test_no_turn_of_a_conversation_gets_lost(assistant: PolicyAssistant, name: str) -> None:
    scripts = load_scripts(FOLDER / f"{name}.jsonl")
    wrong = faulty(scripts, converse(assistant, scripts))
    assert {key: wrong[key] for key in set(wrong) - set(known_faults()[name])} == {}
