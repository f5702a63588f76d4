"""Questions from a JSON Lines file, answers into another one that appears only when it is complete."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from assistant.errors import AssistantError


class BatchError(AssistantError):
    """The file of questions, or the place for the answers, cannot be used."""

    code = "invalid_batch"


@dataclass(frozen=True, slots=True)
class BatchItem:
    """A conversation: the last turn is the question, the earlier ones are its history."""

    id: str | int
    turns: tuple[str, ...]


def read_batch(path: Path) -> tuple[BatchItem, ...]:
    """All conversations of the file, without blank lines. Raises: BatchError naming line and field."""
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise BatchError(
            f"{path} cannot be read: {error.strerror}", hint="name a JSON Lines file of questions"
        ) from None
    items = tuple(
        _read_item(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()
    )
    if not items:
        raise BatchError(f"{path} holds no question", hint=_FORMAT)
    return items


_FORMAT = 'each line is {"id": "…", "turns": ["…"]}, the last turn being the question'


def _read_item(line: bytes, where: str) -> BatchItem:
    try:
        record: Any = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BatchError(
            f"{where} is not UTF-8 text (byte {error.start + 1})", hint="save the file again as UTF-8"
        ) from None
    except (ValueError, RecursionError) as error:
        raise BatchError(f"{where} is not JSON: {error}", hint=_FORMAT) from None
    if not isinstance(record, dict):
        raise BatchError(f"{where} is not a JSON object", hint=_FORMAT)
    for field in ("id", "turns"):
        if field not in record:
            raise BatchError(f"{where}: the field “{field}” is missing", hint=_FORMAT)
    identifier, turns = record["id"], record["turns"]
    if not isinstance(identifier, str | int) or isinstance(identifier, bool):
        raise BatchError(f"{where}: the field “id” is neither a text nor a whole number", hint=_FORMAT)
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise BatchError(f"{where}: the field “turns” is not a list of at least one text", hint=_FORMAT)
    return BatchItem(identifier, tuple(turns))


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file that takes the place of `path` once it is complete; until then, what was there stays.

    Raises: BatchError when nothing can be written there.
    """
    if path.exists() and not path.is_file():  # a terminal or a pipe takes the lines as they come
        if path.is_dir():
            raise BatchError(f"{path} is a folder", hint="name a file with --out")
        with path.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            yield stream
        return
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        file = temporary.open("x", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise BatchError(
            f"{path} cannot be written: {error.strerror}",
            hint="name a file in a folder that exists and can be written",
        ) from None
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
