"""A worded sentence beside the clauses it cites, both read in the same words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.checks.actors import Body, find_bodies
from assistant.checks.reading import Reading, read_wording, spans
from assistant.checks.sources import Background, Source
from assistant.checks.tokens import normal_wording, tokenise
from assistant.checks.words import load_vocabulary
from assistant.language.addresses import ClauseAddress
from assistant.language.lexicon import find_phrases, load_lexicon
from assistant.types import Citation


@dataclass(frozen=True)
class Claim:
    """A sentence and its sources, read so that they can be compared."""

    written: str
    english: bool
    said: Reading
    sources: tuple[Source, ...]
    background: Background

    @classmethod
    def of(cls, text: str, cited: Sequence[Citation], background: Background, *, english: bool) -> Claim:
        """A sentence, without its markers, and the clauses that they name."""
        sources = tuple(Source.of(citation, background) for citation in cited)
        wording = normal_wording(_without_addresses(text, cited), english=english)
        known = " ".join(r.line for source in sources for r in source.readings)
        return cls(text, english, read_wording(in_words_of(wording, known)), sources, background)

    @cached_property
    def bodies(self) -> list[Body]:
        """The bodies that the sentence names."""
        return find_bodies(self.said, self.background)

    @cached_property
    def untranslated(self) -> frozenset[str]:
        """English words that have no Vietnamese one and stand in no source."""
        if not self.english:
            return frozenset()
        known = frozenset().union(*(r.content for s in self.sources for r in s.readings))
        return frozenset(t.text for t in tokenise(self.written) if t.text.isascii()) - known

    @cached_property
    def framing(self) -> list[tuple[int, int]]:
        """Where the sentence has words about sources."""
        return spans(self.said.tokens, load_vocabulary().framing)

    @property
    def quotes(self) -> list[Reading]:
        """What the clauses say."""
        return [source.quote for source in self.sources]

    @cached_property
    def quote_line(self) -> str:
        """The words of the clauses and of their headings."""
        return " ".join(r.line for s in self.sources for r in (s.quote, *s.headings))

    @cached_property
    def known_line(self) -> str:
        """The words of all that stands in the sources."""
        return " ".join(r.line for s in self.sources for r in s.readings)

    @cached_property
    def known_text(self) -> str:
        """The texts of all that stands in the sources."""
        return " ; ".join(r.text for s in self.sources for r in s.readings)


def in_words_of(wording: str, known: str) -> str:
    """A sentence with its terms in the synonyms that its sources use."""
    tokens = tokenise(wording)
    lexicon = load_lexicon()
    pieces: list[str] = []
    position = 0
    for first, last in find_phrases([t.text for t in tokens], lexicon.terms):
        phrase = " ".join(t.text for t in tokens[first:last])
        if f" {phrase} " in known:
            continue
        other = next((o for o in lexicon.synonyms[phrase] if f" {o} " in known), None)
        if other is not None:
            pieces += [wording[position : tokens[first].start], other]
            position = tokens[last - 1].end
    return "".join(pieces) + wording[position:]


def _without_addresses(text: str, cited: Collection[Citation]) -> str:
    """A sentence without the addresses of its clauses ("mục II.2, gạch đầu dòng 1"), which are no figures."""
    for address in sorted({c.address for c in cited if c.address}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(address)}(?!\w)", " ", text, flags=re.IGNORECASE)
        head = ClauseAddress(address).parts[0]
        text = re.sub(rf"(?<!\w){re.escape(head)}(?!\w|\.\w)", " ", text, flags=re.IGNORECASE)
    return text
