"""All that is known of a corpus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.types.clauses import Chunk, Document, Section
from assistant.types.registers import Responsibility, Target
from assistant.types.relations import Conflict, Relation

Part = Literal["document", "relations", "chunks", "targets", "responsibilities", "conflicts"]
_WITHOUT: dict[Part, str] = {
    "document": "it is not indexed",
    "relations": "what it changes in others is not known",
    "chunks": "no search finds its clauses",
    "targets": "its targets are in no register",
    "responsibilities": "its duties are in no register",
    "conflicts": "what other files of it say otherwise is not known",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A part of a document that could not be computed because of a fault in the program: of what `error`."""

    document_id: str
    path: str
    part: Part
    error: str

    def __str__(self) -> str:
        return f"{_WITHOUT[self.part]}: internal error ({self.error})"


@dataclass(frozen=True, slots=True)
class Catalog:
    """All that is known of a corpus; computed from the documents alone, stored with the index."""

    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    targets: tuple[Target, ...]
    responsibilities: tuple[Responsibility, ...]
    relations: tuple[Relation, ...] = ()  # what documents do to one another
    conflicts: tuple[Conflict, ...] = ()  # where two that claim one number say other things
    failures: tuple[Failure, ...] = ()  # what could not be computed when it was made; not stored
