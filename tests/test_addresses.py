"""Addresses of clauses, read from questions and held against those of documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.addresses import Address, Level, levels, match_addresses, read_addresses, read_printed
from assistant.answering import Answerer
from assistant.catalog import build_catalog
from assistant.evidence import Judge
from assistant.settings import Settings
from assistant.text import fold, nfc
from assistant.types import Catalog, Document
from assistant.understanding import Understanding

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
    printed = [s.address for s in decree.sections]
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
    understanding, answerer = Understanding.of(catalog), Answerer(catalog, Judge(catalog))
    astray = []
    for section in catalog.sections:
        query = understanding.read(typed(f"{titles[section.document_id]}, {section.address}"))
        draft = answerer.answer(query, [])
        source = next((line.sources[0] for line in draft.lines if line.sources), None)
        if source is None or (source.document_id, source.address) != (section.document_id, section.address):
            astray.append(section.address)
    # Without its stroke a point đ is a point d; "tieu de" is several words.
    assert [a for a in astray if typed is not fold or not a.endswith(("đ", "tiêu đề"))] == []
