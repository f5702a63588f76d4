"""Documents that are named by a number that none has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Document, Hit
from tests.answer_helpers import Ask, answer_of, reference_of


def test_a_number_that_no_document_has_is_told(numbered: Ask):
    for question in (
        "Theo Kế hoạch số 60/KH-UBND, trồng bao nhiêu cây xanh?",
        "Kế hoạch số 60/KH-UBND quy định gì?",
    ):
        _, draft, text, citations = numbered(question)
        assert (draft.reason, citations) == ("not_in_corpus", [])
        assert text == "Kế hoạch số 60/KH-UBND chưa được nạp vào hệ thống."
    _, _, text, _ = numbered("What does decision 60/QĐ-UBND say?")
    assert text == "“Decision 60/QĐ-UBND” itself is not indexed."


PORT_PLAN = """KẾ HOẠCH
I. CĂN CỨ
1. Nghị quyết số 88-NQ/TU đặt mốc năm 2031 bến cảng đón 40 tàu du lịch, năm 2041 đón 90 tàu.
2. Kế hoạch này triển khai Nghị quyết số 88-NQ/TU trên địa bàn.
"""


@pytest.fixture(scope="module")
def port() -> Callable[[str], tuple[str, list[str]]]:
    document = Document(
        "qn", "Kế hoạch bến cảng", "KH", "plan", "official", nfc(PORT_PLAN), place="Quảng Ninh"
    )
    catalog = build_catalog((document,), Settings())
    understanding, reference = Understanding.of(Library(catalog)), reference_of(catalog)

    def ask(question: str) -> tuple[str, list[str]]:
        hits = [Hit(n, 1 / n, c) for n, c in enumerate(catalog.chunks, start=1)]
        text, _, citations = answer_of(understanding.read(question), reference, hits).finish()
        return text, [citation.quote for citation in citations]

    return ask


@pytest.mark.parametrize(
    "question",
    [
        "What are the 2031 and 2041 milestones of Resolution 88?",
        "Nghị quyết số 88-NQ/TU đặt mốc 2031 là gì?",
        "Nghị quyết 88 đặt mốc đón tàu du lịch thế nào?",
    ],
)
def test_a_clause_says_what_is_asked_of_a_document_that_is_not_here(port, question: str):
    text, quotes = port(question)
    assert quotes == [PORT_PLAN.splitlines()[2]]
    assert text.startswith(("Quảng Ninh: ", "Quảng Ninh: “"))


def test_where_none_does_the_document_is_told_to_be_not_here_with_who_refers_to_it(port):
    text, quotes = port("Nghị quyết số 88-NQ/TU quy định gì về nuôi ong lấy mật?")
    assert text.startswith(
        "Nghị quyết số 88-NQ/TU chưa được nạp vào hệ thống.\n\nCó dẫn chiếu đến văn bản này: Quảng Ninh. [1]"
    )
    assert quotes[0] == PORT_PLAN.splitlines()[2]
