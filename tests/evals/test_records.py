"""Bad question sets are refused with the line and the field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.errors import EvaluationDataError
from evals.freezing import check_lock, freeze, lock_path
from evals.records import check_against_documents, load_set, merge_sets
from evals.sets import QUESTIONS_FOLDER, check_sets, resolve_sets
from tests.evals.material import ROWS, TEXTS, fact, gold, question_row, small_set, unanswerable_row, write_set


def refused(tmp_path: Path, *rows: dict[str, Any]) -> str:
    """The message with which a set of these rows is refused, without the folder."""
    path = write_set(tmp_path / "bad.jsonl", rows)
    with pytest.raises(EvaluationDataError) as caught:
        check_against_documents(load_set(path), TEXTS)
    assert caught.value.exit_status == 2
    return caught.value.message.removeprefix(f"{tmp_path}/")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"turns": []}, "field `turns`: is empty"),
        ({"turns": ["  "]}, "field `turns[0]`: expected a string that is not blank"),
        ({"turns": ["a" * 1001]}, "field `turns[0]`: longer than 1000 characters"),
        ({"language": "fr"}, "field `language`: 'fr' is none of en, vi"),
        ({"suite": "other"}, "field `suite`: 'other' is none of"),
        ({"answerable": "yes"}, "field `answerable`: expected true or false, found str"),
        ({"unanswerable_kind": "wrong_place"}, "field `unanswerable_kind`: must be null"),
        ({"answerable": False, "unanswerable_kind": None}, "field `unanswerable_kind`: expected a string"),
        ({"evidence": []}, "field `evidence`: an answerable question needs"),
        ({"evidence": [[]]}, "field `evidence[0]`: expected a list with at least one quote"),
        ({"evidence": [[{"document": "hue"}]]}, "field `evidence[0][0].quote`: missing"),
        ({"evidence": [[gold("da-nang", "x")]]}, "field `evidence[0][0].document`: 'da-nang' is not indexed"),
        ({"evidence": [[gold("hue", "đạt trên 81%")]]}, "field `evidence[0][0].quote`: not verbatim in hue"),
        ({"facts": []}, "field `facts`: an answerable question needs at least one vital fact"),
        ({"facts": [fact("80%", kind="colour")]}, "field `facts[0].kind`: 'colour' is none of"),
        ({"facts": [{"any_of": ["1"], "kind": "number"}]}, "field `facts[0].vital`: missing"),
        ({"forbidden": ["80%"]}, "field `forbidden[0]`: '80%' is part of an expected fact"),
        ({"tags": "hue"}, "field `tags`: expected a list, found str"),
        ({"colour": 1}, "field `colour`: unknown field"),
        ({"note": 7}, "field `note`: expected a string, found int"),
    ],
)
def test_a_malformed_record_is_refused(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    assert refused(tmp_path, ROWS[1], question_row("bad", **changes)).startswith(f"bad.jsonl:2: {message}")


def test_a_repeated_id_is_refused_with_both_lines(tmp_path: Path) -> None:
    message = refused(tmp_path, ROWS[0], ROWS[1], ROWS[0])
    assert message == f"bad.jsonl:3: field `id`: 't-1' already stands at {tmp_path}/bad.jsonl:1"


def test_lines_that_are_not_objects_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    for content, message in (
        ('{"id": ', "bad.jsonl:1: not JSON"),
        ("\n[1]\n", "bad.jsonl:2: expected an object, found list"),
        ("\n", "bad.jsonl: holds no question"),
    ):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(EvaluationDataError, match=r"bad\.jsonl") as caught:
            load_set(path)
        assert message in caught.value.message


def test_facts_of_an_unanswerable_question_are_refused(tmp_path: Path) -> None:
    row = unanswerable_row("u-9", "?") | {"facts": [fact("1")]}
    assert "field `facts`: must be empty" in refused(tmp_path, row)


def test_doubtful_gold_is_warned_about(tmp_path: Path) -> None:
    rows = [
        question_row("w-1", facts=[fact("300")], evidence=[[gold("hue", "Đào tạo")]]),
        question_row("w-2", facts=[fact("70%", kind="percent")]),
    ]
    warnings = check_against_documents(small_set(tmp_path, rows), TEXTS)
    assert [warning.removeprefix(f"{tmp_path}/") for warning in warnings] == [
        "small.jsonl:1: evidence[0][0].quote stands 2 times in hue",
        "small.jsonl:2: facts[0] '70%' stands in no gold clause",
    ]


def test_a_question_that_two_sets_share_is_asked_once(tmp_path: Path) -> None:
    first = small_set(tmp_path)
    second = load_set(write_set(tmp_path / "other.jsonl", ROWS[:2]))
    assert len(merge_sets([first, second])) == len(ROWS)


def test_one_id_for_two_questions_is_refused(tmp_path: Path) -> None:
    other = load_set(write_set(tmp_path / "other.jsonl", [question_row("t-1", tags=["2030"])]))
    with pytest.raises(EvaluationDataError, match="'t-1' names another question"):
        merge_sets([small_set(tmp_path), other])


def test_dev_and_test_must_not_share_a_clause(tmp_path: Path) -> None:
    dev = load_set(write_set(tmp_path / "dev.jsonl", ROWS[:2]))
    shared = question_row("s-1", evidence=[[gold("can-tho", "lao động qua đào tạo đạt 90%")]])
    test = load_set(write_set(tmp_path / "test.jsonl", [shared]))
    with pytest.raises(EvaluationDataError, match=r"dev and test share 1 clauses: .* t-2 and s-1"):
        check_sets([dev, test], TEXTS)


def test_a_frozen_set_is_held_to_its_hashes(tmp_path: Path) -> None:
    questions = small_set(tmp_path)
    assert not check_lock(questions, TEXTS)
    freeze(questions, TEXTS)
    assert check_lock(questions, TEXTS)
    assert json.loads(lock_path(questions.path).read_text())["questions"] == len(ROWS)
    with pytest.raises(EvaluationDataError, match="field `corpus_sha256`"):
        check_lock(questions, TEXTS | {"hue": "other words"})
    with pytest.raises(EvaluationDataError, match="field `questions_sha256`"):
        check_lock(small_set(tmp_path, ROWS[:3]), TEXTS)


def test_an_unknown_set_is_refused() -> None:
    with pytest.raises(EvaluationDataError, match="no question set 'no-such-set'"):
        resolve_sets(["no-such-set"])


def test_the_packaged_sets_can_be_loaded() -> None:
    names = [path.stem for path in sorted(QUESTIONS_FOLDER.glob("*.jsonl"))]
    assert [question_set.name for question_set in resolve_sets([])] == names
