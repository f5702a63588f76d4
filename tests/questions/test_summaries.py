"""Requests for a summary: what they are of, in how many points; what only looks like one."""

from __future__ import annotations

import tomllib

import pytest

from assistant.language.text import fold
from assistant.language.vocabulary import VOCABULARY
from assistant.questions.summaries import read_summary

SUMMARY = tomllib.loads((VOCABULARY / "summary.toml").read_text(encoding="utf-8"))
REQUESTS, ASIDE, PURPOSE = SUMMARY["request"], SUMMARY["aside"], SUMMARY["purpose"]


@pytest.mark.parametrize("name", ["firm", "counted", "whole"])
def test_each_entry_reads_its_examples_and_leaves_the_others(name: str) -> None:
    for question in REQUESTS[name]["reads"]:
        request = read_summary(question)
        assert (request.firm if request else None) == (name != "whole"), question
    for question in REQUESTS[name]["leaves"]:
        assert read_summary(question) is None, question


@pytest.mark.parametrize(
    ("question", "rest", "points"),
    [
        ("Tóm tắt kế hoạch trồng rừng của Lào Cai", "kế hoạch trồng rừng của Lào Cai", None),
        ("Hãy tóm tắt giúp tôi Quyết định 31 trong 5 ý", "Quyết định 31", 5),
        ("tóm lược nghị quyết này thành ba gạch đầu dòng", "nghị quyết này", 3),
        ("Nghị quyết của Điện Biên gồm những nội dung gì?", "Nghị quyết của Điện Biên", None),
        ("tom tat ke hoach Lao Cai trong 4 y", "ke hoach Lao Cai", 4),
        ("Summarise the Lao Cai plan in seven points", "the Lao Cai plan", 7),
        ("What does the decision say?", "the decision", None),
        ("tóm tắt điểm 5 mục II", "điểm 5 mục II", None),
    ],
)
def test_a_request_leaves_what_it_is_of(question: str, rest: str, points: int | None) -> None:
    request = read_summary(question)
    assert request is not None
    assert (request.rest, request.points) == (rest, points)


def test_a_request_may_be_typed_without_diacritics() -> None:
    for question in REQUESTS["firm"]["reads"]:
        request = read_summary(fold(question))
        assert request is not None
        assert request.firm


@pytest.mark.parametrize(("question", "rest"), [*ASIDE["reads"], *ASIDE["leaves"]])
def test_an_aside_is_no_part_of_what_is_summed_up(question: str, rest: str) -> None:
    request = read_summary(question)
    assert request is not None
    assert request.rest == rest


@pytest.mark.parametrize(("question", "rest"), [*PURPOSE["reads"], *PURPOSE["leaves"]])
def test_for_whom_a_summary_is_made_is_no_part_of_what_is_summed_up(question: str, rest: str) -> None:
    request = read_summary(question)
    assert request is not None
    assert (request.rest, request.firm) == (rest, True)
