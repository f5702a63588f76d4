"""Scans: what OCR reads is checked, and where Tesseract is installed a page is read."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from assistant.readers.pdf import read
from assistant.readers.pdf.drawings import without_drawings
from assistant.readers.pdf.inks import without_stamps
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


@pytest.mark.parametrize(
    ("seen", "read_as"),
    [
        (("yêu", "câu", "mới"), ("yêu", "cầu", "mới")),
        (("GIÁM", "ĐÓC", "SỞ"), ("GIÁM", "ĐỐC", "SỞ")),
        (("của", "Chính", "phú,", "bộ"), ("của", "Chính", "phủ,", "bộ")),
        (("Độc", "lập", "-", "Tự", "đo", "-", "Hạnh", "phúc"), ("Độc", "lập", "-", "Tự", "do", "-", "Hạnh", "phúc")),
        (("CỘNG", "HÒA", "XÃ", "HỘI"), ("CỘNG", "HÒA", "XÃ", "HỘI")),
        (("Trần", "Chính", "Phú"), ("Trần", "Chính", "Phú")),  # a name
        (("một", "câu,", "đối", "đáp"), ("một", "câu,", "đối", "đáp")),  # neighbours that nobody asked about
        (("yêu,", "câu"), ("yêu,", "câu")),  # a comma parts them
    ],
)  # fmt: skip
def test_unsure_words_take_the_marks_that_fit_their_neighbours(
    seen: tuple[str, ...], read_as: tuple[str, ...]
) -> None:
    words, _ = check_words(_line(*((text, 0.9) for text in seen)), 1)
    assert tuple(word.text for word in words) == read_as
    sure, _ = check_words(_line(*((text, 0.97) for text in seen)), 1)
    assert tuple(word.text for word in sure) == seen


def test_a_code_that_was_torn_at_its_hyphen_is_whole() -> None:
    line = _line(
        ("Chỉ", 0.97),
        ("thị", 0.97),
        ("07-", 0.92),
        ("CT/TW", 0.93),
        ("năm", 0.97),
        ("2026-", 0.9),
        ("2030", 0.9),
    )
    line[3].left = line[2].right + 1
    words, remarks = check_words(line, 1)
    assert [word.text for word in words] == ["Chỉ", "thị", "07-CT/TW", "năm", "2026-", "2030"]
    assert (words[2].right, words[2].confidence) == (line[3].right, 0.92)
    assert remarks == []


def test_specks_and_letters_that_were_read_twice_are_left_out() -> None:
    line = _line(("'SỞ", 0.85), ("đáp", 0.9), ("ú", 0.8), ("ứng", 0.97), ("ở", 0.97), ("ổn", 0.97))
    line[2].left = line[3].left + 2
    words, _ = check_words(line, 1)
    assert [word.text for word in words] == ["SỞ", "đáp", "ứng", "ở", "ổn"]
    quoted, _ = check_words(_line(("'Một'", 0.97), ("cửa", 0.97)), 1)
    assert [word.text for word in quoted] == ["'Một'", "cửa"]


def test_where_a_day_is_left_out_place_and_month_stay_together() -> None:
    date = _line(("An,", 0.97), ("ngày", 0.97), ("ổ7", 0.4), ("tháng", 0.97))
    end = date[2].right
    words, _ = check_words(date, 1)
    assert (words[1].text, words[1].right) == ("ngày", end)


def _ink(picture: Image.Image) -> tuple[int, int, int, int] | None:
    return picture.point(lambda value: 255 * (value < 128)).getbbox()


@pytest.mark.parametrize("signed", [False, True])
def test_stamp_and_signature_are_taken_away_and_names_are_not(signed: bool) -> None:
    picture = Image.new("L", (600, 400), 255)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((100, 60, 300, 260), outline=0, width=4)
    draw.ellipse((130, 90, 270, 230), outline=0, width=3)
    draw.rectangle((190, 150, 210, 170), fill=0)  # what the stamp says in its middle, and around it
    draw.rectangle((190, 68, 206, 84), fill=0)
    if signed:  # its stroke crosses the outer circle alone
        draw.line((290, 240, 320, 120, 360, 250, 500, 180), fill=0, width=3)
    draw.rectangle((240, 300, 260, 320), fill=0)
    draw.rectangle((270, 300, 290, 320), fill=0)
    assert _ink(without_drawings(picture, 25)) == (240, 300, 291, 321)


def _as_scanned(picture: Image.Image, quality: int = 75) -> Image.Image:
    data = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.5)).save(data, "JPEG", quality=quality)
    return Image.open(data).convert("RGB")


@pytest.mark.parametrize(
    "ink", [(220, 40, 50), (120, 20, 30), (200, 40, 120), (240, 100, 40), (230, 120, 130), (170, 30, 40)]
)
def test_a_stamp_leaves_what_is_printed_under_it_whatever_its_red(ink: tuple[int, int, int]) -> None:
    printed = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(printed)
    for x in range(40, 360, 20):  # strokes as thin as those of letters
        draw.line((x, 100, x, 200), "black", 3)
    stamp = Image.new("RGB", printed.size, "white")
    draw = ImageDraw.Draw(stamp)
    draw.ellipse((80, 40, 300, 260), outline=ink, width=6)
    draw.rectangle((150, 110, 230, 190), fill=ink)
    for x in range(90, 300, 15):  # what it says, in thin letters
        draw.line((x, 225, x, 240), ink, 2)
    grey = np.asarray(without_stamps(_as_scanned(ImageChops.multiply(printed, stamp))))
    assert grey[205:270, 70:310].min() > 90  # the stamp alone
    assert all(grey[105:195, x].max() < 60 for x in range(40, 360, 20))
    assert all(grey[115:185, x + 10].min() > 170 for x in range(140, 240, 20))


@pytest.mark.parametrize("colour", ["white", (252, 246, 226), (225, 225, 225)])
def test_a_page_without_a_stamp_stays_as_it_is(colour: str | tuple[int, int, int]) -> None:
    page = Image.new("RGB", (300, 200), colour)
    ImageDraw.Draw(page).text((20, 80), "UBND xa Tan Lap", (40, 60, 160))
    page = _as_scanned(page)
    assert without_stamps(page).tobytes() == page.convert("L").tobytes()


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


def _font(size: int) -> ImageFont.FreeTypeFont:
    pytest.importorskip("tesserocr", reason="the extra `ocr` is not installed")
    if traineddata() is None:
        pytest.skip("Tesseract's data for Vietnamese is not installed")
    font = next((name for name in FONTS if Path(name).is_file()), None)
    if font is None:
        pytest.skip("no font with Vietnamese letters is installed")
    return ImageFont.truetype(font, size)


def test_a_scan_is_read_without_the_number_of_its_red_stamp() -> None:
    written = _font(38)
    picture = Image.new("RGB", (1654, 1000), "white")
    draw = ImageDraw.Draw(picture)
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


_CLAUSES = (
    "Sở Xây dựng chủ trì, phối hợp với các xã rà soát nhà ở của hộ nghèo.",
    "Sở Tài chính bố trí kinh phí thực hiện theo quy định hiện hành.",
    "Các xã báo cáo kết quả trước ngày 30 tháng 6 hằng năm.",
    "Sở Nội vụ theo dõi, đôn đốc và tổng hợp kết quả thực hiện.",
)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_scan_that_lies_on_its_side_or_head_is_read(degrees: int) -> None:
    written = _font(36)
    picture = Image.new("L", (1654, 1100), 255)
    for n, text in enumerate(_CLAUSES * 2):
        ImageDraw.Draw(picture).text((120, 150 + 100 * n), text, 0, written)
    data = io.BytesIO()
    picture.rotate(degrees, expand=True).save(data, "PDF", resolution=200)
    reading = read(data.getvalue())
    assert " ".join(block.text for block in reading.blocks) == " ".join(_CLAUSES * 2)


def test_who_signs_is_read_beside_the_stamp() -> None:
    written = _font(36)
    picture = Image.new("L", (1654, 1500), 255)
    draw = ImageDraw.Draw(picture)
    for n, text in enumerate(_CLAUSES):
        draw.text((180, 150 + 80 * n), text, 0, written)
    for n, text in enumerate(("Nơi nhận:", "- Như trên;", "- Lưu: VT.")):
        draw.text((180, 700 + 60 * n), text, 0, written)
    draw.text((1050, 640), "GIÁM ĐỐC", 0, written)
    draw.ellipse((820, 700, 1120, 1000), outline=0, width=5)
    draw.ellipse((865, 745, 1075, 955), outline=0, width=4)
    draw.line([(1060, 900), (1130, 760), (1200, 930), (1300, 740), (1420, 880)], fill=0, width=4)
    draw.text((1010, 1050), "Trần Thị Bình", 0, written)
    data = io.BytesIO()
    picture.save(data, "PDF", resolution=200)
    (signature,) = [b for b in read(data.getvalue()).blocks if b.kind == "signature"]
    assert signature.cells[1].text == "GIÁM ĐỐC Trần Thị Bình"
