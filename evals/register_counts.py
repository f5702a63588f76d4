"""How many rows of the gold registers stand in clauses: what an answer that counts targets or duties may say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from evals.answers import AnsweredCitation
from evals.register_gold import GOLD_FOLDER, GoldRegister, GoldRow, load_gold

_KINDS: tuple[Callable[[GoldRow], bool], ...] = (
    lambda row: True,
    lambda row: str(row.fields.get("unit") or "").startswith("%"),
    lambda row: row.fields.get("kind") == "quantitative",
    lambda row: row.fields.get("kind") == "qualitative",
)


@cache
def _registers() -> tuple[GoldRegister, ...]:
    return load_gold(GOLD_FOLDER)


def count_rows(cited: Sequence[AnsweredCitation]) -> set[int]:
    """The numbers of gold rows in the cited clauses: per register, of all kinds and of each, of all periods and of each."""
    counts: set[int] = set()
    for register in _registers():
        rows = [row for row in register.rows if any(_holds(citation, row) for citation in cited)]
        for fits in _KINDS:
            of_kind = [row for row in rows if fits(row)]
            counts.add(len(of_kind))
            counts |= {
                sum(row.fields.get("period") == period for row in of_kind)
                for period in {row.fields.get("period") for row in of_kind}
            }
    return counts - {0}


def _holds(citation: AnsweredCitation, row: GoldRow) -> bool:
    return citation.document_id == row.document and row.quote in citation.quote
