"""Answers in the form that a question asks for, over a plan of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.indexing import build
from assistant.settings import Settings
from assistant.types import Turn

GIA_LAI = """\
ỦY BAN NHÂN DÂN TỈNH GIA LAI
Số: 73/KH-UBND
Gia Lai, ngày 6 tháng 5 năm 2025

KẾ HOẠCH
Phát triển cây hồ tiêu giai đoạn 2025 - 2030 trên địa bàn tỉnh Gia Lai

I. MỤC TIÊU
1. Mục tiêu chung
Phát triển cây hồ tiêu theo hướng hữu cơ, nâng cao thu nhập của người trồng.
2. Chỉ tiêu đến năm 2030
a) Diện tích hồ tiêu hữu cơ đạt 9.000 ha vào năm 2030.
b) Tỷ lệ hộ trồng tiêu vào hợp tác xã đạt 65% vào năm 2030.

II. NHIỆM VỤ
1. Khảo sát đất trồng tiêu.
2. Chọn giống kháng bệnh.
3. Xây dựng vườn ươm.
4. Mở lớp dạy ghép cành.

III. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương
a) Chủ trì quảng bá hồ tiêu tại hội chợ.
b) Tìm thị trường xuất khẩu mới.
c) Kiểm tra nhãn hàng hóa.
d) Báo cáo Ủy ban nhân dân tỉnh trước ngày 10/12 hằng năm.
"""
DUTIES = "Sở Công Thương Gia Lai có nhiệm vụ gì"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "gia-lai.txt").write_text(GIA_LAI, encoding="utf-8")
    settings = Settings(corpus_dir=Path(folder), index_dir=tmp_path_factory.mktemp("index"))
    build(settings)
    with PolicyAssistant.open(settings) as opened:
        yield opened


def told(assistant: PolicyAssistant, question: str, *before: str) -> list[str]:
    """The lines of an answer, without what it cites."""
    turns = [Turn(turn) for turn in before]
    return [sentence.text for sentence in assistant.ask(question, history=turns).sentences]


def test_duties_are_set_together_in_two_points(assistant: PolicyAssistant) -> None:
    assert told(assistant, f"{DUTIES}, gom lại 2 ý") == [
        "Gia Lai giao **Sở Công Thương** 4 nhiệm vụ:",
        "Chủ trì quảng bá hồ tiêu tại hội chợ; Tìm thị trường xuất khẩu mới.",
        "Kiểm tra nhãn hàng hóa; Báo cáo Ủy ban nhân dân tỉnh trước ngày 10/12 hằng năm.",
    ]


def test_each_point_cites_all_clauses_that_it_sets_together(assistant: PolicyAssistant) -> None:
    answer = assistant.ask(f"{DUTIES}, gom lại 2 ý")
    quotes = {citation.number: citation.quote for citation in answer.citations}
    assert [[quotes[n][:8] for n in s.citations] for s in answer.sentences[1:]] == [
        ["a) Chủ t", "b) Tìm t"],
        ["c) Kiểm ", "d) Báo c"],
    ]


def test_the_last_answer_becomes_a_table(assistant: PolicyAssistant) -> None:
    answer = assistant.ask("lập thành bảng giúp tôi", history=[Turn(DUTIES)])
    assert [cell.text for row in answer.tables[0].rows for cell in row] == [
        *("1", "Chủ trì quảng bá hồ tiêu tại hội chợ."),
        *("2", "Tìm thị trường xuất khẩu mới."),
        *("3", "Kiểm tra nhãn hàng hóa."),
        *("4", "Báo cáo Ủy ban nhân dân tỉnh trước ngày 10/12 hằng năm."),
    ]


def test_a_figure_alone_keeps_its_clause(assistant: PolicyAssistant) -> None:
    answer = assistant.ask("Tỷ lệ hộ trồng tiêu vào hợp tác xã ở Gia Lai năm 2030? chỉ cho tôi con số")
    assert [s.text for s in answer.sentences] == ["**đạt 65%**."]
    assert [c.quote for c in answer.citations] == [
        "b) Tỷ lệ hộ trồng tiêu vào hợp tác xã đạt 65% vào năm 2030."
    ]


def test_a_summary_goes_into_one_sentence_on_what_is_aimed_at(assistant: PolicyAssistant) -> None:
    assert told(assistant, "một câu thôi", "Tóm tắt kế hoạch Gia Lai") == [
        "Gia Lai: Phát triển cây hồ tiêu theo hướng hữu cơ, nâng cao thu nhập của người trồng."
    ]


def test_a_form_is_not_asked_for_what_is_not_stated(assistant: PolicyAssistant) -> None:
    answer = assistant.ask("Giá vé máy bay đi Gia Lai, chỉ cho tôi con số")
    assert answer.outcome == "not_stated"


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "Việc kiểm tra nhãn hàng hóa của Gia Lai nằm ở mục nào?",
            "Gia Lai: mục III.1.c (điểm c khoản 1 mục III).",
        ),
        ("Mục nào của kế hoạch Gia Lai nói về dạy ghép cành?", "Gia Lai: mục II.4 (khoản 4 mục II)."),
        ("Nhiệm vụ của Sở Công Thương Gia Lai nằm ở khoản mấy?", "Gia Lai: mục III.1 (khoản 1 mục III)."),
    ],
)
def test_where_it_stands_comes_first_where_that_is_asked(
    assistant: PolicyAssistant, question: str, first: str
) -> None:
    lines = told(assistant, question)
    assert lines[0] == first
    assert len(lines) > 1
