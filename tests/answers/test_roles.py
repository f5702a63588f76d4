"""What a section is to a summary, told by its heading."""

from __future__ import annotations

import tomllib

import pytest

from assistant.answers.roles import Role, formula, introduces, role_of, roles, says_why
from assistant.language.vocabulary import VOCABULARY


@pytest.mark.parametrize("role", roles(), ids=lambda role: role.name)
def test_each_role_is_told_by_its_examples_and_by_no_others(role: Role) -> None:
    for heading in role.reads:
        told = role_of("" if role.name == "execution" else heading, heading)
        assert (told.name if told else None) == role.name, heading
    for heading in role.leaves:
        other = role_of(heading, heading)
        assert other is None or other.name != role.name, heading


def test_a_clause_without_a_heading_is_told_by_the_label_before_its_colon() -> None:
    role = role_of("", "3. Thời gian thực hiện: từ tháng 3 đến tháng 9.")
    assert role is not None
    assert role.name == "time"
    assert role_of("", "Trồng 300 ha rừng phòng hộ ven biển.") is None


def test_the_paragraph_that_says_what_a_document_is_for_is_told_from_its_grounds() -> None:
    reason = tomllib.loads((VOCABULARY / "summary.toml").read_text(encoding="utf-8"))["reason"]
    assert all(map(says_why, reason["reads"]))
    assert not any(map(says_why, reason["leaves"]))


def test_a_clause_that_tells_who_speaks_is_told_from_what_is_said() -> None:
    told = tomllib.loads((VOCABULARY / "summary.toml").read_text(encoding="utf-8"))["introductions"]
    assert all(map(introduces, told["reads"]))
    assert not any(map(introduces, told["leaves"]))


def test_what_only_says_that_a_list_follows_is_left_off_a_lead_in() -> None:
    joints = tomllib.loads((VOCABULARY / "summary.toml").read_text(encoding="utf-8"))["joints"]
    assert [formula(lead) for lead, _ in joints["reads"]] == [left for _, left in joints["reads"]]
    assert [formula(lead) for lead in joints["leaves"]] == joints["leaves"]
