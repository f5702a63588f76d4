"""Ways to name a body: each rule gives its examples and not the others."""

from __future__ import annotations

import pytest

from assistant.language.spellings import SPELLING_RULES, SpellingRule, agency_spellings, find_named_bodies


@pytest.mark.parametrize("rule", SPELLING_RULES, ids=lambda rule: rule.name)
def test_each_rule_of_spelling_gives_its_examples_and_not_the_others(rule: SpellingRule):
    def given(name: str) -> list[str]:
        bare = name.removeprefix("Các ")
        bare = bare[:1].upper() + bare[1:]
        return rule.makes(bare, [name, bare])

    assert [name for name, spelling in rule.reads.items() if spelling not in given(name)] == []
    assert [name for name, spelling in rule.reads.items() if spelling not in agency_spellings(name)] == []
    assert [name for name, spelling in rule.leaves.items() if spelling in given(name)] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Công ty Thủy lợi Sông Bùi làm gì?", ["Công ty Thủy lợi Sông Bùi"]),
        ("Tập đoàn Dầu khí Việt Nam và Công ty Hoa Ban", ["Tập đoàn Dầu khí Việt Nam", "Công ty Hoa Ban"]),
        ("Viện Khoa học và Công nghệ Mỏ", ["Viện Khoa học và Công nghệ Mỏ"]),
        ("Công ty Hoa Ban ở đâu?", ["Công ty Hoa Ban"]),
        ("Viện Pasteur có Khoa Dược không?", ["Viện Pasteur"]),
        ("Trường Đại học Nông - Lâm có gì?", ["Trường Đại học Nông - Lâm"]),
        ("Cục Thuế thuộc bộ nào?", ["Cục Thuế"]),
        ("Học viện Hàng không làm gì?", ["Học viện Hàng không"]),
        ("công ty nào trồng keo?", []),
    ],
)
def test_a_full_name_in_capitals_is_a_body_though_no_list_has_it(text: str, names: list[str]):
    assert [text[start:end] for start, end in find_named_bodies(text)] == names
