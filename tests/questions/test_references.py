"""Words that stand for something are told by the examples of their entries."""

from __future__ import annotations

import pytest

from assistant.questions.corrections import conversation
from assistant.questions.references import asks_first, asks_office, goes_on_from_first, name_entries

ENTRIES = conversation()["references"]


def cases(examples: str) -> list[tuple[str, str]]:
    return [
        (f"{entry['stands_for']} {entry['which']}", turn) for entry in ENTRIES for turn in entry[examples]
    ]


@pytest.mark.parametrize(("entry", "turn"), cases("reads"))
def test_an_entry_reads_its_examples(entry: str, turn: str):
    assert entry in name_entries(turn)


@pytest.mark.parametrize(("entry", "turn"), cases("leaves"))
def test_an_entry_leaves_what_only_looks_like_it(entry: str, turn: str):
    assert entry not in name_entries(turn)


def test_each_entry_has_examples_of_both_kinds():
    assert all(len(entry["reads"]) > 1 and len(entry["leaves"]) > 1 for entry in ENTRIES)


@pytest.mark.parametrize("turn", conversation()["first_question"]["reads"])
def test_the_first_question_is_asked_for_again(turn: str):
    assert asks_first(turn)


@pytest.mark.parametrize("turn", conversation()["first_question"]["leaves"])
def test_other_turns_about_what_is_first_are_left_alone(turn: str):
    assert not asks_first(turn)


@pytest.mark.parametrize(("turn", "rest"), conversation()["first_question"]["goes_on"])
def test_a_turn_asks_on_from_the_first_question(turn: str, rest: str):
    assert goes_on_from_first(turn) == rest
    assert not asks_first(turn)


@pytest.mark.parametrize("turn", conversation()["held_office"]["reads"])
def test_a_turn_asks_for_an_office(turn: str):
    assert asks_office(turn)


@pytest.mark.parametrize("turn", conversation()["held_office"]["leaves"])
def test_other_turns_about_a_person_ask_for_no_office(turn: str):
    assert not asks_office(turn)
