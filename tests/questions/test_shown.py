"""The list that a clause holds, that the next turn may point into."""

from __future__ import annotations

import pytest

from assistant.questions.shown import Item, Shown, enumerated, has_list, inside_a_clause
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


def test_an_answer_shows_a_list_by_its_lines_or_in_a_clause():
    assert has_list(shown("a", "b", "c"))
    assert has_list(shown("ba việc: mở đường; xây cầu; lát vỉa hè"))
    assert not has_list(shown("Sở Xây dựng chủ trì.", "Sở Y tế phối hợp."))
