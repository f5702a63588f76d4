"""A draft of an answer: sentences that cite clauses; numbering and the written form are worked out at the end.

The function that writes the markers `[1]` and the one that reads them live here together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.grounding import unsupported_values
from assistant.types import (
    AbstentionReason,
    Chunk,
    Citation,
    Coverage,
    Document,
    Section,
    Sentence,
    SentenceKind,
)

_MARKER = re.compile(r"\[(\d+)\]")
_FOOTNOTE = re.compile(r"\s?\[\d+\]")


@dataclass(frozen=True, slots=True)
class Source:
    """A clause, or a piece of it, that a sentence rests on."""

    document_id: str
    section_id: str
    address: str
    headings: tuple[str, ...]
    start: int
    end: int

    @classmethod
    def of(cls, clause: Section | Chunk) -> Source:
        """The source that a section or a chunk is."""
        identifier = clause.section_id if isinstance(clause, Chunk) else clause.id
        return cls(clause.document_id, identifier, clause.address, clause.headings, clause.start, clause.end)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    sources: tuple[Source, ...]
    kind: SentenceKind
    bullet: bool


@dataclass(slots=True)
class Draft:
    """Collects the lines of an answer. A stated line without a source is a mistake and is refused."""

    documents: dict[str, Document]
    lines: list[_Line] = field(default_factory=list)
    reason: AbstentionReason | None = None
    coverage: Coverage | None = None
    warnings: list[str] = field(default_factory=list)

    def add(
        self, text: str, *clauses: Section | Chunk, kind: SentenceKind = "stated", bullet: bool = False
    ) -> None:
        """Append a sentence; the clauses are what it cites."""
        if kind == "stated" and not clauses:
            raise ValueError(f"a stated sentence cites nothing: {text!r}")
        text = _FOOTNOTE.sub(
            "", text
        )  # a source's own "[3]" points to a footnote, and would look like a marker of ours
        self.lines.append(_Line(text, tuple(Source.of(c) for c in clauses), kind, bullet))

    def finish(self) -> tuple[str, tuple[Sentence, ...], tuple[Citation, ...]]:
        """(text with markers, sentences, citations numbered in reading order).

        A stated sentence with a value that its sources do not hold is left out, with a warning.
        """
        numbers: dict[Source, int] = {}
        kept: list[tuple[_Line, Sentence]] = []
        for line in self.lines:
            fresh = [s for s in dict.fromkeys(line.sources) if s not in numbers]
            given = numbers | {source: len(numbers) + n for n, source in enumerate(fresh, start=1)}
            sentence = Sentence(line.text, tuple(dict.fromkeys(given[s] for s in line.sources)), line.kind)
            if line.kind == "stated" and unsupported_values(
                sentence, (self._cite(s, given[s]) for s in line.sources)
            ):
                self.warnings.append(f"left out, not supported by its clause: {line.text[:80]}")
                continue
            numbers = given
            kept.append((line, sentence))
        citations = tuple(self._cite(source, number) for source, number in numbers.items())
        written = [("- " if line.bullet else "") + write_markers(s.text, s.citations) for line, s in kept]
        text = ""
        for (line, _), words in zip(kept, written, strict=True):
            text += ("\n" if line.bullet and text else "\n\n" if text else "") + words
        return text, tuple(sentence for _, sentence in kept), citations

    def _cite(self, source: Source, number: int) -> Citation:
        document = self.documents[source.document_id]
        return Citation(
            number=number,
            document_id=document.id,
            document_title=document.title,
            document_number=document.number,
            issuer=document.issuer,
            tier=document.tier,
            address=source.address,
            headings=source.headings,
            page=None,
            quote=document.text[source.start : source.end],
            start=source.start,
            end=source.end,
            url=f"/documents/{document.id}#{source.section_id}",
        )


def write_markers(text: str, numbers: Iterable[int]) -> str:
    """A sentence with its markers behind it."""
    marks = " ".join(f"[{number}]" for number in numbers)
    return f"{text} {marks}" if marks else text


def read_markers(text: str) -> list[int]:
    """The numbers of the markers in a text, in reading order."""
    return [int(number) for number in _MARKER.findall(text)]
