"""Each reason for which a reader refuses a file has its sentence in Vietnamese."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from assistant.messages.refusals import describe_refusal
from assistant.settings import PACKAGE

ELSEWHERE = describe_refusal("zzz", "", "vi")
READING = (*sorted((PACKAGE / "readers").rglob("*.py")), PACKAGE / "documents" / "files.py")


def beginning(node: ast.expr) -> str:
    """How a message begins, up to what is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            return text
    return ""


def refusals() -> list[tuple[str, str]]:
    """(module, message) of every refusal that a reader raises or returns."""
    found = []
    for path in READING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.func.id == "CorpusError" and node.args and (text := beginning(node.args[0])):  # type: ignore[attr-defined]
                found.append((Path(path).name, text))
    return found


def test_there_are_as_many_as_readers_have() -> None:
    assert len(refusals()) > 30


NOT_OF_A_FILE = (
    "has no page",
    "has a page that",
    "is still being written",
    "is a folder",
    "is a pipe",
    "was changed while",
)


@pytest.mark.parametrize(("module", "message"), refusals())
def test_a_refusal_of_a_reader_is_said_in_vietnamese(module: str, message: str) -> None:
    if not message.startswith(NOT_OF_A_FILE):
        said = describe_refusal(message, "", "vi")
        assert said != ELSEWHERE or message.startswith("cannot be read"), (module, message)


def test_what_is_said_names_the_reason() -> None:
    assert describe_refusal("has lost its letters: 20% of…", "get the file again", "vi").startswith(
        "Nhiều chữ trong tệp"
    )
    assert describe_refusal("is damaged, or of a Word before 97", "x", "vi").startswith(
        "Tệp bị hỏng, hoặc do bản Word quá cũ"
    )
    assert describe_refusal("is empty", "fill it", "en") == "The file is empty. Fill it."
