"""OpenDocument texts."""

from __future__ import annotations

import io
import zipfile

import pytest

from assistant.errors import CorpusError
from assistant.readers.odt import read
from assistant.types.readings import Block, Cell, Remark

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{what}:1.0"'
    for prefix, what in (
        *(
            ("office", "office"),
            ("text", "text"),
            ("style", "style"),
            ("table", "table"),
            ("draw", "drawing"),
        ),
        *(("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")),
    )
)
STYLES = """
<style:style style:name="an"><style:text-properties text:display="none"/></style:style>
<style:style style:name="tren"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="hoa"><style:text-properties fo:text-transform="uppercase"/></style:style>
<style:style style:name="cu"><style:text-properties fo:font-family="'.VnTime'"/></style:style>
<text:list-style style:name="L">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="Điều " style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="." text:display-levels="3"/></text:list-style>
<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/></text:outline-style>"""


def odt(body: str, manifest: str = "<m/>") -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return data.getvalue()


def lines(body: str) -> list[str]:
    return [f"{block.marker} {block.text}".strip() for block in read(odt(body)).blocks]


def item(*inside: str, start: str = "") -> str:
    words = "".join(text if text.startswith("<") else f"<text:p>{text}</text:p>" for text in inside)
    return f"<text:list-item{start}>{words}</text:list-item>"


def listed(*items: str, named: str = 'text:style-name="L"') -> str:
    return f"<text:list {named}>{''.join(items)}</text:list>"


def test_lists_have_the_numbers_that_are_shown() -> None:
    header = "<text:list-header><text:p>Không số</text:p></text:list-header>"
    inner = listed(item("con"), item("hai con"), named="")
    body = "".join(
        [
            listed(item("Một", inner), named='xml:id="x" text:style-name="L"'),
            "<text:p>Xen giữa</text:p>",
            listed(item("gạch"), named='text:style-name="B"'),
            listed(item("Hai", inner), named='text:continue-list="x" text:style-name="L"'),
            listed(
                item("Ba"),
                item("Bảy", start=' text:start-value="7"'),
                named='text:style-name="L" text:continue-numbering="true"',
            ),
            listed(item("Từ đầu"), header),
            '<text:h text:outline-level="1">Mục</text:h>',
            '<text:h text:outline-level="1" text:is-list-header="true">Trần</text:h>',
        ]
    )
    assert lines(body) == [
        *("Điều 1. Một", "a) con", "b) hai con", "Xen giữa", "- gạch", "Điều 2. Hai", "a) con", "b) hai con"),
        *("Điều 3. Ba", "Điều 7. Bảy", "Điều 1. Từ đầu", "Không số", "I. Mục", "Trần"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('Một<text:s text:c="3"/>hai<text:tab/>ba<text:line-break/>bốn', "Một hai ba\nbốn"),
        ('80%<text:span text:style-name="tren">1</text:span>', "80%¹"),
        ('Ẩn<text:span text:style-name="an">X</text:span>!', "Ẩn!"),
        ('<text:span text:style-name="hoa">quyết định</text:span>', "QUYẾT ĐỊNH"),
        ('<text:span text:style-name="cu">N\u00adíc s¹ch</text:span>', "Nước sạch"),
        ("Còn<text:change-start/> thêm<text:change-end/><office:annotation><text:p>ghi</text:p></office:annotation>", "Còn thêm"),
        ("<text:a>Liên kết</text:a> <text:bookmark/>và <text:page-number>3</text:page-number>", "Liên kết và 3"),
    ],
)  # fmt: skip
def test_characters_are_those_of_the_page(body: str, expected: str) -> None:
    deleted = "<text:tracked-changes><text:p>đã xóa</text:p></text:tracked-changes>"
    assert lines(f"{deleted}<text:p>{body}</text:p>") == [expected]


def test_notes_and_boxes_follow_their_paragraph() -> None:
    body = (
        "<text:p>Theo Luật<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Luật 15.</text:p>"
        "</text:note-body></text:note> mới<draw:frame><draw:text-box><text:p>DỰ THẢO</text:p></draw:text-box></draw:frame>"
        "</text:p>"
    )
    assert read(odt(body)).blocks == (
        Block("clause", "Theo Luật mới"),
        Block("note", "Luật 15."),
        Block("box", "DỰ THẢO"),
    )


def test_tables_keep_spans_and_heads() -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"

    wide, high = 'table:number-columns-spanned="2"', 'table:number-rows-spanned="2"'
    covered = "<table:covered-table-cell/>"

    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    head = f"<table:table-header-rows>{row(cell('TT'), cell('Chỉ tiêu', wide), covered)}</table:table-header-rows>"
    rows = row(cell("1", high), cell("a"), cell("5")) + row(covered, cell("b"), cell("6"))
    body = f"<table:table><table:table-column/>{head}{rows}</table:table>"
    assert read(odt(body)).blocks == (
        Block("row", cells=(Cell("TT", 0, head=True), Cell("Chỉ tiêu", 1, 2, head=True)), table=0),
        Block("row", cells=(Cell("1", 0, 1, 2), Cell("a", 1), Cell("5", 2)), table=0),
        Block("row", cells=(Cell("1", 0, 1, 2, continued=True), Cell("b", 1), Cell("6", 2)), table=0),
    )


def test_what_is_left_out_is_said() -> None:
    body = (
        "<text:table-of-content><text:index-body><text:p>Mục I 3</text:p></text:index-body></text:table-of-content>"
        '<text:section text:display="none"><text:p>giấu</text:p></text:section>'
        "<text:p>Chữ<draw:frame><draw:image/></draw:frame></text:p>"
    )
    reading = read(odt(body))
    assert reading.blocks == (Block("clause", "Chữ"),)
    assert [remark.detail for remark in reading.remarks] == ["hidden text", "pictures", "table of contents"]
    assert reading.remarks[0] == Remark("left_out", detail="hidden text")


def test_an_encrypted_file_says_so() -> None:
    with pytest.raises(CorpusError, match="is encrypted"):
        read(odt("", "<m><encryption-data/></m>"))
