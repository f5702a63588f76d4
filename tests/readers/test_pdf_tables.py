"""Tables of PDF files: ruled and unruled, over pages, with merged cells and figures that are too long for their cell."""

from __future__ import annotations

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
