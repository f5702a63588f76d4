"""The part of a document that a list is asked of: the heading that the question names, and what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.index import Library
from assistant.language.bodies import agency_of_heading
from assistant.language.lexicon import words
from assistant.language.text import fold
from assistant.language.values import Period, find_periods
from assistant.types import Document, Query, Section

_ENOUGH = 0.45
_SURE = 0.8
_BODIES = (
    "don vi",
    "co quan",
    "so nganh",
    "so, nganh",
    "nganh",
    "dau moi",
    "agencies",
    "bodies",
    "departments",
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A heading and the clauses directly below it, in order."""

    parent: Section
    items: tuple[Section, ...]


class Outline:
    """The headings of a library that have something to list."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._listings: dict[str, list[Listing]] = {}

    def _listings_of(self, document: Document) -> list[Listing]:
        """The listings of a document, in order."""
        if document.id not in self._listings:
            below = (
                (section, [child for child in self._library.children(section) if child.kind != "paragraph"])
                for section in self._library.sections_of(document.id)
            )
            self._listings[document.id] = [
                Listing(section, tuple(items)) for section, items in below if len(items) > 1
            ]
        return self._listings[document.id]

    def find(self, query: Query, scope: Sequence[Document], *, sure: bool = False) -> list[Listing]:
        """The listing that a question names in each document; empty where it names none.

        `sure`: only where the question repeats the heading, as one that does not ask for a list must.
        """
        found = []
        for document in scope:
            scored = [(self._score(query, listing), listing) for listing in self._listings_of(document)]
            best = max(scored, key=lambda item: item[0], default=None)
            if best is not None and best[0] >= (_SURE if sure else _ENOUGH):
                found.append(best)
        if not found:
            return []
        top = max(score for score, _ in found)
        return [listing for score, listing in found if query.places or score >= top - 0.15]

    def _score(self, query: Query, listing: Listing) -> float:
        """How far a heading is the one that is asked for, 0 to about 1: shared words of both sides, and the period."""
        spell = str if query.accented else fold  # "yêu", "câu" are not "yêu cầu" where diacritics were typed
        asked = {spell(w) for w in words(query.read)}
        heading = [spell(w) for w in words(listing.parent.heading) if not w.isdigit() and len(w) > 1]
        if not heading:
            return 0.0
        weights = {w: self._library.weight(w) for w in heading}
        shared = sum(weights[w] for w in set(heading) if w in asked) / sum(weights[w] for w in set(heading))
        focus = [fold(w) for w in query.focus_words]
        title = self._library.title_words(self._library.documents[listing.parent.document_id])
        everything = {
            *map(fold, heading),
            *title,
            *(fold(w) for h in listing.parent.headings for w in words(h)),
        }
        covered = (
            sum(self._library.weight(w) for w in focus if w in everything)
            / sum(self._library.weight(w) for w in focus)
            if focus
            else 1.0
        )
        score = 0.6 * shared + 0.4 * covered if covered > 0.5 else 0.5 * shared * covered
        folded = fold(query.read)
        bodies = sum(agency_of_heading(i.heading) is not None for i in listing.items) >= 0.6 * len(
            listing.items
        )
        if bodies and any(word in folded for word in _BODIES):
            score += 0.5
        return score + _period_bonus(query, listing.parent)


def _period_bonus(query: Query, section: Section) -> float:
    periods: list[Period] = find_periods(section.heading)
    if not query.periods:
        return -0.05 if periods else 0.0
    if not periods:
        return -0.2
    return 0.3 if any(p.answers(asked) for p in periods for asked in query.periods) else -0.6
