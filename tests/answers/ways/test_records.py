"""Fields of tasks that stand under labels of their own, over plans of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from assistant.answers.ways.records import asked_field, field_entries
from assistant.questions import Understanding
from tests.index_helpers import asking

QUANG_TRI = """\
ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ
Số: 58/KH-UBND

KẾ HOẠCH
Bảo vệ rừng ven biển trên địa bàn tỉnh Quảng Trị

I. NHIỆM VỤ
1. Khảo sát các dải phi lao
- Nội dung: Đo đếm diện tích phi lao đã gãy đổ sau bão.
- Cơ quan chủ trì: Chi cục Kiểm lâm.
- Cơ quan phối hợp: Ủy ban nhân dân các xã ven biển.
- Thời gian thực hiện: Quý II năm 2027.
- Sản phẩm: Bản đồ hiện trạng phi lao.
2. Trồng bổ sung cây chắn cát
- Cơ quan chủ trì: Sở Nông nghiệp và Môi trường.
- Cơ quan phối hợp: Hội Nông dân tỉnh.
- Thời gian thực hiện: Từ tháng 9 đến tháng 12 hằng năm.
3. Tuần tra ban đêm
- Cơ quan thực hiện: Bộ đội Biên phòng tỉnh.
4. Tập huấn gieo ươm cho Đoàn Thanh niên
- Cơ quan chủ trì: Trung tâm Khuyến nông.
- Thời gian thực hiện: Quý I năm 2028.
5. Mở lớp về phòng cháy rừng cho kiểm lâm viên trước ngày 30/4/2028.

II. KINH PHÍ
Ngân sách tỉnh bảo đảm kinh phí bảo vệ rừng.
"""


@pytest.fixture(scope="module")
def plan(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with asking(tmp_path_factory.mktemp("plan"), {"quang-tri": QUANG_TRI}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told", "address"),
    [
        (
            "Bao giờ khảo sát các dải phi lao?",
            "thời gian **Quý II năm 2027**; chủ trì Chi cục Kiểm lâm.",
            "I.1",
        ),
        (
            "Thời gian trồng bổ sung cây chắn cát là khi nào?",
            "thời gian **Từ tháng 9 đến tháng 12 hằng năm**; chủ trì Sở Nông nghiệp và Môi trường.",
            "I.2",
        ),
        ("Cơ quan nào chủ trì trồng cây chắn cát?", "chủ trì **Sở Nông nghiệp và Môi trường**;", "I.2"),
        ("Ai tuần tra ban đêm?", "thực hiện **Bộ đội Biên phòng**. Nhiệm vụ: Tuần tra ban đêm", "I.3"),
        ("Đơn vị phối hợp trồng bổ sung cây chắn cát?", "phối hợp **Hội Nông dân tỉnh**; chủ trì", "I.2"),
        ("Sản phẩm của việc khảo sát phi lao là gì?", "sản phẩm **Bản đồ hiện trạng phi lao**", "I.1"),
        ("Bao giờ tập huấn gieo ươm cho Đoàn Thanh niên?", "thời gian **Quý I năm 2028**", "I.4"),
        ("Khi nào bắt đầu khảo sát phi lao?", "thời gian **Quý II năm 2027**", "I.1"),
        ("bao gio trong cay chan cat", "thời gian **Từ tháng 9 đến tháng 12 hằng năm**", "I.2"),
    ],
)
def test_a_field_is_told_of_the_task_that_is_asked_about(
    plan: PolicyAssistant, question: str, told: str, address: str
) -> None:
    answer = plan.ask(question)
    assert answer.text.startswith("Quảng Trị: ")
    assert told in answer.text
    assert all(citation.address.startswith(f"mục {address}") for citation in answer.citations)
    assert len(answer.citations) <= 4


@pytest.mark.parametrize(
    "question",
    [
        "Bao giờ tuần tra ban đêm?",  # no time is given
        "Bao giờ mở lớp về phòng cháy rừng cho kiểm lâm viên?",  # a clause says so itself
        "Bao giờ bảo vệ rừng ven biển?",  # the whole plan
        "Bao giờ tặng Hội Nông dân bản đồ phi lao?",  # the body does nothing
    ],
)
def test_of_what_has_no_such_field_none_is_told(plan: PolicyAssistant, question: str) -> None:
    assert "Nhiệm vụ: " not in plan.ask(question).text


def test_the_day_of_a_clause_without_fields_is_told(plan: PolicyAssistant) -> None:
    assert "30/4/2028" in plan.ask("Bao giờ mở lớp về phòng cháy rừng cho kiểm lâm viên?").text


@pytest.mark.parametrize(
    ("question", "verdict", "told"),
    [
        ("Khảo sát các dải phi lao làm trong năm 2026 đúng không?", "**Không.**", "**Quý II năm 2027**"),
        ("Có phải khảo sát các dải phi lao trong năm 2027 không?", "**Đúng.**", "**Quý II năm 2027**"),
        ("Trồng bổ sung cây chắn cát trong năm 2026 đúng không?", "", "hằng năm"),  # no year is given
        ("Tuần tra ban đêm trong năm 2026 đúng không?", "", ""),
        ("Khảo sát các dải phi lao vào quý III/2027 đúng không?", "**Không.**", "**Quý II năm 2027**"),
        ("Khảo sát các dải phi lao vào quý II/2027 đúng không?", "**Đúng.**", "**Quý II năm 2027**"),
        (
            "Tập huấn gieo ươm cho Đoàn Thanh niên vào quý II/2027, đúng không?",
            "**Không.**",
            "**Quý I năm 2028**",
        ),
        (
            "Tập huấn gieo ươm cho Đoàn Thanh niên ngay từ quý I năm 2028, đúng chứ?",
            "**Đúng.**",
            "**Quý I năm 2028**",
        ),
    ],
)
def test_another_year_is_denied(plan: PolicyAssistant, question: str, verdict: str, told: str) -> None:
    text = plan.ask(question).text
    assert told in text
    assert text.startswith(verdict)
    assert verdict or "**Đúng.**" not in text
    assert verdict or "**Không.**" not in text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Việc trồng bổ sung cây chắn cát có phải do Hội Nông dân chủ trì không?", "**Không.** "),
        ("Có phải Sở Nông nghiệp và Môi trường chủ trì trồng bổ sung cây chắn cát không?", "**Đúng.** "),
        ("Sở Tư pháp chủ trì khảo sát các dải phi lao đúng không?", "**Không.** "),
    ],
)
def test_who_leads_is_judged(plan: PolicyAssistant, question: str, verdict: str) -> None:
    assert plan.ask(question).text.startswith(f"{verdict}Quảng Trị: chủ trì **")


def test_a_time_is_not_told_without_its_task(plan: PolicyAssistant) -> None:
    text = plan.ask("Quảng Trị bảo vệ những gì trong rừng ven biển vào quý II năm 2027?").text
    assert "Thời gian thực hiện" not in text


def test_another_body_is_denied(plan: PolicyAssistant) -> None:
    text = plan.ask("Hội Nông dân tỉnh khảo sát các dải phi lao từ bao giờ?").text
    assert text.startswith("**Không.** Quảng Trị: thời gian **Quý II năm 2027**; chủ trì Chi cục Kiểm lâm.")


def test_in_english(plan: PolicyAssistant) -> None:
    text = plan.ask("When will “trồng bổ sung cây chắn cát” be done?").text
    assert "time **" in text
    assert "Duty: “" in text


@pytest.mark.parametrize(
    ("field", "question", "is_read"),
    [
        (entry["name"], question, kind == "reads")
        for entry in field_entries()
        for kind in ("reads", "leaves")
        for question in entry[kind]
    ],
)
def test_examples_of_fields(understanding: Understanding, field: str, question: str, is_read: bool) -> None:
    assert (asked_field(understanding.read(question)) == field) is is_read


def test_what_goes_on_is_not_done_in_one_year_alone(plan: PolicyAssistant) -> None:
    said = plan.ask("Trồng bổ sung cây chắn cát chỉ làm trong năm 2027 thôi phải không?").text
    assert said.startswith("**Không.** Quảng Trị: thời gian **Từ tháng 9 đến tháng 12 hằng năm**")
