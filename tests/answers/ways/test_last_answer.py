"""Turns about the last answer, over two plans of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.indexing import build
from assistant.settings import Settings
from assistant.types import Answer
from tests.index_helpers import asking

LAO_CAI = """\
ỦY BAN NHÂN DÂN TỈNH LÀO CAI
Số: 45/KH-UBND
Lào Cai, ngày 3 tháng 2 năm 2025

KẾ HOẠCH
Cấp nước sạch nông thôn giai đoạn 2025 - 2030 trên địa bàn tỉnh Lào Cai

I. MỤC TIÊU
1. Tỷ lệ hộ dân nông thôn dùng nước sạch đạt 85% vào năm 2030, trong đó hộ nghèo chiếm ít nhất 12%.
2. Xây mới 40 trạm bơm tại các xã vùng cao.
3. Chi phí vận hành do tỉnh trả 70%, trong khi mức chung của cả vùng là 55%.

II. NHIỆM VỤ
1. Rà soát các công trình cấp nước.
2. Sửa chữa đường ống hư hỏng.
3. Tập huấn người vận hành trạm bơm.

III. GIẢI PHÁP
1. Lồng ghép các nguồn vốn.
2. Thu hút doanh nghiệp cấp nước.
3. Bảo vệ rừng đầu nguồn.
4. Kiểm nghiệm chất lượng nước.
5. Công khai giá nước.
"""
SON_LA = """\
ỦY BAN NHÂN DÂN TỈNH SƠN LA
Số: 61/KH-UBND
Sơn La, ngày 9 tháng 4 năm 2025

KẾ HOẠCH
Phát triển cây cà phê giai đoạn 2025 - 2030 trên địa bàn tỉnh Sơn La

I. MỤC TIÊU
1. Diện tích cà phê đạt 25.000 ha vào năm 2030.
2. Diện tích cam đạt 3.000 ha vào năm 2027.
3. Diện tích cam đạt 5.000 ha vào năm 2030.
4. Sở Công Thương quảng bá thương hiệu cà phê tại hội chợ trước ngày 15/10 hằng năm.
"""
WATER = "Tỷ lệ hộ dân nông thôn dùng nước sạch của Lào Cai đến năm 2030?"
SOLUTIONS = "Liệt kê các giải pháp của Lào Cai"
TASKS = "Liệt kê các nhiệm vụ của Lào Cai"
STATED = "Tỷ lệ hộ dân nông thôn dùng nước sạch đạt 85% vào năm 2030, trong đó hộ nghèo chiếm ít nhất 12%."
NOT_THERE = "Giá vé máy bay là bao nhiêu?"


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with asking(tmp_path_factory.mktemp("plans"), {"lao-cai": LAO_CAI, "son-la": SON_LA}) as assistant:
        yield assistant


def said(answer: Answer) -> list[str]:
    return [sentence.text for sentence in answer.sentences]


def test_the_plans_answer_what_the_turns_are_about(plans: PolicyAssistant):
    assert "85%" in plans.ask(WATER).text
    assert plans.ask(TASKS).coverage
    assert plans.ask(NOT_THERE).abstained


@pytest.mark.parametrize("turn", ["Chắc không?", "co dung khong day", "bạn có chắc không ạ", "thiệt hông"])
def test_a_challenge_repeats_the_clause_word_for_word(plans: PolicyAssistant, turn: str):
    answer = plans.ask(turn, history=[WATER])
    assert said(answer) == ["Văn bản ghi nguyên văn như sau:", f"Lào Cai: {STATED}"]
    assert [citation.quote.removeprefix("1. ") for citation in answer.citations] == [STATED]
    assert (answer.outcome, answer.abstained) == ("answered", False)


def test_the_words_of_one_place_are_quoted_of_an_answer_about_two(plans: PolicyAssistant):
    asked = "Sơn La đặt diện tích cà phê bao nhiêu và Lào Cai có bao nhiêu trạm bơm?"
    whole = plans.ask("trích nguyên văn đi", history=[asked])
    assert {citation.document_id for citation in whole.citations} == {"son-la", "lao-cai"}
    of_one = plans.ask("nguồn đâu? trích nguyên văn chỗ của Sơn La", history=[asked])
    assert said(of_one)[:2] == [
        "Văn bản ghi nguyên văn như sau:",
        "Sơn La: Diện tích cà phê đạt 25.000 ha vào năm 2030.",
    ]


def test_a_date_that_was_heard_is_set_against_that_of_the_answer(plans: PolicyAssistant):
    asked = "Sở Công Thương Sơn La quảng bá thương hiệu cà phê trước ngày nào?"
    answer = plans.ask("tôi nhớ là 15/11", history=[asked])
    assert said(answer)[0].startswith("Văn bản ghi")
    assert said(answer)[0].endswith("không phải 15/11.")


def test_a_challenge_in_english_keeps_the_clause_in_vietnamese(plans: PolicyAssistant):
    answer = plans.ask("Are you sure?", history=[WATER])
    assert answer.language == "en"
    assert said(answer) == ["This is what the document says, word for word:", f"Lào Cai: “{STATED}”"]


@pytest.mark.parametrize(
    ("turn", "verdict"),
    [
        ("Tôi nghe nói 70% cơ mà", "Văn bản ghi **đạt 85%**, không phải 70%."),
        ("hinh nhu la 85%", "Đúng, văn bản ghi **đạt 85%**."),
        ("sếp bảo 12%", "Văn bản ghi **đạt 85%**; con số 12% có trong điều khoản nhưng thuộc nội dung khác."),
        ("ủa tôi tưởng tỉnh đặt tới 90% lận", "Văn bản ghi **đạt 85%**, không phải 90%."),
        ("báo nói 500 hộ", "Điều khoản được dẫn không nêu con số 500 hộ."),
        ("tôi nghe nói 3 năm mà", "Điều khoản được dẫn không nêu con số 3 năm."),
        ("I heard 70%", "The document says **đạt 85%**, not 70%."),
    ],
)
def test_a_figure_that_was_heard_is_set_against_that_of_the_answer(
    plans: PolicyAssistant, turn: str, verdict: str
):
    answer = plans.ask(turn, history=[WATER])
    assert said(answer)[0] == verdict
    assert STATED in answer.text
    assert answer.warnings == ()


def test_figures_that_were_heard_without_their_unit_are_set_against_shares(plans: PolicyAssistant):
    answer = plans.ask("85 thôi à? Tôi nghe nói 90 mà", history=[WATER])
    assert said(answer)[:2] == ["Đúng, văn bản ghi **đạt 85%**.", "Văn bản ghi **đạt 85%**, không phải 90."]


def test_numbers_are_compared_with_those_of_the_same_thing(plans: PolicyAssistant):
    answer = plans.ask("tôi nghe nói 30.000 ha", history=["Diện tích cà phê của Sơn La đến năm 2030?"])
    assert said(answer)[0] == "Văn bản ghi 25.000 ha, không phải 30.000 ha."


@pytest.mark.parametrize(
    "turn",
    [
        "sai rồi, tôi nghe nói 3 năm thôi mà",
        "sai roi, toi nghe noi 3 nam thoi ma",
        "Nhầm rồi, bên em bảo 6 tháng",
    ],
)
def test_a_span_of_time_is_not_set_against_a_figure_of_another_thing(plans: PolicyAssistant, turn: str):
    answer = plans.ask(turn, history=["Lào Cai xây mới bao nhiêu trạm bơm?"])
    assert "40" not in said(answer)[0]
    assert "không phải" not in said(answer)[0]


def test_a_figure_against_an_answer_found_wrong_is_looked_up(plans: PolicyAssistant):
    answer = plans.ask("sai rồi, em nghe nói 90% cơ", history=[WATER])
    assert said(answer)[0] == "Văn bản ghi **đạt 85%**, không phải 90%."


def test_a_figure_that_was_heard_is_no_challenge_where_nothing_was_said(plans: PolicyAssistant):
    assert plans.ask("Nghe nói 40 trạm bơm").outcome != "talk"


def test_an_answer_of_many_clauses_is_repeated_as_it_was(plans: PolicyAssistant):
    listed = plans.ask(SOLUTIONS)
    answer = plans.ask("kiểm tra lại giúp em", history=[SOLUTIONS])
    assert said(answer) == ["Đã tra lại, kết quả không đổi:", *said(listed)]
    assert answer.citations == listed.citations
    assert len(answer.citations) == 6


@pytest.mark.parametrize("turn", ["Nhắc lại đi", "noi lai giup em voi", "Say that again, please"])
def test_repeating_gives_the_same_lines_and_sources(plans: PolicyAssistant, turn: str):
    first = plans.ask(WATER)
    again = plans.ask(turn, history=[WATER])
    assert (again.text, again.citations, again.warnings) == (first.text, first.citations, first.warnings)


def test_one_sentence_is_what_the_answer_emphasises(plans: PolicyAssistant):
    answer = plans.ask("Tóm lại một câu", history=[WATER])
    assert len(said(answer)) == len(answer.citations) == 1
    assert "**đạt 85%**" in said(answer)[0]


def test_one_sentence_strings_the_rows_of_a_table_together(plans: PolicyAssistant):
    asked = "Diện tích cam của Sơn La là bao nhiêu?"
    assert plans.ask(asked).tables
    answer = plans.ask("tóm lại", history=[asked])
    assert len(said(answer)) == 1
    assert answer.tables == ()
    assert all(value in answer.text for value in ("3.000 ha", "5.000 ha", "2027", "2030"))


def test_one_sentence_names_the_items_of_a_short_list(plans: PolicyAssistant):
    answer = plans.ask("ngắn gọn hơn", history=[TASKS])
    items = "Rà soát các công trình cấp nước; Sửa chữa đường ống hư hỏng; Tập huấn người vận hành trạm bơm"
    assert said(answer) == [f"Lào Cai, “NHIỆM VỤ”, gồm 3 nội dung: {items}."]


def test_one_sentence_of_a_long_list_holds_its_first_items(surroundings: None, tmp_path: Path):
    items = [
        f"{n}. Nạo vét lòng hồ số {n}, {'gia cố mái đập và tràn xả lũ, ' * 5}bàn giao cho xã."
        for n in range(1, 7)
    ]
    text = "\n".join(
        ["KẾ HOẠCH", "Sửa chữa hồ chứa nước trên địa bàn tỉnh Điện Biên", "", "I. NHIỆM VỤ", *items]
    )
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "dien-bien.md").write_text(text, encoding="utf-8")
    settings = Settings(corpus_dir=tmp_path / "plans", index_dir=tmp_path / "index")
    build(settings)
    with PolicyAssistant.open(settings) as assistant:
        answer = assistant.ask("một câu thôi", history=["Liệt kê các nhiệm vụ của Điện Biên"])
    (sentence,) = said(answer)
    assert sentence.startswith("Điện Biên, “NHIỆM VỤ”, gồm 6 nội dung: Nạo vét lòng hồ số 1")
    assert "số 2" in sentence
    assert len(sentence) < len(items[0]) * 3
    assert any("lòng hồ số 1" in citation.quote for citation in answer.citations)


def test_going_on_says_when_that_was_all(plans: PolicyAssistant):
    assert plans.ask("còn gì nữa không?", history=[TASKS]).text == "Đó là tất cả: đã nêu đủ 3 nội dung."
    assert plans.ask("more", history=[TASKS]).text == "That was all: 3 of 3 shown."
    assert plans.ask("tiếp đi", history=[NOT_THERE]).text.startswith(
        "Không tìm thấy thêm điều khoản nào cho câu hỏi"
    )


@pytest.mark.parametrize("turn", ["Nguồn đâu?", "trich o dau ra", "nằm ở mục nào ạ"])
def test_the_place_of_the_answer_is_told_with_the_document(plans: PolicyAssistant, turn: str):
    answer = plans.ask(turn, history=[WATER])
    head, source = said(answer)
    assert head == "Câu trả lời trước dẫn từ:"
    assert "45/KH-UBND" in source
    assert source.endswith(": mục I.1.")
    assert [citation.address for citation in answer.citations] == ["mục I.1"]


def test_who_asks_for_the_page_hears_that_there_are_none(plans: PolicyAssistant):
    assert said(plans.ask("trang mấy?", history=[WATER]))[-1] == (
        "Vị trí nêu theo mục, điều, khoản; văn bản đã nạp không có số trang."
    )
    assert said(plans.ask("Which page?", history=[WATER]))[-1].endswith("have no page numbers.")


def test_who_issued_it_is_told_of_the_document_of_the_answer(plans: PolicyAssistant):
    answer = plans.ask("Ai ban hành?", history=["Diện tích cà phê của Sơn La đến năm 2030?"])
    assert len(said(answer)) == 1
    assert "61/KH-UBND" in answer.text
    assert "do **Ủy ban nhân dân tỉnh Sơn La** ban hành" in answer.text


@pytest.mark.parametrize("turn", ["chắc không?", "nhắc lại", "tóm lại", "Are you sure?"])
def test_what_was_not_found_stays_not_found(plans: PolicyAssistant, turn: str):
    answer = plans.ask(turn, history=[NOT_THERE])
    assert (answer.outcome, answer.abstained, answer.citations) == ("not_stated", True, ())


@pytest.mark.parametrize(
    "turn", ["chắc không?", "nhắc lại", "tóm lại", "còn gì nữa không", "nguồn đâu", "ai nói thế"]
)
@pytest.mark.parametrize("history", [[], ["xin chào", "cảm ơn"]])
def test_without_an_answer_they_ask_for_a_question(plans: PolicyAssistant, turn: str, history: list[str]):
    answer = plans.ask(turn, history=history)
    assert answer.text.startswith("Chưa có câu trả lời nào ở trên")
    assert (answer.outcome, answer.abstained, answer.citations) == ("talk", False, ())


@pytest.mark.parametrize(
    "turn", ["Soạn giúp tôi báo cáo về nước sạch", "dich cau tra loi sang tieng Anh", "Tôi nên làm gì?"]
)
def test_what_is_not_done_is_declined_with_the_clauses_at_hand(plans: PolicyAssistant, turn: str):
    answer = plans.ask(turn, history=[WATER])
    assert said(answer)[1:] == ["Điều khoản đã dẫn ở câu trả lời trước:", f"Lào Cai: {STATED}"]
    assert (answer.outcome, answer.abstention_reason) == ("not_stated", "out_of_scope")


@pytest.mark.parametrize(
    "turn", ["Soạn giúp tôi bài phát biểu", "Thời tiết hôm nay thế nào?", "Send an email to my boss"]
)
def test_what_is_not_done_is_declined_with_what_can_be_asked(plans: PolicyAssistant, turn: str):
    answer = plans.ask(turn)
    assert (answer.citations, answer.abstention_reason) == ((), "out_of_scope")
    assert said(answer)[1:] == [
        "Type “help” to see what can be asked."
        if answer.language == "en"
        else "Gõ “hướng dẫn” để xem có thể hỏi gì."
    ]


def test_a_conversation_of_acts_stays_with_its_question(plans: PolicyAssistant):
    turns = [
        "hello",
        WATER,
        "chắc không?",
        "tôi nghe nói 90%",
        "nguồn đâu",
        "cảm ơn ad",
        "tóm lại",
        "ok",
        "nhắc lại",
    ]
    history: list[str] = []
    answers = []
    for turn in turns:
        answers.append(plans.ask(turn, history=history))
        history.append(turn)
    assert [answer.outcome for answer in answers] == [
        "talk", "answered", "answered", "answered", "answered", "talk", "answered", "talk", "answered",
    ]  # fmt: skip
    assert answers[-1].text == answers[1].text
    follow_up = plans.ask("Còn số trạm bơm?", history=history)
    assert "40" in follow_up.text


LONG = [f"{n + 1}. Xây trạm bơm tại xã Bản {chr(65 + n // 10)}{chr(65 + n % 10)}." for n in range(99)]


@pytest.fixture(scope="module")
def long_plan(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    head = LAO_CAI.split("I. MỤC TIÊU")[0]
    plan = f"{head}I. MỤC TIÊU\n1. Cấp nước sạch cho mọi hộ dân.\n\nII. NHIỆM VỤ\n{chr(10).join(LONG)}\n"
    with asking(tmp_path_factory.mktemp("long"), {"lao-cai": plan}) as assistant:
        yield assistant


def test_going_on_shows_the_rest_of_a_list_page_by_page(long_plan: PolicyAssistant):
    first = long_plan.ask(TASKS)
    assert first.coverage is not None
    assert (first.coverage.shown, first.coverage.total) == (40, 99)
    second = long_plan.ask("tiếp", history=[TASKS])
    assert said(second)[0] == "Tiếp theo, từ mục thứ 41 trong số 99:"
    assert [f"Bản {name}" in second.text for name in ("DJ", "EA", "HJ", "IA")] == [False, True, True, False]
    assert said(second)[-1] == "Còn 19 mục nữa; gõ “tiếp” để xem."
    third = long_plan.ask("cho xem nốt mấy cái còn lại", history=[TASKS, "tiếp", "cảm ơn"])
    assert said(third)[0] == "Tiếp theo, từ mục thứ 81 trong số 99:"
    assert len(third.citations) == 19
    assert (
        long_plan.ask("tiếp", history=[TASKS, "tiếp", "tiếp"]).text == "Đó là tất cả: đã nêu đủ 99 nội dung."
    )


def test_a_doubt_with_a_question_for_the_source_is_answered_with_both(plans: PolicyAssistant):
    for turn in ("chắc không? nguồn đâu", "có nhầm không đấy, ghi ở mục mấy vậy bạn"):
        answer = plans.ask(turn, history=[WATER])
        assert "85%" in answer.text
        assert "Câu trả lời trước dẫn từ:" in answer.text


def test_a_figure_that_was_heard_is_told_to_be_of_another_thing_of_the_same_plan(plans: PolicyAssistant):
    answer = plans.ask("ủa tưởng 3.000 ha?", history=["Diện tích cà phê của Sơn La đến năm 2030?"])
    assert said(answer) == [
        "Văn bản ghi 25.000 ha, không phải 3.000 ha.",
        "Sơn La: Diện tích cà phê đạt 25.000 ha vào năm 2030.",
        "Con số 3.000 ha là của Sơn La: Diện tích cam đạt 3.000 ha vào năm 2027.",
    ]
    assert len(answer.citations) == 2


def test_a_figure_that_stands_nowhere_else_is_only_denied(plans: PolicyAssistant):
    answer = plans.ask("ủa tưởng 4.000 ha?", history=["Diện tích cà phê của Sơn La đến năm 2030?"])
    assert len(said(answer)) == 2
    within = plans.ask("sếp bảo 12%", history=[WATER])
    assert len(said(within)) == 2


def test_what_only_another_place_states_confirms_no_figure_that_was_heard(plans: PolicyAssistant):
    asked = "Diện tích cà phê của Lào Cai đến năm 2030 là bao nhiêu ha?"
    assert "25.000 ha" in plans.ask(asked).text  # shown as that of the other province
    assert said(plans.ask("tôi nhớ là 25.000 ha mà", history=[asked]))[0] == (
        "Con số 25.000 ha là của Sơn La."
    )


@pytest.mark.parametrize(
    ("turn", "verdict"),
    [
        (
            "Chắc không? Tôi nhớ tỉnh trả 55% thôi mà.",
            "Văn bản ghi 70%; con số 55% có trong điều khoản nhưng",
        ),
        ("Chắc không? Tôi nhớ mức chung là 55% mà.", "Đúng, văn bản ghi 55%."),
        ("Chắc không? 55% mà.", "Văn bản ghi nguyên văn như sau:"),
    ],
)
def test_a_figure_that_was_heard_is_judged_by_what_it_is_said_of(
    plans: PolicyAssistant, turn: str, verdict: str
):
    answer = plans.ask(turn, history=["Chi phí vận hành nước sạch ở Lào Cai trả thế nào so với mức chung?"])
    assert answer.text.startswith(verdict)
