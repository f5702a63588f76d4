"""The clause that ends a document: "Trên đây là Kế hoạch …", and what it says besides."""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from assistant.language.lexicon import words
from assistant.language.text import plain
from assistant.types import Chunk, Query

_NAMING = re.compile(r"\W*Trên đây là\b.*?(?:[.;](?=\s)|\./|$)", re.DOTALL)


def only_names_document(query: Query, chunk: Chunk) -> bool:
    """Whether a clause ends a document and has terms of the subject only where it says which document that is.

    A term is two words that stand side by side in both, or one that stands alone in the question.
    """
    text = plain(chunk.text)
    naming = _NAMING.match(text) if chunk.kind == "closing" else None
    if naming is None:
        return False
    named, behind = _terms(words(naming.group())), _terms(words(text[naming.end() :]))
    runs = [list(run) for said, run in groupby(query.focus, key=bool) if said]
    asked = {term for run in runs for term in (_terms(run) - set(run) if len(run) > 1 else run)}
    return bool(asked & named) and not asked & (behind - named)


def _terms(said: list[str] | list[str | None]) -> set[str]:
    return {word for word in said if word} | {f"{first} {second}" for first, second in pairwise(said)}
