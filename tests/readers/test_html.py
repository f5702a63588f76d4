"""Web pages of portals, saved pages, and what Word saves as a page."""

from __future__ import annotations

import pytest

from assistant.readers.html import read
from assistant.types.readings import Block, Cell, Remark

HEAD = "<table><tr><td>UBND XÃ PÚ NHI<br>Số: 3/KH-UBND</td><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></td></tr></table>"
LONG = (
    "Ủy ban nhân dân xã giao Trạm thủy nông mở cống lấy nước theo lịch, không để ruộng cao thiếu nước đầu vụ. "
    * 2
)


def texts(body: str, style: str = "") -> list[str]:
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>Tựa</title>{style}</head><body>{body}</body></html>"
    blocks = read(page.encode()).blocks
    return [
        f"{block.marker} {block.text}".strip() or " | ".join(cell.text for cell in block.cells)
        for block in blocks
    ]


def test_a_portal_s_page_gives_its_document_alone() -> None:
    page = f"""
    <header><a href=/>Trang chủ</a><ul class="menu"><li><a href=/a>Văn bản</a></li><li>Đăng nhập</li></ul></header>
    <div class=wrap><div class="title-box"><h1>Kế hoạch 3/KH-UBND lấy nước vụ xuân</h1><span>Còn hiệu lực</span></div>
      <div role=tablist>Nội dung | Lược đồ</div>
      <div class=content>{HEAD}<p><b>KẾ HOẠCH</b></p><p>Điều 1. {LONG}</p><div>1. Mở cống.</div><p>Điều 2. {LONG}</p></div>
      <div class=toc>Mục lục <p>Điều 1. {LONG}</p><p>Khoản 1</p></div></div>
    <div class=bottom>Đơn vị chủ quản: Trung tâm Tin học; Điện thoại: 0210.333.444</div>
    <footer>Bản quyền</footer><script>var x = "<p>không</p>";</script>"""
    assert texts(page) == [
        "UBND XÃ PÚ NHI\nSố: 3/KH-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        *("KẾ HOẠCH", f"Điều 1. {LONG}".strip(), "1. Mở cống.", f"Điều 2. {LONG}".strip()),
    ]


def test_nothing_of_a_document_in_several_parts_is_taken_for_furniture() -> None:
    parts = [f"<div><p>Chương {n}</p><p>Điều {n}. {LONG}</p></div>" for n in ("I", "II")]
    body = f"<div>{HEAD}</div>{''.join(parts)}<div>Nơi nhận: Lưu VT.</div>"
    assert [text.split(".")[0] for text in texts(body)[1:]] == [
        "Chương I", "Điều I", "Chương II", "Điều II", "Nơi nhận: Lưu VT",
    ]  # fmt: skip


def test_an_article_without_national_heading_keeps_its_headline() -> None:
    body = f"<nav>Menu</nav><div><h1>Xã lấy nước sớm</h1><div><p>{LONG}</p><p>Theo báo xã.</p></div></div>"
    assert texts(body) == ["Xã lấy nước sớm", LONG.strip(), "Theo báo xã."]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>Một<ol type=a><li>Con</li><li>Hai con</li></ol></li><li value=5>Năm</li><li>Sáu</li></ol>",
         ["1. Một", "a. Con", "b. Hai con", "5. Năm", "6. Sáu"]),
        ("<ol start=4 type=I><li><p>Bốn</p></ol><ol style='list-style:lower-roman'><li>i một</ol>", ["IV. Bốn", "i. i một"]),
        ("<ol reversed><li>Ba<li>Hai<li>Một</ol>", ["3. Ba", "2. Hai", "1. Một"]),
        ("<ul><li>Gạch<li>Hai</ul><ol style='list-style:none'><li>Không</ol>", ["- Gạch", "- Hai", "Không"]),
        ("<ol><li>1. Đã gõ số</li></ol><ul><li>- Đã gõ gạch</ul>", ["1. Đã gõ số", "- Đã gõ gạch"]),
        ("<ol type=A start=27><li>Hai bảy</ol>", ["AA. Hai bảy"]),
        ("<ol start=3><li>Ao<ol><li>Cá<ol><li>Mè<li>Trôi</ol><li>Tôm</ol><li>Hồ</ol>",
         ["3. Ao", "3.1. Cá", "3.1.1. Mè", "3.1.2. Trôi", "3.2. Tôm", "4. Hồ"]),
        ("<ol start=2><li>Ao</ol><ol type=a><li>Cá</ol><ol><ol start=3><li>Bờ<li>Cống</ol></ol>",
         ["2. Ao", "a. Cá", "2.3. Bờ", "2.4. Cống"]),
        ("<ol><li>Ao<ul><li>Gạch<ol><li>Trong</ol></ul></ol>", ["1. Ao", "- Gạch", "1. Trong"]),
        ("<ol><li>Ao<ol><li>1. Gõ<li>1.2. Gõ cả hai</ol></ol>", ["1. Ao", "1. Gõ", "1.2. Gõ cả hai"]),
    ],
)  # fmt: skip
def test_lists_have_the_numbers_that_are_shown(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>80%<sup>1</sup>, 10<sup>6</sup> m<sup>2</sup>; H<sub>2</sub>O</p>", ["80%¹, 10⁶ m²; H2O"]),
        ("<p>2025&#150;2030 &ldquo;A&rdquo; &lt;b&gt; &Yacute;</p>", ["2025–2030 “A” <b> Ý"]),
        ("<p>Hai\n dòng<br/>xuống   dòng</p>ngoài <b>đậm</b>", ["Hai dòng\nxuống dòng", "ngoài đậm"]),
        ("<p>Ẩn<b style='display:none'>X</b><i hidden>Y</i><s class=an>Z</s><del>cũ</del><ins>mới</ins>", ["Ẩnmới"]),
        ("<p>T<span>ác</span> d<b>ụ</b>ng</p><button>Bấm</button>", ["Tác dụng"]),
        ("<p style='text-transform:uppercase'>quyết định</p>", ["QUYẾT ĐỊNH"]),
        ("<pre>Điều 1.\n  Thụt</pre>", ["Điều 1.\nThụt"]),
        ("<div>Một<p>Hai</p>Ba</div>", ["Một", "Hai", "Ba"]),
    ],
)  # fmt: skip
def test_characters_are_those_of_the_page(body: str, expected: list[str]) -> None:
    style = "<style>@media print {.x {display:none}} .an{color:red;display:none} .x{color:red}</style>"
    assert texts(body, style) == expected


def test_tables_keep_spans_and_heads() -> None:
    body = """<table><thead><tr><th rowspan=2>TT</th><th colspan=2>Chỉ tiêu</th></tr><tr><th>2025</th><th>2030</th></tr></thead>
    <tr><td rowspan=2>1</td><td>a</td><td>5%</td></tr><tr><td>b</td><td>6%</td></tr></table>"""
    blocks = read(f"<html><body>{body}</body></html>".encode()).blocks
    assert blocks == (
        Block("row", cells=(Cell("TT", 0, 1, 2, head=True), Cell("Chỉ tiêu", 1, 2, head=True)), table=0),
        Block(
            "row",
            cells=(Cell("TT", 0, 1, 2, head=True, continued=True), Cell("2025", 1, head=True), Cell("2030", 2, head=True)),
            table=0,
        ),
        Block("row", cells=(Cell("1", 0, 1, 2), Cell("a", 1), Cell("5%", 2)), table=0),
        Block("row", cells=(Cell("1", 0, 1, 2, continued=True), Cell("b", 1), Cell("6%", 2)), table=0),
    )  # fmt: skip


def test_a_table_that_places_the_page_is_none() -> None:
    body = f"<table><tr><td><a href=/>Trang chủ</a></td><td>{HEAD}<p>Điều 1. {LONG}</p></td></tr></table>"
    assert texts(body)[1:] == [f"Điều 1. {LONG}".strip()]


def test_word_s_pages_have_numbers_notes_and_no_field_codes() -> None:
    body = """<p><![if !supportLists]><span style='mso-list:Ignore'>a)<span>&nbsp;&nbsp;</span></span><![endif]>Nước
    sạch theo Luật<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> số 15/2023/QH15</p><o:p>&nbsp;</o:p>
    <div id=ftn1><p><a href="#_ftnref1">[1]</a> Luật Tài nguyên nước.</p></div>"""
    blocks = read(f"<html><body><div>{body}</div></body></html>".encode()).blocks
    assert blocks == (
        Block("clause", "Nước sạch theo Luật số 15/2023/QH15", "a)"),
        Block("note", "Luật Tài nguyên nước."),
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
def test_the_encoding_is_found(encoding: str) -> None:
    text = "Xã này mở cống, lấy nước cho ba thôn; các hộ đợi đủ nước mới cấy, không để ruộng khô."
    if encoding == "cp1258":  # marks of tones are characters of their own there
        tones = {"ớ": "ơ\u0301", "ố": "ô\u0301", "ộ": "ô\u0323", "ợ": "ơ\u0323", "ủ": "u\u0309", "ể": "ê\u0309", "ở": "ơ\u0309",
                 "ấ": "â\u0301", "ã": "a\u0303"}  # fmt: skip
        text = "".join(tones.get(c, c) for c in text)
    page = f"<html><body><p>{text}</p></body></html>".encode(encoding)
    assert read(page).blocks[0].text.startswith("Xã này mở cống, lấy nước cho ba thôn; các hộ đợi đủ nước")


def test_a_charset_that_is_said_and_wrong_does_no_harm() -> None:
    page = "<html><head><meta charset='iso-8859-1'></head><body><p>Đập tràn</p></body></html>".encode()
    assert read(page).blocks == (Block("clause", "Đập tràn"),)


def test_old_fonts_are_read_by_their_name() -> None:
    head = "<html><head><style>.h{font-family:'.VnTimeH'}</style></head>"
    page = f"{head}<body><p class=h>kÕ ho¹ch</p><p><font face='.VnTime'>N\u00adíc s¹ch</font></p>"
    reading = read(page.encode())
    assert [block.text for block in reading.blocks] == ["KẾ HOẠCH", "Nước sạch"]
    assert reading.remarks == (Remark("decoded", detail=".VnTime"), Remark("decoded", detail=".VnTimeH"))


def test_a_web_archive_gives_its_page() -> None:
    archive = (
        b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n--xx\r\n"
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        b"<html><body><p>N=C6=B0=E1=BB=9Bc s=E1=BA=A1ch</p></body></html>\r\n--xx\r\nContent-Type: image/png\r\n\r\nx\r\n--xx--"
    )
    assert read(archive).blocks == (Block("clause", "Nước sạch"),)


@pytest.mark.parametrize(
    "page", [b"<html>", b"<html><body></body></html>", b"<p", b"<html><body><table><tr><td>"]
)
def test_a_page_without_words_has_no_blocks(page: bytes) -> None:
    assert read(page).blocks == ()


def test_a_row_without_words_counts_among_the_others_and_not_behind_them() -> None:
    row = "<tr><td>{}</td><td>{}</td></tr>"
    table = row.format("Xã Tân Lập", "12 km") + row.format("<br/>", "") + row.format("Xã Hòa Lạc", "9 km")
    blocks = read(f"<html><body><table>{table}{row.format('', '')}</table></body></html>".encode()).blocks
    assert [[cell.text for cell in block.cells] for block in blocks] == [
        ["Xã Tân Lập", "12 km"],
        ["", ""],
        ["Xã Hòa Lạc", "9 km"],
    ]
