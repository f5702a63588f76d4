"""Turns that ask nothing of the documents: what is one, what is said to it, and that it disturbs nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant import PolicyAssistant
from assistant.index import build_index
from assistant.language.diacritics import Restorer
from assistant.language.places import find_places
from assistant.language.text import fold
from assistant.language.vocabulary import VOCABULARY
from assistant.messages.answers import PHRASES
from assistant.messages.phrases import Language
from assistant.questions import Understanding
from assistant.questions.talk import Talk, as_query, read_talk, without_talk
from assistant.settings import Settings
from assistant.types import Catalog, Document, Retrieved
from tests.answer_helpers import answer_of, reference_of
from tests.index_helpers import make_catalog, serve_embeddings

TABLE: dict[str, Any] = tomllib.loads((VOCABULARY / "talk.toml").read_text(encoding="utf-8"))
ACTS: dict[str, dict[str, list[str]]] = TABLE["acts"]
ABOUT_THE_LAST_ANSWER = ("locate", "issuer", "shorten", "continue", "repeat", "recap", "challenge")
PAGES: tuple[Language, ...] = ("vi", "en")
LABOUR = "Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?"


# A library that speaks of what the examples ask.
KNOWN = Restorer.learn([turn for row in ACTS.values() for turn in row["other"]])


def act_of(turn: str, history: Sequence[str] = ()) -> str | None:
    talk = read_talk(turn, KNOWN, history)
    return talk.act if talk else None


# What is one.


@pytest.mark.parametrize(
    "turn",
    [
        "Cảm ơn nhiều, đỡ mất công lục tủ hồ sơ", "cam on em, do mat cong qua", "ok hay quá, mai anh lại ghé nhé",
        "cám ơn bạn - sáng giờ mới ra", "Great, that saves me an hour",
    ],
)  # fmt: skip
def test_thanks_that_say_more_and_ask_nothing_are_thanks(turn: str):
    talk = read_talk(turn, KNOWN, ["Sơn La trồng bao nhiêu rừng?"])
    assert talk is not None
    assert talk.act in ("thanks", "praise")


@pytest.mark.parametrize(
    "turn",
    [
        "Cảm ơn nhiều, hạn nộp là bao giờ", "cảm ơn, cho xin kinh phí", "hay quá, còn Sơn La", "thanks, list the targets",
        "Cảm ơn, năm 2030 nữa",
    ],
)  # fmt: skip
def test_thanks_before_a_question_are_none(turn: str):
    talk = read_talk(turn, KNOWN, ["Lào Cai trồng bao nhiêu rừng?"])
    assert talk is None or talk.act not in ("thanks", "praise")


@pytest.mark.parametrize(
    ("turn", "act"),
    [
        ("tôi nghe nói tỉnh chi tới 5% cơ mà", "challenge"),
        ("ủa em tưởng đưa đi tận 300 lượt lận", "challenge"),
        ("em nhớ chỉ có 50 trạm bơm vùng cao thôi phải không", None),
        ("tôi nghe nói Sơn La chi tới 5%", None),
        ("sai rồi, bên em nghe bảo 12 tỷ thôi", "challenge"),
        ("trat lat roi ban oi, chi co 2 ty thoi", "challenge"),
        ("That's wrong, I heard it was 12 billion", "challenge"),
        ("sai rồi, 12 tỷ đó ai chi", None),
    ],
)
def test_a_figure_that_was_heard_challenges_the_answer_where_it_says_no_more(turn: str, act: str | None):
    talk = read_talk(turn, KNOWN, ["Tỉnh chi bao nhiêu?"])
    assert (talk.act if talk else None) == act


@pytest.mark.parametrize(
    ("before", "act"), [("Kinh phí của kế hoạch là bao nhiêu?", None), ("Ai chủ trì việc này?", "locate")]
)
def test_where_money_is_taken_from_asks_no_source(before: str, act: str | None):
    talk = read_talk("lấy từ đâu?", KNOWN, [before])
    assert (talk.act if talk else None) == act


@pytest.mark.parametrize("turn", ["Số, ký hiệu?", "bản này có mấy mục", "tóm tắt cả bài đó trong 4 ý"])
def test_what_is_asked_of_a_document_is_no_act(turn: str):
    assert read_talk(turn, KNOWN, ["Ai ký kế hoạch của Sơn La?"]) is None


@pytest.mark.parametrize(("act", "turn"), [(act, turn) for act, row in ACTS.items() for turn in row["read"]])
def test_a_turn_that_is_wholly_an_act_is_read_as_it_with_and_without_diacritics(act: str, turn: str):
    before = ["Ai chủ trì việc này?"] if act == "issuer" else []  # else it asks of documents
    for typed in (turn, fold(turn), turn.upper(), f"  {turn}!!! 🙂"):
        assert act_of(typed, before) == act


@pytest.mark.parametrize("turn", [turn for row in ACTS.values() for turn in row["other"]])
def test_a_turn_that_holds_anything_else_is_a_question(turn: str):
    assert act_of(turn) is None
    assert act_of(fold(turn)) is None


def test_every_act_has_a_reply_and_examples_of_both_kinds():
    replied = {f"talk_{act}" for act in (*ACTS, "unclear") if act not in ABOUT_THE_LAST_ANSWER}
    assert replied <= PHRASES.keys()
    assert [act for act, row in ACTS.items() if len(row["read"]) < 4 or len(row["other"]) < 3] == []


def test_no_phrase_of_an_act_names_a_place_or_stands_in_two_acts():
    phrases = [(phrase, act) for act, row in ACTS.items() for phrase in (*row["vi"], *row["en"])]
    capitals = {phrase for phrase, _ in phrases if phrase.startswith("thủ đô của")}  # of other countries
    assert [phrase for phrase, _ in phrases if find_places(phrase) and phrase not in capitals] == []
    acts: dict[str, str] = {}
    assert [phrase for phrase, act in phrases if acts.setdefault(phrase, act) != act] == []


def test_a_syllable_with_another_mark_is_another_word():
    assert act_of("tám biệt thự") != "farewell"
    assert act_of("hướng dân") != "abilities"


def test_words_of_everybody_begin_a_conversation_in_the_language_of_the_page():
    for turn in ("hello", "help", "ok", "???"):
        talks = [read_talk(turn, KNOWN, [], page) for page in PAGES]
        assert [talk.language for talk in talks if talk] == [*PAGES]
    assert read_talk("What can you do?", KNOWN, [], "vi") == Talk("abilities", "en")
    assert read_talk("cảm ơn", KNOWN, [], "en") == Talk("thanks", "vi")
    assert read_talk("ok", KNOWN, ["What is the target of Hue?"], "vi") == Talk("acknowledgement", "en")
    assert read_talk("???", KNOWN, ["What is the target of Hue?"], "vi") == Talk("unclear", "vi")


@pytest.mark.parametrize(
    ("turn", "history", "language"),
    [
        ("cảm ơn", [], "vi"), ("cam on", ["What is the target of Hue?"], "vi"),
        ("thanks", [], "en"), ("thanks", ["Mục tiêu của Huế là gì?"], "vi"), ("ok", ["What is the target of Hue?"], "en"),
        ("What can you do?", ["Mục tiêu của Huế là gì?"], "en"),
        ("hello ad", [], "vi"), ("thank you nhé", ["What is the target of Hue?"], "vi"), ("ok em", [], "vi"),
        ("hi chatbot", [], "en"), ("good morning everyone", [], "en"), ("ok bot", ["Mục tiêu của Huế là gì?"], "vi"),
        ("???", [], "vi"), ("???", ["What is the target of Hue?"], "en"),
    ],
)  # fmt: skip
def test_the_reply_is_in_the_language_of_the_turn_or_for_words_of_everybody_of_the_conversation(
    turn: str, history: list[str], language: str
):
    talk = read_talk(turn, KNOWN, history)
    assert talk is not None
    assert talk.language == language


@pytest.mark.parametrize(
    ("turn", "question"),
    [
        ("ok còn Đồng Nai?", "còn Đồng Nai?"),
        ("Chào bạn. Cảm ơn nhé! Sở Nội vụ làm gì?", "Sở Nội vụ làm gì?"),
        ("trợ lý ơi, cho hỏi hạn báo cáo", "cho hỏi hạn báo cáo"),
        ("trợ lý ơi cho tôi hỏi hạn báo cáo", "cho tôi hỏi hạn báo cáo"),
        ("thanks, what about Da Nang?", "what about Da Nang?"),
        ("cam on the con Son La", "con Son La"),
        ("Hội nghị, cảm ơn ai?", "Hội nghị, cảm ơn ai?"),
        ("Chào bán, cho thuê nhà ở đâu?", "Chào bán, cho thuê nhà ở đâu?"),
        ("Được bao nhiêu giáo viên?", "Được bao nhiêu giáo viên?"),
        ("bạn, còn Sơn La?", "bạn, còn Sơn La?"),
        ("còn Sơn La?", "còn Sơn La?"),
    ],
)
def test_the_talk_that_a_question_opens_with_is_left_out(turn: str, question: str):
    assert without_talk(turn) == question


@pytest.mark.parametrize(
    ("turn", "question"),
    [
        ("Sở Nội vụ lo việc gì ạ?", "Sở Nội vụ lo việc gì?"),
        ("so noi vu lo viec gi a, em cam on anh", "so noi vu lo viec gi"),
        ("SO NOI VU LO VIEC GI A", "SO NOI VU LO VIEC GI"),
        ("so noi vu lo viec gi a cam on ad", "so noi vu lo viec gi"),
        ("Sở Nội vụ lo việc gì? Cảm ơn nhiều ạ!", "Sở Nội vụ lo việc gì?"),
        ("Kinh phí bao nhiêu - trân trọng cảm ơn", "Kinh phí bao nhiêu"),
        ("Kinh phí bao nhiêu giúp em với ạ, tks", "Kinh phí bao nhiêu"),
        ("Kinh phí bao nhiêu nha", "Kinh phí bao nhiêu"),
        ("chao ad, kinh phi bao nhieu thanks", "kinh phi bao nhieu"),
        ("Who pays for it, please? Thank you!", "Who pays for it?"),
        ("Lễ tri ân do ai tổ chức, cảm ơn nhà tài trợ nào?", "Lễ tri ân do ai tổ chức, cảm ơn nhà tài trợ nào?"),
        ("Đơn vị nào viết thư cảm ơn?", "Đơn vị nào viết thư cảm ơn?"),
        ("Who writes the letter of thanks?", "Who writes the letter of thanks?"),
        ("ngan sach mua vitamin a", "ngan sach mua vitamin a"),
        ("khoan 3 dieu 8 diem a", "khoan 3 dieu 8 diem a"),
        ("Danh sách xã thuộc nhóm A", "Danh sách xã thuộc nhóm A"),
        ("Danh sách hồ chứa loại a, cảm ơn", "Danh sách hồ chứa loại a"),
        ("ho so theo mau a", "ho so theo mau a"),
        ("tien do giai ngan du an a", "tien do giai ngan du an a"),
        ("gia tri goi thau a a", "gia tri goi thau a"),
        ("ai duyet du toan a", "ai duyet du toan"),
        ("cong nghe X, Y, bot", "cong nghe X, Y, bot"),
        ("bao nhieu lao dong cong nghiep nhe", "bao nhieu lao dong cong nghiep nhe"),
        ("moi ho duoc may can nha", "moi ho duoc may can nha"),
    ],
)  # fmt: skip
def test_the_talk_that_a_question_ends_with_is_left_out(turn: str, question: str):
    assert without_talk(turn) == question


def test_what_is_said_behind_a_question_is_looked_for_at_its_end_only():
    assert without_talk("Hạn nộp" + " ạ" * 7) == "Hạn nộp ạ ạ"
    assert without_talk("Hạn nộp, cảm ơn" + " nhiều" * 25) == "Hạn nộp, cảm ơn" + " nhiều" * 25


def test_the_assistant_is_told_from_who_by_its_capitals():
    assert act_of("AI à?") == act_of("là AI à") == "identity"
    assert [act_of(turn) for turn in ("ai à?", "Ai ạ?", "ai a")].count("identity") == 0


# What is said.


def documents_of(*documents: Document) -> Catalog:
    return Catalog(documents, (), (), (), ())


def plan(nth: int, **fields: Any) -> Document:
    given: dict[str, Any] = {
        "title": f"Kế hoạch {nth}",
        "short_title": "K",
        "kind": "plan",
        "tier": "official",
    }
    return Document(id=f"d{nth}", text="", **(given | fields))


def lines(
    act: Any, catalog: Catalog, language: Any = "vi", allowed: frozenset[str] = frozenset()
) -> list[str]:
    draft = answer_of(as_query("?", Talk(act, language)), reference_of(catalog), allowed=allowed)
    assert {line.kind for line in draft.lines} == {"framing"}
    assert not any(line.sources for line in draft.lines)
    return [line.text for line in draft.lines]


def test_documents_are_named_with_what_is_known_of_them():
    catalog = documents_of(
        plan(1, title="Kế hoạch phòng chống hạn", number="12/KH-UBND", place="Lai Châu", date="2024-03-05"),
        plan(2, title="Kế hoạch số 7/KH-SYT của Sơn La", number="7/KH-SYT", status="Hết hiệu lực"),
        plan(3, title="Chợ phiên mở lại", tier="press"),
    )
    assert lines("documents", catalog) == [
        "Có 3 văn bản đã nạp:",
        "Kế hoạch phòng chống hạn (số 12/KH-UBND, Lai Châu, ngày 05/03/2024)",
        "Kế hoạch số 7/KH-SYT của Sơn La (Hết hiệu lực)",
        "Chợ phiên mở lại (tóm lược báo chí)",
        "Hồ sơ của 1 văn bản chưa ghi tình trạng hiệu lực.",
    ]
    assert lines("documents", catalog, "en", frozenset({"d1"})) == [
        "Documents that are indexed: 1.",
        "Kế hoạch phòng chống hạn (no. 12/KH-UBND, Lai Châu, 2024-03-05)",
        "The records of 1 of them do not state whether they are in force.",
    ]


@pytest.mark.parametrize(("count", "more"), [(10, []), (13, ["và 3 văn bản khác"])])
def test_a_long_list_of_documents_ends_with_how_many_more(count: int, more: list[str]):
    said = lines("documents", documents_of(*(plan(n, status="Còn hiệu lực") for n in range(1, count + 1))))
    assert said[1:11] == [f"Kế hoạch {n} (Còn hiệu lực)" for n in range(1, 11)]
    assert said[11:] == more


def test_without_registers_no_question_is_suggested():
    assert len(lines("unclear", documents_of(plan(1)))) == 1


@pytest.mark.parametrize(
    ("turn", "count"), [("Trợ lý làm được những gì?", 3), ("What can you do?", 2), ("w", 3)]
)
def test_every_question_that_is_suggested_has_an_answer(assistant: PolicyAssistant, turn: str, count: int):
    answer = assistant.ask(turn)
    suggested = re.findall(r"(?m)^- (.+)$", answer.text)
    assert len(suggested) == count
    assert [question for question in suggested if not assistant.ask(question).citations] == []


# What it leaves alone.


@pytest.mark.parametrize(
    "turn", ["Chào cả nhà", "thanks", "Trợ lý là ai?", "danh sach van ban", "menu", "vvv"]
)
@pytest.mark.parametrize("history", [[], [LABOUR], [LABOUR, "cảm ơn"]])
def test_at_any_turn_the_reply_is_talk_without_citations(
    assistant: PolicyAssistant, turn: str, history: list[str]
):
    answer = assistant.ask(turn, history=history)
    assert (answer.outcome, answer.abstained, answer.abstention_reason) == ("talk", False, None)
    assert (answer.citations, answer.coverage, answer.warnings, answer.mode) == ((), None, (), "extractive")
    assert answer.text
    assert {sentence.kind for sentence in answer.sentences} == {"framing"}
    assert assistant.understood(turn) == ()
    assert not assistant.can_answer(turn)


def test_a_follow_up_follows_the_question_before_the_talk(assistant: PolicyAssistant):
    plainly = assistant.ask("Còn Cần Thơ thì sao?", history=[LABOUR])
    history = ["Chào bạn", LABOUR, "Cảm ơn nhiều", "có những văn bản nào?", "ok", "zzz"]
    assert assistant.ask("Còn Cần Thơ thì sao?", history=history).text == plainly.text
    assert assistant.ask("Cảm ơn, còn Cần Thơ thì sao?", history=[LABOUR]).text == plainly.text
    assert assistant.ask("ok còn Cần Thơ thì sao?", history=[f"Chào em, {LABOUR}"]).text == plainly.text


def test_talk_uses_up_none_of_the_turns_that_are_remembered(corpus_settings: Settings):
    with PolicyAssistant.open(corpus_settings.model_copy(update={"history_turns": 1})) as assistant:
        answer = assistant.ask("Còn Cần Thơ?", history=[LABOUR, "cảm ơn", "ok"])
    assert "90%" in answer.text


def test_a_greeting_before_a_question_and_thanks_behind_it_change_nothing(assistant: PolicyAssistant):
    plainly = assistant.ask("Sở Ngoại vụ làm gì?")
    assert assistant.ask("Chào bạn, Sở Ngoại vụ làm gì?").text == plainly.text
    assert assistant.ask("alo ad, so ngoai vu lam gi a, cam on anh chi nhieu").text == plainly.text
    assert plainly.citations


def test_a_question_about_documents_is_no_question_for_their_list(assistant: PolicyAssistant):
    answer = assistant.ask("Có những văn bản nào nêu học bổng?")
    assert answer.outcome == "answered"
    assert answer.citations


def test_nothing_is_encoded_or_searched_for(tmp_path: Path):
    with serve_embeddings() as endpoint:
        settings = Settings(index_dir=tmp_path / "index", encoder="openai:test", encoder_url=endpoint.url)
        build_index(make_catalog({"hue": ["Tỷ lệ hộ dân có nước sạch đạt 95%."]}), settings)
        with PolicyAssistant.open(settings) as assistant:
            assistant.ask("Tỷ lệ hộ dân có nước sạch của Huế?")
            asked = len(endpoint.requests)
            for turn in ("xin chào", "cảm ơn", "help", "có những văn bản nào?", "???"):
                first = next(assistant.stream(turn, history=["Tỷ lệ hộ dân có nước sạch của Huế?"]))
                assert isinstance(first, Retrieved)
                assert first.hits == ()
            assert len(endpoint.requests) == asked


def test_talk_needs_no_diacritics_restored(understanding: Understanding):
    known = understanding.normaliser.restorer
    assert [
        turn
        for row in ACTS.values()
        for turn in row["read"]
        if read_talk(fold(turn), known, ["Ai chủ trì việc này?"]) is None
    ] == []
