"""Turns that point to a clause, a list or a figure of the answer before, by a short form or in fewer words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking, last
from tests.test_leaning_turns import LANG_SON, LAO_CAI

FUNDS = """
IV. KINH PHÍ
1. Ngân sách tỉnh chi cho trồng rừng phòng hộ.
2. Doanh nghiệp góp tiền mua giống.
3. Sở Tài chính thẩm định dự toán trước ngày 20 tháng 9 hằng năm.
"""
PLANTED = "Lào Cai trồng mới bao nhiêu ha rừng đến năm 2030?"


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    lao_cai = LAO_CAI.replace(", phần còn lại trồng cây bản địa", "")  # as Lạng Sơn words it
    texts = {"lao-cai": f"{lao_cai}{FUNDS}", "lang-son": LANG_SON}
    with asking(tmp_path_factory.mktemp("plans"), texts) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("turns", "clause"),
    [
        (("Mục III.2 kế hoạch Lào Cai nói gì?", "Không, ý tôi là III.3 cơ."), ("lao-cai", "mục III.3")),
        (("muc III.2 ke hoach Lao Cai noi gi", "nham, III.1 co"), ("lao-cai", "mục III.1")),
        (("Mục I.1 kế hoạch Lào Cai nói gì?", "Còn I.2 thì bàn về gì?"), ("lao-cai", "mục I.2")),
        (("Mục I.1 kế hoạch Lào Cai nói gì?", "Còn I.2 của Lạng Sơn?"), ("lang-son", "mục I.2")),
        (("What does III.1 of the Lào Cai plan say?", "And III.3?"), ("lao-cai", "mục III.3")),
    ],
)
def test_a_dotted_label_alone_is_the_section(
    plans: PolicyAssistant, turns: tuple[str, ...], clause: tuple[str, str]
) -> None:
    outcome, text, cited = last(plans, *turns)
    assert (outcome, cited[:1]) == ("answered", [clause]), text


@pytest.mark.parametrize("turn", ["nằm ở điểm mấy?", "thuoc muc may a", "số này nằm ở điểm nào vậy"])
def test_in_which_point_a_figure_stands_is_told_of_the_last_answer(plans: PolicyAssistant, turn: str) -> None:
    assert "mục I.1.a" in last(plans, PLANTED, turn)[1]


@pytest.mark.parametrize("turn", ["À nhầm, ý tôi là Lào Cai cơ", "Còn Lào Cai?"])
def test_an_address_that_the_other_plan_lacks_leads_to_the_clause_there_that_says_the_same(
    plans: PolicyAssistant, turn: str
) -> None:
    asked = "Điểm d mục I.1 kế hoạch Lạng Sơn trồng mới bao nhiêu ha rừng?"
    outcome, text, cited = last(plans, asked, turn)
    assert (outcome, cited) == ("answered", [("lao-cai", "mục I.1.a")]), text
    assert text.startswith("Lào Cai không có"), text


@pytest.mark.parametrize("turn", ["dài quá, rút lại một câu thôi", "thu gọn một câu", "tóm lại một câu"])
def test_a_clause_with_its_list_in_one_sentence_tells_of_the_list(plans: PolicyAssistant, turn: str) -> None:
    outcome, text, cited = last(plans, "Mục III.2 kế hoạch Lào Cai nói gì?", turn)
    assert outcome == "answered"
    assert "Mở ngành kỹ thuật lâm sinh" in text, text
    assert ("lao-cai", "mục III.2.a") in cited


@pytest.mark.parametrize(
    "typed",
    [
        "lap bang cac chi tieu cua Lao Cai den nam 2030",
        "Ke bang cac chi tieu den nam 2030 cua Lao Cai",
    ],
)
def test_a_table_is_asked_for_without_diacritics(plans: PolicyAssistant, typed: str) -> None:
    accented = last(plans, "Lập bảng các chỉ tiêu của Lào Cai đến năm 2030")
    assert "|" in accented[1]
    assert last(plans, typed) == accented


@pytest.mark.parametrize(
    "turn",
    [
        "Tóm tắt cả phần kinh phí của kế hoạch Lào Cai thành 3 ý cho em báo cáo giám đốc",
        "Giờ tóm tắt phần kinh phí kế hoạch Lào Cai, chừng 3 ý",
        "Sum up the funding section of the Lào Cai plan in three points",
    ],
)
def test_the_part_of_a_plan_is_summed_up_for_whomever(plans: PolicyAssistant, turn: str) -> None:
    outcome, text, cited = last(plans, turn)
    assert outcome == "answered", text
    assert {address for _, address in cited} >= {"mục IV.1", "mục IV.2", "mục IV.3"}, text


def test_the_outlook_to_a_year_is_its_section(plans: PolicyAssistant) -> None:
    outcome, text, cited = last(plans, "Tóm tắt định hướng đến 2045 của Lào Cai, chừng 2 ý")
    assert outcome == "answered", text
    assert ("lao-cai", "mục I.3.a") in cited
    assert ("lao-cai", "mục I.1.a") not in cited


def test_what_was_told_of_a_body_is_gathered_into_fewer_points(plans: PolicyAssistant) -> None:
    told = "Mục III.2 kế hoạch Lào Cai giao những gì?"
    outcome, text, cited = last(plans, told, "Gom danh sách nhiệm vụ của trường ở trên còn đúng 2 ý thôi")
    assert outcome == "answered", text
    assert ("lao-cai", "mục III.2.a") in cited
    assert text.count("\n- ") == 2, text
