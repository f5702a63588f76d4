"""What is to be looked into, marked, and made a record that the evaluation takes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import PolicyAssistant
from assistant.feedback import Feedback, FeedbackStore
from assistant.operating import CaseError, Observation, ObservationStore, UnknownCaseError, Worklist
from assistant.types import Answer
from assistant.types.answers import AbstentionReason
from evals.errors import EvaluationDataError
from evals.jsonl import read_json_lines
from evals.records import parse_question


@pytest.fixture(scope="module")
def told(assistant: PolicyAssistant) -> Answer:
    return assistant.ask("Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?")


@pytest.fixture(scope="module")
def refused(assistant: PolicyAssistant) -> Answer:
    return assistant.ask("Huế trồng bao nhiêu héc-ta sen đến năm 2030?")


@pytest.fixture
def worklist(tmp_path: Path, told: Answer, refused: Answer) -> Worklist:
    """Feedback on three answers, and a question without one."""
    feedback = FeedbackStore(tmp_path / "feedback.sqlite3", days=30)
    for reference, verdict, comment in (("a", "wrong", "số cũ"), ("b", "right", ""), ("c", "comment", "hay")):
        said = Feedback.on(told, reference, verdict, comment)
        feedback.add(replace(said, made=f"{said.made[:10]}T00:00:00Z"))
    observed = ObservationStore(tmp_path / "feedback.sqlite3", days=30)
    observed.add([replace(Observation.of(refused, texts=True), day="2099-01-01")])
    return Worklist(feedback, observed, days=30)


def checked(record: dict[str, Any], folder: Path) -> Any:
    """The record as the evaluation reads it."""
    path = folder / "set.jsonl"
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    return next(parse_question(line) for line in read_json_lines(path))


def test_it_holds_what_was_said_and_what_had_no_sure_answer_but_no_praise(worklist: Worklist) -> None:
    assert [(case.kind, case.comment, case.done) for case in worklist.cases()] == [
        ("not_stated", "", False),
        ("wrong", "số cũ", False),
        ("comment", "hay", False),
    ]
    assert "Cần Thơ" in worklist.find("fa").question


def test_a_case_is_marked_and_opened_again_and_its_note_stays(worklist: Worklist) -> None:
    assert worklist.mark("fa", done=True, note="  đã báo Sở  ").done
    assert [(case.reference, case.note) for case in worklist.cases() if case.done] == [("fa", "đã báo Sở")]
    assert not worklist.mark("fa", done=False, note="đã báo Sở").done
    with pytest.raises(UnknownCaseError):
        worklist.mark("fz", done=True, note="")


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("not_in_corpus", "not_in_corpus"),
        ("ambiguous", "not_in_corpus"),
        ("out_of_scope", "out_of_scope"),
        ("wrong_premise", "altered_premise"),
    ],
)
def test_what_the_documents_do_not_say_becomes_a_question_without_an_answer(
    worklist: Worklist, refused: Answer, tmp_path: Path, reason: AbstentionReason, kind: str
) -> None:
    (case, *_) = worklist.cases()
    answer = replace(refused, abstention_reason=reason)
    question = checked(worklist.judge(case.reference, "not_in_documents", answer), tmp_path)
    assert (question.suite, question.answerable, question.unanswerable_kind) == ("unanswerable", False, kind)
    assert question.turns == (refused.standalone_question,)
    assert (worklist.find(case.reference).done, worklist.find(case.reference).recorded) == (True, True)


def test_what_is_cited_becomes_the_evidence_word_for_word(
    worklist: Worklist, told: Answer, assistant: PolicyAssistant, tmp_path: Path
) -> None:
    question = checked(worklist.judge("fa", "shown_is_right", told), tmp_path)
    assert [(fact.any_of, fact.kind) for fact in question.facts] == [(("90%",), "percent")]
    texts = {document.id: document.text for document in assistant.documents()}
    (group,) = question.evidence
    assert [gold.quote in texts[gold.document] for gold in group] == [True] * len(told.citations)
    assert question.note == "số cũ"


def test_what_should_be_answered_otherwise_is_refused_until_somebody_fills_it_in(
    worklist: Worklist, told: Answer, tmp_path: Path
) -> None:
    record = worklist.judge("fa", "should_differ", told)
    with pytest.raises(EvaluationDataError, match="needs at least one group"):
        checked(record, tmp_path)
    filled = {
        "facts": [{"any_of": ["91%"], "kind": "percent", "vital": True}],
        "evidence": [[{"document": "can-tho-1002", "quote": "đạt 91%"}]],
    }
    assert checked(record | filled, tmp_path).answerable


def test_nothing_shown_cannot_be_right(worklist: Worklist, refused: Answer) -> None:
    (case, *_) = worklist.cases()
    with pytest.raises(CaseError):
        worklist.judge(case.reference, "shown_is_right", refused)
    assert worklist.records() == []


def test_records_are_kept_over_a_later_mark(worklist: Worklist, told: Answer) -> None:
    record = worklist.judge("fc", "should_differ", told)
    worklist.mark("fc", done=False, note="xem lại")
    assert worklist.records() == [record]
