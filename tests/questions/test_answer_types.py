"""The type of answer that a question asks for: each rule reads its own examples, and clauses that give one or do not."""

from __future__ import annotations

import pytest

from assistant.language.english import is_english, read_english
from assistant.questions.answer_types import AnswerTypeRule, answer_type_rules, gives, read_answer_type


def asked(question: str) -> str | None:
    found = read_answer_type(question, read_english(question) if is_english(question) else question)
    return found.name if found else None


@pytest.mark.parametrize("rule", answer_type_rules(), ids=lambda rule: rule.name)
def test_each_rule_reads_its_examples_and_leaves_the_others(rule: AnswerTypeRule):
    assert {question: asked(question) for question in rule.reads} == dict.fromkeys(rule.reads, rule.name)
    assert [question for question in rule.leaves if asked(question) == rule.name] == []


@pytest.mark.parametrize("rule", answer_type_rules(), ids=lambda rule: rule.name)
def test_clauses_give_an_answer_of_the_type_or_lack_one(rule: AnswerTypeRule):
    wanted = read_answer_type(rule.reads[0], rule.reads[0])
    assert wanted is not None
    assert [clause for clause in rule.holds if not gives(wanted, clause)] == []
    assert [clause for clause in rule.lacks if gives(wanted, clause)] == []


def test_the_day_of_a_document_that_is_cited_is_no_day_of_the_clause():
    day = read_answer_type("Hội nghị sơ kết họp ngày nào?", "Hội nghị sơ kết họp ngày nào?")
    assert day is not None
    assert not gives(day, "Hội nghị sơ kết Nghị quyết số 19-NQ/TU, ngày 04 tháng 8 năm 2027.")
    assert gives(day, "Hội nghị sơ kết Nghị quyết số 19-NQ/TU họp ngày 04 tháng 8 năm 2027.")
