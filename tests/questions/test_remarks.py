"""Turns that only tell how an answer strikes somebody; the examples are those of `remarks.toml`."""

from __future__ import annotations

import pytest

from assistant.language.text import fold
from assistant.questions.remarks import read_remark, remark_data

DATA = remark_data()
EXAMPLES = [(turn, example["act"]) for example in DATA["examples"] for turn in example["read"]]


def is_talk(piece: str) -> bool:
    return fold(piece) in ("oi troi", "chan that")


@pytest.mark.parametrize(("turn", "act"), EXAMPLES)
def test_what_only_tells_how_an_answer_strikes_somebody_is_a_remark(turn: str, act: str):
    assert read_remark(turn, is_talk) == act
    assert read_remark(fold(turn), is_talk) == act


@pytest.mark.parametrize("turn", DATA["questions"]["other"])
def test_what_asks_or_states_something_is_no_remark(turn: str):
    assert read_remark(turn, is_talk) is None
    assert read_remark(fold(turn), is_talk) is None
