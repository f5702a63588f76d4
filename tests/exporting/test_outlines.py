"""The frame of a document to be written: its parts in the order of Decree 30, clauses word for word with footnotes."""

from __future__ import annotations

import io
from datetime import datetime
from zipfile import ZipFile

import docx
import pytest

from assistant.exporting import ChosenClause, OutlineKind, OutlinePart, export_outline

MADE = datetime(2027, 3, 9, 8, 0)
PARTS = (
    OutlinePart("Hạ tầng", (ChosenClause("Trồng 40 cây\nxanh.", "khoản 2 Điều 5 Kế hoạch số 8/KH-UBND"),)),
    OutlinePart(
        "Nhân lực",
        (
            ChosenClause("Mở 3 lớp.", "Điều 7 Kế hoạch số 8/KH-UBND"),
            ChosenClause("\x0bCử 2 người.", "Điều 8"),
        ),
    ),
)


def test_the_headings_of_the_author_are_those_of_the_navigation() -> None:
    document = docx.Document(io.BytesIO(export_outline("plan", "x", PARTS, made=MADE)))
    styles = {line.text: line.style.name for line in document.paragraphs if line.style}
    assert [text for text, style in styles.items() if style == "Heading 1"] == ["1. Hạ tầng", "2. Nhân lực"]


def texts(kind: OutlineKind, subject: str = "tiến độ quý I") -> tuple[list[str], list[str], str]:
    """The lines of the body, those of the tables' cells, and the footnotes."""
    data = export_outline(kind, subject, PARTS, made=MADE)
    document = docx.Document(io.BytesIO(data))
    cells = [
        line.text for table in document.tables for cell in table.rows[0].cells for line in cell.paragraphs
    ]
    with ZipFile(io.BytesIO(data)) as package:
        notes = package.read("word/footnotes.xml").decode()
    return [line.text for line in document.paragraphs if line.text], cells, notes


def test_headings_are_numbered_and_clauses_stand_word_for_word_with_their_source() -> None:
    body, _, notes = texts("report")
    dots = "………………"
    assert body == [
        "BÁO CÁO", "tiến độ quý I", "_______", dots, "1. Hạ tầng", "“Trồng 40 cây xanh.”", dots,
        "2. Nhân lực", "“Mở 3 lớp.”", "“Cử 2 người.”", dots,
    ]  # fmt: skip
    assert (
        notes.index("Khoản 2 Điều 5 Kế hoạch số 8/KH-UBND.") < notes.index("Điều 7") < notes.index("Điều 8")
    )


@pytest.mark.parametrize(
    ("kind", "number", "first"),
    [
        ("report", "Số: …/BC-…", "BÁO CÁO"),
        ("proposal", "Số: …/TTr-…", "TỜ TRÌNH"),
        ("plan", "Số: …/KH-…", "KẾ HOẠCH"),
        ("letter", "Số: …/…-…", "Kính gửi: ………"),
    ],
)
def test_each_kind_has_its_number_and_its_name(kind: OutlineKind, number: str, first: str) -> None:
    body, cells, _ = texts(kind)
    assert body[0] == first
    assert cells[3] == number
    assert ("V/v tiến độ quý I" in cells) == (kind == "letter")
    assert ("Kính gửi: ………" in body) == (kind in ("letter", "proposal"))
    for line in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "…, ngày … tháng … năm 2027", "Nơi nhận:",
        "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ",
    ):  # fmt: skip
        assert line in cells


def test_a_long_subject_stands_whole_in_the_text() -> None:
    assert texts("report", "đường " * 80)[0][1] == ("đường " * 80).strip()


def test_what_is_not_given_is_left_as_dots() -> None:
    assert texts("plan", "  ")[0][1] == "………"
