"""Every metric on cases small enough to be worked out by hand."""

from __future__ import annotations

import math

import pytest

from evals import metrics
from evals.answers import FoundPassage
from evals.records import Fact, GoldQuote
from tests.evals.material import HUE, TEXTS, answer, citation

TARGET = "Tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%"
TEACHERS = "Đào tạo, bồi dưỡng tối thiểu 300 giáo viên"
CAN_THO_TARGET = "Tỷ lệ lao động qua đào tạo đạt 90%"
GROUPS = [[GoldQuote("hue", TARGET)], [GoldQuote("can-tho", CAN_THO_TARGET)]]


def hit(document: str, quote: str) -> FoundPassage:
    start = TEXTS[document].index(quote)
    return FoundPassage(document, start, start + len(quote))


@pytest.mark.parametrize(
    ("cut_front", "cut_back", "covered"),
    [(0, 0, True), (26, 0, True), (0, 26, True), (28, 0, False), (0, 28, False)],
)
def test_half_of_the_characters_cover_a_quote(cut_front: int, cut_back: int, covered: bool) -> None:
    assert len(TARGET) == 53
    start = HUE.index(TARGET)
    span = (start + cut_front, start + len(TARGET) - cut_back)
    assert metrics.covers("hue", *span, GROUPS[0][0], TEXTS) is covered


def test_the_same_span_of_another_document_covers_nothing() -> None:
    start = HUE.index(TARGET)
    assert not metrics.covers("can-tho", start, start + len(TARGET), GROUPS[0][0], TEXTS)


def test_a_whole_document_covers_nothing() -> None:
    long = {"hue": HUE + "x" * metrics.MAXIMUM_SPAN_CHARACTERS}
    assert not metrics.covers("hue", 0, len(long["hue"]), GROUPS[0][0], long)


def test_any_occurrence_of_a_quote_counts() -> None:
    texts = {"d": "một hai ba; một hai ba"}
    assert metrics.covers("d", 12, 22, GoldQuote("d", "một hai ba"), texts)


def test_groups_found_by_a_hit() -> None:
    assert metrics.groups_found(hit("can-tho", CAN_THO_TARGET), GROUPS, TEXTS) == {1}
    assert metrics.groups_found(hit("hue", TEACHERS), GROUPS, TEXTS) == set()


def sets(*groups: set[int]) -> list[frozenset[int]]:
    return [frozenset(group) for group in groups]


def test_recall_is_the_share_of_groups_among_the_first_hits() -> None:
    found = sets(set(), {0}, {0}, {1})
    assert [metrics.recall_at(found, 2, k) for k in (1, 2, 3, 4, 10)] == [0, 0.5, 0.5, 1, 1]


def test_reciprocal_rank_of_the_first_hit_on_gold() -> None:
    assert metrics.reciprocal_rank(sets(set(), set(), {1}, {0})) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank(sets(set())) == 0


def test_ndcg_gives_nothing_for_a_group_found_again() -> None:
    gain = 1 / math.log2(3) + 1 / math.log2(5)  # the second and the fourth hit
    ideal = 1 + 1 / math.log2(3)
    assert metrics.ndcg_at(sets(set(), {0}, {0}, {1}), 2) == pytest.approx(gain / ideal)


def test_ndcg_of_the_ideal_order_is_one() -> None:
    assert metrics.ndcg_at(sets({1}, {0}), 2) == 1
    assert metrics.ndcg_at(sets({0, 1}), 2) == 1


def test_right_document_looks_at_the_first_hit_only() -> None:
    assert metrics.right_document_first([hit("hue", TEACHERS)], GROUPS[:1])
    assert not metrics.right_document_first([hit("can-tho", CAN_THO_TARGET), hit("hue", TARGET)], GROUPS[:1])
    assert not metrics.right_document_first([], GROUPS)


@pytest.mark.parametrize(
    ("text", "fact", "missing"),
    [
        pytest.param("Huế đặt **80 %** [1]", Fact(("80%",), "percent", True), [], id="other spelling"),
        pytest.param("Huế đặt 180%", Fact(("80%",), "percent", True), ["80%"], id="80 is not in 180"),
        pytest.param("tối thiểu 1.500 người", Fact(("1500",), "number", True), [], id="grouping"),
        pytest.param("ngày 15 tháng 11", Fact(("15/11",), "date", True), [], id="date"),
        pytest.param("do Sở GDĐT", Fact(("Sở Giáo dục và Đào tạo",), "agency", True), [], id="agency"),
        pytest.param("ba nhóm", Fact(("hai nhóm", "ba nhóm"), "text", True), [], id="any of several"),
        pytest.param("", Fact(("80%",), "percent", False), [], id="not vital"),
    ],
)
def test_missing_facts(text: str, fact: Fact, missing: list[str]) -> None:
    assert metrics.missing_facts(answer([(text, [], "framing")]), [fact]) == missing


def test_english_answers_group_with_commas() -> None:
    said = answer([("at least 1,500 teachers", [], "framing")], language="en")
    assert metrics.missing_facts(said, [Fact(("1500",), "number", True)]) == []


def test_forbidden_values_are_found_as_values() -> None:
    said = answer([("Huế đặt 190% và 80%", [], "framing")])
    assert metrics.forbidden_found(said, ["90%", "80 %"]) == ["80 %"]


def test_the_title_of_a_cited_document_is_no_forbidden_value() -> None:
    title = "Kế hoạch giai đoạn 2025-2035"
    said = answer(
        [(f"Theo {title}, đạt 80%", [1], "stated")], [citation(1, "hue", TARGET, document_title=title)]
    )
    assert metrics.forbidden_found(said, ["2035"]) == []


def unsupported(*sentences: tuple[str, list[int], str], **changes: object) -> tuple[list[str], int]:
    cited = sorted({number for _, numbers, _ in sentences for number in numbers})
    quotes = {1: ("hue", TARGET), 2: ("can-tho", CAN_THO_TARGET), 3: ("hue", TEACHERS)}
    citations = [
        citation(
            number, *quotes[number], headings=["1. Sở Giáo dục và Đào tạo"], document_number="150/KH-UBND"
        )
        for number in cited
    ]
    found, checked = metrics.unsupported_values(answer(sentences, citations, **changes))
    return [value.value for value in found], checked


def test_stated_values_stand_in_the_cited_quotes() -> None:
    assert unsupported(("Huế đạt trên 80%", [1], "stated")) == ([], 1)
    assert unsupported(("Huế đạt trên 85%", [1], "stated")) == (["85%"], 1)


def test_the_quote_of_another_sentence_supports_nothing() -> None:
    assert unsupported(("Huế đạt 80%", [2], "stated"), ("Cần Thơ đạt 90%", [2], "stated")) == (["80%"], 2)


def test_headings_and_document_numbers_support_values() -> None:
    sentence = ("Theo Kế hoạch 150/KH-UBND, Sở GD&ĐT chủ trì", [1], "stated")
    assert unsupported(sentence) == ([], 2)


def test_the_number_of_a_heading_supports_no_figure() -> None:
    assert unsupported(("Có 1 chỉ tiêu là 80%", [1], "stated")) == (["1"], 2)


def test_the_address_of_a_citation_is_no_claim() -> None:
    assert unsupported(("Huế đạt 80% (mục II.2)", [1], "stated")) == ([], 1)


def test_framing_must_not_hold_values() -> None:
    assert unsupported(("Có 2 văn bản trả lời:", [], "framing")) == (["2"], 1)
    assert unsupported(("Các văn bản nêu như sau:", [], "framing")) == ([], 0)


def test_a_heading_that_repeats_a_question_of_the_turn_states_nothing() -> None:
    heading: tuple[str, list[int], str] = ("**2. Đến năm 2031 đạt bao nhiêu?**", [], "framing")
    asked = "Huế đạt bao nhiêu? đến năm 2031 đạt bao nhiêu?"
    assert unsupported(heading, standalone_question=asked)[0] == []
    assert unsupported(heading, standalone_question="Huế đạt bao nhiêu?")[0] == ["2031"]


def test_absence_may_name_what_is_not_there() -> None:
    assert unsupported(("Văn bản không nêu mức 95% của Sở Y tế", [], "absence")) == ([], 0)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("Cần Thơ cao hơn Huế 10 điểm phần trăm", [], id="difference"),
        pytest.param("Huế 80%, Cần Thơ 90%", [], id="cited values"),
        pytest.param("Cần Thơ cao hơn Huế 20%", ["20%"], id="wrong difference"),
        pytest.param("Có 2 kết quả ở 2 văn bản", [], id="counts of citations and documents"),
        pytest.param("Nêu 2 trong 9 chỉ tiêu", [], id="coverage"),
        pytest.param("Có 7 kết quả", ["7"], id="wrong count"),
    ],
)
def test_derived_values_are_computed_again(sentence: str, found: list[str]) -> None:
    assert unsupported((sentence, [1, 2], "derived"), coverage={"shown": 2, "total": 9})[0] == found


def test_a_derived_sentence_without_citations_counts_those_of_the_answer() -> None:
    sentences = [("Có 2 chỉ tiêu:", [], "derived"), ("80%", [1], "stated"), ("90%", [2], "stated")]
    assert unsupported(*sentences) == ([], 3)


def test_a_value_that_only_the_text_holds_is_unlisted() -> None:
    said = answer(
        [("Huế đạt 80%", [1], "stated")], [citation(1, "hue", TARGET)], text="Huế đạt 80% [1]. Năm 2031."
    )
    found, checked = metrics.unsupported_values(said)
    assert [(value.value, value.kind) for value in found] == [("2031", "unlisted")]
    assert checked == 2


def test_markers_that_resolve_and_agree_are_valid() -> None:
    citations = [citation(1, "hue", TARGET), citation(2, "can-tho", CAN_THO_TARGET)]
    sentences = [("80%", [1], "stated"), ("90%", [2], "stated")]
    assert metrics.marker_validity(answer(sentences, citations)) == (2, 2)
    assert metrics.marker_validity(answer(sentences, citations[:1])) == (1, 2)
    assert metrics.marker_validity(answer(sentences, citations, text="80% [2] 90% [1]")) == (0, 2)
    assert metrics.marker_validity(answer(sentences, citations, text="80% [1] 90%")) == (1, 3)
    assert metrics.marker_validity(answer(sentences[:1], citations)) == (1, 2)


def test_a_quote_is_faithful_to_the_letter() -> None:
    good = answer([], [citation(1, "hue", TARGET)]).citations[0]
    altered = answer([], [citation(1, "hue", TARGET) | {"quote": TARGET.replace("80", "81")}]).citations[0]
    unknown = answer([], [citation(1, "hue", TARGET) | {"document_id": "da-nang"}]).citations[0]
    assert [metrics.is_faithful(each, TEXTS) for each in (good, altered, unknown)] == [True, False, False]


def test_groups_cited_and_citations_on_gold() -> None:
    citations = [citation(1, "hue", TARGET), citation(2, "hue", TEACHERS)]
    said = answer([("80%, 300", [1, 2], "stated")], citations)
    assert metrics.groups_cited(said, GROUPS, TEXTS) == 1
    assert metrics.citations_on_gold(said, GROUPS, TEXTS) == 1


@pytest.mark.parametrize(
    ("changes", "trusted"),
    [
        ({}, True),
        ({"exact": False}, False),
        ({"cited": 1}, False),
        ({"unsupported": 1}, False),
        ({"abstained": True}, False),
        ({"answerable": False}, False),
        ({"answerable": False, "abstained": True, "exact": False, "cited": 0}, True),
    ],
)
def test_trust(changes: dict[str, object], trusted: bool) -> None:
    arguments = {
        "answerable": True, "abstained": False, "exact": True, "groups": 2, "cited": 2, "unsupported": 0,
    }  # fmt: skip
    assert metrics.is_trusted(**(arguments | changes)) is trusted  # type: ignore[arg-type]
