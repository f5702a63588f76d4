"""Values of composed sentences: each of a stated sentence occurs in what the sentence cites. Fast, for every answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.documents.tables import is_value, table_cells
from assistant.language.text import fold, place_tones, plain
from assistant.language.values import Value, find_values
from assistant.types import Citation, Sentence

_SIGN_APART = re.compile(r"^%|\(\s*%")  # "%", "% GRDP", "Tỷ lệ (%)"; not "95%"


def unsupported_values(
    sentence: Sentence, citations: Iterable[Citation], *, context: Iterable[str] = ()
) -> list[Value]:
    """Values of a sentence that none of its citations holds: quote, headings, document title, number and issuer.

    `context`: further words that belong to the sources, such as the heads of a table's columns.
    """
    cited = [c for c in citations if c.number in sentence.citations]
    texts = [*context]
    for citation in cited:
        texts += [
            citation.quote,
            plain(citation.quote),  # what is shown has no emphasis, which may stand inside a figure
            *citation.headings,
            citation.document_title,
            citation.document_number or "",
            citation.issuer or "",
        ]
    known = {(v.kind, v.key) for text in texts for v in _values(text)}
    known |= {("percent", key) for citation in cited for key in _shares_of_row(citation)}
    numbers = {key for _, key in known}
    return [
        v
        for v in _values(sentence.text)
        if (v.kind, v.key) not in known and not (v.kind == "number" and v.key in numbers)
    ]


def _shares_of_row(citation: Citation) -> set[str]:
    """The numbers of a table row whose sign stands apart: in the row's unit column, behind its name, or over the column."""
    if not citation.quote.startswith("|"):
        return set()
    cells = table_cells(citation.quote)
    heads = citation.headings[-1].split(" | ") if citation.headings else []
    whole = any(_SIGN_APART.search(cell) for cell in cells)
    shares: set[str] = set()
    for number, cell in enumerate(cells):
        over = len(heads) == len(cells) and _SIGN_APART.search(heads[number])
        if is_value(cell) and (whole or over):
            shares.update(value.key for value in _values(cell) if value.kind == "number")
    return shares


@lru_cache(maxsize=4096)
def _values(text: str) -> tuple[Value, ...]:
    """The values of a text; the sentences of an answer share clauses and titles."""
    return tuple(find_values(text))


def mentions(text: str, name: str) -> bool:
    """Whether a text holds a name, whatever its capitals and the placement of its tones."""
    return place_tones(name).lower() in place_tones(text).lower() or f" {fold(name)} " in f" {fold(text)} "
