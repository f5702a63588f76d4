"""Answers from the registers: complete lists with how many of how many, by kind, role and time; cells of tables."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.answers import Draft
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Document
from tests.answer_helpers import answer_of, reference_of

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
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def asked(question: str, *history: str) -> tuple[Draft, list[str]]:
        draft = answer_of(understanding.read(question, history), reference)
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
    assert lines[2] == "Ở nông thôn, trong “Tỷ lệ hộ dân dùng nước sạch” | **ít nhất 90%**"


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


@pytest.mark.parametrize(
    "question",
    [
        "Liệt kê nhiệm vụ của các sở", "cac so o hue lam gi", "Từng sở ở Huế được giao việc gì?", "Liệt kê các sở ở Huế",
        "What are the duties of all departments in Hue?",
    ],
)  # fmt: skip
def test_the_duties_of_all_departments_stand_department_by_department(ask: Ask, question: str) -> None:
    draft, lines = ask(question)
    heads = [line for line in lines if "**" in line]
    assert [re.findall(r"\*\*(.+?)\*\* (\d)", head) for head in heads] == [
        [("Sở Xây dựng", "2")],
        [("Sở Y tế", "2")],
    ]
    assert [line[:24] for line in lines if line not in heads] == [
        "Chủ trì, phối hợp với Sở", "Báo cáo kết quả gửi Sở T", "Chủ trì kiểm tra nguồn n", "Hoàn thành danh mục thuố",
    ]  # fmt: skip
    assert draft.coverage is not None
    assert (draft.coverage.shown, draft.coverage.total) == (4, 4)


def test_what_binds_departments_together_stands_with_those_of_each_and_other_bodies_do_not() -> None:
    text = """KẾ HOẠCH
II. TỔ CHỨC THỰC HIỆN
1. Sở Tư pháp
Thẩm định dự thảo quy chế.
2. Công an tỉnh
Bảo đảm an ninh trật tự.
3. Các sở, ban, ngành
Gửi số liệu trước ngày 10 hằng tháng.
"""
    document = Document("d", "Kế hoạch", "Kế hoạch", "plan", "official", nfc(text), place="Sơn La")
    catalog = build_catalog((document,), Settings())
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def bodies(question: str) -> list[str]:
        draft = answer_of(understanding.read(question), reference)
        return re.findall(r"\*\*(.+?)\*\*", " ".join(line.text for line in draft.lines))

    assert bodies("Các sở phải làm gì?") == ["Sở Tư pháp", "Các sở, ban, ngành"]
    assert bodies("Các sở, ngành phải làm gì?") == ["Sở Tư pháp", "Công an tỉnh", "Các sở, ban, ngành"]
    assert bodies("nhiệm vụ của các đơn vị") == ["Sở Tư pháp", "Công an tỉnh", "Các sở, ban, ngành"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Trong KH phòng chống cháy rừng Sơn La, các sở được giao việc gì?", ["Sơn La 1: Sở Công Thương", "Sơn La 1: Sở Y tế"]),
        ("ke hoach phong chong chay rung: cac so phai lam nhung gi", ["Sơn La 1: Sở Công Thương", "Sơn La 1: Sở Y tế"]),
        ("Các sở có nhiệm vụ gì trong kế hoạch phát triển du lịch của Sơn La?", ["Sơn La 2: Sở Tài chính"]),
        ("Theo kế hoạch phát triển du lịch, các cơ quan làm gì?", ["Sơn La 2: Sở Tài chính", "Lào Cai 3: Sở Tư pháp"]),
        ("Các sở của Lào Cai phải làm gì trong kế hoạch phòng chống cháy rừng?", []),
        ("Các sở được giao việc gì về vắc xin?", []),
        ("Các sở được giao việc gì về cháy rừng và du lịch?", []),
    ],
)  # fmt: skip
def test_words_that_repeat_a_title_say_in_which_plan_the_duties_of_all_departments_are(
    question: str, expected: list[str]
) -> None:
    plans = [
        ("Sơn La", "Kế hoạch phòng chống cháy rừng", "1. Sở Công Thương\nCấp điện.\n2. Sở Y tế\nChuẩn bị thuốc."),
        ("Sơn La", "Kế hoạch phát triển du lịch", "1. Sở Tài chính\nBố trí kinh phí quảng bá."),
        ("Lào Cai", "Kế hoạch phát triển du lịch", "1. Sở Tư pháp\nThẩm định quy chế."),
    ]  # fmt: skip
    catalog = build_catalog(
        tuple(
            Document(
                f"d{n}", title, f"{place} {n}", "plan", "official",
                nfc(f"KẾ HOẠCH\nII. TỔ CHỨC THỰC HIỆN\n{duties}\n"), place=place,
            )
            for n, (place, title, duties) in enumerate(plans, start=1)
        ),
        Settings(),
    )  # fmt: skip
    draft = answer_of(Understanding.of(Library(catalog)).read(question), reference_of(catalog))
    heads = [line for line in draft.lines if "**" in line.text and line.kind == "derived"]
    named = {d.id: d.short_title for d in catalog.documents}
    found = [
        (named[line.sources[0].document_id], re.findall(r"\*\*(.+?)\*\*", line.text)[0]) for line in heads
    ]
    assert [f"{document}: {body}" for document, body in found] == expected


def test_a_list_of_too_many_duties_says_how_many_more_there_are() -> None:
    tasks = "\n".join(f"- Kiểm tra hồ chứa của cụm dân cư {n} trên sông;" for n in range(1, 71))
    text = f"KẾ HOẠCH\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Xây dựng\n{tasks}\n2. Sở Y tế\n- Kiểm tra nguồn nước.\n"
    document = Document("d", "Kế hoạch", "Kế hoạch", "plan", "official", nfc(text), place="Sơn La")
    catalog = build_catalog((document,), Settings())
    draft = answer_of(Understanding.of(Library(catalog)).read("Các sở làm gì?"), reference_of(catalog))
    assert draft.coverage is not None
    assert (draft.coverage.shown, draft.coverage.total) == (60, 71)
    assert draft.lines[-1].text == "Còn 11 nội dung khác, xem trong văn bản."


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
