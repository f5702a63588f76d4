"""Several questions of one turn: one answer, each part under its question, what is not stated said for its part."""

from __future__ import annotations

import pytest

from assistant import PolicyAssistant
from assistant.answers import read_markers
from assistant.types import CheckedSentence, Done, Retrieved, Turn

TEACHERS = "Huế bồi dưỡng bao nhiêu giáo viên về công nghệ số?"
BOTH = "Huế bồi dưỡng bao nhiêu giáo viên về công nghệ số, giá vé xe buýt là bao nhiêu?"


def test_the_parts_come_in_order_under_their_questions(assistant: PolicyAssistant):
    answer = assistant.ask("Sở Tài chính Huế làm gì? Đại học Huế làm gì?")
    headings = [s.text for s in answer.sentences if s.kind == "framing"]
    assert headings == ["**1. Sở Tài chính Huế làm gì?**", "**2. Đại học Huế làm gì?**"]
    assert (answer.outcome, answer.abstained, answer.abstention_reason) == ("answered", False, None)
    alone = [assistant.ask(question) for question in ("Sở Tài chính Huế làm gì?", "Đại học Huế làm gì?")]
    said = [s.text for one in alone for s in one.sentences]
    assert [s.text for s in answer.sentences if s.kind != "framing"] == said
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert set(read_markers(answer.text)) == {c.number for c in answer.citations}
    totals = [one.coverage.total for one in alone if one.coverage]
    assert answer.coverage is not None
    assert answer.coverage.total == sum(totals)


def test_a_part_that_is_not_stated_is_said_and_the_answer_is_partly_one(assistant: PolicyAssistant):
    answer = assistant.ask(BOTH)
    assert (answer.outcome, answer.abstained, answer.abstention_reason) == ("partly", False, None)
    assert "300" in answer.text
    assert answer.text.index("**2. Giá vé xe buýt là bao nhiêu?**") < answer.text.index(
        "Không tìm thấy nội dung này"
    )


def test_parts_of_which_none_is_stated_are_a_refusal(assistant: PolicyAssistant):
    answer = assistant.ask("Giá vé xe buýt là bao nhiêu? Bảo tàng mở cửa mấy giờ?")
    assert (answer.outcome, answer.abstained) == ("not_stated", True)


def test_what_the_same_clause_answers_is_said_once(assistant: PolicyAssistant):
    answer = assistant.ask("Các trường ở Cần Thơ có phải kết nối Internet tốc độ cao không, tỷ lệ bao nhiêu?")
    assert not any(sentence.kind == "framing" for sentence in answer.sentences)
    assert "100%" in answer.text


def test_more_than_four_questions_are_told(assistant: PolicyAssistant):
    bodies = ("Sở Tài chính", "Sở Y tế", "Sở Nội vụ", "Công an thành phố", "Đại học Huế")
    answer = assistant.ask(" ".join(f"{body} ở Huế làm gì?" for body in bodies))
    assert "**4. Công an thành phố ở Huế làm gì?**" in answer.text
    assert "**5." not in answer.text
    assert answer.text.endswith(
        "Lượt hỏi này có 5 câu hỏi; trợ lý trả lời 4 câu đầu. Hãy hỏi tiếp những câu còn lại."
    )


def test_the_events_add_up_to_the_answer(assistant: PolicyAssistant):
    retrieved, *sentences, done = assistant.stream(BOTH)
    assert isinstance(retrieved, Retrieved)
    assert isinstance(done, Done)
    assert retrieved.standalone_question == done.answer.standalone_question
    written = [event for event in sentences if isinstance(event, CheckedSentence)]
    assert "".join(event.text for event in written) == done.answer.text
    assert tuple(event.sentence for event in written) == done.answer.sentences


@pytest.mark.parametrize("kept", [True, False])
def test_what_follows_leans_on_all_parts_or_the_first(assistant: PolicyAssistant, kept: bool):
    asked = "Huế bồi dưỡng bao nhiêu giáo viên, ai chủ trì việc này?"
    before = assistant.ask(asked)
    history: list[str | Turn] = [Turn(asked, before.standalone_question) if kept else asked]
    after = assistant.ask("Còn Cần Thơ?", history=history)
    assert after.standalone_question.startswith("Cần Thơ bồi dưỡng bao nhiêu giáo viên")
    assert ("ai chủ trì" in after.standalone_question) == kept
    assert "Huế" not in after.text


def test_talk_beside_a_question_is_no_part(assistant: PolicyAssistant):
    answer = assistant.ask(f"Chào bạn, bạn khỏe không? {TEACHERS}")
    assert answer.standalone_question == TEACHERS.rstrip("?")
