"""Turns that leave their subject to a noun, a pronoun or an earlier question, over two plans and an article of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from assistant.types import Turn
from tests.index_helpers import asking

AN_GIANG = """\
ỦY BAN NHÂN DÂN TỈNH AN GIANG
Số: 63/KH-UBND
An Giang, ngày 6 tháng 4 năm 2026

KẾ HOẠCH
Phát triển du lịch sông nước trên địa bàn tỉnh An Giang

I. MỤC TIÊU
1. Mục tiêu đến năm 2030
- Tỷ lệ doanh thu du lịch so với GRDP đạt ít nhất 6%, trong đó du lịch cộng đồng chiếm hơn 40%.
- Trung tâm Dữ liệu du lịch sông nước kết nối toàn bộ bến tàu, khách sạn của tỉnh.
2. Mục tiêu giai đoạn 2031-2035
- Tỷ lệ doanh thu du lịch so với GRDP đạt ít nhất 8%, trong đó du lịch cộng đồng chiếm hơn 40%.
- Trung tâm Dữ liệu du lịch sông nước dự báo được lượng khách theo từng mùa nước nổi.
3. Định hướng đến năm 2045
- Tỷ lệ doanh thu du lịch so với GRDP đạt ít nhất 11%.

II. NHIỆM VỤ
1. Đào tạo hướng dẫn viên đường sông thạo hai ngoại ngữ, biết sơ cứu người đuối nước.
2. Đào tạo người lái đò có chứng chỉ lái tàu, biết ứng xử với khách nước ngoài.

III. TỔ CHỨC THỰC HIỆN
1. Ủy ban nhân dân các xã, phường
a) Lập danh sách hộ nuôi cá bè đón khách tham quan.
b) Báo cáo kết quả đón khách về Sở Văn hóa, Thể thao và Du lịch để tổng hợp.
"""
DONG_THAP = """\
ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP
Số: 88/KH-UBND
Đồng Tháp, ngày 9 tháng 4 năm 2026

KẾ HOẠCH
Phát triển du lịch sông nước trên địa bàn tỉnh Đồng Tháp

I. MỤC TIÊU
1. Mục tiêu đến năm 2030
- Đón ít nhất 9 triệu lượt khách mỗi năm.

II. TỔ CHỨC THỰC HIỆN
1. Chế độ báo cáo
Các xã, phường báo cáo kết quả đón khách về Sở Văn hóa, Thể thao và Du lịch trước ngày 20 tháng 11 hằng năm.
"""


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with asking(
        tmp_path_factory.mktemp("plans"), {"an-giang": AN_GIANG, "dong-thap": DONG_THAP}
    ) as assistant:
        yield assistant


def conversed(plans: PolicyAssistant, *turns: str):
    history: list[Turn] = []
    for turn in turns:
        answer = plans.ask(turn, history=history)
        history.append(Turn(turn, answer.standalone_question or None))
    return answer


def test_a_noun_that_points_back_is_what_the_last_answer_says_of_it(plans: PolicyAssistant):
    duties = "Ủy ban nhân dân xã, phường ở An Giang phải làm những gì?"
    answer = conversed(plans, duties, "Cái báo cáo đó gửi về đâu, hạn chót ngày mấy hằng năm?")
    assert "Sở Văn hóa, Thể thao và Du lịch" in answer.text
    assert "đón khách" in answer.standalone_question
    assert "danh sách hộ" not in answer.text


def test_the_same_is_supposed_of_the_communes_of_another_place(plans: PolicyAssistant):
    duties = "Ủy ban nhân dân xã, phường ở An Giang phải làm những gì?"
    report = "Cái báo cáo đó gửi về đâu?"
    answer = conversed(plans, duties, report, "Còn phường xã bên Đồng Tháp thì hạn 31/12 phải không?")
    assert "20 tháng 11" in answer.text
    assert {c.document_id for c in answer.citations} == {"dong-thap"}


@pytest.mark.parametrize("turn", ["Đến 2030 thì nó phải đạt được gì?", "den nam 2030 no phai dat duoc gi"])
def test_a_pronoun_stands_for_the_undertaking_that_was_named(plans: PolicyAssistant, turn: str):
    first = "An Giang có trung tâm gì dự báo lượng khách theo mùa nước nổi?"
    answer = conversed(plans, first, turn)
    assert "kết nối toàn bộ bến tàu" in answer.text
    assert "mùa nước nổi" not in answer.text


def test_a_noun_corrects_the_subject_of_the_question_before(plans: PolicyAssistant):
    asked = "Hướng dẫn viên đường sông ở An Giang cần thạo những gì?"
    answer = conversed(plans, asked, "không, ý tôi là người lái đò cơ")
    assert answer.standalone_question.startswith("người lái đò")
    assert "chứng chỉ lái tàu" in answer.text


@pytest.mark.parametrize(
    "turn", ["Does Dong Thap set that kind of target too?", "Does Dong Thap have a target of this kind?"]
)
def test_a_level_of_that_kind_is_the_last_that_was_asked_for_on_its_own(plans: PolicyAssistant, turn: str):
    share = "What share of GRDP does An Giang want from tourism by 2030?"
    answer = conversed(plans, share, "How much of that should come from community tourism?", turn)
    assert answer.standalone_question.startswith("What share of GRDP does Đồng Tháp want")
    assert answer.outcome == "not_stated"


@pytest.mark.parametrize("turn", ["Còn các giai đoạn sau thì sao?", "the con cac moc sau"])
def test_each_of_the_later_periods_is_asked_of(plans: PolicyAssistant, turn: str):
    answer = conversed(plans, "Tỷ lệ doanh thu du lịch so với GRDP của An Giang đến năm 2030?", turn)
    assert "8%" in answer.text
    assert "11%" in answer.text
    assert "6%" not in answer.text


def test_they_are_those_of_whom_the_question_before_asks(plans: PolicyAssistant):
    answer = conversed(plans, "Người lái đò ở An Giang cần giỏi gì?", "họ có phải có chứng chỉ không?")
    assert answer.standalone_question.startswith("Người lái đò có phải")
    assert "chứng chỉ lái tàu" in answer.text


def test_a_noun_corrects_the_subject_of_an_english_question(plans: PolicyAssistant):
    answer = conversed(
        plans, "What must guides for the rivers of An Giang be good at?", "No, I meant the ferrymen"
    )
    assert answer.standalone_question == "What must the ferrymen for the rivers of An Giang be good at?"
