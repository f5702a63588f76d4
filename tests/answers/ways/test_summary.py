"""Summaries: of documents, of sections, of what a body is given; what only holds the word is no request for one."""

from __future__ import annotations

import pytest

from assistant.answers import Draft
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Citation, Document, Query
from tests.answer_helpers import Ask, answer_of, reference_of, where

PLAN = """KẾ HOẠCH
Trồng rừng ngập mặn trên địa bàn tỉnh Cà Mau năm 2027
Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017 và các văn bản hướng dẫn thi hành;
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Giữ đất ven biển, giảm xói lở bờ biển và tạo sinh kế cho người dân các xã ven biển.
- Huy động các tổ chức cùng tham gia trồng rừng.
2. Yêu cầu
Bảo đảm tiết kiệm, hiệu quả, đúng quy định.
II. MỤC TIÊU
1. Mục tiêu chung
Phục hồi rừng ngập mặn ở các bãi bồi ven biển của tỉnh.
2. Mục tiêu cụ thể đến năm 2030
- Tỷ lệ che phủ rừng ven biển đạt 30%.
- Tỷ lệ cây sống sau một năm đạt trên 85%.
III. NHIỆM VỤ VÀ GIẢI PHÁP
1. Gieo ươm cây giống
- Lập hai vườn ươm ở Năm Căn và Ngọc Hiển.
2. Trồng và chăm sóc rừng
- Trồng cây đước, cây mắm trên các bãi bồi.
3. Bảo vệ rừng
- Tuần tra hằng tháng.
IV. KINH PHÍ THỰC HIỆN
Ngân sách tỉnh bố trí 12 tỷ đồng trong dự toán năm 2027.
V. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
- Chủ trì, hướng dẫn các xã trồng và chăm sóc rừng.
- Báo cáo kết quả gửi Ủy ban nhân dân tỉnh trước ngày 10 tháng 12 hằng năm.
2. Sở Tài chính
Tham mưu bố trí kinh phí trồng rừng.
3. Ủy ban nhân dân các xã
Giao khoán rừng cho các hộ dân.
Nơi nhận:
- Thường trực Tỉnh ủy;
"""
DECISION = """QUYẾT ĐỊNH
Về việc quy định mức thu phí tham quan vườn quốc gia
Điều 1. Phạm vi điều chỉnh
Quyết định này quy định mức thu phí tham quan vườn quốc gia U Minh Hạ.
Điều 2. Mức thu
1. Người lớn: 40.000 đồng/lượt.
2. Trẻ em: 20.000 đồng/lượt.
Điều 3. Hiệu lực thi hành
Quyết định này có hiệu lực từ ngày 01 tháng 3 năm 2027.
"""


@pytest.fixture(scope="module")
def ask() -> Ask:
    def document(identifier: str, title: str, kind: str, place: str, text: str) -> Document:
        return Document(identifier, title, title, kind, "official", nfc(text), place=place)

    catalog = build_catalog(
        (
            document("rung", "Kế hoạch trồng rừng ngập mặn tỉnh Cà Mau năm 2027", "plan", "Cà Mau", PLAN),
            document("phi", "Quyết định quy định mức thu phí tham quan", "decision", "Cà Mau", DECISION),
            document(
                "son-la",
                "Kế hoạch thực hiện Nghị quyết số 88-NQ/TW",
                "plan",
                "Sơn La",
                PLAN.replace("Cà Mau", "Sơn La"),
            ),
            document(
                "thong-bao",
                "Thông báo lịch tuần tra rừng",
                "notice",
                "Cà Mau",
                "1. Tuần tra vào ngày 5 hằng tháng.",
            ),
        ),
        Settings(),
    )
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def ask(
        question: str, *, allowed: frozenset[str] = frozenset()
    ) -> tuple[Query, Draft, str, list[Citation]]:
        query = understanding.read(question)
        draft = answer_of(query, reference, allowed=allowed)
        text, sentences, citations = draft.finish()
        assert not draft.warnings
        assert all(s.citations for s in sentences if s.kind == "stated")
        return query, draft, text, list(citations)

    return ask


SUMMARY = """**Tóm tắt: Kế hoạch trồng rừng ngập mặn tỉnh Cà Mau năm 2027**
- **Mục đích:** Giữ đất ven biển, giảm xói lở bờ biển và tạo sinh kế cho người dân các xã ven biển; Huy động các tổ \
chức cùng tham gia trồng rừng. Yêu cầu: Bảo đảm tiết kiệm, hiệu quả, đúng quy định. [1] [2] [3]
- Mục tiêu chung: Phục hồi rừng ngập mặn ở các bãi bồi ven biển của tỉnh. Mục tiêu cụ thể đến năm 2030: Tỷ lệ che \
phủ rừng ven biển đạt 30%; Tỷ lệ cây sống sau một năm đạt trên 85%. [4] [5] [6]
- **Nhiệm vụ và giải pháp:** Gieo ươm cây giống: Lập hai vườn ươm ở Năm Căn và Ngọc Hiển. Trồng và chăm sóc rừng: \
Trồng cây đước, cây mắm trên các bãi bồi. Bảo vệ rừng: Tuần tra hằng tháng. [7] [8] [9]
- **Kinh phí:** Ngân sách tỉnh bố trí 12 tỷ đồng trong dự toán năm 2027. [10]
- **Tổ chức thực hiện:** Sở Nông nghiệp và Môi trường: Chủ trì, hướng dẫn các xã trồng và chăm sóc rừng; Báo cáo \
kết quả gửi Ủy ban nhân dân tỉnh trước ngày 10 tháng 12 hằng năm. Sở Tài chính: Tham mưu bố trí kinh phí trồng \
rừng. Ủy ban nhân dân các xã: Giao khoán rừng cho các hộ dân. [11] [12] [13] [14]"""


def test_a_document_is_told_by_its_purpose_targets_tasks_money_and_who_does_what(ask: Ask) -> None:
    _, draft, text, citations = ask("Tóm tắt kế hoạch trồng rừng của Cà Mau")
    assert draft.reason is None
    assert text == SUMMARY
    assert {document for document, _ in where(citations)} == {"rung"}


@pytest.mark.parametrize(
    "question",
    [
        "nội dung chính của kế hoạch trồng rừng Cà Mau là gì",
        "tom tat ke hoach trong rung ca mau",
        "Kế hoạch trồng rừng ngập mặn Cà Mau nói gì?",
        "Kế hoạch trồng rừng năm 2027 của Cà Mau gồm những nội dung gì?",
    ],
)
def test_it_is_asked_for_in_many_ways(ask: Ask, question: str) -> None:
    assert ask(question)[2].startswith(SUMMARY)


def test_in_english_the_labels_are_english_and_the_words_are_those_of_the_document(ask: Ask) -> None:
    text = ask("Summarise the Son La plan in 3 points")[2]
    assert text.splitlines()[0] == "**Summary: Kế hoạch thực hiện Nghị quyết số 88-NQ/TW (Sơn La)**"
    assert "**Objective:** Mục tiêu chung: Phục hồi rừng ngập mặn ở các bãi bồi ven biển của tỉnh." in text
    assert text.count("\n- ") == 3


@pytest.mark.parametrize(
    ("said", "points"), [("trong 2 ý", 2), ("thành năm gạch đầu dòng", 5), ("trong một câu", 1)]
)
def test_it_has_as_many_points_as_are_asked_for(ask: Ask, said: str, points: int) -> None:
    assert ask(f"Tóm tắt kế hoạch trồng rừng của Cà Mau {said}")[2].count("\n- ") == points


def test_a_decision_is_told_article_by_article(ask: Ask) -> None:
    text = ask("Quyết định về mức thu phí tham quan quy định gì?")[2]
    assert text.splitlines()[1:] == [
        "- **Phạm vi, đối tượng:** Quyết định này quy định mức thu phí tham quan vườn quốc gia U Minh Hạ. [1]",
        "- **Mức thu:** Người lớn: 40.000 đồng/lượt; Trẻ em: 20.000 đồng/lượt. [2] [3]",
        "- **Hiệu lực:** Quyết định này có hiệu lực từ ngày 01 tháng 3 năm 2027. [4]",
    ]


def test_of_a_document_that_is_not_here_the_one_that_carries_it_out_is_told(ask: Ask) -> None:
    _, draft, text, citations = ask("Nghị quyết 88 quy định gì?")
    assert draft.reason == "not_in_corpus"
    assert text.startswith("Nghị quyết 88 chưa được nạp vào hệ thống.")
    assert "Văn bản đã nạp có tên nhắc đến văn bản này: Sơn La." in text
    assert {document for document, _ in where(citations)} == {"son-la"}


def test_a_section_is_named_by_its_address_or_by_what_it_is(ask: Ask) -> None:
    by_address = ask("tóm tắt mục IV kế hoạch trồng rừng của Cà Mau")[2]
    assert by_address.endswith("- Ngân sách tỉnh bố trí 12 tỷ đồng trong dự toán năm 2027. [2]")
    by_name = ask("phần kinh phí của kế hoạch trồng rừng Cà Mau nói gì")[2]
    assert by_name == by_address
    targets = ask("tóm tắt chỉ tiêu của Sơn La đến năm 2030")[2]
    assert targets.splitlines()[1:] == [
        "- Tỷ lệ che phủ rừng ven biển: **đạt 30%** (đến năm 2030). [2]",
        "- Tỷ lệ cây sống sau một năm: **đạt trên 85%** (đến năm 2030). [3]",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Tóm tắt phần chăm sóc rừng ở Cà Mau trong 2 ý",
        "tom lai phan trong va cham soc rung o Ca Mau",
        "Chốt lại phần trồng, chăm sóc rừng của Cà Mau thành hai câu",
    ],
)
def test_a_part_is_the_section_whose_heading_has_all_its_words(ask: Ask, question: str) -> None:
    _, _, text, citations = ask(question)
    assert "Trồng cây đước, cây mắm trên các bãi bồi." in text
    assert {address for _, address in where(citations)} <= {"mục III.2", "mục III.2, gạch đầu dòng 1"}


def test_what_a_body_is_given_is_told_of_each_document(ask: Ask) -> None:
    text = ask("tóm tắt việc của Sở Tài chính ở Sơn La")[2]
    assert text == "Sơn La giao **Sở Tài chính** 1 nhiệm vụ: [1]\n- Tham mưu bố trí kinh phí trồng rừng. [1]"


def test_a_few_documents_are_told_side_by_side_and_of_many_it_asks_which(ask: Ask) -> None:
    assert ask("tóm tắt các kế hoạch")[2].count("**Tóm tắt: ") == 2
    _, draft, text, citations = ask("tóm tắt văn bản")
    assert draft.reason == "ambiguous"
    assert not citations
    assert text.startswith("Có 4 văn bản được hỏi đến.")
    assert text.endswith("\n- Thông báo lịch tuần tra rừng")
    single = ask("tóm tắt văn bản", allowed=frozenset(["thong-bao"]))[2]
    assert single == "**Tóm tắt: Thông báo lịch tuần tra rừng**\n- Tuần tra vào ngày 5 hằng tháng. [1]"


@pytest.mark.parametrize(
    "question",
    [
        "Báo cáo tóm tắt kết quả trồng rừng gửi ai?",
        "Kế hoạch trồng rừng của Cà Mau nói gì về cây đước?",
        "Sở Tài chính nói gì?",
        "Tóm tắt kế hoạch của Lào Cai",
    ],
)
def test_other_questions_stay_questions(ask: Ask, question: str) -> None:
    assert "Tóm tắt:" not in ask(question)[2]


def test_a_letter_in_a_cell_of_a_saved_page_is_told_and_not_what_the_page_says_to_its_visitors() -> None:
    body = (
        "Thời gian qua, nhiều trường học ở vùng cao thiếu nước sạch cho học sinh bán trú trong các tháng mùa khô. "
        "Sở Giáo dục và Đào tạo đề nghị các xã rà soát giếng và bể chứa ở từng điểm trường trước ngày 20/3/2028. "
        "Các xã gửi kết quả rà soát về Sở Giáo dục và Đào tạo để tổng hợp, báo cáo Ủy ban nhân dân tỉnh xem xét. "
        "Đề nghị các xã bố trí kinh phí sửa chữa từ ngân sách xã và huy động cha mẹ học sinh cùng tham gia."
    )
    page = f"| Kính gửi: | Các xã | {body} |\n\nQuý Thành viên vui lòng đăng nhập để xem tiếp.\n\n- Hỗ trợ: (024) 3000.1000\n"
    document = Document(
        "nuoc", "Công văn về nước sạch", "CV", "letter", "official", nfc(page), place="Lào Cai"
    )
    catalog = build_catalog((document,), Settings())
    query = Understanding.of(Library(catalog)).read("Tóm tắt văn bản này")
    text = answer_of(query, reference_of(catalog)).finish()[0]
    assert "trước ngày 20/3/2028." in text
    assert "Thành viên" not in text
    assert "3000.1000" not in text
