"""Tables of PDF files: ruled and unruled, over pages, with merged cells and figures that are too long for their cell."""

from __future__ import annotations

import pytest

from assistant.readers.pdf import read
from assistant.types.readings import Reading
from tests.readers.pdf_writer import PdfPage, PdfWriter, width_of

EDGES = [85.0, 125.0, 335.0, 435.0, 539.0]
HEAD = ("STT", "Nội dung công việc", "Cơ quan", "Thời hạn")


def _rows(reading: Reading) -> list[list[str]]:
    return [[cell.text for cell in block.cells] for block in reading.blocks if block.kind == "row"]


def _table(page: PdfPage, top: float, *rows: tuple[str, ...], head: bool = True) -> PdfPage:
    """A ruled table whose rows are 20 points high."""
    rows = (HEAD, *rows) if head else rows
    page.grid(EDGES, [top + 20 * n for n in range(len(rows) + 1)])
    for n, row in enumerate(rows):
        page.row(EDGES, top + 14 + 20 * n, *row, bold=head and n == 0)
    return page


def test_cells_of_one_letter_stay_apart_and_the_head_is_known() -> None:
    pdf = PdfWriter()
    _table(pdf.page(), 100, ("1", "Rà soát hộ nghèo", "12", "9"), ("2", "Lập dự toán", "", "Quý I"))
    reading = read(pdf.save())
    assert _rows(reading) == [
        list(HEAD),
        ["1", "Rà soát hộ nghèo", "12", "9"],
        ["2", "Lập dự toán", "", "Quý I"],
    ]
    assert [block.cells[0].head for block in reading.blocks] == [True, False, False]
    assert {block.table for block in reading.blocks} == {0}


def test_a_head_that_is_repeated_on_the_next_page_is_dropped() -> None:
    pdf = PdfWriter()
    _table(pdf.page(), 700, ("1", "Rà soát hộ nghèo", "Sở Xây dựng", "Quý I"))
    page = pdf.page()
    page.centred(40, "2", bold=False)
    _table(page, 60, ("2", "Lập dự toán", "Sở Tài chính", "Quý II"))
    reading = read(pdf.save())
    assert _rows(reading) == [
        list(HEAD),
        ["1", "Rà soát hộ nghèo", "Sở Xây dựng", "Quý I"],
        ["2", "Lập dự toán", "Sở Tài chính", "Quý II"],
    ]
    assert [b.page for b in reading.blocks if b.kind == "row"] == [1, 1, 2]
    assert [(r.code, r.page) for r in reading.remarks] == [("left_out", 2)]


def test_a_row_that_a_page_break_splits_is_one_row() -> None:
    pdf = PdfWriter()
    _table(pdf.page(), 700, ("1", "Rà soát hộ nghèo có nhà ở", "Sở Xây dựng", "Quý I"))
    _table(
        pdf.page(),
        60,
        ("", "dột nát trên địa bàn", "", ""),
        ("2", "Lập dự toán", "Sở Tài chính", "Quý II"),
        head=False,
    )
    reading = read(pdf.save())
    assert _rows(reading)[1:] == [
        ["1", "Rà soát hộ nghèo có nhà ở dột nát trên địa bàn", "Sở Xây dựng", "Quý I"],
        ["2", "Lập dự toán", "Sở Tài chính", "Quý II"],
    ]
    assert [box.page for box in reading.blocks[1].boxes] == [1, 2]


def test_a_figure_that_a_narrow_cell_and_a_page_break_tear_is_whole_again() -> None:
    pdf = PdfWriter()
    edges = [85.0, 107.0, 185.0, 285.0]
    pdf.page().grid(edges, [720, 740, 760]).row(edges, 734, "9", "Đất đai", "Quý I").row(
        edges, 754, "10", "Rà soát hộ", "Quý II"
    )
    pdf.page().grid(edges, [60, 80]).row(edges, 74, "0", "nghèo", "")
    assert _rows(read(pdf.save())) == [["9", "Đất đai", "Quý I"], ["100", "Rà soát hộ nghèo", "Quý II"]]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["Mư", "ời"], "Mười"),  # both are spelled as syllables are, and neither is a word
        (["ngư", "ời"], "người"),
        (["36/20", "24/QĐ", "-BNV"], "36/2024/QĐ-BNV"),
        (["418/U", "BND"], "418/U BND"),  # what was begun may be whole
        (["09/8/2", "026"], "09/8/2026"),
        (["lo", "an"], "lo an"),  # two words, although "loan" is one as well
        (["ra", "ở"], "ra ở"),
        (["12/KH", "các"], "12/KH các"),
    ],
)
def test_a_word_or_a_code_that_is_longer_than_its_cell_is_whole_again(lines: list[str], whole: str) -> None:
    pdf = PdfWriter()
    edges = [85.0, 85 + max(map(width_of, lines)) * 10 / 14 + 16, 439.0]
    page = pdf.page().grid(edges, [100, 120 + 20 * len(lines)])
    for n, line in enumerate(lines):
        page.row(edges, 114 + 20 * n, line, "Sở Nội vụ" if n == 0 else "")
    assert _rows(read(pdf.save())) == [[whole, "Sở Nội vụ"]]


def test_a_merged_label_stands_in_all_its_rows_on_the_next_page_too() -> None:
    pdf = PdfWriter()
    edges = [85.0, 235.0, 539.0]
    first, second = pdf.page(), pdf.page()
    for page, top in ((first, 700.0), (second, 60.0)):
        for x in edges:
            page.rule(x, top, x, top + 40)
        page.rule(85, top, 539, top).rule(85, top + 40, 539, top + 40).rule(235, top + 20, 539, top + 20)
    first.row(edges, 714, "Sở Nội vụ", "Tổng hợp báo cáo;").row(edges, 734, "", "Thẩm định hồ sơ;")
    second.row(edges, 74, "", "Kiểm tra các xã;").row(edges, 94, "", "Công bố kết quả.")
    reading = read(pdf.save())
    assert _rows(reading) == [
        ["Sở Nội vụ", text]
        for text in ("Tổng hợp báo cáo;", "Thẩm định hồ sơ;", "Kiểm tra các xã;", "Công bố kết quả.")
    ]
    assert [block.cells[0].continued for block in reading.blocks] == [False, True, True, True]
    assert reading.blocks[0].cells[0].rows == 2


def test_a_head_over_several_columns_spans_them() -> None:
    page = PdfWriter().page()
    edges = [85.0, 235.0, 385.0, 539.0]
    for y, left in ((100, 85), (120, 235), (140, 85), (160, 85)):
        page.rule(left, y, 539, y)
    for x, top in ((85, 100), (235, 100), (385, 120), (539, 100)):
        page.rule(x, top, x, 160)
    page.row(edges, 114, "", "Số hộ", bold=True).row(edges, 124, "Xã", bold=True)
    page.row(edges, 134, "", "Năm 2026", "Năm 2027", bold=True).row(edges, 154, "Bình An", "35", "20")
    reading = read(page.pdf.save())
    assert [[(c.text, c.column, c.columns, c.rows) for c in block.cells] for block in reading.blocks] == [
        [("Xã", 0, 1, 2), ("Số hộ", 1, 2, 1)],
        [("Xã", 0, 1, 2), ("Năm 2026", 1, 1, 1), ("Năm 2027", 2, 1, 1)],
        [("Bình An", 0, 1, 1), ("35", 1, 1, 1), ("20", 2, 1, 1)],
    ]
    assert [block.cells[0].head for block in reading.blocks] == [True, True, False]


def test_a_figure_that_is_too_long_for_its_cell_is_whole_and_two_figures_stay_two() -> None:
    page = PdfWriter().page()
    edges = [85.0, 139.0, 239.0]
    page.grid(edges, [100, 140, 180])
    page.row(edges, 114, "10.326.3", "12").row(edges, 128, "12", "15")
    page.row(edges, 154, "12.000", "7").row(edges, 168, "15.000", "")
    assert _rows(read(page.pdf.save())) == [["10.326.312", "12 15"], ["12.000 15.000", "7"]]


def test_a_word_that_is_too_long_for_its_cell_is_whole_and_two_words_stay_two() -> None:
    page = PdfWriter().page()
    edges = [85.0, 124.0, 200.0, 239.0]
    page.grid(edges, [100, 140])
    page.row(edges, 114, "lần/nă", "Số hộ", "Trườn").row(edges, 128, "m)", "nghèo", "Sa")
    assert _rows(read(page.pdf.save())) == [["lần/năm)", "Số hộ nghèo", "Trườn Sa"]]


def test_a_syllable_that_its_cell_breaks_is_whole_and_two_syllables_stay_two() -> None:
    page = PdfWriter().page()
    edges = [85.0, 115.0, 145.0, 185.0]
    page.grid(edges, [100, 160])
    page.row(edges, 114, "Chí", "Bộ", "10.32").row(edges, 128, "nh", "Y tế", "6.312")
    page.row(edges, 142, "phủ", "", ".000")
    assert _rows(read(page.pdf.save())) == [["Chính phủ", "Bộ Y tế", "10.326.312.000"]]


def test_words_written_upwards_are_read_upwards() -> None:
    page = PdfWriter().page()
    edges = [85.0, 115.0, 300.0]
    page.grid(edges, [100, 200, 220])
    page.text(104, 195, "Số thứ tự", size=10, up=True).row(edges, 150, "", "Nội dung").row(
        edges, 214, "1", "Lập dự toán"
    )
    page.paragraph(300, "Sở Nội vụ tổng hợp, báo cáo kết quả thực hiện hằng năm", "theo quy định.")
    assert _rows(read(page.pdf.save())) == [["Số thứ tự", "Nội dung"], ["1", "Lập dự toán"]]


def test_tables_side_by_side_are_two() -> None:
    page = PdfWriter().page()
    for left, words in ((85.0, "Bình An"), (350.0, "Thọ Sơn")):
        edges = [left, left + 80, left + 150]
        page.grid(edges, [100, 120, 140])
        page.row(edges, 114, words, "35").row(edges, 134, "Cộng", "35")
    reading = read(page.pdf.save())
    assert [(block.table, block.cells[0].text) for block in reading.blocks] == [
        (0, "Bình An"), (0, "Cộng"), (1, "Thọ Sơn"), (1, "Cộng"),
    ]  # fmt: skip


def test_a_table_without_rules_is_told_by_its_columns() -> None:
    page = PdfWriter().page()
    for n, row in enumerate((("Xã", "Số hộ"), ("Bình An", "1.250"), ("Thọ Sơn", "80"), ("Cộng", "1.330"))):
        page.text(85, 100 + 20 * n, row[0]).text(400 - width_of(row[1]), 100 + 20 * n, row[1])
    assert _rows(read(page.pdf.save())) == [
        ["Xã", "Số hộ"],
        ["Bình An", "1.250"],
        ["Thọ Sơn", "80"],
        ["Cộng", "1.330"],
    ]


def test_underlines_and_frames_of_pages_are_no_tables() -> None:
    page = PdfWriter().page()
    page.grid([50, 560], [40, 800]).rule(200, 104, 300, 104)
    page.centred(100, "KẾ HOẠCH")
    page.paragraph(140, "Sở Nội vụ tổng hợp, báo cáo kết quả thực hiện hằng năm", "theo quy định.")
    assert [block.kind for block in read(page.pdf.save()).blocks] == ["clause", "clause"]


def test_rows_that_span_columns_go_on_in_the_table_of_the_page_before_and_after() -> None:
    pdf = PdfWriter()
    _table(pdf.page(), 700, ("1", "Rà soát hộ nghèo", "Sở Xây dựng", "Quý I"))
    second = pdf.page().grid([85.0, 125.0, 539.0], [60, 80, 100])
    second.row([85.0, 125.0, 539.0], 74, "II", "Nhiệm vụ về đất đai")
    second.row([85.0, 125.0, 539.0], 94, "III", "Nhiệm vụ về nhà ở")
    _table(pdf.page(), 60, ("2", "Lập dự toán", "Sở Tài chính", "Quý II"), head=False)
    reading = read(pdf.save())
    assert {block.table for block in reading.blocks} == {0}
    assert [[(c.text, c.column, c.columns) for c in block.cells] for block in reading.blocks[2:]] == [
        [("II", 0, 1), ("Nhiệm vụ về đất đai", 1, 3)],
        [("III", 0, 1), ("Nhiệm vụ về nhà ở", 1, 3)],
        [("2", 0, 1), ("Lập dự toán", 1, 1), ("Sở Tài chính", 2, 1), ("Quý II", 3, 1)],
    ]


def test_a_table_whose_later_rows_part_more_columns_is_one() -> None:
    pdf = PdfWriter()
    narrow, wide = [85.0, 125.0, 539.0], [85.0, 125.0, 335.0, 539.0]
    first, second = pdf.page(), pdf.page()
    first.grid(narrow, [720, 740, 760]).row(narrow, 734, "STT", "Nội dung").row(narrow, 754, "I", "Đất đai")
    for y in (60, 80, 100):
        second.rule(85, y, 539, y)
    for x, top in ((85, 60), (125, 60), (335, 80), (539, 60)):
        second.rule(x, top, x, 100)
    second.row(narrow, 74, "STT", "Nội dung").row(wide, 94, "1", "Lập dự toán", "Quý II")
    reading = read(pdf.save())
    assert _rows(reading) == [["STT", "Nội dung"], ["I", "Đất đai"], ["1", "Lập dự toán", "Quý II"]]
    assert [block.cells[1].columns for block in reading.blocks] == [2, 2, 1]


def test_another_table_at_the_top_of_the_next_page_is_another() -> None:
    pdf = PdfWriter()
    _table(pdf.page(), 700, ("1", "Rà soát hộ nghèo", "Sở Xây dựng", "Quý I"))
    edges = [85.0, 125.0, 539.0]
    page = pdf.page().grid(edges, [60, 80, 100])
    page.row(edges, 74, "TT", "Hồ sơ", bold=True).row(edges, 94, "1", "Đơn đề nghị")
    assert [block.table for block in read(pdf.save()).blocks] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("last", "first", "joined"),
    [
        # words without a number, the first line full: the rest of the row
        (
            ("Hộ có công với cách mạng ở xã", "Người"),
            ("Bình An và xã Thọ Sơn", ""),
            ("Hộ có công với cách mạng ở xã Bình An và xã Thọ Sơn", "Người"),
        ),
        # the next words would have stood on the line: a row of its own
        (("1.1.1", "Nước cấp"), ("a", "Các chỉ tiêu"), None),
        (("Xã Bình An", "12"), ("xã Thọ Sơn", "15"), None),
        # a full line, but a mark or a figure in front: a row of its own
        (("Hộ có công với cách mạng ở xã", "Người"), ("- Hộ nghèo ở xã Bình An", ""), None),
        (("Hộ có công với cách mạng ở xã", "Người"), ("2 xã Bình An", ""), None),
        # where all rows are numbered, one without a number is the rest, whatever it begins with
        (("1", "Rà soát hộ nghèo;"), ("", "- Lập dự toán"), ("1", "Rà soát hộ nghèo; - Lập dự toán")),
    ],
)
def test_a_row_at_a_pages_top_is_the_rest_of_the_last_one_where_its_words_would_not_have_fitted_there(
    last: tuple[str, str], first: tuple[str, str], joined: tuple[str, str] | None
) -> None:
    pdf = PdfWriter()
    edges = [85.0, 240.0, 485.0]
    pdf.page().grid(edges, [720, 740, 760]).row(edges, 734, "Đối tượng", "Đơn vị").row(edges, 754, *last)
    pdf.page().grid(edges, [60, 80]).row(edges, 74, *first)
    rows = [list(joined)] if joined else [list(last), list(first)]
    assert _rows(read(pdf.save()))[1:] == rows


def test_unnumbered_rows_of_a_table_that_has_them_stay_rows() -> None:
    pdf = PdfWriter()
    edges = [85.0, 125.0, 435.0, 539.0]
    first = pdf.page().grid(edges, [680, 700, 720, 740])
    first.row(edges, 694, "1", "Rà soát hộ nghèo", "Quý I").row(edges, 714, "", "- Ở các xã", "Quý I")
    first.row(edges, 734, "2", "Lập dự toán", "Quý II")
    pdf.page().grid(edges, [60, 80]).row(edges, 74, "", "- Ở các phường", "")
    assert _rows(read(pdf.save()))[2:] == [["2", "Lập dự toán", "Quý II"], ["", "- Ở các phường", ""]]


def test_a_row_without_words_is_a_row_between_others_alone() -> None:
    page = PdfWriter().page()
    edges = [85.0, 235.0, 385.0]
    page.grid(edges, [100, 120, 140, 142, 162, 182])  # a double rule, and an empty row at the end
    page.row(edges, 114, "Bình An", "35").row(edges, 156, "Thọ Sơn", "20")
    assert _rows(read(page.pdf.save())) == [["Bình An", "35"], ["", ""], ["Thọ Sơn", "20"]]
