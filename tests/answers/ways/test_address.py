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
    assert text == "Huế không có khoản 7 mục II.\n\nMục II của Huế chỉ có khoản 1, 2. [1] [2] [3]"
    assert where(citations) == [("hue", "mục II"), ("hue", "mục II.1"), ("hue", "mục II.2")]
    _, draft, text, citations = ask("What does clause 7 of section II of the Hue plan say?")
    assert text.startswith(
        "There is no “clause 7 of section II” in Huế.\n\n“mục II” of Huế has only clauses 1, 2."
    )
    _, _, text, citations = ask("Điều 4 kế hoạch Cần Thơ")
    assert text == "Cần Thơ không có Điều 4.\n\nCần Thơ có mục I, II. [1] [2]"


def test_a_numbered_clause_is_found_by_its_heading(ask: Ask):
    _, draft, _, citations = ask("Phần “Sở Xây dựng” ở mục II của Huế nói gì?")
    assert where(citations) == [
        ("hue", "mục II.1"),
        ("hue", "mục II.1, gạch đầu dòng 1"),
        ("hue", "mục II.1, gạch đầu dòng 2"),
    ]
    assert draft.reason is None
    _, draft, _, _ = ask("Phần “Sở Xây dựng” ở mục I của Huế nói gì?")  # there is one, but not there
    assert draft.reason == "not_in_corpus"


def test_whether_a_clause_holds_another_is_told_of_that_one(ask: Ask):
    for question in (
        "khoản 1 mục II Cần Thơ có điểm h không?",
        "khoan 1 muc II cua ke hoach Can Tho co diem h khong",
    ):
        _, draft, text, _ = ask(question)
        assert draft.reason == "not_in_corpus"
        assert text.startswith(
            "Cần Thơ không có khoản 1 mục II, điểm h.\n\nMục II.1 của Cần Thơ chỉ có điểm a"
        )
    _, draft, text, _ = ask("mục II của Huế có khoản 7 không?")
    assert (draft.reason, text.split(".")[0]) == ("not_in_corpus", "Huế không có mục II, khoản 7")
    _, draft, _, citations = ask("khoản 1 mục II của Cần Thơ có điểm b không?")
    assert draft.reason is None
    assert where(citations) == [("can-tho", "mục II.1.b")]
    _, _, _, citations = ask("khoản 1 mục II của Cần Thơ và điểm b khoản 1 mục I viết gì?")
    assert ("can-tho", "mục II.1") in where(citations)


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


def test_clauses_that_are_named_together_are_shown_in_order(ask: Ask):
    _, draft, _, citations = ask("gạch đầu dòng 1 đến 3 khoản 1 mục I kế hoạch Huế")
    assert draft.reason is None
    assert where(citations) == [("hue", f"mục I.1, gạch đầu dòng {n}") for n in (1, 2, 3)]
    _, _, text, citations = ask("điểm a, b khoản 1 mục II kế hoạch Cần Thơ quy định gì?")
    assert where(citations) == [("can-tho", "mục II.1.a"), ("can-tho", "mục II.1.b")]
    assert text.startswith("Cần Thơ: a) Chủ trì hướng dẫn trồng cây xanh.")


def test_several_that_are_not_there_are_told_at_once(ask: Ask):
    _, draft, text, _ = ask("khoản 7, 8 mục II kế hoạch Huế")
    assert draft.reason == "not_in_corpus"
    assert (
        text
        == "Huế không có khoản 7 mục II, khoản 8 mục II.\n\nMục II của Huế chỉ có khoản 1, 2. [1] [2] [3]"
    )


def test_the_how_manyth_thing_is_found_however_it_is_marked(ask: Ask):
    assert where(ask("ý thứ hai khoản 1 mục I kế hoạch Huế")[3]) == [("hue", "mục I.1, gạch đầu dòng 2")]
    assert where(ask("ý thứ hai khoản 1 mục I kế hoạch Cần Thơ")[3]) == [("can-tho", "mục I.1.b")]


def test_beside_a_clause_that_has_no_parts_its_words_are_shown(ask: Ask):
    _, draft, text, _ = ask("điểm c khoản 2 mục II kế hoạch Huế")
    assert draft.reason == "not_in_corpus"
    assert text.endswith(
        "Có thể liên quan – Huế: 2. Sở Y tế. [1]\n- Phối hợp kiểm tra chất lượng nước sạch. [2]"
    )
