"""A draft of an answer: sentences that cite clauses; numbering and the written form are worked out at the end.

The function that writes the markers `[1]` and the one that reads them live here together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.checks import defuse, unsupported_values
from assistant.documents import headings_of
from assistant.documents.citations import cite_in_full, page_note
from assistant.language.addresses import ClauseAddress
from assistant.messages.phrases import Language, say
from assistant.types import (
    AbstentionReason,
    Cell,
    CheckedSentence,
    Chunk,
    Citation,
    Coverage,
    Document,
    Section,
    Sentence,
    SentenceKind,
    Table,
)

_MARKER = re.compile(r"\[(\d+)\]")
_FOOTNOTE = re.compile(r"\s?\[\d+\]")
# A document's own "2*3" and "_x": Markdown would take them for emphasis. Ours is "**" alone.
_LITERAL = re.compile(r"(?<![\\*])\*(?!\*)|(?<![\\\w])_|(?<!\\)_(?!\w)")
_ESCAPED = re.compile(r"\\([*_|])")


@dataclass(frozen=True, slots=True)
class Source:
    """A clause, or a piece of it, that a sentence rests on."""

    document_id: str
    section_id: str
    address: ClauseAddress
    headings: tuple[str, ...]
    start: int
    end: int

    @classmethod
    def of(cls, clause: Section | Chunk) -> Source:
        """The source that a section or a chunk is."""
        if isinstance(clause, Chunk):
            identifier, headings = clause.section_id, clause.headings
        else:
            identifier, headings = clause.id, headings_of(clause)
        return cls(clause.document_id, identifier, clause.address, headings, clause.start, clause.end)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence (or list item) and what it rests on, before its citations have numbers."""

    text: str
    sources: tuple[Source, ...]
    kind: SentenceKind
    bullet: bool
    columns: tuple[str, ...] = ()  # of a row of a table: the heads, alike in all rows of one table
    cells: tuple[tuple[str, tuple[Source, ...]], ...] = ()  # each with what it rests on

    @classmethod
    def of(
        cls, text: str, *clauses: Section | Chunk, kind: SentenceKind = "stated", bullet: bool = False
    ) -> Line:
        """A sentence and the clauses that it cites."""
        if kind == "stated" and not clauses:
            raise ValueError(f"a stated sentence cites nothing: {text!r}")
        return cls(_harmless(text), tuple(Source.of(c) for c in clauses), kind, bullet)

    @classmethod
    def row(
        cls,
        columns: Sequence[str],
        cells: Sequence[tuple[str, Sequence[Section | Chunk]]],
        *,
        kind: SentenceKind = "stated",
    ) -> Line:
        """A row of a table: what each cell says, and the clauses that it cites. Rows with the same columns make a table."""
        written = tuple((_harmless(text), tuple(map(Source.of, clauses))) for text, clauses in cells)
        sources = tuple(dict.fromkeys(source for _, cited in written for source in cited))
        text = " | ".join(text for text, _ in written if text)
        return cls(text, sources, kind, True, tuple(columns), written)


def _harmless(text: str) -> str:
    """Words of a document as Markdown that shows them: nothing to act upon, no footnote that looks like a marker of ours."""
    return _LITERAL.sub(r"\\\g<0>", defuse(_FOOTNOTE.sub("", text)))


def unescaped(text: str) -> str:
    """A text without the backslashes that keep Markdown from reading a document's own marks."""
    return _ESCAPED.sub(r"\1", text)


@dataclass(slots=True)
class Draft:
    """Collects the lines of an answer. A stated line without a source is a mistake and is refused."""

    documents: dict[str, Document]
    lines: list[Line] = field(default_factory=list)
    reason: AbstentionReason | None = None
    possible: bool = False  # what it shows may answer the question, or may not
    coverage: Coverage | None = None
    warnings: list[str] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)  # items of its list that were not asked for

    @property
    def first_stated(self) -> Source | None:
        """The clause that it states first; None where it answers nothing, or states no clause."""
        if self.outcome != "answered":
            return None
        return next((line.sources[0] for line in self.lines if line.kind == "stated" and line.sources), None)

    @property
    def outcome(self) -> Literal["answered", "possible", "not_stated"]:
        """What became of the question."""
        return "not_stated" if self.reason else "possible" if self.possible else "answered"

    def add(
        self, text: str, *clauses: Section | Chunk, kind: SentenceKind = "stated", bullet: bool = False
    ) -> None:
        """Append a sentence; the clauses are what it cites."""
        self.lines.append(Line.of(text, *clauses, kind=kind, bullet=bullet))

    def __add__(self, other: Draft) -> Draft:
        """The lines of one draft, then those of another; reason and coverage are of the first that has one."""
        return Draft(
            self.documents,
            [*self.lines, *other.lines],
            self.reason or other.reason,
            self.possible or other.possible,
            self.coverage or other.coverage,
            [*self.warnings, *other.warnings],
            [*self.rest, *other.rest],
        )

    def finish(self) -> tuple[str, tuple[Sentence, ...], tuple[Citation, ...]]:
        """(text with markers, sentences, citations numbered in reading order). See `Writer`."""
        writer = Writer(self.documents)
        for line in self.lines:
            writer.write(line)
        self.warnings += writer.warnings
        return writer.text, tuple(writer.sentences), tuple(writer.citations)


@dataclass(slots=True)
class Writer:
    """Writes an answer line by line: numbers its citations in reading order and sets the markers.

    A stated sentence with a value that its sources do not hold is left out, with a warning.
    """

    documents: dict[str, Document]
    language: Language = "vi"
    text: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    left_out: int = 0
    _columns: tuple[str, ...] = ()  # of the table that the last line belongs to
    _numbers: dict[Source, int] = field(default_factory=dict)

    @property
    def warnings(self) -> list[str]:
        """What the reader has to know of lines that are not there."""
        return [say("left_out", self.language, count=self.left_out)] if self.left_out else []

    def write(self, line: Line) -> CheckedSentence | None:
        """Append a line; None where it was left out."""
        fresh = [s for s in dict.fromkeys(line.sources) if s not in self._numbers]
        numbers = self._numbers | {s: len(self._numbers) + n for n, s in enumerate(fresh, start=1)}
        sentence = Sentence(line.text, tuple(dict.fromkeys(numbers[s] for s in line.sources)), line.kind)
        cited = [cite(s, numbers[s], self.documents) for s in dict.fromkeys(line.sources)]
        if not is_supported(line, self.documents):
            self.left_out += 1
            return None
        new = [citation for citation in cited if citation.number > len(self._numbers)]
        self._numbers = numbers
        written = self._row(line) if line.cells else self._paragraph(line, sentence.citations)
        self._columns = line.columns
        self.text += written
        self.sentences.append(sentence)
        self.citations += new
        return CheckedSentence(sentence, written, tuple(new))

    def _paragraph(self, line: Line, citations: Iterable[int]) -> str:
        """A sentence or an item of a list with its markers; a list goes on, all else stands apart."""
        apart = "" if not self.text else "\n" if line.bullet and not self._columns else "\n\n"
        return apart + ("- " if line.bullet else "") + write_markers(line.text, citations)

    def _row(self, line: Line) -> str:
        """A row of a table, below the heads where it is the first; it is added to the tables too."""
        cells = tuple(
            Cell(unescaped(text), tuple(dict.fromkeys(self._numbers[s] for s in sources)))
            for text, sources in line.cells
        )
        begins = line.columns != self._columns
        table = Table(line.columns, ()) if begins else self.tables.pop()
        self.tables.append(Table(table.columns, (*table.rows, cells)))
        texts = [
            write_markers(text.replace("|", "\\|"), cell.citations)
            for (text, _), cell in zip(line.cells, cells, strict=True)
        ]
        head = _table_row(line.columns) + "\n" + _table_row(["---"] * len(line.columns)) if begins else ""
        return ("\n\n" if begins and self.text else "") + head + "\n" + _table_row(texts)


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def is_supported(line: Line, documents: dict[str, Document]) -> bool:
    """Whether the clauses of a line hold all its values; only stated lines have to be borne out."""
    if line.kind != "stated":
        return True
    sources = tuple(dict.fromkeys(line.sources))
    sentence = Sentence(line.text, tuple(range(1, len(sources) + 1)), line.kind)
    cited = [cite(source, number, documents) for number, source in enumerate(sources, start=1)]
    names = {documents[source.document_id].short_title for source in sources}
    return not unsupported_values(sentence, cited, context=names)


def cite(source: Source, number: int, documents: dict[str, Document]) -> Citation:
    """The citation of a source under a number."""
    document = documents[source.document_id]
    return Citation(
        number=number,
        document_id=document.id,
        document_title=document.title,
        document_number=document.number,
        issuer=document.issuer,
        tier=document.tier,
        address=str(source.address),
        headings=source.headings,
        page=document.page_at(source.start),
        quote=document.text[source.start : source.end],
        start=source.start,
        end=source.end,
        url=f"/documents/{document.id}#{source.section_id}",
        form=cite_in_full(source.address, document) + page_note(document, source.start),
    )


def write_markers(text: str, numbers: Iterable[int]) -> str:
    """A sentence with its markers behind it."""
    marks = " ".join(f"[{number}]" for number in numbers)
    return f"{text} {marks}".lstrip() if marks else text


def read_markers(text: str) -> list[int]:
    """The numbers of the markers in a text, in reading order."""
    return [int(number) for number in _MARKER.findall(text)]
