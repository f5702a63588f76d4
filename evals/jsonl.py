"""JSON Lines read strictly: an error names the file, the line and the field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.errors import EvaluationDataError


@dataclass(slots=True)
class Record:
    """One JSON object and where it stands; every getter checks the type of its field."""

    fields: dict[str, Any]
    place: str
    prefix: str = ""
    _read: set[str] = field(default_factory=set)

    def error(self, name: str, problem: str) -> EvaluationDataError:
        """The error to raise for the field `name`."""
        return EvaluationDataError(f"{self.place}: field `{self.prefix}{name}`: {problem}")

    def get(self, name: str) -> Any:
        """The raw value. Raises: EvaluationDataError where the field is missing."""
        self._read.add(name)
        if name not in self.fields:
            raise self.error(name, "missing")
        return self.fields[name]

    def _typed(self, name: str, expected: type, wording: str) -> Any:
        value = self.get(name)
        if not isinstance(value, expected) or (expected is not bool and isinstance(value, bool)):
            raise self.error(name, f"expected {wording}, found {type(value).__name__}")
        return value

    def text(self, name: str, *, empty: bool = False) -> str:
        """A string, not blank unless `empty`."""
        value: str = self._typed(name, str, "a string")
        if not empty and not value.strip():
            raise self.error(name, "is empty")
        return value

    def optional_text(self, name: str) -> str | None:
        """A string or null; a missing field counts as null."""
        self._read.add(name)
        return None if self.fields.get(name) is None else self.text(name, empty=True)

    def choice(self, name: str, choices: Iterable[str]) -> str:
        """A string out of `choices`."""
        value = self.text(name)
        if value not in choices:
            raise self.error(name, f"{value!r} is none of {', '.join(sorted(choices))}")
        return value

    def boolean(self, name: str) -> bool:
        """true or false."""
        return bool(self._typed(name, bool, "true or false"))

    def integer(self, name: str) -> int:
        """A whole number, 0 and up."""
        value: int = self._typed(name, int, "a whole number")
        if value < 0:
            raise self.error(name, "is negative")
        return value

    def items(self, name: str) -> list[Any]:
        """A list of anything."""
        value: list[Any] = self._typed(name, list, "a list")
        return value

    def texts(self, name: str, *, needed: bool = False) -> tuple[str, ...]:
        """A list of strings that are not blank; at least one where `needed`."""
        values = self.items(name)
        if needed and not values:
            raise self.error(name, "is empty")
        for position, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                raise self.error(f"{name}[{position}]", "expected a string that is not blank")
        return tuple(values)

    def child(self, name: str, value: Any) -> Record:
        """`value`, found under `name`, as a record of its own."""
        if not isinstance(value, dict):
            raise self.error(name, f"expected an object, found {type(value).__name__}")
        return Record(value, self.place, f"{self.prefix}{name}.")

    def children(self, name: str) -> list[Record]:
        """A list of objects."""
        return [self.child(f"{name}[{position}]", value) for position, value in enumerate(self.items(name))]

    def refuse_unknown(self) -> None:
        """Raises: EvaluationDataError naming a field that nothing has read."""
        for name in self.fields:
            if name not in self._read:
                raise self.error(name, "unknown field")


def read_json_lines(path: Path) -> Iterator[Record]:
    """The objects of a file, in order; blank lines are skipped."""
    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        raise EvaluationDataError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise EvaluationDataError(f"{path} is not UTF-8: byte {error.start}") from None
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise EvaluationDataError(
                f"{path}:{number}: not JSON: {error.msg} at column {error.colno}"
            ) from None
        if not isinstance(value, dict):
            raise EvaluationDataError(f"{path}:{number}: expected an object, found {type(value).__name__}")
        yield Record(value, f"{path}:{number}")


def read_json(path: Path) -> Record:
    """The one object of a file."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EvaluationDataError(f"{path} cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise EvaluationDataError(f"{path}: not JSON: {error}") from None
    if not isinstance(value, dict):
        raise EvaluationDataError(f"{path}: expected an object, found {type(value).__name__}")
    return Record(value, str(path))


def write_text(path: Path, content: str) -> None:
    """Write a whole file or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(content, encoding="utf-8")
    partial.replace(path)


def write_json(path: Path, value: Any) -> None:
    """Write one JSON object, indented, keys in the given order."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def write_json_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write one JSON object a line."""
    write_text(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def sha256_of(content: str) -> str:
    """The hash of a text, hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()
