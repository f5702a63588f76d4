"""Documents that others cite and that are not indexed, persons, and how many divisions there are, over two documents."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking, last

LAI_CHAU = """\
ỦY BAN NHÂN DÂN TỈNH LAI CHÂU
Số: 88/KH-UBND
Lai Châu, ngày 4 tháng 3 năm 2025

KẾ HOẠCH
Phát triển sâm giai đoạn 2025 - 2030 trên địa bàn tỉnh Lai Châu

Thực hiện Chỉ thị số 31/CT-TTg ngày 5 tháng 9 năm 2024 của Thủ tướng Chính phủ về việc bảo vệ cây dược liệu quý;
Căn cứ Quyết định số 1719/QĐ-TTg ngày 14/10/2021 của Thủ tướng Chính phủ phê duyệt Chương trình phát triển vùng cao;
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC TIÊU
1. Diện tích sâm đạt 4.500 ha vào năm 2030.
2. Xây dựng 12 vườn giống.

II. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
a) Tuyển cán bộ kỹ thuật.
b) Mở lớp tập huấn.
2. Sở Công Thương quảng bá sản phẩm theo Chỉ thị số 31/CT-TTg.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Thị Hạnh
"""
AN_GIANG = """\
ỦY BAN NHÂN DÂN TỈNH AN GIANG
Số: 19/QĐ-UBND
An Giang, ngày 8 tháng 7 năm 2025

QUYẾT ĐỊNH
Về việc quy định mức hỗ trợ trồng rừng trên địa bàn tỉnh An Giang

Điều 1. Mức hỗ trợ
Hỗ trợ 2 triệu đồng cho mỗi héc ta rừng.
Điều 2. Hiệu lực
Quyết định này có hiệu lực từ ngày ký.
Điều 3. Trách nhiệm
Sở Tài chính chịu trách nhiệm thi hành.
"""
DIRECTIVE = (
    "Lai Châu dẫn văn bản này là Chỉ thị số 31/CT-TTg ngày 5 tháng 9 năm 2024 của Thủ tướng Chính phủ "
    "về việc bảo vệ cây dược liệu quý."
)


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with asking(tmp_path_factory.mktemp("plans"), {"lai-chau": LAI_CHAU, "an-giang": AN_GIANG}) as assistant:
        yield assistant


def said(plans: PolicyAssistant, question: str) -> tuple[str, list[str]]:
    answer = plans.ask(question)
    return answer.outcome, [sentence.text for sentence in answer.sentences]


@pytest.mark.parametrize(
    "question",
    [
        "Chỉ thị 31 do ai ban hành?",
        "Chỉ thị 31/CT-TTg ban hành ngày nào?",
        "chi thi 31 noi ve gi",
        "Chỉ thị 31 là của ai?",
    ],
)
def test_a_cited_document_is_told_as_its_fullest_citation_has_it(plans: PolicyAssistant, question: str):
    outcome, lines = said(plans, question)
    assert (outcome, lines[0]) == ("answered", DIRECTIVE)
    assert lines[1].endswith("chưa được nạp vào hệ thống.")


def test_who_signed_a_cited_document_is_not_stated(plans: PolicyAssistant):
    outcome, lines = said(plans, "Ai ký Chỉ thị 31?")
    assert (outcome, lines[0]) == ("not_stated", DIRECTIVE)


def test_a_document_that_nothing_cites_is_not_here(plans: PolicyAssistant):
    outcome, lines = said(plans, "Chỉ thị số 46 do ai ban hành?")
    assert (outcome, lines) == ("not_stated", ["Chỉ thị số 46 chưa được nạp vào hệ thống."])


def test_of_the_grounds_those_of_the_asked_kind_are_told(plans: PolicyAssistant):
    outcome, lines = said(plans, "Kế hoạch Lai Châu thực hiện chỉ thị nào của Thủ tướng?")
    assert outcome == "answered"
    assert [line[:31] for line in lines[1:]] == ["Thực hiện Chỉ thị số 31/CT-TTg "]


@pytest.mark.parametrize(
    "question",
    [
        "Bà Lê Thị Hạnh là ai?",
        "Lê Thị Hạnh là ai?",
        "Bà Lê Thị Hạnh giữ chức vụ gì?",
        "Người ký kế hoạch Lai Châu giữ chức gì?",
    ],
)
def test_a_person_who_signed_is_told_with_the_office(plans: PolicyAssistant, question: str):
    assert said(plans, question) == ("answered", ["Lai Châu: người ký là **Lê Thị Hạnh**, Phó Chủ tịch."])


def test_a_person_whom_nothing_names_is_not_found(plans: PolicyAssistant):
    outcome, lines = said(plans, "Ông Phan Văn Tư là ai?")
    assert (outcome, lines) == ("not_stated", ["Không văn bản nào đã nạp nêu tên ông Phan Văn Tư."])


def test_articles_are_counted(plans: PolicyAssistant):
    outcome, lines = said(plans, "Quyết định 19 có bao nhiêu điều?")
    assert outcome == "answered"
    assert lines[0].startswith("An Giang có 3 điều: ")


def test_a_document_without_annexes_says_so(plans: PolicyAssistant):
    assert said(plans, "Kế hoạch Lai Châu có mấy phụ lục?") == (
        "not_stated",
        ["Lai Châu: tệp văn bản đã nạp không có phụ lục nào."],
    )


def test_a_question_for_tasks_is_not_one_for_a_department_of_like_letters(plans: PolicyAssistant):
    _, lines = said(plans, "Liệt kê các nhiệm vụ của kế hoạch Lai Châu")
    assert not lines[0].startswith("Lai Châu, “Sở Nội vụ”")


@pytest.mark.parametrize(
    "question",
    [
        "Chỉ thị mà kế hoạch Lai Châu thực hiện do ai ban hành, ngày nào?",
        "Kế hoạch Lai Châu thực hiện chỉ thị nào, do ai ban hành?",
        "van ban ma ke hoach Lai Chau thuc hien la cua ai",
        "Which directive does the Lai Châu plan carry out, and who issued that?",
        "Who issued the directive that the Lai Châu plan carries out, and when?",
    ],
)
def test_who_issued_what_a_plan_carries_out_is_told_by_its_grounds(plans: PolicyAssistant, question: str):
    outcome, text, _ = last(plans, question)
    assert outcome == "answered", text
    assert "Chỉ thị số 31/CT-TTg ngày 5 tháng 9 năm 2024 của Thủ tướng Chính phủ" in text
    assert "Ủy ban nhân dân tỉnh Lai Châu" not in text  # which issued the plan itself


def test_in_whose_place_the_signer_signed_may_be_asked_of_him(plans: PolicyAssistant):
    outcome, text, _ = last(plans, "Kế hoạch Lai Châu do ai ký?", "Bà ấy ký thay cho ai?")
    assert outcome == "answered"
    assert "Ký thay **Chủ tịch**" in text
