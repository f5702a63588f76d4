"""What a site says to its own visitors is no clause of a document."""

from __future__ import annotations

from assistant.documents import is_for_visitors
from assistant.documents.letterheads import card_words


def test_a_paragraph_for_visitors_is_told_from_a_clause() -> None:
    site = card_words()["site"]
    assert [text for text in site["visitors_reads"] if not is_for_visitors(text)] == []
    assert [text for text in site["visitors_leaves"] if is_for_visitors(text)] == []
