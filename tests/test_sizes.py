from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("assistant", "benchmarks", "docs", "evals")  # not tests: a list of cases is read case by case
LONGEST_FILE = 400  # lines
LONGEST_CLASS = 200
REASON = "\nLong because "  # begins a paragraph of the docstring at a longer file's head


def modules(*folders: str) -> dict[str, tuple[int, ast.Module]]:
    """The python files of the folders: path -> number of lines, syntax tree."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return {name: (len(text.splitlines()), ast.parse(text)) for name, text in texts.items()}


def test_a_file_is_short_or_says_at_its_head_why_it_is_long() -> None:
    long = {
        name: lines
        for name, (lines, tree) in modules(*FOLDERS).items()
        if lines > LONGEST_FILE and REASON not in (ast.get_docstring(tree) or "")
    }
    assert long == {}


def test_a_class_of_the_package_is_short() -> None:
    long = {
        f"{name}: {node.name}": node.end_lineno - node.lineno + 1
        for name, (_, tree) in modules("assistant").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and node.end_lineno
        and node.end_lineno - node.lineno >= LONGEST_CLASS
    }
    assert long == {}
