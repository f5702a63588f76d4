"""What a question takes for granted is denied only where no clause of the asked period speaks of it."""

from __future__ import annotations

import pytest

from assistant.answers import Case, Draft, answer
from assistant.answers.case import Answered
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Document
from tests.answer_helpers import case_of, hits_of, reference_of

PLAN = """KẾ HOẠCH
Phát triển thiết chế văn hóa tỉnh Lào Cai

II. MỤC TIÊU
1. Đến năm 2030
{first}
2. Giai đoạn 2031-2035
- Tỷ lệ xã có nhà văn hóa đạt chuẩn về diện tích đạt 90%.
"""
QUESTION = "Tỷ lệ xã có nhà văn hóa đạt chuẩn về diện tích ở Lào Cai đến năm 2030 là bao nhiêu %?"


def asked(first: str, question: str = QUESTION, *, behind: str | None = None) -> Draft:
    document = Document(
        "ke-hoach", "Kế hoạch Phát triển thiết chế văn hóa tỉnh Lào Cai", "KH Lào Cai", "plan", "official",
        nfc(PLAN.format(first=first)), place="Lào Cai",
    )  # fmt: skip
    catalog = build_catalog((document,), Settings())
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def case(text: str, before: Answered | None = None) -> Case:
        query = understanding.read(text)
        hits = hits_of(query.read, catalog, lambda chunk: "90%" in chunk.text)
        return case_of(query, reference, hits, before=before)

    earlier = case(behind) if behind else None
    return answer(case(question, Answered(earlier.query, earlier, answer(earlier)) if earlier else None))


@pytest.mark.parametrize(
    ("first", "denied"),
    [
        ("- Tỷ lệ thôn có sân thể thao tăng dần.", True),
        ("- Diện tích nhà văn hóa xã đạt chuẩn tăng dần.", False),
    ],
)
def test_a_period_is_denied_only_where_no_clause_of_it_speaks_of_the_subject(
    first: str, denied: bool
) -> None:
    draft = asked(first)
    assert draft.reason == ("wrong_premise" if denied else "not_in_corpus")
    assert ("các mốc tìm thấy" in draft.lines[0].text) is denied


def test_a_period_that_the_clause_names_is_not_told_twice() -> None:
    draft = asked(
        "- Đến năm 2030 xây mới tối thiểu 45 nhà văn hóa.", "Lào Cai xây mới 30 nhà văn hóa, đúng không?"
    )
    assert draft.lines[0].text == "**Không.** Lào Cai: Đến năm 2030 xây mới **tối thiểu 45 nhà** văn hóa."


@pytest.mark.parametrize(
    ("first", "question"),
    [
        ("- Sau 48 giờ phải dựng lại nhà văn hóa xã bị tốc mái.", "Sau 2 ngày phải dựng lại nhà văn hóa xã nào ở Lào Cai?"),
        ("- Giai đoạn sau 72 giờ: dựng lại nhà văn hóa xã bị tốc mái.", "Sau 72 tiếng dựng lại nhà văn hóa nào ở Lào Cai?"),
    ],
)  # fmt: skip
def test_an_equal_amount_in_another_unit_is_not_denied(first: str, question: str) -> None:
    assert "không nêu con số" not in asked(first, question).lines[0].text


def test_a_figure_of_the_clause_just_told_is_not_denied() -> None:
    first, doubt = (
        "- Mỗi thôn trồng 77 cây bàng.",
        "77 nhà văn hóa xã đạt chuẩn về diện tích ở Lào Cai, đúng là 77 chứ?",
    )
    assert "không nêu con số 77" in asked(first, doubt).lines[0].text
    behind = asked(first, doubt, behind="Mỗi thôn ở Lào Cai trồng bao nhiêu cây bàng?")
    assert not any("không nêu con số" in line.text for line in behind.lines)


def test_a_day_that_another_piece_of_the_clause_states_is_not_denied() -> None:
    told = "- Đến 12h00 ngày 21/11/2025, toàn tỉnh có nhiều nhà văn hóa bị ngập. " + " ".join(
        f"Nhà văn hóa xã thứ {n} bị hư hỏng phần mái, phần tường và phần sân trong đợt lũ vừa qua."
        for n in range(9, 40)
    )
    draft = asked(
        f"{told} Thiệt hại ước 45 tỷ đồng.",
        "Đến trưa 21/11/2025 nhà văn hóa ở Lào Cai thiệt hại ước bao nhiêu tỷ đồng?",
    )
    assert "không nêu con số" not in draft.lines[0].text


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [("trước 17 giờ hằng ngày", "**Không.**"), ("trước 16 giờ 30 mỗi ngày", "**Đúng.**")],
)
def test_a_time_of_day_is_judged_however_it_is_written(claimed: str, verdict: str) -> None:
    first = "- Nhà văn hóa xã báo cáo số sách cho mượn trước 16h30’ hằng ngày."
    draft = asked(first, f"Nhà văn hóa xã ở Lào Cai báo cáo số sách cho mượn {claimed}, đúng không?")
    assert draft.lines[0].text.startswith(verdict)
    assert "**16h30’**" in draft.lines[0].text
