"""Duties are whole, body by body and plan by plan."""

from __future__ import annotations

from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Document, Hit
from tests.answer_helpers import Ask, answer_of, reference_of, where


def test_duties_are_given_body_by_body_and_plan_by_plan(ask: Ask):
    _, draft, text, citations = ask("Sở Xây dựng làm gì?")
    assert draft.reason is None
    assert set(where(citations)) == {
        ("hue", "mục II.1, gạch đầu dòng 1"),
        ("hue", "mục II.1, gạch đầu dòng 2"),
        ("can-tho", "mục II.1.a"),
        ("can-tho", "mục II.1.b"),
    }
    assert text.count("2 nhiệm vụ") == 2


def test_of_a_body_that_only_helps_the_duties_of_others_are_given():
    text = (
        "KẾ HOẠCH\nI. PHÂN CÔNG\n| Cơ quan chủ trì | Nhiệm vụ | Cơ quan phối hợp | Thời hạn |\n|---|---|---|---|\n"
        "| Sở Xây dựng | Sửa kè sông | Sở Ngoại vụ | Quý I/2027 |\n| Đắp đê biển | Sở Tư pháp | Quý II/2027 |\n"
    )
    plan = Document("hue", "Kế hoạch Huế", "KH Huế", "plan", "official", nfc(text), place="Huế")
    catalog = build_catalog((plan,), Settings())
    query = Understanding.of(Library(catalog)).read("Sở Tư pháp làm gì?")
    hits = [Hit(n, 1 / n, chunk) for n, chunk in enumerate(catalog.chunks, start=1)]
    written, _, citations = answer_of(query, reference_of(catalog), hits).finish()
    assert written == (
        "Huế giao **Sở Tư pháp** phối hợp thực hiện 1 nhiệm vụ: [1]\n- Cơ quan chủ trì: Sở Xây dựng; "
        "Nhiệm vụ: Đắp đê biển; Cơ quan phối hợp: Sở Tư pháp; Thời hạn: Quý II/2027. [1]"
    )
    assert where(list(citations)) == [("hue", "mục I, dòng 3")]
