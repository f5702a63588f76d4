"""Addresses of clauses, read from questions and held against those of documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.documents.citations import cite_clause
from assistant.index import Library, build_catalog
from assistant.language.address_matches import match_addresses
from assistant.language.addresses import (
    Address,
    ClauseAddress,
    Level,
    levels,
    read_addresses,
    read_printed,
)
from assistant.language.text import fold, nfc, plain
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Catalog, Document, Hit
from tests.answer_helpers import answer_of, reference_of

DECREE = nfc("""CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 7.2/2031/NQ-HĐND
NGHỊ QUYẾT
Về bến thủy nội địa
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Nghị quyết này quy định về bến thủy.
Điều 2. Giải thích từ ngữ
1. Bến là nơi tàu đậu.
2. Cảng gồm:
a) Cầu tàu;
b) Kho bãi;
c) Luồng vào;
d) Phao;
đ) Đèn hiệu.
Chương II
HỒ SƠ
Mục 1
CẤP PHÉP
Điều 3. Hồ sơ cấp phép
1. Đơn đề nghị.
2. Bản vẽ gồm:
a) Mặt bằng;
b) Mặt cắt.
Mục 2
THU HỒI
Điều 4. Thu hồi giấy phép
1. Bến bỏ hoang.
- Không có tàu đậu trong một năm.
- Không có người trông coi.
Phụ lục I
BẢNG PHÍ
1. Phí neo đậu.
2. Phí bốc dỡ.
""")


@pytest.fixture(scope="module")
def decree() -> Catalog:
    document = Document(
        "decree", "Nghị quyết về bến thủy nội địa", "Nghị quyết 7.2/2031/NQ-HĐND", "Nghị quyết", "official", DECREE,
        "7.2/2031/NQ-HĐND",
    )  # fmt: skip
    return build_catalog((document,), Settings())


def levels_in(addresses: list[Address]) -> set[str]:
    return {step.level for a in addresses for segment in a.segments for step in segment}


@pytest.mark.parametrize("level", levels(), ids=lambda level: level.name)
def test_each_level_reads_its_examples_and_leaves_the_others(level: Level):
    named = {level.name, "title"} if level.name == "part" else {level.name}
    assert [text for text in level.reads if not levels_in(read_addresses(text)) & named] == []
    assert [text for text in level.leaves if levels_in(read_addresses(text)) & named] == []


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("khoản 2 Điều 3", "Chương II, Mục 1, Điều 3, khoản 2"),
        ("Điều 03 khoản 2", "Chương II, Mục 1, Điều 3, khoản 2"),
        ("điểm b của khoản 2, Điều 3", "Chương II, Mục 1, Điều 3, khoản 2, điểm b"),
        ("diem d khoan 2 dieu 2", "Chương I, Điều 2, khoản 2, điểm d"),
        ("ĐIỂM Đ KHOẢN 2 ĐIỀU 2", "Chương I, Điều 2, khoản 2, điểm đ"),
        ("Chương 2", "Chương II"),
        ("mục 2 chương ii", "Chương II, Mục 2"),
        ("gạch đầu dòng thứ hai khoản 1 Điều 4", "Chương II, Mục 2, Điều 4, khoản 1, gạch đầu dòng 2"),
        ("mục 2 phụ lục 1", "Phụ lục I, mục 2"),
        ("khoản 2 phụ lục I", "Phụ lục I, mục 2"),
        ("point a of clause 2 of Article 3", "Chương II, Mục 1, Điều 3, khoản 2, điểm a"),
        ("khoản 3 Điều 3", None),
        ("Điều 9", None),
        ("khoản 2 Điều 1", None),
    ],
)
def test_an_asked_address_finds_its_clause(decree: Catalog, asked: str, address: str | None):
    printed = [str(s.address) for s in decree.sections]
    (read,) = read_addresses(asked)
    found = {printed[n] for n in match_addresses(read, [read_printed(a) for a in printed])}
    assert found == ({address} if address else set())


@pytest.mark.parametrize(
    ("asked", "printed", "found"),
    [
        ("khoản 6 mục V", ["mục V", "mục V.6", "mục VI"], ["mục V.6"]),
        ("điểm đ khoản 6 mục V", ["mục V.6.d", "mục V.6.đ"], ["mục V.6.đ"]),
        ("mục 3 mục V", ["mục III.5", "mục V.3"], ["mục V.3"]),
        ("mục 5", ["mục I.5", "mục V"], ["mục V"]),
        ("khoản 5", ["mục I.5", "mục V", "mục II.5"], ["mục I.5", "mục II.5"]),
        ("mục VI", ["mục I.6", "mục V", "mục II.6"], []),
        ("mục III", ["mục 1", "mục 3"], ["mục 3"]),
        ("phần B", ["mục A", "mục B"], ["mục B"]),
        ("phần II", ["Phần II", "Phần I, mục II"], ["Phần II"]),
        ("Điều 2", ["Điều 2", "Điều 2 (lần 2)"], ["Điều 2"]),
        ("Điều 2 (lần 2)", ["Điều 2", "Điều 2 (lần 2)"], ["Điều 2 (lần 2)"]),
        (
            "khoản 1 Điều 6",
            ["Điều 1, khoản 6", "Chương II (lần 2), Điều 6, khoản 1"],
            ["Chương II (lần 2), Điều 6, khoản 1"],
        ),
        ("dòng 12 phụ lục 1", ["Phụ lục I, dòng 2", "Phụ lục I, dòng 12"], ["Phụ lục I, dòng 12"]),
        (
            "phần “Hỏi, đáp”, đoạn 2",
            ["phần “Hỏi, đáp”, đoạn 2", "phần “Hỏi”, đoạn 2"],
            ["phần “Hỏi, đáp”, đoạn 2"],
        ),
    ],
)
def test_documents_nest_differently(asked: str, printed: list[str], found: list[str]):
    (read,) = read_addresses(asked)
    assert [printed[n] for n in match_addresses(read, [read_printed(a) for a in printed])] == found


@pytest.mark.parametrize(
    "typed", [str, str.upper, fold], ids=["as printed", "in capitals", "without diacritics"]
)
@pytest.mark.parametrize("of", ["catalog", "decree"])
def test_every_printed_address_comes_back_to_its_clause(
    of: str, typed: Callable[[str], str], request: pytest.FixtureRequest
):
    catalog: Catalog = request.getfixturevalue(of)
    titles = {d.id: d.short_title for d in catalog.documents}
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)
    astray = []
    for section in catalog.sections:
        query = understanding.read(typed(f"{titles[section.document_id]}, {section.address}"))
        draft = answer_of(query, reference)
        source = next((line.sources[0] for line in draft.lines if line.sources), None)
        if source is None or (source.document_id, source.address) != (section.document_id, section.address):
            astray.append(str(section.address))
    # Without its stroke a point đ is a point d; "tieu de" is several words.
    assert [a for a in astray if typed is not fold or not a.endswith(("đ", "tiêu đề"))] == []


PERMIT = nfc("""ỦY BAN NHÂN DÂN TỈNH LAI CHÂU
Số: 44/2031/QĐ-UBND
QUYẾT ĐỊNH
Ban hành Quy định về bãi đỗ xe
Điều 1. Ban hành kèm theo Quyết định này Quy định về bãi đỗ xe.
Điều 2. Quyết định có hiệu lực từ ngày 01 tháng 7 năm 2031.
QUY ĐỊNH
Về bãi đỗ xe
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy định này áp dụng cho bãi đỗ xe ở phường.
Chương II
PHÍ VÀ GIÁM SÁT
Điều 2. Mức phí
1. Xe máy trả 4.000 đồng một lượt.
2. Xe đạp trả 1.000 đồng một lượt.
Phụ lục I
MẪU VÉ
1. Vé lượt.
2. Vé tháng.
""")


@pytest.fixture(scope="module")
def lai_chau(decree: Catalog) -> Callable[[str], list[str]]:
    permit = Document(
        "permit", "Quyết định về bãi đỗ xe", "Quyết định 44/2031/QĐ-UBND", "Quyết định", "official", PERMIT,
        "44/2031/QĐ-UBND", place="Lai Châu", date="2031-06-20",
    )  # fmt: skip
    catalog = build_catalog((*decree.documents, permit), Settings())
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def ask(*turns: str) -> list[str]:
        hits = [Hit(n, 1 / n, chunk) for n, chunk in enumerate(catalog.chunks, start=1)]
        draft = answer_of(understanding.read(turns[-1], turns[:-1]), reference, hits)
        return [line.text for line in draft.lines]

    return ask


@pytest.mark.parametrize(
    ("turns", "lines"),
    [
        # A decision and the regulation that it issues both have articles of that number.
        (
            ["Điều 2 QĐ 44"],
            [
                "Lai Châu có 2 chỗ là Điều 2:",
                "Điều 2: Quyết định có hiệu lực từ ngày 01 tháng 7 năm 2031.",
                "Chương II, Điều 2: Mức phí.",
            ],
        ),
        # The document's name stands between the divisions.
        (["phụ lục 1 quyết định 44, mục 2"], ["Lai Châu: 2. Vé tháng."]),
        (["muc 2 qd 44/2031 phu luc I"], ["Lai Châu: 2. Vé tháng."]),
        # Which there are: articles, not the chapters above them.
        (
            ["Điều 9 Nghị quyết 7.2/2031/NQ-HĐND"],
            ["Nghị quyết 7.2/2031/NQ-HĐND không có Điều 9.", "Nghị quyết 7.2/2031/NQ-HĐND có Điều 1–4."],
        ),
        # A clause without parts is shown itself.
        (
            ["khoản 3 Điều 1 quyết định 44/2031/QĐ-UBND"],
            ["Lai Châu không có khoản 3 Điều 1."],
        ),
        # An address in a law that is known by number and year alone is none of ours.
        (
            ["Khoản 2 Điều 88 Nghị định 19/2019 quy định gì?"],
            ["Nghị định 19/2019 chưa được nạp vào hệ thống."],
        ),
        # Another year's document of that number is another document.
        (
            ["quyết định 44/2029 quy định gì"],
            ["Quyết định 44/2029 chưa được nạp vào hệ thống."],
        ),
        # Of two documents the one whose article is about what is asked, and of it the part that says it.
        (["Theo Điều 2, xe đạp trả bao nhiêu đồng một lượt?"], ["Lai Châu: Xe đạp trả 1.000 đồng một lượt."]),
        (
            ["Điều 2 nói gì về tàu đậu?"],
            ["Nghị quyết 7.2/2031/NQ-HĐND: Điều 2. Giải thích từ ngữ.", "Bến là nơi tàu đậu."],
        ),
        # The document of the turn before, and another one in its place.
        (["Điều 4 nghị quyết 7.2/2031/NQ-HĐND", "con qd 44, phu luc 1 muc 1"], ["Lai Châu: 1. Vé lượt."]),
    ],
)
def test_what_is_told_of_an_address(lai_chau: Callable[..., list[str]], turns: list[str], lines: list[str]):
    assert lai_chau(*turns)[: len(lines)] == lines


@pytest.mark.parametrize(
    ("address", "steps", "parts"),
    [
        ("mục IV.7.b, dấu cộng 2", ["section iv", " 7", " b", "plus 2"], ("mục IV.7.b", "dấu cộng 2")),
        ("Điều 12a, khoản 3 (lần 2)", ["article 12a", "clause 3"], ("Điều 12a", "khoản 3 (lần 2)")),
        ("phần “Đất, rừng”, đoạn 4", ["title dat rung", "paragraph 4"], ("phần “Đất, rừng”", "đoạn 4")),
        ("", [], ("",)),
    ],
)
def test_the_address_of_a_clause_has_the_steps_and_the_parts_that_are_printed(
    address: str, steps: list[str], parts: tuple[str, ...]
):
    read = ClauseAddress(address)
    assert (str(read), read.parts) == (address, parts)
    assert [f"{step.level} {step.label}" for step in read.steps] == steps


def test_addresses_are_made_from_the_one_above():
    section = ClauseAddress("").below("mục III")
    assert str(section) == "mục III"
    assert str(section.dotted("8").below("gạch đầu dòng 2")) == "mục III.8, gạch đầu dòng 2"
    assert str(section.copy(2)) == "mục III (lần 2)"


@pytest.mark.parametrize(
    ("address", "goes_on"),
    [
        ("Phụ lục II, mục B", True),
        ("mục 4.1.c", True),
        ("mục VI (lần 2)", False),
        ("mục 6 (lần 2).3", False),
        ("Điều 9, khoản 1", False),
        ("phần “mục V”", False),
        ("", False),
    ],
)
def test_numbers_go_on_with_dots_below_a_section_alone(address: str, *, goes_on: bool):
    assert ClauseAddress(address).goes_on_with_dots is goes_on


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "điểm a, b và d khoản 2 Điều 6",
            ["điểm a khoản 2 Điều 6", "điểm b khoản 2 Điều 6", "điểm d khoản 2 Điều 6"],
        ),
        ("khoản 3 đến khoản 5 Điều 8 nói gì", ["khoản 3 Điều 8", "khoản 4 Điều 8", "khoản 5 Điều 8"]),
        ("Điều 8, 9 và 11", ["Điều 8", "Điều 9", "Điều 11"]),
        ("mục I và III", ["mục I", "mục III"]),
        ("khoản 2-4 Điều 3", ["khoản 2 Điều 3", "khoản 3 Điều 3", "khoản 4 Điều 3"]),
        ("điểm d đến g khoản 1", ["điểm d khoản 1", "điểm đ khoản 1", "điểm e khoản 1", "điểm g khoản 1"]),
        (
            "clauses 2 to 4 of Article 3",
            ["clause 2 of Article 3", "clause 3 of Article 3", "clause 4 of Article 3"],
        ),
        ("Điều 8 và 3 xã", ["Điều 8"]),
        ("khoản 2 và 3 tỷ đồng", ["khoản 2"]),
        ("mục 2 đến năm 2035", ["mục 2"]),
        ("Điều 5, khoản 2 và Điều 7", ["Điều 5, khoản 2", "Điều 7"]),
        ("mục IV.2, gạch đầu dòng 1: “theo khoản 3 Điều 5 của Luật”", ["mục IV.2, gạch đầu dòng 1"]),
        ("điểm d1 khoản 3a Điều 12", ["điểm d1 khoản 3a Điều 12"]),
        ("point (b) of clause 2, Article 5", ["point (b) of clause 2, Article 5"]),
    ],
)
def test_labels_that_are_named_together_are_addresses_each(text: str, named: list[str]) -> None:
    assert [str(address) for address in read_addresses(text)] == named
    folded = fold(text)
    assert [fold(str(address)) for address in read_addresses(folded)] == list(map(fold, named))


def test_every_citation_that_is_pasted_back_finds_its_clause(
    understanding: Understanding, catalog: Catalog
) -> None:
    library = Library(catalog)
    lost = []
    for section in catalog.sections:
        document = library.documents[section.document_id]
        for pasted in (
            f"{document.short_title}, {section.address}",
            f"{section.address}, {document.title}",
            cite_clause(section.address, document),
            f"{cite_clause(section.address, document)}: “{plain(section.text)[:80]}”",
        ):
            query = understanding.read(pasted)
            found = [s.address for a in query.addresses for s in library.at_address(document, a)]
            # "tiêu đề …" with a document's name behind it is read as its title, no address.
            if found != [section.address] and not section.address.written.startswith("tiêu đề"):
                lost.append((pasted, list(map(str, found))))
    assert lost == []
