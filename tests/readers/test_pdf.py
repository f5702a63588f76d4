"""PDF files that programs write: paragraphs, marks, letterheads, notes, fields, running heads, what is refused."""

from __future__ import annotations

import pytest

from assistant.errors import CorpusError
from assistant.readers.pdf import page_picture, read
from assistant.types.readings import Block, Reading
from tests.readers.pdf_writer import PdfPage, PdfWriter, width_of

LONG = "Sở Xây dựng chủ trì, phối hợp với các xã rà soát nhà ở"
END = "và báo cáo kết quả trước ngày 15 tháng 12 hằng năm."


def _page() -> PdfPage:
    return PdfWriter().page()


def _read(page: PdfPage) -> Reading:
    return read(page.pdf.save())


def _texts(reading: Reading) -> list[str]:
    return [_line(block) for block in reading.blocks if block.kind != "running_head"]


def _line(block: Block) -> str:
    if block.cells:
        return " | ".join(cell.text for cell in block.cells)
    return f"{block.marker} {block.text}".strip()


def test_lines_of_a_paragraph_are_joined_and_its_page_and_boxes_kept() -> None:
    page = _page()
    page.paragraph(100, LONG, "trên địa bàn huyện, lập danh sách từng hộ theo mẫu", END)
    reading = _read(page)
    assert _texts(reading) == [f"{LONG} trên địa bàn huyện, lập danh sách từng hộ theo mẫu {END}"]
    block = reading.blocks[0]
    assert (block.page, [round(box.left) for box in block.boxes]) == (1, [121, 85, 85])
    assert [
        (box.top < base - 8 < box.bottom) for box, base in zip(block.boxes, (100, 120, 140), strict=True)
    ] == [True] * 3
    assert reading.pages[0].width == 595
    assert reading.pages[0].origin == "text"


def test_paragraphs_begin_where_a_line_is_indented_marked_or_short() -> None:
    page = _page()
    y = page.paragraph(100, "I. MỤC TIÊU")
    y = page.paragraph(y, f"1. {LONG}", END)
    y = page.paragraph(y, f"a) {LONG}", "của từng xã;")
    y = page.paragraph(y, f"đ) {LONG}", END)
    page.paragraph(y, f"- {LONG}", "2030. Từ đó các xã lập danh sách")
    assert _texts(_read(page)) == [
        "I. MỤC TIÊU",
        f"1. {LONG} {END}",
        f"a) {LONG} của từng xã;",
        f"đ) {LONG} {END}",
        f"- {LONG} 2030. Từ đó các xã lập danh sách",
    ]
    assert [b.marker for b in _read(page).blocks] == ["I.", "1.", "a)", "đ)", "-"]


def test_hanging_paragraphs_begin_where_their_marks_stand() -> None:
    page = _page()
    y = 100.0
    for mark in ("c)", "d)"):
        page.text(85, y, mark)
        page.paragraph(y, LONG.removesuffix(" ở"), indent=18, ended=False)
        page.text(103, y + 20, "ở; nạo vét kênh tiêu của xã")
        y += 40
    assert _texts(_read(page)) == [f"{mark} {LONG}; nạo vét kênh tiêu của xã" for mark in ("c)", "d)")]


def test_a_paragraph_goes_on_over_a_page_and_its_notes() -> None:
    pdf = PdfWriter()
    first = pdf.page()
    more = "trên địa bàn huyện, lập danh sách từng hộ theo mẫu mới"
    first.paragraph(740, LONG, more, ended=False)
    first.text(85, 790, "1", size=6).text(90, 794, "Nghị định về nhà ở xã hội.", size=10)
    second = pdf.page()
    second.centred(40, "2", bold=False)
    second.text(85, 80, END)
    reading = read(pdf.save())
    assert [(_line(b), b.page) for b in reading.blocks if b.kind == "clause"] == [(f"{LONG} {more} {END}", 1)]
    assert [box.page for box in reading.blocks[0].boxes] == [1, 1, 2]
    assert [b.text for b in reading.blocks if b.kind == "note"] == ["[1] Nghị định về nhà ở xã hội."]
    assert [b.text for b in reading.blocks if b.kind == "running_head"] == ["2"]


def test_note_marks_join_no_figure_and_exponents_stay() -> None:
    page = _page()
    x = 85.0
    for text, raised in (
        ("Luật số 95/2025/QH15", "1"), (", tỷ lệ 80%", "2"), (" trên 500 m", "2"), (" và 10", "6"), (" hộ ở 25", "o"), ("C.", ""),
    ):  # fmt: skip
        page.text(x, 100, text)
        x += width_of(text)
        page.text(x, 95, raised, size=8)
        x += width_of(raised, 8)
    assert _texts(_read(page)) == ["Luật số 95/2025/QH15, tỷ lệ 80% trên 500 m² và 10⁶ hộ ở 25°C."]


def test_letters_are_put_in_the_order_that_they_stand_in() -> None:
    page = _page()
    words = "Kế hoạch thực hiện"
    plain = [(n, c) for n, c in enumerate(words) if c.isascii() and c != " "]
    marked = [(n, c) for n, c in enumerate(words) if not c.isascii()]
    for n, letter in (*plain, *marked):  # as LibreOffice writes what a second font shows
        page.text(85 + width_of(words[:n]), 100, letter)
    assert _texts(_read(page)) == [words]


def test_a_hyphen_at_the_end_of_a_line_is_kept() -> None:
    page = _page()
    page.paragraph(
        100, "Sở Xây dựng rà soát nhà ở của hộ nghèo giai đoạn 2025-", "2030 trên địa bàn toàn tỉnh."
    )
    assert _texts(_read(page)) == [
        "Sở Xây dựng rà soát nhà ở của hộ nghèo giai đoạn 2025-2030 trên địa bàn toàn tỉnh."
    ]


def _letterhead(
    page: PdfPage, number: str = "Số: 45/KH-UBND", date: str = "Bình An, ngày 3 tháng 2 năm 2026"
) -> None:
    for base, left, right in (
        (60, "UBND HUYỆN BÌNH AN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (76, "", "Độc lập - Tự do - Hạnh phúc"),
        (100, number, date),
    ):
        page.text(160 - width_of(left, 12) / 2, base, left, size=12)
        page.text(420 - width_of(right, 12) / 2, base, right, size=12)


def test_a_letterhead_is_two_rows_of_cells_and_what_follows_a_title() -> None:
    page = _page()
    _letterhead(page)
    page.centred(140, "KẾ HOẠCH").centred(160, "Sửa chữa nhà ở cho hộ nghèo")
    page.paragraph(200, LONG, END)
    reading = _read(page)
    assert _texts(reading) == [
        "UBND HUYỆN BÌNH AN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Số: 45/KH-UBND | Bình An, ngày 3 tháng 2 năm 2026",
        "KẾ HOẠCH",
        "Sửa chữa nhà ở cho hộ nghèo",
        f"{LONG} {END}",
    ]
    assert [b.kind for b in reading.blocks] == ["letterhead", "letterhead", "title", "title", "clause"]


def test_number_and_date_of_signature_fields_stand_where_they_are_shown() -> None:
    page = _page()
    _letterhead(page, "Số:        /KH-UBND", "Bình An, ngày       tháng      năm 2026")
    left = 160 - width_of("Số:        /KH-UBND", 12) / 2
    page.field(left + width_of("Số:", 12) - 1, 100, "178", size=10)
    right = 420 - width_of("Bình An, ngày       tháng      năm 2026", 12) / 2
    page.field(right + width_of("Bình An, ngày ", 12), 100, "12", size=11)
    page.field(right + width_of("Bình An, ngày       tháng ", 12), 100, "3", size=11)
    page.field(400, 30, "Người ký: Trần Văn A Email: a@example.org", size=7)
    reading = _read(page)
    assert _texts(reading)[1] == "Số:178/KH-UBND | Bình An, ngày 12 tháng 3 năm 2026"
    assert not any("Email" in text for text in _texts(reading))
    assert [(r.code, r.detail) for r in reading.remarks] == [("left_out", "signature")]


def test_recipients_and_who_signs_are_two_cells() -> None:
    page = _page()
    page.paragraph(100, LONG, END)
    page.text(85, 160, "Nơi nhận:", size=12).text(360, 160, "KT. CHỦ TỊCH", size=13)
    page.text(85, 176, "- Sở Xây dựng;", size=11).text(354, 176, "PHÓ CHỦ TỊCH", size=13)
    page.text(85, 190, "- Lưu: VT.", size=11).text(362, 240, "Lê Thị B", size=14)
    reading = _read(page)
    assert _texts(reading)[-1] == "Nơi nhận: - Sở Xây dựng; - Lưu: VT. | KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Thị B"
    assert reading.blocks[-1].kind == "signature"


def test_running_heads_and_page_numbers_are_not_part_of_the_text() -> None:
    pdf = PdfWriter()
    for number in (1, 2, 3):
        page = pdf.page()
        page.text(85, 40, f"CÔNG BÁO/Số {20 + number}/Ngày 05-3-2026")
        page.paragraph(100, f"{number}. {LONG}", END)
        page.centred(810, f"- {number} -", bold=False)
    reading = read(pdf.save())
    assert _texts(reading) == [f"{number}. {LONG} {END}" for number in (1, 2, 3)]
    assert sum(b.kind == "running_head" for b in reading.blocks) == 6
    assert [(r.code, r.detail) for r in reading.remarks] == [("left_out", "CÔNG BÁO/Số #/Ngày #-#-#")]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_is_shown_turned_has_its_boxes_as_shown(rotate: int) -> None:
    page = PdfWriter().page(rotate=rotate)
    page.text(100, 200, "Danh mục công trình thủy lợi")
    reading = _read(page)
    assert _texts(reading) == ["Danh mục công trình thủy lợi"]
    box, end = reading.blocks[0].boxes[0], 100 + width_of("Danh mục công trình thủy lợi")
    centre = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    x, y = (100 + end) / 2, 196
    shown = {90: (842 - y, x), 180: (595 - x, 842 - y), 270: (y, 595 - x)}[rotate]
    assert centre == pytest.approx(shown, abs=4)
    assert reading.pages[0].width == (842 if rotate != 180 else 595)


def test_a_framed_word_is_a_box() -> None:
    page = _page()
    page.grid([85, 175], [50, 75]).text(95, 67, "DỰ THẢO", bold=True)
    page.paragraph(120, LONG, END)
    assert [(b.kind, b.text) for b in _read(page).blocks] == [("box", "DỰ THẢO"), ("clause", f"{LONG} {END}")]


def test_words_drawn_twice_to_look_bold_are_read_once() -> None:
    page = _page()
    page.text(85, 100, "Điều 7. Kinh phí").text(85.3, 100, "Điều 7. Kinh phí")
    assert _texts(_read(page)) == ["Điều 7. Kinh phí"]


def test_old_fonts_are_decoded() -> None:
    page = _page()
    line = "ñy ban nh©n d©n huyÖn giao phßng kinh tÕ chñ tr× thùc hiÖn kÕ ho¹ch nµy"
    page.text(40, 100, line, size=12).text(40, 130, line, size=12)
    reading = _read(page)
    assert _texts(reading)[0].startswith(
        "ủy ban nhân dân huyện giao phòng kinh tế chủ trì thực hiện kế hoạch này"
    )
    assert [(r.code, r.detail) for r in reading.remarks] == [("decoded", "tcvn3")]


def test_a_wrong_text_layer_under_a_scan_is_not_read(without_ocr: None) -> None:
    page = _page()
    page.picture()
    for n in range(6):
        page.text(85, 100 + 20 * n, "CQNG HOAxA H()I CHiJ NGHiA vrer NAM thi dc lqp tv do h9nh")
    with pytest.raises(CorpusError, match="is a scan, or its text is not readable as Vietnamese") as raised:
        _read(page)
    assert "extra `ocr`" in raised.value.hint


def test_a_page_without_text_is_named(without_ocr: None) -> None:
    pdf = PdfWriter()
    for number in (1, 2, 3):
        pdf.page().paragraph(100, f"{number}. {LONG}", END)
    pdf.page().picture()
    reading = read(pdf.save())
    assert [(r.code, r.page) for r in reading.remarks] == [("page_without_text", 4)]
    assert [p.origin for p in reading.pages] == ["text", "text", "text", "none"]


def test_an_english_document_is_kept() -> None:
    page = _page()
    english = "The department shall report on the state of the works and of the funds."
    for n in range(4):
        page.text(85, 100 + 60 * n, english)
    reading = _read(page)
    assert _texts(reading) == [english] * 4
    assert reading.remarks == ()


def test_a_list_of_foreign_names_in_a_vietnamese_document_is_kept() -> None:
    pdf = PdfWriter()
    for _ in range(3):
        pdf.page().paragraph(100, LONG, "trên địa bàn huyện, lập danh sách từng hộ theo mẫu", END)
    names = "Chlorpyrifos, Permethrin, Aeromonas, Streptococcus, Vibrio"
    page = pdf.page()
    for n in range(4):
        page.text(85, 100 + 60 * n, names)
    reading = read(pdf.save())
    assert _texts(reading)[3:] == [names] * 4
    assert reading.remarks == ()


def test_what_cannot_be_opened_is_said() -> None:
    with pytest.raises(CorpusError) as raised:
        read(b"%PDF-1.7\nnothing that follows")
    assert raised.value.message == "is no PDF file that can be opened; it is damaged or cut off"


def test_a_page_that_cannot_be_loaded_is_named_and_the_others_read() -> None:
    pdf = PdfWriter()
    for number in (1, 2, 3):
        pdf.page().paragraph(100, f"{number}. {LONG}", END)
    data = pdf.save()
    last = data.rindex(b"/Type /Page /Parent")
    reading = read(data[:last] + data[last:].replace(b"/Type /Page /Parent", b"/Type /Pxxx /Parent", 1))
    assert [(r.code, r.page) for r in reading.remarks] == [("page_unreadable", 3)]
    assert _texts(reading) == [f"{number}. {LONG} {END}" for number in (1, 2)]


def test_a_page_is_drawn_at_the_width_that_is_asked_for() -> None:
    page = _page()
    page.text(85, 100, "Kế hoạch")
    picture = page_picture(page.pdf.save(), 1, 300)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == pytest.approx(300, abs=1)
    with pytest.raises(CorpusError, match="has no page 2"):
        page_picture(page.pdf.save(), 2, 300)


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    from assistant.readers import tesseract

    monkeypatch.setattr(tesseract, "_PLACES", ())
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
    tesseract.traineddata.cache_clear()


def test_recipients_and_who_signed_go_on_over_a_page_break() -> None:
    pdf = PdfWriter()
    first, second = pdf.page(), pdf.page()
    first.text(85, 720, "Nơi nhận:", size=12).text(330, 720, "TM. ỦY BAN NHÂN DÂN", bold=True)
    first.text(85, 740, "- Sở Nội vụ;", size=12).text(380, 740, "CHỦ TỊCH", bold=True)
    second.text(85, 60, "- Các xã, phường, đặc", size=12).text(85, 76, "khu;", size=12)
    second.text(85, 92, "- Lưu: VT.", size=12).text(370, 92, "Trần Văn Nam", bold=True)
    second.text(85, 130, "Biểu số 1")
    blocks = read(pdf.save()).blocks
    assert [[cell.text for cell in block.cells] or block.text for block in blocks] == [
        [
            "Nơi nhận: - Sở Nội vụ; - Các xã, phường, đặc khu; - Lưu: VT.",
            "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Trần Văn Nam",
        ],
        "Biểu số 1",
    ]
    assert [box.page for box in blocks[0].boxes] == [1, 1, 2, 2, 2]


def test_the_title_of_what_is_attached_is_no_part_of_the_signature_above_it() -> None:
    page = PdfWriter().page()
    page.text(85, 420, "Nơi nhận:", size=12).text(330, 420, "CHỦ TỊCH", bold=True)
    page.text(85, 440, "- Lưu: VT.", size=12).text(370, 480, "Trần Văn Nam", bold=True)
    page.centred(520, "KẾ HOẠCH")
    blocks = read(page.pdf.save()).blocks
    assert [(block.kind, block.text) for block in blocks] == [("signature", ""), ("clause", "KẾ HOẠCH")]


def test_a_dash_at_a_page_top_begins_a_clause_after_one_that_fills_its_line_and_has_no_end() -> None:
    pdf = PdfWriter()
    pdf.page().paragraph(700, "- Sở Xây dựng thẩm định dự toán kinh phí thực hiện nhiệm vụ", ended=False)
    pdf.page().paragraph(60, "- Sở Tài chính phê duyệt.")
    assert [block.text for block in read(pdf.save()).blocks] == [
        "Sở Xây dựng thẩm định dự toán kinh phí thực hiện nhiệm vụ",
        "Sở Tài chính phê duyệt.",
    ]
