"""Which documents a question is asked of: those of its places, numbers and bounds; former places are told."""

from __future__ import annotations

import pytest

from assistant.answers import Draft, answer
from assistant.answers.scope import bounded_to
from assistant.documents.cards import read_card
from assistant.index import Library, build_catalog
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Catalog, Document, Hit
from tests.answer_helpers import Ask, case_of, hits_of, reference_of, where


def test_a_question_without_a_place_is_answered_for_every_plan(ask: Ask):
    _, draft, text, citations = ask("Tỷ lệ hộ dân có nước sạch đến năm 2030 là bao nhiêu?")
    assert draft.reason is None
    assert {c.document_id for c in citations} == {"hue", "can-tho"}
    assert "95%" in text
    assert "90%" in text


def test_a_bound_on_documents_holds(ask: Ask):
    _, _, text, citations = ask(
        "Tỷ lệ hộ dân có nước sạch đến năm 2030 là bao nhiêu?", allowed=frozenset(["can-tho"])
    )
    assert {c.document_id for c in citations} == {"can-tho"}
    assert "95" not in text


def test_a_former_name_is_explained(ask: Ask):
    _, draft, text, _ = ask("Tỷ lệ hộ dân có nước sạch của Sóc Trăng đến năm 2030?")
    assert draft.reason is None
    assert text.startswith("Sóc Trăng nay thuộc Cần Thơ.")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Theo Kế hoạch số 62/KH-VH&TT, trồng bao nhiêu cây xanh?", [("62/KH-VH&TT", "mục I.1.b")]),
        ("theo ke hoach 61 trong bao nhieu cay xanh", [("61/KH-UBND", "mục I.1, gạch đầu dòng 2")]),
        ("Kế hoạch 61 /KH-UBND giao Sở Y tế làm gì?", [("61/KH-UBND", "mục II.2")]),
        (
            "khoản 2 mục I kế hoạch 61",
            [("61/KH-UBND", "mục I.2"), ("61/KH-UBND", "mục I.2, gạch đầu dòng 1")],
        ),
    ],
)
def test_a_document_that_is_named_by_its_number_alone_answers(
    numbered: Ask, question: str, found: list[tuple[str, str]]
):
    _, draft, _, citations = numbered(question)
    assert draft.reason is None
    assert where(citations) == found


BOTH = ["can-tho", "hue", "news"]


@pytest.mark.parametrize(
    ("question", "allowed", "searched"),
    [
        ("Trồng bao nhiêu cây xanh đến năm 2030?", [], [BOTH]),
        ("Trồng bao nhiêu cây xanh đến năm 2030?", ["hue"], [["hue"]]),
        ("Cần Thơ trồng bao nhiêu cây xanh đến năm 2030?", [], [["can-tho"]]),
        ("Cần Thơ trồng bao nhiêu cây xanh đến năm 2030?", ["hue", "can-tho"], [["can-tho"]]),
        ("Cần Thơ chi bao nhiêu % ngân sách cho công viên?", [], [["can-tho"], BOTH]),
        ("Đà Nẵng trồng bao nhiêu cây xanh?", ["hue"], [["hue"]]),
        ("Liệt kê các mục tiêu của Huế đến năm 2030", [], []),
    ],
)
def test_a_search_lies_within_what_is_asked_and_what_others_say_is_searched_for_where_it_is_told(
    small: Catalog, question: str, allowed: list[str], searched: list[list[str]]
):
    bounds: list[list[str]] = []
    hits = [Hit(n, 1.0 - n / 100, chunk) for n, chunk in enumerate(small.chunks, start=1)]
    case = case_of(
        Understanding.of(Library(small)).read(question),
        reference_of(small),
        hits,
        allowed=frozenset(allowed),
        searched=lambda within: bounds.append(sorted(within)),
    )
    answer(case)
    assert bounds == searched


def test_no_document_is_searched_where_a_bound_leaves_out_the_one_that_is_named(numbered: Ask):
    _, draft, _, citations = numbered(
        "Theo Kế hoạch số 62/KH-VH&TT, trồng bao nhiêu cây xanh?", allowed=frozenset(["61/KH-UBND"])
    )
    assert (draft.reason, citations) == ("out_of_scope", [])


def test_what_a_named_document_does_not_state_is_shown_from_another(numbered: Ask):
    _, draft, text, citations = numbered("Theo Kế hoạch số 62/KH-VH&TT, chi bao nhiêu % cho công viên?")
    assert draft.reason == "not_in_corpus"
    assert text.startswith("Không tìm thấy nội dung được hỏi ở Cần Thơ: ")
    assert where(citations) == [("61/KH-UBND", "mục I.1, gạch đầu dòng 3")]


FAIR = """KẾ HOẠCH
Dựng lại cầu treo tỉnh Lai Châu

I. MỤC TIÊU
1. Dựng lại 14 cầu treo ở các bản vùng cao.
"""
SALT = """ỦY BAN NHÂN DÂN TỈNH TRÀM HẢI
Số: 45/KH-UBND
Tràm Hải, ngày 7 tháng 8 năm 2025

KẾ HOẠCH
Phát triển nghề muối

I. MỤC TIÊU
1. Cải tạo 60 ha ruộng muối.
"""
RICE = """ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP
Số: 46/KH-UBND
Đồng Tháp, ngày 8 tháng 8 năm 2025

KẾ HOẠCH
Phát triển nghề trồng lúa

I. MỤC TIÊU
1. Tập huấn cho 900 hộ trồng lúa.
"""


def asked(texts: dict[str, str], question: str) -> Draft:
    documents = [
        Document(
            identifier,
            read_card(text).title or "",
            identifier,
            "plan",
            "official",
            text,
            place=read_card(text).place,
        )
        for identifier, text in texts.items()
    ]
    catalog = build_catalog(tuple(documents), Settings())
    query = Understanding.of(Library(catalog)).read(question)
    return answer(case_of(query, reference_of(catalog), hits_of(query.read, catalog)))


def test_a_document_of_no_place_is_of_the_one_that_its_title_names():
    draft = asked({"cau": FAIR}, "Lai Châu dựng lại bao nhiêu cầu treo?")
    assert draft.outcome == "answered"
    assert "14 cầu" in draft.lines[0].text.replace("*", "")


def test_that_there_is_no_document_of_a_place_is_said_without_those_that_there_are_where_none_is_named():
    draft = asked({"cau": FAIR}, "Cà Mau dựng lại bao nhiêu cầu treo?")
    assert draft.lines[0].text == (
        "Chưa có văn bản nào của Cà Mau được nạp; các văn bản hiện có không ghi là của nơi nào."
    )


@pytest.mark.parametrize(
    "question",
    ["Tràm Hải tập huấn cho bao nhiêu hộ trồng lúa?", "tap huan cho bao nhieu ho trong lua o tram hai?"],
)
def test_what_a_place_in_no_list_does_not_state_is_not_told_of_another(question: str):
    draft = asked({"muoi": SALT, "lua": RICE}, question)
    assert draft.outcome == "not_stated"
    assert "Tràm Hải" in draft.lines[0].text


def test_a_place_in_no_list_is_answered_by_its_own_document():
    draft = asked({"muoi": SALT, "lua": RICE}, "Tỉnh Tràm Hải cải tạo bao nhiêu ha ruộng muối?")
    assert draft.outcome == "answered"
    assert {s.document_id for line in draft.lines for s in line.sources} == {"muoi"}


def test_a_request_may_be_bounded_to_a_place_in_no_list():
    known = {"muoi": Document("muoi", "KH", "KH", "plan", "official", "", place="Tràm Hải")}
    assert bounded_to(known, (), ("tram hai",)) == {"muoi"}
