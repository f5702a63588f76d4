"""The constants that decide answers: described one by one, all of them in one file, and none beside it."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path
from threading import Thread

import pytest

from assistant.judging import Judging, constants, judged_by, judging

ASSISTANT = Path(__file__).parents[1] / "assistant"
DECIDING = (
    *("answers/**/*.py", "checks/*.py", "language/*.py", "questions/*.py", "registers/*.py"),
    *("index/library.py", "index/search.py", "wording/attribution.py", "wording/generator.py"),
)
NOTHING_AND_ALL = (0.0, 1.0)  # the ends of a share are no choice


def test_the_file_describes_every_constant_and_no_other() -> None:
    there = {
        f"{group.name}.{each.name}"
        for group in fields(Judging)
        for each in fields(getattr(judging(), group.name))
    }
    assert set(constants()) == there


@pytest.mark.parametrize("name", list(constants()))
def test_every_constant_says_what_it_does_and_where_it_comes_from(name: str) -> None:
    constant = constants()[name]
    assert constant.does.endswith(".")
    kind, _, details = constant.source.partition(": ")
    assert kind in ("hand", "measured", "standard")
    assert bool(details) == (kind != "hand")
    assert constant.until in (None, "reader")


def inline(path: Path) -> list[str]:
    """The decimal numbers that stand in a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{path.relative_to(ASSISTANT)}:{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float)
        and node.value not in NOTHING_AND_ALL
    ]


def test_no_constant_stands_in_the_code() -> None:
    modules = [module for pattern in DECIDING for module in sorted(ASSISTANT.glob(pattern))]
    assert [found for module in modules for found in inline(module)] == []


def test_other_constants_are_in_force_within_a_block_and_a_thread() -> None:
    shipped = judging()
    seen: list[Judging] = []
    with judged_by(shipped.changed("evidence.sure", 0.9)):
        assert judging().evidence.sure == 0.9
        assert judging().evidence.possible == shipped.evidence.possible
        thread = Thread(target=lambda: seen.append(judging()))
        thread.start()
        thread.join()
    assert seen == [shipped]
    assert judging() is shipped


def test_a_whole_number_stays_one() -> None:
    assert repr(judging().changed("evidence.count_reach", 12.5).evidence.count_reach) == "12"


def test_a_constant_that_is_not_there() -> None:
    with pytest.raises(KeyError, match=r"evidence\.certain"):
        judging().changed("evidence.certain", 1)
