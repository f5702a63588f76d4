"""What a sentence may rest on: the clauses it cites with their headings and titles, and what is known of the corpus."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.checks.reading import Reading, Spell, read
from assistant.index import Library
from assistant.language.bodies import agency_name, agency_of_heading, standard_agencies
from assistant.language.lexicon import Phrases, words
from assistant.language.marks import without_mark
from assistant.language.places import find_places
from assistant.language.spellings import agency_spellings
from assistant.language.text import plain
from assistant.types import Catalog, Citation

_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+", re.IGNORECASE)


_NOTHING = Library(Catalog((), (), (), (), ()))


@dataclass(frozen=True)
class Background:
    """What is known beyond the citations. Without any, places come from titles and all words weigh the same."""

    library: Library = _NOTHING

    def weight(self, word: str) -> float:
        """Inverse document frequency of a word; 1 where nothing is known."""
        return self.library.weight(word) if self.library.catalog.chunks else 1.0

    @cached_property
    def columns(self) -> dict[tuple[str, int, int], tuple[str, ...]]:
        """The heads of the columns of each table row, by its document and span."""
        return {
            (s.document_id, s.start, s.end): s.columns for s in self.library.catalog.sections if s.columns
        }

    @cached_property
    def body_names(self) -> dict[str, str]:
        """Ways to name a body, as words -> its full name."""
        names: dict[str, str] = {}
        agencies = dict.fromkeys(row.agency_name for row in self.library.catalog.responsibilities)
        for name in (*agencies, *standard_agencies()):
            for spelling in agency_spellings(name):
                names.setdefault(" ".join(words(spelling)), name)
        return names

    @cached_property
    def body_phrases(self) -> Phrases:
        """The ways to name a body."""
        return Phrases(self.body_names)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Web addresses of the documents themselves."""
        return frozenset(
            address.rstrip(".,;")
            for document in self.library.catalog.documents
            for address in _ADDRESS.findall(f"{document.source or ''} {document.outlet or ''}")
        )


@dataclass(frozen=True)
class Source:
    """One clause that is cited, read."""

    citation: Citation
    place: str | None
    quote: Reading
    headings: tuple[Reading, ...]
    title: Reading
    rest: Reading  # number, issuer, date, columns, address

    @classmethod
    def of(cls, citation: Citation, background: Background) -> Source:
        """A citation with what it and its document say."""
        document = background.library.documents.get(citation.document_id)
        span = (citation.document_id, citation.start, citation.end)
        rest = [citation.document_number or "", citation.issuer or "", *background.columns.get(span, ())]
        if document is not None and document.date:
            year, month, day = document.date.split("-")
            rest.append(f"ban hành ký ngày {int(day)} tháng {int(month)} năm {year}")
        place = document.place if document else None
        if place is None:
            named = [p.name for p in find_places(f"{citation.issuer or ''} ; {citation.document_title}")]
            place = named[0] if len(set(named)) == 1 else None
        return cls(
            citation=citation,
            place=place,
            quote=read(_bare(citation.quote)),
            headings=tuple(read(_bare(heading)) for heading in citation.headings),
            title=read(plain(citation.document_title)),
            rest=read(" ; ".join(filter(None, rest))),
        )

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All that it says, the clause itself first."""
        return (self.quote, *self.headings, self.title, self.rest)

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        """The periods it holds for: of the nearest heading that names one and of its own words, else of the title."""
        columns = self.rest.spells
        for heading in reversed(self.headings):
            if heading.spells:
                return (*heading.spells, *self.quote.spells, *columns)
        return (*self.quote.spells, *columns) if self.quote.spells else (*self.title.spells, *columns)

    @cached_property
    def acting_body(self) -> str | None:
        """The body that a heading gives the clause to."""
        named = (agency_of_heading(heading) for heading in reversed(self.citation.headings))
        return next((agency_name(name) for name in named if name), None)


def _bare(text: str) -> str:
    """A clause's words without its mark ("a)", "1.")."""
    return without_mark(plain(text).lstrip("# "))
