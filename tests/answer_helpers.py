"""Answers from given hits, without an index."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answers import Case, Draft, Reference, answer, open_case
from assistant.answers.case import Answered, Read
from assistant.language.text import tokens
from assistant.types import Catalog, Chunk, Citation, Hit, Query

Ask = Callable[..., tuple[Query, Draft, str, list[Citation]]]  # the answer to a question, written out


def reference_of(catalog: Catalog) -> Reference:
    """The look-ups of a catalog."""
    return Reference(catalog)


def hits_of(text: str, catalog: Catalog, more: Callable[[Chunk], float] = lambda chunk: 0.0) -> list[Hit]:
    """All chunks, ranked by the share of a text's syllables that they have, and by what some get beside it."""
    asked = set(tokens(text))
    scores = {
        c.id: len(asked & set(tokens(c.indexed_text))) / len(asked or {""}) + more(c) for c in catalog.chunks
    }
    ranked = sorted(catalog.chunks, key=lambda c: -scores[c.id])
    return [Hit(n, scores[c.id], c) for n, c in enumerate(ranked, start=1)]


def case_of(
    query: Query,
    reference: Reference,
    hits: Sequence[Hit] = (),
    *,
    allowed: frozenset[str] = frozenset(),
    searched: Callable[[frozenset[str]], None] = lambda within: None,
    read: Read | None = None,
    before: Answered | None = None,
    again: bool = False,
) -> Case:
    """The case of a question whose searches find those of some hits that are in their documents, and are told."""

    def search(query: Query, within: frozenset[str]) -> list[Hit]:
        searched(within)
        return [hit for hit in hits if hit.chunk.document_id in within]

    return open_case(query, reference, search, read=read, allowed=allowed, before=lambda: before, again=again)


def answer_of(
    query: Query,
    reference: Reference,
    hits: Sequence[Hit] = (),
    *,
    allowed: frozenset[str] = frozenset(),
    read: Read | None = None,
) -> Draft:
    """The draft of an answer from given hits."""
    return answer(case_of(query, reference, hits, allowed=allowed, read=read))


def where(citations: list[Citation]) -> list[tuple[str, str]]:
    """The clauses that citations name."""
    return [(c.document_id, c.address) for c in citations]
