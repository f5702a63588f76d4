"""The catalog as JSON, as a generation keeps it, and back."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

import orjson

from assistant.language.addresses import ClauseAddress
from assistant.language.bodies import join_names, read_names
from assistant.language.deadlines import Deadline
from assistant.language.values import Period
from assistant.types import (
    Catalog,
    Chunk,
    Conflict,
    Document,
    Relation,
    Responsibility,
    Section,
    Target,
)

_ROWS: dict[str, type] = {
    "documents": Document,
    "sections": Section,
    "chunks": Chunk,
    "targets": Target,
    "responsibilities": Responsibility,
    "relations": Relation,
    "conflicts": Conflict,
}
_READERS: dict[str, Callable[[str], Any]] = {  # of the types that are written as texts
    "Period": Period.parse,
    "Deadline": Deadline.parse,
    "ClauseAddress": ClauseAddress,
    "Agencies": read_names,
}
_FIELDS_OF = {"agency_name": "agencies"}  # what is stored under another name than its field's


def encode_catalog(catalog: Catalog) -> bytes:
    """The catalog as JSON: per kind the names of the fields, then one row of values each, as they are written."""
    tables = {}
    for name, row_type in _ROWS.items():
        tables[name] = {
            "fields": list(_columns(row_type)),
            "rows": _encode_rows(getattr(catalog, name), row_type),
        }
    return orjson.dumps(tables)


def _encode_rows(rows: Iterable[Any], row_type: type) -> list[list[Any]]:
    """The values of rows as they are written, field by field: there are a hundred thousand rows."""
    columns = _columns(row_type)
    values = attrgetter(*(_FIELDS_OF.get(name, name) for name in columns))
    written = [list(values(row)) for row in rows]
    for position, annotation in enumerate(columns.values()):
        kind = annotation.removesuffix(" | None")
        if kind in _READERS:
            write = join_names if kind == "Agencies" else str
            for row in written:
                if row[position] is not None:
                    row[position] = write(row[position])
    return written


def decode_catalog(
    data: bytes, clauses: Iterable[Section] = (), *, only: Collection[str] = tuple(_ROWS)
) -> Catalog:
    """The catalog that `encode_catalog` wrote; `clauses` are those of its chunks that it does not hold itself.

    `only`: the fields of the catalog that are wanted; the others are not looked at and left empty, which takes less time
    and memory. Where chunks are wanted without any clauses, their `kind` is left empty too.
    Raises: ValueError for a damaged one or another version's.
    """
    try:
        with _uncollected():
            return _decode_tables(_find_tables(data), clauses, only)
    except (LookupError, TypeError) as error:
        raise ValueError(f"not a catalog: {error}") from None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing made within the block becomes garbage: the collector, which would look for it, takes as long as the work."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _find_tables(data: bytes) -> dict[str, memoryview]:
    """Where the tables of a catalog lie, by name. A quote within a text is written as \\", so no text looks like their bounds."""
    bounds = [data.find(f'"{name}":{{"fields":'.encode()) for name in _ROWS]
    if data[:1] + data[-2:] != b"{}}" or bounds != sorted(bounds) or bounds[0] != 1:
        raise ValueError("not a catalog: it is damaged, or another version's")
    ends = [*(start - 1 for start in bounds[1:]), len(data) - 1]
    view = memoryview(data)
    return {
        name: view[start + len(name) + 3 : end] for name, start, end in zip(_ROWS, bounds, ends, strict=True)
    }


def _decode_tables(
    tables: Mapping[str, memoryview], clauses: Iterable[Section], only: Collection[str]
) -> Catalog:
    readers = {annotation: cache(read) for annotation, read in _READERS.items()}
    rows = {name: _decode_rows(orjson.loads(tables[name]), _ROWS[name], readers) for name in only}
    if "chunks" in rows:
        kinds = {(clause.document_id, clause.id): clause.kind for clause in clauses}
        kinds |= {(row[1], row[0]): row[3] for row in rows.get("sections", ())}
        for chunk in rows["chunks"]:
            chunk.append(kinds[chunk[1], chunk[2]] if kinds else "")
    return Catalog(
        **{name: tuple(row_type(*row) for row in rows.get(name, ())) for name, row_type in _ROWS.items()}
    )


@cache
def _columns(row_type: type) -> dict[str, str]:
    """The names under which the fields of a row are stored, and as what type; the kind of a chunk is that of its clause."""
    names = {field: name for name, field in _FIELDS_OF.items()}
    return {
        names.get(field.name, field.name): "Agencies" if field.name in names else str(field.type)
        for field in fields(row_type)
        if (row_type, field.name) != (Chunk, "kind")
    }


def _decode_rows(
    table: dict[str, Any], row_type: type, readers: Mapping[str, Callable[[Any], Any]]
) -> list[list[Any]]:
    columns = _columns(row_type)
    if table["fields"] != list(columns):
        raise ValueError(f"the fields of {row_type.__name__} have changed")
    rows: list[list[Any]] = table["rows"]
    for position, annotation in enumerate(columns.values()):
        if read := readers.get(annotation.removesuffix(" | None")):
            for row in rows:
                if row[position] is not None:
                    row[position] = read(row[position])
        elif annotation.startswith("tuple"):
            for row in rows:
                row[position] = tuple(row[position])
    return rows
