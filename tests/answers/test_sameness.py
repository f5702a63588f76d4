"""Whether the same holds elsewhere, and what a turn leaves to the answer before it, over two plans of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking

PLAN = """\
ỦY BAN NHÂN DÂN TỈNH {capitals}
Số: {number}/KH-UBND
{place}, ngày {day} tháng 3 năm 2026

KẾ HOẠCH
Phát triển cây ăn quả trên địa bàn tỉnh {place}

I. MỤC TIÊU
1. Mục tiêu đến năm 2030
- Tỷ lệ vườn được cấp mã số vùng trồng đạt {share}%.
2. Mục tiêu giai đoạn 2031-2035
- Đưa tối thiểu 40 lượt kỹ thuật viên đi học ghép cây ở nước ngoài.

II. NHIỆM VỤ
1. Xuất khẩu trái cây sang các thị trường như: {markets}.
2. Các hợp tác xã ghi nhật ký đồng ruộng theo mẫu thống nhất để truy xuất nguồn gốc trái cây.
{own}
TM. ỦY BAN NHÂN DÂN
PHÓ CHỦ TỊCH
Trần Văn {signer}
"""


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    first = PLAN.format(
        capitals="GIA LAI", number=77, place="Gia Lai", day=4, share=60, markets="Nhật Bản, Hàn Quốc, Đức, Úc",
        own="3. Mỗi xã mở một điểm thu mua.\n", signer="Nam",
    )  # fmt: skip
    second = PLAN.format(
        capitals="LÂM ĐỒNG", number=81, place="Lâm Đồng", day=9, share=75, markets="Nhật Bản, Hàn Quốc, Úc",
        own="", signer="Tâm",
    )  # fmt: skip
    with asking(tmp_path_factory.mktemp("plans"), {"gia-lai": first, "lam-dong": second}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("asked", "turn", "said"),
    [
        (
            "Gia Lai xuất khẩu trái cây sang những thị trường nào?",
            "Lâm Đồng có y hệt vậy không?",
            "Gần như vậy. Chỉ Gia Lai nêu: Đức.",
        ),
        (
            "Tỷ lệ vườn được cấp mã số vùng trồng của Gia Lai đến năm 2030?",
            "lam dong khac gi khong",
            "Con số khác nhau: Gia Lai nêu 60%; Lâm Đồng nêu 75%.",
        ),
        (
            "Hợp tác xã ở Gia Lai ghi nhật ký đồng ruộng theo mẫu nào?",
            "Lâm Đồng cũng vậy chứ?",
            "Lâm Đồng nêu như Gia Lai, gần như từng chữ.",
        ),
        (
            "Lâm Đồng xuất khẩu trái cây sang những thị trường nào?",
            "Gia Lai có thêm thị trường nào nữa không?",
            "Gần như vậy. Chỉ Gia Lai nêu: Đức.",
        ),
        (
            "Which markets does Lam Dong export fruit to?",
            "Does Gia Lai's list add any other market?",
            "Nearly the same. Only Gia Lai lists: Đức.",
        ),
        (
            "Which markets does Gia Lai export fruit to?",
            "Does Lam Dong list the very same ones?",
            "Nearly the same. Only Gia Lai lists: Đức.",
        ),
    ],
)
def test_it_is_told_first_whether_the_same_holds_elsewhere(
    plans: PolicyAssistant, asked: str, turn: str, said: str
):
    answer = plans.ask(turn, history=[asked])
    assert answer.sentences[0].text == said
    assert {c.document_id for c in answer.citations} == {"gia-lai", "lam-dong"}
    assert ("Gia Lai" if "Gia Lai" in turn else "Lâm Đồng") in answer.sentences[1].text


def test_nothing_is_said_of_the_same_where_the_other_has_nothing_of_it(plans: PolicyAssistant):
    answer = plans.ask("Lâm Đồng cũng vậy chứ?", history=["Mỗi xã của Gia Lai mở mấy điểm thu mua?"])
    assert answer.outcome == "not_stated"
    assert "như Gia Lai" not in answer.text


def test_the_clause_that_is_like_the_one_that_answered_answers_for_another_place(plans: PolicyAssistant):
    asked = "Gia Lai: how many trips abroad are planned to learn grafting?"
    assert plans.ask(asked).outcome == "answered"
    answer = plans.ask("Is it the same in Lam Dong?", history=[asked])
    assert answer.outcome == "answered"
    assert "tối thiểu 40 lượt kỹ thuật viên" in answer.text


@pytest.mark.parametrize("turn", ["trong giai đoạn nào?", "the thi den nam nao", "in which period?"])
def test_of_what_was_told_the_time_is_asked_alone(plans: PolicyAssistant, turn: str):
    answer = plans.ask(turn, history=["Gia Lai đưa bao nhiêu lượt kỹ thuật viên đi học ghép cây?"])
    assert "2031-2035" in answer.sentences[0].text
    assert "40 lượt kỹ thuật viên" in answer.sentences[0].text


def test_a_second_question_of_a_turn_leans_on_the_answer_to_the_first(plans: PolicyAssistant):
    answer = plans.ask("Gia Lai đưa bao nhiêu lượt kỹ thuật viên đi học ghép cây, và trong giai đoạn nào?")
    assert answer.outcome == "answered"
    assert "40 lượt kỹ thuật viên" in answer.text
    assert "2031-2035" in answer.text


@pytest.mark.parametrize("turn", ["Kế hoạch Gia Lai ai ký và ngày nào?", "ke hoach gia lai ai ky, ngay may"])
def test_a_second_fact_of_a_document_is_asked_in_two_words(plans: PolicyAssistant, turn: str):
    answer = plans.ask(turn)
    assert "Trần Văn Nam" in answer.text
    assert "4/3/2026" in answer.text


@pytest.mark.parametrize(
    "turn",
    [
        "Tóm tắt mục tiêu giai đoạn 2031-2035 của Gia Lai",
        "Tiện thể gom giúp tôi mục tiêu 2031-2035 của Gia Lai thành 2 ý",
    ],
)
def test_of_the_goals_of_a_period_no_others_are_summed_up(plans: PolicyAssistant, turn: str):
    answer = plans.ask(turn)
    assert "kỹ thuật viên" in answer.text
    assert "60%" not in answer.text


def test_a_turn_with_a_subject_of_its_own_is_not_asked_of_the_last_one(plans: PolicyAssistant):
    answer = plans.ask(
        "Lâm Đồng có đặt tỷ lệ vườn được cấp mã số vùng trồng như vậy không?",
        history=["Gia Lai xuất khẩu trái cây sang những thị trường nào?"],
    )
    assert "75%" in answer.text
    assert "Hàn Quốc" not in answer.text


@pytest.mark.parametrize(("share", "verdict"), [(60, "Đúng một phần."), (90, "Không.")])
def test_a_figure_that_is_said_of_two_places_is_looked_for_in_both(
    plans: PolicyAssistant, share: int, verdict: str
):
    answer = plans.ask(
        f"Đến năm 2030 Gia Lai và Lâm Đồng cùng đạt tỷ lệ vườn được cấp mã số vùng trồng {share}%, đúng không?"
    )
    assert answer.text.startswith(f"**{verdict}**")
    assert "75%" in answer.text
