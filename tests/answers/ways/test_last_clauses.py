"""Follow-ups that stay with the last answer: its clauses, those beside them, the document that it is from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.types import Turn
from tests.index_helpers import asking

CAO_BANG = """\
ỦY BAN NHÂN DÂN TỈNH CAO BẰNG
Số: 28/KH-UBND
Cao Bằng, ngày 6 tháng 3 năm 2025

KẾ HOẠCH
Đào tạo nghề cho thanh niên giai đoạn 2025 - 2030 trên địa bàn tỉnh Cao Bằng

I. MỤC TIÊU
1. Học viên tốt nghiệp khóa hàn cam kết làm việc tại tỉnh ít nhất 4 năm, được hoàn 60% học phí.
2. Mở 12 lớp nghề tại các huyện vùng cao.
3. Hội thi tay nghề khai mạc sáng 8/5 tại nhà văn hóa.

II. NHIỆM VỤ
1. Khảo sát nhu cầu.
a) Lập phiếu hỏi.
b) Tổng hợp kết quả.
2. Tuyển giáo viên dạy nghề.
"""
PLEDGE = "Học viên tốt nghiệp khóa hàn của Cao Bằng phải cam kết gì?"


@pytest.fixture(scope="module")
def plan(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with asking(tmp_path_factory.mktemp("plan"), {"cao-bang": CAO_BANG}) as assistant:
        yield assistant


def cited(plan: PolicyAssistant, *turns: str) -> tuple[bool, list[str]]:
    """(whether the last of some turns is left without an answer, the addresses that its answer cites)."""
    history: list[Turn] = []
    for turn in turns:
        answer = plan.ask(turn, history=history)
        history.append(Turn(turn, answer.standalone_question))
    return answer.abstained, [citation.address for citation in answer.citations]


@pytest.mark.parametrize(
    ("turns", "addresses"),
    [
        ((PLEDGE, "Ở lại tỉnh làm việc mấy năm?"), ["mục I.1"]),
        ((PLEDGE, "What portion of the tuition is refunded?"), ["mục I.1"]),
        ((PLEDGE, "được hoàn học phí mấy phần?"), ["mục I.1"]),
        (("Cao Bằng mở mấy lớp nghề?", "ở những huyện vùng cao nào?"), ["mục I.2"]),
        (("khoản 1 mục II của Cao Bằng", "đọc điểm b khoản đó"), ["mục II.1.b"]),
        (("khoản 1 mục I của Cao Bằng", "khoản ngay sau đó?"), ["mục I.2"]),
        (("khoản 2 mục I của Cao Bằng", "khoản liền trước?"), ["mục I.1"]),
        (("khoản 2 mục I của Cao Bằng", "The next clause?"), ["mục I.3"]),
    ],
)
def test_a_follow_up_is_answered_from_the_clauses_of_the_last_answer(
    plan: PolicyAssistant, turns: tuple[str, ...], addresses: list[str]
):
    assert cited(plan, *turns) == (False, addresses)


@pytest.mark.parametrize(
    "turns",
    [
        (PLEDGE, "Hoàn học phí bao nhiêu triệu đồng?"),
        (PLEDGE, "Mức phạt vi phạm cam kết là mấy năm tù giam?"),
        ("Hội thi tay nghề của Cao Bằng khai mạc năm nào?",),
    ],
)
def test_a_figure_of_another_unit_or_subject_is_not_taken_from_them(
    plan: PolicyAssistant, turns: tuple[str, ...]
):
    assert cited(plan, *turns)[0]


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (
            ("Cao Bằng mở mấy lớp nghề?", "Đơn vị nào chủ trì?"),
            "Điều khoản vừa dẫn của Cao Bằng không nêu đơn vị nào chủ trì.",
        ),
        (
            ("Cao Bằng mở mấy lớp nghề?", "chu tri la ai"),
            "Điều khoản vừa dẫn của Cao Bằng không nêu đơn vị nào chủ trì.",
        ),
        (
            ("What share of the tuition is refunded in Cao Bằng?", "Which agency leads?"),
            "The clause of Cao Bằng that was just cited states no body that is in charge.",
        ),
    ],
)
def test_that_a_clause_names_no_body_is_said(plan: PolicyAssistant, turns: tuple[str, str], said: str):
    first = plan.ask(turns[0])
    assert not first.abstained
    answer = plan.ask(turns[1], history=[Turn(turns[0], first.standalone_question)])
    assert (answer.abstained, answer.text.splitlines()[0]) == (True, said)
    assert [c.address for c in answer.citations] == [c.address for c in first.citations]


def test_a_body_that_another_clause_names_is_told(tmp_path: Path):
    tasks = (
        CAO_BANG + "III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\na) Chủ trì mở lớp nghề tại các huyện vùng cao.\n"
    )
    with asking(tmp_path, {"cao-bang": tasks}) as told:
        answer = told.ask("Đơn vị nào chủ trì?", history=["Cao Bằng mở mấy lớp nghề?"])
    assert not answer.abstained
    assert "Sở Nội vụ" in answer.text


def test_the_same_is_asked_of_another_place_than_one_in_no_list(tmp_path: Path):
    unlisted = CAO_BANG.replace("CAO BẰNG", "TRÀM HẢI").replace("Cao Bằng", "Tràm Hải")
    with asking(tmp_path, {"cao-bang": CAO_BANG, "tram-hai": unlisted}) as told:
        answer = told.ask("Còn Cao Bằng thì sao?", history=["Tràm Hải mở mấy lớp nghề?"])
    assert answer.standalone_question == "Cao Bằng mở mấy lớp nghề?"
    assert {citation.document_id for citation in answer.citations} == {"cao-bang"}


def test_facts_are_asked_of_the_document_that_is_talked_of(plan: PolicyAssistant):
    answer = plan.ask("đề ngày mấy?", history=["Cao Bằng mở bao nhiêu lớp nghề?"])
    assert answer.text == "Cao Bằng: ngày **6/3/2025**. [1]"


def test_a_section_that_is_not_there_is_none_of_the_clauses_of_its_number(plan: PolicyAssistant):
    answer = plan.ask("Mục III của Cao Bằng quy định gì?")
    assert answer.text.splitlines()[0] == "Cao Bằng không có Mục III."
