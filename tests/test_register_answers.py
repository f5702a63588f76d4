"""Answers from the registers: complete lists with how many of how many, by kind, role and time; cells of tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answering import Answerer
from assistant.catalog import build_catalog
from assistant.drafting import Draft
from assistant.evidence import Judge
from assistant.settings import Settings
from assistant.text import nfc
from assistant.types import Document
from assistant.understanding import Understanding

PLAN = """KẾ HOẠCH
I. MỤC TIÊU
1. Mục tiêu đến năm 2030
- Tỷ lệ hộ dân dùng nước sạch đạt 95%, trong đó ít nhất 90% ở nông thôn.
- Bồi dưỡng tối thiểu 300 giáo viên.
- Thành phố trở thành đô thị xanh.
2. Mục tiêu giai đoạn 2030 - 2035
- Tỷ lệ hộ dân dùng nước sạch đạt 99%.
II. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng
a) Chủ trì, phối hợp với Sở Y tế tổ chức trồng cây;
b) Báo cáo kết quả gửi Sở Tài chính trước ngày 20 tháng 12 hằng năm.
2. Sở Y tế
a) Chủ trì kiểm tra nguồn nước;
b) Hoàn thành danh mục thuốc trong quý II năm 2027.
III. CHỈ TIÊU SẢN XUẤT
| TT | Chỉ tiêu | ĐVT | Năm 2026 | Năm 2028 |
|---|---|---|---|---|
| 1 | Chè |
| - | Diện tích chè | Ha | 6.500 | 7.100 |
| - | Sản lượng chè | Tấn | 64.213 | 67.405 |
"""

Ask = Callable[..., tuple[Draft, list[str]]]


@pytest.fixture(scope="module")
def ask() -> Ask:
    document = Document("d", "Kế hoạch", "Kế hoạch", "plan", "official", nfc(PLAN), place="Huế")
    catalog = build_catalog((document,), Settings())
    understanding, answerer = Understanding.of(catalog), Answerer(catalog, Judge(catalog))

    def asked(question: str, *history: str) -> tuple[Draft, list[str]]:
        draft = answerer.answer(understanding.read(question, history), [])
        return draft, [sentence.text for sentence in draft.finish()[1]]

    return asked


def test_targets_of_a_kind_are_counted_and_listed_whole(ask: Ask) -> None:
    draft, lines = ask("Có bao nhiêu chỉ tiêu nêu tỷ lệ phần trăm đến năm 2030?")
    assert lines[0] == "Huế, đến năm 2030: 2 chỉ tiêu nêu tỷ lệ phần trăm trong bảng chỉ tiêu:"
    assert [line.partition("**")[2].partition("**")[0] for line in lines[1:]] == ["đạt 95%", "ít nhất 90%"]
    assert draft.coverage is not None
    assert (draft.coverage.shown, draft.coverage.total) == (2, 2)


def test_a_part_of_a_target_says_of_what_it_is_a_part(ask: Ask) -> None:
    _, lines = ask("Liệt kê các chỉ tiêu phần trăm đến năm 2030")
    assert lines[2].startswith("ở nông thôn, trong “Tỷ lệ hộ dân dùng nước sạch”: **ít nhất 90%**")


def test_targets_about_a_subject_are_listed_and_no_others(ask: Ask) -> None:
    _, lines = ask("Liệt kê chỉ tiêu về giáo viên")
    assert len(lines) == 2
    assert "tối thiểu 300 người" in lines[1]


def test_all_targets_without_figures(ask: Ask) -> None:
    _, lines = ask("liet ke cac chi tieu dinh tinh")
    assert lines[1:] == ["Thành phố trở thành đô thị xanh (đến năm 2030)."]


def test_who_leads_what(ask: Ask) -> None:
    _, lines = ask("Đơn vị nào chủ trì nhiệm vụ gì?")
    assert [line[:14] for line in lines[1:]] == ["**Sở Xây dựng*", "**Sở Y tế** (c"]


def test_a_body_supports_where_others_name_it_as_a_partner(ask: Ask) -> None:
    _, lines = ask("Sở Y tế phối hợp những việc gì?")
    assert len(lines) == 2
    assert "trồng cây" in lines[1]


def test_who_reports_to_a_body(ask: Ask) -> None:
    _, lines = ask("Ai báo cáo cho Sở Tài chính?")
    assert len(lines) == 2
    assert lines[1].startswith("**Sở Xây dựng** (báo cáo)")


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("Những việc nào có thời hạn?", ["20 tháng 12", "quý II"]),
        ("việc gì phải xong trước tháng 12?", ["quý II"]),
        ("việc gì đến hạn trong tháng 12?", ["20 tháng 12"]),
        ("việc gì phải hoàn thành trước ngày 31/12/2026?", ["20 tháng 12"]),
    ],
)
def test_what_is_due(ask: Ask, question: str, held: list[str]) -> None:
    _, lines = ask(question)
    assert len(lines) == 1 + len(held)
    assert all(words in line for words, line in zip(held, lines[1:], strict=True))


def test_a_cell_of_a_table_is_found_by_its_row_and_its_column(ask: Ask) -> None:
    draft, lines = ask("Diện tích chè năm 2028 là bao nhiêu ha?")
    assert draft.reason is None
    assert lines == ["Huế, đến năm 2028: **7.100 Ha** (chè: Diện tích chè)."]


def test_a_year_that_no_column_has_is_not_answered_from_another(ask: Ask) -> None:
    draft, lines = ask("Diện tích chè năm 2027 là bao nhiêu ha?")
    assert draft.reason is not None
    assert not any("7.100" in line or "6.500" in line for line in lines[:1])


def test_a_follow_up_goes_on_with_another_period(ask: Ask) -> None:
    _, lines = ask("còn giai đoạn 2030-2035?", "Có bao nhiêu chỉ tiêu nêu tỷ lệ phần trăm đến năm 2030?")
    assert "99%" in lines[1]
    assert len(lines) == 2


def test_a_target_of_two_years_is_compared_with_itself(ask: Ask) -> None:
    _, lines = ask("So sánh diện tích chè năm 2026 với năm 2028")
    assert lines == [
        "Huế, đến năm 2026: **6.500 Ha** (chè: Diện tích chè).",
        "Huế, đến năm 2028: **7.100 Ha** (chè: Diện tích chè).",
        "Chênh lệch (“Chè: Diện tích chè”): **600 Ha**.",
    ]
