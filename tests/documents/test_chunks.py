"""Chunks: one clause each with its context, long ones in pieces, nothing but headings and boilerplate left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import chunk_sections, count_tokens, parse_sections
from assistant.language.text import nfc
from assistant.types import Catalog, Chunk, Document


def document(text: str) -> Document:
    return Document("d", "Kế hoạch trồng cây", "KH trồng cây", "plan", "official", nfc(text), place="Huế")


def chunks_of(text: str, *, max_tokens: int = 400) -> tuple[Chunk, ...]:
    source = document(text)
    return chunk_sections(source, parse_sections(source), max_tokens=max_tokens)


def test_a_clause_is_a_chunk_with_title_place_and_headings_as_context_and_is_quoted_without_it():
    (chunk,) = chunks_of("I. MỤC TIÊU\n1. Đến năm 2030\n- Trồng 5 cây;")
    assert chunk.text == "- Trồng 5 cây;"
    assert chunk.context == "KH trồng cây > Huế > I. MỤC TIÊU > 1. Đến năm 2030"
    assert chunk.indexed_text == f"{chunk.context}\n{chunk.text}"
    assert (chunk.id, chunk.section_id, str(chunk.address)) == (
        "d#i.1.1",
        "i.1.1",
        "mục I.1, gạch đầu dòng 1",
    )


def test_a_table_row_has_the_heads_of_its_columns_in_its_context():
    chunks = chunks_of("I. CHỈ TIÊU\n| STT | Nội dung | Hạn |\n|---|---|---|\n| 1 | Trồng cây | 2030 |")
    assert [(c.text, c.context) for c in chunks] == [
        ("| 1 | Trồng cây | 2030 |", "KH trồng cây > Huế > I. CHỈ TIÊU > STT | Nội dung | Hạn")
    ]


def test_short_lines_of_the_head_and_the_foot_are_joined():
    text = "Huế, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nTrồng cây\nI. MỘT\n- Hai\nNơi nhận:\n- Như trên;\nKT. CHỦ TỊCH\nNguyễn Văn A"
    head, item, foot = chunks_of(text)
    assert head.text == "Huế, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nTrồng cây"
    assert str(head.address) == "phần mở đầu"
    assert item.text == "- Hai"
    assert foot.text == "Nơi nhận:\n- Như trên;\nKT. CHỦ TỊCH\nNguyễn Văn A"
    assert str(foot.address) == "nơi nhận"
    assert "người ký" in foot.context
    assert (head.kind, item.kind, foot.kind) == ("preamble", "dash", "recipients")


def test_a_bare_heading_is_no_chunk_but_one_that_says_something_is():
    chunks = chunks_of("I. MỤC TIÊU\n1. Các sở trồng cây theo kế hoạch.\n- Mỗi sở 5 cây\n2. Sở Y tế\n- Làm")
    assert [c.text for c in chunks] == ["1. Các sở trồng cây theo kế hoạch.", "- Mỗi sở 5 cây", "- Làm"]


def test_boilerplate_of_a_site_is_no_chunk():
    site = "Mua gói tra cứu để tải văn bản này.\n" * 12
    chunks = chunks_of(f"{site}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH\nI. MỘT\n- Hai")
    assert [c.text for c in chunks] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH", "- Hai"]


def test_a_long_clause_is_cut_at_sentences_into_pieces_within_the_budget():
    sentences = [f"Sở số {n} trồng {n} cây trong năm thứ {n}." for n in range(1, 41)]
    chunks = chunks_of("I. MỘT\n- " + " ".join(sentences), max_tokens=100)
    assert len(chunks) > 5
    assert all(count_tokens(c.text) <= 100 for c in chunks)
    assert all(c.text.endswith(".") for c in chunks)
    assert [c.id for c in chunks[:3]] == ["d#i.1", "d#i.1~2", "d#i.1~3"]
    assert {c.section_id for c in chunks} == {"i.1"}
    assert " ".join(c.text for c in chunks) == "- " + " ".join(sentences)


@given(st.text(min_size=1, max_size=400), st.integers(50, 120))
def test_pieces_of_any_clause_are_verbatim_in_order_and_lose_no_word(words: str, max_tokens: int):
    source = document(f"I. MỘT\n- Mục: {words} " * 3)
    position = 0
    for chunk in chunk_sections(source, parse_sections(source), max_tokens=max_tokens):
        assert chunk.text == source.text[chunk.start : chunk.end]
        assert chunk.start >= position
        position = chunk.end


@pytest.mark.parametrize("text", ["<|endoftext|>", "", "㎯" * 9, "đ" * 500])
def test_tokens_of_any_text_are_counted(text: str):
    assert count_tokens(text) >= (1 if text else 0)


def test_every_clause_of_the_corpus_that_is_no_bare_heading_is_in_a_chunk_once(catalog: Catalog):
    spans = {(c.document_id, c.start, c.end) for c in catalog.chunks}
    assert len(spans) == len(catalog.chunks) == len({c.id for c in catalog.chunks})
    for section in catalog.sections:
        holders = [
            c
            for c in catalog.chunks
            if c.document_id == section.document_id and c.start < section.end and section.start < c.end
        ]
        if not section.heading:
            assert (
                sum(min(c.end, section.end) - max(c.start, section.start) for c in holders)
                == section.end - section.start
            )
    assert all(count_tokens(c.text) <= 400 for c in catalog.chunks)
