"""Questions that set target registers side by side, answered row by row with clauses and verdicts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers import Draft, read_markers
from assistant.documents import load_corpus
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import PACKAGE, Settings
from assistant.types import Catalog, Citation, Document, Query, Sentence
from tests.answer_helpers import answer_of, reference_of

HUE = """KẾ HOẠCH
I. MỤC TIÊU
1. Mục tiêu đến năm 2030
- Tỷ lệ hộ dân có nước sạch đạt trên 80%.
- Tỷ lệ hộ nghèo giảm xuống còn 3%.
- Trồng tối thiểu 500 cây xanh.
- Tỷ lệ đô thị hóa đạt 60%.
- Chi 2% ngân sách cho công viên.
2. Mục tiêu đến năm 2035
- Tỷ lệ đô thị hóa đạt 70%.
- Tỷ lệ hộ dân có nước sạch đạt 95%.
"""
CAN_THO = """KẾ HOẠCH
I. MỤC TIÊU
1. Mục tiêu đến năm 2030
a) Tỉ lệ hộ dân có nước sạch của thành phố đạt 90%;
b) Tỷ lệ hộ nghèo giảm xuống còn 2%;
c) Trồng tối thiểu 300 cây xanh;
d) Tỷ lệ đô thị hoá đạt 60%;
đ) Xây dựng 04 thư viện.
2. Mục tiêu đến năm 2035
a) Tỷ lệ đô thị hóa đạt 65%.
"""
NEWS = "# Hà Nội mở công viên nước\nCông viên nước Hà Nội mở cửa tháng 6 với 12 hồ bơi."

Answered = tuple[Query, Draft, list[Sentence], list[Citation]]
Ask = Callable[..., Answered]


def asking(catalog: Catalog) -> Ask:
    """Answers without any hits: what is answered then comes from the registers."""
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def ask(question: str, *history: str) -> Answered:
        query = understanding.read(question, history)
        draft = answer_of(query, reference)
        text, sentences, citations = draft.finish()
        assert set(read_markers(text)) == {c.number for c in citations}
        assert all(s.citations for s in sentences if s.kind in ("stated", "derived"))
        return query, draft, list(sentences), list(citations)

    return ask


@pytest.fixture(scope="module")
def ask() -> Ask:
    def document(identifier: str, place: str, text: str, tier: str) -> Document:
        return Document(identifier, f"Kế hoạch {place}", f"KH {place}", "plan", tier, nfc(text), place=place)  # type: ignore[arg-type]

    return asking(
        build_catalog(
            (
                document("hue", "Huế", HUE, "official"),
                document("can-tho", "Cần Thơ", CAN_THO, "official"),
                document("news", "Hà Nội", NEWS, "press"),
            ),
            Settings(),
        )
    )


def rows(sentences: list[Sentence], indicator: str) -> list[Sentence]:
    """The sentences behind the head that begin with an indicator."""
    return [s for s in sentences[1:] if s.text.startswith(indicator)]


def test_a_comparison_has_a_row_for_each_indicator_with_both_clauses(ask: Ask) -> None:
    _, draft, sentences, citations = ask("So sánh chỉ tiêu của Huế và Cần Thơ đến năm 2030")
    assert draft.coverage is not None
    assert (draft.coverage.shown, draft.coverage.total) == (4, 4)
    assert "cùng nêu 4 chỉ tiêu đến năm 2030" in sentences[0].text
    (water,) = rows(sentences, "Tỷ lệ hộ dân có nước sạch")
    assert "| **đạt trên 80%** | **đạt 90%** | Chưa so được" in water.text
    documents = {c.number: c.document_id for c in citations}
    assert [documents[n] for n in water.citations] == ["hue", "can-tho"]
    (trees,) = rows(sentences, "Trồng cây xanh") or rows(sentences, "Trồng")
    assert trees.text.endswith("Huế đặt yêu cầu cao hơn")
    (poor,) = rows(sentences, "Tỷ lệ hộ nghèo")
    assert poor.text.endswith("Cần Thơ đặt yêu cầu cao hơn")
    (urban,) = rows(sentences, "Tỷ lệ đô thị hóa")
    assert urban.text.endswith("Bằng nhau")
    texts = [s.text for s in sentences]
    assert texts.index("Chỉ Huế nêu đến năm 2030:") < texts.index("Chỉ Cần Thơ nêu đến năm 2030:")
    assert {s.kind for s in sentences} == {"derived"}


@pytest.mark.parametrize(
    ("question", "indicators"),
    [
        ("Huế thấp hơn Cần Thơ ở chỉ tiêu nào đến 2030?", ["Tỷ lệ hộ nghèo"]),
        ("hue thap hon can tho o chi tieu nao den 2030", ["Tỷ lệ hộ nghèo"]),
        ("Where does Huế fall below Cần Thơ by 2030?", ["“Tỷ lệ hộ nghèo"]),
        ("Cần Thơ cao hơn Huế ở chỉ tiêu nào đến 2030?", ["Tỷ lệ hộ nghèo"]),
        ("Huế cao hơn Cần Thơ ở chỉ tiêu nào đến 2030?", ["Trồng"]),
        ("Chỉ tiêu nào của Huế và Cần Thơ giống nhau đến 2030?", ["Tỷ lệ đô thị hóa"]),
    ],
)
def test_an_aspect_shows_its_rows_only(ask: Ask, question: str, indicators: list[str]) -> None:
    _, draft, sentences, _ = ask(question)
    assert draft.reason is None
    assert draft.coverage is not None
    assert draft.coverage.total == len(indicators)
    shown = [s.text for s in sentences[1 : 1 + len(indicators)]]
    assert all(text.startswith(indicator) for text, indicator in zip(shown, indicators, strict=True))


def test_what_cannot_be_ranked_is_said_beside_what_is_lower(ask: Ask) -> None:
    _, _, sentences, _ = ask("Huế thấp hơn Cần Thơ ở chỉ tiêu nào đến 2030?")
    assert sentences[2].text == "Chưa xếp được cao thấp:"
    assert "nước sạch" in sentences[3].text


@pytest.mark.parametrize(
    ("question", "figure", "document"),
    [
        ("Chỉ tiêu nào chỉ Huế có đến 2030?", "2%", "hue"),
        ("Chỉ tiêu nào Huế có mà Cần Thơ không có đến 2030?", "2%", "hue"),
        ("Chỉ tiêu nào Huế không có đến 2030?", "4 thư viện", "can-tho"),
        ("Which targets are only in the Can Tho plan by 2030?", "4 thư viện", "can-tho"),
    ],
)
def test_what_one_place_alone_states(ask: Ask, question: str, figure: str, document: str) -> None:
    _, _, sentences, citations = ask(question)
    assert len(sentences) == 2
    assert figure in sentences[1].text
    assert {c.document_id for c in citations} == {document}


def test_periods_of_one_plan_are_compared(ask: Ask) -> None:
    _, _, sentences, _ = ask("So sánh 2030 và 2035 của Huế")
    assert sentences[0].text.startswith("Mốc 2030 và mốc 2035 của Huế cùng nêu 2 chỉ tiêu")
    (urban,) = rows(sentences, "Tỷ lệ đô thị hóa")
    assert urban.text.endswith("| **đạt 60%** | **đạt 70%** | Mốc 2035 đặt yêu cầu cao hơn")
    (water,) = rows(sentences, "Tỷ lệ hộ dân có nước sạch")
    assert "Chưa so được" in water.text


def test_the_period_that_is_named_first_is_spoken_of(ask: Ask) -> None:
    _, _, sentences, _ = ask("Mục tiêu 2035 của Huế cao hơn 2030 ở chỉ tiêu nào?")
    assert sentences[0].text.startswith("Mốc 2035 đặt yêu cầu cao hơn mốc 2030")


@pytest.mark.parametrize(
    ("follow_up", "beginning"),
    [
        ("còn năm 2035?", "Huế và Cần Thơ cùng nêu 1 chỉ tiêu đến năm 2035"),
        ("Huế cao hơn ở chỉ tiêu nào?", "Huế đặt yêu cầu cao hơn Cần Thơ đến năm 2030"),
        ("chỉ tiêu nào chỉ Cần Thơ có?", "Chỉ Cần Thơ nêu đến năm 2030"),
    ],
)
def test_follow_ups_keep_places_and_period(ask: Ask, follow_up: str, beginning: str) -> None:
    _, _, sentences, _ = ask(follow_up, "So sánh chỉ tiêu của Huế và Cần Thơ đến năm 2030")
    assert sentences[0].text.startswith(beginning)


def test_an_indicator_that_one_side_lacks_is_found_by_its_words(ask: Ask) -> None:
    _, _, sentences, citations = ask("So sánh chỉ tiêu ngân sách cho công viên của Huế và Cần Thơ")
    assert sentences[0].text == "Chỉ Huế nêu về nội dung được hỏi:"
    assert "2%" in sentences[1].text
    assert {c.document_id for c in citations} == {"hue"}


def test_places_without_official_targets_are_named(ask: Ask) -> None:
    _, draft, sentences, _ = ask("So sánh chỉ tiêu của Huế và Hà Nội")
    assert draft.reason == "not_in_corpus"
    assert "không nêu chỉ tiêu nào của Hà Nội" in sentences[0].text


def test_a_document_that_is_not_indexed_is_named(ask: Ask) -> None:
    _, draft, sentences, _ = ask("So sánh chỉ tiêu của Huế với Quyết định 4321")
    assert draft.reason == "not_in_corpus"
    assert "4321" in sentences[0].text


def test_how_two_plans_differ_includes_what_one_alone_states(ask: Ask) -> None:
    _, _, sentences, _ = ask("Chỉ tiêu đến 2030 của Huế và Cần Thơ khác nhau chỗ nào?")
    texts = [s.text for s in sentences]
    assert texts[0].startswith("Huế và Cần Thơ đặt mức khác nhau đến năm 2030 ở 2 chỉ tiêu")
    assert "Chỉ Cần Thơ nêu đến năm 2030:" in texts


def test_tasks_are_not_compared_as_targets(ask: Ask) -> None:
    query, _, sentences, _ = ask("So sánh nhiệm vụ của Huế và Cần Thơ")
    assert query.registered == "other"
    assert not any("đặt yêu cầu" in s.text for s in sentences)


@pytest.fixture(scope="module")
def ask_plans() -> Ask:
    return asking(build_catalog(load_corpus(Path(PACKAGE).parent / "corpus"), Settings()))


def test_the_two_plans(ask_plans: Ask) -> None:
    _, draft, sentences, citations = ask_plans("so sánh chỉ tiêu của Huế và Cần Thơ đến năm 2030")
    assert draft.coverage is not None
    assert (draft.coverage.shown, draft.coverage.total) == (9, 9)
    heads = [n for n, s in enumerate(sentences) if s.text.endswith(":")]
    assert len(heads) == 3
    assert "1,5% GRDP" in sentences[heads[1] + 1].text
    assert {c.document_id for c in citations} == {"hue-1002", "can-tho-1002"}


def test_where_hue_falls_below_can_tho(ask_plans: Ask) -> None:
    _, draft, sentences, _ = ask_plans("where does Huế fall below Cần Thơ, by 2030?")
    assert draft.coverage is not None
    assert draft.coverage.total == 1
    assert "300" in sentences[1].text
    assert "at least 1500" in sentences[1].text
    assert "80%" in sentences[3].text
