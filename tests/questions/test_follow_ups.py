"""Conversations over the project's own corpus: what each last turn is understood as, from the questions alone."""

from __future__ import annotations

import pytest

from assistant import PolicyAssistant
from assistant.questions import is_joined
from assistant.questions.corrections import conversation
from assistant.questions.follow_ups import without_frame
from assistant.types import Turn

LABOUR = "Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?"
TASKS = "Cần Thơ có bao nhiêu nhiệm vụ và giải pháp?"

STANDALONE = [
    # Corrections.
    ([LABOUR], "à nhầm, Cần Thơ", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"),
    ([LABOUR], "không phải Huế, Cần Thơ cơ", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"),
    (
        [LABOUR, "Còn Cần Thơ?"],
        "không phải Cần Thơ",
        "Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?",
    ),
    ([LABOUR, "ý tôi là Cần Thơ"], "2045 cơ mà", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2045?"),
    (["Sở Tài chính ở Huế làm gì?"], "tôi hỏi Sở Nội vụ cơ", "Sở Nội vụ ở Huế làm gì?"),
    (["so tai chinh hue lam gi"], "nham, so y te", "sở y tế Huế làm gì"),
    (
        ["What is the trained labour rate of Hue by 2030?"],
        "sorry, I meant Can Tho",
        "What is the trained labour rate of Cần Thơ by 2030?",
    ),
    # Places and periods told by others.
    ([LABOUR], "Bên còn lại thì sao?", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"),
    ([LABOUR], "ở đó ai chủ trì việc này?", "ở Huế ai chủ trì việc này: Tỷ lệ lao động qua đào tạo đến năm 2030"),
    ([LABOUR], "giai đoạn tiếp theo", "Tỷ lệ lao động qua đào tạo của Huế giai đoạn 2030-2035?"),
    ([LABOUR], "năm năm tiếp theo?", "Tỷ lệ lao động qua đào tạo của Huế giai đoạn 2030-2035?"),
    ([LABOUR, "giai đoạn tiếp theo"], "mốc trước?", "Tỷ lệ lao động qua đào tạo của Huế đến năm 2030?"),
    ([LABOUR], "And the next period?", "Tỷ lệ lao động qua đào tạo của Huế 2030-2035?"),
    # Items of a list that was shown, one after another.
    ([TASKS], "cái thứ 2 là gì?", "mục III.2 kế hoạch của Cần Thơ"),
    ([TASKS], "gạch đầu dòng thứ hai khoản 2 mục IV của Huế", "gạch đầu dòng thứ hai khoản 2 mục IV của Huế"),
    ([TASKS, "cái thứ 2 là gì?"], "còn cái cuối cùng?", "mục III.9 kế hoạch của Cần Thơ"),
    ([TASKS], "the first one?", "mục III.1 of the plan of Cần Thơ"),
    # What is meant in the place of what is ruled out, and a doubt about another place.
    (
        ["Nguồn vốn của kế hoạch Huế gồm những gì?"],
        "không phải nguồn vốn, tôi cần mốc thời gian cơ",
        "mốc thời gian của kế hoạch Huế gồm những gì?",
    ),
    (
        ["What is the trained labour rate of Hue by 2030?"],
        "u sure Can Tho isn't 75?",
        "What is the trained labour rate of Cần Thơ by 2030?",
    ),
    # The first letters of a place, and nothing else.
    ([LABOUR], "ct?", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"),
    ([LABOUR], "còn ct thì sao", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"),
    # What asks for a summary of a document that it names takes no body over.
    (["Sở Tài chính Huế có nhiệm vụ gì?"], "tóm tắt kế hoạch của Cần Thơ", "tóm tắt kế hoạch của Cần Thơ"),
    (["Sở Tài chính Huế làm gì?"], "Summarise the plan of Can Tho", "Summarise the plan of Can Tho"),
    # What asks for a fact of a document that it names takes nothing over.
    ([LABOUR], "Kế hoạch của Cần Thơ ai ký vậy?", "Kế hoạch của Cần Thơ ai ký vậy?"),
    # Persons, bodies, documents, clauses.
    (["Bà Nguyễn Thị Không Tồn Tại là ai?"], "bà ấy ở đâu?", "Bà Nguyễn Thị Không Tồn Tại ở đâu?"),
    (["Sở Tài chính ở Huế làm gì?"], "sở này báo cáo ai?", "Sở Tài chính báo cáo ai (ở Huế)"),
    ([LABOUR], "kế hoạch này do ai ký?", "kế hoạch của Huế do ai ký?"),
    (["Khoản 2 mục V của Huế"], "khoản 4 thì sao?", "khoản 4 mục V của Huế"),
    (["Phụ lục II của Huế quy định gì?"], "phụ lục I thì sao?", "phụ lục I của Huế quy định gì?"),
    (["Chương II của Cần Thơ nói gì?"], "chương 3 nói gì?", "chương 3 của Cần Thơ nói gì?"),
    # A comparison goes on with its sides.
    (
        ["So sánh tỷ lệ lao động qua đào tạo của Huế và Cần Thơ"],
        "còn số lượng giáo viên được bồi dưỡng?",
        "so sánh số lượng giáo viên được bồi dưỡng (Huế và Cần Thơ)",
    ),
    # What somebody else reports is asked for again; what was only supposed is not taken over.
    ([LABOUR], "sếp tôi bảo Cần Thơ 75", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"),
    ([LABOUR, "Còn Cần Thơ?"], "Trả lời lại câu hỏi đầu tiên", LABOUR),
    ([LABOUR], "không phải 2030, ý tôi hỏi năm 2045", "Tỷ lệ lao động qua đào tạo của Huế năm 2045?"),
    (["Sở Tài chính ở Huế làm gì?"], "họ báo cáo ai?", "Sở Tài chính báo cáo ai (ở Huế)"),
    ([TASKS], "trích nguyên văn ý thứ 2 giúp tôi", "mục III.2 kế hoạch của Cần Thơ"),
    (
        ["Mục III.2 kế hoạch Cần Thơ", "Tỷ lệ lao động ở Huế và Cần Thơ?"],
        "lệch nhau mấy lần",
        "lệch nhau mấy lần: Tỷ lệ lao động (Cần Thơ và Huế)",
    ),
    # Two places that a turn points to are compared in what was asked, and a part of the subject in that part.
    (
        [LABOUR, "Còn Cần Thơ?"],
        "Vậy hai nơi này nơi nào nhiều hơn?",
        "Vậy Huế và Cần Thơ nơi nào nhiều hơn: Tỷ lệ lao động qua đào tạo đến năm 2030",
    ),
    (
        [LABOUR, "Còn Cần Thơ?"],
        "Vậy riêng công nghệ cao đến 2035 bên nào cao hơn?",
        "Vậy riêng công nghệ cao đến 2035 bên nào cao hơn: Tỷ lệ lao động qua đào tạo (Huế và Cần Thơ)",
    ),
    # What points to a thing stays with the places that were compared.
    (
        ["So sánh số giáo viên được bồi dưỡng của Huế và Cần Thơ"],
        "tiền chi cho việc bồi dưỡng này là bao nhiêu tỷ đồng?",
        "tiền chi cho việc bồi dưỡng này là bao nhiêu tỷ đồng (ở Huế và Cần Thơ)",
    ),
    # The same period, the same in another place, more of the same.
    ([LABOUR], "cùng mốc đó ở Cần Thơ thì sao?", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"),
    (
        ["Mục tiêu của Huế năm 2045 là gì?"],
        "năm đó chi bao nhiêu cho nghiên cứu?",
        "đến năm 2045 chi bao nhiêu cho nghiên cứu (ở Huế)",
    ),
    ([LABOUR], "Cần Thơ cũng vậy à?", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"),
    ([LABOUR], "can tho co giong vay khong", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"),
    # The rest of what was told is told from the last answer.
    ([TASKS], "Ngoài nhóm đó còn nhóm nhiệm vụ nào nữa?", "Ngoài nhóm đó còn nhóm nhiệm vụ nào nữa?"),
    # General verbs and shares of what was told of leave the subject to the question before.
    (["Hội thảo của Hà Nội bàn gì?"], "do ai tổ chức?", "do ai tổ chức: Hội thảo của Hà Nội bàn gì"),
    ([LABOUR], "mỗi năm bao nhiêu?", "mỗi năm bao nhiêu: Tỷ lệ lao động qua đào tạo của Huế đến năm 2030"),
    # Clauses beside one that was asked for, and what follows one.
    # A point alone is one of the section that was spoken of, whatever is asked of it.
    (
        ["Mục III.2 kế hoạch Cần Thơ"],
        "ở điểm b, lớp học thông minh thì ai phải mở?",
        "ở điểm b mục III.2, lớp học thông minh thì ai phải mở (Cần Thơ)",
    ),
    # The same of another place, and a summary of a part that a turn names with its place.
    ([LABOUR], "giờ y vậy cho Cần Thơ", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"),
    ([LABOUR], "tóm tắt giùm phần định hướng của Cần Thơ", "tóm tắt giùm phần định hướng của Cần Thơ"),
    (["Mục III.2 kế hoạch Cần Thơ"], "khoản 5 cùng mục?", "khoản 5 mục III kế hoạch Cần Thơ"),
    (["mục V kế hoạch Cần Thơ"], "khoan 3 cung muc", "khoản 3 mục V kế hoạch Cần Thơ"),
    (["Khoản 2 mục V của Huế"], "còn Sở Tài chính?", "Sở Tài chính có nhiệm vụ gì (Huế)"),
    (["Sở Tài chính ở Huế làm gì?"], "cũng sở đó nhưng Cần Thơ?", "Sở Tài chính ở Cần Thơ làm gì?"),
    # A document that several are called like is told by its place too.
    (["Kế hoạch 1002 của Cần Thơ do ai ký?"], "ban hành ngày nào", "ban hành ngày nào (Kế hoạch 1002 của Cần Thơ)"),
    (["Who signed the plan of Cần Thơ?"], "when was it dated?", "when was it dated (Cần Thơ)"),
    # Corrections in other words, and in another language.
    ([LABOUR], "ủa sếp tôi bảo Cần Thơ 75", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"),
    (["What is the labour rate of Hue by 2030?"], "no wait, I meant 2045", "What is the labour rate of Hue by 2045?"),
    # A place of which there is no document goes on only where a turn points back to it.
    (["Lào Cai có mấy trạm bơm?"], "chế phẩm sinh học có bài nào nói không", "chế phẩm sinh học có bài nào nói không"),
    (["Lào Cai có mấy trạm bơm?"], "ở đó kinh phí lấy từ nguồn nào?", "ở Lào Cai kinh phí lấy từ nguồn nào?"),
    (["Huế và Lào Cai giao ai chủ trì?"], "hạn nộp dự toán kinh phí là khi nào", "hạn nộp dự toán kinh phí là khi nào (ở Huế)"),
    # Another item of the name that a document numbers itself.
    (["nguyên tắc thứ hai viết gì"], "còn nguyên tắc thứ bảy?", "nguyên tắc thứ bảy viết gì"),
    (["nguyen tac thu hai viet gi"], "con nguyen tac thu bay?", "nguyên tắc thứ bảy viết gì"),
    # What only may be related to a question that was not answered is no item of a list.
    (["Huế trồng bao nhiêu héc-ta cà phê?"], "ý cuối nói về loại cây gì", "ý cuối nói về loại cây gì (ở Huế)"),
    # Where a figure comes from is asked of the subject before; what comes then is about that subject again.
    (
        ["Cần Thơ trồng ít nhất 300 cây xanh, đúng chưa?"],
        "thế con số 500 ở đâu ra?",
        "thế con số 500 ở đâu ra: Cần Thơ trồng ít nhất cây xanh",
    ),
    # What is meant counts where a turn insists on it, though what it rules out was not asked for.
    ([LABOUR], "không phải nông thôn, ý tôi hỏi ở Cần Thơ cơ", "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"),
    # The words that point back stay as they were typed.
    ([LABOUR], "giai đoạn sau thì sao?", "Tỷ lệ lao động qua đào tạo của Huế giai đoạn 2030-2035?"),
    # A figure with its unit says nothing of what it is about.
    ([LABOUR], "sếp tôi bảo 45.000 tấn", "45.000 tấn: Tỷ lệ lao động qua đào tạo của Huế đến năm 2030"),
    # What was only supposed of one place is asked of another.
    (
        ["Huế trồng ít nhất 300 cây xanh, phải không?"],
        "Còn Cần Thơ?",
        "Cần Thơ trồng ít nhất bao nhiêu cây xanh",
    ),
    # On from the first question.
    (
        [LABOUR, TASKS],
        "Quay lại điều đầu tiên tôi hỏi: cùng mốc ở Cần Thơ?",
        "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?",
    ),
    # A clause within another, after a clause elsewhere.
    (["Điểm b khoản 3 mục II Huế"], "khoản 2 mục V Cần Thơ có điểm m không?", "khoản 2 mục V Cần Thơ có điểm m không?"),
    # What is called "wait" or "cũng" without diacritics is something else.
    (["Khoản 2 mục V của Huế"], "khoan 4", "khoản 4 mục V của Huế"),
    # What says itself where it stands lies in nothing that was spoken of; what does not, in what lies around that.
    (["Điểm c khoản 6 mục V của Cần Thơ"], "khoản 4 mục IV?", "khoản 4 mục IV của Cần Thơ"),
    (["Điểm c khoản 6 mục V của Cần Thơ"], "Mục II thì sao", "Mục II của Cần Thơ"),
    (["Điểm c khoản 6 mục V của Cần Thơ"], "khoản 8?", "khoản 8 mục V của Cần Thơ"),
    (["Điểm c khoản 6 mục V của Cần Thơ"], "điểm d", "điểm d khoản 6 mục V của Cần Thơ"),
    (["Điểm c khoản 6 mục V của Cần Thơ"], "điểm d kế tiếp", "điểm d khoản 6 mục V của Cần Thơ"),
    (["Mục III.4 kế hoạch Cần Thơ"], "mục III.5", "mục III.5 kế hoạch Cần Thơ"),
    (["Khoản 3 mục V của Cần Thơ"], "khoản 5 mục đó", "khoản 5 mục V kế hoạch của Cần Thơ"),
    ([LABOUR], "cung cap nuoc the nao?", "cung cấp nước thế nào (ở Huế)"),
    # A question that is complete stays as it is.
    ([LABOUR], "Sở Tài chính ở Cần Thơ phối hợp với ai?", "Sở Tài chính ở Cần Thơ phối hợp với ai?"),
    ([LABOUR], "Đại học Huế có nhiệm vụ gì?", "Đại học Huế có nhiệm vụ gì?"),
    ([LABOUR], "Mục tiêu của Cần Thơ đến năm 2045 là gì?", "Mục tiêu của Cần Thơ đến năm 2045 là gì?"),
    (
        ["What does the Department of Finance of Huế have to do?"],
        "Make a table of the targets of Cần Thơ by 2045",
        "Make a table of the targets of Cần Thơ by 2045",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("history", "turn", "standalone"), STANDALONE)
def test_a_turn_is_understood_from_those_before_it(
    assistant: PolicyAssistant, history: list[str], turn: str, standalone: str
):
    assert assistant.ask(turn, history=history).standalone_question == standalone


@pytest.mark.parametrize(("history", "turn", "standalone"), STANDALONE)
def test_the_same_is_understood_where_the_caller_kept_what_each_turn_was(
    assistant: PolicyAssistant, history: list[str], turn: str, standalone: str
):
    kept: list[str | Turn] = []
    for earlier in history:
        kept.append(Turn(earlier, assistant.ask(earlier, history=kept).standalone_question))
    assert assistant.ask(turn, history=kept).standalone_question == standalone


EXCEPT = conversation()["except"]


@pytest.mark.parametrize(("turn", "asked"), EXCEPT["reads"])
def test_more_of_the_same_is_asked_for_beside_what_was_shown(turn: str, asked: str):
    assert without_frame(turn) == asked


@pytest.mark.parametrize("turn", EXCEPT["leaves"])
def test_what_stands_outside_of_something_else_is_left(turn: str):
    assert without_frame(turn) == turn


def test_a_turn_takes_the_place_of_the_only_document_that_was_shown(assistant: PolicyAssistant):
    first = "hội nghị đối thoại với thanh niên do những đơn vị nào lo?"
    shown = assistant.ask(first)
    assert {citation.document_id for citation in shown.citations} == {"ha-noi-nhan-luc-so-2025"}
    answer = assistant.ask("chủ tịch mong gì", history=[Turn(first, shown.standalone_question)])
    assert answer.standalone_question == "chủ tịch mong gì (ở Hà Nội)"


def test_a_turn_is_about_the_undertaking_that_those_before_it_lean_on(assistant: PolicyAssistant):
    between = "học xong có bị ràng buộc gì không"
    history = [
        Turn("Sunrise 2.000 của Huế nhận bao nhiêu kỹ sư phần mềm?"),
        Turn(between, f"{between} (ở Huế)"),
    ]
    answer = assistant.ask("bao giờ bắt đầu?", history=history)
    assert answer.standalone_question == "bao giờ bắt đầu: Sunrise 2.000 (Huế)"


def test_a_question_with_a_comma_that_was_answered_as_one_joins_none():
    assert is_joined("Ai ký kế hoạch (ở Huế)? khi nào (ở Huế)?")
    assert not is_joined("báo cáo ai, khi nào (ở Huế)")
    assert not is_joined("Ai ký kế hoạch? ")


@pytest.mark.parametrize(
    ("history", "turn", "asked"),
    [
        ([LABOUR], "không phải năm 2030", "mốc thời gian nào. Các mốc được nêu: 2030-2035, 2045."),
        (["Hạn báo cáo ở Hà Nội?"], "thế tỉnh kia?", "địa phương nào. Có thể hỏi về: "),
        ([TASKS], "cái thứ 30?", "Danh sách vừa nêu có 9 mục."),
        ([LABOUR, "giai đoạn tiếp theo"], "không phải giai đoạn 2030-2035", "Các mốc được nêu: 2030, 2045."),
        (["Sở Tài chính ở Huế làm gì?"], "không phải Sở Tài chính", "Hãy nêu tên cơ quan."),
    ],
)
def test_what_is_left_open_is_asked_for_and_the_next_turn_leans_on_what_was_clear(
    assistant: PolicyAssistant, history: list[str], turn: str, asked: str
):
    answer = assistant.ask(turn, history=history)
    assert asked in answer.text
    assert (answer.abstention_reason, answer.citations) == ("ambiguous", ())
    after = assistant.ask("còn Cần Thơ?", history=[LABOUR, turn])
    assert after.standalone_question == "Tỷ lệ lao động qua đào tạo của Cần Thơ đến năm 2030?"
