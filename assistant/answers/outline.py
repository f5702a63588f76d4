"""The part of a document that a list is asked of: the heading that the question names, and what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.documents import unmarked
from assistant.index import Library
from assistant.judging import judging
from assistant.language.bodies import agency_of_heading
from assistant.language.lexicon import find_phrases, load_lexicon, words
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


@dataclass(frozen=True)
class Listing:
    """A heading and the clauses directly below it, in order; what is read of it is kept for the next question."""

    parent: Section
    items: tuple[Section, ...]

    @cached_property
    def heading(self) -> tuple[str, ...]:
        """The words of the heading, without numbers and single letters."""
        return tuple(w for w in words(self.parent.heading) if not w.isdigit() and len(w) > 1)

    @cached_property
    def around(self) -> frozenset[str]:
        """The folded words of the heading and of what stands above it."""
        above = (word for heading in self.parent.headings for word in words(heading))
        return frozenset(map(fold, (*self.heading, *above)))

    @cached_property
    def bodies(self) -> float:
        """The share of the items that are headed by the name of a body."""
        return sum(agency_of_heading(item.heading) is not None for item in self.items) / len(self.items)

    @cached_property
    def of_body(self) -> bool:
        """Whether the heading is the name of a body and nothing else."""
        title = unmarked(self.parent).strip(" :.")
        return agency_of_heading(title) == title

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods that the heading names."""
        return tuple(find_periods(self.parent.heading))


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
        spell = str if query.accented else fold  # "yêu", "câu" are not "yêu cầu" where diacritics were typed
        asked = frozenset(spell(word) for word in words(query.read))
        found = []
        for document in scope:
            scored = [
                (self._score(query, asked, listing), listing) for listing in self._listings_of(document)
            ]
            best = max(scored, key=lambda item: item[0], default=None)
            if best is not None and best[0] >= least:
                found.append(best)
        if not found:
            return []
        top = max(score for score, _ in found)
        return [listing for score, listing in found if query.places or score >= top - constants.tie]

    def around(self, query: Query, item: Section) -> Listing | None:
        """The listing that a clause is an item of, where its heading is one that the question names, too."""
        spell = str if query.accented else fold
        asked = frozenset(spell(word) for word in words(query.read))
        return next(
            (
                listing
                for listing in self._listings_of(self._library.documents[item.document_id])
                if item in listing.items
                and not listing.of_body
                and self._score(query, asked, listing) >= judging().outline.enough
            ),
            None,
        )

    def _score(self, query: Query, asked: frozenset[str], listing: Listing) -> float:
        """How far a heading is the one that is asked for, 0 to about 1: shared words of both sides, and the period."""
        heading = [w if query.accented else fold(w) for w in listing.heading]
        bodies, headed = (*query.agencies, *query.other_agencies), agency_of_heading(listing.parent.heading)
        if not heading or (bodies and headed and headed not in bodies):
            return 0.0  # what another body has to do is no list of theirs
        if listing.of_body:  # "nhiệm vụ" does not ask for "Sở Nội vụ"
            asked -= _counted_words(query)
        weights = {w: self._library.weight(w) for w in heading}
        shared = sum(weights[w] for w in set(heading) if w in asked) / sum(weights[w] for w in set(heading))
        focus = [fold(w) for w in query.focus_words]
        title = self._library.title_words(self._library.documents[listing.parent.document_id])
        everything = listing.around | title
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
        if listing.bodies >= constants.bodies_share and any(word in fold(query.read) for word in _BODIES):
            score += constants.bodies_bonus
        return score + _period_bonus(query, listing.periods)


def _counted_words(query: Query) -> frozenset[str]:
    """The words of a question that say what is listed or counted, as its headings are compared with them."""
    said = words(query.read)
    found = {w for start, end in find_phrases(said, load_lexicon().countable) for w in said[start:end]}
    return frozenset(found if query.accented else map(fold, found))


def _period_bonus(query: Query, periods: Sequence[Period]) -> float:
    constants = judging().outline
    if not query.periods:
        return -constants.unasked_period if periods else 0.0
    if not periods:
        return -constants.no_period
    fits = any(p.answers(asked) for p in periods for asked in query.periods)
    return constants.period_bonus if fits else -constants.other_period
