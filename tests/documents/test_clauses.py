"""The clause tree: the corpus as it is, small documents with one difficulty each, and properties of any text."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import load_corpus, parse_sections, unmarked
from assistant.documents.tables import table_cells
from assistant.language.text import nfc, plain
from assistant.settings import Settings
from assistant.types import Document, Section

EXTRA = "POLICY_ASSISTANT_EXTRA_DOCUMENTS"
CORPUS = {document.id: document for document in load_corpus(Settings().corpus_dir)}
NO_WORDS = re.compile(r"[\s*_\-–—.=|\\:“”\";,]*")  # blank lines, rules, separator rows, marks of quotations


def parse(text: str) -> tuple[Section, ...]:
    return parse_sections(Document("d", "Tiêu đề", "Tiêu đề", "plan", "official", nfc(text)))


def addresses(text: str) -> list[tuple[str, str]]:
    """(address, text) of the clauses that are no head or foot of a document."""
    return [
        (str(s.address), s.text)
        for s in parse(text)
        if s.kind not in ("preamble", "closing", "recipients", "boilerplate")
    ]


def check_spans(document: Document, sections: tuple[Section, ...]) -> None:
    """The contract of every tree: ordered, disjoint, verbatim, complete, every parent before its children."""
    position, left_out = 0, []
    for section in sections:
        assert position <= section.start < section.end
        assert section.text == document.text[section.start : section.end]
        left_out.append(document.text[position : section.start])
        position = section.end
    left_out.append(document.text[position:])
    assert [gap for gap in left_out if not all(NO_WORDS.fullmatch(line) for line in gap.splitlines())] == []
    seen: set[str] = set()
    for section in sections:
        assert section.document_id == document.id
        assert section.parent is None or section.parent in seen
        assert section.id not in seen
        assert re.fullmatch(r"\S+", section.id)
        seen.add(section.id)


def check_addresses(sections: tuple[Section, ...]) -> None:
    """An address leads to one clause; only a lone paragraph shares that of the heading it stands under."""
    shared = {address for address, count in Counter(str(s.address) for s in sections).items() if count > 1}
    for address in shared:
        holder, *others = (s for s in sections if str(s.address) == address)
        assert [(s.kind, s.parent) for s in others] == [("paragraph", holder.id)]


def coverage(document: Document, sections: tuple[Section, ...]) -> float:
    """Share of the document's non-space characters that stand in a clause."""
    return sum(len("".join(s.text.split())) for s in sections) / len("".join(document.text.split()))


@pytest.mark.parametrize("document", CORPUS.values(), ids=CORPUS.keys())
def test_the_corpus_parses_in_order_without_overlap_or_loss(document: Document):
    sections = parse_sections(document)
    check_spans(document, sections)
    check_addresses(sections)
    assert coverage(document, sections) >= 0.995


def extra_documents() -> list[Document]:
    folder = os.environ.get(EXTRA)
    return list(load_corpus(Path(folder))) if folder else []


@pytest.mark.parametrize("document", extra_documents() or [None], ids=lambda d: d.id if d else "none")
def test_further_documents_parse_in_order_without_overlap_or_loss(document: Document | None):
    if document is None:
        print(f"skipped: {EXTRA} names no folder of further documents")
        pytest.skip(f"{EXTRA} names no folder of further documents")
    sections = parse_sections(document)
    check_spans(document, sections)
    check_addresses(sections)
    assert coverage(document, sections) >= 0.995


def children(document_id: str, address: str) -> list[Section]:
    sections = parse_sections(CORPUS[document_id])
    parent = next(s for s in sections if str(s.address) == address)
    return [s for s in sections if s.parent == parent.id]


@pytest.mark.parametrize(
    ("document_id", "address", "labels"),
    [
        ("hue-1002", "mục II.2", "- - - - - - - - -"),
        ("hue-1002", "mục II.3", "- - - - - - -"),
        ("hue-1002", "mục II.4", "- - - - - -"),
        ("hue-1002", "mục V", "1 2 3 4 5 6"),
        ("can-tho-1002", "mục II.2", "a b c d đ e g h"),
        ("can-tho-1002", "mục II.3", "a b c d đ"),
        ("can-tho-1002", "mục II.4", "a b c d"),
        ("can-tho-1002", "mục V", "1 2 3 4 5 6 7 8 9 10"),
        ("can-tho-1002", "mục V.6", "a b c d đ e g h i"),
    ],
)
def test_the_sections_of_the_plans_have_their_items(document_id: str, address: str, labels: str):
    assert [s.label for s in children(document_id, address)] == labels.split()


def test_the_last_parts_of_the_plans_are_a_collective_and_the_reporting():
    assert (
        children("hue-1002", "mục V")[-1].heading
        == "6. Các sở, ngành, đơn vị, tổ chức, doanh nghiệp liên quan"
    )
    assert children("can-tho-1002", "mục V")[-1].heading == "10. Chế độ báo cáo"


def test_addresses_read_as_officials_write_them():
    assert [str(s.address) for s in children("hue-1002", "mục II.2")][2] == "mục II.2, gạch đầu dòng 3"
    assert [str(s.address) for s in children("can-tho-1002", "mục II.2")][3:6] == [
        "mục II.2.d",
        "mục II.2.đ",
        "mục II.2.e",
    ]


def test_the_second_d_of_a_list_is_the_letter_after_d():
    """Cần Thơ's II.2 prints đ), its I.2, II.3 and V.6 print d) twice."""
    first, second = children("can-tho-1002", "mục I.2")[3:]
    assert (str(first.address), str(second.address)) == ("mục I.2.d", "mục I.2.đ")
    assert second.text.startswith("d) Định kỳ kiểm tra")


def test_an_item_that_a_page_break_splits_is_one_clause():
    item = children("can-tho-1002", "mục II.2")[5]
    assert item.text.startswith("e) Đảm bảo duy trì")
    assert item.text.endswith("ưu tiên người học là nữ;")
    assert "công nghệ số,\n\ntrí tuệ nhân tạo" in item.text


def test_every_clause_carries_the_headings_above_it():
    (item, *_) = children("can-tho-1002", "mục V.4")
    assert item.headings == ("V. TỔ CHỨC THỰC HIỆN", "4. Công an thành phố")


def test_the_foot_of_a_plan_is_no_part_of_its_last_section():
    kinds = [s.kind for s in parse_sections(CORPUS["can-tho-1002"])]
    assert kinds[-15:] == ["closing"] + ["recipients"] * 14


LAW = """QUYẾT ĐỊNH
Căn cứ Luật;
Phần thứ nhất
Chương I
Mục 1
Điều 1. Phạm vi điều chỉnh
1. Quyết định này quy định:
a) Việc một;
b) Việc hai.
2. Ngoại lệ:
a) Việc ba.
Mục 2
Điều 2. Đối tượng
Chương II
Mục 1
Điều 3. Trách nhiệm
1.1. Sở Y tế
Phụ lục I
DANH MỤC
(Kèm theo Quyết định)
1. Hàng một
PHỤ LỤC II. BIỂU MẪU
- Gạch
+ Cộng một
+ Cộng hai
"""


def test_parts_chapters_articles_points_and_appendices_have_addresses():
    assert [address for address, _ in addresses(LAW)] == [
        "Phần thứ nhất",
        "Phần thứ nhất, Chương I",
        "Phần thứ nhất, Chương I, Mục 1",
        "Phần thứ nhất, Chương I, Mục 1, Điều 1",
        "Phần thứ nhất, Chương I, Mục 1, Điều 1, khoản 1",
        "Phần thứ nhất, Chương I, Mục 1, Điều 1, khoản 1, điểm a",
        "Phần thứ nhất, Chương I, Mục 1, Điều 1, khoản 1, điểm b",
        "Phần thứ nhất, Chương I, Mục 1, Điều 1, khoản 2",
        "Phần thứ nhất, Chương I, Mục 1, Điều 1, khoản 2, điểm a",
        "Phần thứ nhất, Chương I, Mục 2",
        "Phần thứ nhất, Chương I, Mục 2, Điều 2",
        "Phần thứ nhất, Chương II",
        "Phần thứ nhất, Chương II, Mục 1",
        "Phần thứ nhất, Chương II, Mục 1, Điều 3",
        "Phần thứ nhất, Chương II, Mục 1, Điều 3, khoản 1.1",
        "Phụ lục I",
        "Phụ lục I, đoạn 1",
        "Phụ lục I, đoạn 2",
        "Phụ lục I, mục 1",
        "Phụ lục II",
        "Phụ lục II, gạch đầu dòng 1",
        "Phụ lục II, gạch đầu dòng 1, dấu cộng 1",
        "Phụ lục II, gạch đầu dòng 1, dấu cộng 2",
    ]


GLUED = """
Điều 1. Ban hành biểu phí.
| V | Xe khác | **PHỤ LỤC II** BIỂU PHÍ BẾN BÃI *(Kèm theo Quyết định số 31/2025/QĐ-UBND)* | STT | Phí |
| 1 | Xe tải | 20.000 |
| 2 | Xe khách | **PHỤ LỤC** MẪU TỜ KHAI *(Ban hành kèm theo Quyết định số 31/2025/QĐ-UBND)* | STT | Phụ lục |
"""


def test_an_appendix_whose_heading_a_converter_put_into_a_row_has_an_address():
    found = [(address, text) for address, text in addresses(GLUED) if address.startswith("Phụ lục")]
    assert [address for address, _ in found if "," not in address] == ["Phụ lục II", "Phụ lục"]
    assert "Xe tải" in dict(found)["Phụ lục II, dòng 2"]


def test_roman_numbers_nest_under_an_article_that_comes_first():
    text = "QUYẾT ĐỊNH\nĐiều 1. Phê duyệt\nI. MỤC TIÊU\n1. Chung\nđ) Điểm\nII. GIẢI PHÁP\n- Làm\nĐiều 2. Hiệu lực"
    assert [address for address, _ in addresses(text)] == [
        "Điều 1", "Điều 1, mục I", "Điều 1, mục I.1", "Điều 1, mục I.1.đ", "Điều 1, mục II",
        "Điều 1, mục II, gạch đầu dòng 1", "Điều 2",
    ]  # fmt: skip


def test_articles_nest_under_a_roman_number_that_comes_first():
    text = "QUY CHẾ\nI. CHUNG\nĐiều 1. Một\n1. Khoản\na) Điểm\nĐiều 2. Hai\nII. RIÊNG\nĐiều 3. Ba"
    assert [address for address, _ in addresses(text)] == [
        "mục I", "mục I, Điều 1", "mục I, Điều 1, khoản 1", "mục I, Điều 1, khoản 1, điểm a", "mục I, Điều 2",
        "mục II", "mục II, Điều 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "reference",
    [
        "theo Điều 5 Khoản 2 Quyết định này.",
        "Điều 5 Khoản 2 quy định khác.",
        "Điều 125. Luật Đất đai quy định khác.",
        "Mục 3 của Kế hoạch này.",
        "Phụ lục kèm theo Kế hoạch này.",
        "Chương trình hành động số 5.",
        "Phần còn lại do ngân sách bảo đảm.",
    ],
)
def test_a_cross_reference_at_the_start_of_a_line_opens_no_clause(reference: str):
    text = f"QUYẾT ĐỊNH\nĐiều 1. Một\n1. Thực hiện nhiệm vụ nêu\n{reference}\nĐiều 2. Hai"
    sections = [s for s in parse(text) if s.kind != "preamble"]
    assert [s.kind for s in sections if s.kind != "paragraph"] == ["article", "number", "article"]
    assert reference in "\n".join(s.text for s in sections[1:-1])


def test_dotted_numbers_repeat_the_number_above_them_once():
    text = "I. MỘT\n4. Bốn\n4.1. Con\n4.1.1. Cháu\n4.2 Con hai\n5. Năm"
    assert [address for address, _ in addresses(text)] == [
        "mục I",
        "mục I.4",
        "mục I.4.1",
        "mục I.4.1.1",
        "mục I.4.2",
        "mục I.5",
    ]


def test_bold_and_italic_marks_are_read_and_quoted_as_they_stand():
    text = "**KẾ HOẠCH**\n**I. MỤC TIÊU**\n**1. Đối tượng:** Các sở.\n*a) Nghiêng*"
    assert addresses(text) == [
        ("mục I", "**I. MỤC TIÊU**"),
        ("mục I.1", "**1. Đối tượng:** Các sở."),
        ("mục I.1.a", "*a) Nghiêng*"),
    ]


def test_a_number_that_comes_twice_has_two_addresses_and_two_ids():
    sections = [s for s in parse("KẾ HOẠCH\nV. NĂM\n1. Một\nV. NĂM\n1. Một") if s.kind == "roman"]
    assert [str(s.address) for s in sections] == ["mục V", "mục V (lần 2)"]
    assert [s.id for s in sections] == ["v", "v-2"]


def test_a_lone_paragraph_has_the_address_of_its_heading_and_several_are_numbered():
    text = "I. MỘT\n1. Mục tiêu\nĐoạn duy nhất.\n2. Yêu cầu\nĐoạn đầu.\nĐoạn sau."
    assert [address for address, _ in addresses(text)] == [
        "mục I", "mục I.1", "mục I.1", "mục I.2", "mục I.2, đoạn 1", "mục I.2, đoạn 2",
    ]  # fmt: skip


@pytest.mark.parametrize("rest", ["trí tuệ nhân tạo;", "STEM và công nghệ số;"])
def test_a_line_that_goes_on_after_a_comma_belongs_to_the_item(rest: str):
    assert addresses(f"I. MỘT\na) Ưu tiên công nghệ số,\n\n{rest}\nb) Hai.")[1:] == [
        ("mục I.a", f"a) Ưu tiên công nghệ số,\n\n{rest}"),
        ("mục I.b", "b) Hai."),
    ]


def test_markdown_headings_make_a_tree_of_their_own():
    text = "# Nhan đề\nMở đầu.\n## Một\nĐoạn a.\n\nĐoạn b.\n### Nhỏ\n- gạch\n* sao\n## Hai\n1. mục"
    assert [(str(s.address), s.headings) for s in parse(text)] == [
        ("tiêu đề", ()),
        ("tiêu đề, đoạn 1", ("Nhan đề",)),
        ("phần “Một”", ("Nhan đề",)),
        ("phần “Một”, đoạn 1", ("Nhan đề", "Một")),
        ("phần “Một”, đoạn 2", ("Nhan đề", "Một")),
        ("phần “Nhỏ”", ("Nhan đề", "Một")),
        ("phần “Nhỏ”, gạch đầu dòng 1", ("Nhan đề", "Một", "Nhỏ")),
        ("phần “Nhỏ”, gạch đầu dòng 2", ("Nhan đề", "Một", "Nhỏ")),
        ("phần “Hai”", ("Nhan đề",)),
        ("phần “Hai”, mục 1", ("Nhan đề", "Hai")),
    ]


def test_a_letter_is_a_point_of_a_clause_not_of_a_title_that_has_the_word():
    text = "# Sổ thu\n## Các khoản thu\na) Phí chợ\nĐiều 3. Mức\n1. Thu:\na) Lẻ\nb) Sỉ"
    assert [address for address, _ in addresses(text)] == [
        "tiêu đề", "phần “Các khoản thu”", "phần “Các khoản thu”, mục a",
        "phần “Các khoản thu”, Điều 3", "phần “Các khoản thu”, Điều 3, khoản 1",
        "phần “Các khoản thu”, Điều 3, khoản 1, điểm a", "phần “Các khoản thu”, Điều 3, khoản 1, điểm b",
    ]  # fmt: skip


def test_a_text_without_any_mark_is_a_run_of_paragraphs():
    assert [(s.kind, s.id, str(s.address)) for s in parse("Một.\n\nHai.\nBa.")] == [
        ("paragraph", "p1", "đoạn 1"),
        ("paragraph", "p2", "đoạn 2"),
        ("paragraph", "p3", "đoạn 3"),
    ]


TABLE = """I. CHỈ TIÊU
| TT | Chỉ tiêu | Đơn vị | Mục tiêu |
| --- | --- | --- | --- |
| | | | **2026** | **2030** |
| I | Kinh tế |
| 1 | Tăng trưởng | % | 8 | 10 |
| 2 | | % | | 9 |
| II | Xã hội |
| 2.1 | Hộ nghèo | % | 3 | 1 |
Ghi chú.
| STT | Nhiệm vụ | Chủ trì |
|---|---|---|
| 1 | Trồng cây | Sở Xây dựng |
| | | Sở Y tế |
| 2 | Tưới cây | |
"""


def test_table_rows_know_their_columns_their_group_and_their_line():
    columns = ("TT", "Chỉ tiêu", "Đơn vị", "Mục tiêu / 2026", "Mục tiêu / 2030")
    tasks = ("STT", "Nhiệm vụ", "Chủ trì")
    rows = [(str(s.address), s.columns, s.headings[1:]) for s in parse(TABLE) if s.kind == "table_row"]
    assert rows == [
        ("mục I, dòng 1", (), ()),
        ("mục I, dòng 2", (), ()),
        ("mục I, dòng 3", columns, ()),
        ("mục I, dòng 4", columns, ("I Kinh tế",)),
        ("mục I, dòng 5", columns, ("I Kinh tế",)),
        ("mục I, dòng 6", columns, ()),
        ("mục I, dòng 7", columns, ("II Xã hội",)),
        ("mục I, dòng 8", (), ()),
        ("mục I, dòng 9", tasks, ()),
        ("mục I, dòng 10", tasks, ("1 Trồng cây",)),
        ("mục I, dòng 11", tasks, ()),
    ]


def test_cells_keep_their_places_when_some_are_empty():
    assert table_cells("| 2 | | **%** | | 9 |") == ["2", "", "%", "", "9"]


def test_what_a_publishing_site_wraps_around_a_document_is_boilerplate():
    site = "Trang chủ | Văn bản mới | Đăng nhập\n" + "Mua gói tra cứu để tải văn bản này.\n" * 12
    text = site + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH\nI. MỘT\n1. Hai"
    kinds = [s.kind for s in parse(text)]
    assert kinds == ["boilerplate"] * 13 + ["preamble"] * 2 + ["roman", "number"]


def test_the_national_heading_of_an_attachment_does_not_make_the_document_before_it_boilerplate():
    body = "**NGHỊ QUYẾT**\nVỀ PHÍ THAM QUAN\n" + "Điều 1. Phạm vi\n" + "Thu phí tại di tích.\n" * 20
    kinds = [s.kind for s in parse(body + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỜ KHAI")]
    assert kinds[:4] == ["preamble", "preamble", "article", "paragraph"]
    assert "boilerplate" not in kinds


def test_the_recipients_end_the_plan_and_an_appendix_begins_anew():
    text = "I. MỘT\n1. Hai\nTrên đây là Kế hoạch.\nNơi nhận:\n- Như trên;\nKT. CHỦ TỊCH\nPhụ lục 1\nA. NHÓM\n1. Một"
    assert [(s.kind, str(s.address)) for s in parse(text)[2:]] == [
        ("closing", "phần kết, đoạn 1"),
        ("recipients", "nơi nhận, đoạn 1"),
        ("recipients", "nơi nhận, đoạn 2"),
        ("recipients", "nơi nhận, đoạn 3"),
        ("appendix", "Phụ lục 1"),
        ("capital", "Phụ lục 1, mục A"),
        ("number", "Phụ lục 1, mục A.1"),
    ]


@pytest.mark.parametrize(
    ("line", "shown", "words"),
    [
        ("a) *Một*  việc;", "a) Một việc;", "Một việc;"),
        ("- Hai", "- Hai", "Hai"),
        ("**1. Ba**", "1. Ba", "Ba"),
        ("IV. Bốn", "IV. Bốn", "Bốn"),
        ("đ) Năm", "đ) Năm", "Năm"),
    ],
)
def test_shown_words_have_no_emphasis_and_answers_no_mark(line: str, shown: str, words: str):
    section = next(s for s in parse(f"I. MỘT\n{line}") if s.text == line)
    assert plain(section.text) == shown
    assert unmarked(section) == words


MARKED = """I. MỘT|II. HAI|1. Một|1.1. Con|a) điểm|d) điểm|đ) điểm|- gạch|+ cộng|Điều 1. Một|Điều 7. Bảy|Chương I|Phần II|Mục 1
PHỤ LỤC I|# Nhan đề|## Mục|**3. Đậm**|Nơi nhận:|Trên đây là Kế hoạch.|viết tiếp,|***|---||KẾ HOẠCH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"""
ROWS = [
    "| STT | Nội dung | Hạn |",
    "| --- | --- | --- |",
    "| I | Nhóm |",
    "| 1 | | x |",
    "||",
    "|",
    "| **2030** |",
    "| | |",
]
LINES = st.one_of(st.text(max_size=30), st.sampled_from(re.split(r"[|\n]", MARKED)), st.sampled_from(ROWS))


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_any_text_parses_and_nothing_but_space_and_decoration_is_left_out(text: str):
    document = Document("d", "Tiêu đề", "Tiêu đề", "plan", "official", nfc(text))
    check_spans(document, parse_sections(document))


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_addresses_of_any_text_lead_to_one_clause(text: str):
    check_addresses(parse(text))


AMENDING = """Điều 1. Sửa đổi, bổ sung một số điều của Quy chế chợ nổi
1. Sửa đổi, bổ sung Điều 4 như sau:
**“Điều 4. Phí neo đậu**
1. Ghe dưới 5 tấn: 20.000 đồng/lượt.
a) Ghe gắn bảng “Chợ văn minh” được giảm một nửa.
2. Ghe khác: 35.000 đồng/lượt.”.
2. Bổ sung khoản 3a vào sau khoản 3 Điều 6 như sau:
“3a. Bến đóng cửa lúc 22 giờ.”
3. Bãi bỏ Điều 9.
Điều 2. Hiệu lực thi hành"""


def test_new_text_of_an_amendment_stands_below_the_clause_that_quotes_it() -> None:
    sections = parse(AMENDING)
    assert [(s.id, str(s.address), s.text) for s in sections] == [
        ("dieu-1", "Điều 1", "Điều 1. Sửa đổi, bổ sung một số điều của Quy chế chợ nổi"),
        ("dieu-1.1", "Điều 1, khoản 1", "1. Sửa đổi, bổ sung Điều 4 như sau:"),
        ("dieu-1.1.q-dieu-4", "Điều 1, khoản 1, nội dung sửa đổi, Điều 4", "Điều 4. Phí neo đậu**"),
        (
            "dieu-1.1.q-dieu-4.1",
            "Điều 1, khoản 1, nội dung sửa đổi, Điều 4, khoản 1",
            "1. Ghe dưới 5 tấn: 20.000 đồng/lượt.",
        ),
        (
            "dieu-1.1.q-dieu-4.1.a",
            "Điều 1, khoản 1, nội dung sửa đổi, Điều 4, khoản 1, điểm a",
            "a) Ghe gắn bảng “Chợ văn minh” được giảm một nửa.",
        ),
        (
            "dieu-1.1.q-dieu-4.2",
            "Điều 1, khoản 1, nội dung sửa đổi, Điều 4, khoản 2",
            "2. Ghe khác: 35.000 đồng/lượt.",
        ),
        ("dieu-1.2", "Điều 1, khoản 2", "2. Bổ sung khoản 3a vào sau khoản 3 Điều 6 như sau:"),
        (
            "dieu-1.2.q-3a",
            "Điều 1, khoản 2, nội dung sửa đổi, khoản 3a",
            "3a. Bến đóng cửa lúc 22 giờ.",
        ),
        ("dieu-1.3", "Điều 1, khoản 3", "3. Bãi bỏ Điều 9."),
        ("dieu-2", "Điều 2", "Điều 2. Hiệu lực thi hành"),
    ]


def test_a_quotation_that_is_never_closed_nests_nothing() -> None:
    text = AMENDING.replace("đồng/lượt.”.", "đồng/lượt.")
    assert [s.id for s in parse(text)][:4] == ["dieu-1", "dieu-1.1", "dieu-1.1.p1", "dieu-1.1-2"]


def test_notes_of_a_consolidated_text_stand_below_the_clause_that_refers_to_them() -> None:
    sections = parse(
        "Điều 3. Thời gian mở bến\n1. Mùa nước: 5 giờ.\n1a. Mùa khô: 6 giờ.[4]\nb1) Ngày tết: 7 giờ.\n"
        "Điều 4. Phí[5]\n1. Phí: 2.000 đồng.\n"
        "[4] Khoản này được bổ sung theo Quyết định số 8/2024/QĐ-UBND quy định “phải mở\nsớm”.\n"
        "[9] Không điều nào dẫn đến."
    )
    assert [(s.id, s.parent, str(s.address)) for s in sections] == [
        ("dieu-3", None, "Điều 3"),
        ("dieu-3.1", "dieu-3", "Điều 3, khoản 1"),
        ("dieu-3.1a", "dieu-3", "Điều 3, khoản 1a"),
        ("dieu-3.1a.b1", "dieu-3.1a", "Điều 3, khoản 1a, điểm b1"),
        ("dieu-4", None, "Điều 4"),
        ("dieu-4.1", "dieu-4", "Điều 4, khoản 1"),
        ("dieu-3.1a.note-4", "dieu-3.1a", "Điều 3, khoản 1a, chú thích 4"),
        ("dieu-4.1.p1", "dieu-4.1", "Điều 4, khoản 1"),
    ]
    assert sections[6].text.endswith("“phải mở\nsớm”.")


def test_a_numbered_title_behind_the_signature_of_a_form_goes_on_with_the_document():
    found = addresses(
        "I. THỦ TỤC CẤP XÃ\n**1. Cấp thẻ xe**\na) Nộp đơn.\nNơi nhận:\n- Như trên;\n1. Lưu hồ sơ.\n"
        "**2. Đổi thẻ xe**\na) Nộp thẻ cũ.\n"
    )
    assert found == [
        ("mục I", "I. THỦ TỤC CẤP XÃ"),
        ("mục I.1", "**1. Cấp thẻ xe**"),
        ("mục I.1.a", "a) Nộp đơn."),
        ("mục 2", "**2. Đổi thẻ xe**"),
        ("mục 2.a", "a) Nộp thẻ cũ."),
    ]


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("QUY CHẾ", True),
        ("ĐỀ ÁN PHÁT TRIỂN BẾN CÁ", True),
        ("QUY ĐỊNH BẢO VỆ BỜ BIỂN", True),
        ("Ban Bến cá", False),
    ],
)
def test_an_attachment_behind_the_recipients_is_read_whatever_letters_its_title_has(
    title: str, read: bool
) -> None:
    found = addresses(f"I. MỘT\n1. Hai\nNơi nhận:\n- Như trên;\n{title}\n1. Dọn bến mỗi tuần.")
    assert (("mục 1", "1. Dọn bến mỗi tuần.") in found) is read
