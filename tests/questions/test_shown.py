"""The list that a clause holds, that the next turn may point into."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.questions.shown import (
    Item,
    Shown,
    enumerated,
    has_list,
    inside_a_clause,
    names_of_kind,
    self_numbered,
)
from assistant.types import Query


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Tỉnh dạy 4 nghề: may, hàn, điện và cơ khí.", ["may", "hàn", "điện", "cơ khí"]),
        ("Hợp tác với các nước như: Lào, Thái Lan, Úc.", ["Lào", "Thái Lan", "Úc"]),
        (
            "ba việc: trồng rừng; làm đường, bắc cầu; xây chợ. Sau đó: a, b",
            ["trồng rừng", "làm đường, bắc cầu", "xây chợ"],
        ),
        ("Sơn La: Trồng rừng, làm đường, xây chợ.", []),
        ("hai nghề: may, hàn", []),
        ("Giao giống cho 3 xã: Tà Xùa, Nậm Păm và Mường Bú.", ["Tà Xùa", "Nậm Păm", "Mường Bú"]),
        ("Mở 3 phiên chợ: Chợ Mai; Chợ Lau; Chợ Đá.", ["Chợ Mai", "Chợ Lau", "Chợ Đá"]),
        ("Năm 2027 có 3 việc ở Sơn La: Trồng rừng, làm đường.", []),
    ],
)
def test_what_a_sentence_enumerates_behind_a_colon(sentence: str, parts: list[str]):
    assert enumerated(sentence) == parts


def shown(*texts: str) -> Shown:
    items = tuple(Item(text, "a", "mục I") for text in texts)
    return Shown(("a",), texts, items[0], items)


def asked(text: str) -> Query:
    return Query(text, text, text, "vi", "open", ())


def test_the_list_with_as_many_items_as_were_asked_for_is_meant():
    roads = "3 việc: mở đường; xây 4 cầu; lát vỉa hè"
    found = inside_a_clause(shown(roads, "xây 4 cầu: cầu A; cầu B; cầu C; cầu D"), 1, asked("4 cầu nào?"))
    assert found is not None
    assert [item.text for item in found.items] == ["cầu A", "cầu B", "cầu C", "cầu D"]


def test_a_list_inside_a_clause_is_meant_where_too_few_clauses_were_shown():
    answer = shown("ba việc: mở đường; xây cầu; lát vỉa hè", "Sở Xây dựng chủ trì.")
    found = inside_a_clause(answer, 3, asked("Việc gì?"))
    assert found is not None
    assert found.items[2].text == "lát vỉa hè"
    assert inside_a_clause(answer, 2, asked("Việc gì?")) is None


def test_of_several_lists_in_clauses_that_of_what_was_asked_for_is_meant():
    pens = "các chợ gồm: chợ Mai; chợ Lau; chợ Đá"
    answer = shown("tỉnh mở đường như sau: đường A; đường B; đường C", pens, "Sở Công Thương theo dõi.")
    query = replace(asked("Những chợ nào?"), focus=("chợ",))
    found = inside_a_clause(answer, 2, query)
    assert found is not None
    assert found.items[1].text == "chợ Lau"
    assert inside_a_clause(replace(answer, bulleted=True), 2, query) is None


def test_items_that_number_themselves_are_called_by_their_numbers():
    answer = shown(
        "Bước thứ ba của quy trình cấp giấy: thẩm tra.",
        "Sơn La: Bước thứ nhất của quy trình cấp giấy: nộp hồ sơ.",
    )
    assert self_numbered(answer, "thứ hai") == "Bước thứ hai của quy trình cấp giấy"
    assert self_numbered(answer, "cuối") is None
    assert self_numbered(shown("Nộp hồ sơ.", "Bước thứ hai: thẩm tra."), "thứ hai") is None


def test_an_answer_shows_a_list_by_its_lines_or_in_a_clause():
    assert has_list(shown("a", "b", "c"))
    assert has_list(replace(shown("a", "b"), bulleted=True))
    assert has_list(shown("ba việc: mở đường; xây cầu; lát vỉa hè"))
    assert not has_list(shown("Sở Xây dựng chủ trì.", "Sở Y tế phối hợp."))


def test_the_first_sentence_that_names_a_document_tells_which_is_meant():
    lines = ["Hội thảo bàn về lúa.", "Huyện ủy ra Nghị quyết số 31-NQ/HU. Căn cứ: Nghị quyết số 9-NQ/TU."]
    assert names_of_kind("nghị quyết", lines) == ["nghị quyết 31-NQ/HU"]
    assert names_of_kind("quyết định", lines) == []
