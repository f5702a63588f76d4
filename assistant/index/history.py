"""What each build changed in the registers: compared with the generation before, and recorded beside the index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.errors import IndexUnavailableError
from assistant.index.catalog_json import decode_catalog
from assistant.index.generations import CATALOG, current_generation, write_durably
from assistant.registers import RegisterChanges, compare_registers
from assistant.types import Catalog

RECORD = "changes.json"
_COMPARED = ("documents", "targets", "responsibilities")


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """What a build changed in the registers, by name, and since which generation; else why there is nothing to say."""

    since: str | None
    changes: dict[str, RegisterChanges]
    reason: Literal["first_build", "unreadable"] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON; without a generation to compare with it holds no register."""
        registers = {name: changes.to_dict() for name, changes in self.changes.items()}
        return {"since": self.since, "reason": self.reason, **registers}


def read_catalog_before(index: Path) -> tuple[str | None, Catalog | None]:
    """(name, catalog) of the current generation; None for what is not there or cannot be read.

    Of the catalog documents and registers alone.
    """
    try:
        generation = current_generation(index)
    except IndexUnavailableError:
        return None, None
    try:
        return generation.name, decode_catalog((generation / CATALOG).read_bytes(), only=_COMPARED)
    except (OSError, ValueError):  # another version of the program has other fields
        return generation.name, None


def report_changes(before: tuple[str | None, Catalog | None], catalog: Catalog) -> RegisterReport:
    """The report on a new catalog, with what `read_catalog_before` found."""
    since, previous = before
    if previous is None:
        return RegisterReport(since, {}, "unreadable" if since else "first_build")
    return RegisterReport(since, compare_registers(previous, catalog))


def record_changes(index: Path, generation: str, report: RegisterReport) -> None:
    """Keeps the report of the build that made a generation. Raises: OSError."""
    record = {"generation": generation, **report.to_dict()}
    write_durably(index / RECORD, json.dumps(record, ensure_ascii=False).encode())


def read_changes(index: Path) -> dict[str, Any] | None:
    """The report of the build that made the current generation, as JSON; None where there is no record of it.

    Raises: IndexUnavailableError where there is no index.
    """
    generation = current_generation(index).name
    try:
        record: dict[str, Any] = json.loads((index / RECORD).read_bytes())
        return record if record.pop("generation") == generation else None
    except (OSError, ValueError, KeyError, AttributeError):
        return None
