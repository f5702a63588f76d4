"""The part of a document that a list is asked of: the heading that the question names, and what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.index import Library
from assistant.judging import judging
from assistant.language.bodies import agency_of_heading
from assistant.language.lexicon import words
from assistant.language.text import fold
from assistant.language.values import Period, find_periods
from assistant.types import Document, Query, Section

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
        constants = judging().outline
        least = constants.sure if sure else constants.enough
        found = []
        for document in scope:
            scored = [(self._score(query, listing), listing) for listing in self._listings_of(document)]
            best = max(scored, key=lambda item: item[0], default=None)
            if best is not None and best[0] >= least:
                found.append(best)
        if not found:
            return []
        top = max(score for score, _ in found)
        return [listing for score, listing in found if query.places or score >= top - constants.tie]

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
        constants = judging().outline
        weight = constants.heading_weight
        score = (
            weight * shared + (1 - weight) * covered
            if covered > constants.least_focus
            else constants.unfocused * shared * covered
        )
        folded = fold(query.read)
        bodies = sum(
            agency_of_heading(i.heading) is not None for i in listing.items
        ) >= constants.bodies_share * len(listing.items)
        if bodies and any(word in folded for word in _BODIES):
            score += constants.bodies_bonus
        return score + _period_bonus(query, listing.parent)


def _period_bonus(query: Query, section: Section) -> float:
    constants = judging().outline
    periods: list[Period] = find_periods(section.heading)
    if not query.periods:
        return -constants.unasked_period if periods else 0.0
    if not periods:
        return -constants.no_period
    fits = any(p.answers(asked) for p in periods for asked in query.periods)
    return constants.period_bonus if fits else -constants.other_period
