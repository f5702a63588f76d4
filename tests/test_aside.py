"""Functions called in a process of their own: what they give and raise, progress, a process that ends."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.aside import call_aside
from assistant.errors import IndexBusyError
from assistant.language.text import fold


def followed(count: int, *, progress: Callable[[int, int], None]) -> int:
    for done in range(count):
        progress(done + 1, count)
    return os.getpid()


def busy() -> None:
    raise IndexBusyError("somebody else builds", hint="try again")


def die() -> None:
    os._exit(9)


def speak() -> int:
    print("not among the results")
    return os.nice(0)


def meet(folder: Path, name: str) -> list[str]:
    """Waits until two are there."""
    (folder / name).touch()
    while len(list(folder.iterdir())) < 2:
        threading.Event().wait(0.01)
    return sorted(path.name for path in folder.iterdir())


def test_a_function_of_the_assistant_runs_in_another_process() -> None:
    assert call_aside(fold, "Cần Thơ") == fold("Cần Thơ")


def test_progress_comes_back_and_the_process_is_kept() -> None:
    seen: list[tuple[int, int]] = []
    process = call_aside(followed, 3, progress=lambda *values: seen.append(values))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert process != os.getpid()
    assert call_aside(followed, 0, progress=lambda *_: None) == process


def test_errors_arrive_whole_and_the_process_is_kept() -> None:
    process = call_aside(os.getpid)
    with pytest.raises(IndexBusyError) as raised:
        call_aside(busy)
    assert (raised.value.message, raised.value.hint) == ("somebody else builds", "try again")
    assert call_aside(os.getpid) == process


def test_a_process_that_ends_is_told_and_replaced() -> None:
    with pytest.raises(ChildProcessError, match="die"):
        call_aside(die)
    assert call_aside(fold, "Huế") == "hue"


def test_it_has_low_priority_and_what_is_printed_harms_nothing() -> None:
    assert call_aside(speak) > os.nice(0)


def test_two_calls_at_once_have_two_processes(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(call_aside, meet, tmp_path, name) for name in "ab"]
        assert [result.result(60) for result in results] == [["a", "b"]] * 2
