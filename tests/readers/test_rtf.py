"""RTF as Word, WordPad and LibreOffice write it."""

from __future__ import annotations

import pytest

from assistant.readers.rtf import read
from assistant.types.readings import Block, Cell, Remark

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fcharset0{\*\panose 020b72}.VnTime;}{\f2\fcharset2 Symbol;}"
    r"{\f3\fcharset0 .VnTimeH;}{\f4\fcharset163 Arial;}{\f5\fcharset0 VNI-Times;}{\f6\fcharset2 Wingdings;}}"
)
HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0\uc1"
    + FONTS
    + r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}"
    r"{\info{\author Nguyen Van A}{\title Khong in}}{\header\pard Dau trang\par}"
)


def blocks(body: str) -> tuple[Block, ...]:
    return read((HEAD + body + "}").encode("cp1252")).blocks


def escaped(text: str) -> str:
    return "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in text)


def texts(body: str) -> list[str]:
    return [f"{block.marker} {block.text}".strip() for block in blocks(body)]


def test_paragraphs_have_the_numbers_that_they_show() -> None:
    body = (
        r"\pard{\listtext\f0 1.\tab}Nuoc sach\par{\listtext\f2\'b7\tab}Cum dan cu\par"
        r"{\pntext\f0 a)\tab}{\*\pn\pnlvlbody{\pntxta )}}Tram bom\par{\listtext\f6\u-3929 ?\tab}Kenh\par"
    )
    assert blocks(body) == (
        Block("clause", "Nuoc sach", "1."),
        Block("clause", "Cum dan cu", "-"),
        Block("clause", "Tram bom", "a)"),
        Block("clause", "Kenh", "-"),
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (escaped("Xã Đắk Pơ") + r"\par", "Xã Đắk Pơ"),
        (r"\uc2 Ph\u432 ??ng \uc0 t\u7893 \uc1 5\par", "Phưng tổ5"),
        (r"{\f4 Th\'f4ng t\'fd\'f2, \'d0\'e2\'ec\'f9ng}\par", "Thông tự, Đấùng"),
        (r"{\f1 N\'ad\'edc s\'b9ch, \-u ti\'aan}\par", "Nước sạch, ưu tiên"),
        (r"{\f3 k\'d5 ho\'b9ch}\par", "KẾ HOẠCH"),
        (r"{\f5 N\'f6\'f4}{\f5\'f9c saïch}\par".replace("ï", r"\'ef"), "Nước sạch"),
        (r"muc {\f2\'a3} 5, {\field{\*\fldinst SYMBOL 179 \\f Symbol}{\fldrslt}} 3\par", "muc ≤ 5, ≥ 3"),
        (r'Xem {\field{\*\fldinst HYPERLINK "x"}{\fldrslt trang nay}}\par', "Xem trang nay"),
        (r"90%{\super 1} va 25 m{\super 2}, 10{\super 6}; H{\sub 2}O\par", "90%¹ va 25 m², 10⁶; H2O"),
        (r"{\caps ke hoach}\~1{\v an}{\deleted bo}{\*\bkmkstart x}!\par", "KE HOACH\u00a01!"),
        (r"{\upr{Kho^ng}{\*\ud{Kh\u244?ng}}}\par", "Không"),
        (r"Anh{\*\shppict{\pict\pngblip 89504e47}}{\nonshppict{\pict 0102}}: {\pict\bin4 }{}\}he\par", "Anh: he"),
        (r"Cau \{mot\}\\hai\emdash ba\par", r"Cau {mot}\hai—ba"),
        ("dong\r\n mot\\line dong hai\\par", "dong mot\ndong hai"),
    ],
)  # fmt: skip
def test_characters_are_those_of_the_page(body: str, expected: str) -> None:
    assert texts(body) == [expected]


def test_notes_and_boxes_follow_their_paragraph_once() -> None:
    body = (
        r"Muc 2{\super\chftn{\footnote\pard {\super\chftn} Theo Luat Thuy loi.\par}} ap dung"
        r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard DU THAO\par}}{\shprslt\pard DU THAO\par}}.\par"
    )
    assert blocks(body) == (
        Block("clause", "Muc 2 ap dung."),
        Block("note", "Theo Luat Thuy loi."),
        Block("box", "DU THAO"),
    )


def cell(text: str, column: int, columns: int = 1, *, head: bool = False, continued: bool = False) -> Cell:
    return Cell(text, column, columns, head=head, continued=continued)


def test_a_table_keeps_rows_merged_cells_and_heads() -> None:
    body = (
        r"\trowd\trhdr\cellx1000\clmgf\cellx3000\clmrg\cellx5000\pard\intbl TT\cell Chi tieu\cell\cell\row"
        r"\trowd\clvmgf\cellx1000\cellx3005\cellx5000\pard\intbl 1\cell Nuoc\par sach\cell 90%\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx3000\cellx5000\pard\intbl\cell Rac\cell 80%\cell\row"
        r"\pard Sau bang\par"
    )
    assert blocks(body) == (
        Block("row", cells=(cell("TT", 0, head=True), cell("Chi tieu", 1, 2, head=True)), table=0),
        Block("row", cells=(cell("1", 0), cell("Nuoc\nsach", 1), cell("90%", 2)), table=0),
        Block("row", cells=(cell("1", 0, continued=True), cell("Rac", 1), cell("80%", 2)), table=0),
        Block("clause", "Sau bang"),
    )


def test_a_table_in_a_cell_stays_in_it_and_one_in_a_frame_is_a_table() -> None:
    nested = (
        r"\pard\intbl\itap2 Xa A\nestcell 12\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}"
        r"\pard\intbl\itap1"
    )
    row = r"\trowd\cellx1000\cellx2000\pard\intbl Bieu\cell" + nested + r"\cell\row"
    assert blocks(row)[0].cells == (cell("Bieu", 0), cell("Xa A ; 12", 1))
    frame = r"\trowd\cellx2000" + nested + r"\cell\row\pard Het\par"
    assert [block.kind for block in blocks(frame)] == ["row", "clause"]
    assert blocks(frame)[0].cells == (cell("Xa A", 0), cell("12", 1))


def test_letterhead_and_signature_set_words_side_by_side() -> None:
    row = r"\trowd\cellx4000\cellx9000\pard\intbl "
    heading = escaped("CỘNG HÒA XÃ HỘI")
    body = (
        rf"{row}UBND XA\par {escaped('Số: 4/KH-UBND')}\cell {heading}\cell\row\pard\par\pard\b KE HOACH\b0\par"
        rf"{row}{escaped('Nơi nhận: Luu.')}\cell CHU TICH\par Le B\cell\row\pard\par"
    )
    assert [(block.kind, [c.text for c in block.cells]) for block in blocks(body)] == [
        ("letterhead", ["UBND XA\nSố: 4/KH-UBND", "CỘNG HÒA XÃ HỘI"]),
        ("clause", []),
        ("signature", ["Nơi nhận: Luu.", "CHU TICH\nLe B"]),
    ]


def test_what_is_left_out_or_decoded_is_said() -> None:
    reading = read((HEAD + r"{\v mat}{\pict 00}{\f1 N\'adíc}\par}").encode("latin-1"))
    assert reading.remarks == (
        Remark("left_out", detail="hidden text"),
        Remark("left_out", detail="picture"),
        Remark("decoded", detail=".VnTime"),
    )


@pytest.mark.parametrize("cut", [40, 300, 500, 700])
def test_a_half_written_file_is_read_as_far_as_it_goes(cut: int) -> None:
    whole = (
        HEAD + r"\pard Muc mot\par\trowd\cellx900\pard\intbl o mot\cell\row\trowd\cellx900\pard\intbl o hai"
    )
    assert read(whole[: len(HEAD) + cut].encode()).reader == "rtf"
