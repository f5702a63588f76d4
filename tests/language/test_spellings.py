"""Ways to name a body: each rule gives its examples and not the others."""

from __future__ import annotations

import pytest

from assistant.language.spellings import SPELLING_RULES, SpellingRule, agency_spellings


@pytest.mark.parametrize("rule", SPELLING_RULES, ids=lambda rule: rule.name)
def test_each_rule_of_spelling_gives_its_examples_and_not_the_others(rule: SpellingRule):
    def given(name: str) -> list[str]:
        bare = name.removeprefix("Các ")
        bare = bare[:1].upper() + bare[1:]
        return rule.makes(bare, [name, bare])

    assert [name for name, spelling in rule.reads.items() if spelling not in given(name)] == []
    assert [name for name, spelling in rule.reads.items() if spelling not in agency_spellings(name)] == []
    assert [name for name, spelling in rule.leaves.items() if spelling in given(name)] == []
