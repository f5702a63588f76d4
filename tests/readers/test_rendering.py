"""Readings as text: what is apart, what stands in rows, where each block and page begins."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assistant.language.text import tidy
from assistant.readers import page_starts, render
from assistant.readers.records import KeptReading, decode_reading, encode_reading
from assistant.types.readings import Block, Box, Cell, Page, Reading, Remark


def row(*texts: str, head: bool = False, table: int = 0, **more: Any) -> Block:
    cells = tuple(Cell(text, column, head=head) for column, text in enumerate(texts))
    return Block("row", cells=cells, table=table, **more)


def test_clauses_are_apart_rows_are_together_and_running_heads_are_left_out():
    blocks = (
        Block("running_head", "Trang 3"),
        Block("clause", "Trồng rừng\nngập mặn", "2."),
        row("TT", "Xã", head=True),
        row("1", "Đại Lộc"),
        row("A", "B", table=1),
        Block("clause", "Hết"),
    )
    assert render(Reading("x", blocks)).text == (
        "2. Trồng rừng\nngập mặn\n\n| TT | Xã |\n| --- | --- |\n| 1 | Đại Lộc |\n\n| A | B |\n\nHết"
    )


def test_a_note_at_a_row_waits_for_the_end_of_the_table():
    blocks = (row("a", "b"), Block("note", "Theo báo cáo.", "1"), row("c", "d"), Block("box", "KHẨN"))
    assert render(Reading("x", blocks)).text == "| a | b |\n| c | d |\n\n[chú thích] Theo báo cáo.\n\nKHẨN"


def test_pages_begin_where_their_first_block_does_and_never_go_back():
    blocks = (
        Block("clause", "một", page=1),
        Block("clause", "ba", page=3),
        Block("note", "chân trang", page=2),
        Block("clause", "bốn", page=4),
    )
    reading = Reading("x", blocks)
    rendering = render(reading)
    assert page_starts(reading, rendering) == (0, 5, 5, rendering.text.index("bốn"))
    without = Reading("x", (Block("clause", "một"),))
    assert page_starts(without, render(without)) == ()


def test_a_quote_finds_its_blocks_and_their_lines():
    box = Box(2, 50.0, 60.0, 500.0, 75.5)
    blocks = (Block("clause", "Xây cầu", page=1), Block("clause", "Sửa đường", page=2, boxes=(box,)))
    reading = Reading(
        "pdf 1", blocks, (Page(1, 595.0, 842.0), Page(2, 842.0, 595.0, "ocr")), (Remark("page_by_ocr", 2),)
    )
    rendering = render(reading)
    kept = decode_reading(encode_reading(reading, rendering.spans))
    assert kept == KeptReading(reading, rendering.spans)
    start = rendering.text.index("đường")
    assert kept.blocks_between(start, start + 5) == blocks[1:]
    assert kept.boxes_between(0, len(rendering.text)) == (box,)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
BLOCKS = st.one_of(
    st.builds(Block, st.sampled_from(["clause", "title", "note", "box", "running_head"]), WORDS, WORDS),
    st.builds(
        lambda texts, table: row(*texts, table=table),
        st.lists(WORDS, min_size=1, max_size=4),
        st.integers(0, 2),
    ),
)


@given(st.lists(BLOCKS, max_size=8))
def test_every_text_is_tidy_and_holds_each_block_once(blocks: list[Block]):
    rendering = render(Reading("x", tuple(blocks)))
    assert tidy(rendering.text) == rendering.text
    places = [(span.start, span.end) for span in rendering.spans]
    assert places == sorted(places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))
    shown = [span.block for span in rendering.spans]
    assert len(shown) == len(set(shown))
    assert {n for n, block in enumerate(blocks) if block.cells} <= set(shown)
