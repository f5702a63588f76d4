"""Documents that are named by a number that none has."""

from __future__ import annotations

from tests.answer_helpers import Ask


def test_a_number_that_no_document_has_is_told(numbered: Ask):
    for question in (
        "Theo Kế hoạch số 60/KH-UBND, trồng bao nhiêu cây xanh?",
        "Kế hoạch số 60/KH-UBND quy định gì?",
    ):
        _, draft, text, citations = numbered(question)
        assert (draft.reason, citations) == ("not_in_corpus", [])
        assert text == "Kế hoạch số 60/KH-UBND chưa được nạp, nên không trả lời được theo văn bản này."
    _, _, text, _ = numbered("What does decision 60/QĐ-UBND say?")
    assert text == "“Decision 60/QĐ-UBND” is not indexed, so nothing can be answered from it."
