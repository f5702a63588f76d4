"""A scored run of the small set, made by an assistant without a fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.running import make_run
from evals.runs import Run, load_run
from tests.evals.material import DOCUMENTS, Oracle, small_set


@pytest.fixture(scope="session")
def flawless(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Do not change it: copy it with `copied`."""
    folder = tmp_path_factory.mktemp("runs")
    questions = small_set(folder)
    oracle = Oracle(questions.questions)
    make_run(folder / "flawless", [questions], DOCUMENTS, oracle, settings={"settings_id": "oracle"})
    return load_run(folder / "flawless")


@pytest.fixture
def copied(flawless: Run, tmp_path: Path) -> Callable[[str], Run]:
    """Copies the flawless run under a new name."""

    def copy(name: str) -> Run:
        shutil.copytree(flawless.folder, tmp_path / name)
        return load_run(tmp_path / name)

    return copy
