"""Tables as converters leave them: spanned cells, several rows of heads, numbered columns, titles over them; rows in words."""

from __future__ import annotations

from assistant.documents.tables import TableRow, is_value, piece_in_words, read_table, row_in_words


def rows(text: str) -> list[TableRow]:
    lines, position = [], 0
    for line in text.strip().split("\n"):
        lines.append((position, position + len(line), line))
        position += len(line) + 1
    return [row for row in read_table(lines) if row.kind == "row"]


def test_a_cell_that_spans_rows_stands_in_each_of_them_and_above_them():
    made = rows("""
| Cụm | Thôn | Số giếng khoan năm 2027 |
| --- | --- | --- |
| Cụm Bắc | Thôn Hạ | 14 |
| Thôn Thượng | 9 |
| Cụm Nam | Thôn Trung | 21 |
| | Thôn Đoài | 3 |
""")
    assert [row.cells for row in made] == [
        ("Cụm Bắc", "Thôn Hạ", "14"),
        ("Cụm Bắc", "Thôn Thượng", "9"),
        ("Cụm Nam", "Thôn Trung", "21"),
        ("Cụm Nam", "Thôn Đoài", "3"),
    ]
    assert [row.headings for row in made] == [(), ("Cụm Bắc",), (), ("Cụm Nam",)]


def test_nothing_spans_the_rows_below_a_title():
    made = rows("""
| Cơ quan chủ trì | Nhiệm vụ | Thời hạn |
| --- | --- | --- |
| Sở Ngoại vụ | Dịch cẩm nang | Quý I/2027 |
| **Hợp tác quốc tế** |
| | Đón đoàn khách | Quý II/2027 |
""")
    assert [row.cells[0] for row in made] == ["Sở Ngoại vụ", ""]


def test_a_short_row_whose_values_fit_no_place_stays_short():
    (_, _, short) = rows("""
| Tuyến | Điểm đầu | Dài (km) | Rộng (m) |
| --- | --- | --- | --- |
| Đường Đồi | Chợ Gò | 12 | 7 |
| Đường Bãi | Bến Trại | 5,5 | 9 |
| Cầu Phao | 3 |
""")
    assert short.cells == ("Cầu Phao", "3")


def test_a_second_row_of_heads_names_years_and_a_numbered_one_names_nothing():
    (row,) = rows("""
| TT | Chỉ tiêu | Lộ trình | |
| --- | --- | --- | --- |
| | | Năm 2027 | Năm 2029 |
| (1) | (2) | (3) | (4) |
| 1 | Hộ có vườn mẫu | 120 | 300 |
""")
    assert row.columns == ("TT", "Chỉ tiêu", "Lộ trình / Năm 2027", "Năm 2029")


def test_what_stands_over_all_heads_is_the_head_of_no_column():
    (row,) = rows("""
| Đơn vị tính: ha | | |
| TT | Chỉ tiêu | Năm 2028 |
| --- | --- | --- |
| 1 | Rừng ven biển | 450 |
""")
    assert row.columns == ("TT", "Chỉ tiêu", "Năm 2028")


def test_heads_that_were_glued_to_the_end_of_a_row_are_no_cells_of_it():
    made = rows("""
| 1 | Chi cục Thủy lợi | Đo mực nước | 2 ngày |
| 2 | Trạm Khí tượng | Gửi số liệu | 1 ngày | Quy trình thứ hai | TT | Cơ quan | Nội dung | Thời gian |
| 1 | Chi cục Kiểm lâm | Tuần tra | 5 ngày |
""")
    assert [row.cells for row in made] == [
        ("1", "Chi cục Thủy lợi", "Đo mực nước", "2 ngày"),
        ("2", "Trạm Khí tượng", "Gửi số liệu", "1 ngày"),
        ("1", "Chi cục Kiểm lâm", "Tuần tra", "5 ngày"),
    ]


def test_a_row_in_words_names_each_cell_and_leaves_out_its_number():
    heads = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")
    assert row_in_words(("4", "Nạo vét mương.", "UBND xã", ""), heads) == (
        "Nhiệm vụ: Nạo vét mương; Đơn vị chủ trì: UBND xã"
    )
    assert row_in_words(("Thôn Hạ", "14"), heads) == "Thôn Hạ; 14"
    assert row_in_words(("4", "–"), heads) == "4 –"


def test_bounds_ranges_and_numbers_in_groups_are_values_and_words_are_none():
    values = ["≥ 40", "trên 12,5 %", "14 500", "10÷15 %", "0,8‰", "6 - 7", "2.400", "–", "từ 90% trở lên"]
    assert [cell for cell in values if not is_value(cell)] == []
    words = ["Trạm", "30/6/2026", "Quý I", "12 trạm", "từ đầu năm", ""]
    assert [cell for cell in words if is_value(cell)] == []


def test_a_piece_of_a_row_names_the_columns_in_which_it_stands():
    row, heads = "| 3 | Sở Y tế | Tiêm chủng; khám thai. | Quý I |", ("TT", "Chủ trì", "Nội dung", "Hạn")
    start = row.index("khám")
    assert piece_in_words(row, 0, start, heads) == "Chủ trì: Sở Y tế; Nội dung: Tiêm chủng"
    assert piece_in_words(row, start, len(row), heads) == "Nội dung: khám thai; Hạn: Quý I"
    assert piece_in_words("| Vẽ tranh | Quý I |", 0, 20, ("Chủ trì", "Nội dung", "Hạn")) == (
        "Nội dung: Vẽ tranh; Hạn: Quý I"
    )
