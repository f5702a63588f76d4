"""Phrases with words that stand for others, found without being written out."""

from __future__ import annotations

import pytest

from assistant.questions.phrasebook import Phrasebook, written_out

STANDS_FOR = {"you": ["bạn", "quý vị", ""], "very": ["quá", "thật đấy"]}
BOOK = Phrasebook(
    [("{you} giỏi {very}", "praise", "vi"), ("giỏi", None, "vi"), ("bạn ơi", "greeting", "vi")], STANDS_FOR
)


@pytest.mark.parametrize(
    ("typed", "start", "found"),
    [
        ("ban gioi qua", 0, {3: ["bạn giỏi quá"]}),
        ("quy vi gioi that day nhe", 0, {5: ["quý vị giỏi thật đấy"]}),
        ("gioi qua", 0, {1: ["giỏi"], 2: [" giỏi quá"]}),
        ("chao ban oi", 1, {3: ["bạn ơi"]}),
        ("ban gioi", 0, {}),
        ("chao", 0, {}),
    ],
)
def test_what_begins_at_a_word_is_found_with_its_marks(
    typed: str, start: int, found: dict[int, list[str]]
) -> None:
    begun = BOOK.begun(typed.split(), start)
    assert {end: [entry.written for entry in entries] for end, entries in begun.items()} == found


def test_an_entry_knows_its_act_and_the_order_of_the_phrases() -> None:
    both = Phrasebook([("tốt {very}", "praise", "vi"), ("tốt quá", "thanks", "vi")], STANDS_FOR)
    assert [entry.act for entry in both.begun(["tot", "qua"], 0)[2]] == ["praise", "thanks"]


def test_phrases_that_stand_for_billions_are_looked_up_all_the_same() -> None:
    said = [first + second for first in "bcdghklmnp" for second in "aeiouy"]
    many = {f"w{n}": said for n in range(6)}
    book = Phrasebook([(" ".join(f"{{w{n}}}" for n in range(6)), "recap", "vi")], many)
    typed = said[7:13]
    assert [entry.written for entry in book.begun(typed, 0)[6]] == [" ".join(typed)]


def test_a_phrase_is_written_out_where_it_stands_for_few() -> None:
    assert written_out("{you} ơi", STANDS_FOR) == ["bạn ơi", "quý vị ơi", " ơi"]
