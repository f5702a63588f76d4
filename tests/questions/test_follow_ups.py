"""Conversations over the project's own corpus: what each last turn is understood as, from the questions alone."""

from __future__ import annotations

import pytest

from assistant import PolicyAssistant
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
    ([TASKS, "cái thứ 2 là gì?"], "còn cái cuối cùng?", "mục III.9 kế hoạch của Cần Thơ"),
    ([TASKS], "the first one?", "mục III.1 of the plan of Cần Thơ"),
    # Persons, bodies, documents, clauses.
    (["Bà Nguyễn Thị Không Tồn Tại là ai?"], "bà ấy ở đâu?", "Bà Nguyễn Thị Không Tồn Tại ở đâu?"),
    (["Sở Tài chính ở Huế làm gì?"], "sở này báo cáo ai?", "Sở Tài chính báo cáo ai (ở Huế)"),
    ([LABOUR], "kế hoạch này do ai ký?", "kế hoạch của Huế do ai ký?"),
    (["Khoản 2 mục V của Huế"], "khoản 4 thì sao?", "khoản 4 mục V của Huế"),
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
    # A question that is complete stays as it is.
    ([LABOUR], "Sở Tài chính ở Cần Thơ phối hợp với ai?", "Sở Tài chính ở Cần Thơ phối hợp với ai?"),
    ([LABOUR], "Đại học Huế có nhiệm vụ gì?", "Đại học Huế có nhiệm vụ gì?"),
    ([LABOUR], "Mục tiêu của Cần Thơ đến năm 2045 là gì?", "Mục tiêu của Cần Thơ đến năm 2045 là gì?"),
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
