"""Workbooks: cells as the sheet shows them, heads over their columns, nothing of what is hidden."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from assistant.readers import xls, xlsx
from assistant.readers.number_formats import show_number, show_text
from assistant.readers.rendering import render
from assistant.types.readings import Block, Cell, Reading, Remark


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        fill(book)
    return file.getvalue()


def rows(reading: Reading) -> list[list[str]]:
    return [[cell.text for cell in block.cells] or [block.text] for block in reading.blocks]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1.01, "0.000", "1.010"),
        (1.01, "General", "1.01"),
        (0.1 + 0.2, "General", "0.3"),
        (1e12, "General", "1000000000000"),
        (-0.0, "General", "0"),
        (1, "00", "01"),
        (912345678, "0000000000", "0912345678"),
        (1500000, "#,##0", "1.500.000"),
        (1234.5, "#,##0.00", "1.234,50"),
        (-1234.5, "#,##0.0_);(#,##0.0)", "(1.234,5)"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "-"),
        (1500000, "_-* #,##0\\ _₫_-;-* #,##0\\ _₫_-", "1.500.000"),
        (1234567, "#,##0,", "1.235"),
        (1500, "#,##0[$đ-42A]", "1.500đ"),
        (0.905, "0.0%", "90.5%"),
        (0.9, "0%", "90%"),
        (7, '"Khu "0', "Khu 7"),
        (3, "0.##", "3"),
        (3.14159, "0.##", "3.14"),
        (2.5, "0", "3"),
        (-0.001, "0.00", "0.00"),
        (-5, "0;[Red]-0", "-5"),
        (5, "[<10]0;General", "5"),
        (5, ";;;", ""),
        (0.5, "# ?/?", "0.5"),
        (12345.6, "0.00E+00", "1.23E+04"),
        (45000, "dd/mm/yyyy", "15/03/2023"),
        (45000, '"ngày" dd "tháng" mm "năm" yyyy', "ngày 15 tháng 03 năm 2023"),
        (45000.5, "d/m/yy h:mm", "15/3/23 12:00"),
        (45000, "[$-42A]dddd, dd-mm-yyyy;@", "Thứ Tư, 15-03-2023"),
        (1, "dd/mm/yyyy", "01/01/1900"),
        (61, "dd/mm/yyyy", "01/03/1900"),
        (1.5, "[h]:mm", "36:00"),
        (0.6, "h:mm AM/PM", "2:24 CH"),
        (1e300, "dd/mm/yyyy", str(10**300)),
    ],
)
def test_a_number_is_shown_in_its_format(value: float, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


def test_days_may_be_counted_from_1904_and_texts_have_a_format_too() -> None:
    assert show_number(0, "dd/mm/yyyy", since_1904=True) == "01/01/1904"
    assert show_text("An", '0;0;0;"Ông "@') == "Ông An"
    assert show_text("An", "General") == "An"


def plan(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Chỉ tiêu")
    bold = book.add_format({"bold": True})
    percent, grouped, decimals = (
        book.add_format({"num_format": code}) for code in ("0.0%", "#,##0", "0.000")
    )
    sheet.merge_range("A1:F1", "BIỂU 2. CHỈ TIÊU NƯỚC SẠCH", bold)
    sheet.write("F2", "Đơn vị: hộ")
    sheet.merge_range("A4:A5", "TT", bold)
    sheet.merge_range("B4:B5", "Mã xã", bold)
    sheet.merge_range("C4:C5", "Tên xã", bold)
    sheet.merge_range("D4:E4", "Năm 2026", bold)
    sheet.write("D5", "Số hộ", bold)
    sheet.write("E5", "Tỷ lệ", bold)
    sheet.merge_range("F4:F5", "Vốn (tỷ đồng)", bold)
    sheet.write("A6", "I", bold)
    sheet.write("B6", "Vùng cao", bold)
    sheet.write_row("A7", ["01", 1.01, "NA"])
    sheet.write("B7", 1.01, decimals)
    sheet.write("D7", 12500, grouped)
    sheet.write("E7", 0.905, percent)
    sheet.write("F7", 2.345)
    sheet.merge_range("A8:A9", 2)
    sheet.write_row("B8", [1.02, "Xã\nHồng Lạc", 800, None, 12.5])
    sheet.write_row("C9", ["Thôn Đông"])
    sheet.write_row("A10", [3, 9.9, "Ẩn", 1, 1, 1])
    sheet.set_row(9, None, None, {"hidden": True})
    sheet.write("G7", "ghi chú ẩn")
    sheet.set_column("G:G", None, None, {"hidden": True})
    sheet.write_row("A12", ["Nơi nhận: Lưu.", None, None, "CHỦ TỊCH"])
    other = book.add_worksheet("Lịch")
    other.write_row("A1", ["Việc", "Hạn"])
    other.write("A2", "Họp")
    other.write_datetime("B2", date(2026, 3, 5), book.add_format({"num_format": "dd/mm/yyyy"}))
    book.add_worksheet("Nháp").hide()
    book.add_worksheet("Trống")


EXPECTED = [
    ["Chỉ tiêu"],
    ["BIỂU 2. CHỈ TIÊU NƯỚC SẠCH"],
    ["Đơn vị: hộ"],
    ["TT", "Mã xã", "Tên xã", "Năm 2026", "Vốn (tỷ đồng)"],
    ["TT", "Mã xã", "Tên xã", "Số hộ", "Tỷ lệ", "Vốn (tỷ đồng)"],
    ["I", "Vùng cao"],
    ["01", "1.010", "NA", "12.500", "90.5%", "2,345"],
    ["2", "1.02", "Xã\nHồng Lạc", "800", "", "12,5"],
    ["2", "", "Thôn Đông"],
    ["Nơi nhận: Lưu.", "CHỦ TỊCH"],
    ["Lịch"],
    ["Việc", "Hạn"],
    ["Họp", "05/03/2026"],
]  # fmt: skip
REMARKS = (
    Remark("left_out", detail="hidden sheet: Nháp"),
    Remark("left_out", detail="hidden rows in Chỉ tiêu: 1"),
    Remark("left_out", detail="hidden columns in Chỉ tiêu: 1"),
)


def test_a_workbook_is_read_as_it_is_shown() -> None:
    reading = xlsx.read(workbook(plan))
    assert rows(reading) == EXPECTED
    assert [block.kind for block in reading.blocks[:4]] == ["title", "clause", "clause", "row"]
    assert reading.blocks[-4].kind == "signature"
    assert [cell.head for block in reading.blocks[3:7] for cell in block.cells[:1]] == [
        True,
        True,
        False,
        False,
    ]
    assert reading.blocks[3].cells[3] == Cell("Năm 2026", 3, 2, head=True)
    assert reading.remarks == REMARKS


def test_heads_stand_over_their_columns_in_the_text() -> None:
    lines = render(xlsx.read(workbook(plan))).text.splitlines()
    assert lines[lines.index("## Chỉ tiêu") + 6 :][:5] == [
        "| TT | Mã xã | Tên xã | Năm 2026 | Năm 2026 | Vốn (tỷ đồng) |",
        "| TT | Mã xã | Tên xã | Số hộ | Tỷ lệ | Vốn (tỷ đồng) |",
        "| --- | --- | --- | --- | --- | --- |",
        "| I | Vùng cao |",
        "| 01 | 1.010 | NA | 12.500 | 90.5% | 2,345 |",
    ]


def one_sheet(fill: Callable[[Worksheet, xlsxwriter.Workbook], None]) -> Reading:
    return xlsx.read(workbook(lambda book: fill(book.add_worksheet(), book)))


def test_raised_figures_and_old_fonts_are_read() -> None:
    def fill(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_rich_string("A1", "80%", book.add_format({"font_script": 1}), "1", " nước")
        sheet.write("A2", "N\u00adíc s¹ch, m\u00ada lò", book.add_format({"font_name": ".VnTime"}))

    assert one_sheet(fill).blocks == (
        Block("clause", "80%¹ nước"),
        Block("clause", "Nước sạch, mưa lũ"),
    )


def test_a_formula_shows_its_stored_value_and_one_without_is_told() -> None:
    def fill(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("A2", '="x"', None, "chữ")
        sheet.write_formula("A3", "=A9", None, "")
        sheet.write_boolean("A4", True)

    reading = one_sheet(fill)
    assert rows(reading) == [["2"], ["chữ"], ["TRUE"]]


def test_a_gap_in_a_table_and_a_second_table() -> None:
    def fill(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
        head = ["TT", "Tên", "Số"]
        for row, values in enumerate(
            [head, [1, "Kè", 5], [], [2, "Cống", 6], [], ["Biểu hai"], head, [1, "Đê", 9]]
        ):
            sheet.write_row(row, 0, values)

    assert [(block.table, block.cells[0].head if block.cells else None) for block in one_sheet(fill).blocks] == [
        (0, True), (0, False), (0, False), (None, None), (1, True), (1, False),
    ]  # fmt: skip


XLS = (  # the workbook of `plan`, saved by LibreOffice as Excel 97
    "c-rk*Yiv|S6h3qJ?(W^~(%qI85OA}RAO#96m>{Cqg@V!q3PMGGkVxqp+HF(7Kol$>e^jD|AN-I+oA5HeFeYjuY6~VJO2im`Ks4bIi2^^W5eY_EzjN-~?d`"
    "Hn+Cof#&dt2eoH>s<bI#m5_rwo*XWBm+d6qKLqvW9*sQ~$0Fom4!bRtAK8g?U<N;%-vV7jBybzOU4I}_Q9%r^HUTgU<AptdpRA-Wyb^<cWQ(-LaNvyNgkk"
    "CLccX(RO~4a1Ic)9cHe8-2v<YZ~M~aQ*=cf!yb%&xd@^E-$`+mJB**cA_LYhrEJXI5w14Hde*{uQW$ws8lRN2M(E8%EDP=;8ZecH|kvaP{s~PIg9dbbrKY"
    "tq0g%2MnW{$A>{*7=Au;esmwVokf{`<pC#74&PSP{$gfJNk{YRjR>2z@fH9Je@+!Y57#t(jY#Cv!TN`zFA2PD@j+!Cb!?F0unq*CDWn<I~(q4|y@yYRcoO"
    "}DYH>P;Z81w?PpY4RPu~9Qj2RLw7S5Ikbnz9k;3>ARM9=ei>x%NUwjNvSt!2jwS+~_Bq?m74#tX;Nso@nEDWx~hz0x#|bKA{(QAS>MK$Wzn{+{%=HuMIad"
    ";rn`l@9zb!>Bq9cA<T$O_<@_~>@?76qZHSXHjmVKZ9b{<+f1p4w)v$lX!E94ig#}Z>8B*3S@5ZP`ZgNF>DE9OX+6dwbd6tL$y5vIyJ!{0w^N8N4dJ+9QhE"
    "K^mhFfro5HroR=^j3j3%j$Ud5=w(}`%*3FoNTq39Auf!MWL<n?vM_1m#mzfqa`Em^{gu06VT#vY=aE{<Sd!4MX0QF!aJI#dE>f}($b7(p~EgghMiD(L@9t"
    "JN?$e+e;0&7m?n9DN!~H;pEvET#E$6e?E$evBAij(~YOT8h?EdOOPFK~fRbu95&fhgFz~x}Hu&A!9`agkN|*w&6UEgNlnuG!T8u$)lQtLmYWJL{iISU1G5"
    "0I=TvWdFm%wr}5BUEybWs5}gVeZ=`Rc(6<cRZP~SCU976I8SLUyQIyYyJas^C06n(IKd9dUwH#8*={%&JPd4!wEueN7Ex=Uk;d(4VL~&im@%;d>a#`GV#k"
    "7*Zc^{yeGV!2Vj|GA@yaE?wg^tN;n5<0$<g0>p)O>JA+KuDU7D|ErF!~y+0vk}3Rfyc}+l9I|g6RV_(&Io4L9A+Q5<YzLWD`Un!lcsCm(EQeS@NvF+q!*_"
    "#`2b@VzmV$o#q6YF;U8`f?J@OZWGu`Qa*_Jb+w!>l#Fw=i_&y|D;e)<x8q0*Kq`_AZGc;`8WHks>s)!J#Hkf_j)6IwL~Sp<Y>7um--l;xAS~OL`%qRn<7C"
    "*Mi6JTFQ^JVY?g2jb`5YFQ0@X~ICkvjL1?Clp>It(yU3$X&S>{^eggs#a7hX)ma>Ply@vh6qkYn;M+0UUvVfyh325V)n4EH>OZ=`#S?@9Lz^vrb6BQ!wM@"
    "X4!Ap@w_W@(IU~VB6db88tCJOtiFnCVG~pVaiN~dnH%|G!{G(y`b(f<*?|w+2Ed{;j~LRV+O`T=`jxi>yjf_J=mD(-$#EJt$6M5mCGeIgf%~Mg+WHbp6>&"
    "MKO4V5NcBs&3JSkB6|WuR_`ze8TrDsUKX`;`Ysl#_#aD*f`dBib=U5_FSkny%#at<$4?A=Nf)f#(5$G{pTi5Q=wpfnz^YnV;2qp*QUlBI^+Go6C5t5x_9|"
    "K$)@>1%Nwnx_6iy5|`U8cqC^<DFAkMFW{xMwn9^2kvUCbO$Z;DN44mX~#df-;ZiuniwK^63+w{jN*&n0PSJ{Y<a>mWERu&WbwAO-MN(2zPg!x;YLR>C%Zq"
    "#!YdkC(QBlFb&mvg87F<BiqAytWfV*mTWYQJYn>(c+72aYXBCvTo$K6i}%Ok-N|i{xZ5J30azq7Xp!4%k%ZeKkpWmFa(gXu&n4x$+jZ`Lx$WHl4&L$J-AT"
    "d1o}hh)7_sbwvcujQPmDsbu%W88d2Ms;y4bu8RW*&VM;@M3QMsz7v9U&?)trXf+8MXF|BPFie<MW_lCtgVGuz+#^V*{N$h&V?G;!R=r#P^@pu;SW&(Qxj6"
    "59C}ko`|<x&Cyiw!gcnMZY}!ew`?)+i^Y5Ntx}o=;hCvHvgjB?f%Fw7lJ2`pWHopRAlEa$X|TzgSqUV8L$;(U!piS3=x;Ci}g)|e9*XbHnfb+jRfmFyQO7"
    "WP3zi*=44M@IR;Ff#<z`e8ccUzx}E=jWdCKvkZg0<w-S2GKLhTqw1!rR9BcY5f4+Qx**9r@{r|!E;XEf!l!9*)e0&jPSUn*A9@jsZzRoL4$EiisNHqhtUl"
    "9EJ`~QdaFGzpXE~WL*zlkcv_GQ=wwPF*7@QrCRAibv|&EMOP_2>0^FU@~0I8=!YHL?TyC(n!l=<jp!zt{i&{Rd4Jk(K"
)


def test_a_workbook_of_excel_97_is_read_as_it_is_shown() -> None:
    reading = xls.read(zlib.decompress(base64.b85decode(XLS)))
    assert rows(reading) == EXPECTED
    assert set(reading.remarks) == set(REMARKS)
