"""What documents say of themselves, told shortly; what they do not say, said."""

from __future__ import annotations

import pytest

from assistant.answers import Draft
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.questions.about import fact_entries
from assistant.settings import Settings
from assistant.types import Citation, Document, Query
from tests.answer_helpers import Ask, answer_of, reference_of, where

DECISION = """ỦY BAN NHÂN DÂN TỈNH LAI CHÂU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 41/2026/QĐ-UBND
Lai Châu, ngày 7 tháng 4 năm 2026
QUYẾT ĐỊNH
Quy định quản lý bến đò ngang
Căn cứ Luật Giao thông đường thủy nội địa ngày 15 tháng 6 năm 2004;
Theo đề nghị của Giám đốc Sở Xây dựng.
Điều 1. Phạm vi điều chỉnh
Quyết định này quy định việc quản lý bến đò ngang.
Điều 2. Hiệu lực thi hành
1. Quyết định này có hiệu lực từ ngày 20 tháng 4 năm 2026.
2. Quyết định này thay thế Quyết định số 12/2015/QĐ-UBND ngày 3 tháng 2 năm 2015.
Nơi nhận:
- Như Điều 2;
- Sở Xây dựng, Ban An toàn - Giao thông tỉnh;
- Lưu: VT.
**TM. ỦY BAN NHÂN DÂN**
**KT. CHỦ TỊCH**
**PHÓ CHỦ TỊCH**
Giàng A Tính
"""
PLAN = """KẾ HOẠCH
Trồng rừng năm 2026
I. MỤC TIÊU
Trồng 300 ha rừng.
II. TỔ CHỨC THỰC HIỆN
Sở Nông nghiệp và Môi trường hướng dẫn trồng rừng. Ai ký hợp đồng thì phải báo cáo.
"""


@pytest.fixture(scope="module")
def ask() -> Ask:
    catalog = build_catalog(
        (
            Document(
                "do", "Quyết định quy định quản lý bến đò ngang", "Quyết định 41/2026/QĐ-UBND", "decision", "official",
                nfc(DECISION), "41/2026/QĐ-UBND", "Ủy ban nhân dân tỉnh Lai Châu", "Lai Châu", "2026-04-07",
            ),
            Document("rung", "Kế hoạch trồng rừng năm 2026", "KH trồng rừng", "plan", "official", nfc(PLAN), place="Sơn La"),
        ),
        Settings(),
    )  # fmt: skip
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def ask(
        question: str, *, allowed: frozenset[str] = frozenset()
    ) -> tuple[Query, Draft, str, list[Citation]]:
        query = understanding.read(question)
        draft = answer_of(query, reference, allowed=allowed)
        text, _, citations = draft.finish()
        assert not draft.warnings
        return query, draft, text, list(citations)

    return ask


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Quyết định bến đò ngang số bao nhiêu?", "Lai Châu: số **41/2026/QĐ-UBND**. [1]"),
        ("Quyết định của Lai Châu ban hành ngày nào?", "Lai Châu: ngày **7/4/2026**. [1]"),
        ("Ai ký Quyết định 41?", "Lai Châu: người ký là **Giàng A Tính**, Phó Chủ tịch. [1]"),
        ("Who signed the Lai Chau decision?", "Lai Châu: signed by **Giàng A Tính**, Phó Chủ tịch. [1]"),
        (
            "Quyết định 41 do cơ quan nào ban hành?",
            "Lai Châu: do **Ủy ban nhân dân tỉnh Lai Châu** ban hành. [1]",
        ),
        (
            "Nơi nhận của quyết định Lai Châu",
            "Lai Châu, nơi nhận: Như Điều 2; Sở Xây dựng, Ban An toàn - Giao thông tỉnh. [1] [2]",
        ),
        (
            "Quyết định 41 có hiệu lực từ ngày nào?",
            "Lai Châu: Quyết định này có hiệu lực từ ngày 20 tháng 4 năm 2026. [1]",
        ),
    ],
)
def test_a_fact_is_told_with_the_clause_that_states_it(ask: Ask, question: str, answer: str) -> None:
    _, draft, text, _ = ask(question)
    assert draft.reason is None
    assert text == answer


def test_in_whose_place_somebody_signed_is_told_where_it_is_asked(ask: Ask) -> None:
    told = "Lai Châu: người ký là **Giàng A Tính**, Phó Chủ tịch. [1]"
    place = "Ký thay **Chủ tịch**. [1]\n\nThay mặt **Ủy ban nhân dân**. [1]"
    for question in ("Quyết định 41 ai ký, ký thay ai?", "Người ký Quyết định 41 giữ chức gì, ký thay ai?"):
        assert ask(question)[2] == f"{told}\n\n{place}"


def test_the_clause_of_a_signature_is_cut_to_office_and_name(ask: Ask) -> None:
    (citation,) = ask("Ai ký Quyết định 41?")[3]
    assert citation.quote.startswith("TM. ỦY BAN NHÂN DÂN")
    assert citation.quote.endswith("Giàng A Tính")


def test_grounds_and_what_is_replaced_are_listed(ask: Ask) -> None:
    text = ask("Quyết định 41 căn cứ vào đâu?")[2]
    assert text.splitlines()[0] == "Lai Châu, căn cứ ban hành: [1] [2]"
    assert text.splitlines()[1].startswith("- Căn cứ Luật Giao thông đường thủy nội địa")
    text, citations = ask("Quyết định 41 thay thế văn bản nào?")[2:]
    assert text.endswith(
        "\n- Quyết định này thay thế Quyết định số 12/2015/QĐ-UBND ngày 3 tháng 2 năm 2015. [1]"
    )
    assert where(citations) == [("do", "Điều 2, khoản 2")]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Kế hoạch Sơn La số bao nhiêu?", "Sơn La: tệp văn bản đã nạp không ghi số, ký hiệu."),
        (
            "Ai ký kế hoạch trồng rừng?",
            "Sơn La: tệp văn bản đã nạp không có phần chữ ký, nên không rõ ai ký.",
        ),
        ("ke hoach Son La ban hanh khi nao", "Sơn La: tệp văn bản đã nạp không ghi ngày ban hành."),
        (
            "Kế hoạch Sơn La bãi bỏ văn bản nào?",
            "Sơn La: văn bản không nêu việc thay thế, sửa đổi hay bãi bỏ văn bản nào.",
        ),
    ],
)
def test_what_a_document_does_not_state_is_said(ask: Ask, question: str, said: str) -> None:
    _, draft, text, citations = ask(question)
    assert (draft.reason, text, citations) == ("not_in_corpus", said, [])


def test_the_card_of_a_document_holds_all_of_it(ask: Ask) -> None:
    text = ask("Thông tin về Quyết định 41")[2]
    assert text.splitlines() == [
        "**Quyết định quy định quản lý bến đò ngang**",
        "- Số **41/2026/QĐ-UBND**. [1]",
        "- Ngày **7/4/2026**. [2]",
        "- Do **Ủy ban nhân dân tỉnh Lai Châu** ban hành. [3]",
        "- Người ký là **Giàng A Tính**, Phó Chủ tịch. [4]",
        "- Quyết định này có hiệu lực từ ngày 20 tháng 4 năm 2026. [5]",
        "- Có 2 phần chính: Điều 1. Phạm vi điều chỉnh; Điều 2. Hiệu lực thi hành. [6] [7]",
    ]


def test_several_facts_and_several_documents_are_told_in_order(ask: Ask) -> None:
    text = ask("Kế hoạch Sơn La có mấy phần, ban hành ngày nào?")[2]
    assert text == (
        "Sơn La có 2 phần chính: I. MỤC TIÊU; II. TỔ CHỨC THỰC HIỆN. [1] [2]\n\n"
        "Sơn La: tệp văn bản đã nạp không ghi ngày ban hành."
    )
    assert "Giàng A Tính" in ask("ai ký?")[2]


@pytest.mark.parametrize("entry", fact_entries(), ids=lambda entry: entry["name"])
def test_other_questions_that_hold_such_words_are_no_questions_about_a_document(
    ask: Ask, entry: dict[str, list[str]]
) -> None:
    for question in entry["leaves"]:
        text = ask(question)[2]
        assert "tệp văn bản đã nạp" not in text, question
        assert "người ký là" not in text, question
        assert "căn cứ ban hành" not in text, question
