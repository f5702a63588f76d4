"""Exports, opened again with the libraries that read such files."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from icalendar import Calendar

from assistant.documents.citations import cite_clause
from assistant.exporting import (
    ExportError,
    count_undated,
    export_comparison,
    export_deadlines,
    export_registers,
    export_responsibilities,
    export_targets,
    written_level,
)
from assistant.language.addresses import ClauseAddress
from assistant.messages.phrases import number_phrase, role_phrase
from assistant.registers import DateError, read_date, schedule
from assistant.types import Comparison, ComparisonRow, Side
from tests.register_rows import CAN_THO, DOCUMENTS, HUE, duty, target

MADE = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
TODAY = date(2026, 6, 1)
GIVEN: dict[str, Any] = {"documents": DOCUMENTS, "made": MADE, "index_id": "abc123"}
NASTY = '=HYPERLINK("http://x","y") \x00\x1b[31m\u202e\ud800 & <b>'
TARGETS = (
    target("Tỷ lệ lao động qua đào tạo", 80.0, comparator="đạt trên"),
    target("Bồi dưỡng giáo viên", 1500.0, unit="người", comparator="tối thiểu", address="mục II.2.a"),
    target("Chi cho nghiên cứu", 2.5, upper=3.0, unit="% GRDP", document=CAN_THO),
    target(NASTY, comparator="+1", quote="- @SUM(1)"),
)
DUTIES = (
    duty("Sở Y tế", "Báo cáo kết quả", deadline="trước ngày 15 tháng 11 hằng năm", partners=("Sở Nội vụ", "Sở Tài chính"),
         recipient="Sở Nội vụ", left_open=("sản phẩm",)),
    duty("Sở Nội vụ", "Trình đề án", deadline="trong tháng 3/2026", product="Đề án", address="Phụ lục I, dòng 12"),
    duty("Sở Tài chính", "Bố trí kinh phí", deadline="định kỳ", document=CAN_THO),
    duty("Sở Công Thương", "Tuyên truyền"),
)  # fmt: skip


def rows_of(data: bytes, sheet: int = 0) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[sheet].values]


def column(data: bytes, head: str) -> list[Any]:
    heads, *rows = rows_of(data)
    return [row[heads.index(head)] for row in rows]


def sheets(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]


class TestExcel:
    def test_numbers_are_numbers_and_texts_are_texts(self):
        data = export_targets(TARGETS, format_="xlsx", **GIVEN)
        assert column(data, "TT") == [1, 2, 3, 4]
        assert column(data, "Giá trị") == [80, 1500, 2.5, None]
        assert column(data, "Đến mức") == [None, None, 3, None]
        assert column(data, "Mức cần đạt") == ["đạt trên 80%", "tối thiểu 1.500 người", "2,5–3% GRDP", None]
        assert column(data, "Thời gian") == ["2030"] * 4
        assert column(data, "Địa chỉ")[1] == "mục II.2.a"
        assert column(data, "Mã văn bản") == ["hue-1", "hue-1", "can-tho-1", "hue-1"]
        assert column(data, "Nguyên văn")[0] == "- Tỷ lệ lao động qua đào tạo 80.0"

    def test_dates_are_dates(self):
        data = export_deadlines(schedule(DUTIES, today=TODAY), format_="xlsx", **GIVEN)
        assert column(data, "Đến hạn") == [datetime(2026, 3, 31), datetime(2026, 11, 15), None]
        workbook = openpyxl.load_workbook(io.BytesIO(data))
        assert workbook.worksheets[0]["B2"].number_format == "dd/mm/yyyy"

    def test_nothing_runs_as_a_formula(self):
        data = export_targets(TARGETS, format_="xlsx", **GIVEN)
        for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
            assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
        assert not any(b"<f" in sheet for sheet in sheets(data))
        assert column(data, "Chỉ tiêu")[3] == '=HYPERLINK("http://x","y") [31m & <b>'
        assert column(data, "Nguyên văn")[3] == "- @SUM(1)"

    def test_the_head_is_frozen_filtered_and_printed_on_every_page(self):
        workbook = openpyxl.load_workbook(io.BytesIO(export_targets(TARGETS, format_="xlsx", **GIVEN)))
        targets, documents = workbook.worksheets
        assert (targets.title, documents.title) == ("Chỉ tiêu", "Văn bản")
        assert targets.freeze_panes == "A2"
        last = openpyxl.utils.get_column_letter(targets.max_column)
        assert targets.auto_filter.ref == f"A1:{last}5"
        assert targets.print_title_rows == "$1:$1"
        assert targets.page_setup.orientation == "landscape"
        assert targets["C2"].alignment.wrap_text
        assert 40 <= targets.column_dimensions["C"].width <= 80
        assert targets.row_dimensions[5].height >= 15

    def test_a_sheet_names_the_documents_that_rows_stand_in(self):
        data = export_targets(TARGETS, format_="xlsx", indexed_on=date(2026, 5, 28), **GIVEN)
        heads, hue, can_tho, *rest = rows_of(data, 1)
        assert heads[:4] == ["Mã văn bản", "Tên văn bản", "Loại văn bản", "Số, ký hiệu"]
        assert hue == [
            "hue-1", HUE.title, "Kế hoạch", "150/KH-UBND", HUE.issuer, datetime(2025, 9, 5), "Còn hiệu lực",
            "Văn bản chính thức", "Cổng thông tin điện tử",
        ]  # fmt: skip
        assert can_tho[3:7] == [None, None, None, None]
        assert [row[:2] for row in rest[1:3]] == [
            ["Bản dữ liệu ngày", datetime(2026, 5, 28)],
            ["Mã để tra cứu kỹ thuật", "abc123"],
        ]
        assert rest[3][:2] == ["Ngày kết xuất", datetime(2026, 6, 1)]
        cell = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        heads = [head.value for head in cell[1]]
        link = cell.cell(4, heads.index("Mã văn bản") + 1).hyperlink
        assert link.location == "'Văn bản'!A3"

    def test_both_registers_are_a_sheet_each(self):
        data = export_registers(TARGETS, DUTIES, **GIVEN)
        workbook = openpyxl.load_workbook(io.BytesIO(data))
        assert workbook.sheetnames == ["Chỉ tiêu", "Phân công", "Văn bản"]
        assert workbook["Phân công"].max_row == 5

    def test_what_a_responsibility_leaves_open(self):
        data = export_responsibilities(DUTIES, format_="xlsx", **GIVEN)
        assert column(data, "Chưa rõ (6 rõ)") == ["sản phẩm", None, None, None]
        assert column(data, "Phối hợp")[0] == "Sở Nội vụ; Sở Tài chính"
        english = export_responsibilities(DUTIES, format_="xlsx", language="en", **GIVEN)
        assert column(english, "Left open (of 6)")[0] == "product"

    def test_the_role_of_a_body_is_in_the_language_of_the_heads(self):
        vietnamese = column(export_responsibilities(DUTIES, format_="xlsx", **GIVEN), "Vai trò")
        assert vietnamese == [duty.role for duty in DUTIES]
        english = column(export_responsibilities(DUTIES, format_="xlsx", language="en", **GIVEN), "Role")
        assert english == [role_phrase(duty.role, "en") for duty in DUTIES]
        assert "lead" in english

    def test_no_row_is_a_head_alone(self):
        data = export_targets((), format_="xlsx", **GIVEN)
        assert len(rows_of(data)) == 1

    def test_a_text_longer_than_a_cell_is_cut(self):
        data = export_targets([target("x" * 40_000, 1.0)], format_="xlsx", **GIVEN)
        assert len(column(data, "Chỉ tiêu")[0]) == 32_767


class TestWord:
    def open(self, data: bytes) -> Any:
        return docx.Document(io.BytesIO(data))

    def notes(self, data: bytes) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = ElementTree.fromstring(archive.read("word/footnotes.xml"))
        notes = [n for n in root.findall(qn("w:footnote")) if n.get(qn("w:type")) is None]
        return ["".join(note.itertext()).strip() for note in notes]

    def test_page_and_font_are_those_of_the_decree(self):
        document = self.open(export_responsibilities(DUTIES, format_="docx", **GIVEN))
        (section,) = document.sections
        assert section.orientation == WD_ORIENT.LANDSCAPE
        assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (297, 210)
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        top, bottom, left, right = (round(margin / Mm(1)) for margin in margins)
        assert 20 <= top <= 25
        assert 20 <= bottom <= 25
        assert 30 <= left <= 35
        assert 15 <= right <= 20
        style = document.styles["Normal"]
        assert (style.font.name, style.font.size.pt) == ("Times New Roman", 13)
        assert "PAGE" in section.header._element.xml
        assert section.different_first_page_header_footer

    def test_the_head_of_the_table_comes_back_on_every_page(self):
        document = self.open(export_targets(TARGETS, format_="docx", **GIVEN))
        (table,) = document.tables
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in table.rows[0].cells] == [
            "TT",
            "Địa phương",
            "Chỉ tiêu",
            "Mức cần đạt",
            "Thời gian",
        ]
        assert [cell.text for cell in table.rows[2].cells][2:4] == [
            "Bồi dưỡng giáo viên",
            "tối thiểu 1.500 người",
        ]
        assert len(table.rows) == 5

    def test_columns_that_no_row_fills_are_left_out(self):
        document = self.open(export_responsibilities(DUTIES[3:], format_="docx", **GIVEN))
        heads = [cell.text for cell in document.tables[0].rows[0].cells]
        assert heads == ["TT", "Địa phương", "Cơ quan", "Vai trò", "Nội dung công việc"]

    def test_every_row_has_its_citation_as_a_footnote(self):
        data = export_responsibilities(DUTIES, format_="docx", **GIVEN)
        document = self.open(data)
        references = [e.get(qn("w:id")) for e in document.element.iter(qn("w:footnoteReference"))]
        assert references == ["1", "2", "3", "4"]
        name = "Kế hoạch số 150/KH-UBND ngày 5/9/2025 của Ủy ban nhân dân thành phố Huế"
        assert self.notes(data) == [
            f"Điểm đ khoản 6 mục V {name}.",
            f"Dòng 12 Phụ lục I {name}.",
            "Điểm đ khoản 6 mục V KH nhân lực – TP Cần Thơ.",
            f"Điểm đ khoản 6 mục V {name}.",
        ]
        row = document.tables[0].rows[1]
        task = next(cell for cell in row.cells if cell.text.startswith("Báo cáo kết quả"))
        assert task._tc.findall(f".//{qn('w:footnoteReference')}")

    def test_the_footnotes_are_a_part_that_word_finds(self):
        data = export_targets(TARGETS, format_="docx", **GIVEN)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert b"/word/footnotes.xml" in archive.read("[Content_Types].xml")
            assert b"footnotes.xml" in archive.read("word/_rels/document.xml.rels")
            styles = archive.read("word/styles.xml").decode()
            notes = archive.read("word/footnotes.xml").decode()
        for style in ("footnotetext", "footnotereference"):
            assert f'w:styleId="{style}"' in styles
            assert f'w:val="{style}"' in notes

    def test_headings_are_those_of_the_navigation_and_look_as_the_text_does(self):
        document = self.open(export_targets(TARGETS, format_="docx", **GIVEN))
        headings = {p.text: p.style for p in document.paragraphs if p.style.name.startswith("Heading")}
        assert {text: style.name for text, style in headings.items()} == {
            "BẢNG CHỈ TIÊU": "Heading 1",
            "Văn bản được dẫn:": "Heading 2",
        }
        for level, style in enumerate(headings.values()):
            assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level)
            assert [child.tag for child in style.element.rPr] == [
                qn("w:b")
            ]  # neither font nor colour of its own
            assert style.paragraph_format.space_before is None

    def test_documents_and_index_are_named_below(self):
        document = self.open(export_targets(TARGETS, format_="docx", indexed_on=date(2026, 5, 28), **GIVEN))
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        assert text.startswith("BẢNG CHỈ TIÊU")
        assert HUE.title in text
        assert "Còn hiệu lực" in text
        assert "Kết xuất ngày 1/6/2026 từ bản dữ liệu ngày 28/5/2026." in text
        assert "abc123" not in text
        assert document.core_properties.identifier == "abc123"

    def test_characters_that_xml_does_not_take_are_left_out(self):
        document = self.open(export_targets(TARGETS, format_="docx", **GIVEN))
        assert document.tables[0].rows[4].cells[2].text == '=HYPERLINK("http://x","y") [31m & <b>'


class TestCsv:
    def read(self, data: bytes) -> list[dict[str, str]]:
        assert data.startswith(b"\xef\xbb\xbf")
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))

    def test_values(self):
        rows = self.read(export_targets(TARGETS, format_="csv", **GIVEN))
        assert [row["Giá trị"] for row in rows] == ["80", "1500", "2.5", ""]
        assert rows[0]["Mức cần đạt"] == "đạt trên 80%"

    def test_a_part_names_its_whole_where_the_whole_is_filtered_out(self):
        whole = TARGETS[0]
        part = target("Lao động có chứng chỉ", 20.0, parent=whole.id)
        (row,) = self.read(export_targets([part], format_="csv", register=[whole, part], **GIVEN))
        assert row["Chỉ tiêu"] == f"Lao động có chứng chỉ (thuộc: {whole.indicator})"

    def test_dates_are_iso(self):
        rows = self.read(export_deadlines(schedule(DUTIES, today=TODAY), format_="csv", **GIVEN))
        assert [row["Đến hạn"] for row in rows] == ["2026-03-31", "2026-11-15", ""]

    def test_no_cell_runs_as_a_formula(self):
        data = export_targets(
            [target(text, 1.0) for text in ("=1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\r\n=1", "a=1")],
            format_="csv", **GIVEN,
        )  # fmt: skip
        found = [row["Chỉ tiêu"] for row in self.read(data)]
        assert found[-1] == "a=1"
        assert all(text.startswith("'") for text in found[:-1])
        assert [row["Nguyên văn"][:3] for row in self.read(data)][1] == "'- "

    def test_a_negative_number_stays_a_number(self):
        (row,) = self.read(export_targets([target("Giảm", -2.5)], format_="csv", **GIVEN))
        assert row["Giá trị"] == "-2.5"


class TestCalendar:
    def events(self, data: bytes) -> list[Any]:
        return list(Calendar.from_ical(data).walk("VEVENT"))

    def test_deadlines_are_all_day_events(self):
        rows = schedule(DUTIES, today=TODAY)
        once, yearly = self.events(export_deadlines(rows, format_="ics", **GIVEN))
        assert once["summary"] == "Sở Nội vụ: Trình đề án"
        assert once["dtstart"].dt == date(2026, 3, 31)
        assert once["dtend"].dt == date(2026, 4, 1)
        assert "rrule" not in once
        assert yearly["dtstart"].dt == date(2026, 11, 15)
        assert yearly["rrule"] == {"FREQ": ["YEARLY"], "BYMONTH": [11], "BYMONTHDAY": [15]}
        assert yearly["dtstamp"].dt == MADE
        assert yearly["description"].startswith("điểm đ khoản 6 mục V Kế hoạch số 150/KH-UBND")
        assert "“đ) Báo cáo kết quả”" in yearly["description"]

    def test_a_long_task_is_shortened_in_the_summary_only(self):
        rows = schedule([duty("Sở Y tế", "Báo cáo " * 60, deadline="ngày 25 hằng tháng")], today=TODAY)
        (event,) = self.events(export_deadlines(rows, format_="ics", **GIVEN))
        assert len(event["summary"]) <= 150
        assert event["summary"].endswith("…")
        assert event["description"].count("Báo cáo") == 60

    def test_what_has_no_date_is_left_out_and_counted(self):
        rows = schedule(DUTIES, today=TODAY)
        assert len(rows) == 3
        assert count_undated(rows) == 1

    def test_a_rhythm_alone_binds_to_no_day(self):
        duties = [
            duty("Sở Y tế", "Báo cáo", deadline=said) for said in ("hằng quý", "hằng năm", "6 tháng, năm")
        ]
        assert [due.day for due in schedule(duties, today=TODAY)] == [None, None, None]

    @pytest.mark.parametrize(
        ("deadline", "first", "rule"),
        [
            ("ngày 25 hằng tháng", date(2026, 6, 25), {"FREQ": ["MONTHLY"], "BYMONTHDAY": [25]}),
        ],
    )
    def test_rhythms(self, deadline, first, rule):
        rows = schedule([duty("Sở Y tế", "Báo cáo", deadline=deadline)], today=TODAY)
        (event,) = self.events(export_deadlines(rows, format_="ics", **GIVEN))
        assert event["dtstart"].dt == first
        assert event["rrule"] == rule

    def test_an_event_keeps_its_identifier_and_shares_it_with_none(self):
        first = schedule(DUTIES, today=TODAY)
        reworded = [replace(row, task=row.task + " hằng năm") for row in reversed(DUTIES)]
        second = schedule(reworded, today=date(2027, 6, 1))

        def uids(rows: Any) -> dict[str, list[str]]:
            found: dict[str, list[str]] = {}
            for event in self.events(export_deadlines(rows, format_="ics", **GIVEN)):
                found.setdefault(str(event["summary"]).split(":")[0], []).append(str(event["uid"]))
            return found

        assert uids(second) == uids(first)
        assert len({uid for ids in uids(first).values() for uid in ids}) == 2

    def test_only_deadlines_are_a_calendar(self):
        with pytest.raises(ExportError) as raised:
            export_targets(TARGETS, format_="ics", **GIVEN)
        assert "deadlines" in raised.value.message


def comparison() -> Comparison:
    one, other = (
        target("Tỷ lệ lao động", 80.0),
        target("Tỷ lệ lao động", 90.0, document=CAN_THO, address="mục II.2.a"),
    )
    alone = target("Mạng lưới chuyên gia", address="mục II.4")
    odd = target("Số giáo viên", 300.0, unit="người")
    bases = target("Số giáo viên", 20.0, document=CAN_THO)
    return Comparison(
        (Side("hue-1"), Side("can-tho-1")),
        (
            ComparisonRow("ty le lao dong", (one, other), (None, "stricter")),
            ComparisonRow("so giao vien", (odd, bases), (None, "not_comparable"), "other_unit"),
            ComparisonRow("mang luoi chuyen gia", (alone, None), (None, None)),
        ),
    )


def test_a_comparison_sets_levels_side_by_side():
    data = export_comparison(comparison(), format_="xlsx", **GIVEN)
    assert column(data, "Chỉ tiêu") == ["Tỷ lệ lao động", "Số giáo viên", "Mạng lưới chuyên gia"]
    assert column(data, "Huế") == ["80%", "300 người", "định tính"]
    assert column(data, "Cần Thơ") == ["90%", "20%", None]
    assert column(data, "Cần Thơ: đánh giá") == ["yêu cầu cao hơn", "không so trực tiếp được", None]
    assert column(data, "Ghi chú") == [None, "khác đơn vị tính", "chỉ nêu ở Huế"]
    assert column(data, "Cần Thơ: giá trị") == [90, 20, None]
    assert column(data, "Cần Thơ: địa chỉ") == ["mục II.2.a", "mục II.2, gạch đầu dòng 1", None]
    english = export_comparison(comparison(), format_="csv", language="en", **GIVEN).decode("utf-8-sig")
    assert "Cần Thơ: verdict" in english
    assert "stricter" in english


def test_a_comparison_on_paper_cites_every_side():
    data = export_comparison(comparison(), format_="docx", **GIVEN)
    document = docx.Document(io.BytesIO(data))
    assert len(list(document.element.iter(qn("w:footnoteReference")))) == 5


@pytest.mark.parametrize(
    ("address", "cited"),
    [
        ("mục V.6.đ", "điểm đ khoản 6 mục V"),
        ("mục II.2, gạch đầu dòng 3", "gạch đầu dòng 3, khoản 2 mục II"),
        ("mục II.1.1.2.a", "điểm a khoản 1.1.2 mục II"),
        ("mục 1.2", "mục 1.2"),
        ("mục 3.b", "điểm b mục 3"),
        ("Điều 5, khoản 2, điểm a", "điểm a khoản 2 Điều 5"),
        ("Điều 1, mục II.2.a, gạch đầu dòng 1, dấu cộng 2", "dấu cộng 2, gạch đầu dòng 1, điểm a khoản 2 mục II Điều 1"),
        ("Phần II, mục B.4 (lần 2), gạch đầu dòng 1", "gạch đầu dòng 1, khoản 4 (lần 2) mục B Phần II"),
        ("Phụ lục I, dòng 12", "dòng 12 Phụ lục I"),
        ("phần “Vốn, đất và người”, đoạn 2", "đoạn 2 phần “Vốn, đất và người”"),
    ],
)  # fmt: skip
def test_citations_go_from_the_innermost_division_outwards(address, cited):
    assert cite_clause(ClauseAddress(address), CAN_THO) == f"{cited} KH nhân lực – TP Cần Thơ"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (80.0, "80"),
        (2.5, "2,5"),
        (1500.0, "1.500"),
        (1234567.25, "1.234.567,25"),
        (300000000.0, "300.000.000"),
        (0.1, "0,1"),
    ],
)
def test_numbers_are_written_as_documents_write_them(value, written):
    assert number_phrase(value) == written


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ({"comparator": "tối thiểu"}, "tối thiểu 60%"),
        ({"comparator": "trở lên"}, "60% trở lên"),
        ({"upper": 70.0, "comparator": "từ"}, "từ 60–70%"),
        ({"unit": "triệu lượt"}, "60 triệu lượt"),
        ({"unit": None}, "60"),
    ],
)
def test_levels(values, written):
    assert written_level(target("x", 60.0, **values)) == written


class TestSchedule:
    def days(self, **bounds: date) -> list[tuple[str, date | None]]:
        found = schedule(DUTIES, today=TODAY, **bounds)
        return [(due.responsibility.agency, due.day) for due in found]

    def test_the_next_deadline_comes_first_and_what_has_no_date_last(self):
        assert self.days() == [
            ("Sở Nội vụ", date(2026, 3, 31)),  # over, and shown for that
            ("Sở Y tế", date(2026, 11, 15)),
            ("Sở Tài chính", None),
        ]

    def test_bounds_are_days_that_count(self):
        assert self.days(before=date(2026, 11, 15)) == self.days()[:2]
        assert self.days(before=date(2026, 11, 14)) == self.days()[:1]
        assert self.days(after=date(2026, 11, 15)) == [("Sở Y tế", date(2026, 11, 15))]
        assert self.days(after=date(2026, 11, 16)) == [("Sở Y tế", date(2027, 11, 15))]
        assert self.days(after=date(2026, 4, 1), before=date(2026, 5, 1)) == []

    @pytest.mark.parametrize(
        "typed", ["2026-06-30", "30/6/2026", "30/06/2026", "30-6-2026", "ngày 30 tháng 6 năm 2026"]
    )
    def test_a_date_as_it_is_typed(self, typed):
        assert read_date(typed) == date(2026, 6, 30)

    @pytest.mark.parametrize(
        "typed", ["", "mai", "30/6", "31/6/2026", "2026", "30/2/2026", "1/1/2026 2/2/2026"]
    )
    def test_what_is_no_date(self, typed):
        with pytest.raises(DateError) as raised:
            read_date(typed)
        assert "30/6/2026" in raised.value.hint
