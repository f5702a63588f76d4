"""What one of two plans has and the other lacks: items of a list, clauses below a heading, words, cited documents, terms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking

PLAN = """\
ỦY BAN NHÂN DÂN TỈNH {capitals}
Số: {number}/KH-UBND
{place}, ngày {day} tháng 5 năm 2026

KẾ HOẠCH
Phát triển nghề cá trên địa bàn tỉnh {place}

Căn cứ {grounds};

I. MỤC TIÊU
1. Mục tiêu đến năm 2030
- Đưa tối thiểu 40 lượt thuyền trưởng đi học đánh bắt xa bờ ở các nước có nghề cá phát triển.

II. NHIỆM VỤ
1. Hợp tác quốc tế
- Tổ chức các đợt thực tập đánh bắt xa bờ cho thuyền trưởng, thợ máy tại các nước như: {countries}.
- Nuôi biển theo phương thức {farming}.
2. Nguyên tắc hỗ trợ tàu cá
- Chỉ hỗ trợ tàu đã đăng kiểm, lắp thiết bị giám sát hành trình và còn hoạt động.
- Hỗ trợ một lần cho mỗi tàu, công khai danh sách tại cảng cá nơi tàu đăng ký.
{own}3. Bến cá
- Giao ban quản lý cảng mở lớp phân loại cá {where} trước mùa biển hằng năm.
"""
OWN = "- Ưu tiên chủ tàu là người dân tộc thiểu số sống ở các xã bãi ngang ven biển.\n"


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    first = PLAN.format(
        capitals="QUẢNG TRỊ", number=31, place="Quảng Trị", day=4, countries="Na Uy, Nhật Bản, Chile, Peru", own=OWN,
        where="cho phụ nữ làng chài", farming="IMTA (rong, cá, nhuyễn thể và hải sâm)",
        grounds="Nghị quyết số 36-NQ/TW ngày 22 tháng 10 năm 2018; Nghị quyết số 12/NQ-CP ngày 9 tháng 1 năm 2025",
    )  # fmt: skip
    second = PLAN.format(
        capitals="CÀ MAU", number=52, place="Cà Mau", day=9, countries="Na Uy, Nhật Bản, Peru", own="",
        where="", farming="IMT (rong, cá, nhuyễn thể)", grounds="Nghị quyết số 36-NQ/TW ngày 22 tháng 10 năm 2018",
    )  # fmt: skip
    with asking(tmp_path_factory.mktemp("plans"), {"quang-tri": first, "ca-mau": second}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("history", "turn"),
    [
        (
            [],
            "Danh sách các nước cho thuyền trưởng đi thực tập của Cà Mau với Quảng Trị lệch nhau nước nào?",
        ),
        (
            ["Cà Mau cho thuyền trưởng đi thực tập ở những nước nào?"],
            "So với danh sách đó thì bên Quảng Trị ghi thêm nơi nào?",
        ),
        (
            ["Quảng Trị cho thuyền trưởng đi thực tập ở những nước nào?"],
            "danh sach cac nuoc do ben Ca Mau co thieu noi nao khong",
        ),
        ([], "Which countries for internships are in Quang Tri's list but not in Ca Mau's?"),
    ],
)
def test_items_that_one_list_lacks_are_told_with_both_clauses(
    plans: PolicyAssistant, history: list[str], turn: str
):
    answer = plans.ask(turn, history=history)
    assert answer.sentences[0].text in ("Chỉ Quảng Trị nêu: Chile.", "Only Quảng Trị lists: Chile.")
    assert {c.document_id for c in answer.citations} == {"quang-tri", "ca-mau"}
    assert "thực tập đánh bắt xa bờ" in answer.text


@pytest.mark.parametrize(
    ("history", "turn"),
    [
        ([], "Quảng Trị có thêm nguyên tắc hỗ trợ tàu cá nào mà Cà Mau không ghi?"),
        (["Mục II.2 của Cà Mau ghi gì?"], "Quảng Trị thì có thêm nguyên tắc nào mà Cà Mau không ghi?"),
    ],
)
def test_clauses_that_one_side_alone_has_below_a_heading_are_told(
    plans: PolicyAssistant, history: list[str], turn: str
):
    answer = plans.ask(turn, history=history)
    assert answer.text.startswith("Chỉ Quảng Trị nêu:")
    only, _, both = answer.text.partition("Hai bên cùng nêu:")
    assert "người dân tộc thiểu số" in only
    assert "đăng kiểm" not in only
    assert "đăng kiểm" in both


def test_words_that_one_clause_lacks_are_told(plans: PolicyAssistant):
    answer = plans.ask("Lớp phân loại cá thì Quảng Trị viết khác Cà Mau chỗ nào?")
    assert answer.sentences[0].text == "Chỉ Quảng Trị nêu: “cho phụ nữ làng chài”."


def test_documents_that_one_side_cites_are_told(plans: PolicyAssistant):
    only = plans.ask("Quảng Trị dẫn thêm nghị quyết nào mà Cà Mau không dẫn?")
    assert only.sentences[0].text == "Chỉ Quảng Trị dẫn: Nghị quyết số 12/NQ-CP."
    both = plans.ask("Kế hoạch Quảng Trị và kế hoạch Cà Mau cùng dẫn nghị quyết nào?")
    assert both.sentences[0].text == "Cả hai bên đều dẫn: Nghị quyết số 36-NQ/TW."


def test_what_stands_in_brackets_behind_two_terms_is_compared(plans: PolicyAssistant):
    answer = plans.ask("IMTA hơn IMT cái gì?")
    assert answer.sentences[0].text == "Chỉ IMTA có: hải sâm."


def test_a_difference_of_what_no_two_clauses_are_about_is_left_to_other_ways(plans: PolicyAssistant):
    answer = plans.ask("Về giá xăng dầu thì Quảng Trị khác Cà Mau chỗ nào?")
    assert "Chỉ" not in answer.text


def test_items_that_both_lists_have_are_told(plans: PolicyAssistant):
    first = "Danh sách các nước cho thuyền trưởng đi thực tập của Cà Mau với Quảng Trị lệch nhau nước nào?"
    answer = plans.ask("Vậy hai bên cùng nêu những nước nào?", history=[first])
    assert answer.sentences[0].text == "Cả hai bên đều nêu: Na Uy, Nhật Bản, Peru."


def test_what_stands_at_an_address_of_one_side_is_compared(plans: PolicyAssistant):
    answer = plans.ask(
        "Mục II.1 của Quảng Trị có gì mà Cà Mau không có?", history=["Mục II.1 của Cà Mau nói gì?"]
    )
    assert "Chile" in answer.sentences[0].text


def test_the_list_that_was_told_is_compared_though_one_word_of_it_is_said(plans: PolicyAssistant):
    answer = plans.ask("Quảng Trị thêm ý nào?", history=["Cà Mau hỗ trợ tàu cá theo những nguyên tắc nào?"])
    assert "người dân tộc thiểu số" in answer.text


@pytest.mark.parametrize(
    "turn", ["Trong số đó, nước nào Cà Mau cũng cho đi?", "trong so do Ca Mau cung chon nuoc nao"]
)
def test_items_of_a_list_that_another_place_names_too_are_told(plans: PolicyAssistant, turn: str):
    answer = plans.ask(turn, history=["Quảng Trị cho thuyền trưởng đi thực tập ở những nước nào?"])
    assert answer.sentences[0].text == "Cả hai bên đều nêu: Na Uy; Nhật Bản; Peru."
    assert {c.document_id for c in answer.citations} == {"quang-tri", "ca-mau"}


def test_what_more_is_asked_for_sets_no_sides_beside_each_other(plans: PolicyAssistant):
    history = ["Quảng Trị và Cà Mau mở lớp phân loại cá thế nào?"]
    said = plans.ask("Vậy phải đưa thêm nghề gì mới?", history=history).text
    assert "Chỉ" not in said
