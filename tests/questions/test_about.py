"""Questions about documents themselves: which facts they ask for, and of what."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.language.text import fold
from assistant.questions.about import fact_entries, read_facts


@pytest.mark.parametrize("entry", fact_entries(), ids=lambda entry: entry["name"])
def test_each_fact_is_told_by_its_examples(entry: dict[str, Any]) -> None:
    for question in entry["reads"]:
        asked = read_facts(question)
        assert entry["name"] in (asked.facts if asked else ()), question
        bare = read_facts(fold(question))
        assert entry["name"] in (bare.facts if bare else ()), question


@pytest.mark.parametrize(
    ("question", "facts", "rest"),
    [
        (
            "Kế hoạch Lai Châu số bao nhiêu, ban hành ngày nào, ai ký?",
            ("number", "date", "signer"),
            "Kế hoạch Lai Châu",
        ),
        ("Cho biết nơi nhận của Quyết định 41", ("recipients",), "Quyết định 41"),
        (
            "Cho tôi ngày ban hành, người ký và nơi nhận đầu tiên của kế hoạch Lai Châu",
            ("date", "signer", "recipients"),
            "kế hoạch Lai Châu",
        ),
        ("When was the Lai Chau plan issued?", ("date",), "Lai Chau plan"),
        ("Bản của Lai Châu gửi cho những nơi nào?", ("recipients",), "Lai Châu"),
        ("ai ky van ban cua Lai Chau", ("signer",), "van ban Lai Chau"),
        ("Ai ban hành hướng dẫn trồng rừng?", ("issuer",), "hướng dẫn trồng rừng"),
    ],
)
def test_facts_come_in_the_order_of_the_question_with_what_they_are_of(
    question: str, facts: tuple[str, ...], rest: str
) -> None:
    asked = read_facts(question)
    assert asked is not None
    assert (asked.facts, asked.rest) == (facts, rest)


def test_a_question_of_content_asks_for_no_fact() -> None:
    assert read_facts("Sở Y tế làm gì?") is None
    assert read_facts("Đến năm 2030 trồng bao nhiêu rừng?") is None
