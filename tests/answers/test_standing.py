"""What an answer says of the force of its clauses, on the day that it is asked of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from assistant.answers import Draft, Reference
from assistant.index import Library, build_catalog
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Conflict, Document
from tests.answer_helpers import answer_of, hits_of
from tests.index.test_force import AMENDED, CHAIN, MARKET, RULES, WHOLE, catalog, document

Ask = Callable[..., Draft]


def asking(*documents: Document, conflicts: tuple[Conflict, ...] = ()) -> Ask:
    made = replace(build_catalog(documents, Settings()), conflicts=conflicts)
    understanding = Understanding.of(Library(made))

    def ask(question: str, day: date) -> Draft:
        return answer_of(understanding.read(question), Reference(made, day), hits_of(question, made))

    return ask


def texts(draft: Draft) -> list[str]:
    return [line.text for line in draft.lines]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            date(2025, 2, 1),
            [
                "Quyết định 4/2024/QĐ-UBND: Quầy nhỏ: 30.000 đồng/đêm.",
                (
                    "Sắp thay đổi: khoản 1 Điều 1 Quyết định 4/2024/QĐ-UBND được thay bằng nội dung khác từ ngày 1/3/2025 theo "
                    "khoản 1 Điều 1 Quyết định 2/2025/QĐ-UBND."
                ),
                (
                    "Sắp thay đổi: khoản 1 Điều 1 Quyết định 4/2024/QĐ-UBND được thay bằng nội dung khác từ ngày 1/9/2025 theo "
                    "Điều 1 Quyết định 31/2025/QĐ-UBND."
                ),
            ],
        ),
        (
            date(2025, 9, 1),
            [
                "Quyết định 31/2025/QĐ-UBND: Quầy nhỏ: 55.000 đồng/đêm.",
                (
                    "Khoản 1 Điều 1 Quyết định 4/2024/QĐ-UBND được sửa đổi từ ngày 1/9/2025 theo Điều 1 Quyết định "
                    "31/2025/QĐ-UBND. Trước đó: “Quầy nhỏ: 30.000 đồng/đêm.”"
                ),
            ],
        ),
    ],
)
def test_an_amended_figure_is_never_stated_as_current(day: date, said: list[str]) -> None:
    assert texts(asking(*CHAIN)("Phí quầy nhỏ ở chợ đêm là bao nhiêu?", day)) == said


def test_a_clause_that_is_asked_for_by_its_address_comes_in_its_new_words() -> None:
    draft = asking(*AMENDED)("Khoản 1 Điều 1 Quyết định 4/2024/QĐ-UBND nói gì?", date(2025, 6, 1))
    assert texts(draft) == [
        "khoản 1 Điều 1 Quyết định 4/2024/QĐ-UBND: Quầy nhỏ: 40.000 đồng/đêm.",
        "Quy định cũ, áp dụng trước ngày 1/3/2025 – Quyết định 4/2024/QĐ-UBND: 1. Quầy nhỏ: 30.000 đồng/đêm.",
        "Khoản 1 Điều 1 Quyết định 4/2024/QĐ-UBND được sửa đổi từ ngày 1/3/2025 theo khoản 1 Điều 1 Quyết định 2/2025/QĐ-UBND.",
    ]
    assert [line.kind for line in draft.lines] == ["stated", "derived", "derived"]


def test_a_list_has_new_text_in_place_of_the_old_and_what_was_put_in() -> None:
    draft = asking(*AMENDED)("Điều 1 Quyết định 4/2024/QĐ-UBND quy định gì?", date(2025, 6, 1))
    assert texts(draft) == [
        "Quyết định 4/2024/QĐ-UBND: Điều 1. Phí chợ đêm.",
        "khoản 1 Điều 1 Quyết định 4/2024/QĐ-UBND: Quầy nhỏ: 40.000 đồng/đêm.",
        "Quy định cũ, áp dụng trước ngày 1/3/2025 – Quầy nhỏ: 30.000 đồng/đêm.",
        "Quầy lớn: 70.000 đồng/đêm.",
        "khoản 3 Điều 1 Quyết định 4/2024/QĐ-UBND: Xe đẩy: 10.000 đồng/đêm.",
        "Khoản 1 Điều 1 Quyết định 4/2024/QĐ-UBND được sửa đổi từ ngày 1/3/2025 theo khoản 1 Điều 1 Quyết định 2/2025/QĐ-UBND.",
        "Khoản 3 Điều 1 Quyết định 4/2024/QĐ-UBND được bổ sung từ ngày 1/3/2025 theo khoản 2 Điều 1 Quyết định 2/2025/QĐ-UBND.",
    ]
    assert [line.bullet for line in draft.lines] == [False, True, True, True, True, False, False]


def test_a_summary_tells_nothing_that_is_not_in_force_and_what_amended_the_document() -> None:
    said = texts(asking(*AMENDED)("Tóm tắt Quyết định 4/2024/QĐ-UBND", date(2025, 6, 1)))
    assert not [line for line in said if "30.000" in line or "17 giờ" in line]
    assert (
        said[-1]
        == "Điều 1 Quyết định 2/2025/QĐ-UBND sửa đổi, bổ sung Quyết định 4/2024/QĐ-UBND từ ngày 1/3/2025."
    )


def test_a_repealed_clause_is_said_to_be_repealed_before_it_is_shown() -> None:
    draft = asking(*AMENDED)("Chợ đêm mở từ mấy giờ?", date(2025, 6, 1))
    assert draft.outcome == "answered"
    assert texts(draft) == [
        (
            "**Không còn áp dụng:** Điều 3 Quyết định 4/2024/QĐ-UBND đã bị bãi bỏ từ ngày 1/3/2025 theo khoản 3 Điều 1 "
            "Quyết định 2/2025/QĐ-UBND."
        ),
        "Quy định cũ, áp dụng trước ngày 1/3/2025 – Quyết định 4/2024/QĐ-UBND: Chợ mở từ 17 giờ.",
    ]


def test_words_that_were_changed_stand_in_the_answer_as_they_are_now() -> None:
    draft = asking(*AMENDED)("Cơ quan nào kiểm tra chợ đêm?", date(2025, 6, 1))
    assert texts(draft) == [
        "Quyết định 4/2024/QĐ-UBND: **Sở Tài chính** kiểm tra hằng quý.",
        "Cụm từ “Sở Công Thương” được thay bằng “Sở Tài chính” từ ngày 1/3/2025 theo khoản 4 Điều 1 Quyết định 2/2025/QĐ-UBND.",
    ]
    assert [s.document_id for s in draft.lines[0].sources] == ["cho", "sua-1"]


def test_a_replaced_document_answers_only_where_it_is_named_and_as_what_it_is() -> None:
    ask, day = asking(*WHOLE), date(2026, 5, 1)
    assert texts(ask("Phí quầy nhỏ ở chợ đêm là bao nhiêu?", day)) == [
        "Quyết định 77/2025/QĐ-UBND: Quầy nhỏ: 60.000 đồng/đêm.",
        (
            "Điều 2 Quyết định 77/2025/QĐ-UBND thay thế Quyết định 4/2024/QĐ-UBND từ ngày 1/1/2026. Trước đó: “Quầy nhỏ: 30.000 "
            "đồng/đêm.”"
        ),
    ]
    named = texts(ask("Theo Quyết định 4/2024/QĐ-UBND, phí quầy lớn là bao nhiêu?", day))
    assert named == [
        "Quyết định 4/2024/QĐ-UBND không còn hiệu lực: bị thay thế từ ngày 1/1/2026 theo Điều 2 Quyết định 77/2025/QĐ-UBND.",
        "Quy định cũ, áp dụng trước ngày 1/1/2026 – Quyết định 4/2024/QĐ-UBND: Quầy lớn: 70.000 đồng/đêm.",
    ]


def test_what_has_expired_without_a_successor_is_shown_as_expired() -> None:
    draft = asking(WHOLE[-1])("Phí quầy nhỏ ở chợ đêm là bao nhiêu?", date(2027, 3, 1))
    assert texts(draft) == [
        "Quyết định 77/2025/QĐ-UBND đã hết hiệu lực từ ngày 1/1/2027.",
        "Quy định cũ, áp dụng trước ngày 1/1/2027 – Sơn La: Quầy nhỏ: 60.000 đồng/đêm.",
    ]


def test_a_draft_answers_only_where_nothing_else_does() -> None:
    draft = replace(document("ban-thao", "9/2026/QĐ-UBND", "2026-02-02", "Điều 1. Phí\n1. Quầy ăn: 90.000 đồng/đêm.\n"
                             "2. Quầy nhỏ: 99.000 đồng/đêm.\n"), status="dự thảo")  # fmt: skip
    ask, day = asking(MARKET, draft), date(2026, 5, 1)
    assert texts(ask("Phí quầy nhỏ ở chợ đêm là bao nhiêu?", day)) == [
        "Quyết định 4/2024/QĐ-UBND: Quầy nhỏ: 30.000 đồng/đêm."
    ]
    assert texts(ask("Phí quầy ăn là bao nhiêu?", day)) == [
        "Quyết định 9/2026/QĐ-UBND là dự thảo, chưa được ban hành; nội dung chưa có hiệu lực.",
        "Dự thảo, chưa ban hành – Quyết định 9/2026/QĐ-UBND: Quầy ăn: 90.000 đồng/đêm.",
    ]


def test_an_amendment_of_what_is_not_indexed_says_so() -> None:
    draft = asking(AMENDED[1])("Khoản 2 Điều 1 Quyết định 2/2025/QĐ-UBND nói gì?", date(2026, 5, 1))
    assert texts(draft) == [
        "Sơn La: 2. Bổ sung khoản 3 vào sau khoản 2 Điều 1 như sau:",
        "Xe đẩy: 10.000 đồng/đêm.",
        (
            "Khoản 3 Điều 1 văn bản số 4/2024/QĐ-UBND (chưa có trong kho) được bổ sung từ ngày 1/3/2025 theo khoản 2 Điều 1 "
            "Quyết định 2/2025/QĐ-UBND."
        ),
    ]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Quyết định 4/2024/QĐ-UBND còn hiệu lực không?",
            [
                ("Quyết định 4/2024/QĐ-UBND không còn hiệu lực: bị thay thế từ ngày 1/1/2026 theo Điều 2 Quyết định "
                "77/2025/QĐ-UBND.")
            ],
        ),
        (
            "Văn bản nào thay thế Quyết định 4/2024/QĐ-UBND?",
            [
                "Điều 1 Quyết định 2/2025/QĐ-UBND sửa đổi, bổ sung Quyết định 4/2024/QĐ-UBND từ ngày 1/3/2025.",
                "Điều 1 Quyết định 31/2025/QĐ-UBND sửa đổi, bổ sung Quyết định 4/2024/QĐ-UBND từ ngày 1/9/2025.",
                "Điều 2 Quyết định 77/2025/QĐ-UBND thay thế Quyết định 4/2024/QĐ-UBND từ ngày 1/1/2026.",
            ],
        ),
        (
            "Quyết định 77/2025/QĐ-UBND đã được sửa đổi chưa?",
            ["Trong kho văn bản không có văn bản nào thay thế, bãi bỏ hoặc sửa đổi Quyết định 77/2025/QĐ-UBND."],
        ),
    ],
)  # fmt: skip
def test_the_force_of_a_document_is_told_where_it_is_asked_for(question: str, said: list[str]) -> None:
    assert texts(asking(*WHOLE)(question, date(2026, 5, 1))) == said


def test_a_file_that_states_another_figure_under_the_same_number_is_told_beside_the_answer() -> None:
    conflict = Conflict("cho", "dieu-1.1", "ban-sao.docx", "1. Quầy nhỏ: 35.000 đồng/đêm.")
    draft = asking(MARKET, conflicts=(conflict,))("Phí quầy nhỏ là bao nhiêu?", date(2026, 5, 1))
    assert draft.warnings == [
        (
            "Hai tệp cùng mang số 4/2024/QĐ-UBND ghi số liệu khác nhau: None như trên, ban-sao.docx ghi “1. Quầy nhỏ: 35.000 "
            "đồng/đêm.”. Hãy đối chiếu bản chính."
        )
    ]


def test_nothing_is_said_of_documents_that_nothing_changes() -> None:
    made = catalog(MARKET)
    assert Reference(made, date(2026, 5, 1)).catalog is made
    assert texts(asking(MARKET)("Phí quầy nhỏ là bao nhiêu?", date(2026, 5, 1))) == [
        "Sơn La: Quầy nhỏ: 30.000 đồng/đêm."
    ]
    assert RULES in MARKET.text
