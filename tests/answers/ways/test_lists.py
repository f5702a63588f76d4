"""Lists are whole, with how many of how many."""

from __future__ import annotations

from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Document
from tests.answer_helpers import Ask, answer_of, hits_of, reference_of, where
from tests.answers.test_weighing import BORNE_OUT, Reads


def test_a_list_has_all_items_and_says_how_many(ask: Ask):
    _, draft, text, citations = ask("Liệt kê các mục tiêu của Huế đến năm 2030")
    assert draft.coverage is not None
    assert (draft.coverage.shown, draft.coverage.total) == (3, 3)
    assert "gồm 3 nội dung" in text
    assert [address for _, address in where(citations)][1:] == [
        f"mục I.1, gạch đầu dòng {n}" for n in (1, 2, 3)
    ]


LIBRARY_PLAN = """KẾ HOẠCH
I. SÁCH
1. Nguồn sách
Sách do Nhà xuất bản tặng; mua từ quỹ khuyến học; trao đổi với trường bạn.
2. Giờ mở cửa
Từ 7 giờ đến 17 giờ.
"""


def test_what_stands_below_the_heading_that_is_asked_for_is_told_and_no_heading_alone():
    document = Document(
        "lc", "Kế hoạch huy động nguồn sách", "KH", "plan", "official", nfc(LIBRARY_PLAN), place="Lào Cai"
    )
    catalog = build_catalog((document,), Settings())
    query = Understanding.of(Library(catalog)).read("Nguồn sách của Lào Cai gồm những nguồn nào?")
    text, _, citations = answer_of(query, reference_of(catalog)).finish()
    assert text == "Lào Cai: Sách do Nhà xuất bản tặng; mua từ quỹ khuyến học; trao đổi với trường bạn. [1]"
    assert [citation.quote for citation in citations] == [
        "Sách do Nhà xuất bản tặng; mua từ quỹ khuyến học; trao đổi với trường bạn."
    ]


BODIES_PLAN = """KẾ HOẠCH
I. NHIỆM VỤ
1. Sở Y tế
- Chủ trì tiêm phòng dại.
- Tổng hợp số ca bệnh.
2. Sở Xây dựng
- Chủ trì cấp nước sạch.
- Rà soát nhà xuống cấp.
"""


def test_a_body_that_no_document_charges_is_not_told_the_list_of_another():
    document = Document(
        "yb", "Kế hoạch phòng dịch", "KH", "plan", "official", nfc(BODIES_PLAN), place="Yên Bái"
    )
    catalog = build_catalog((document,), Settings())
    query = Understanding.of(Library(catalog)).read("Liệt kê nhiệm vụ của Sở Ngoại vụ")
    draft = answer_of(query, reference_of(catalog))
    assert draft.reason is not None
    assert "tiêm phòng dại" not in draft.finish()[0]


LICENCE_PLAN = """KẾ HOẠCH
I. QUY ĐỊNH
1. Giấy phép nuôi lồng bè
- Có hạn 5 năm.
- Không được cho thuê.
2. Nơi nhận
- Thủ tục, hồ sơ xin giấy phép nuôi lồng bè
+ Đơn của chủ bè.
+ Sơ đồ khu nuôi.
+ Các giấy tờ khác của hồ sơ xin phép nuôi lồng bè (nếu có).
"""


def test_the_list_is_told_whose_item_answers_and_not_that_item_alone():
    document = Document(
        "lb", "Kế hoạch nuôi lồng bè", "KH", "plan", "official", nfc(LICENCE_PLAN), place="Phú Yên"
    )
    catalog = build_catalog((document,), Settings())
    query = Understanding.of(Library(catalog)).read("Hồ sơ xin giấy phép nuôi lồng bè gồm những giấy tờ gì?")
    read = Reads({"+ Các giấy tờ khác của hồ sơ xin phép nuôi lồng bè (nếu có).": BORNE_OUT})
    draft = answer_of(query, reference_of(catalog), hits_of(query.read, catalog), read=read)
    assert [line.text for line in draft.lines if line.bullet] == [
        "Đơn của chủ bè.",
        "Sơ đồ khu nuôi.",
        "Các giấy tờ khác của hồ sơ xin phép nuôi lồng bè (nếu có).",
    ]
