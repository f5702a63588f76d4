"""Drafts: citations numbered in reading order, markers that resolve, nothing unsupported, each citation used."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Draft, read_markers
from assistant.answers.draft import write_markers
from assistant.answers.support import leave_out_unsupported
from assistant.documents import parse_sections
from assistant.language.addresses import ClauseAddress
from assistant.types import Chunk, Coverage, Document, Section

TEXT = """I. MỤC TIÊU
1. Đến năm 2030
a) Trồng 5 cây, xem [7];
b) Đạt 80% độ che phủ;
c) Báo cáo trước ngày 15 tháng 11.
"""
DOCUMENT = Document(
    "d",
    "Kế hoạch 9/KH-UBND",
    "KH 9",
    "plan",
    "official",
    TEXT,
    number="9/KH-UBND",
    issuer="UBND",
    place="Huế",
)
SECTIONS = {section.id: section for section in parse_sections(DOCUMENT)}
TREES, COVER, REPORT = (SECTIONS[f"i.1.{letter}"] for letter in "abc")


def draft() -> Draft:
    return Draft({"d": DOCUMENT})


def test_citations_are_numbered_in_reading_order_and_shared():
    made = draft()
    made.add("Đạt 80%.", COVER)
    made.add("Trồng 5 cây.", TREES, bullet=True)
    made.add("Hai nội dung.", TREES, COVER, kind="derived")
    made.add("Chào.", kind="framing")
    text, sentences, citations = made.finish()
    assert text == "Đạt 80%. [1]\n- Trồng 5 cây. [2]\n\nHai nội dung. [2] [1]\n\nChào."
    assert [(s.text, s.citations, s.kind) for s in sentences] == [
        ("Đạt 80%.", (1,), "stated"),
        ("Trồng 5 cây.", (2,), "stated"),
        ("Hai nội dung.", (2, 1), "derived"),
        ("Chào.", (), "framing"),
    ]
    assert [(c.number, c.address) for c in citations] == [(1, "mục I.1.b"), (2, "mục I.1.a")]


def test_a_citation_says_all_that_the_contract_names():
    made = draft()
    made.add("Trồng 5 cây.", TREES)
    (citation,) = made.finish()[2]
    assert (citation.document_id, citation.document_title, citation.document_number) == (
        "d",
        "Kế hoạch 9/KH-UBND",
        "9/KH-UBND",
    )
    assert (citation.issuer, citation.tier, citation.page) == ("UBND", "official", None)
    assert (citation.address, citation.headings) == ("mục I.1.a", ("I. MỤC TIÊU", "1. Đến năm 2030"))
    assert citation.quote == TEXT[citation.start : citation.end] == "a) Trồng 5 cây, xem [7];"
    assert citation.url == "/documents/d#i.1.a"


def test_a_piece_of_a_clause_is_cited_as_the_piece_at_the_clauses_address():
    address = ClauseAddress("mục I.1.b")
    piece = Chunk("d#i.1.b~2", "d", "i.1.b", address, (), "", TEXT[5:9], 5, 9, "official", "Huế", "letter")
    made = draft()
    made.add("Mục tiêu.", piece)
    (citation,) = made.finish()[2]
    assert (citation.quote, citation.url) == (TEXT[5:9], "/documents/d#i.1.b")


def test_a_stated_sentence_without_a_clause_is_refused():
    with pytest.raises(ValueError, match="cites nothing"):
        draft().add("Trồng 5 cây.")


@pytest.mark.parametrize("kind", ["absence", "framing", "derived"])
def test_other_sentences_need_no_clause(kind: str):
    made = draft()
    made.add("Không nêu 77%.", kind=kind)  # type: ignore[arg-type]
    assert made.finish()[0] == "Không nêu 77%."


def test_a_stated_sentence_with_a_value_that_its_clause_does_not_hold_is_left_out_with_its_citation():
    made = draft()
    made.add("Đạt 90%.", COVER)
    made.add("Trồng 5 cây.", TREES)
    text, sentences, citations = made.finish()
    assert text == "Trồng 5 cây. [1]"
    assert len(sentences) == 1
    assert [c.address for c in citations] == ["mục I.1.a"]
    assert made.warnings == ["Đã bỏ 1 dòng có con số không đối chiếu được với văn bản."]


def test_coverage_counts_the_lines_of_a_list_that_are_left_and_the_note_is_in_the_language_asked():
    made = draft()
    made.add("Three:", TREES, COVER, kind="derived")
    made.add("“Trồng 5 cây”", TREES, bullet=True)
    made.add("“Đạt 90%”", COVER, bullet=True)
    made.coverage = Coverage(2, 3)
    made, (dropped,) = leave_out_unsupported(made, "en")
    assert dropped.text == "“Đạt 90%”"
    assert made.coverage == Coverage(1, 3)
    assert made.warnings == [
        "Lines that were left out, since their figures could not be found in the document: 1."
    ]
    assert made.finish()[0] == "Three: [1] [2]\n- “Trồng 5 cây” [1]"


def test_a_document_may_be_named_by_its_short_title():
    made = draft()
    made.documents = {"d": replace(DOCUMENT, short_title="Đề án 88")}
    made.add("Đề án 88: Trồng 5 cây.", TREES)
    assert leave_out_unsupported(made, "vi") == (made, [])


def test_a_derived_sentence_may_count():
    made = draft()
    made.add("Có 3 nội dung.", TREES, COVER, REPORT, kind="derived")
    assert made.finish()[0] == "Có 3 nội dung. [1] [2] [3]"


def test_brackets_of_a_source_are_no_markers_of_the_answer():
    made = draft()
    made.add("Trồng 5 cây, xem [7].", TREES)
    text, _, citations = made.finish()
    assert read_markers(text) == [1]
    assert text == "Trồng 5 cây, xem. [1]"
    assert "[7]" in citations[0].quote


def test_an_empty_draft_is_an_empty_answer():
    assert draft().finish() == ("", (), ())


@given(st.text(st.characters(exclude_characters="[]")), st.lists(st.integers(1, 999), max_size=5))
def test_markers_that_were_written_are_read_back(text: str, numbers: list[int]):
    assert read_markers(write_markers(text, numbers)) == numbers


CLAUSES = st.lists(st.sampled_from(list(SECTIONS.values())), min_size=1, max_size=3)


@given(
    st.lists(
        st.tuples(st.text(max_size=12), CLAUSES, st.sampled_from(["stated", "derived"]), st.booleans()),
        max_size=8,
    )
)
def test_markers_resolve_and_every_citation_is_used(lines: list[tuple[str, list[Section], str, bool]]):
    made = draft()
    for text, clauses, kind, bullet in lines:
        made.add(text, *clauses, kind=kind, bullet=bullet)  # type: ignore[arg-type]
    text, sentences, citations = made.finish()
    numbers = [c.number for c in citations]
    assert numbers == list(range(1, len(citations) + 1))
    assert list(dict.fromkeys(read_markers(text))) == numbers
    assert {n for s in sentences for n in s.citations} == set(numbers)
    assert all(c.quote == TEXT[c.start : c.end] for c in citations)
