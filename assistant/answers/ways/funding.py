"""What a document as a whole is paid from: asked by its title, told by its section on money."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.answers.roles import role_of
from assistant.answers.ways.address import stated
from assistant.language.text import place_tones, plain
from assistant.language.vocabulary import VOCABULARY
from assistant.types import Document, Section

_MOST = 2  # documents of which each tells its own
_SOURCES = re.compile(r"[\W\d]*(?:[a-zđ][.)]\s*)?nguồn(?!\w)")  # a heading that opens with them


def answer(case: Case) -> Draft | None:
    """The section on money of each document that is named; None where less than the whole is asked about, or there is none."""
    query = case.query
    asked = query.answer_type
    if asked is None or asked.name != "funding" or query.agencies or query.other_agencies:
        return None
    named = [document for document in case.scope if _is_meant(case, document)]
    told = [(d, s) for d in named if (s := _on_money(case, d))]
    if not told or len(told) > _MOST:
        return None
    return case.draft([line for d, s in told for line in stated(case, d, [s])])


def _is_meant(case: Case, document: Document) -> bool:
    """Whether a question says nothing beside the document's title but that it is about money."""
    query = case.query
    if not query.focus_words and not query.documents:
        return False
    return _general().issuperset(case.reference.beside_title(query, document))


@cache
def _general() -> frozenset[str]:
    """The syllables of what is said of money and of carrying something out, which narrows no question."""
    data = tomllib.loads((VOCABULARY / "summary.toml").read_text(encoding="utf-8"))["funding"]
    return frozenset(syllable for phrase in data["general"] for syllable in phrase.split())


def _on_money(case: Case, document: Document) -> Section | None:
    """The section whose heading speaks of money; where a part of it says that it tells the sources, that part."""
    sections = [s for s in case.reference.sections_of(document.id) if _speaks_of_money(s)]
    if not sections:
        return None
    below = case.reference.children(sections[0])
    told = next((part for part in below if _SOURCES.match(_heading(part))), sections[0])
    parts = case.reference.children(told)
    return parts[0] if len(parts) == 1 and not case.reference.children(parts[0]) else told


def _speaks_of_money(section: Section) -> bool:
    role = role_of(section.heading, "") if section.heading else None
    return role is not None and role.name == "funding"


def _heading(section: Section) -> str:
    return place_tones(plain(section.heading or "")).lower()
