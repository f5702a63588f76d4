"""Scans: what OCR reads is checked, and where Tesseract is installed a page is read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant.readers.pdf import read
from assistant.readers.pdf.scanned import check_marks, check_words
from assistant.readers.pdf.shapes import Glyph
from assistant.readers.tesseract import traineddata
from assistant.types.readings import Block

FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/TTF/DejaVuSerif.ttf",
    "/usr/share/fonts/dejavu-serif-fonts/DejaVuSerif.ttf",
)  # Liberation has no letters with two marks


def _line(*words: tuple[str, float], base: float = 100) -> list[Glyph]:
    """Words with their confidence, 4 points apart."""
    glyphs, left = [], 85.0
    for text, confidence in words:
        glyphs.append(Glyph(text, left, left + 6 * len(text), base, 12, confidence=confidence))
        left += 6 * len(text) + 4
    return glyphs


def test_a_number_and_a_day_that_may_be_written_by_hand_are_left_out_and_named() -> None:
    words, remarks = check_words(
        [
            *_line(("Số:", 0.97), ("Z£5", 0.6), ("/KH-UBND", 0.9)),
            *_line(
                ("Bình", 0.97),
                ("An,", 0.97),
                ("ngày", 0.97),
                ("ổ7", 0.4),
                ("tháng", 0.97),
                ("3", 0.97),
                base=120,
            ),
        ],
        1,
    )
    assert [word.text for word in words] == ["Số: /KH-UBND", "Bình", "An,", "ngày", "tháng", "3"]
    assert [(r.code, r.page, r.detail) for r in remarks] == [
        ("handwriting", 1, "Số"),
        ("handwriting", 1, "ngày"),
    ]


def test_a_printed_number_and_day_stay() -> None:
    line = _line(("Số:", 0.97), ("215/KH-UBND", 0.95))
    date = _line(("An,", 0.97), ("ngày", 0.97), ("07", 0.96), ("tháng", 0.97), base=120)
    words, remarks = check_words([*line, *date], 1)
    assert [word.text for word in words] == ["Số:", "215/KH-UBND", "An,", "ngày", "07", "tháng"]
    assert remarks == []


def test_figures_of_low_confidence_are_named_with_their_page() -> None:
    _, remarks = check_words(_line(("đạt", 0.5), ("85%", 0.62), ("và", 0.97), ("1.250", 0.97)), 4)
    assert [(r.code, r.page, r.detail) for r in remarks] == [("figure_unsure", 4, "85%")]


@pytest.mark.parametrize(
    ("seen", "read_as"),
    [
        ("QUYÉT", "QUYẾT"),  # no syllable as it was read
        ("huyên", "huyên"),  # a syllable, if the wrong one
        ("Vibrio", "Vibrio"),
        ("(đươc)", "(đươc)"),  # two marks could be meant
        ("I.MỤC", "I. MỤC"),
        ("QĐÐ-UBND", "QĐÐ-UBND"),
    ],
)
def test_words_are_put_right_where_only_one_is_possible(seen: str, read_as: str) -> None:
    words, _ = check_words(_line((seen, 0.95)), 1)
    assert [word.text for word in words] == [read_as]


def test_a_letter_that_was_read_twice_is_read_once() -> None:
    line = _line(("Tỉnh", 0.97), ("ủ", 0.9), ("ủy", 0.9))
    line[2].left = line[1].left + 4
    words, _ = check_words(line, 1)
    assert [word.text for word in words] == ["Tỉnh", "ủy"]


def _clauses(*texts: str) -> list[Block]:
    return [Block("clause", rest, mark) for mark, _, rest in (text.partition(" ") for text in texts)]


def _marks(*texts: str) -> list[str]:
    return [block.marker for block in check_marks(_clauses(*texts))]


def test_a_mark_is_read_as_the_one_that_is_due_where_it_looks_like_it() -> None:
    assert _marks("e) Năm", "ø) Sáu", "h) Bảy", "1) Tám", "k) Chín") == ["e)", "g)", "h)", "i)", "k)"]
    assert _marks("I. MỘT", "H. HAI", "HI. BA", "TV. BỐN") == ["I.", "II.", "III.", "IV."]
    assert _marks("IL. MỘT", "1. Việc", "II HAI", "III BA") == ["I.", "1.", "II.", "III."]
    assert _marks("I Một", "V NĂM", "I. MỘT", "III BA") == ["I", "V", "I.", "III"]
    assert _marks("c) Ba", "d) Bốn", "d) Năm", "e) Sáu") == ["c)", "d)", "đ)", "e)"]


def test_a_count_below_a_letter_stays_a_count() -> None:
    assert _marks("h) Bảy", "1) Một", "2) Hai", "i) Tám") == ["h)", "1)", "2)", "i)"]


def test_a_scan_is_read_without_the_number_of_its_red_stamp() -> None:
    pytest.importorskip("tesserocr", reason="the extra `ocr` is not installed")
    if traineddata() is None:
        pytest.skip("Tesseract's data for Vietnamese is not installed")
    font = next((name for name in FONTS if Path(name).is_file()), None)
    if font is None:
        pytest.skip("no font with Vietnamese letters is installed")
    picture = Image.new("RGB", (1654, 1000), "white")
    draw = ImageDraw.Draw(picture)
    written = ImageFont.truetype(font, 38)
    lines = (
        "1. Sở Xây dựng chủ trì, phối hợp với các xã rà soát nhà ở của hộ",
        "nghèo trên địa bàn; hoàn thành trước ngày 30 tháng 6 hằng năm.",
        "2. Sở Tài chính bố trí kinh phí thực hiện theo quy định.",
    )
    for n, text in enumerate(lines):
        draw.text((260 if text[0].isdigit() else 180, 300 + 70 * n), text, "black", written)
    draw.text((200, 100), "ĐẾN Số: 4821", (225, 40, 50), written)
    data = io.BytesIO()
    picture.save(data, "PDF", resolution=200)
    reading = read(data.getvalue())
    assert [f"{b.marker} {b.text}" for b in reading.blocks] == [f"{lines[0]} {lines[1]}", lines[2]]
    assert [(r.code, r.page) for r in reading.remarks if r.code != "figure_unsure"] == [("page_by_ocr", 1)]
    assert [page.origin for page in reading.pages] == ["ocr"]
