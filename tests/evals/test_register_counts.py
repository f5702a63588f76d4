"""Counts of rows in cited clauses, by the gold registers."""

from __future__ import annotations

from evals.answers import AnsweredCitation
from evals.register_counts import count_rows

CLAUSE = (
    "- Tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%, trong đó lao động có bằng cấp, "
    "chứng chỉ trong lĩnh vực công nghệ cao chiếm tối thiểu 20%."
)


def cite(document: str, quote: str) -> AnsweredCitation:
    return AnsweredCitation(1, document, "Kế hoạch", None, None, "mục II", (), quote, 0, len(quote), "")


def test_the_rows_of_a_clause_are_counted_by_kind_and_period():
    assert count_rows([cite("hue-1002", CLAUSE)]) == {2}


def test_a_clause_of_another_document_has_none():
    assert count_rows([cite("another", CLAUSE)]) == set()
