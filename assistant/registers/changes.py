"""What a new version of the documents changed in a register: rows that appeared, changed and vanished.

Rows are matched by document, clause and name, not by id: when a clause is inserted, the ones after it get other addresses, and
are the same rows all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any

from assistant.judging import judging
from assistant.types import Catalog, Responsibility, Target

Row = Target | Responsibility
_NAMES = {Target: "indicator_name", Responsibility: "agency_name"}
_WORDS = {Target: "indicator", Responsibility: "task"}
# Where a row stands is no change of what it says; the address is, as citations name it.
_POSITION = frozenset(
    ["id", "section_id", "parent", "start", "end", "quote", "place", "unsure", "agencies", *_NAMES.values()]
)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is still there, and what became of its fields: (old, new) by name, as they are written."""

    old: Row
    new: Row
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class RegisterChanges:
    """How a register differs from the one before it."""

    appeared: tuple[Row, ...] = ()
    changed: tuple[RowChange, ...] = ()  # what says something else first, what only moved last
    vanished: tuple[Row, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The changes as JSON: counts, and per row document, address, name and what differs."""
        return {
            "counts": {name: len(getattr(self, name)) for name in ("appeared", "changed", "vanished")},
            "appeared": [_describe(row) for row in self.appeared],
            "changed": [
                _describe(change.new)
                | {"fields": {name: {"old": old, "new": new} for name, (old, new) in change.fields.items()}}
                for change in self.changed
            ],
            "vanished": [_describe(row) for row in self.vanished],
        }


def compare_registers(before: Catalog, after: Catalog) -> dict[str, RegisterChanges]:
    """The changes of both registers, by the name of the register."""
    return {
        "targets": compare_rows(before.targets, after.targets),
        "responsibilities": compare_rows(before.responsibilities, after.responsibilities),
    }


def compare_rows(before: Sequence[Row], after: Sequence[Row]) -> RegisterChanges:
    """What became of the rows: those that are alike are matched first, wherever they stand."""
    pairs: list[tuple[Row, Row]] = []
    old, new = _without_equal_documents(before, after)

    def match(key: Callable[[Row], Any], fits: Callable[[Row, Row], bool] = lambda *_: True) -> None:
        waiting: dict[Any, list[int]] = {}
        for position, row in enumerate(old):
            waiting.setdefault(key(row), []).append(position)
        left, gone = [], set()
        for row in new:
            candidates = waiting.get(key(row), [])
            partner = next((position for position in candidates if fits(old[position], row)), None)
            if partner is None:
                left.append(row)
            else:
                candidates.remove(partner)
                gone.add(partner)
                pairs.append((old[partner], row))
        new[:] = left
        old[:] = [row for position, row in enumerate(old) if position not in gone]

    match(lambda row: (row.document_id, row.address, _name(row), *_content(row)))
    match(lambda row: (row.document_id, _name(row), *_content(row)))
    match(lambda row: (row.document_id, row.address, _name(row)), _alike)
    match(lambda row: (row.document_id, row.address), _alike)
    match(lambda row: (row.document_id, _name(row)), _alike)
    changes = [
        RowChange(one, other, differing) for one, other in pairs if (differing := _differing(one, other))
    ]
    order = {id(row): position for position, row in enumerate(after)}
    changes.sort(key=lambda change: (set(change.fields) == {"address"}, order[id(change.new)]))
    return RegisterChanges(tuple(new), tuple(changes), tuple(old))


def _without_equal_documents(before: Sequence[Row], after: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows, without those of documents that have the same rows before and after: mostly all but one or two."""
    of_document: list[dict[str, list[Row]]] = []
    for rows in (before, after):
        of_document.append({})
        for row in rows:
            of_document[-1].setdefault(row.document_id, []).append(row)
    equal = {name for name, rows in of_document[0].items() if of_document[1].get(name) == rows}
    old, new = ([row for row in rows if row.document_id not in equal] for rows in (before, after))
    return old, new


def _name(row: Row) -> str:
    return str(getattr(row, _NAMES[type(row)]))


def _content(row: Row) -> list[Any]:
    return [getattr(row, f.name) for f in fields(row) if f.name not in _POSITION and f.name != "address"]


def _differing(old: Row, new: Row) -> dict[str, tuple[Any, Any]]:
    one, other = old.to_dict(), new.to_dict()
    return {n: (one[n], other[n]) for n in other if n not in _POSITION and one[n] != other[n]}


def _alike(old: Row, new: Row) -> bool:
    one, other = (str(getattr(row, _WORDS[type(row)])) for row in (old, new))
    least = judging().comparison.reworded
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= least and matcher.ratio() >= least


def _describe(row: Row) -> dict[str, Any]:
    return {"document_id": row.document_id, "address": str(row.address)} | {
        name: getattr(row, name) for name in (_NAMES[type(row)], _WORDS[type(row)])
    }
