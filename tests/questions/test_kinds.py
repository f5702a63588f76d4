"""The kind of answer that a question asks for: each rule decides its own examples and leaves the others."""

from __future__ import annotations

import re
import tomllib

import pytest

from assistant.language.english import is_english, read_english
from assistant.language.lexicon import words
from assistant.language.vocabulary import VOCABULARY
from assistant.questions import Understanding
from assistant.questions.kinds import (
    KindRule,
    bound,
    find_kind_rule,
    higher,
    in_case,
    kind_rules,
    parties,
    several,
)


def deciding(understanding: Understanding, question: str) -> str | None:
    read = read_english(question) if is_english(question) else question
    known, other, _ = understanding.read_agencies(read)
    rule = find_kind_rule(question, read, names_body=bool(known or other))
    return rule.name if rule else None


@pytest.mark.parametrize("rule", kind_rules(), ids=lambda rule: rule.name)
def test_each_rule_decides_its_examples_and_leaves_the_others(understanding: Understanding, rule: KindRule):
    decided = {question: deciding(understanding, question) for question in (*rule.reads, *rule.leaves)}
    assert {question: decided[question] for question in rule.reads} == dict.fromkeys(rule.reads, rule.name)
    assert [question for question in rule.leaves if decided[question] == rule.name] == []


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("several", several()),
        ("higher", higher()),
        ("bound", bound()),
        ("in_case", in_case()),
        ("parties", parties()),
    ],
    ids=["several", "higher", "bound", "in_case", "parties"],
)
def test_what_asks_for_no_number_and_compares_nothing_is_told(name: str, pattern: re.Pattern[str]) -> None:
    entry = tomllib.loads((VOCABULARY / "kinds.toml").read_text(encoding="utf-8"))[name]
    read = {
        question: bool(pattern.search(" ".join(words(question))))
        for question in (*entry["reads"], *entry["leaves"])
    }
    assert read == dict.fromkeys(entry["reads"], True) | dict.fromkeys(entry["leaves"], False)
