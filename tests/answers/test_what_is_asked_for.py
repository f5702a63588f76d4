"""A clause answers where it has what is asked for: a body of the kind, the item, the list, the part of an address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking

PLAN = """\
ỦY BAN NHÂN DÂN TỈNH LÀO CAI
Số: 52/KH-UBND

KẾ HOẠCH
Phát triển chợ trên địa bàn tỉnh Lào Cai

I. QUAN ĐIỂM
- Quan điểm thứ nhất: chợ là nơi giao lưu của đồng bào.
- Quan điểm thứ hai: chợ phiên được giữ gìn cùng bản sắc.
- Quan điểm thứ ba: xã hội hóa việc xây chợ.

II. NHIỆM VỤ
1. Xây dựng Trung tâm Điều phối chợ đầu mối của tỉnh, giúp theo dõi giá cả hằng ngày.
2. Sở Công Thương quản lý chợ biên giới và hướng dẫn ban quản lý chợ.
3. Ban hành danh mục các nhóm hàng được ưu tiên bày bán và cơ chế ưu tiên nhóm hàng.
4. Các chợ ưu tiên 3 nhóm hàng: rau bản địa; hoa ôn đới; quả khô.

III. KINH PHÍ
1. Nguồn kinh phí
- Ngân sách tỉnh và vốn xã hội hóa.
2. Nguyên tắc chi
- Chi đúng dự toán được giao.
- Công khai sổ sách từng quý.
"""


@pytest.fixture(scope="module")
def plan(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with asking(tmp_path_factory.mktemp("plan"), {"lao-cai": PLAN}) as assistant:
        yield assistant


def test_a_clause_that_names_no_body_of_the_kind_does_not_answer_which_one(plan: PolicyAssistant):
    assert plan.ask("Sở nào quản lý Trung tâm Điều phối chợ đầu mối?").outcome != "answered"
    answer = plan.ask("Sở nào quản lý chợ biên giới?")
    assert answer.outcome == "answered"
    assert "Sở Công Thương" in answer.sentences[0].text


@pytest.mark.parametrize("question", ["Quan điểm thứ hai là gì?", "quan diem thu hai noi gi"])
def test_of_numbered_items_the_one_that_is_named_answers(plan: PolicyAssistant, question: str):
    answer = plan.ask(question)
    assert "chợ phiên được giữ gìn" in answer.text
    assert "thứ nhất" not in answer.text
    assert "thứ ba" not in answer.text


def test_the_next_item_is_asked_for_by_its_ordinal_alone(plan: PolicyAssistant):
    answer = plan.ask("còn thứ ba?", history=["Quan điểm thứ hai là gì?"])
    assert "xã hội hóa việc xây chợ" in answer.text
    assert "thứ hai" not in answer.text


def test_a_clause_that_lists_what_is_asked_comes_first(plan: PolicyAssistant):
    assert "rau bản địa" in plan.ask("Các chợ ưu tiên những nhóm hàng nào?").sentences[0].text


def test_a_heading_that_is_named_beside_an_address_is_opened(plan: PolicyAssistant):
    answer = plan.ask("Mục III, nguyên tắc chi quy định gì?")
    assert "Chi đúng dự toán" in answer.text
    assert "vốn xã hội hóa" not in answer.text


def test_how_many_clauses_stand_at_an_address_is_counted(plan: PolicyAssistant):
    answer = plan.ask("Khoản 2 mục III có mấy gạch đầu dòng?")
    assert "gồm 2 nội dung" in answer.sentences[0].text
    assert "Công khai sổ sách" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Nghe anh hàng xóm bảo các chợ ưu tiên 3 nhóm hàng, nhóm hàng nào?",
        "Sếp tôi bảo chợ biên giới do Sở Công Thương quản lý, đúng không?",
    ],
)
def test_who_told_it_and_hurry_change_nothing(plan: PolicyAssistant, question: str):
    assert plan.ask(question).outcome == "answered"
