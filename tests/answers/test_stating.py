"""Clauses in an answer: each told once, in order, in a table where several values stand side by side."""

from __future__ import annotations

import pytest

from assistant.answers import Draft, unescaped
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Chunk, Document, Hit
from tests.answer_helpers import Ask, answer_of, reference_of

PLAN = """KẾ HOẠCH
I. MỤC TIÊU
1. Tầm nhìn đến năm 2050
- Độ che phủ rừng ngập mặn của tỉnh đạt 40%.
2. Mục tiêu đến năm 2030
- Độ che phủ rừng ngập mặn của tỉnh đạt trên 25%.
- Xây 2*3 phòng học theo mẫu CNC_2030 tại 4*5 xã.
3. Mục tiêu đến năm 2040
- Độ che phủ rừng ngập mặn của tỉnh đạt 30%.
"""


@pytest.fixture(scope="module")
def ask_forest() -> Ask:
    document = Document("d", "Kế hoạch Cà Mau", "KH Cà Mau", "plan", "official", nfc(PLAN), place="Cà Mau")
    catalog = build_catalog((document,), Settings())
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def score(question: str, chunk: Chunk) -> float:
        asked = set(question.lower().split())
        return len(asked & set(chunk.text.lower().split())) / len(asked)

    def ask(question: str) -> tuple[object, Draft, str, list[object]]:
        query = understanding.read(question)
        scored = sorted(((score(query.text, c), n, c) for n, c in enumerate(catalog.chunks)), reverse=True)
        hits = [Hit(rank, value, chunk) for rank, (value, _, chunk) in enumerate(scored, start=1)]
        draft = answer_of(query, reference, hits)
        text, _, citations = draft.finish()
        return query, draft, text, list(citations)

    return ask  # type: ignore[return-value]


def test_periods_stand_in_order_in_a_table_below_what_they_are_of(ask_forest: Ask):
    _, _, text, _ = ask_forest("Độ che phủ rừng ngập mặn của Cà Mau là bao nhiêu?")
    assert text == (
        "Cà Mau – Độ che phủ rừng ngập mặn của tỉnh:\n\n"
        "| Mốc thời gian | Mức |\n| --- | --- |\n"
        "| đến năm 2030 | **đạt trên 25%** [1] |\n"
        "| đến năm 2040 | **đạt 30%** [2] |\n"
        "| đến năm 2050 | **đạt 40%** [3] |"
    )


def test_marks_of_a_document_stay_and_are_no_emphasis(ask_forest: Ask):
    _, _, text, _ = ask_forest("Xây phòng học theo mẫu nào?")
    assert "2\\*3 phòng học theo mẫu CNC_2030 tại 4\\*5 xã" in text
    assert "2*3 phòng học theo mẫu CNC_2030 tại 4*5 xã" in unescaped(text)


def test_several_places_are_told_apart_and_each_is_named_once(ask: Ask):
    _, _, text, _ = ask("Trồng bao nhiêu cây xanh?")
    assert text == (
        "Huế, đến năm 2030: Trồng **tối thiểu 500 cây xanh**. [1]\n\n"
        "Cần Thơ, đến năm 2030: Trồng **tối thiểu 300 cây xanh**. [2]"
    )


def test_a_table_that_is_asked_for_has_a_column_for_what_differs(ask: Ask):
    _, draft, text, _ = ask("Trồng bao nhiêu cây xanh, lập bảng")
    assert "| Nơi | Mốc thời gian | Mức |" in text
    assert "| Huế | đến năm 2030 | **tối thiểu 500 cây xanh** [1] |" in text
    assert [line.kind for line in draft.lines if line.cells] == ["stated", "stated"]


@pytest.mark.parametrize(
    ("question", "heads", "row"),
    [
        ("Lập bảng các chỉ tiêu của Huế đến năm 2030", "| Chỉ tiêu | Mức |", "hộ dân có nước sạch | **đạt trên 95%** [1] |"),
        ("Make a table of the targets of Hue by 2030", "| Target | Level |", "hộ dân có nước sạch | **more than 95%** [1] |"),
        ("Lập bảng nhiệm vụ của Sở Xây dựng ở Huế", "| Vai trò | Nhiệm vụ |", "| chủ trì | Chủ trì quy hoạch"),
        ("Những nhiệm vụ nào của Cần Thơ có thời hạn?", "| Thời hạn | Cơ quan, đơn vị |", "hằng năm** | Sở Xây dựng |"),
    ],
)  # fmt: skip
def test_registers_in_tables(ask: Ask, question: str, heads: str, row: str):
    _, _, text, _ = ask(question)
    assert heads in text
    assert row in text


def test_a_deadline_is_a_date_for_readers_of_english(ask: Ask):
    _, _, text, _ = ask("When does Can Tho have to report the results?")
    assert "**before 20 December each year**" in text
    assert "“Báo cáo kết quả gửi Ủy ban nhân dân thành phố trước ngày 20 tháng 12 hằng năm.”" in text


def test_a_press_digest_is_told_as_one(ask: Ask):
    _, _, text, _ = ask("Công viên nước Hà Nội có bao nhiêu hồ bơi?")
    assert text.startswith(
        "Theo báo chí (tóm lược), Hà Nội: Công viên nước Hà Nội mở cửa tháng 6 với 12 hồ bơi. [1]"
    )
