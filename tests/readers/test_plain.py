"""Text files: encodings, old fonts, and the Markdown of other programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.corpus import read_corpus
from assistant.language.text import tidy
from assistant.readers.plain import read_plain

WORDS = "Xã giao thôn Đông mở cống, lấy nước ngày 5/3; các hộ đợi đủ nước mới cấy, không để ruộng khô."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_the_encoding_is_told_by_the_bytes(encoding: str) -> None:
    assert read_plain(WORDS.encode(encoding)) == WORDS


def test_old_code_pages_and_fonts_are_read() -> None:
    tcvn3 = "X· giao th«n §«ng më cèng, lÊy n\u00adíc ngµy 5/3; c¸c hé ®îi ®ñ n\u00adíc míi cÊy, kh«ng ®Ó ruéng kh«."
    vni = "Xaõ giao thoân Ñoâng môû coáng, laáy nöôùc ngaøy 5/3; caùc hoä ñôïi ñuû nöôùc môùi caáy, khoâng ñeå ruoäng khoâ."
    windows = (
        "Xa\u0303 giao thôn Đông mơ\u0309 cô\u0301ng, lâ\u0301y nươ\u0301c nga\u0300y 5/3; các hô\u0323 đơ\u0323i đu\u0309"
        " nươ\u0301c mơ\u0301i câ\u0301y, không đê\u0309 ruô\u0323ng khô."
    )
    for data in (
        tcvn3.encode("latin-1"),
        tcvn3.encode(),
        vni.encode("latin-1"),
        windows.replace("a\u0300", "à").encode("cp1258"),
    ):
        assert read_plain(data) == WORDS


LOST = "X\ufffd giao th\ufffdn \ufffd\ufffdng m\ufffd c\ufffdng, l\ufffdy n\ufffd\ufffdc ng\ufffdy 5/3."


@pytest.mark.parametrize(
    ("data", "share"),
    [
        (("\ufffd" * 40).encode(), "100%"),
        (("\ufffd " * 40 + "\n").encode("utf-16"), "100%"),
        (LOST.encode(), "28%"),
        (f"<html><body><p>{LOST * 9}</p></body></html>".encode(), "28%"),
    ],
)
def test_a_text_that_has_lost_its_letters_is_refused(tmp_path: Path, data: bytes, share: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_text(f"{WORDS} \ufffd", encoding="utf-8")  # one letter is no reason
    (skipped,) = read_corpus(tmp_path).skipped
    assert skipped.reason == f"has lost its letters: {share} of its characters are “\ufffd”"
    assert skipped.hint == "get the file again, or save it from its program as UTF-8"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"1\. Mở cống" + "\n\n" + r"\- Đắp bờ \[hai\] 5\% \*", "1. Mở cống\n\n- Đắp bờ [hai] 5% *"),
        ("Dòng một\\\ndòng hai", "Dòng một\ndòng hai"),
        ("## **Điều 5. Phạm vi** {#dieu-5 .unnumbered}", "**Điều 5. Phạm vi**"),
        ("# KẾ HOẠCH\n\n### II. NHIỆM VỤ ###", "# KẾ HOẠCH\n\nII. NHIỆM VỤ"),
        ("Hai<br>dòng\n| a<br/>b | c |", "Hai\ndòng\n| a b | c |"),
        ("80%<sup>1</sup> và m^2^, H~2~O, <u>gạch</u> <tên xã>", "80%¹ và m², H2O, gạch <tên xã>"),
        ("[gạch]{.underline} ![](media/image1.png){width=\"1in\"}chữ []{#_Toc1}", "gạch chữ "),
        ("Theo Luật[^1] mới.\n\n[^1]: Luật số 15.", "Theo Luật mới.\n\n[chú thích] Luật số 15."),
        ("::: {custom-style=\"x\"}\nTrong khung\n:::\n", "Trong khung\n"),
        ("A &amp; B&nbsp;5 &copy", "A & B 5 &copy"),
        ("Một<!-- trang 2 -->\n\n{3}------------------------------------------------\n\nHai", "Một\n\n\n\nHai"),
        ("Một\n\nTrang 1/9\n\nHai\n\nTrang 2/9\n\nBa", "Một\n\n\n\nHai\n\n\n\nBa"),
        ("Trang 5\n\nMột\n\n- 3 -", "Trang 5\n\nMột\n\n- 3 -"),
        (r"| a\|b | c |", "| a¦b | c |"),
    ],
)  # fmt: skip
def test_markdown_of_other_programs_is_read(written: str, expected: str) -> None:
    assert read_plain(written.encode()) == expected


GRID = """Bảng:

+------+-------------+------+
| TT   | Chỉ tiêu    | Năm  |
|      | nước sạch   | 2030 |
+======+=============+======+
| 1    | Hộ dùng     | 90%  |
|      | nước sạch   |      |
+------+-------------+------+
| 2    | Trường      | 95%  |
+------+-------------+------+

Hết."""
SIMPLE = """  TT   Chỉ tiêu       Năm
  ---- -------------- ------
  1    Hộ dùng nước   90%
  2    Trường         95%

Hết."""
MULTILINE = """  -----------------------------
  TT   Chỉ tiêu       Năm
  ---- -------------- ---------
  1    Hộ dùng        90%
       nước

  2    Trường         95%
  -----------------------------

Hết."""
HTML = """<table><tr><th>TT</th><th>Chỉ tiêu</th><th>Năm</th></tr>
<tr><td>1</td><td>Hộ dùng nước</td><td>90%</td></tr><tr><td>2</td><td>Trường</td><td>95%</td></tr></table>

Hết."""


@pytest.mark.parametrize("written", [GRID, SIMPLE, MULTILINE, HTML])
def test_tables_of_other_programs_are_rows(written: str) -> None:
    lines = [line for line in read_plain(written.encode()).splitlines() if line and line != "Bảng:"]
    heads = ["| TT | Chỉ tiêu nước sạch | Năm 2030 |"] if written == GRID else ["| TT | Chỉ tiêu | Năm |"]
    first = "| 1 | Hộ dùng nước sạch | 90% |" if written == GRID else "| 1 | Hộ dùng nước | 90% |"
    assert lines == [*heads, "| --- | --- | --- |", first, "| 2 | Trường | 95% |", "Hết."]


def test_lines_that_a_program_wrapped_are_joined() -> None:
    wrapped = (
        "Ủy ban nhân dân xã giao Trạm thủy nông mở cống lấy nước theo lịch,\nkhông để ruộng cao thiếu nước đầu vụ.\n\n"
        "1\\. Trạm thủy nông đo mực nước mỗi ngày hai lần và báo về xã trước 8\n    giờ sáng.\n\n"
        "- Các thôn cử người trực cống, ghi sổ giao ca, chụp ảnh mực nước ở\n  đầu và cuối kênh chính."
    )
    assert read_plain(wrapped.encode()).split("\n\n") == [
        "Ủy ban nhân dân xã giao Trạm thủy nông mở cống lấy nước theo lịch, không để ruộng cao thiếu nước đầu vụ.",
        "1. Trạm thủy nông đo mực nước mỗi ngày hai lần và báo về xã trước 8 giờ sáng.",
        "- Các thôn cử người trực cống, ghi sổ giao ca, chụp ảnh mực nước ở đầu và cuối kênh chính.",
    ]


LINES = [
    *(
        "Điều 1. Mở cống",
        "a) Đắp bờ",
        "- gạch",
        "| TT | Tên |",
        "| --- | --- |",
        "**I. MỤC**",
        "---",
        "# Tên",
        "90%",
    ),
    *("Số: 5/KH-UBND", "", "*nghiêng*", "A < B", "R&D", WORDS),
]


@given(st.lists(st.sampled_from(LINES)))
def test_a_text_without_traits_of_a_program_keeps_its_every_character(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert read_plain(text.encode()) == tidy(text)


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("9\u200b0%", "90%"),
        ("7\u00ad5%", "75%"),
        ("1\u206045", "145"),
        ("2\ufeff0", "20"),
        ("12\u00a0500", "12\u00a0500"),
    ],
)
def test_characters_that_nobody_sees_leave_no_gap_in_a_figure(hidden: str, shown: str) -> None:
    assert read_plain(f"Chỉ tiêu {hidden} hộ".encode()) == f"Chỉ tiêu {shown} hộ"


def test_a_figure_that_a_control_turns_is_marked() -> None:
    assert read_plain("Chỉ tiêu \u202e09%\u202c hộ".encode()) == "Chỉ tiêu \ufffd09% hộ"
