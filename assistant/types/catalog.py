"""All that is known of a corpus."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types.clauses import Chunk, Document, Section
from assistant.types.registers import Responsibility, Target
from assistant.types.relations import Conflict, Relation


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
