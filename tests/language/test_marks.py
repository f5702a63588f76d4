"""Marks of lists and clauses: each rule reads its examples and leaves the others."""

from __future__ import annotations

import pytest

from assistant.language.marks import MARK_RULES, MarkRule, is_order, read_mark, without_mark, without_order


@pytest.mark.parametrize("rule", MARK_RULES, ids=lambda rule: rule.kind)
def test_each_rule_of_marks_reads_its_examples_and_leaves_the_others(rule: MarkRule):
    def label(line: str) -> str | None:
        mark = read_mark(line)
        return mark.label if mark and mark.rule is rule else None

    assert {line: label(line) for line in rule.reads} == dict(rule.reads)
    assert [line for line in rule.leaves if label(line) is not None] == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2.1 Cụm công nghiệp", "Cụm công nghiệp"),
        ("- Nạo vét kênh", "Nạo vét kênh"),
        ("Mục 2. ĐẤU GIÁ", "Mục 2. ĐẤU GIÁ"),
        ("Cầu phao", "Cầu phao"),
    ],
)
def test_the_words_of_a_line_are_those_behind_its_mark(line: str, words: str):
    assert without_mark(line) == words


@pytest.mark.parametrize(
    ("cell", "order"),
    [("3.2", True), ("IV", True), ("a)", True), ("-", True), ("", False), ("1.500", True), ("Km 12", False)],
)
def test_a_cell_that_numbers_its_row_holds_nothing_else(cell: str, order: bool):
    assert is_order(cell) is order


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("4.1 Chợ hạng 2", "Chợ hạng 2"),
        ("IV. Vốn vay", "Vốn vay"),
        ("Kè Sông Hậu", "Kè Sông Hậu"),
        ("7", "7"),
    ],
)
def test_the_words_of_a_row_are_those_behind_its_order(row: str, words: str):
    assert without_order(row) == words
