"""Two plans and a piece of news, and answers composed from all of their chunks."""

from __future__ import annotations

import pytest

from assistant.answers import Draft, read_markers
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Catalog, Citation, Document, Hit, Query
from tests.answer_helpers import Ask, answer_of, hits_of, reference_of

HUE = """KẾ HOẠCH
I. MỤC TIÊU
1. Mục tiêu đến năm 2030
- Tỷ lệ hộ dân có nước sạch đạt trên 95%.
- Trồng tối thiểu 500 cây xanh.
- Chi 2% ngân sách cho công viên.
2. Mục tiêu đến năm 2045
- Tỷ lệ hộ dân có nước sạch đạt 100%.
II. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng
- Chủ trì quy hoạch công viên, bãi đỗ xe.
- Hướng dẫn trồng cây xanh.
2. Sở Y tế
Phối hợp kiểm tra chất lượng nước sạch.
"""
CAN_THO = """KẾ HOẠCH
I. MỤC TIÊU
1. Mục tiêu đến năm 2030
a) Tỷ lệ hộ dân có nước sạch đạt 90%;
b) Trồng tối thiểu 300 cây xanh.
II. TỔ CHỨC THỰC HIỆN
1. Sở Xây dựng
a) Chủ trì hướng dẫn trồng cây xanh;
b) Báo cáo kết quả gửi Ủy ban nhân dân thành phố trước ngày 20 tháng 12 hằng năm.
"""
NEWS = "# Hà Nội mở công viên nước\nCông viên nước Hà Nội mở cửa tháng 6 với 12 hồ bơi."


@pytest.fixture(scope="session")
def small() -> Catalog:
    def document(identifier: str, place: str, text: str, tier: str) -> Document:
        return Document(identifier, f"Kế hoạch {place}", f"KH {place}", "plan", tier, nfc(text), place=place)  # type: ignore[arg-type]

    documents = (
        document("hue", "Huế", HUE, "official"),
        document("can-tho", "Cần Thơ", CAN_THO, "official"),
        document("news", "Hà Nội", NEWS, "press"),
    )
    return build_catalog(documents, Settings())


@pytest.fixture(scope="session")
def ask(small: Catalog) -> Ask:
    """Answers from all chunks, ranked by the share of the question's syllables that they have."""
    understanding, reference = Understanding.of(Library(small)), reference_of(small)

    def ask(
        question: str, *, allowed: frozenset[str] = frozenset()
    ) -> tuple[Query, Draft, str, list[Citation]]:
        query = understanding.read(question)
        draft = answer_of(query, reference, hits_of(query.read, small), allowed=allowed)
        text, sentences, citations = draft.finish()
        assert set(read_markers(text)) == {c.number for c in citations}
        assert all(s.citations for s in sentences if s.kind == "stated")
        return query, draft, text, list(citations)

    return ask


@pytest.fixture(scope="session")
def numbered() -> Ask:
    def document(number: str, place: str, text: str) -> Document:
        title, kind = f"Kế hoạch trồng cây của {place}", "Kế hoạch"
        return Document(number, title, f"{kind} {number}", kind, "official", nfc(text), number, place=place)

    catalog = build_catalog(
        (document("61/KH-UBND", "Huế", HUE), document("62/KH-VH&TT", "Cần Thơ", CAN_THO)), Settings()
    )
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def ask(
        question: str, *, allowed: frozenset[str] = frozenset()
    ) -> tuple[Query, Draft, str, list[Citation]]:
        query = understanding.read(question)
        hits = [Hit(n, 1 / n, c) for n, c in enumerate(catalog.chunks, start=1)]
        draft = answer_of(query, reference, hits, allowed=allowed)
        text, _, citations = draft.finish()
        return query, draft, text, list(citations)

    return ask
