"""Words of time: each rule reads its examples and leaves the others."""

from __future__ import annotations

import pytest

from assistant.language.times import BOUND_RULES, OTHER_RULES, TimeRule, find_time_words


@pytest.mark.parametrize("rule", [*BOUND_RULES, *OTHER_RULES], ids=lambda rule: rule.name)
def test_each_rule_of_time_reads_its_examples_and_leaves_the_others(rule: TimeRule):
    def read(clause: str) -> list[str]:
        times = find_time_words(clause, bare=len(clause) < 25)
        return [clause[time.start : time.end] for time in times if time.rule == rule.name]

    assert {clause: read(clause) for clause in rule.reads} == {
        clause: [words] for clause, words in rule.reads.items()
    }
    assert [clause for clause in rule.leaves if read(clause)] == []
