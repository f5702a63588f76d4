"""The assistant end to end on the project's own corpus: what is asked, what is answered, and the contract of both."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from assistant import PolicyAssistant
from assistant.answers import read_markers
from assistant.checks import unsupported_values
from assistant.errors import IndexUnavailableError, QuestionError, UnknownDocumentError
from assistant.index import open_encoder
from assistant.settings import Settings
from assistant.types import Answer

LABOUR = "ty le lao dong qua dao tao cua hue den 2030"
QUESTIONS = [
    LABOUR,
    "Kế hoạch Cần Thơ chi bao nhiêu % GRDP cho R&D?",
    "Hạn báo cáo hằng năm ở Cần Thơ?",
    "Công an thành phố làm gì?",
    "Liệt kê các mục tiêu của Cần Thơ đến năm 2030",
    "So sánh tỷ lệ lao động qua đào tạo của Huế và Cần Thơ đến 2030",
    "Mục II.3 của kế hoạch Huế nói gì?",
    "Hà Nội dự kiến đào tạo bao nhiêu nhân lực số?",
    "Có phải Huế đặt 90% lao động qua đào tạo đến năm 2030?",
    "Sóc Trăng có tỷ lệ lao động qua đào tạo bao nhiêu đến 2030?",
    "Đà Nẵng có mục tiêu gì?",
    "Bộ Quốc phòng làm gì?",
    "Thời tiết hôm nay thế nào?",
    "What is the trained labour rate of Hue by 2030?",
]


def where(answer: Answer) -> list[tuple[str, str]]:
    return [(c.document_id, c.address) for c in answer.citations]


# What the product was asked to show.


def test_the_rate_of_hue_is_over_80_percent_and_not_can_thos_90(assistant: PolicyAssistant):
    answer = assistant.ask(LABOUR)
    assert not answer.abstained
    assert where(answer) == [("hue-1002", "mục II.2, gạch đầu dòng 1")]
    assert "**đạt trên 80%**" in answer.sentences[0].text
    assert "90" not in answer.text


def test_and_can_tho_is_90_percent(assistant: PolicyAssistant):
    answer = assistant.ask("Còn Cần Thơ thì sao?", history=[LABOUR])
    assert answer.standalone_question == "tỷ lệ lao động qua đào tạo của Cần Thơ đến 2030"
    assert where(answer) == [("can-tho-1002", "mục II.2.a")]
    assert "**đạt 90%**" in answer.sentences[0].text
    assert "80" not in answer.text


def test_until_2035_asks_for_the_next_period(assistant: PolicyAssistant):
    history = ["Tỷ lệ lao động qua đào tạo lĩnh vực công nghệ cao của Huế đến năm 2030?"]
    answer = assistant.ask("Đến 2035?", history=history)
    assert where(answer)[0] == ("hue-1002", "mục II.3, gạch đầu dòng 1")
    assert "30%" in answer.text


def test_who_leads_is_asked_of_the_task_before(assistant: PolicyAssistant):
    history = ["Hướng dẫn, đề xuất nhiệm vụ nghiên cứu gắn với đào tạo nhân lực khoa học công nghệ ở Huế"]
    answer = assistant.ask("Đơn vị nào chủ trì?", history=history)
    assert where(answer)[0] == ("hue-1002", "mục V.2")
    assert "**Sở Khoa học và Công nghệ**" in answer.sentences[0].text


def test_can_tho_states_no_share_for_research_and_hue_does(assistant: PolicyAssistant):
    answer = assistant.ask("Kế hoạch Cần Thơ chi bao nhiêu % GRDP cho R&D?")
    assert answer.abstained
    assert answer.abstention_reason == "not_in_corpus"
    assert answer.sentences[0].kind == "absence"
    assert answer.sentences[0].text.startswith("Không tìm thấy nội dung được hỏi ở Cần Thơ:")
    assert {document for document, _ in where(answer)} == {"hue-1002"}
    assert "% GRDP chi cho nghiên cứu phát triển (R&D)" in answer.text


def test_the_yearly_report_of_can_tho_is_due_on_15_november_to_the_department_of_education(
    assistant: PolicyAssistant,
):
    answer = assistant.ask("Hạn báo cáo hằng năm ở Cần Thơ?")
    assert where(answer) == [("can-tho-1002", "mục V.10")]
    assert "15 tháng 11" in answer.sentences[0].text
    assert "Sở Giáo dục và Đào tạo" in answer.text


def test_the_police_have_both_of_their_duties(assistant: PolicyAssistant):
    answer = assistant.ask("Công an thành phố làm gì?")
    assert where(answer) == [("can-tho-1002", "mục V.4.a"), ("can-tho-1002", "mục V.4.b")]
    assert answer.coverage is not None
    assert (answer.coverage.shown, answer.coverage.total) == (2, 2)


@pytest.mark.parametrize(
    ("place", "period", "document", "address", "count"),
    [
        ("Huế", "đến năm 2030", "hue-1002", "mục II.2", 9),
        ("Huế", "giai đoạn 2030-2035", "hue-1002", "mục II.3", 7),
        ("Cần Thơ", "đến năm 2030", "can-tho-1002", "mục II.2", 8),
        ("Cần Thơ", "giai đoạn 2030-2035", "can-tho-1002", "mục II.3", 5),
    ],
)
def test_a_list_of_targets_is_complete(
    assistant: PolicyAssistant, place: str, period: str, document: str, address: str, count: int
):
    answer = assistant.ask(f"Liệt kê các mục tiêu của {place} {period}")
    assert answer.coverage is not None
    assert (answer.coverage.shown, answer.coverage.total) == (count, count)
    assert f"gồm {count} nội dung" in answer.sentences[0].text
    assert {c.document_id for c in answer.citations} == {document}
    assert all(c.address.startswith(address) for c in answer.citations)
    assert len(answer.citations) == count + 1  # the items and their heading


def test_a_comparison_has_a_verdict_and_both_sides(assistant: PolicyAssistant):
    answer = assistant.ask("So sánh tỷ lệ lao động qua đào tạo của Huế và Cần Thơ đến 2030")
    assert answer.sentences[0].kind == "derived"
    assert "Chưa so được Huế (đạt trên 80%) với Cần Thơ (đạt 90%)" in answer.sentences[0].text
    assert set(where(answer)) == {("hue-1002", "mục II.2, gạch đầu dòng 1"), ("can-tho-1002", "mục II.2.a")}


def test_press_is_marked_as_press(assistant: PolicyAssistant):
    answer = assistant.ask("Hà Nội dự kiến đào tạo bao nhiêu nhân lực số?")
    assert {c.tier for c in answer.citations} == {"press"}
    assert "50.000" in answer.text
    assert "báo chí" in answer.text
    assert answer.warnings


def test_a_question_without_a_place_is_answered_for_both_plans(assistant: PolicyAssistant):
    answer = assistant.ask("Tỷ lệ lao động qua đào tạo đến năm 2030 là bao nhiêu?")
    assert not answer.abstained
    assert {"hue-1002", "can-tho-1002"} <= {c.document_id for c in answer.citations}


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Bộ Quốc phòng làm gì?", "wrong_premise"),
        ("Đà Nẵng có mục tiêu gì?", "not_in_corpus"),
        ("Mục VIII.3 của kế hoạch Huế nói gì?", "not_in_corpus"),
        ("Thời tiết hôm nay thế nào?", "out_of_scope"),
    ],
)
def test_an_abstention_says_why_and_has_a_text(assistant: PolicyAssistant, question: str, reason: str):
    answer = assistant.ask(question)
    assert (answer.abstained, answer.abstention_reason) == (True, reason)
    assert answer.text
    assert {s.kind for s in answer.sentences} >= {"absence"}


# The contract.

ANSWER_KEYS = (
    "question standalone_question language text sentences outcome abstained abstention_reason citations coverage mode warnings "
    "timings_ms index_id settings_id tables as_of"
).split()
CITATION_KEYS = (
    "number document_id document_title document_number issuer tier address headings page quote start end url form"
).split()


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_keeps_the_contract(assistant: PolicyAssistant, question: str):
    answer = assistant.ask(question)
    row: dict[str, Any] = json.loads(json.dumps(answer.to_dict(), ensure_ascii=False))
    texts = {d.id: d.text for d in assistant.documents()}
    sections = {d: {s.id for s in assistant.sections(d)} for d in texts}
    assert list(row) == ANSWER_KEYS
    assert row["question"] == question
    assert (row["mode"], row["language"] in ("vi", "en")) == ("extractive", True)
    assert row["outcome"] == ("not_stated" if row["abstained"] else "answered")
    assert row["abstained"] == (row["abstention_reason"] is not None)
    assert row["abstention_reason"] in (None, "not_in_corpus", "wrong_premise", "out_of_scope", "ambiguous")
    assert row["coverage"] is None or set(row["coverage"]) == {"shown", "total"}
    assert row["timings_ms"]["total"] > 0
    assert row["index_id"]
    assert row["settings_id"]
    for number, citation in enumerate(row["citations"], start=1):
        assert list(citation) == CITATION_KEYS
        assert citation["number"] == number
        assert citation["quote"] == texts[citation["document_id"]][citation["start"] : citation["end"]] != ""
        assert citation["tier"] in ("official", "press")
        document, _, clause = citation["url"].removeprefix("/documents/").partition("#")
        assert document == citation["document_id"]
        assert clause in sections[document]
    numbers = [c["number"] for c in row["citations"]]
    assert list(dict.fromkeys(read_markers(row["text"]))) == numbers
    assert {n for s in row["sentences"] for n in s["citations"]} == set(numbers)
    for sentence in answer.sentences:
        assert sentence.kind in ("stated", "derived", "absence", "framing")
        assert sentence.text in answer.text
        if sentence.kind == "stated":
            assert sentence.citations
            assert unsupported_values(sentence, answer.citations) == []


def test_an_english_question_gets_english_words_around_the_vietnamese_quotation(assistant: PolicyAssistant):
    value, duties = (
        assistant.ask("What is the trained labour rate of Hue by 2030?"),
        assistant.ask("What does the city police do?"),
    )
    assert (value.language, duties.language) == ("en", "en")
    assert where(value) == [("hue-1002", "mục II.2, gạch đầu dòng 1")]
    assert "“Tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%" in value.text
    assert where(duties) == [("can-tho-1002", "mục V.4.a"), ("can-tho-1002", "mục V.4.b")]
    assert "2 duties" in duties.sentences[0].text


def test_an_english_abstention_is_in_english(assistant: PolicyAssistant):
    answer = assistant.ask("Which phones are sold in Paris shops?")
    assert (answer.language, answer.abstained) == ("en", True)
    assert "not found in the indexed documents: they do not state it, or in other words." in answer.text


# Bounds.


def test_answers_stay_within_the_documents_and_places_that_a_request_names(assistant: PolicyAssistant):
    question = "Tỷ lệ lao động qua đào tạo đến năm 2030 là bao nhiêu?"
    by_document = assistant.ask(question, documents=["can-tho-1002"])
    by_place = assistant.ask(question, places=["can tho"])
    former = assistant.ask(question, places=["Sóc Trăng"])
    for answer in (by_document, by_place, former):
        assert where(answer) == [("can-tho-1002", "mục II.2.a")]


def test_a_question_about_a_place_out_of_bounds_is_not_answered_from_elsewhere(assistant: PolicyAssistant):
    answer = assistant.ask(LABOUR, documents=["can-tho-1002"])
    assert answer.abstained
    assert "80%" not in answer.text


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ({"documents": ["hue"]}, "there is no document “hue”"),
        ({"documents": ["hue-1002", ""]}, "there is no document “”"),
        ({"places": ["Paris"]}, "“Paris” is no province or city"),
        ({"places": ["Đà Nẵng"]}, "no document of Đà Nẵng is indexed"),
        ({"documents": ["hue-1002"], "places": ["Cần Thơ"]}, "no document of Cần Thơ"),
    ],
)
def test_bounds_that_name_nothing_are_refused_with_what_there_is(
    assistant: PolicyAssistant, bounds: dict[str, list[str]], message: str
):
    for call in (assistant.ask, assistant.search):
        with pytest.raises(UnknownDocumentError) as caught:
            call("Mục tiêu?", **bounds)  # type: ignore[arg-type]
        assert message in caught.value.message
        assert "Huế" in caught.value.hint or "hue-1002" in caught.value.hint


# Turns.


def test_only_the_last_turns_are_remembered(corpus_settings: Settings):
    with PolicyAssistant.open(corpus_settings.model_copy(update={"history_turns": 1})) as forgetful:
        remembered = forgetful.ask("Còn Cần Thơ thì sao?", history=["Sở Tài chính ở Huế làm gì?", LABOUR])
        forgotten = forgetful.ask("Còn Cần Thơ thì sao?", history=[LABOUR, "Sở Tài chính ở Huế làm gì?"])
    assert remembered.standalone_question == "tỷ lệ lao động qua đào tạo của Cần Thơ đến 2030"
    assert "lao động" not in forgotten.standalone_question


def test_no_turn_is_remembered_when_none_is_asked_for(corpus_settings: Settings):
    with PolicyAssistant.open(corpus_settings.model_copy(update={"history_turns": 0})) as forgetful:
        answer = forgetful.ask("Còn Cần Thơ thì sao?", history=[LABOUR])
    assert answer.standalone_question == "Còn Cần Thơ thì sao?"


def test_an_answer_depends_on_its_own_turns_only(assistant: PolicyAssistant):
    before = assistant.ask("Còn Cần Thơ thì sao?").text
    assistant.ask("Còn Cần Thơ thì sao?", history=[LABOUR])
    assert assistant.ask("Còn Cần Thơ thì sao?").text == before


def test_eight_threads_get_the_answers_that_one_gets(assistant: PolicyAssistant):
    alone = {question: assistant.ask(question) for question in QUESTIONS}
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(assistant.ask, QUESTIONS * 3))
    for question, answer in zip(QUESTIONS * 3, together, strict=True):
        expected = alone[question]
        assert (answer.text, answer.sentences, answer.citations) == (
            expected.text,
            expected.sentences,
            expected.citations,
        )


# The other calls.


def test_search_gives_ranked_hits_with_verbatim_texts(assistant: PolicyAssistant):
    hits = assistant.search(LABOUR, k=5)
    texts = {d.id: d.text for d in assistant.documents()}
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]
    assert (hits[0].chunk.document_id, str(hits[0].chunk.address)) == (
        "hue-1002",
        "mục II.2, gạch đầu dòng 1",
    )
    for hit in hits:
        row = hit.to_dict()
        assert list(row) == ["rank", "score", "document_id", "address", "headings", "text", "start", "end"]
        assert row["text"] == texts[row["document_id"]][row["start"] : row["end"]]


def test_search_keeps_to_its_bounds(assistant: PolicyAssistant):
    assert {h.chunk.document_id for h in assistant.search("nhân lực số", k=50, places=["Huế"])} == {
        "hue-1002"
    }


def test_documents_and_sections_are_those_of_the_corpus(assistant: PolicyAssistant):
    assert [d.id for d in assistant.documents()][:2] == ["hue-1002", "can-tho-1002"]
    sections = assistant.sections("can-tho-1002")
    assert {s.document_id for s in sections} == {"can-tho-1002"}
    assert list(sections[0].to_dict()) == [
        "id",
        "parent",
        "address",
        "heading",
        "kind",
        "text",
        "start",
        "end",
    ]
    with pytest.raises(UnknownDocumentError):
        assistant.sections("nothing")


def test_the_registers_have_the_promised_columns(assistant: PolicyAssistant):
    promised = {
        "document_id", "place", "indicator", "indicator_name", "comparator", "value", "unit", "base", "period", "kind", "parent",
        "address", "quote", "start", "end", "unsure",
    }  # fmt: skip
    assert promised <= set(assistant.targets()[0].to_dict())
    promised = {
        "document_id", "place", "agency", "agency_name", "role", "task", "partners", "product", "deadline", "recipient",
        "address", "quote", "start", "end", "unsure",
    }  # fmt: skip
    assert promised <= set(assistant.responsibilities()[0].to_dict())


def test_there_is_no_assistant_without_an_index(tmp_path):
    with pytest.raises(IndexUnavailableError) as caught:
        PolicyAssistant.open(Settings(index_dir=tmp_path / "nothing"))
    assert "policy-assistant index" in caught.value.hint


@pytest.mark.parametrize("question", ["", " \n\t", "\x00\u200b\ud800"])
def test_an_empty_question_is_refused(assistant: PolicyAssistant, question: str):
    with pytest.raises(QuestionError, match="the question is empty"):
        assistant.ask(question)


def test_an_encoder_that_is_given_stands_for_that_of_the_settings(
    corpus_settings: Settings, assistant: PolicyAssistant
) -> None:
    given = open_encoder(corpus_settings)
    asked: list[str] = []

    class Listening:
        id, dimension = given.id, given.dimension
        embed_passages = given.embed_passages

        def embed_queries(self, texts):
            asked.extend(texts)
            return given.embed_queries(texts)

    with PolicyAssistant(corpus_settings, encoder=Listening()) as other:
        assert other.ask(LABOUR).text == assistant.ask(LABOUR).text
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Đến 2030 Huế có trên 80% lao động công nghệ cao, đúng không?", "**Không.**"),
        ("Đến 2030 Huế có trên 80% lao động qua đào tạo, đúng không?", "**Đúng.**"),
    ],
)
def test_a_share_is_confirmed_of_its_own_whole_alone(assistant: PolicyAssistant, question: str, verdict: str):
    assert assistant.ask(question).text.startswith(verdict)
