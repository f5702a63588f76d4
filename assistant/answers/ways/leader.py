"""Who is responsible for a document as a whole: asked by its title, answered by the duty that speaks of all of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache

from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.answers.stating import duty_line
from assistant.language.bodies import is_group
from assistant.language.lexicon import Phrases, find_phrases, words
from assistant.language.text import place_tones
from assistant.language.vocabulary import VOCABULARY
from assistant.types import Document, Responsibility


def answer(case: Case) -> Draft | None:
    """The duty of each document that is named; None where a question asks for more than who leads, or no duty says it."""
    query = case.query
    if query.kind != "who" or query.agencies or query.other_agencies or query.periods:
        return None
    rows = [row for document in _named(case) if (row := _leader(case, document))]
    return case.draft([duty_line(case, row) for row in rows]) if rows else None


def _named(case: Case) -> list[Document]:
    """The documents beside whose title a question says only that somebody leads; none where it names no document."""
    query, (leading, _) = case.query, _leader_words()
    if not query.focus_words and not query.documents:
        return []
    said = _said(query.text, leading)
    return [
        document
        for document in case.scope
        if said and set(case.reference.beside_title(query, document)) <= said
    ]


def _leader(case: Case, document: Document) -> Responsibility | None:
    """The duty of one body about the whole document that has most of the question's words of leading."""
    leading, whole = _leader_words()
    asked = _said(case.query.text, leading)
    shares = [
        (len(asked.intersection(words(row.task))), row)
        for row in case.reference.duties_of(document.id)
        if not is_group(row.agency) and not row.unsure and whole.search(place_tones(row.task).lower())
    ]
    best = max(shares, key=lambda share: share[0], default=(0, None))
    return best[1] if best[0] * 2 > len(asked) else None


def _said(text: str, leading: Phrases) -> set[str]:
    """The words of leading in a question."""
    said = words(text)
    return {word for start, end in find_phrases(said, leading) for word in said[start:end]}


@cache
def _leader_words() -> tuple[Phrases, re.Pattern[str]]:
    data = tomllib.loads((VOCABULARY / "bodies.toml").read_text(encoding="utf-8"))["leaders"]
    return Phrases(map(place_tones, data["leading"])), re.compile(
        rf"(?<!\w)(?:{_any_of(data['whole'])})(?!\w)"
    )


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(place_tones(phrase)) for phrase in phrases)
