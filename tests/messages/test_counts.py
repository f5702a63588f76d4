"""Counts in English sentences."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from assistant.messages import MESSAGES
from assistant.messages.answers import PHRASES
from assistant.messages.counts import fill

ENGLISH = {key: words["en"] for key, words in MESSAGES.items()} | {
    key: words[1] for key, words in PHRASES.items()
}
COUNTS = {
    "count",
    "days",
    "total",
    "same",
    "answered",
    "official",
    "documents",
    "chunks",
    "refused",
    "undated",
    "added",
    "dropped",
}
NEVER_ONE = {
    "rows_cut", "editing_headings", "editing_add_all", "several_documents", "several_clauses", "more_questions",
    "which_document",
}  # fmt: skip
OF_ONE = re.compile(r"\b1 (?:more )?(?:[a-z]+ )?(?:(?!matches|was)[a-z]+[^su\W]s|are|were|do|have)\b")


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 duty, of 3"), (0, "0 duties, of 3"), (21, "21 duties, of 3"), ("1,204", "1,204 duties, of 3")],
)
def test_the_word_behind_a_count_is_in_its_number(count: object, said: str) -> None:
    assert fill("{count:duty|duties}, of {all}", {"count": count, "all": 3}) == said


def test_no_value_is_read_as_a_sentence() -> None:
    assert fill("{count:row|rows} of {name}", {"count": 2, "name": "{count:a|b}"}) == "2 rows of {count:a|b}"


def test_no_english_sentence_has_several_of_one() -> None:
    wrong = {}
    for key, sentence in ENGLISH.items():
        if key in NEVER_ONE:
            continue
        named = {name for _, name, *_ in Formatter().parse(sentence) if name}
        said = fill(sentence, {name: 1 if name in COUNTS else "X" for name in named})
        if found := OF_ONE.search(said):
            wrong[key] = found[0]
    assert wrong == {}
