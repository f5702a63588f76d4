"""Wording by a chat model: natural sentences, and never less true than the extractive answer."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from assistant import PolicyAssistant
from assistant.answers import read_markers
from assistant.documents import count_tokens
from assistant.settings import Settings
from assistant.types import Answer, CheckedSentence, Done, Event, Retrieved
from tests.model_server import ModelServer, Reply
from tests.model_server import Request as Asked

LABOUR = "ty le lao dong qua dao tao cua hue den 2030"
TOLD = "Đến năm 2030, tỉ lệ lao động qua đào tạo của thành phố Huế đạt trên 80%. [1]"
LIE = "Đến năm 2030, tỉ lệ lao động qua đào tạo của thành phố Huế đạt trên 95%. [1]"
BOTH = "Tỷ lệ lao động qua đào tạo đến năm 2030 là bao nhiêu?"
COMPARED = "So sánh tỷ lệ lao động qua đào tạo của Huế và Cần Thơ đến 2030"

Open = Callable[..., Any]


@pytest.fixture
def worded_by(corpus_settings: Settings) -> Open:
    """Opens the assistant with a scripted model."""

    @contextmanager
    def opened(script: object, **changes: object) -> Iterator[tuple[PolicyAssistant, ModelServer]]:
        with ModelServer(script) as server:  # type: ignore[arg-type]
            given = {
                "llm": "openai:m",
                "llm_url": server.url,
                "llm_reads": False,
                "reading_seconds": 60.0,  # however busy the machine is
                "llm_silence_seconds": 1.0,
                "llm_total_seconds": 3.0,
            }
            settings = corpus_settings.model_copy(update={**given, **changes})
            with PolicyAssistant.open(settings) as assistant:
                yield assistant, server

    return opened


def texts(answer: Answer) -> list[str]:
    return [sentence.text for sentence in answer.sentences]


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 30
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    return holds()


# What the model words.


def test_the_answer_is_the_models_sentence_with_a_computed_citation(worded_by: Open):
    with worded_by(TOLD) as (assistant, server):
        answer = assistant.ask(LABOUR)
    assert answer.text == TOLD
    assert (answer.mode, answer.abstained, answer.warnings) == ("generated", False, ())
    assert [(c.document_id, c.address) for c in answer.citations] == [
        ("hue-1002", "mục II.2, gạch đầu dòng 1")
    ]
    assert "generating" in answer.timings_ms
    (request,) = server.requests
    assert "tỷ lệ lao động qua đào tạo của Huế đến 2030" in request.prompt
    assert (
        '<source number="1" from="Kế hoạch thực hiện QĐ 1002/QĐ-TTg – TP Huế, mục II.2, gạch đầu dòng 1">'
        in request.prompt
    )


def test_the_settings_id_tells_a_generated_answer_from_an_extractive_one(
    worded_by: Open, assistant: PolicyAssistant
):
    with worded_by(TOLD) as (with_model, _):
        assert with_model.ask(LABOUR).settings_id != assistant.ask(LABOUR).settings_id


@pytest.mark.parametrize(
    "reply",
    [
        TOLD.replace(" [1]", "[1]"),
        TOLD.replace(". [1]", " [1]."),
        TOLD.replace("[1]", "[Nguồn 1]"),
        TOLD.replace("[1]", "【1】"),
        TOLD.replace("[1]", ""),  # the words are those of one source
        TOLD.replace("[1]", "[7]"),  # there is no such source
        "- " + TOLD,
        "**" + TOLD.replace(" [1]", "** [1]"),
        "Dưới đây là câu trả lời:\n\n" + TOLD,
        "<think>Nguồn 2 nói 95%. [2]\n\nVậy là 80%.</think>" + TOLD,
        TOLD + "\n" + TOLD,
        "Trả lời câu hỏi: " + TOLD,
    ],
    ids="close inside named corner none wrong item bold opening thoughts twice label".split(),
)
def test_models_write_markers_and_ornaments_in_many_ways(worded_by: Open, reply: str):
    with worded_by(reply) as (assistant, _):
        answer = assistant.ask(LABOUR)
    assert texts(answer) == [TOLD.removesuffix(" [1]")]
    assert answer.sentences[0].citations == (1,)
    assert answer.mode == "generated"


def test_citations_are_numbered_in_reading_order_whatever_the_model_says(worded_by: Open):
    def reply(request: Asked) -> str:
        place = "thành phố Huế" if "Huế" in request.prompt.partition("</source>")[0] else "Cần Thơ"
        first, second = ("[1]", "[2]") if place == "Cần Thơ" else ("[2]", "[1]")
        return (
            f"Huế đặt tỉ lệ lao động qua đào tạo đạt trên 80%. {second}\n"
            f"Cần Thơ đặt tỷ lệ lao động qua đào tạo đạt 90%. {first}"
        )

    with worded_by(reply) as (assistant, _):
        answer = assistant.ask(BOTH)
    assert [s.citations for s in answer.sentences[:2]] == [(1,), (2,)]
    assert [c.document_id for c in answer.citations[:2]] == ["hue-1002", "can-tho-1002"]
    assert list(dict.fromkeys(read_markers(answer.text))) == [c.number for c in answer.citations]


def test_english_is_answered_in_english(worded_by: Open):
    with worded_by("Hue aims for over 80% of trained workers by 2030. [1]") as (assistant, server):
        answer = assistant.ask("What is the trained labour rate of Hue by 2030?")
    assert "Answer in English" in server.requests[0].prompt
    assert answer.sentences[0].text == "Hue aims for over 80% of trained workers by 2030."


# What it gets wrong.


def test_a_lie_is_corrected_by_the_model_once_told_the_reason(worded_by: Open):
    with worded_by([LIE, TOLD]) as (assistant, server):
        answer = assistant.ask(LABOUR)
        counts = assistant.generation_counts()
    assert answer.text == TOLD
    assert "“95%”" in server.requests[1].prompt
    assert LIE.removesuffix(" [1]") in server.requests[1].prompt
    assert counts == {"answers_generated": 1, "sentences_repaired": 1}


def test_a_lie_that_stays_one_gives_way_to_the_clause(worded_by: Open, assistant: PolicyAssistant):
    with worded_by([LIE, LIE.replace("95", "97")]) as (with_model, server):
        answer = with_model.ask(LABOUR)
    assert answer.text == assistant.ask(LABOUR).text
    assert answer.mode == "extractive"
    assert len(server.requests) == 2
    assert answer.warnings == (
        "Đã thay 1 câu của mô hình ngôn ngữ bằng nguyên văn điều khoản vì nguồn không nêu như vậy.",
    )


def test_what_no_source_says_is_left_out(worded_by: Open):
    invented = "Thành phố sẽ chi 1.500 tỷ đồng cho việc xây dựng nhà máy điện hạt nhân."
    with worded_by([f"{TOLD}\n{invented}", "KHÔNG"]) as (assistant, _):
        answer = assistant.ask(LABOUR)
    assert answer.text == TOLD
    assert answer.warnings == ("Đã bỏ 1 câu của mô hình ngôn ngữ vì nguồn không nêu như vậy.",)


@pytest.mark.parametrize(
    "addition",
    [
        "Xem thêm tại https://evil.example/x. [1]",
        "![x](http://evil.example/?q=1) [1]",
        "<img src=x onerror=alert(1)> [1]",
    ],
)
def test_no_address_and_no_markup_of_the_model_gets_through(worded_by: Open, addition: str):
    with worded_by(lambda request: f"{TOLD}\n{addition}" if len(request.prompt) > 1500 else addition) as (
        assistant,
        _,
    ):
        answer = assistant.ask(LABOUR)
    assert "evil" not in answer.text
    assert "<" not in answer.text


def test_the_figure_of_another_place_is_not_let_through(worded_by: Open):
    wrong = "Đến năm 2030, tỉ lệ lao động qua đào tạo của thành phố Huế đạt 90%. [1] [2]"
    with worded_by([wrong, "KHÔNG"]) as (assistant, _):
        answer = assistant.ask(BOTH)
    assert wrong.partition(" [")[0] not in texts(answer)
    assert "trên 80%" in answer.text


# What it leaves out.


def test_the_figure_that_was_asked_for_is_never_lost(worded_by: Open, assistant: PolicyAssistant):
    vague = "Huế có chỉ tiêu về tỉ lệ lao động qua đào tạo của thành phố. [1]"
    with worded_by(vague) as (with_model, _):
        answer = with_model.ask(LABOUR)
    assert texts(answer) == [vague.removesuffix(" [1]"), assistant.ask(LABOUR).sentences[0].text]
    assert answer.mode == "generated"


def test_the_side_that_the_model_forgot_is_added(worded_by: Open):
    with worded_by("Huế đặt tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%. [1]") as (assistant, _):
        answer = assistant.ask(BOTH)
    assert "90%" in answer.text
    assert {"hue-1002", "can-tho-1002"} <= {c.document_id for c in answer.citations}


@pytest.mark.parametrize(
    "question", ["Liệt kê các mục tiêu của Huế đến năm 2030", "Công an thành phố làm gì?"]
)
def test_a_list_is_shown_as_it_is_and_no_model_waited_for(
    worded_by: Open, assistant: PolicyAssistant, question: str
):
    listed = assistant.ask(question)
    with worded_by(TOLD) as (with_model, server):
        answer = with_model.ask(question)
    assert (answer.text, answer.coverage, answer.mode) == (listed.text, listed.coverage, "extractive")
    assert not server.requests
    assert not answer.warnings


SECTION = "Mục II.3 của kế hoạch Huế nói gì?"
SUMMARY = "Tỉ lệ lao động qua đào tạo lĩnh vực công nghệ cao đạt tối thiểu 30% và đưa tối thiểu 100 lượt cán bộ đi đào tạo."


def test_a_section_is_summarised_below_its_text(worded_by: Open, assistant: PolicyAssistant):
    with worded_by(SUMMARY) as (with_model, server):
        answer = with_model.ask(SECTION)
    assert texts(answer) == [*texts(assistant.ask(SECTION)), SUMMARY]
    assert [answer.citations[n - 1].address for n in sorted(answer.sentences[-1].citations)] == [
        "mục II.3, gạch đầu dòng 1",
        "mục II.3, gạch đầu dòng 4",
    ]
    assert "Tóm tắt" in server.requests[0].prompt


def test_a_summary_that_only_repeats_the_text_is_not_shown(worded_by: Open, assistant: PolicyAssistant):
    whole = assistant.ask(SECTION)
    item = next(text for text in texts(whole)[1:] if len(text) > 300)
    with worded_by(f"{item} [8]") as (with_model, _):
        assert texts(with_model.ask(SECTION)) == texts(whole)


def test_the_verdict_of_a_comparison_is_computed_not_worded(worded_by: Open, assistant: PolicyAssistant):
    verdict = assistant.ask(COMPARED).sentences[0]
    assert verdict.kind == "derived"
    with worded_by("Huế đặt mức cao hơn Cần Thơ. [1] [2]") as (with_model, server):
        answer = with_model.ask(COMPARED)
    assert answer.sentences[0] == verdict
    assert "Huế đặt mức cao hơn Cần Thơ." not in texts(answer)
    assert verdict.text in server.requests[0].prompt


@pytest.mark.parametrize(
    "question",
    [
        "Thời tiết hôm nay thế nào?",
        "Đà Nẵng có mục tiêu gì?",
        "Có phải Huế đặt 90% lao động qua đào tạo đến năm 2030?",
    ],
)
def test_without_evidence_the_model_is_not_asked(worded_by: Open, assistant: PolicyAssistant, question: str):
    with worded_by(TOLD) as (with_model, server):
        answer = with_model.ask(question)
    assert answer.abstained
    assert (answer.text, answer.mode) == (assistant.ask(question).text, "extractive")
    assert not server.requests


# Whatever it does, there is an answer in time.

FAILURES = {
    "empty": (Reply(""), "không đưa ra câu nào dùng được"),
    "garbage": (Reply("ⷷ֍ xyz 123 !!! " * 20), "không đưa ra câu nào dùng được"),
    "refusal": (Reply("Xin lỗi, tôi không thể trả lời câu hỏi này."), "không đưa ra câu nào dùng được"),
    "endless": (Reply("lời ", endless=True), "không đưa ra câu nào dùng được"),
    "thinks for ever": (Reply("<think>Để xem nào. ", endless=True), "không đưa ra câu nào dùng được"),
    "no answer": (Reply(TOLD, first_delay_seconds=9), "không trả lời kịp"),
    "stalls": (Reply(TOLD, stall_after=3), "không trả lời kịp"),
    "dawdles": (Reply(TOLD, delay_seconds=0.4), "không trả lời xong kịp"),
    "breaks off": (Reply(TOLD, break_after=3), "bị ngắt giữa chừng"),
    "not found": (Reply(status=404), "không kết nối được"),
    "too long": (Reply(status=400), "không kết nối được"),
    "no model": (Reply(body=b"<html>"), "không kết nối được"),
}


@pytest.mark.parametrize(("reply", "told"), FAILURES.values(), ids=FAILURES.keys())
def test_where_the_model_fails_the_clauses_answer(
    worded_by: Open, assistant: PolicyAssistant, reply: Reply, told: str
):
    seconds = 30.0 if reply.endless else 3.0  # a flood is cut off by its length, long before
    with worded_by(reply, llm_answer_tokens=100, llm_total_seconds=seconds) as (with_model, _):
        started = time.monotonic()
        answer = with_model.ask(LABOUR)
        assert time.monotonic() - started < seconds + 3
    extractive = assistant.ask(LABOUR)
    assert (answer.text, answer.citations) == (extractive.text, extractive.citations)
    assert answer.mode == "extractive"
    assert told in " ".join(answer.warnings)


def test_a_server_that_fails_for_a_moment_is_asked_again(worded_by: Open):
    script = [Reply(status=500), Reply(status=429, headers={"Retry-After": "0"}), TOLD]
    with worded_by(script, llm_silence_seconds=10.0, llm_total_seconds=10.0) as (assistant, server):
        assert assistant.ask(LABOUR).text == TOLD
    assert len(server.requests) == 3


def test_what_was_shown_before_the_stream_broke_stays_and_the_rest_is_added(worded_by: Open):
    first = "Huế đặt tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%. [1]"
    with worded_by(Reply(f"{first}\nCần Thơ đặt", break_after=len(first.split()) + 2)) as (assistant, _):
        answer = assistant.ask(BOTH)
    assert answer.sentences[0].text == first.removesuffix(" [1]")
    assert "90%" in answer.text
    assert answer.mode == "generated"
    assert answer.warnings == (
        "Mô hình ngôn ngữ bị ngắt giữa chừng; phần còn lại là nguyên văn các điều khoản.",
    )


def test_evidence_is_cut_to_the_budget_and_the_question_never(worded_by: Open, assistant: PolicyAssistant):
    question = "Mục II.3 của kế hoạch Huế nói gì, " + "tôi cần danh sách đầy đủ, " * 12
    with worded_by("Tóm tắt.", llm_context_tokens=1024, llm_answer_tokens=200) as (with_model, server):
        answer = with_model.ask(question)
    prompt = server.requests[0].prompt
    assert count_tokens(prompt) <= 1024 - 200
    assert prompt.count("tôi cần danh sách đầy đủ") == 12
    assert 1 <= prompt.count("<source number=") < 9
    assert texts(answer) == texts(assistant.ask(question))


def test_no_room_for_any_evidence_leaves_the_clauses_to_answer(worded_by: Open, assistant: PolicyAssistant):
    question = LABOUR + ", tỷ lệ này" * 60
    with worded_by(TOLD, llm_context_tokens=1024, llm_answer_tokens=400) as (with_model, server):
        answer = with_model.ask(question)
    assert answer.text == assistant.ask(question).text
    assert not server.requests


# Events.


def test_the_events_are_what_was_found_the_sentences_and_the_answer(worded_by: Open):
    with worded_by(TOLD + " Xin cảm ơn.") as (assistant, _):
        events = list(assistant.stream(LABOUR))
    found, sentence, done = events
    assert isinstance(found, Retrieved)
    assert found.standalone_question == "tỷ lệ lao động qua đào tạo của Huế đến 2030"
    assert found.hits
    assert isinstance(sentence, CheckedSentence)
    assert isinstance(done, Done)
    assert sentence.citations == done.answer.citations


@pytest.mark.parametrize(
    "question", [LABOUR, BOTH, COMPARED, "Công an thành phố làm gì?", "Đà Nẵng có mục tiêu gì?"]
)
@pytest.mark.parametrize("reply", [TOLD, LIE, ""])
def test_the_sentences_of_the_events_add_up_to_the_answer(worded_by: Open, question: str, reply: str):
    with worded_by(reply) as (assistant, _):
        events: list[Event] = list(assistant.stream(question))
    answer = events[-1].answer  # type: ignore[union-attr]
    sentences = [event for event in events if isinstance(event, CheckedSentence)]
    assert "".join(event.text for event in sentences) == answer.text
    assert tuple(event.sentence for event in sentences) == answer.sentences
    assert tuple(c for event in sentences for c in event.citations) == answer.citations


def test_a_sentence_is_shown_before_the_next_one_is_there(worded_by: Open):
    reply = Reply(f"{TOLD}\nCòn Cần Thơ", stall_after=len(TOLD.split()) + 1)
    with worded_by(reply, llm_silence_seconds=30.0, llm_total_seconds=30.0) as (assistant, server):
        events = assistant.stream(LABOUR)
        next(events)
        shown = next(events)
        assert server.left == 0  # it is still being listened to
        events.close()
        assert eventually(lambda: server.left == 1)
    assert isinstance(shown, CheckedSentence)
    assert shown.text == TOLD


def test_closing_the_events_stops_the_model(worded_by: Open):
    patient = {"llm_silence_seconds": 30.0, "llm_total_seconds": 30.0}  # however busy the machine is
    with worded_by(Reply(f"{TOLD}\n", endless=True, delay_seconds=0.02), **patient) as (
        assistant,
        server,
    ):
        events = assistant.stream(LABOUR)
        next(events)
        next(events)
        assert server.left == 0
        events.close()
        assert eventually(lambda: server.left == 1)


# Conversations.

BEFORE = ["Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?"]
FOLLOW_UP = "Mớ ấy bới từ đâu?"
REWRITTEN = "Mớ tiền để thực hiện kế hoạch của Huế bới từ nguồn kinh phí nào?"


def conversing(rewritten: str) -> Callable[[Asked], str]:
    """A model that rewrites every follow-up in this way, and words nothing."""
    return lambda request: rewritten if "<history>" in request.prompt else ""


def test_the_model_rewrites_a_follow_up_that_the_rules_cannot_answer(
    worded_by: Open, assistant: PolicyAssistant
):
    assert assistant.ask(FOLLOW_UP, history=BEFORE).abstained
    with worded_by(conversing(REWRITTEN)) as (with_model, server):
        answer = with_model.ask(FOLLOW_UP, history=BEFORE)
        counts = with_model.generation_counts()
    assert not answer.abstained
    assert answer.question == FOLLOW_UP
    assert answer.standalone_question == REWRITTEN
    assert answer.text == assistant.ask(REWRITTEN).text
    assert counts["condensed"] == 1
    assert f"- {BEFORE[0]}" in server.requests[0].prompt


@pytest.mark.parametrize(
    "rewritten",
    [
        "Hạn báo cáo hằng năm ở Huế?",  # nobody asked that
        REWRITTEN.replace("Huế", "Cần Thơ"),
        REWRITTEN.replace("?", " 2045?"),
        REWRITTEN * 9,
        "",
    ],
    ids=["another question", "another place", "another year", "chatter", "nothing"],
)
def test_a_rewriting_that_asks_something_else_is_not_taken(
    worded_by: Open, assistant: PolicyAssistant, rewritten: str
):
    with worded_by(conversing(rewritten)) as (with_model, _):
        answer = with_model.ask(FOLLOW_UP, history=BEFORE)
        assert with_model.generation_counts() == {"condensed_refused": 1}
    assert answer.abstained
    assert answer.text == assistant.ask(FOLLOW_UP, history=BEFORE).text


def test_a_long_conversation_is_cut_from_its_beginning(worded_by: Open):
    history = [f"Câu hỏi thứ {n}: " + "Sở Tài chính làm gì? " * 25 for n in range(8)] + BEFORE
    with worded_by(conversing(REWRITTEN), llm_context_tokens=2048, llm_answer_tokens=100) as (
        assistant,
        server,
    ):
        assistant.ask(FOLLOW_UP, history=history)
    prompt = server.requests[0].prompt
    assert count_tokens(prompt) <= 1948
    assert BEFORE[0] in prompt
    assert "Câu hỏi thứ 7" in prompt
    assert "Câu hỏi thứ 0" not in prompt


def test_a_model_that_is_down_leaves_a_follow_up_to_the_rules(worded_by: Open, assistant: PolicyAssistant):
    with worded_by(Reply(status=404)) as (with_model, _):
        answer = with_model.ask(FOLLOW_UP, history=BEFORE)
    assert answer.text == assistant.ask(FOLLOW_UP, history=BEFORE).text


def test_the_model_is_not_asked_what_a_follow_up_means_where_the_rules_know(worded_by: Open):
    with worded_by("Cần Thơ đặt tỷ lệ lao động qua đào tạo đạt 90%. [1]") as (assistant, server):
        answer = assistant.ask("Còn Cần Thơ thì sao?", history=[LABOUR])
    assert answer.standalone_question == "tỷ lệ lao động qua đào tạo của Cần Thơ đến 2030"
    assert len(server.requests) == 1


# A real model.


@pytest.mark.skipif("GGUF_MODEL" not in os.environ, reason="GGUF_MODEL names no model file")
@pytest.mark.parametrize("question", [LABOUR, COMPARED])
def test_a_real_model_words_an_answer(corpus_settings: Settings, question: str):
    settings = corpus_settings.model_copy(
        update={
            "llm": f"gguf:{os.environ['GGUF_MODEL']}",
            "llm_silence_seconds": 240.0,
            "llm_total_seconds": 480.0,
            "llm_answer_tokens": 200,
            "llm_context_tokens": 4096,
        }
    )
    with PolicyAssistant.open(settings) as assistant:
        answer = assistant.ask(question)
        counts = assistant.generation_counts()
    assert "80%" in answer.text
    assert not any(name.startswith("failed_") and name != "failed_unusable" for name in counts), counts
