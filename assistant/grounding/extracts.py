"""Values of composed sentences: each of a stated sentence occurs in what the sentence cites. Fast, for every answer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from assistant.text import fold, place_tones
from assistant.types import Citation, Sentence
from assistant.values import Value, find_values


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
            *citation.headings,
            citation.document_title,
            citation.document_number or "",
            citation.issuer or "",
        ]
    known = {(v.kind, v.key) for text in texts for v in _values(text)}
    numbers = {key for _, key in known}
    return [
        v
        for v in _values(sentence.text)
        if (v.kind, v.key) not in known and not (v.kind == "number" and v.key in numbers)
    ]


@lru_cache(maxsize=4096)
def _values(text: str) -> tuple[Value, ...]:
    """The values of a text; the sentences of an answer share clauses and titles."""
    return tuple(find_values(text))


def mentions(text: str, name: str) -> bool:
    """Whether a text holds a name, whatever its capitals and the placement of its tones."""
    return place_tones(name).lower() in place_tones(text).lower() or f" {fold(name)} " in f" {fold(text)} "
