"""Word files: the numbers that Word computes, and all that a page shows otherwise than its file has it."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import pytest

from assistant.errors import CorpusError
from assistant.language.text import tidy
from assistant.readers import render
from assistant.readers.docx import read
from assistant.types.readings import Reading
from tests.readers.word_files import abstract, num, p, r, root, tbl, tc, tr, word_file

RAISED = '<w:vertAlign w:val="superscript"/>'
WIDE = '<w:gridSpan w:val="2"/>'
HEAD = "<w:tblHeader/>"
PLAN = abstract(1, ("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))


def shown(reading: Reading) -> list[str]:
    return [f"{block.marker} {block.text}".strip() for block in reading.blocks if not block.cells]


def rows(reading: Reading) -> list[list[str]]:
    return [[cell.text for cell in block.cells] for block in reading.blocks if block.cells]


def texts(body: str, **parts: str) -> list[str]:
    return shown(read(word_file(body, **parts)))  # type: ignore[arg-type]


class TestNumbers:
    def test_lower_levels_begin_again_below_each_higher_one(self):
        body = "".join(
            p(words, list_=1, level=level)
            for level, words in [
                (0, "Mục tiêu"),
                (1, "Chung"),
                (2, "xanh"),
                (2, "sạch"),
                (1, "Riêng"),
                (2, "đẹp"),
                (0, "Vốn"),
            ]
        )
        assert texts(body, numbering=PLAN + num(1, 1)) == [
            "I. Mục tiêu", "1. Chung", "a) xanh", "b) sạch", "2. Riêng", "a) đẹp", "II. Vốn",
        ]  # fmt: skip

    def test_a_typed_letter_between_automatic_ones_leaves_the_count(self):
        body = p("một", list_=1) + p("hai", list_=1) + p("đ) ba") + p("bốn", list_=1)
        assert texts(body, numbering=abstract(1, ("lowerLetter", "%1)")) + num(1, 1)) == [
            "a) một", "b) hai", "đ) ba", "c) bốn",
        ]  # fmt: skip

    def test_two_lists_of_one_form_share_the_count_unless_one_starts_anew(self):
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        numbering = abstract(1, ("decimal", "%1.")) + num(1, 1) + num(2, 1) + num(3, 1, again)
        body = p("đê", list_=1) + p("kè", list_=2) + p("cống", list_=3) + p("đập", list_=3)
        assert texts(body, numbering=numbering) == ["1. đê", "2. kè", "1. cống", "2. đập"]

    def test_a_list_may_start_elsewhere_and_have_a_level_of_its_own(self):
        own = (
            '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="Điều %1."/></w:lvl></w:lvlOverride>'
        )
        numbering = abstract(1, ("decimal", "%1.")) + num(1, 1, own)
        assert texts(p("Phạm vi", list_=1) + p("Đối tượng", list_=1), numbering=numbering) == [
            "Điều 7. Phạm vi", "Điều 8. Đối tượng",
        ]  # fmt: skip

    def test_legal_numbers_are_figures_throughout(self):
        levels = (
            '<w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>'
        )
        numbering = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{num(1, 1)}'
        assert texts(p("Vốn", list_=1) + p("Công", list_=1, level=1), numbering=numbering) == [
            "II. Vốn",
            "2.1. Công",
        ]

    @pytest.mark.parametrize(("restart", "third"), [("", "1."), ('<w:lvlRestart w:val="0"/>', "2.")])
    def test_a_level_may_go_on_counting_below_the_next_higher_one(self, restart: str, third: str):
        levels = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
            f'<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{restart}<w:lvlText w:val="%2."/></w:lvl>'
        )
        numbering = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{num(1, 1)}'
        body = p("A", list_=1) + p("x", list_=1, level=1) + p("B", list_=1) + p("y", list_=1, level=1)
        assert texts(body, numbering=numbering)[-1] == f"{third} y"

    @pytest.mark.parametrize(
        ("form", "third"),
        [
            ("decimalZero", "03"), ("upperLetter", "C"), ("lowerRoman", "iii"), ("vietnameseCounting", "ba"),
            ("ordinalText", "thứ ba"), ("decimalEnclosedCircle", "③"), ("none", ""), ("aiueo", "3"),
        ],
    )  # fmt: skip
    def test_formats(self, form: str, third: str):
        body = "".join(p(words, list_=1) for words in ("đỏ", "vàng", "tím"))
        reading = read(word_file(body, numbering=abstract(1, (form, "%1")) + num(1, 1)))
        assert reading.blocks[-1].marker == third
        lost = [remark.detail for remark in reading.remarks if remark.code == "numbers_lost"]
        assert lost == (["aiueo"] if form == "aiueo" else [])

    def test_styles_number_their_paragraphs_and_those_based_on_them(self):
        styles = (
            '<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="Rieng"><w:basedOn w:val="Dieu"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="Khong"><w:basedOn w:val="Dieu"/>'
            '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
        )
        numbering = abstract(1, ("decimal", "Điều %1.")) + num(1, 1)
        body = (
            p("Tên", style="Dieu")
            + p("Nghĩa", style="Rieng")
            + p("Lời", style="Khong")
            + p("Phép", style="Dieu")
        )
        assert texts(body, styles=styles, numbering=numbering) == [
            "Điều 1. Tên",
            "Điều 2. Nghĩa",
            "Lời",
            "Điều 3. Phép",
        ]

    def test_an_empty_paragraph_counts_and_a_deleted_one_does_not(self):
        body = p("một", list_=1) + p("", list_=1) + p("<w:del/>", list_=1, mark="<w:del/>")
        body += p("ba", list_=1)
        assert texts(body, numbering=abstract(1, ("decimal", "%1.")) + num(1, 1)) == ["1. một", "3. ba"]

    @pytest.mark.parametrize(
        ("bullet", "mark"), [("\uf0b7", "-"), ("o", "-"), ("+", "+"), ("\uf02b", "+"), ("–", "–")]
    )
    def test_signs_of_fonts_of_symbols_are_dashes(self, bullet: str, mark: str):
        (line,) = texts(p("Khơi thông cống", list_=1), numbering=abstract(1, ("bullet", bullet)) + num(1, 1))
        assert line == f"{mark} Khơi thông cống"


class TestWhatIsSeen:
    @pytest.mark.parametrize(
        ("inside", "seen"),
        [
            (r("còn ") + "<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins>" + r("12") + "</w:ins>", "còn 12"),
            ("<w:moveFrom>" + r("đi") + "</w:moveFrom><w:moveTo>" + r("đến") + "</w:moveTo>", "đến"),
            (r("thấy") + r(" giấu", "<w:vanish/>"), "thấy"),
            (r("thấy") + r(" cả", '<w:vanish w:val="0"/>'), "thấy cả"),
            (r("kế hoạch", "<w:caps/>"), "KẾ HOẠCH"),
            ("<w:smartTag>" + r("xã ") + "</w:smartTag><w:sdt><w:sdtContent>" + r("An") + "</w:sdtContent></w:sdt>", "xã An"),
            ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + r("Nhập") + "</w:sdtContent></w:sdt>" + r("x"), "x"),
            ('<w:fldSimple w:instr=" SEQ Bang ">' + r("4") + "</w:fldSimple>", "4"),
            ('<w:hyperlink r:id="x">' + r("trang") + "</w:hyperlink>", "trang"),
            ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + r(" có"), "✓ có"),
            ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r(" 5"), "≥ 5"),
            (r("10") + r("6", RAISED) + r(" m") + r("2", RAISED), "10⁶ m²"),
            (r("CO") + r("2", '<w:vertAlign w:val="subscript"/>'), "CO2"),
            ("<w:r><w:t>QĐ</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r>", "QĐ-UBND"),
            ("<w:r><w:t>giáo</w:t><w:softHyphen/><w:t>dục</w:t></w:r>", "giáodục"),
            (r(unicodedata.normalize("NFD", "nước sạch")), "nước sạch"),
            ("<m:oMath><m:sSup><m:e><m:t>x</m:t></m:e><m:sup><m:t>3</m:t></m:sup></m:sSup></m:oMath>", "x³"),
            ("<w:ruby><w:rt>" + r("phụ") + "</w:rt><w:rubyBase>" + r("chính") + "</w:rubyBase></w:ruby>", "chính"),
        ],
    )  # fmt: skip
    def test_runs(self, inside: str, seen: str):
        assert texts(p("Ở đây: ") + f"<w:p>{inside}</w:p>") == ["Ở đây:", seen]

    def test_a_field_shows_its_result_even_over_paragraphs(self):
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
        inner = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + r("88")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        result = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        body = p(begin, inner, result, "theo Bảng 3") + p(
            "và Bảng 4", '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "."
        )
        assert texts(body) == ["theo Bảng 3", "và Bảng 4."]

    def test_a_table_of_contents_is_left_out_and_told(self):
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
        )
        separate, end = (
            '<w:r><w:fldChar w:fldCharType="' + kind + '"/></w:r>' for kind in ("separate", "end")
        )
        body = p(begin, separate, "I. Đê 2") + p("II. Kè 5") + p(end) + p("I. Đê")
        reading = read(word_file(body))
        assert shown(reading) == ["I. Đê"]
        assert [remark.detail for remark in reading.remarks] == ["contents: 2"]

    def test_a_text_box_is_read_once(self):
        box = f"<w:txbxContent>{p('BẢN NHÁP')}</w:txbxContent>"
        drawn = (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        reading = read(word_file(p("Thông báo", drawn)))
        assert [(b.kind, b.text) for b in reading.blocks] == [("clause", "Thông báo"), ("box", "BẢN NHÁP")]

    def test_notes_follow_their_paragraph_and_no_mark_joins_a_figure(self):
        note = (
            f'<w:footnote w:id="3"><w:p><w:r><w:footnoteRef/></w:r>{r(" Số liệu 2024.")}</w:p></w:footnote>'
        )
        own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'
        body = p("Đạt 80%", '<w:r><w:footnoteReference w:id="3"/></w:r>', " hộ.") + p("Như trên", own, ".")
        reading = read(word_file(body, footnotes=note))
        assert [(b.kind, b.marker, b.text) for b in reading.blocks] == [
            ("clause", "", "Đạt 80% hộ."), ("note", "1", "Số liệu 2024."),
            ("clause", "", "Như trên."), ("note", "2", "Số liệu 2024."),
        ]  # fmt: skip
        assert render(reading).text.startswith("Đạt 80% hộ.\n\n[chú thích] Số liệu 2024.\n\n")

    def test_running_heads_and_comments_are_out_and_told(self):
        body = p("Nội dung", '<w:r><w:commentReference w:id="0"/></w:r>')
        reading = read(word_file(body, header=p("Công báo số 9")))
        assert render(reading).text == "Nội dung"
        assert [b.text for b in reading.blocks if b.kind == "running_head"] == ["Công báo số 9"]
        assert [remark.detail for remark in reading.remarks] == ["comments: 1", "running heads: 1"]

    def test_a_paragraph_with_a_deleted_end_runs_on_in_the_next(self):
        assert texts(p("Trạm bơm ", mark="<w:del/>") + p("Hồng Vân")) == ["Trạm bơm Hồng Vân"]

    def test_lines_and_typed_marks(self):
        body = p("<w:r><w:t>3. Đường</w:t><w:br/><w:t>liên xã</w:t></w:r>")
        (block,) = read(word_file(body)).blocks
        assert (block.marker, block.text) == ("3.", "Đường\nliên xã")

    def test_pages_are_told_by_the_breaks_that_word_drew(self):
        turned = "<w:r><w:lastRenderedPageBreak/></w:r>"
        row = tr(tc(p("a", turned, "b")), tc(p("c", turned, "d")))
        body = p("một") + p(turned, "hai") + p("ba", turned, "bốn") + tbl(row, tr("e", "g")) + p("năm")
        reading = read(word_file(body))
        assert [(block.page, block.about) for block in reading.blocks] == [
            (1, True), (2, True), (2, True), (3, True), (4, True), (4, True),
        ]  # fmt: skip
        assert read(word_file(p("một"))).blocks[0].page is None

    def test_old_fonts_are_decoded_by_run(self):
        font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
        words = "KÕ ho¹ch ph¸t triÓn n«ng nghiÖp cña huyÖn trong n¨m tíi vµ nh÷ng n¨m sau ®ã"
        reading = read(word_file(p(r(words, font)) + p("Nơi nhận: lưu")))
        assert shown(reading) == [
            "Kế hoạch phát triển nông nghiệp của huyện trong năm tới và những năm sau đó",
            "Nơi nhận: lưu",
        ]
        assert [(remark.code, remark.detail) for remark in reading.remarks] == [("decoded", ".VnTime")]


class TestTables:
    def test_merged_cells_stand_in_all_their_rows(self):
        body = tbl(
            tr(tc("TT", properties='<w:vMerge w:val="restart"/>'), tc("Năm", properties=WIDE), properties=HEAD),
            tr(tc("", properties="<w:vMerge/>"), "2027", "2028", properties=HEAD),
            tr("1", "5", tc("Sở Y tế", properties='<w:vMerge w:val="restart"/>')),
            tr("2", "6", tc("", properties="<w:vMerge/>")),
        )  # fmt: skip
        reading = read(word_file(body))
        assert rows(reading) == [
            ["TT", "Năm"],
            ["TT", "2027", "2028"],
            ["1", "5", "Sở Y tế"],
            ["2", "6", "Sở Y tế"],
        ]
        last = reading.blocks[-1].cells[-1]
        assert (last.column, last.continued, reading.blocks[2].cells[-1].rows) == (2, True, 2)
        assert render(reading).text == (
            "| TT | Năm | Năm |\n| TT | 2027 | 2028 |\n| --- | --- | --- |\n| 1 | 5 | Sở Y tế |\n| 2 | 6 | Sở Y tế |"
        )

    def test_what_spans_inside_a_row_leaves_empty_cells_and_at_its_end_none(self):
        wide = '<w:gridSpan w:val="2"/>'
        body = tbl(
            tr("TT", "Xã", "Hộ"),
            tr(tc("Cộng", properties=wide), "31"),
            tr("I", tc("Miền núi", properties=wide)),
        )
        assert render(read(word_file(body))).text.split("\n")[-2:] == ["| Cộng |  | 31 |", "| I | Miền núi |"]

    def test_automatic_numbers_in_cells_count_even_without_words(self):
        line = tr(tc(p("", list_=1)), "Cầu"), tr(tc(p("", list_=1)), "Phà")
        reading = read(word_file(tbl(*line), numbering=abstract(1, ("decimal", "%1")) + num(1, 1)))
        assert rows(reading) == [["1", "Cầu"], ["2", "Phà"]]

    def test_rows_in_content_controls_and_tables_in_cells(self):
        inner = tbl(tr("q", "8"), tr("s", "9"))
        body = tbl(
            tr("A", "B"),
            f"<w:sdt><w:sdtContent>{tr('C', tc(p('trong:'), inner, p('')))}</w:sdtContent></w:sdt>",
        )
        assert rows(read(word_file(body))) == [["A", "B"], ["C", "trong:\nq; 8\ns; 9"]]

    def test_addressees_are_no_table_and_the_title_follows_the_letterhead(self):
        centre = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{}</w:p>'
        body = tbl(tr("SỞ XÂY DỰNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        body += p(
            "<w:r><w:pict><v:textbox><w:txbxContent>"
            + p("HỎA TỐC")
            + "</w:txbxContent></v:textbox></w:pict></w:r>"
        )
        body += (
            centre.format(r("CÔNG VĂN"))
            + centre.format(r("V/v kiểm định cầu"))
            + tbl(tr("Kính gửi:", "- Các huyện;"))
        )
        body += p("Đề nghị các huyện báo cáo.") + centre.format(r("Hình 1"))
        assert [(b.kind, b.text) for b in read(word_file(body)).blocks] == [
            ("letterhead", ""), ("box", "HỎA TỐC"), ("title", "CÔNG VĂN"), ("title", "V/v kiểm định cầu"),
            ("letterhead", ""), ("clause", "Đề nghị các huyện báo cáo."), ("clause", "Hình 1"),
        ]  # fmt: skip

    def test_deleted_rows_are_out(self):
        assert rows(read(word_file(tbl(tr("a", "b"), tr("c", "d", properties="<w:del/>"))))) == [["a", "b"]]

    def test_a_frame_around_a_text_is_none(self):
        framed = tbl(tr(tc(*(p(f"{n}. Việc") for n in range(1, 5)))))
        assert texts(framed) == ["1. Việc", "2. Việc", "3. Việc", "4. Việc"]

    @pytest.mark.parametrize("tabs", [False, True])
    def test_letterhead_and_signature_are_rows(self, tabs: bool):
        def side(left: str, right: str) -> str:
            if tabs:
                return f"<w:p>{r(left)}<w:r><w:tab/></w:r>{r(right)}</w:p>"
            return tbl(tr(left, right))

        body = side("HỘI ĐỒNG NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + side(
            "Số: 12/NQ-HĐND", "Huế, ngày 2 tháng 3 năm 2026"
        )
        body += p("NGHỊ QUYẾT") + p("1. Thông qua.") + side("Nơi nhận:", "CHỦ TỊCH")
        reading = read(word_file(body))
        assert [block.kind for block in reading.blocks] == [
            "letterhead",
            "letterhead",
            "clause",
            "clause",
            "signature",
        ]
        assert render(reading).text.split("\n\n")[1] == "| Số: 12/NQ-HĐND | Huế, ngày 2 tháng 3 năm 2026 |"

    def test_a_form_in_an_annex_has_a_letterhead_of_its_own(self):
        def line(*words: str) -> str:
            return f"<w:p>{'<w:r><w:tab/></w:r>'.join(map(r, words))}</w:p>"

        body = "".join(p(f"{n}. Việc") for n in range(12)) + line("Nơi nhận:", "CHỦ TỊCH") + p("Mẫu số 2")
        body += line("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("")
        body += line("XÃ AN BÌNH", "Độc lập - Tự do - Hạnh phúc") + line(
            "Số: …", "An Bình, ngày … tháng … năm …"
        )
        body += p("TỜ TRÌNH") + line("Số: 5", "ngày … tháng … năm …")
        assert [(b.kind, len(b.cells)) for b in read(word_file(body)).blocks[12:]] == [
            ("signature", 2), ("clause", 0), *[("letterhead", 2)] * 3, ("clause", 0), ("clause", 0),
        ]  # fmt: skip


class TestFiles:
    def test_the_strict_form_is_read(self):
        strict = word_file(p("Điều khoản"))
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(strict)) as source, zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                target.writestr(
                    name,
                    source.read(name).replace(
                        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                    ),
                )
        assert shown(read(out.getvalue())) == ["Điều khoản"]

    def test_an_attached_text_stands_in_its_place(self):
        attached = {"chunk.txt": ("aFChunk", "Phần đính kèm".encode())}
        body = p("Trước") + '<w:altChunk r:id="rId1"/>' + p("Sau")
        assert shown(read(word_file(body, extra=attached))) == ["Trước", "Phần đính kèm", "Sau"]

    def test_an_attached_word_file_has_numbers_of_its_own(self):
        numbering = abstract(1, ("decimal", "%1.")) + num(1, 1)
        inner = word_file(p("Mái che", list_=1), numbering=numbering)
        body = p("Lối đi", list_=1) + '<w:altChunk r:id="rId2"/>' + p("Bãi xe", list_=1)
        data = word_file(body, numbering=numbering, extra={"chunk.docx": ("aFChunk", inner)})
        assert shown(read(data)) == ["1. Lối đi", "1. Mái che", "2. Bãi xe"]

    @pytest.mark.parametrize("cut", [0.3, 0.9])
    def test_a_half_written_file_is_refused_with_a_sentence(self, cut: float):
        data = word_file(p("Kế hoạch"))
        with pytest.raises(CorpusError, match="damaged or half written"):
            read(data[: int(len(data) * cut)])

    def test_entities_are_not_resolved(self):
        document = root("document", f"<w:body>{p('a&x;b')}</w:body>").replace(
            "?>", '?><!DOCTYPE d [<!ENTITY x "mật">]>', 1
        )
        data = word_file(p("x"), extra={"../word/other.xml": ("other", document.encode())})
        assert "mật" not in " ".join(shown(read(data)))

    def test_the_text_is_tidy(self):
        text = render(
            read(word_file(p("3\u00a0400 hộ\u200b, xã\u00adhội") + tbl(tr("a|b", "c\u2028d"))))
        ).text
        assert text == "3\u00a0400 hộ, xãhội\n\n| a¦b | c d |"
        assert tidy(text) == text
