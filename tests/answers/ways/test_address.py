"""Clauses by their address, with what stands below them; what there is where an address is not."""

from __future__ import annotations

from tests.answer_helpers import Ask, where


def test_an_address_opens_its_clause_with_what_stands_below_it(ask: Ask):
    _, draft, _, citations = ask("Mục I.1 của kế hoạch Cần Thơ nói gì?")
    assert where(citations) == [("can-tho", "mục I.1"), ("can-tho", "mục I.1.a"), ("can-tho", "mục I.1.b")]
    assert draft.reason is None


def test_an_address_that_is_not_there_is_told_with_those_that_are(ask: Ask):
    _, draft, text, citations = ask("khoản 7 mục II kế hoạch Huế nói gì?")
    assert draft.reason == "not_in_corpus"
    assert text == "Huế không có khoản 7 mục II.\n\nMục II của Huế có khoản 1, 2. [1] [2] [3]"
    assert where(citations) == [("hue", "mục II"), ("hue", "mục II.1"), ("hue", "mục II.2")]
    _, draft, text, citations = ask("What does clause 7 of section II of the Hue plan say?")
    assert text.startswith(
        "There is no “clause 7 of section II” in Huế.\n\n“mục II” of Huế has clauses 1, 2."
    )
    _, _, text, citations = ask("Điều 4 kế hoạch Cần Thơ")
    assert text == "Cần Thơ không có Điều 4.\n\nCần Thơ có mục I, II. [1] [2]"


def test_an_address_beside_a_subject_is_what_answers(ask: Ask):
    _, draft, _, citations = ask("Khoản 2 mục I kế hoạch Huế quy định gì về cây xanh?")
    assert draft.reason is None
    assert where(citations) == [("hue", "mục I.2"), ("hue", "mục I.2, gạch đầu dòng 1")]


def test_an_address_that_fits_several_clauses_shows_each(ask: Ask):
    _, draft, text, citations = ask("khoản 2 của Huế nói gì?")
    assert draft.reason is None
    assert text.startswith(
        "Huế có 2 chỗ là khoản 2: [1] [2]\n- mục I.2: Mục tiêu đến năm 2045. [1]\n- mục II.2: "
    )
    assert where(citations) == [("hue", "mục I.2"), ("hue", "mục II.2")]


def test_an_address_in_a_law_that_is_not_here_is_no_address_of_a_plan(ask: Ask):
    query, _, _, citations = ask(
        "Theo mục I Luật Quy hoạch, hộ dân có nước sạch của Huế đến năm 2045 đạt bao nhiêu?"
    )
    assert query.addresses == ()
    assert ("hue", "mục I") not in where(citations)
