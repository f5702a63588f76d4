"""Answers that a turn challenges, corrects or goes on from, in conversations over the plans of `test_leaning_turns`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from tests.index_helpers import asking, last
from tests.test_leaning_turns import COVERED, LANG_SON, LAO_CAI, PLANTED, SCHOOL

FUND = "Quỹ Giữ rừng Pú Luông chi trả cho ai?"


@pytest.fixture(scope="module")
def plans(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    texts = {"lao-cai": LAO_CAI, "lang-son": LANG_SON}
    with asking(tmp_path_factory.mktemp("plans"), texts) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        ((PLANTED, "Bạn có lộn không, 12.000 phải là của Lạng Sơn chứ?"), "Con số 12.000 là của Lào Cai."),
        ((PLANTED, "ban co nham khong, 12.000 la cua Lang Son chu"), "Con số 12.000 là của Lào Cai."),
        (
            (PLANTED, "sai rồi, tôi nghe là mục tiêu tới 2035 mà"),
            "Văn bản ghi nội dung này cho mốc **đến năm 2030**, không phải đến năm 2035.",
        ),
        (
            (PLANTED, "nhầm à, tôi tưởng là năm 2030"),
            "Đúng, văn bản ghi nội dung này cho mốc **đến năm 2030**.",
        ),
        (
            ("Lào Cai mở bao nhiêu lớp tập huấn trồng quế?", "Ủa em nhớ là 60 lớp mà, bạn chắc là 40 chứ?"),
            "Văn bản ghi **40 lớp**, không phải 60 lớp.",
        ),
        (
            (PLANTED, "ai bảo 12.000, em đọc mục I.2 thấy 8.500 mà?"),
            "Văn bản ghi **12.000 ha**, không phải 8.500.",
        ),
        ((FUND, "Ủa, rõ ràng có chỗ ghi 5 năm mà?"), "Điều khoản được dẫn không nêu con số 5 năm."),
    ],
)
def test_what_is_said_against_an_answer_is_set_against_its_clause(
    plans: PolicyAssistant, turns: tuple[str, ...], said: str
) -> None:
    outcome, text, _ = last(plans, *turns)
    assert outcome == "answered"
    assert said in text


@pytest.mark.parametrize(
    ("turns", "clauses"),
    [
        ((PLANTED, "xin lỗi, tôi nói nhầm, tôi cần của Lạng Sơn cơ"), ["mục I.1.d"]),
        ((PLANTED, "ý em là Lạng Sơn cơ, em gõ lộn"), ["mục I.1.d"]),
        ((COVERED, "Thế giai đoạn sau tới 2035, với cả định hướng 2045?"), ["mục I.2.b", "mục I.3.a"]),
        (("Vườn ươm Nậm Khắt do ai đầu tư?", "thế còn Quỹ Giữ rừng"), ["mục II.2"]),
        (
            (SCHOOL, "Lương giảng viên bao nhiêu tiền?", "Trường đó có cho học viên thực tập không?"),
            ["mục III.2.c"],
        ),
        (
            ("Khoản 1 mục I của Lào Cai ghi gì?", "khoản 2 nữa, đủ các gạch đầu dòng"),
            ["mục I.2", "mục I.2.a", "mục I.2.b"],
        ),
    ],
)
def test_a_turn_goes_on_with_another_place_period_name_or_clause(
    plans: PolicyAssistant, turns: tuple[str, ...], clauses: list[str]
) -> None:
    outcome, text, cited = last(plans, *turns)
    assert (outcome, sorted({address for _, address in cited})) == ("answered", clauses), text
